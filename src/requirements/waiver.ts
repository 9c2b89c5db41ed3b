/** A waiver: an exception from requirements that somebody answers for and that ends by itself. */
import { glob } from '../azure/glob.js';
import { type Message, msg } from '../azure/message.js';
import type { Location } from '../azure/model.js';
import { parseServiceTag } from '../azure/service-tags.js';

/** The fields, as they are written in the configuration file and in comments. */
export const WAIVER_FIELDS = ['requirement', 'tag', 'host', 'scope', 'reason', 'owner', 'expires'] as const;
export type WaiverField = (typeof WAIVER_FIELDS)[number];

export interface Waiver {
  /** What it waives: at least one of the three is not `null`, and all that are not must fit. */
  readonly requirement: string | null;
  readonly tag: string | null;
  readonly host: string | null;
  /** A glob over addresses, names and ids of scopes. */
  readonly scope: string;
  readonly reason: string;
  readonly owner: string | null;
  /** The last day on which it waives, as written. */
  readonly expires: string;
  readonly location: Location | null;
  /** A comment waives what is decided by the declaration below it: its file and line. `null` for the configuration file. */
  readonly declaration: Location | null;
}

/** What a waiver is asked about. */
export interface Waivable {
  readonly requirement: string;
  readonly tag: string | null;
  readonly host: string | null;
}

/**
 * Makes a waiver of its written fields.
 * @param fields text by name; what is not said is not in it
 * @returns the first mistake in one sentence, and the field that has it (`null`: a field that lacks)
 */
export function toWaiver(
  fields: ReadonlyMap<string, string>,
  { location, declaration }: Pick<Waiver, 'location' | 'declaration'>,
): { readonly waiver: Waiver } | { readonly mistake: string; readonly field: string | null } {
  const odd = [...fields.keys()].find((name) => !isWaiverField(name));
  if (odd !== undefined)
    return {
      mistake: `a waiver has no ${JSON.stringify(odd.slice(0, 80))}; it has ${WAIVER_FIELDS.join(', ')}`,
      field: odd,
    };
  const text = (name: WaiverField): string | null => fields.get(name)?.trim() || null;
  const [requirement, tag, host] = [text('requirement'), text('tag'), text('host')];
  if (requirement === null && tag === null && host === null)
    return { mistake: 'a waiver names a requirement, a tag or a host; this one does not', field: null };
  // A comment stands where it applies.
  const scope = text('scope') ?? (declaration === null ? null : '*');
  const [reason, expires] = [text('reason'), text('expires')];
  if (scope === null) return { mistake: 'this waiver lacks a scope; `*` is all of them', field: null };
  if (reason === null) return { mistake: 'this waiver lacks a reason', field: null };
  if (expires === null) return { mistake: 'this waiver lacks its last day (expires: YYYY-MM-DD)', field: null };
  return { waiver: { requirement, tag, host, scope, reason, owner: text('owner'), expires, location, declaration } };
}

function isWaiverField(name: string): name is WaiverField {
  return (WAIVER_FIELDS as readonly string[]).includes(name);
}

/** Whether a waiver is about a requirement. A service tag without a region is also the tag of each region. */
export function isAbout(waiver: Waiver, asked: Waivable): boolean {
  return (
    (waiver.requirement === null || waiver.requirement === asked.requirement) &&
    (waiver.host === null || waiver.host.toLowerCase() === asked.host?.toLowerCase()) &&
    (waiver.tag === null || (asked.tag !== null && namesTag(waiver.tag, asked.tag)))
  );
}

function namesTag(written: string, asked: string): boolean {
  const [mine, theirs] = [
    parseServiceTag(written.replace(/\.<region>$/i, '')),
    parseServiceTag(asked.replace(/\.<region>$/, '')),
  ];
  return mine.service === theirs.service && (mine.region === null || mine.region === theirs.region);
}

/** Whether a waiver is about a scope, by any of its names. */
export function coversScope({ scope }: Waiver, names: readonly string[]): boolean {
  const matches = glob(scope);
  return names.some(matches);
}

/** `valid` until the end of its last day; a date that is none waives nothing. */
export function standing({ expires }: Waiver, today: string): 'valid' | 'expired' | 'no date' {
  if (!isDate(expires)) return 'no date';
  return expires >= today ? 'valid' : 'expired';
}

function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

/** What a waiver is about, in a few words. */
export function nameOfWaiver({ requirement, tag, host, scope }: Waiver): Message {
  const what = [requirement, tag, host].filter((name) => name !== null).join(', ');
  return msg`${what} at ${scope}`;
}
