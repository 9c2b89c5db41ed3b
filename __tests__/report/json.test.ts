/** The JSON report: the contract's keys in its order, and bytes that nothing obeys. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { renderJson } from '../../src/report/json.js';
import { en } from '../../src/report/language/en.js';
import type { Report } from '../../src/report/report.js';
import { hostileText } from './hostile.js';
import { hostileReport, REPORTS } from './reports.js';

const everything = REPORTS['everything']?.(en);
if (everything === undefined) throw new Error('no fixture');

/** The same value with the keys of every object turned round. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, each]) => [key, reversed(each)]),
  );
}

describe('the JSON report', () => {
  it('has the keys of CONTRACT in its order', () => {
    const report = JSON.parse(renderJson(everything)) as Report;
    expect(Object.keys(report)).toEqual([
      'schemaVersion',
      'tool',
      'edition',
      'context',
      'conclusion',
      'missing',
      'scopes',
      'findings',
      'tooWide',
      'diagnostics',
    ]);
    expect(Object.keys(report.tooWide[0] ?? {})).toEqual([
      'requirement',
      'scope',
      'scopes',
      'level',
      'verdict',
      'change',
      'direction',
      'protocol',
      'ports',
      'opens',
      'path',
      'explanation',
      'remedy',
    ]);
    expect(Object.keys(report.context)).toEqual(['cloud', 'region', 'hbi', 'features']);
    expect(Object.keys(report.scopes[0] ?? {})).toEqual(['id', 'kind', 'location']);
    const finding = report.findings[1];
    expect(Object.keys(finding ?? {})).toEqual([
      'requirement',
      'scope',
      'level',
      'verdict',
      'change',
      'direction',
      'protocol',
      'ports',
      'tag',
      'host',
      'purpose',
      'uncovered',
      'path',
      'explanation',
      'remedy',
    ]);
    expect(Object.keys(finding?.path[0] ?? {})).toEqual(['leg', 'resource', 'rule', 'action', 'priority', 'location']);
    expect(Object.keys(finding?.remedy ?? {})).toEqual(['language', 'text', 'location', 'verified']);
    expect(Object.keys(report.diagnostics[0] ?? {})).toEqual(['severity', 'message', 'location']);
  });

  it('is the same bytes whatever order the keys came in, with two spaces and one newline at the end', () => {
    const text = renderJson(everything);
    expect(renderJson(reversed(everything) as Report)).toBe(text);
    expect(text).toMatch(/^\{\n {2}"schemaVersion": 1,\n/);
    expect(text).toMatch(/\}\n$/);
    expect(text).not.toMatch(/\n\n$/);
  });

  it('is the same value as the report, whatever the text, and holds nothing that a terminal or a runner obeys', () => {
    fc.assert(
      fc.property(fc.array(hostileText, { minLength: 26, maxLength: 26 }), (texts) => {
        let next = 0;
        const report = hostileReport(() => texts[next++ % texts.length] ?? '');
        const json = renderJson(report);
        expect(JSON.parse(json)).toEqual(report);
        expect(json).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u);
        expect(json).not.toContain('##[');
        expect(json).not.toMatch(/^\s*::/m);
      }),
      { numRuns: 300 },
    );
  });

  it('keeps a feature called __proto__ as a name like any other', () => {
    const features = Object.fromEntries([
      ['__proto__', 'required' as const],
      ['python', 'recommended' as const],
    ]);
    const json = renderJson({ ...everything, context: { ...everything.context, features } });
    expect(json).toContain('"__proto__": "required"');
  });
});
