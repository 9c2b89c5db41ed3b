/** Bicep files through the whole check: the verdict of their template, at the lines of their source. */
import path from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { check } from '../../../../src/check.js';
import type { Report } from '../../../../src/report/report.js';
import { loadSettings } from '../../../../src/settings/load.js';
import { givenInputs } from '../../../../src/settings/parse.js';
import { ConfigurationError } from '../../../../src/settings/settings.js';
import { InputError } from '../../../../src/sources/source.js';
import { type Fake, type FakeBehaviour, fakeCompiler } from './fake-compiler.js';

const MAIN = `param denied string = 'Storage'
module net 'modules/net.bicep' = {
  name: 'net'
  params: { denied: denied }
}
`;
const NET = `param denied string
resource nsg 'Microsoft.Network/networkSecurityGroups@2023-11-01' = {
  name: 'nsg-aml'
  properties: {
    securityRules: [
      {
        name: 'closed'
        properties: {
          priority: 100
        }
      }
    ]
  }
}
`;
const RULE = {
  name: 'closed',
  properties: {
    priority: 100,
    direction: 'Outbound',
    access: 'Deny',
    protocol: '*',
    sourcePortRange: '*',
    destinationPortRange: '*',
    sourceAddressPrefix: '*',
    destinationAddressPrefix: "[parameters('denied')]",
  },
};
const SCHEMA = 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#';
const NET_TEMPLATE = {
  $schema: SCHEMA,
  contentVersion: '1.0.0.0',
  languageVersion: '2.0',
  parameters: { denied: { type: 'string' } },
  resources: {
    nsg: {
      type: 'Microsoft.Network/networkSecurityGroups',
      apiVersion: '2023-11-01',
      name: 'nsg-aml',
      properties: { securityRules: [RULE] },
    },
  },
};
const TEMPLATE = JSON.stringify({
  $schema: SCHEMA,
  contentVersion: '1.0.0.0',
  languageVersion: '2.0',
  parameters: { denied: { type: 'string', defaultValue: 'Storage' } },
  resources: {
    net: {
      type: 'Microsoft.Resources/deployments',
      apiVersion: '2022-09-01',
      name: 'net',
      properties: {
        expressionEvaluationOptions: { scope: 'inner' },
        mode: 'Incremental',
        parameters: { denied: { value: "[parameters('denied')]" } },
        template: NET_TEMPLATE,
      },
    },
  },
});
const parametersJson = (denied: unknown): string =>
  JSON.stringify({ $schema: 'https://x/deploymentParameters.json#', parameters: { denied: { value: denied } } });
const BOTH = (denied: unknown): string =>
  JSON.stringify({ parametersJson: parametersJson(denied), templateJson: TEMPLATE, templateSpecId: null });

const PATH = process.env['PATH'];
const fakes: Fake[] = [];
afterEach(() => {
  process.env['PATH'] = PATH;
  for (const fake of fakes.splice(0)) fake.remove();
});

function project(behaviour: FakeBehaviour): Fake {
  const fake = fakeCompiler('bicep', behaviour);
  fakes.push(fake);
  process.env['PATH'] = fake.env['PATH'];
  fake.write('infra/main.bicep', MAIN);
  fake.write('infra/modules/net.bicep', NET);
  return fake;
}

async function run(fake: Fake, settings: Readonly<Record<string, string | undefined>>): Promise<Report> {
  const given = givenInputs((name) => (name === 'region' ? 'westus2' : (settings[name] ?? '')));
  const loaded = await loadSettings(given, fake.folder);
  return (await check(loaded, { cwd: fake.folder, within: fake.folder })).report;
}

describe('a .bicep file', () => {
  it('is checked as its template, and findings are at the lines of the module that declares them', async () => {
    const report = await run(project({ stdout: TEMPLATE }), { files: 'infra/main.bicep' });
    const storage = report.findings.find(({ tag }) => tag === 'Storage.westus2');
    expect(storage?.verdict).toBe('unmet');
    expect(report.scopes).toEqual([
      {
        id: 'nsg-aml',
        kind: 'network-security-group',
        location: { file: 'infra/modules/net.bicep', line: 2, column: 1 },
      },
    ]);
    const deciding = storage?.path.find(({ rule }) => rule === 'closed');
    expect(deciding?.location).toEqual({ file: 'infra/modules/net.bicep', line: 7, column: 9 });
  });

  it('takes the parameters of a .bicepparam, and says on which of its lines one is wrong', async () => {
    // The stand-in prints one thing for both commands: a template that is also what build-params prints.
    const both = JSON.stringify({ ...JSON.parse(TEMPLATE), ...JSON.parse(BOTH('Sql')) });
    const fake = project({ stdout: both });
    fake.write('infra/dev.bicepparam', "using './main.bicep'\n\nparam denied = 'Sql'\n");
    const report = await run(fake, { files: 'infra/main.bicep', parameters: 'infra/dev.bicepparam' });
    expect(report.findings.find(({ tag }) => tag === 'Storage.westus2')?.verdict).toBe('met');
    const wrong = project({ stdout: JSON.stringify({ ...JSON.parse(TEMPLATE), ...JSON.parse(BOTH(['Sql'])) }) });
    wrong.write('infra/dev.bicepparam', "using './main.bicep'\n\nparam denied = ['Sql']\n");
    const failing = run(wrong, { files: 'infra/main.bicep', parameters: 'infra/dev.bicepparam' });
    await expect(failing).rejects.toMatchObject({
      name: ConfigurationError.name,
      place: { file: 'infra/dev.bicepparam', line: 3, column: 1 },
    });
  });

  it.each([
    ['', true],
    ['true', false],
  ])('with bicep-restore %j asks the compiler to fetch nothing: %s', async (restore, offline) => {
    const fake = project({ stdout: TEMPLATE });
    await run(fake, { files: 'infra/main.bicep', 'bicep-restore': restore });
    expect(fake.call().argv.includes('--no-restore')).toBe(offline);
  });

  it('that does not compile ends the check with the place of the first error', async () => {
    const fake = project({ status: 1 });
    const net = path.join(fake.folder, 'infra/modules/net.bicep');
    fake.write(
      'behaviour.json',
      JSON.stringify({ status: 1, stderr: `${net}(2,5) : Error BCP018: Expected "=". [https://x]` }),
    );
    await expect(run(fake, { files: 'infra/main.bicep' })).rejects.toMatchObject({
      name: InputError.name,
      file: 'infra/modules/net.bicep',
      place: { line: 2, column: 5 },
    });
  });

  it('with an expression that cannot be evaluated is an error at its line', async () => {
    const broken = TEMPLATE.replace('"priority":100', '"priority":"[add(1, ]"');
    const failing = run(project({ stdout: broken }), { files: 'infra/main.bicep' });
    await expect(failing).rejects.toMatchObject({ file: 'infra/modules/net.bicep', place: { line: 9 } });
  });
});

describe('a .bicepparam among the files', () => {
  it('is checked as its template with its values', async () => {
    const fake = project({ stdout: BOTH('Sql') });
    fake.write('infra/dev.bicepparam', "using './main.bicep'\nparam denied = 'Sql'\n");
    const report = await run(fake, { files: 'infra/dev.bicepparam' });
    expect(report.findings.find(({ tag }) => tag === 'Storage.westus2')?.verdict).toBe('met');
    expect(report.scopes[0]?.location?.file).toBe('infra/modules/net.bicep');
  });
});
