/** What `fix` prints: the patch, what has to be done by hand, whom the edits concern, and what stays open. */

import { type Message, msg } from '../azure/message.js';
import type { FixResult, Left } from '../fix.js';
import { portsLabel } from '../reachability/explanation.js';
import type { Finding } from '../reachability/finding.js';
import { defuse, plain, plainBlock, plainName } from '../report/escape.js';
import type { Messages } from '../report/language/catalogue.js';
import type { ByHand } from './editor.js';
import type { Written } from './source-file.js';
import { unifiedDiff } from './unified-diff.js';

/** Gaps of one reason that are named; the others are counted. */
const MOST_NAMES = 8;

/**
 * The patch first, as it is to be applied, then everything else in lines that begin with `#`, but for text to copy.
 * @param written what became of the files; `null` where nothing was to be written
 * @param exact whether the patch is printed as it is: a terminal and the log of a runner would obey what a file may hold
 */
export function printFix(result: FixResult, written: Written | null, exact: boolean): string {
  const patch = unifiedDiff(result.files);
  const shown = exact ? patch : harmless(patch);
  const sections = [
    [headline(result)],
    writtenLines(result, written),
    result.notes,
    result.opened.map(
      (group) =>
        msg`${group} opens the Internet on these ports, since a group sees no host names; only a firewall can allow hosts by name`,
    ),
    leftLines(result.left),
  ];
  const remarks = sections.flatMap((lines) => lines.map((line) => `# ${plain(result.messages.say(line))}\n`)).join('');
  const byHand = together(result.byHand)
    .map((group) => handLines(group, result.messages.say))
    .join('');
  return [shown, ...(shown === '' ? [] : ['\n']), remarks, byHand].join('');
}

function headline({ gaps, closed, stale, byHand }: FixResult): Message {
  const [first] = stale;
  if (gaps === 0) return msg`nothing is missing`;
  if (first !== undefined) return stale.length === 1 ? first : msg`${first} (this is the first of ${stale.length})`;
  if (closed === 0) return msg`none of ${gaps} gaps can be closed from here`;
  return byHand.length === 0
    ? msg`${closed} of ${gaps} gaps are closed by these changes; make a new plan and check it`
    : msg`${closed} of ${gaps} gaps are closed by these changes and by what is to be done by hand; make a new plan and check it`;
}

function writtenLines({ files }: FixResult, written: Written | null): readonly Message[] {
  if (written === null) return files.length === 0 ? [] : [msg`nothing is written without --write`];
  return [
    ...written.written.map((name) => msg`${name} is written`),
    ...written.failed.map(({ name, reason }) => msg`${name} is not written: ${reason}`),
  ];
}

/** Gaps of one reason are told together. */
function leftLines(left: readonly Left[]): readonly Message[] {
  const byReason = new Map<string, { reason: Message | null; names: string[] }>();
  for (const { finding, reason } of left) {
    const key = `${finding.scope}\n${reason === null ? '' : JSON.stringify(reason)}`;
    const same = byReason.get(key);
    if (same === undefined) byReason.set(key, { reason, names: [nameOf(finding)] });
    else same.names.push(nameOf(finding));
  }
  return [...byReason].map(([key, { reason, names }]) => {
    const scope = plainName(key.split('\n')[0] ?? '');
    const shown = names.slice(0, MOST_NAMES).join(', ');
    const more = names.length - MOST_NAMES;
    const which = more > 0 ? msg`${shown} and ${more} more` : msg`${shown}`;
    return reason === null
      ? msg`left open at ${scope}: ${which}`
      : msg`left open at ${scope}: ${which}. The reason: ${reason}`;
  });
}

function nameOf({ tag, host, protocol, ports }: Finding): string {
  return `${plainName(tag ?? host ?? '')} (${portsLabel(protocol, ports)})`;
}

/** What is for one place and has one reason is told once. */
function together(byHand: readonly ByHand[]): readonly (readonly [ByHand, ...(readonly ByHand[])])[] {
  const groups = new Map<string, [ByHand, ...ByHand[]]>();
  for (const one of byHand) {
    const key = JSON.stringify([one.reason, one.about, one.place]);
    const same = groups.get(key);
    if (same === undefined) groups.set(key, [one]);
    else same.push(one);
  }
  return [...groups.values()];
}

function handLines(group: readonly [ByHand, ...(readonly ByHand[])], say: Messages['say']): string {
  const [{ about, place, reason }] = group;
  const where = place === null ? msg`for ${about}` : msg`for ${about} in ${place.file}:${place.line}`;
  const code = group.flatMap(({ text }) => [plainBlock(text), '']);
  return [
    '',
    `# ${plain(say(msg`to be done by hand, because ${reason}:`))}`,
    `# ${plain(say(where))}`,
    '',
    ...code,
  ].join('\n');
}

/** A patch for eyes: nothing in it is obeyed. */
function harmless(patch: string): string {
  return patch
    .split('\n')
    .map((line) => defuse(line.replace(/\r$/, '').replace(/[^\P{C}\t]/gu, '\uFFFD')))
    .join('\n');
}
