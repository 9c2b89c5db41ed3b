/**
 * Expressions that a what-if answer leaves unresolved (W2). Nothing is evaluated but what spells a resource id: which resource `[reference('/…/vnet').subnets[0].id]`
 * or `[format('/subscriptions/{0}/…', …)]` speaks of.
 */
import { childArmId } from '../../../azure/arm-id.js';
import type { Link, ResourceKind } from '../../../azure/model.js';
import { isUnknown } from '../../../azure/value.js';
import { at, type Cursor } from '../cursor.js';
import { parseExpression } from '../language/parser.js';
import type { Expression } from '../language/types.js';
import { kindOfArmType } from '../resources.js';
import { isObject, textMember } from './members.js';
import { GAP, namedByPattern } from './named.js';
import type { ResourceName } from './payload.js';

/** Longer texts are not read: an id is never longer, and work for each stays small. */
const LONGEST_TEXT = 20_000;
const LONGEST_ID = 4_000;
const MOST_PIECES = 101;

/** The body that an answer shows of a resource, by its id; `null` where it shows none. */
export type BodyOf = (id: string) => unknown;

/** The resource that an id or an unresolved expression of one means; `null` where it does not tell. */
export function resourceOfText(text: string): ResourceName | null {
  if (!text.startsWith('[')) return namedByPattern(text);
  const expression = parsed(text);
  return expression === null ? null : namedByPattern(spelled(expression));
}

/**
 * What an unresolved text in the place of a resource id (or of a firewall's private address) leads to.
 * @returns `null` where the text does not tell
 */
export function linkOfText(text: string, wanted: readonly ResourceKind[], bodyOf: BodyOf): Link {
  const expression = parsed(text);
  if (expression === null) return null;
  const { root, path } = unwrapped(expression);
  if (root.kind === 'call' && root.name.toLowerCase() === 'reference')
    return linkOfReference(root.args[0], path, wanted, bodyOf);
  return path.length > 0 ? null : linkTo(namedByPattern(spelled(expression)), wanted);
}

function linkOfReference(
  target: Expression | undefined,
  path: readonly (string | number)[],
  wanted: readonly ResourceKind[],
  bodyOf: BodyOf,
): Link {
  if (target === undefined) return null;
  const name = namedByPattern(spelled(target));
  if (name === null) return null;
  const last = path.at(-1);
  const itself = path.length <= 1 && (last === 'id' || last === 'resourceid');
  // A route names its next hop by an address that only the firewall knows.
  const address = last === 'privateipaddress' && wanted.includes('firewalls');
  const link = itself || address ? linkTo(name, wanted) : null;
  return link ?? (name.id === undefined ? null : linkWithin(name.id, path, wanted, bodyOf));
}

function linkTo(name: ResourceName | null, wanted: readonly ResourceKind[]): Link {
  const kind = name === null ? null : kindOfArmType(name.type);
  if (name === null || kind === null || !wanted.includes(kind)) return null;
  if (name.id !== undefined) return { id: name.id };
  const open = name.names.find(isUnknown);
  if (open !== undefined) return open;
  const group = name.resourceGroup === undefined ? {} : { resourceGroup: name.resourceGroup };
  const known = name.names.filter((one) => typeof one === 'string');
  return { type: kind, name: known.join('/'), ...group };
}

/** Follows a path into the body that the answer itself shows of the resource. */
function linkWithin(
  id: string,
  path: readonly (string | number)[],
  wanted: readonly ResourceKind[],
  bodyOf: BodyOf,
): Link {
  let cursor: Cursor = { value: bodyOf(id), path: [], subject: id };
  let owner: string | null = null;
  let segment = '';
  for (const step of path) {
    const last: unknown = cursor.value;
    if (typeof step === 'number') {
      const item: unknown = Array.isArray(last) ? last[step] : undefined;
      const name = textMember(item, 'name');
      owner = name === null ? null : childArmId(id, segment, name);
      cursor = { ...cursor, value: item };
    } else {
      cursor = at(cursor, step);
      // What is written inside its parent has an id that follows from its name.
      if (cursor.value === undefined && step === 'id' && owner !== null && isObject(last))
        return linkTo(namedByPattern(owner), wanted);
      segment = String(cursor.path.at(-1) ?? step);
    }
  }
  return typeof cursor.value === 'string' ? linkTo(namedByPattern(cursor.value), wanted) : null;
}

function parsed(text: string): Expression | null {
  if (text.length > LONGEST_TEXT) return null;
  try {
    return parseExpression(text);
  } catch {
    return null; // Cut off, or no expression at all: it tells nothing.
  }
}

/** What a chain of `.a[0].b` begins with, and its steps, names in lower case; a gap for a step that is computed. */
function unwrapped(expression: Expression): {
  readonly root: Expression;
  readonly path: readonly (string | number)[];
} {
  const path: (string | number)[] = [];
  let root = expression;
  while (root.kind === 'member') {
    const { key } = root;
    const step = key.kind === 'literal' ? key.value : null;
    path.push(typeof step === 'number' ? step : typeof step === 'string' ? step.toLowerCase() : GAP);
    root = root.object;
  }
  return { root, path: path.reverse() };
}

/** The text that an expression makes, with a gap for each part that only Azure knows. */
function spelled(expression: Expression): string {
  if (expression.kind === 'literal') return expression.value === null ? GAP : String(expression.value);
  if (expression.kind === 'member') return GAP;
  const spell = SPELLINGS.get(expression.name.toLowerCase());
  if (spell === undefined) return GAP;
  const text = spell(expression.args.map(spelled));
  return text.length > LONGEST_ID ? GAP : text;
}

type Spell = (args: readonly string[]) => string;

const SPELLINGS: ReadonlyMap<string, Spell> = new Map<string, Spell>([
  ['concat', (args) => args.join('')],
  ['format', formatted],
  ['string', (args) => args.join('')],
  ['resourceid', (args) => idOf(args, true)],
  ['subscriptionresourceid', (args) => idOf(args, false)],
  ['tenantresourceid', (args) => idOf(args, false)],
  ['extensionresourceid', ([, ...args]) => idOf(args, false)],
]);

/** Arguments are put in once each, so that patterns within patterns do not multiply. */
function formatted([pattern = GAP, ...args]: readonly string[]): string {
  const pieces = pattern.split(/\{(\d{1,3})(?:[,:][^{}]*)?\}/);
  if (pieces.length > MOST_PIECES) return GAP;
  return pieces.map((piece, index) => (index % 2 === 0 ? piece : (args[Number(piece)] ?? GAP))).join('');
}

/** `resourceId([subscription], [group], 'type', 'name', …)`: what stands before the type is where the resource is. */
function idOf(args: readonly string[], inGroup: boolean): string {
  const index = args.findIndex((text) => text.includes('/') && !text.startsWith('/') && !text.includes(GAP));
  const [namespace, ...types] = (args[index] ?? '').split('/');
  const names = args.slice(index + 1);
  if (index < 0 || names.length !== types.length) return GAP;
  const group = inGroup ? (args.slice(0, index).at(-1) ?? GAP) : GAP;
  const steps = types.map((type, place) => `${type}/${names[place]}`).join('/');
  return `/subscriptions/${GAP}/resourceGroups/${group}/providers/${namespace}/${steps}`;
}
