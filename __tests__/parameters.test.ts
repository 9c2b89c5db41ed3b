/** Parameters on their way from the setting to the templates: every mistake is one of the command, with its place (exit status 2). */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { check } from '../src/check.js';
import { parseSettings } from '../src/settings/parse.js';
import { ConfigurationError } from '../src/settings/settings.js';
import type { SettingName } from '../src/settings/table.js';
import { InputError } from '../src/sources/source.js';
import { group, type Json, rule, template } from './sources/arm/template/templates.js';

let cwd = '';
beforeAll(() => {
  cwd = mkdtempSync(path.join(tmpdir(), 'parameters-'));
  const parameters = {
    tag: { type: 'string', defaultValue: 'Internet' },
    priority: { type: 'int', defaultValue: 100 },
  };
  const rules = [
    rule('all', { destinationAddressPrefix: "[parameters('tag')]", priority: "[parameters('priority')]" }),
  ];
  write('main.json', template({ parameters, resources: [group('nsg', rules)] }));
  write('other.json', template({ parameters: { tag: { type: 'string' } }, resources: [] }));
  write('good.json', { $schema: 'https://x/deploymentParameters.json#', parameters: { tag: { value: 'Storage' } } });
  write('wrong.json', { parameters: { priority: { value: 'four thousand' } } });
  write('broken.json', '{\n  "parameters": {');
  write('circle.json', template({ variables: { a: "[variables('a')]" }, resources: [] }));
});
afterAll(() => rmSync(cwd, { recursive: true, force: true }));

function write(name: string, content: Json | string): void {
  writeFileSync(path.join(cwd, name), typeof content === 'string' ? content : JSON.stringify(content, null, 2));
}

async function run(files: readonly string[], parameters: readonly string[]): Promise<string> {
  const given = new Map<SettingName, { texts: readonly string[]; place: null; verbatim: true }>([
    ['files', { texts: files, place: null, verbatim: true }],
    ['parameters', { texts: parameters, place: null, verbatim: true }],
  ]);
  try {
    const { report } = await check(parseSettings(given), { cwd, within: null });
    const found = report.findings.find(({ tag, protocol }) => tag === 'AzureResourceManager' && protocol === 'tcp');
    return `${report.conclusion}, AzureResourceManager ${found?.verdict}`;
  } catch (error) {
    if (error instanceof ConfigurationError) return `2 ${Object.values(error.place ?? {}).join(':')}: ${error.message}`;
    if (error instanceof InputError) return `3 ${error.file}:${error.place?.line}: ${error.message}`;
    throw error;
  }
}

describe('parameters', () => {
  it('decide what the template allows', async () => {
    const rules = [
      rule('only', { destinationAddressPrefix: "[parameters('tag')]" }),
      rule('deny', { access: 'Deny', priority: 4000, protocol: '*' }),
    ];
    write('strict.json', template({ parameters: { tag: { type: 'string' } }, resources: [group('nsg', rules)] }));
    expect(await run(['strict.json'], ['tag=AzureResourceManager'])).toMatch(/AzureResourceManager met/);
    expect(await run(['strict.json'], ['good.json'])).toMatch(/AzureResourceManager unmet/);
    expect(await run(['strict.json'], [])).toMatch(/AzureResourceManager unknown/);
  });

  it.each([
    [['main.json'], ['wrong.json'], /^2 wrong\.json:4:16: parameter priority: an int is wanted, a string is given/],
    [['main.json', 'other.json'], ['wrong.json'], /^2 wrong\.json/],
    [['other.json'], ['wrong.json'], /^2 wrong\.json:3:5: the template other\.json declares no parameter priority/],
    [['main.json'], ['broken.json'], /^2 broken\.json:2:18: /],
    [['main.json'], ['missing.json'], /^2 missing\.json: there is no such file/],
    [['main.json'], ['odd=1'], /^2 odd: no template declares the parameter odd/],
    [['main.json'], ['main.json'], /^2 main\.json:1:1: this is a template/],
    [
      ['main.json'],
      ['x.tfvars'],
      /^2 x\.tfvars: no input takes it among the parameters: no template declares it, and it sets no variable of a folder/,
    ],
    // Mistakes of the command are told before anything is evaluated.
    [['circle.json', 'main.json'], ['wrong.json'], /^2 wrong\.json/],
    [['circle.json'], [], /^3 circle\.json:6: variables\('a'\) needs itself/],
  ])('%j with %j', async (files, parameters, expected) => {
    expect(await run(files, parameters)).toMatch(expected);
  });
});
