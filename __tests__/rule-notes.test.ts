/** Rules in the report that are too wide or never match, from a plan to JSON and text: nothing fails by them unless it is asked for, nothing is missing, and their remedies hold (issue 8, part 5). */
import { describe, expect, it } from '@jest/globals';
import { renderJson } from '../src/report/json.js';
import { loadMessages } from '../src/report/language/load.js';
import { renderText } from '../src/report/text.js';
import { cluster, place, plan, run, securityRule, type Values, workspace } from './check-plans.js';

const world = (rules: readonly Values[]) => ({
  'plan.json': plan({ ...workspace(), ...cluster(), ...place(rules) }),
});
const WEB = { protocol: 'Tcp', destination_port_range: '443' };
const DENY = securityRule(4000, 'Deny', 'Internet');

describe('a rule that is wider than needed', () => {
  const wide = [securityRule(100, 'Allow', 'Internet'), DENY];

  it('is a recommendation of its own, which changes no verdict, no name that is missing and no conclusion', async () => {
    const report = await run(world(wide));
    const open = await run(world([]));
    expect(report.conclusion).toBe('pass');
    expect([report.missing, report.findings.map(({ verdict }) => verdict)]).toEqual([
      open.missing,
      open.findings.map(({ verdict }) => verdict),
    ]);
    expect(report.tooWide).toMatchObject([
      {
        requirement: 'too-wide-internet',
        level: 'recommended',
        verdict: 'too-wide',
        change: 'new',
        path: [{ rule: 'Allow100' }],
      },
    ]);
    expect(report.diagnostics.filter(({ message }) => message.includes('it allows'))).toEqual([]);
    expect(open.tooWide).toEqual([]);
    expect(open.diagnostics.filter(({ severity }) => severity === 'note')).toEqual([]);
  });

  it('has narrower rules with which the same check finds the same, and has nothing more to say', async () => {
    const before = await run(world(wide));
    const text = before.tooWide[0]?.remedy?.text ?? '';
    const rules = text
      .split('\n\n')
      .map((block) =>
        Object.fromEntries(
          [...block.matchAll(/^ +(\w+) += (.+)$/gm)].map(([, name = '', value = '']) => [
            name,
            JSON.parse(value) as unknown,
          ]),
        ),
      );
    expect(rules.length).toBeGreaterThan(1);
    const after = await run(world([...rules, DENY]));
    const verdicts = ({ findings }: typeof before) =>
      findings.map(({ requirement, verdict }) => [requirement, verdict]);
    expect(verdicts(after)).toEqual(verdicts(before));
    expect(after.tooWide).toEqual([]);
  });

  it('shows its remedy in JSON, and as text where all is asked for', async () => {
    const report = await run(world(wide));
    expect(JSON.parse(renderJson(report))).toMatchObject({
      tooWide: [{ remedy: { language: 'terraform', verified: true } }],
    });
    const messages = await loadMessages('en');
    const look = { width: 100, colour: false, unicode: true, messages } as const;
    expect(renderText(report, { ...look, verbose: true })).toContain('security_rule {');
    expect(renderText(report, { ...look, verbose: false })).not.toContain('security_rule {');
  });
});

describe('a rule that can never match', () => {
  it('is a note, beside the gap that it leaves', async () => {
    const report = await run(
      world([securityRule(100, 'Deny', 'Internet'), securityRule(200, 'Allow', 'Storage.westus2', WEB)]),
    );
    expect(report.missing.tags).toContain('Storage.westus2');
    expect(report.diagnostics).toContainEqual(
      expect.objectContaining({
        severity: 'note',
        message: expect.stringContaining('rule Allow200: it can never match'),
      }),
    );
  });
});
