/** Long texts are cut, and nothing else is. */
import { describe, expect, it } from '@jest/globals';
import { bounded } from '../../src/report/bounded.js';
import { hostileReport } from './reports.js';

describe('a report with long texts', () => {
  it('is the very same where no text is long', () => {
    const report = hostileReport((place) => place);
    expect(bounded(report)).toBe(report);
  });

  it('keeps apart what only differs behind the cut, and together what is one', () => {
    const long = 'x'.repeat(20_000);
    const report = bounded(hostileReport((place) => (place.endsWith('scope') ? long + place : long)));
    const [first, , , , last] = report.findings;
    expect(first?.scope).toBe(report.scopes[0]?.id);
    expect(last?.scope).not.toBe(first?.scope);
    expect(first?.scope.length).toBeLessThan(8_300);
    expect(first?.level).toBe('required');
  });

  it('cuts the names of features too, and makes no prototype of one', () => {
    const report = hostileReport(() => 'x'.repeat(10_000));
    const features = Object.fromEntries([
      ['__proto__', 'required' as const],
      ['y'.repeat(10_000), 'recommended' as const],
    ]);
    const short = bounded({ ...report, context: { ...report.context, features } });
    expect(Object.keys(short.context.features).map((name) => name.slice(0, 9))).toEqual(['__proto__', 'yyyyyyyyy']);
    expect(Object.values(short.context.features)).toEqual(['required', 'recommended']);
  });
});
