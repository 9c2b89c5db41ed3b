/** Each folder of examples/ does what its README and its expected report say, through the bundled command line. */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';

const root = path.join(import.meta.dirname, '..');
const examples = path.join(root, 'examples');
const names = readdirSync(examples, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name);
const overview = readFileSync(path.join(examples, 'README.md'), 'utf8');

interface ReportShape {
  readonly tool: { readonly version: string };
  readonly conclusion: string;
  readonly missing: { readonly tags: readonly string[] };
  readonly findings: readonly {
    readonly tag: string | null;
    readonly scope: string;
    readonly level: string;
    readonly verdict: string;
    readonly path: readonly { readonly rule: string | null }[];
  }[];
}

function read(name: string, file: string): string {
  return readFileSync(path.join(examples, name, file), 'utf8');
}

/** What a user gets who pastes the command of the README, as JSON. */
function run(name: string): { readonly status: number | null; readonly stderr: string; readonly stdout: string } {
  const command = /^node (dist\/cli\.js check .+)$/m.exec(read(name, 'README.md'));
  const words = command?.[1]?.split(' ') ?? [];
  return spawnSync(process.execPath, [...words, '--format', 'json'], { cwd: root, encoding: 'utf8' });
}

/** The report without the version, which changes with every release. */
function report(text: string): ReportShape {
  const parsed = JSON.parse(text) as ReportShape;
  return { ...parsed, tool: { ...parsed.tool, version: '' } };
}

describe.each(names)('example %s', (name) => {
  it('has a plan that Terraform made of its configuration', () => {
    const plan = JSON.parse(read(name, 'plan.json')) as {
      format_version: string;
      terraform_version: string;
      resource_changes: { address: string; mode: string; type: string; name: string }[];
    };
    expect(plan.format_version).toMatch(/^1\./);
    expect(plan.terraform_version).toMatch(/^1\./);
    const source = [
      'main.tf',
      ...(existsSync(path.join(examples, name, 'modules')) ? ['modules/training-network/main.tf'] : []),
    ]
      .map((file) => read(name, file))
      .join('\n');
    for (const { mode, type, name: label } of plan.resource_changes) {
      expect(source).toContain(`${mode === 'data' ? 'data' : 'resource'} "${type}" "${label}" {`);
    }
    const declared = source.match(/^resource "/gm) ?? [];
    const planned = new Set(
      plan.resource_changes.filter(({ mode }) => mode === 'managed').map((r) => `${r.type}.${r.name}`),
    );
    expect(declared).toHaveLength(planned.size);
  });

  it('gives the report in expected.json', () => {
    const { stdout, stderr } = run(name);
    expect(stderr).toBe('');
    expect(report(stdout)).toEqual(report(read(name, 'expected.json')));
  });

  it('ends as the table in examples/README.md says', () => {
    const conclusion = new RegExp(`^\\| \\[${name}\\]\\(${name}\\) .*\\| (\\w+) \\|$`, 'm').exec(overview)?.[1];
    const { status, stdout } = run(name);
    expect(report(stdout).conclusion).toBe(conclusion);
    expect(status).toBe(conclusion === 'fail' ? 1 : 0);
  });
});

/** The required tags of an example that are not met, in the order of their names, and the rules that decide them. */
function gaps(
  name: string,
): readonly (readonly [scope: string, tag: string | null, rules: readonly (string | null)[]])[] {
  return report(run(name).stdout)
    .findings.filter(({ level, verdict, tag }) => tag !== null && level === 'required' && verdict !== 'met')
    .sort((a, b) => (String(a.tag) < String(b.tag) ? -1 : 1))
    .map(({ scope, tag, path: steps }) => [scope, tag, steps.map(({ rule }) => rule)]);
}

describe('what the examples show', () => {
  it('missing-storage: two tags that no rule allows meet the deny rule at the end (N1)', () => {
    expect(gaps('missing-storage')).toEqual([
      ['azurerm_subnet.training', 'MicrosoftContainerRegistry.westeurope', expect.arrayContaining(['DenyAllOutbound'])],
      ['azurerm_subnet.training', 'Storage.westeurope', expect.arrayContaining(['DenyAllOutbound'])],
    ]);
  });

  it('hbi-key-vault: high business impact asks for the key vault as well (MATRIX 2021-11, row 10)', () => {
    expect(gaps('hbi-key-vault')).toEqual([
      ['azurerm_subnet.scoring', 'AzureKeyVault.uksouth', expect.arrayContaining(['DenyInternet'])],
    ]);
  });

  it('allow-after-deny: a rule behind a deny rule never matches (N1, T5)', () => {
    expect(gaps('allow-after-deny')).toEqual([
      ['azurerm_subnet.notebooks', 'MicrosoftContainerRegistry.japaneast', expect.arrayContaining(['DenyInternet'])],
      ['azurerm_subnet.notebooks', 'Storage.japaneast', expect.arrayContaining(['DenyInternet'])],
    ]);
  });

  it('modules-for-each: of three instances only the one that differs has a gap', () => {
    expect(gaps('modules-for-each')).toEqual([
      [
        'module.training["climate"].azurerm_subnet.this',
        'AzureFrontDoor.Frontend',
        expect.arrayContaining(['DenyAllOutbound']),
      ],
    ]);
  });

  it('unknown-prefixes: what only apply can tell is unknown, and nothing else is', () => {
    expect(gaps('unknown-prefixes').map(([, tag]) => tag)).toEqual(['Storage.canadacentral']);
  });

  it('clean: no gaps', () => {
    expect(gaps('clean')).toEqual([]);
  });
});
