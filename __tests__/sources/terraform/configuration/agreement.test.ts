/** The oracle of the folder reader: wherever both can read, it says what the plan reader says of Terraform's own plan, or that it does not know. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { sharedFile } from '../../../shared.js';
import { disagreements, open, reportOf, verdictsOf } from './comparing.js';

const examples = readdirSync('examples').filter((name) => existsSync(path.join('examples', name, 'plan.json')));

describe.each(examples)('example %s', (name) => {
  const folder = path.join('examples', name);
  const command = /^node dist\/cli\.js check \S+ ?(.*)$/m.exec(readFileSync(path.join(folder, 'README.md'), 'utf8'));
  const words = (command?.[1] ?? '').split(' ').filter((word) => word !== '');

  it('says the same from its .tf files as from its plan', async () => {
    const [fromFolder, fromPlan] = [
      await reportOf(folder, words),
      await reportOf(path.join(folder, 'plan.json'), words),
    ];
    expect(fromPlan.findings.length).toBeGreaterThan(0);
    expect(disagreements(fromPlan, fromFolder)).toEqual([]);
    expect(fromFolder.missing).toEqual(fromPlan.missing);
    expect(fromFolder.conclusion).toBe(fromPlan.conclusion);
    // These need nothing that only Terraform knows.
    expect(open(fromFolder)).toBe(open(fromPlan));
  });

  it('names the same lines', async () => {
    const [fromFolder, fromPlan] = [
      await reportOf(folder, words),
      await reportOf(path.join(folder, 'plan.json'), words),
    ];
    expect(fromFolder.scopes).toEqual(fromPlan.scopes);
    for (const { location } of fromFolder.scopes) expect(location?.file).toMatch(/\.tf$/);
    for (const step of fromFolder.findings.flatMap((finding) => finding.path)) {
      if (step.rule !== null && step.location !== null) expect(step.location.file).toMatch(/\.tf$/);
    }
  });
});

const FIXTURES = '__tests__/sources/terraform/fixtures';
const fixtures = readdirSync(FIXTURES).filter((name) => existsSync(path.join(FIXTURES, name, 'main.tf')));

it.each(fixtures)(
  'fixture %s has verdicts from its .tf files that never contradict those from its plan',
  async (name) => {
    const folder = path.join(FIXTURES, name);
    const words = ['--region', 'westeurope', '--hbi', 'true'];
    const [fromFolder, fromPlan] = [
      await reportOf(folder, words),
      await reportOf(path.join(folder, 'plan.json'), words),
    ];
    expect(fromPlan.findings.length).toBeGreaterThan(0);
    // A plan marks more as sensitive than what is: there, the files may decide more.
    expect(disagreements(fromPlan, fromFolder).filter(({ plan }) => plan !== 'unknown')).toEqual([]);
  },
);

it('modules, loops, functions and files together give every verdict of the plan', async () => {
  const folder = path.join(FIXTURES, 'evaluated');
  const words = ['--region', 'westeurope', '--hbi', 'false'];
  const [fromFolder, fromPlan] = [await reportOf(folder, words), await reportOf(path.join(folder, 'plan.json'), words)];
  expect([...verdictsOf(fromFolder)].sort()).toEqual([...verdictsOf(fromPlan)].sort());
  expect(new Set(verdictsOf(fromPlan).values())).toEqual(new Set(['met', 'partial', 'unmet', 'unknown']));
});

interface Case {
  readonly files: readonly string[];
  readonly args: readonly string[];
  readonly expect: { readonly exit: number };
}

/** Cases with a plan of the folder that they are in; what deletes something has no counterpart in a folder. */
function sharedCases(): readonly (readonly [name: string, folder: string, args: readonly string[]])[] {
  const cases = sharedFile('cases');
  if (cases === null) return [];
  return readdirSync(cases).flatMap((name) => {
    const folder = path.join(cases, name);
    const isBoth = existsSync(path.join(folder, 'plan.json')) && existsSync(path.join(folder, 'main.tf'));
    if (!isBoth || existsSync(path.join(folder, 'before'))) return [];
    const { files, args, expect: wanted } = JSON.parse(readFileSync(path.join(folder, 'case.json'), 'utf8')) as Case;
    return wanted.exit > 1 || files.join() !== 'plan.json' ? [] : [[name, folder, args] as const];
  });
}

describe('the acceptance cases', () => {
  it('have verdicts from their .tf files that never contradict those from their plans', async () => {
    const cases = sharedCases();
    for (const [name, folder, args] of cases) {
      const [fromFolder, fromPlan] = [
        await reportOf(folder, args),
        await reportOf(path.join(folder, 'plan.json'), args),
      ];
      expect({ name, wrong: disagreements(fromPlan, fromFolder) }).toEqual({ name, wrong: [] });
      expect({ name, missing: fromFolder.missing }).toEqual({ name, missing: fromPlan.missing });
    }
    expect(cases.length === 0 || cases.length > 20).toBe(true);
  }, 120_000);

  it('include a project of hub and spoke with modules, files and existing plans', async () => {
    const [folder, plan] = [sharedFile('tfstub/samples/hub-spoke-aml'), sharedFile('plans/hub-spoke-aml.json')];
    if (folder === null || plan === null) return;
    const words = ['--region', 'westeurope'];
    const [fromFolder, fromPlan] = [await reportOf(folder, words), await reportOf(plan, words)];
    expect(disagreements(fromPlan, fromFolder)).toEqual([]);
    expect(fromFolder.missing).toEqual(fromPlan.missing);
  });
});
