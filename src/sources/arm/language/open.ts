/** Open values: how they are made, what identifies them, and how the expression that they stand for is written. */
import { createHash } from 'node:crypto';
import { type Message, msg } from '../../../azure/message.js';
import { type ArmValue, OPEN, type Open, type OpenDetails } from './types.js';
import { isArray, isOpen } from './values.js';

/** Texts are for people, who do not read more than this of one. */
const LONGEST_TEXT = 240;
const LONGEST_IDENTITY = 160;
/** A string of more parts than this is open as a whole. */
const MOST_PARTS = 200;
/** More branches than this are nobody's plan. */
const MOST_ALTERNATIVES = 16;

const NOTHING_KNOWN: Omit<OpenDetails, 'text' | 'identity'> = {
  type: null,
  parts: null,
  members: null,
  alternatives: null,
  segment: false,
  spread: false,
  secure: false,
};

/**
 * Makes an open value.
 * @param reason a clause without a full stop that names what is missing
 * @param text the expression that the value stands for
 * @param details what is known all the same; the identity is the text where nothing else is said
 */
export function open(reason: Message, text: string, details: Partial<Omit<OpenDetails, 'text'>> = {}): Open {
  const { identity = text, ...others } = details;
  return {
    unknown: reason,
    [OPEN]: { ...NOTHING_KNOWN, ...others, text: shortened(text), identity: condensed(identity) },
  };
}

/** The same open value with other details, for instance as the rest of an array. */
export function refine(value: Open, details: Partial<OpenDetails>): Open {
  return { unknown: value.unknown, [OPEN]: { ...value[OPEN], ...details } };
}

/** An open value that only Azure can decide, as a `reference` to something that is not in the template. */
export function knownToAzure(text: string, details: Partial<Omit<OpenDetails, 'text'>> = {}): Open {
  return open(msg`${shortened(text)} is known only to Azure`, text, details);
}

/** A value that is given and must not be looked at: what a `secureString` holds. */
export function secure(text: string, type: 'string' | 'object'): Open {
  return open(msg`${shortened(text)} is secret and not looked at`, text, { type, secure: true });
}

/** The reason of the first open value; `null` where none is. */
export function firstOpen(values: readonly ArmValue[]): Open | null {
  return values.find(isOpen) ?? null;
}

/** The string that these parts make: a plain one where all are known. */
export function joinParts(parts: readonly (string | Open)[]): string | Open {
  const flat: (string | Open)[] = [];
  for (const part of parts.flatMap((one) => (typeof one === 'string' ? one : (one[OPEN].parts ?? one)))) {
    const last = flat.at(-1);
    if (part === '') continue;
    if (typeof part === 'string' && typeof last === 'string') flat[flat.length - 1] = last + part;
    else flat.push(part);
  }
  const first = flat.find(isOpen);
  const [only] = flat;
  if (first === undefined) return typeof only === 'string' ? only : '';
  if (flat.length === 1 && only !== undefined && isOpen(only) && only[OPEN].type === 'string') return only;
  const texts = flat.map((part) => (typeof part === 'string' ? quoted(part) : part[OPEN].text));
  return open(first.unknown, flat.length === 1 ? `string(${texts[0]})` : `concat(${texts.slice(0, 20).join(', ')})`, {
    identity: `concat(${flat.map((part) => (typeof part === 'string' ? quoted(part) : part[OPEN].identity)).join(',')})`,
    type: 'string',
    parts: flat.length > MOST_PARTS ? null : flat,
    segment: flat.every((part) => (typeof part === 'string' ? !part.includes('/') : part[OPEN].segment)),
    secure: flat.some((part) => isOpen(part) && part[OPEN].secure),
  });
}

/** The value that is one of several, each of which may itself be several. */
export function alternativesOf(values: readonly ArmValue[]): readonly ArmValue[] | null {
  const all = values.flatMap((value) => (isOpen(value) ? (value[OPEN].alternatives ?? [value]) : [value]));
  return all.length > MOST_ALTERNATIVES ? null : all;
}

/** A string as the language writes it. */
export function quoted(text: string): string {
  return `'${(text.length > LONGEST_TEXT ? shortened(text) : text).replaceAll("'", "''")}'`;
}

/** What identifies the value: the same text is the same value. Objects and arrays are condensed once. */
export function identityOf(value: ArmValue): string {
  if (isOpen(value)) return value[OPEN].identity;
  if (typeof value === 'string') return condensed(`'${value}'`);
  if (typeof value !== 'object' || value === null) return String(value);
  const known = IDENTITIES.get(value);
  if (known !== undefined) return known;
  const inner = isArray(value)
    ? `[${value.map((one) => (isOpen(one) && one[OPEN].spread ? `…${identityOf(one)}` : identityOf(one))).join(',')}]`
    : `{${Object.keys(value)
        .sort()
        .map((name) => `${JSON.stringify(name)}:${identityOf(value[name] ?? null)}`)
        .join(',')}}`;
  const identity = condensed(inner);
  IDENTITIES.set(value, identity);
  return identity;
}

const IDENTITIES = new WeakMap<object, string>();

/** Long identities are replaced by their hash, so that values made of values made of values stay small. */
function condensed(identity: string): string {
  return identity.length <= LONGEST_IDENTITY ? identity : `#${createHash('sha256').update(identity).digest('base64')}`;
}

function shortened(text: string): string {
  return text.length <= LONGEST_TEXT ? text : `${text.slice(0, LONGEST_TEXT)}…`;
}
