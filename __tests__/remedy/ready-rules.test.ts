import { describe, expect, it } from '@jest/globals';
import type { Network } from '../../src/azure/model.js';
import { run } from '../../src/cli.js';
import { evaluate } from '../../src/reachability/evaluate.js';
import { findScopes } from '../../src/reachability/scopes.js';
import { buildTopology } from '../../src/reachability/topology.js';
import { builtInEdition } from '../../src/requirements/built-in.js';
import { requirementsFor } from '../../src/requirements/instantiate.js';
import { assemble } from '../../src/sources/assemble.js';
import { base, IDS, readAzCliText, readBicepText, readTerraformText } from './read-back.js';

async function printed(argv: readonly string[]): Promise<string> {
  let out = '';
  const stream = (keep: boolean) => ({
    write: (chunk: string, done: () => void) => {
      if (keep) out += chunk;
      done();
    },
    once: () => undefined,
    off: () => undefined,
  });
  const io = { stdout: stream(true), stderr: stream(false), env: {}, cwd: process.cwd(), platform: 'linux' };
  expect(await run(['requirements', ...argv], io)).toBe(0);
  return out;
}

const FORMATS: readonly {
  readonly format: string;
  readonly behind: 'group' | 'firewall';
  readonly read: (text: string) => Network;
}[] = [
  { format: 'terraform-nsg', behind: 'group', read: (text) => readTerraformText(text, IDS.group) },
  { format: 'terraform-firewall', behind: 'firewall', read: (text) => readTerraformText(text, null) },
  { format: 'bicep-nsg', behind: 'group', read: (text) => readBicepText(text, IDS.group, ['nsg-azureml']) },
  {
    format: 'bicep-firewall',
    behind: 'firewall',
    read: (text) => readBicepText(text, `${IDS.policy}/ruleCollectionGroups/azureml`, ['policy', 'azureml']),
  },
  { format: 'az-cli', behind: 'group', read: readAzCliText },
];

const SITUATIONS = [
  { region: 'westeurope', hbi: true, edition: '2026-03', features: [], publicIp: false },
  { region: 'brazilsoutheast', hbi: false, edition: '2026-03', features: ['python', 'vscode', 'r'], publicIp: false },
  { region: 'norwayeast', hbi: true, edition: '2021-11', features: ['pytorch'], publicIp: false },
  { region: 'chinaeast2', hbi: true, edition: '2026-03', features: ['tensorflow'], publicIp: false },
  { region: 'usgovvirginia', hbi: false, edition: '2026-03', features: [], publicIp: false },
  { region: 'eastus', hbi: false, edition: '2026-03', features: ['compute-public-ip'], publicIp: true },
] as const;

describe('rules that the requirements command prints', () => {
  for (const { format, behind, read } of FORMATS) {
    for (const { region, hbi, edition: name, features, publicIp } of SITUATIONS) {
      // A public address behind a firewall takes a route of its own (R8), which no rule can be.
      if (behind === 'firewall' && publicIp) continue;
      it(`${format} passes the check in ${region} (${name}, HBI ${hbi}, ${features.join(', ') || 'no features'})`, async () => {
        const flags = ['--region', region, '--hbi', String(hbi), '--edition', name, '--format', format];
        const text = await printed([...flags, ...(features.length > 0 ? ['--features', features.join(',')] : [])]);
        const { network } = assemble([...base(behind, publicIp), read(text)]);
        const topology = buildTopology(network);
        const { scopes } = findScopes(topology, []);
        const edition = builtInEdition(name);
        if (edition === null) throw new Error(`no edition ${name}`);
        const cloud = region.startsWith('china') ? 'china' : region.startsWith('usgov') ? 'government' : 'public';
        const context = { cloud, region, hbi, features: [...features], language: 'en' } as const;
        const { findings } = evaluate(topology, scopes, (_, facts) => requirementsFor(edition, context, facts), null);
        const required = findings.filter(({ level }) => level === 'required');
        expect(required.length).toBeGreaterThan(8);
        const inbound = publicIp ? [] : required.filter(({ direction }) => direction === 'inbound');
        const open = required.filter((finding) => finding.verdict !== 'met' && !inbound.includes(finding));
        expect(
          open.map(
            ({ requirement, verdict, explanation }) => `${requirement} ${verdict} ${JSON.stringify(explanation)}`,
          ),
        ).toEqual([]);
      });
    }
  }

  it('deny what nobody asked for: the group ends with a deny, and the firewall denies by default', async () => {
    const group = readTerraformText(await printed(['--region', 'westeurope', '--format', 'terraform-nsg']), IDS.group);
    const rules = group.networkSecurityGroups[0]?.securityRules ?? [];
    expect(rules.at(-1)).toMatchObject({ name: 'DenyAllOutbound', access: 'Deny', priority: 4096 });
    expect(
      rules.some(({ destinationAddressPrefixes }) => JSON.stringify(destinationAddressPrefixes) === '["Internet"]'),
    ).toBe(false);
  });

  it('need a region, because they name its tags', async () => {
    const io = { stdout: sink(), stderr: sink(), env: {}, cwd: process.cwd(), platform: 'linux' };
    expect(await run(['requirements', '--format', 'az-cli'], io)).toBe(2);
  });
});

describe('the requirements command as a list', () => {
  it('has the key vault and no Front Door Frontend in China, with that cloud’s hosts (T11)', async () => {
    const text = await printed(['--region', 'chinaeast2', '--hbi', 'true', '--edition', '2026-03', '--format', 'json']);
    const { requirements } = JSON.parse(text);
    const tags = requirements.map(({ tag }: { tag: string }) => tag);
    expect(tags).toContain('AzureKeyVault.chinaeast2');
    expect(tags).not.toContain('AzureFrontDoor.Frontend');
    const entra = requirements.find(({ tag }: { tag: string }) => tag === 'AzureActiveDirectory');
    expect(entra.standsIn).toEqual([{ host: 'login.chinacloudapi.cn', ports: ['80', '443'] }]);
  });

  it.each(['en', 'ko', 'fr'])('is read in %s, as text and as Markdown', async (language) => {
    const text = await printed(['--region', 'westeurope', '--language', language]);
    expect(text).toContain('Storage.westeurope');
    expect(text.split('\n').every((line) => line === line.trimEnd())).toBe(true);
    const markdown = await printed(['--region', 'westeurope', '--language', language, '--format', 'markdown']);
    expect(markdown).toContain('| `Storage.westeurope` |');
  });
});

function sink() {
  return { write: (_: string, done: () => void) => done(), once: () => undefined, off: () => undefined };
}
