/** Hosts of a requirement in words: which of those that stand in for a tag, which part of a wildcard, which paths of a host. */
import { formatPatterns, type Pattern, type PatternSet, patternSet, subtractPatterns } from '../azure/host-patterns.js';
import { type Message, msg } from '../azure/message.js';
import { isUnnamed, type Question } from './packets-of.js';
import { shortList } from './reasons.js';
import type { Packets } from './space.js';

/** In words, which of the question's hosts the packets are for. `null` where they are for all, for none, or say nothing of hosts. */
export function describeHosts(packets: Packets, question: Question): Message | null {
  const some = hostsOf(packets);
  if (some === null) return null;
  const { host } = question.requirement;
  if (isEvery(some, question)) return host === null ? null : describePaths(packets, question);
  const names = namesOf(some);
  if (names.length === 0) return null;
  if (host === null) return msg`hosts: ${names}`;
  const [piece, ...others] = some;
  return piece !== undefined && others.length === 0 && piece.except.length > 0
    ? msg`${names} other than ${shortList(formatPatterns(patternSet(piece.except, 'host')))}`
    : msg`${names}`;
}

/** The names of the hosts that the packets are for, where these are not all of the question's. */
export function someHosts(packets: Packets, question: Question): readonly string[] {
  const some = hostsOf(packets);
  return some === null || isEvery(some, question) ? [] : namesOf(some);
}

/** All hosts of the packets; `null` for any. */
function hostsOf(packets: Packets): NonNullable<PatternSet> | null {
  const sets = packets.flatMap(({ hosts }) => (hosts === null ? [] : [hosts]));
  return sets.length < packets.length ? null : sets.flat();
}

/** Hosts may lie inside one another (`*.azureml.net`, `*.instances.azureml.net`): what counts is whether any name is left over. */
function isEvery(some: NonNullable<PatternSet>, { hosts }: Question): boolean {
  const all = patternSet(
    hosts.filter((host) => !isUnnamed(host)),
    'host',
  );
  return subtractPatterns(all, some, 'host')?.length === 0;
}

function namesOf(some: NonNullable<PatternSet>): readonly string[] {
  return formatPatterns(some.filter(({ of }) => !isUnnamed(of)));
}

/** The URL paths that the packets ask one host for, where a rule tells them apart (F9). */
function describePaths(packets: Packets, question: Question): Message | null {
  const sets = packets.flatMap(({ paths }) => (paths === null ? [] : [paths]));
  if (sets.length < packets.length || question.hosts.some(({ wildcard }) => wildcard)) return null;
  const [piece, ...others] = sets.flat();
  const whole = question.packets[0]?.paths ?? null;
  if (piece === undefined || others.length > 0 || subtractPatterns(whole, [piece], 'path')?.length === 0) return null;
  return piece.except.length > 0
    ? msg`paths other than ${shortList(piece.except.map(written))}`
    : msg`path ${written(piece.of)}`;
}

function written({ wildcard, text }: Pattern): string {
  return `${text}${wildcard ? '*' : ''}`;
}
