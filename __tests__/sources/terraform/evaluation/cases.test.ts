/**
 * The table of cases: what Terraform's console (1.11) prints for each expression, and what we make of it. Where both differ, the case
 * says why. With terraform at hand, the recorded answers are asked for again.
 */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { FUNCTIONS } from '../../../../src/sources/terraform/evaluation/functions/table.js';
import { askConsole, hasTerraform } from './console.js';
import { evaluated } from './evaluating.js';
import { render } from './render.js';

interface Case {
  readonly expression: string;
  readonly terraform: string;
  readonly ours?: string;
  readonly why?: string;
}

const folder = path.join(import.meta.dirname, 'cases');
const tables = readdirSync(folder).map((name): [string, Case[]] => [
  name.replace('.json', ''),
  JSON.parse(readFileSync(path.join(folder, name), 'utf8')) as Case[],
]);

describe.each(tables)('%s', (_, cases) => {
  it.each(cases)('$expression', ({ expression, terraform, ours }) => {
    expect(render(evaluated(expression))).toBe(ours ?? terraform);
  });

  it('every difference has its reason', () => {
    expect(cases.filter(({ ours, why }) => (ours === undefined) !== (why === undefined))).toEqual([]);
  });
});

/** What no table of plain expressions can show; `functions.test.ts` does. */
const ELSEWHERE = new Set(
  'base64gzip bcrypt filebase64 filebase64sha256 filebase64sha512 filemd5 fileset filesha1 filesha256 filesha512 plantimestamp rsadecrypt setsymmetricdifference templatefile timestamp uuid'.split(
    ' ',
  ),
);

it('every function has a case', () => {
  const all = tables.flatMap(([, cases]) => cases.map(({ expression }) => expression)).join('\n');
  const missing = [...FUNCTIONS.keys()].filter((name) => !new RegExp(`\\b${name}\\(`).test(all));
  expect(missing.sort()).toEqual([...ELSEWHERE].sort());
});

const version = hasTerraform() ? spawnSync('terraform', ['version'], { encoding: 'utf8' }).stdout : '';
const console111 = /v1\.11\./.test(version);
if (version !== '' && !console111) console.warn('skipped: the cases were recorded with Terraform 1.11');

describe('Terraform itself', () => {
  (console111 ? it : it.skip).each(tables)('answers what is recorded: %s', (_, cases) => {
    const asked = askConsole(cases.map(({ expression }) => expression));
    expect(cases.map(({ expression }, index) => [expression, asked[index]])).toEqual(
      cases.map(({ expression, terraform }) => [expression, terraform]),
    );
  });

  (version === '' ? it.skip : it)('knows no function that we do not know', () => {
    const { stdout } = spawnSync('terraform', ['metadata', 'functions', '-json'], { encoding: 'utf8' });
    const { function_signatures: signatures } = JSON.parse(stdout) as { function_signatures: Record<string, unknown> };
    const names = Object.keys(signatures).filter((name) => !name.includes('::'));
    expect(names.length).toBeGreaterThan(100);
    expect(names.filter((name) => !FUNCTIONS.has(name) && name !== 'try' && name !== 'can')).toEqual([]);
  });
});
