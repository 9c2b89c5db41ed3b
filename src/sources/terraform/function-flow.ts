/** Which arguments of a function its result comes from, and by which steps: functions pass values on, choose among them, or rearrange them. */
import { objectMembers } from './bindings.js';
import type { Call, Expression } from './hcl/ast.js';
import { ANY, keyOf, type Move, positionOf, withoutSplats } from './moves.js';

/** Where steps into the result of a function lead. */
export interface Flow {
  readonly parts: readonly { readonly expression: Expression; readonly moves: readonly Move[] }[];
  /** Whether the result is what the only part leads to, rather than one of several or another. */
  readonly isOne: boolean;
}

/** Functions that give their argument as it is, or in another type. */
const PASSES: ReadonlySet<string> = new Set([
  'tomap',
  'tostring',
  'tonumber',
  'tobool',
  'sensitive',
  'nonsensitive',
  'ephemeralasnull',
  'jsonencode',
  'jsondecode',
]);

/** Functions that give one of their arguments. */
const CHOOSES: ReadonlySet<string> = new Set(['try', 'coalesce', 'coalescelist']);

/** Functions whose result has the elements of their arguments at other places; the number is how many levels of lists go. */
const REARRANGES: ReadonlyMap<string, number> = new Map([
  ['values', 1],
  ['concat', 1],
  ['flatten', 2],
  ['reverse', 1],
  ['sort', 1],
  ['distinct', 1],
  ['compact', 1],
  ['toset', 1],
  ['tolist', 1],
  ['setunion', 1],
  ['setintersection', 1],
]);

/** Functions of which only the argument at this place is rearranged. */
const REARRANGES_ONE: ReadonlyMap<string, number> = new Map([
  ['slice', 0],
  ['setsubtract', 0],
  ['matchkeys', 0],
  ['zipmap', 1],
]);

/**
 * Follows steps into the result of a function call.
 * @param indexOf the step of an index expression
 * @returns `null` for functions that make something new of their arguments
 */
export function flowOf(call: Call, moves: readonly Move[], indexOf: (key: Expression) => Move): Flow | null {
  const { name, arguments: given } = call;
  const [first, second] = given;
  if (first === undefined) return null;
  if (PASSES.has(name)) return flow([first], moves, true);
  if (name === 'merge') return merged(call, withoutSplats(moves));
  if (CHOOSES.has(name) && !call.spread) return flow(given, moves, given.length === 1);
  if (name === 'one') return flow([first], [ANY, ...moves], true);
  if (name === 'element' && second !== undefined) return flow([first], [indexOf(second), ...moves], true);
  if (name === 'lookup' && second !== undefined) {
    const { parts } = flow(given.slice(2), moves, false);
    return { parts: [{ expression: first, moves: [indexOf(second), ...moves] }, ...parts], isOne: false };
  }
  if (name === 'tolist' && isOrdered(first)) return flow([first], moves, true);
  const only = given[REARRANGES_ONE.get(name) ?? -1];
  const levels = only === undefined ? REARRANGES.get(name) : 1;
  if (levels === undefined) return null;
  const isKeyed = name === 'zipmap' || name === 'toset';
  const inside = rearranged(withoutSplats(moves), call.spread ? levels + 1 : levels, isKeyed);
  return flow(only === undefined ? given : [only], inside, false);
}

function flow(expressions: readonly Expression[], moves: readonly Move[], isOne: boolean): Flow {
  return { parts: expressions.map((expression) => ({ expression, moves })), isOne };
}

/** Lists that stay in order when they are converted to lists. */
function isOrdered(expression: Expression): boolean {
  if (expression.kind === 'traversal') return expression.steps.some(({ kind }) => kind === 'splat');
  return expression.kind === 'tuple' || (expression.kind === 'for' && expression.key === null);
}

function rearranged(steps: readonly Move[], levels: number, isKeyed: boolean): readonly Move[] {
  const [first, ...rest] = steps;
  if (first === undefined) return [];
  const any = Array.from({ length: levels }, () => ANY);
  // An attribute of a list: whoever asks has left out the splat.
  const isAttribute = !isKeyed && keyOf(first) !== null && positionOf(first) === null;
  return [...any, ...(isAttribute ? steps : rest)];
}

/** `merge`: the last argument that has the key. */
function merged(call: Call, steps: readonly Move[]): Flow | null {
  const [first] = steps;
  if (call.spread) return flow(call.arguments, [ANY, ...steps], false);
  const key = first === undefined ? null : keyOf(first);
  const possible: Expression[] = [];
  for (const argument of [...call.arguments].reverse()) {
    const members = argument.kind === 'object' && key !== null ? objectMembers(argument) : null;
    const has = members?.byKey.has(String(key)) === true;
    if (has || members === null || members.computed.length > 0) possible.push(argument);
    if (has) break;
  }
  if (possible.length === 0) return null;
  return flow(possible.reverse(), steps, possible.length === 1 && (key !== null || call.arguments.length === 1));
}
