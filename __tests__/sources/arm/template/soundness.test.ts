/** What is decided without a value holds with every value: taking a parameter's value away from a template may make a verdict unknown, never another one. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { check } from '../../../../src/check.js';
import { parseSettings } from '../../../../src/settings/parse.js';
import type { SettingName } from '../../../../src/settings/table.js';
import { memberOf, membersOf, textOf } from '../../../../src/sources/arm/template/node.js';
import { parseJson } from '../../../../src/sources/arm/template/read-json.js';
import { sharedFile } from '../../../shared.js';

const CASES = sharedFile('cases');

/** The template that has no value. */
const NOT_READ = /in-a-circle$/;

let cwd = '';
beforeAll(() => {
  cwd = mkdtempSync(path.join(tmpdir(), 'soundness-'));
});
afterAll(() => rmSync(cwd, { recursive: true, force: true }));

/** Verdicts by scope and requirement. */
async function verdicts(text: string, args: readonly string[]): Promise<ReadonlyMap<string, string>> {
  writeFileSync(path.join(cwd, 'template.json'), text);
  const given = new Map<SettingName, { texts: readonly string[]; place: null; verbatim: true }>();
  const put = (name: SettingName, value: string) => given.set(name, { texts: [value], place: null, verbatim: true });
  put('files', 'template.json');
  for (const [index, word] of args.entries())
    if (['--region', '--edition', '--hbi'].includes(word)) put(word.slice(2) as SettingName, args[index + 1] ?? '');
  const { report } = await check(parseSettings(given), { cwd, within: null });
  return new Map(
    report.findings.map((one) => [
      `${one.scope} ${one.requirement} ${one.protocol} ${one.tag ?? one.host}`,
      one.verdict,
    ]),
  );
}

describe('a parameter without its value', () => {
  const names =
    CASES === null ? [] : readdirSync(CASES).filter((name) => name.startsWith('arm-') && !NOT_READ.test(name));
  for (const name of names) {
    const file = path.join(CASES ?? '', name, 'template.json');
    const text = readable(file);
    if (text === null) continue;
    const { args } = JSON.parse(readFileSync(path.join(CASES ?? '', name, 'case.json'), 'utf8')) as { args: string[] };
    it(`turns no verdict of ${name} into its opposite`, async () => {
      const whole = await verdicts(text, args);
      const contradictions: string[] = [];
      let compared = 0;
      for (const { name: parameter, value } of membersOf(memberOf(parseJson(file, text).root, 'parameters'))) {
        if (memberOf(value, 'defaultValue') === null) continue;
        const type = textOf(memberOf(value, 'type')) ?? 'string';
        for (const [key, verdict] of await verdicts(withoutDefault(text, value.offset, type), args)) {
          const before = whole.get(key);
          if (before === undefined) continue;
          compared++;
          const opposite = before === 'met' ? ['unmet', 'partial'] : before === 'unknown' ? ['met', 'unmet'] : ['met'];
          if (opposite.includes(verdict)) contradictions.push(`${parameter}: ${key} was ${before}, is ${verdict}`);
        }
      }
      expect(contradictions).toEqual([]);
      expect(compared).toBeGreaterThan(0);
    });
  }
  if (names.length === 0) it.skip('../shared/cases is not here', () => {});
});

function readable(file: string): string | null {
  try {
    const text = readFileSync(file, 'utf8');
    return text.includes('"defaultValue"') ? text : null;
  } catch {
    return null;
  }
}

/** The text with another declaration in the place of one. */
function withoutDefault(text: string, offset: number, type: string): string {
  let depth = 0;
  for (let at = offset; at < text.length; at++) {
    if (text[at] === '{') depth++;
    if (text[at] === '}' && --depth === 0) return `${text.slice(0, offset)}{ "type": "${type}" }${text.slice(at + 1)}`;
  }
  return text;
}
