/** The built-in editions against the tables of the documents, written here by hand, and against their own rules. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { builtInEdition, editionNames, LIBRARY } from '../../src/requirements/built-in.js';
import { CLOUDS, LANGUAGES } from '../../src/requirements/edition.js';
import { normaliseEdition, serviceOf } from '../../src/requirements/normalise.js';
import { resolveDocument } from '../../src/requirements/resolve.js';
import { parseEdition } from '../../src/requirements/validate.js';
import { ask, CLUSTER, edition, line } from './examples.js';

const FOLDER = path.resolve('requirements');
const FILES = ['.', 'parts'].flatMap((folder) =>
  readdirSync(path.join(FOLDER, folder))
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => path.join(FOLDER, folder, name)),
);

describe('edition 2021-11, the table of November 2021', () => {
  it('has its ten rows for an HBI workspace, in the order of the table, with the names of the tags (T6)', () => {
    const tags = ask('2021-11', { hbi: true, features: ['none'] }).map(line);
    expect(tags).toEqual([
      'inbound tcp 29876-29877 BatchNodeManagement required',
      'inbound tcp 44224 AzureMachineLearning required',
      'outbound tcp 80, 443 AzureActiveDirectory required',
      'outbound tcp 443 AzureMachineLearning required',
      'outbound tcp 443 AzureResourceManager required',
      'outbound tcp 443 Storage.westus2 required',
      'outbound tcp 443 AzureFrontDoor.Frontend required',
      'outbound tcp 443 AzureContainerRegistry.westus2 required',
      'outbound tcp 443 MicrosoftContainerRegistry.westus2 required',
      'outbound tcp 443 AzureKeyVault.westus2 required',
    ]);
  });

  it('recommends its hosts on port 443', () => {
    const hosts = ask('2021-11').filter(({ host }) => host !== null);
    expect(hosts.map(line)).toEqual(
      [
        'anaconda.com',
        '*.anaconda.com',
        '*.anaconda.org',
        'pypi.org',
        '*.pythonhosted.org',
        'cloud.r-project.org',
        '*pytorch.org',
        '*.tensorflow.org',
        'update.code.visualstudio.com',
        '*.vo.msecnd.net',
        'raw.githubusercontent.com/microsoft/vscode-tools-for-ai/master/azureml_remote_websocket_server/*',
      ].map((host) => `outbound tcp 443 ${host} recommended`),
    );
  });
});

describe('edition 2026-03, the article of March 2026', () => {
  it('has its twelve rows, the UDP part by itself, where every condition holds', () => {
    const features = ['none', 'workspace-private-endpoint', 'private-endpoint', 'storage-firewall'];
    const tags = ask('2026-03', { hbi: true, features }, { publicIp: true }).map(line);
    expect(tags).toEqual([
      'inbound tcp 44224 AzureMachineLearning required',
      'outbound tcp 80, 443 AzureActiveDirectory required',
      'outbound tcp 443, 8787, 18881 AzureMachineLearning required',
      'outbound udp 5831 AzureMachineLearning required',
      'outbound tcp 443 BatchNodeManagement.westus2 required',
      'outbound tcp 443 AzureResourceManager required',
      'outbound tcp 443, 445 Storage.westus2 required',
      'outbound tcp 443 AzureFrontDoor.Frontend required',
      'outbound tcp 443 MicrosoftContainerRegistry required',
      'outbound tcp 443 AzureFrontDoor.FirstParty required',
      'outbound tcp 443 AzureMonitor required',
      'outbound tcp 443 VirtualNetwork required',
      'outbound tcp 443 AzureKeyVault.westus2 required',
    ]);
  });

  it('recommends the hosts of python, pytorch, tensorflow, r and vscode', () => {
    const hosts = ask('2026-03').filter(({ host }) => host !== null);
    expect(hosts.map(line)).toEqual(
      [
        'anaconda.com',
        '*.anaconda.com',
        '*.anaconda.org',
        'pypi.org',
        '*.pythonhosted.org',
        'pytorch.org',
        '*.pytorch.org',
        '*.tensorflow.org',
        'cloud.r-project.org',
        '*.vscode.dev',
        '*.vscode-unpkg.net',
        '*.vscode-cdn.net',
        '*.vscodeexperiments.azureedge.net',
        'default.exp-tas.com',
        'code.visualstudio.com',
        'update.code.visualstudio.com',
        '*.vo.msecnd.net',
        'vscode.download.prss.microsoft.com',
        'marketplace.visualstudio.com',
        'vscode.blob.core.windows.net',
        '*.gallerycdn.vsassets.io',
        'github.com/microsoft/vscode-tools-for-ai/tree/master/azureml_remote_websocket_server/*',
      ].map((host) => `outbound tcp 443 ${host} recommended`),
    );
  });

  it('has the hosts of rstudio and automl where they are named', () => {
    const hosts = ask('2026-03', { features: ['rstudio', 'automl', 'none'] }).filter(({ host }) => host !== null);
    expect(hosts.map(line)).toEqual([
      'outbound tcp 443 ghcr.io required',
      'outbound tcp 443 pkg-containers.githubusercontent.com required',
      'outbound tcp 443 automlresources-prod.azureedge.net required',
      'outbound tcp 443 aka.ms required',
    ]);
  });

  it('has the hosts of Kubernetes compute; names of the user’s own are wildcards, and recommended like what is for training only', () => {
    const hosts = ask('2026-03', { features: ['none'] }, { kubernetes: CLUSTER });
    expect(hosts.filter(({ id }) => id.startsWith('host-kubernetes-')).map(line)).toEqual([
      'outbound tcp 443 *.kusto.windows.net required',
      'outbound tcp 443 *.table.core.windows.net required',
      'outbound tcp 443 *.queue.core.windows.net required',
      'outbound tcp 443 *.azurecr.io recommended',
      'outbound tcp 443 *.westus2.data.azurecr.io recommended',
      'outbound tcp 443 *.blob.core.windows.net recommended',
      'outbound tcp 443 *.workspace.westus2.api.azureml.ms recommended',
      'outbound tcp 443 westus2.experiments.azureml.net required',
      'outbound tcp 443 westus2.api.azureml.ms required',
      'outbound tcp 443 pypi.org recommended',
      'outbound tcp 80 archive.ubuntu.com recommended',
      'outbound tcp 80 security.ubuntu.com recommended',
      'outbound tcp 80 ppa.launchpad.net recommended',
    ]);
  });
});

describe('what AKS clusters need (AKS.md), in both editions', () => {
  const COMMON = ['packages.microsoft.com', 'mcr.microsoft.com', '*.data.mcr.microsoft.com'];
  const PACKAGES = ['acs-mirror.azureedge.net', 'packages.aks.azure.com'];
  const HOSTS = {
    public: [
      ...COMMON,
      ...PACKAGES,
      '*.hcp.westus2.azmk8s.io',
      'mcr-0001.mcr-msedge.net',
      'management.azure.com',
    ].concat('login.microsoftonline.com'),
    government: [
      ...COMMON,
      ...PACKAGES,
      '*.hcp.westus2.cx.aks.containerservice.azure.us',
      'management.usgovcloudapi.net',
      'login.microsoftonline.us',
    ],
    china: [
      ...COMMON,
      '*.hcp.westus2.cx.prod.service.azk8s.cn',
      '*.tun.westus2.cx.prod.service.azk8s.cn',
      'management.chinacloudapi.cn',
      'login.chinacloudapi.cn',
      '*.azk8s.cn',
      'mcr.azure.cn',
      '*.data.mcr.azure.cn',
    ],
  };
  const aks = (name: string, cloud: 'public' | 'government' | 'china', kubernetes: object = CLUSTER) =>
    ask(name, { cloud, features: ['none'] }, { kubernetes: { ...CLUSTER, ...kubernetes } }).filter(({ id }) =>
      /^(out|host)[a-z]*-aks-/.test(id),
    );

  for (const name of ['2021-11', '2026-03']) {
    for (const cloud of CLOUDS) {
      it(`${name}, ${cloud}: requires the hosts of the document, all under the FQDN tag (F11)`, () => {
        const required = aks(name, cloud).filter(
          ({ level, host, protocol }) => level === 'required' && host && protocol === 'tcp',
        );
        expect(required.map(({ host }) => host).sort()).toEqual([...HOSTS[cloud]].sort());
        expect(new Set(required.map(({ fqdnTag }) => fqdnTag))).toEqual(new Set(['AzureKubernetesService']));
      });
    }
  }

  it('asks for the network rules cloud by cloud', () => {
    const network = (cloud: 'public' | 'government' | 'china') =>
      aks('2021-11', cloud)
        .filter(({ tag, protocol }) => tag === 'AzureCloud.westus2' || protocol === 'udp')
        .map(line);
    const shared = ['outbound udp 1194 AzureCloud.westus2', 'outbound tcp 9000 AzureCloud.westus2'];
    const api = 'outbound tcp 443 AzureCloud.westus2 recommended';
    const time = 'outbound udp 123 ntp.ubuntu.com';
    expect(network('public')).toEqual([...shared.map((one) => `${one} recommended`), api, `${time} recommended`]);
    expect(network('government')).toEqual([...shared.map((one) => `${one} required`), api, `${time} required`]);
    expect(network('china')).toEqual([
      ...shared.map((one) => `${one} required`),
      'outbound tcp 22 AzureCloud.westus2 required',
      api,
      `${time} required`,
    ]);
  });

  it('asks for neither tunnel nor API server of a private cluster in the public cloud', () => {
    const ids = aks('2021-11', 'public', { privateCluster: true }).map(({ id }) => id);
    expect(ids).not.toContain('outbound-aks-tunnel-udp');
    expect(ids).not.toContain('outbound-aks-api-server');
    expect(ids).not.toContain('host-aks-api-server');
    expect(ids).toContain('host-aks-packages-microsoft-com');
  });

  it('recommends updates always, and the hosts of GPUs where nodes have one', () => {
    const optional = (gpu: boolean) =>
      aks('2021-11', 'public', { gpu })
        .filter(({ level, host }) => level === 'recommended' && host !== null && host !== 'ntp.ubuntu.com')
        .map((one) => line(one).replace('outbound tcp ', ''));
    const updates = [
      '80 security.ubuntu.com recommended',
      '80 azure.archive.ubuntu.com recommended',
      '80 changelogs.ubuntu.com recommended',
      '443 snapshot.ubuntu.com recommended',
    ];
    expect(optional(false)).toEqual(updates);
    expect(optional(true)).toEqual([
      ...updates,
      '443 nvidia.github.io recommended',
      '443 us.download.nvidia.com recommended',
      '443 download.docker.com recommended',
    ]);
  });

  it('requires the hosts of the extension where the cluster has it', () => {
    const extension = aks('2026-03', 'public', { extension: true }).filter(({ id }) =>
      id.startsWith('host-aks-extension-'),
    );
    expect(extension.map(line)).toEqual(
      [
        'westus2.dp.kubernetesconfiguration.azure.com',
        'arcmktplaceprod.azurecr.io',
        'arcmktplaceprod.centralindia.data.azurecr.io',
        'arcmktplaceprod.japaneast.data.azurecr.io',
        'arcmktplaceprod.westus2.data.azurecr.io',
        'arcmktplaceprod.westeurope.data.azurecr.io',
        'arcmktplaceprod.eastus.data.azurecr.io',
        '*.ingestion.msftcloudes.com',
        '*.microsoftmetrics.com',
        'marketplaceapi.microsoft.com',
      ].map((host) => `outbound tcp 443 ${host} required`),
    );
    expect(aks('2026-03', 'public').filter(({ id }) => id.startsWith('host-aks-extension-'))).toEqual([]);
  });

  it('recommends Azure Monitor for the add-on, with the add-on’s own hosts, where the edition has no such row itself', () => {
    const monitor = aks('2021-11', 'public').find(({ tag }) => tag === 'AzureMonitor');
    expect(monitor?.level).toBe('recommended');
    expect(monitor?.standIns.map(({ host }) => host)).toEqual([
      '*.ods.opinsights.azure.com',
      '*.oms.opinsights.azure.com',
      'dc.services.visualstudio.com',
      '*.in.applicationinsights.azure.com',
      '*.monitoring.azure.com',
      'login.microsoftonline.com',
      'global.handler.control.monitor.azure.com',
      'westus2.handler.control.monitor.azure.com',
      '*.ingest.monitor.azure.com',
      '*.metrics.ingest.monitor.azure.com',
    ]);
    expect(ask('2026-03', {}, { kubernetes: CLUSTER }).filter(({ tag }) => tag === 'AzureMonitor')).toHaveLength(1);
  });
});

describe('every built-in edition', () => {
  it('is there by name, oldest first, and latest is the newest', () => {
    expect(editionNames()).toEqual(['2021-11', '2026-03']);
    expect(builtInEdition('latest')?.name).toBe('2026-03');
    expect(builtInEdition('2020-01')).toBeNull();
  });

  it('is in the generated module as it is in the YAML file', () => {
    const documents = [...LIBRARY.editions.values(), ...LIBRARY.parts.values()];
    const written = FILES.map((file) => parse(readFileSync(file, 'utf8')) as { edition: string });
    const byName = (a: { edition: string }, b: { edition: string }) => (a.edition < b.edition ? -1 : 1);
    expect(documents.sort(byName)).toEqual(written.sort(byName));
  });

  it('fits the schema without error or warning, as do the parts', async () => {
    expect(FILES).toHaveLength(4);
    for (const file of FILES) {
      const result = await parseEdition(readFileSync(file, 'utf8'), path.basename(file));
      expect(result).toEqual({ edition: expect.objectContaining({ name: expect.any(String) }), warnings: [] });
    }
  });

  for (const name of editionNames()) {
    const rows = edition(name).rows;

    it(`${name}: says why in three languages, all different, and where it is from with a date`, () => {
      for (const row of rows) {
        const texts = LANGUAGES.map((language) => row.purpose[language]);
        expect([row.id, new Set(texts).size]).toEqual([row.id, 3]);
        expect([row.id, /[가-힣].*[.]$/s.test(row.purpose.ko)]).toEqual([row.id, true]);
        expect([row.id, /^[A-Z].*[.]$/i.test(row.purpose.en) && /[.]$/.test(row.purpose.fr)]).toEqual([row.id, true]);
        expect([row.id, row.source.date]).toEqual([row.id, expect.stringMatching(/^20\d\d-\d\d-\d\d$/)]);
      }
    });

    it(`${name}: has no text of one language in another’s place`, () => {
      for (const { id, purpose } of rows) expect([id, /[가-힣]/.test(purpose.en + purpose.fr)]).toEqual([id, false]);
    });

    it(`${name}: has ids that are unique in every cloud and tell the direction`, () => {
      for (const cloud of CLOUDS) {
        const ids = rows.filter(({ clouds }) => clouds.includes(cloud)).map(({ id }) => id);
        expect(ids).toEqual([...new Set(ids)]);
      }
      for (const { id, direction, host } of rows) {
        const prefix = host !== null ? 'host-' : direction === 'inbound' ? 'inbound-' : 'outbound-';
        expect(id.startsWith(prefix) ? prefix : id).toBe(prefix);
      }
    });

    it(`${name}: lists inbound rows, then tags, then hosts`, () => {
      const groups = rows.map(({ direction, tag }) => (direction === 'inbound' ? 0 : tag !== null ? 1 : 2));
      expect(groups).toEqual([...groups].sort());
    });

    it(`${name}: gives every host that stands in for a tag that tag, and no other host a tag that has no such host`, () => {
      for (const cloud of CLOUDS) {
        const tagOf = new Map(
          [...edition(name).standIns].flatMap(([tag, hosts]) =>
            hosts[cloud].flatMap((one) => one.hosts.map((host) => [host, tag] as const)),
          ),
        );
        for (const row of rows.filter(({ clouds, host }) => host !== null && clouds.includes(cloud))) {
          const expected = tagOf.get(row.host ?? '');
          if (expected !== undefined) expect([row.id, serviceOf(row.partOf ?? '')]).toEqual([row.id, expected]);
          if (row.partOf !== null) expect([...tagOf.values()]).toContain(serviceOf(row.partOf));
        }
      }
    });
  }

  it('resolves without a problem', () => {
    for (const document of LIBRARY.editions.values()) {
      const resolved = resolveDocument(document, LIBRARY);
      expect(resolved.problems).toEqual([]);
      expect(normaliseEdition(resolved).problems).toEqual([]);
    }
  });
});
