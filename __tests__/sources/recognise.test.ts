/** Inputs are told by their content, and what is not read is refused with the next step. */
import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { bytesOf, openFile } from '../../src/sources/json/bytes.js';
import { type InputFile, recognise, recogniseBytes } from '../../src/sources/recognise.js';
import { InputError } from '../../src/sources/source.js';
import { readTerraformBytes, readTerraformDocument } from '../../src/sources/terraform/read-document.js';
import { filesBelow, sharedFile } from '../shared.js';

let folder = '';
beforeAll(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'recognise-'));
});
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

const PLAN = {
  format_version: '1.2',
  terraform_version: '1.11.4',
  planned_values: { root_module: {} },
  resource_changes: [],
};
const OUTPUT = { sensitive: false, type: 'string', value: 'x' };

function kindOf(content: unknown): string {
  const bytes = Buffer.from(typeof content === 'string' ? content : JSON.stringify(content));
  return recogniseBytes({ file: 'f', source: bytesOf(bytes) }).kind;
}

/** Both doors must say the same: the recogniser, and the reader that recognises on its way. */
function refusal(content: unknown): string {
  const bytes = Buffer.isBuffer(content)
    ? content
    : Buffer.from(typeof content === 'string' ? content : JSON.stringify(content));
  const errors = [
    () => recogniseBytes({ file: 'f', source: bytesOf(bytes) }),
    () => readTerraformDocument('f', { content: bytes }),
    () => readTerraformDocument('f', { content: bytes, chunk: 1 }),
  ].map((read) => {
    try {
      return `no error: ${JSON.stringify(read())}`;
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      return error.message;
    }
  });
  expect(new Set(errors).size).toBe(1);
  return errors[0] ?? '';
}

describe('the kind of an input', () => {
  it.each([
    ['terraform-plan', PLAN],
    ['terraform-plan', { resource_changes: [], terraform_version: '0.12.31', format_version: '0.1' }],
    ['terraform-state', { format_version: '1.0', terraform_version: '1.11.4', values: { root_module: {} } }],
    ['terraform-state', { format_version: '1.0' }],
    [
      'terraform-raw-state',
      { version: 4, terraform_version: '1.11.4', serial: 1, lineage: 'a', outputs: {}, resources: [] },
    ],
    ['terraform-raw-state', { version: 3, terraform_version: '0.11.14', serial: 1, modules: [] }],
    ['terraform-outputs', {}],
    ['terraform-outputs', { subnet_id: OUTPUT, version: OUTPUT, resources: OUTPUT, values: OUTPUT }],
    [
      'arm-template',
      { $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#', resources: [] },
    ],
    [
      'arm-template',
      { $schema: 'https://schema.management.azure.com/schemas/2018-05-01/subscriptionDeploymentTemplate.json#' },
    ],
    [
      'arm-template',
      '// by hand\n{ /* all */ "$schema": "https://x/2019-04-01/deploymentTemplate.json#", // see\n "resources": [] }',
    ],
    ['arm-template', { contentVersion: '1.0.0.0', parameters: {}, resources: [] }],
    ['arm-what-if', { status: 'Succeeded', changes: [] }],
    ['arm-what-if', { status: 'Succeeded', properties: { changes: [] } }],
    ['arm-deployment', { id: 'x', properties: { provisioningState: 'Succeeded', outputResources: [] } }],
    [
      'bicep',
      "param location string = 'westeurope'\nresource v 'Microsoft.Network/virtualNetworks@2023-11-01' = {\n}\n",
    ],
    ['bicep', "// network\n@description('x')\nparam a int\n"],
    ['bicep', "targetScope = 'subscription'\n"],
  ])('is %s for %j', (kind, content) => {
    expect(kindOf(content)).toBe(kind);
  });

  it('does not hang on the order of the keys', () => {
    const keys = Object.entries({ ...PLAN, prior_state: {}, configuration: {}, errored: false });
    for (let i = 0; i < keys.length; i++) {
      expect(kindOf(Object.fromEntries([...keys.slice(i), ...keys.slice(0, i)]))).toBe('terraform-plan');
    }
  });

  it('is known before a large section is read: what comes after a decisive key is not looked at', () => {
    expect(kindOf('{"format_version":"1.2","planned_values":{"root_module":!!! not JSON')).toBe('terraform-plan');
  });

  it('is known for every genuine file of ../shared/cases and ../shared/plans', () => {
    const expected = [
      [/plans\/(?!third-party-not|README).*(?<!state)\.json$|cases\/tf-(?!3[134]).*\/plan\.json$/, 'terraform-plan'],
      [/state\.json$/, 'terraform-state'],
      [/\.tfstate$/, 'terraform-raw-state'],
      [/cases\/arm.*(template|network|security)\.json$/, 'arm-template'],
      [/whatif\.json$/, 'arm-what-if'],
    ] as const;
    const files = ['plans', 'cases'].flatMap((name) =>
      ['.json', '.tfstate'].flatMap((end) => filesBelow(sharedFile(name), end)),
    );
    for (const [pattern, kind] of expected) {
      const group = files.filter((file) => pattern.test(file.replaceAll('\\', '/')));
      if (files.length > 0) expect(group.length).toBeGreaterThan(0);
      for (const file of group) expect([file, recognise(file).kind]).toEqual([file, kind]);
    }
  });
});

describe('a template that is no strict JSON', () => {
  it('is told though its comment and its schema stand far behind its beginning', () => {
    const parameters = Array.from({ length: 400 }, (_, i) => `"p${i}": { "type": "string" }`).join(',\n');
    const text = (end: string) => `{ "parameters": {\n${parameters}\n}, // a comment\n${end} }`;
    const schema = '"$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#"';
    expect(kindOf(text(`${schema}, "resources": []`))).toBe('arm-template');
    expect(refusal('{ "a": 1, /* no template */ "b": 2 }')).toMatch(/not JSON/);
  });
});

describe('a refusal says what to do', () => {
  it.each([
    ['an empty file', '', /is empty/],
    ['a file with only a byte order mark', '\ufeff', /is empty/],
    ['white space alone', ' \n\t\r\n ', /nothing but white space/],
    [
      'a binary plan file',
      Buffer.from('PK\u0003\u0004\u0014\0\b\0\0\0\xff\xfe', 'latin1'),
      /binary plan file.*terraform show -json FILE > plan\.json/,
    ],
    ['a file compressed with gzip', Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0]), /gzip/],
    [
      'a plan as text',
      '\nTerraform used the selected providers to generate\n',
      /text for people.*terraform show -json/,
    ],
    ['a plan as coloured text', '\u001b[0m\u001b[1mazurerm_subnet.a\n', /text for people/],
    [
      'a what-if for people',
      'Note: The result may contain false positive predictions (noise).\n\nResource and property changes are indicated with these symbols:\n  + Create\n',
      /what-if for people.*--no-pretty-print/,
    ],
    ['the echo of a wrapper', '[command]/opt/terraform-bin show -json p\n{}', /terraform_wrapper: false/],
    ['Terraform configuration', 'resource "azurerm_subnet" "a" {\n}\n', /name its folder/],
    ['plain text', 'hello', /this is not JSON: "h" where a value must be/],
    ['UTF-32', Buffer.from([0xff, 0xfe, 0, 0, 0x7b, 0, 0, 0]), /U\+0000/],
    ['a list', [1, 2], /a JSON list.*terraform show -json/],
    ['a number', '12', /a single JSON value/],
    [
      'other JSON',
      { name: 'training-pipeline', version: '2.4.0', scripts: { plan: 'x' } },
      /no format that is known.*terraform\.tfstate/,
    ],
    ['a plan within a key', { meta: 1, plan: PLAN }, /the plan is in "plan"/],
    ['a plan within keys', { data: { result: PLAN } }, /the plan is in "data\.result"/],
    ['a plan in a list', [{}, PLAN], /the plan is in "\[1\]"/],
    ['a plan as text in a key', { stdout: JSON.stringify(PLAN) }, /the plan is in "stdout"/],
    ['a plan within a key that would act on a terminal', { '\u001b[31m\u009b': PLAN }, /the plan is in "\?\[31m\?"/],
    [
      'the events of terraform plan -json',
      '{"@level":"info","@message":"x","@module":"terraform.ui"}\n{"@level":"info"}\n',
      /event stream.*terraform show -json/,
    ],
    ['two documents', `${JSON.stringify({ a: 1 })}\n${JSON.stringify(PLAN)}`, /a second JSON document begins here/],
    ['something behind the document', '{"a":1} x', /behind the end/],
    [
      'a parameter file',
      { $schema: 'https://x/2019-04-01/deploymentParameters.json#', parameters: {} },
      /among the parameters/,
    ],
    ['a schema of providers', { format_version: '1.0', provider_schemas: {} }, /terraform providers schema -json/],
    ['the answer of validate', { format_version: '1.0', valid: true, error_count: 0 }, /terraform validate -json/],
    [
      'backend settings',
      { version: 3, terraform_version: '1.5.0', backend: { type: 'azurerm' } },
      /terraform state pull/,
    ],
    [
      "PowerShell's what-if",
      { Status: 'Succeeded', Changes: [{ ChangeType: 1, After: [[]] }], PotentialChanges: [], Error: null },
      /PowerShell.*no-pretty-print/,
    ],
    [
      'effective rules',
      { nextLink: null, value: [{ association: {}, effectiveSecurityRules: [], networkSecurityGroup: { id: '/x' } }] },
      /effective rules.*az network nsg list/,
    ],
    ['effective routes', { value: [{ addressPrefix: [], nextHopIpAddress: [] }] }, /route-table list/],
    ['effective rules as a list', [{ effectiveSecurityRules: [] }], /effective rules/],
    ['a plan without its version', { planned_values: {}, resource_changes: [] }, /no format_version/],
    [
      'a section that is there twice',
      '{"format_version":"1.2","format_version":"1.2"}',
      /"format_version" is there twice/,
    ],
    ['a comment', '// nothing\n{}', /begins with a comment/],
  ])('for %s', (_, content, message) => {
    expect(refusal(content)).toMatch(message);
  });

  it('for formats that are known and not read by this version', () => {
    for (const content of [
      'param a string\n',
      '{"changes":[]}',
      { a: OUTPUT },
      '{"contentVersion":"1","resources":[]}',
    ]) {
      const bytes = Buffer.from(typeof content === 'string' ? content : JSON.stringify(content));
      expect(() => readTerraformDocument('f', { content: bytes })).toThrow(
        /this version does not read that format\. What is read: /,
      );
    }
  });

  it('for the genuine wrapper of ../shared/plans: the plan is in its key plandata', () => {
    const file = sharedFile('plans/third-party-not-a-plan.json');
    if (file !== null) expect(refusal(fs.readFileSync(file))).toMatch(/the plan is in "plandata"/);
  });

  it('and it has no character that a terminal would act on, whatever the input', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 30 }), fc.json({ stringUnit: 'binary' }), (start, json) => {
        for (const text of [start, json, `{"${start}":${JSON.stringify(PLAN)}}`]) {
          try {
            readTerraformDocument('f', { content: Buffer.from(text) });
          } catch (error) {
            if (!(error instanceof InputError)) throw error;
            expect(error.message).toMatch(/^[ -~…]+$/);
          }
        }
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('a path', () => {
  const message = (file: string): string => {
    const errors = [() => recognise(file), () => readTerraformDocument(file)].map((read) => {
      try {
        return `no error: ${JSON.stringify(read())}`;
      } catch (error) {
        return error instanceof InputError && error.file === file ? error.message : `wrong error: ${error}`;
      }
    });
    expect(errors[0]).toBe(errors[1]);
    return errors[0] ?? '';
  };

  it('that leads nowhere is an error that says so', () => {
    expect(message(path.join(folder, 'missing.json'))).toMatch(/there is no such file/);
    expect(message('a\0b')).toMatch(/there is no such file/);
    expect(message('')).toMatch(/there is no such file/);
    expect(message(path.join(folder, 'x'.repeat(5000)))).toMatch(/there is no such file|cannot be read/);
  });

  it('of a folder without configuration asks for the files in it', () => {
    const empty = fs.mkdtempSync(path.join(folder, 'empty-'));
    expect(message(empty)).toMatch(/folder without \.tf files/);
  });

  it('of a folder with configuration is that, and not read by this version', () => {
    const configuration = fs.mkdtempSync(path.join(folder, 'configuration-'));
    fs.writeFileSync(path.join(configuration, 'main.tf'), '');
    expect(recognise(configuration).kind).toBe('terraform-folder');
    expect(() => readTerraformDocument(configuration)).toThrow(/this version does not read that format/);
  });

  it('of a file without permission is an error that says so', () => {
    const file = path.join(folder, 'secret.json');
    fs.writeFileSync(file, JSON.stringify(PLAN), { mode: 0o000 });
    // Root may read everything, and Windows knows no such mode.
    let readable = true;
    try {
      fs.closeSync(fs.openSync(file, 'r'));
    } catch {
      readable = false;
    }
    if (readable) console.warn('skipped: this user may read every file');
    else expect(message(file)).toMatch(/no permission/);
  });

  it('says nothing of the content: a plan in a file called .tfstate is a plan', () => {
    const file = path.join(folder, 'terraform.tfstate');
    fs.writeFileSync(file, JSON.stringify(PLAN));
    expect(recognise(file).kind).toBe('terraform-plan');
    expect(readTerraformDocument(file).format).toBe('plan');
  });

  it('of a pipe can be recognised and then read, and nothing is lost', () => {
    const pipe = path.join(folder, 'pipe');
    if (process.platform === 'win32' || spawnSync('mkfifo', [pipe]).status !== 0) {
      console.warn('skipped: no named pipes here');
      return;
    }
    const subnet = {
      address: 'azurerm_subnet.a',
      mode: 'managed',
      type: 'azurerm_subnet',
      name: 'a',
      values: { name: 'é'.repeat(40_000) },
    };
    const file = path.join(folder, 'piped.json');
    fs.writeFileSync(
      file,
      JSON.stringify({ ...PLAN, planned_values: { root_module: { resources: [subnet] } } }),
      'utf16le',
    );
    spawn('sh', ['-c', `cat '${file}' > '${pipe}'`], { stdio: 'ignore' });
    const input: InputFile = { file: pipe, source: openFile(pipe) };
    expect(recogniseBytes(input).kind).toBe('terraform-plan');
    expect(readTerraformBytes(input)).toEqual(readTerraformDocument(file));
    input.source.close();
  });
});
