/** What two reports on the same configuration say, held against each other. */
import path from 'node:path';
import { check } from '../../../../src/check.js';
import { givenFlags } from '../../../../src/cli/setting-flags.js';
import type { Report } from '../../../../src/report/report.js';
import { parseSettings } from '../../../../src/settings/parse.js';

/** The report on a file or a folder, with the flags of a command line. */
export async function reportOf(file: string, words: readonly string[]): Promise<Report> {
  const flags = new Map<string, readonly string[]>();
  for (const [at, word] of words.entries()) if (word.startsWith('--')) flags.set(word.slice(2), [words[at + 1] ?? '']);
  const settings = parseSettings(givenFlags([path.resolve(file)], flags));
  return (await check(settings, { cwd: process.cwd(), within: null })).report;
}

export interface Disagreement {
  readonly finding: string;
  readonly plan: string | undefined;
  readonly folder: string | undefined;
}

/** Verdicts by scope and requirement. */
export const verdictsOf = ({ findings }: Report): ReadonlyMap<string, string> =>
  new Map(
    findings.map(({ scope, requirement, tag, host, verdict }) => [
      [scope, requirement, tag ?? host].join(' '),
      verdict,
    ]),
  );

/** Where both decide and not the same, or where one of them has no such finding. */
export function disagreements(plan: Report, folder: Report): readonly Disagreement[] {
  const [ofPlan, ofFolder] = [verdictsOf(plan), verdictsOf(folder)];
  const all = new Set([...ofPlan.keys(), ...ofFolder.keys()]);
  return [...all]
    .map((finding) => ({ finding, plan: ofPlan.get(finding), folder: ofFolder.get(finding) }))
    .filter((one) => one.plan !== one.folder && one.folder !== 'unknown');
}

/** How many findings are unknown. */
export const open = ({ findings }: Report): number => findings.filter(({ verdict }) => verdict === 'unknown').length;
