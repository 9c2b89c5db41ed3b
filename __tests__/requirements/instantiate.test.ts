/** Which rows a scope is asked for, at which level: the decisions of the contract, condition by condition, and over all facts at random. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { CLOUDS, LANGUAGES } from '../../src/requirements/edition.js';
import type { MatrixContext, ScopeFacts } from '../../src/requirements/facts.js';
import { featureNames } from '../../src/requirements/features.js';
import { requirementsFor } from '../../src/requirements/instantiate.js';
import { ask, CLUSTER, edition, levels, OPEN, ports } from './examples.js';

const find = (requirements: ReturnType<typeof ask>, id: string) => requirements.find((one) => one.id === id);

describe('inbound rows', () => {
  it('2021-11 requires both whatever is known of the compute', () => {
    for (const facts of [{ publicIp: false }, { publicIp: OPEN }, { hasCompute: false, publicIp: null }] as const) {
      expect(levels(ask('2021-11', {}, facts))).toMatchObject({
        'inbound-batch-node-management': 'required',
        'inbound-azure-machine-learning': 'required',
      });
    }
  });

  it('2026-03 requires its row where compute has a public address or says nothing', () => {
    const level = (facts: Partial<ScopeFacts>) => levels(ask('2026-03', {}, facts))['inbound-azure-machine-learning'];
    expect(level({ publicIp: true })).toBe('required');
    expect(level({ publicIp: null })).toBe('required');
    expect(level({ publicIp: false })).toBeUndefined();
  });

  it('2026-03 recommends its row where the address is open, or no compute is in the input', () => {
    const level = (facts: Partial<ScopeFacts>) => levels(ask('2026-03', {}, facts))['inbound-azure-machine-learning'];
    expect(level({ publicIp: OPEN })).toBe('recommended');
    expect(level({ hasCompute: false, publicIp: null })).toBe('recommended');
  });

  it('2026-03 requires its row where the user names compute-public-ip', () => {
    const context = { features: ['compute-public-ip'] };
    expect(levels(ask('2026-03', context))['inbound-azure-machine-learning']).toBe('required');
  });

  it('no edition asks them of a managed network, which keeps its tags (M1)', () => {
    for (const name of ['2021-11', '2026-03']) {
      const asked = ask(
        name,
        { features: ['vscode', 'compute-public-ip'] },
        { kind: 'managed-network', publicIp: true },
      );
      expect(asked.filter(({ direction }) => direction === 'inbound')).toEqual([]);
      expect(asked.map(({ tag }) => tag)).toContain('Storage.westus2');
    }
  });

  it('the ports of the Visual Studio Code server are recommended where vscode is named, and not asked otherwise', () => {
    const server = find(ask('2026-03', { features: ['vscode'] }), 'inbound-vscode-server');
    expect([server?.level, server?.tag, ports(server)]).toEqual(['recommended', 'VirtualNetwork', '8704-8710']);
    expect(find(ask('2026-03'), 'inbound-vscode-server')).toBeUndefined();
  });
});

describe('conditions', () => {
  it('HBI: the key vault is required, not asked, or recommended where HBI is open', () => {
    for (const name of ['2021-11', '2026-03']) {
      const level = (hbi: MatrixContext['hbi']) => levels(ask(name, { hbi }))['outbound-azure-key-vault'];
      expect([level(true), level(false), level(OPEN)]).toEqual(['required', undefined, 'recommended']);
    }
  });

  it('8787 and 18881 join where the workspace has a private endpoint, and are a recommended row where that is open', () => {
    const asked = (workspacePrivateEndpoint: ScopeFacts['workspacePrivateEndpoint']) =>
      ask('2026-03', {}, { workspacePrivateEndpoint });
    const row = 'outbound-azure-machine-learning';
    expect(ports(find(asked(true), row))).toBe('443, 8787, 18881');
    expect(ports(find(asked(false), row))).toBe('443');
    expect(ports(find(asked(OPEN), row))).toBe('443');
    const alone = find(asked(OPEN), `${row}-private`);
    expect([alone?.level, alone?.tag, ports(alone)]).toEqual(['recommended', 'AzureMachineLearning', '8787, 18881']);
    expect(find(asked(true), `${row}-private`)).toBeUndefined();
  });

  it('445 joins where a firewall is on the way to storage, from 2026-03 on, by fact or by name', () => {
    const behind = { storageBehindFirewall: true };
    expect(ports(find(ask('2026-03', {}, behind), 'outbound-storage'))).toBe('443, 445');
    expect(ports(find(ask('2026-03', { features: ['storage-firewall'] }), 'outbound-storage'))).toBe('443, 445');
    expect(ports(find(ask('2026-03'), 'outbound-storage'))).toBe('443');
    expect(ports(find(ask('2021-11', {}, behind), 'outbound-storage'))).toBe('443');
    const open = find(ask('2026-03', {}, { storageBehindFirewall: OPEN }), 'outbound-storage-smb');
    expect([open?.level, ports(open)]).toEqual(['recommended', '445']);
  });

  it('445 is not asked of a managed network, whose way out is the service’s', () => {
    const asked = ask('2026-03', {}, { kind: 'managed-network', storageBehindFirewall: OPEN });
    expect(find(asked, 'outbound-storage-smb')).toBeUndefined();
    expect(ports(find(asked, 'outbound-storage'))).toBe('443');
  });

  it('VirtualNetwork is asked where a private endpoint is in the network (P2)', () => {
    const level = (privateEndpointInNetwork: ScopeFacts['privateEndpointInNetwork']) =>
      levels(ask('2026-03', {}, { privateEndpointInNetwork }))['outbound-virtual-network'];
    expect([level(true), level(false), level(OPEN)]).toEqual(['required', undefined, 'recommended']);
  });

  it('AzureMonitor falls away with a private link scope only (P3)', () => {
    const level = (monitorPrivateLink: ScopeFacts['monitorPrivateLink']) =>
      levels(ask('2026-03', {}, { monitorPrivateLink }))['outbound-azure-monitor'];
    expect([level(true), level(false), level(OPEN)]).toEqual([undefined, 'required', 'recommended']);
  });

  it('what depends on a cluster that the input does not show is recommended', () => {
    const asked = levels(ask('2021-11', { features: ['aks'] }));
    expect(asked).toMatchObject({
      'host-aks-packages-microsoft-com': 'required',
      'host-aks-api-server': 'recommended',
      'host-aks-extension-configuration': 'recommended',
      'host-aks-nvidia-github-io': 'recommended',
    });
  });

  it('a cluster that says nothing of its API server has a public one, one that is open is recommended', () => {
    const level = (privateCluster: NonNullable<ScopeFacts['kubernetes']>['privateCluster']) =>
      levels(ask('2021-11', {}, { kubernetes: { ...CLUSTER, privateCluster } }))['host-aks-api-server'];
    expect([level(null), level(false), level(true), level(OPEN)]).toEqual([
      'required',
      'required',
      undefined,
      'recommended',
    ]);
  });
});

describe('clouds', () => {
  it('China has no AzureFrontDoor.Frontend, and only the public cloud has FirstParty (T11)', () => {
    const tags = (name: string, cloud: MatrixContext['cloud']) => ask(name, { cloud, hbi: true }).map(({ tag }) => tag);
    expect(tags('2021-11', 'china')).not.toContain('AzureFrontDoor.Frontend');
    expect(tags('2026-03', 'china')).not.toContain('AzureFrontDoor.Frontend');
    expect(tags('2026-03', 'government')).toContain('AzureFrontDoor.Frontend');
    expect(tags('2026-03', 'public')).toContain('AzureFrontDoor.FirstParty');
    expect(tags('2026-03', 'government')).not.toContain('AzureFrontDoor.FirstParty');
    expect(tags('2026-03', 'china')).not.toContain('AzureFrontDoor.FirstParty');
    expect(tags('2026-03', 'china')).toContain('AzureKeyVault.westus2');
  });

  const HOSTS: Readonly<Record<string, Readonly<Record<MatrixContext['cloud'], readonly string[]>>>> = {
    'outbound-azure-active-directory': {
      public: ['login.microsoftonline.com 80, 443'],
      government: ['login.microsoftonline.us 80, 443'],
      china: ['login.chinacloudapi.cn 80, 443'],
    },
    'outbound-azure-resource-manager': {
      public: ['management.azure.com 443'],
      government: ['management.usgovcloudapi.net 443', 'management.azure.us 443'],
      china: ['management.chinacloudapi.cn 443', 'management.azure.cn 443'],
    },
    'outbound-azure-front-door-frontend': { public: ['ml.azure.com 443'], government: ['ml.azure.us 443'], china: [] },
    'outbound-azure-machine-learning': {
      public: [
        '*.azureml.ms 443',
        '*.azureml.net 443',
        '*.modelmanagement.azureml.net 443',
        '*.notebooks.azure.net 443',
        'graph.microsoft.com 443',
        '*.aznbcontent.net 443',
        'graph.windows.net 443',
        '*.instances.azureml.net 443',
        '*.instances.azureml.ms 443, 8787, 18881',
      ],
      government: [
        '*.ml.azure.us 443',
        '*.modelmanagement.azureml.us 443',
        '*.notebooks.usgovcloudapi.net 443',
        'graph.microsoft.us 443',
        '*.aznbcontent.net 443',
        'graph.windows.net 443',
        '*.instances.azureml.us 443',
        '*.instances.azureml.ms 443, 8787, 18881',
      ],
      china: [
        '*.ml.azure.cn 443',
        '*.azureml.cn 443',
        '*.modelmanagement.ml.azure.cn 443',
        '*.notebooks.chinacloudapi.cn 443',
        'graph.chinacloudapi.cn 443',
        '*.aznbcontent.net 443',
        '*.instances.azureml.cn 443',
        '*.instances.azureml.ms 443, 8787, 18881',
      ],
    },
    'outbound-azure-machine-learning-udp': {
      public: ['westus2.tundra.azureml.ms 5831', '*.tundra.westus2.api.azureml.ms 5831'],
      government: ['westus2.tundra.azureml.us 5831'],
      china: ['westus2.tundra.azureml.cn 5831'],
    },
    'outbound-batch-node-management': {
      public: ['*.westus2.batch.azure.com 443', '*.westus2.service.batch.azure.com 443'],
      government: [],
      china: [],
    },
    'outbound-storage': {
      public: ['blob', 'table', 'queue'].map((kind) => `*.${kind}.core.windows.net 443`),
      government: ['blob', 'table', 'queue'].map((kind) => `*.${kind}.core.usgovcloudapi.net 443`),
      china: ['blob', 'table', 'queue'].map((kind) => `*.${kind}.core.chinacloudapi.cn 443`),
    },
    'outbound-azure-key-vault': {
      public: ['*.vault.azure.net 443'],
      government: ['*.vault.usgovcloudapi.net 443'],
      china: ['*.vault.azure.cn 443'],
    },
    'outbound-microsoft-container-registry': {
      public: ['mcr.microsoft.com 443', '*.data.mcr.microsoft.com 443'],
      government: ['mcr.microsoft.com 443', '*.data.mcr.microsoft.com 443'],
      china: ['mcr.microsoft.com 443', '*.data.mcr.microsoft.com 443'],
    },
    'outbound-azure-front-door-first-party': { public: [], government: [], china: [] },
    'outbound-azure-monitor': {
      public: [
        'dc.applicationinsights.azure.com 443',
        'dc.applicationinsights.microsoft.com 443',
        'dc.services.visualstudio.com 443',
        '*.in.applicationinsights.azure.com 443',
      ],
      government: [],
      china: [],
    },
    'outbound-virtual-network': { public: [], government: [], china: [] },
  };

  for (const cloud of CLOUDS) {
    it(`${cloud}: the hosts that stand in for each tag are those of the table, with their ports`, () => {
      const facts = { privateEndpointInNetwork: true, workspacePrivateEndpoint: true };
      const asked = ask('2026-03', { cloud, hbi: true, features: ['none'] }, facts);
      for (const requirement of asked) {
        const hosts = requirement.standIns.map((one) => `${one.host} ${ports({ ...requirement, ports: one.ports })}`);
        expect([requirement.id, hosts]).toEqual([requirement.id, HOSTS[requirement.id]?.[cloud]]);
      }
      const count = { public: 12, government: 11, china: 10 }[cloud];
      expect(asked).toHaveLength(count);
    });
  }

  it('hosts stand in on the ports that are asked for only, and those of automl where it is named', () => {
    const row = 'outbound-azure-machine-learning';
    const plain = find(ask('2026-03'), row)?.standIns ?? [];
    expect(plain.find(({ host }) => host === '*.instances.azureml.ms')?.ports).toEqual([{ low: 443, high: 443 }]);
    expect(plain.map(({ host }) => host)).not.toContain('aka.ms');
    const automl = find(ask('2021-11', { features: ['automl'] }), row)?.standIns ?? [];
    expect(automl.map(({ host }) => host)).toEqual(
      expect.arrayContaining(['automlresources-prod.azureedge.net', 'aka.ms']),
    );
  });

  it('editions share the stand-in hosts, and the registry has none in AzureContainerRegistry', () => {
    const hosts = (name: string) => find(ask(name), 'outbound-microsoft-container-registry')?.standIns;
    expect(hosts('2021-11')).toEqual(hosts('2026-03'));
    expect(find(ask('2021-11'), 'outbound-azure-container-registry')?.standIns).toEqual([]);
  });
});

describe('features', () => {
  it('a named feature is required and leaves the other host rows recommended', () => {
    expect(levels(ask('2026-03', { features: ['python'] }))).toMatchObject({
      'host-pypi-org': 'required',
      'host-any-pythonhosted-org': 'recommended',
      'host-pytorch-org': 'recommended',
    });
  });

  it('none turns the unnamed host rows off', () => {
    const hosts = ask('2026-03', { features: ['none', 'r'] }).filter(({ host }) => host !== null);
    expect(hosts.map(({ host }) => host)).toEqual(['cloud.r-project.org']);
    expect(ask('2026-03', { features: ['none'] }).filter(({ host }) => host !== null)).toEqual([]);
  });

  it('rstudio and automl are asked only when named', () => {
    const hosts = ask('2026-03').map(({ host }) => host);
    expect(hosts).not.toContain('ghcr.io');
    expect(hosts).not.toContain('aka.ms');
  });

  it('aks is asked where the input shows a cluster, even with none, and is not part of a managed network (M5)', () => {
    const id = 'host-aks-packages-microsoft-com';
    expect(levels(ask('2021-11'))[id]).toBeUndefined();
    expect(levels(ask('2021-11', { features: ['none'] }, { kubernetes: CLUSTER }))[id]).toBe('required');
    expect(levels(ask('2021-11', { features: ['kubernetes'] }))[id]).toBe('required');
    expect(levels(ask('2021-11', { features: ['aks'] }, { kind: 'managed-network' }))[id]).toBeUndefined();
  });

  it('a host that two features need is asked once, at the stronger level', () => {
    const asked = ask('2026-03', { features: ['python'] }, { kubernetes: CLUSTER });
    expect(asked.filter(({ host }) => host === 'pypi.org').map(({ id, level }) => [id, level])).toEqual([
      ['host-pypi-org', 'required'],
    ]);
    const updates = asked.filter(({ host }) => host === 'security.ubuntu.com');
    expect(updates).toHaveLength(1);
  });
});

describe('names', () => {
  it('a host of Microsoft’s that stands in for a tag tells the tag, in the form of the edition', () => {
    const partOf = (name: string, id: string) => find(ask(name, {}, { kubernetes: CLUSTER }), id)?.hostIsPartOf;
    expect(partOf('2021-11', 'host-aks-mcr-microsoft-com')).toBe('MicrosoftContainerRegistry.westus2');
    expect(partOf('2026-03', 'host-aks-mcr-microsoft-com')).toBe('MicrosoftContainerRegistry');
    expect(partOf('2026-03', 'host-aks-resource-manager')).toBe('AzureResourceManager');
    expect(partOf('2026-03', 'host-aks-entra-id')).toBe('AzureActiveDirectory');
    expect(partOf('2026-03', 'host-kubernetes-table')).toBe('Storage.westus2');
    expect(partOf('2026-03', 'host-kubernetes-api')).toBe('AzureMachineLearning');
    expect(partOf('2026-03', 'host-vscode-blob-core-windows-net')).toBeNull();
    expect(partOf('2026-03', 'host-pypi-org')).toBeNull();
  });

  it('a region that is open stays in the text', () => {
    const asked = ask('2026-03', { region: OPEN });
    expect(find(asked, 'outbound-storage')?.tag).toBe('Storage.<region>');
    expect(find(asked, 'outbound-batch-node-management')?.standIns[0]?.host).toBe('*.<region>.batch.azure.com');
  });

  it('a region is text, whatever is in it', () => {
    expect(find(ask('2026-03', { region: '$&$1' }), 'outbound-storage')?.tag).toBe('Storage.$&$1');
  });

  it('a name of the user’s own is asked where it is known, and stands in for the tag', () => {
    const facts = { kubernetes: CLUSTER, names: { acr: 'acme', storage: 'acmedata' } };
    const asked = ask('2026-03', {}, facts);
    const registry = find(asked, 'host-kubernetes-container-registry-data');
    expect([registry?.host, registry?.level, registry?.placeholder]).toEqual([
      'acme.westus2.data.azurecr.io',
      'required',
      undefined,
    ]);
    expect(find(asked, 'host-kubernetes-workspace')).toMatchObject({
      host: '*.workspace.westus2.api.azureml.ms',
      placeholder: '<workspace-id>.workspace.westus2.api.azureml.ms',
      level: 'recommended',
    });
    const behind = ask('2026-03', {}, { ...facts, storageBehindFirewall: true });
    const share = find(behind, 'outbound-storage')?.standIns.find(
      ({ host }) => host === 'acmedata.file.core.windows.net',
    );
    expect(share?.ports.map(({ low }) => low)).toEqual([443, 445]);
  });

  it('purposes come in the chosen language, sources with their date', () => {
    const asked = (language: MatrixContext['language']) => find(ask('2026-03', { language }), 'outbound-azure-monitor');
    expect(asked('fr')?.purpose).toMatch(/^Les journaux/);
    expect(asked('ko')?.purpose).toMatch(/로그/);
    expect(asked('en')?.source).toMatch(/2026-03-19$/);
    expect(find(ask('2026-03', {}, { kubernetes: CLUSTER }), 'host-aks-entra-id')?.source).toMatch(/AKS.*2026-06-18$/);
  });
});

describe('over all facts', () => {
  const value = <T>(...known: readonly T[]) => fc.constantFrom(...known, OPEN);
  const contexts: fc.Arbitrary<MatrixContext> = fc.record({
    cloud: fc.constantFrom(...CLOUDS),
    region: value('westus2', 'chinaeast2'),
    hbi: value(true, false),
    features: fc.subarray([...featureNames(), 'no-such-feature', '__proto__']),
    language: fc.constantFrom(...LANGUAGES),
  });
  const facts: fc.Arbitrary<ScopeFacts> = fc.record({
    kind: fc.constantFrom('subnet', 'network-interface', 'managed-network', 'network-security-group', 'firewall'),
    hasCompute: fc.boolean(),
    publicIp: value(true, false, null),
    workspacePrivateEndpoint: value(true, false),
    privateEndpointInNetwork: value(true, false),
    storageBehindFirewall: value(true, false),
    monitorPrivateLink: value(true, false),
    kubernetes: fc.option(
      fc.record({ privateCluster: value(true, false, null), gpu: fc.boolean(), extension: fc.boolean() }),
    ),
  });

  /** What no requirement may be; an assertion for each would be slow. */
  const flaws = (one: ReturnType<typeof ask>[number], { region }: MatrixContext): readonly string[] => {
    const texts = [one.tag, one.host, one.hostIsPartOf, ...one.standIns.map(({ host }) => host)].join(' ');
    const found = {
      'tag and host': (one.tag === null) === (one.host === null),
      'no ports': one.ports.length === 0 || one.standIns.some((host) => host.ports.length === 0),
      'no purpose': one.purpose.length < 10,
      'hosts for a host': one.standIns.length > 0 && one.tag === null,
      'a placeholder': /<(acr|storage|workspace-id)>/.test(texts),
      'a region left open': region !== OPEN && texts.includes('<region>'),
    };
    return Object.entries(found).flatMap(([flaw, is]) => (is ? [`${one.id}: ${flaw}`] : []));
  };

  for (const name of ['2021-11', '2026-03']) {
    it(`${name}: instantiation is total and deterministic, and every requirement is well formed`, () => {
      fc.assert(
        fc.property(contexts, facts, (context, scope) => {
          const asked = requirementsFor(edition(name), context, scope);
          expect(requirementsFor(edition(name), context, scope)).toEqual(asked);
          expect(asked.flatMap((one) => flaws(one, context))).toEqual([]);
          expect(new Set(asked.map(({ id }) => id)).size).toBe(asked.length);
          // What China’s managed networks need by 2021-11, the least of all.
          expect(asked.length).toBeGreaterThanOrEqual(6);
          expect(asked.some(({ tag }) => tag === 'Storage.<region>')).toBe(context.region === OPEN);
        }),
        { numRuns: 150 },
      );
    });

    it(`${name}: opening a fact takes no requirement away that either answer has, and requires nothing that one answer leaves out`, () => {
      const keys = [
        'workspacePrivateEndpoint',
        'privateEndpointInNetwork',
        'storageBehindFirewall',
        'monitorPrivateLink',
      ] as const;
      fc.assert(
        fc.property(contexts, facts, fc.constantFrom(...keys), (context, scope, key) => {
          const [yes, no, open] = [true, false, OPEN].map((answer) =>
            requirementsFor(edition(name), context, { ...scope, [key]: answer }),
          );
          const packets = (asked: typeof yes, level?: string) =>
            new Set(
              (asked ?? [])
                .filter((one) => level === undefined || one.level === level)
                .flatMap((one) =>
                  one.ports.map(({ low }) => `${one.direction} ${one.protocol} ${one.tag ?? one.host} ${low}`),
                ),
            );
          const either = new Set([...packets(yes), ...packets(no)]);
          expect([...packets(open)].sort()).toEqual([...either].sort());
          for (const packet of packets(open, 'required')) {
            expect([packets(yes, 'required').has(packet), packets(no, 'required').has(packet)]).toEqual([true, true]);
          }
        }),
        { numRuns: 100 },
      );
    });
  }
});
