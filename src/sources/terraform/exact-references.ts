/** Where the value of an expression comes from: its references with their indexes in place, followed through constructors, loops and functions. */
import {
  type Bound,
  bindFor,
  constructorOf,
  loopByKey,
  loopNames,
  type Names,
  objectMembers,
  UNKNOWN_SCALAR,
} from './bindings.js';
import { flowOf } from './function-flow.js';
import type { Call, Expression, ForExpression, ObjectConstructor, Step, TemplatePart, Tuple } from './hcl/ast.js';
import { literalString, literalValue } from './hcl/literals.js';
import type { ExactReferences, LookupStep } from './lookup.js';
import {
  ANY,
  countGiven,
  EACH,
  keyOf,
  type Move,
  positionOf,
  quoted,
  textOfMoves,
  UNTOLD,
  withoutSplats,
} from './moves.js';

export interface ReferenceQuestion {
  /** Steps that are followed before the given ones, and that the references bear where they lead on. */
  readonly path: readonly Move[];
  readonly steps: readonly LookupStep[];
  /** What the iterators of enclosing `dynamic` blocks are. */
  readonly names: Names;
  /** The locals of the module, which loops run over. */
  readonly locals: ReadonlyMap<string, Expression>;
}

/** A reference that the value comes from. */
interface Lead {
  readonly text: string;
  /** How many given steps lead on from it; `null` where the value is only made of it, so that no step does. */
  readonly left: number | null;
  /** Whether the value is this and nothing else. */
  readonly sure: boolean;
}

interface Search {
  readonly locals: ReadonlyMap<string, Expression>;
  /** Nodes that may still be looked at. */
  budget: number;
  depth: number;
}

/** What leads to more is no answer that helps anybody, and one for each instance would take for ever. */
const BUDGET = 2_000;

/** More branches than these are no answer either. */
const MAXIMUM_BRANCHES = 200;

/** Expressions within each other, iterators followed. */
const MAXIMUM_DEPTH = 500;

/** Nobody asks for a value that lies deeper. */
const MAXIMUM_STEPS = 16;

/**
 * What the value of an expression comes from, after some steps into it. Steps are taken through `{ … }`, `[…]`, `for`, splats and the functions
 * that pass values on; the keys of a `for` that can be told are told (`{ for k, s in azurerm_subnet.this : k => s.id }` after `"a"` is
 * `azurerm_subnet.this["a"].id`). Conditions decide nothing here: both branches count. An index `[?]` stands for one that the files do
 * not tell, also behind a reference that is only a part of the value (`"${azurerm_virtual_network.a.id}/subnets/b"`).
 * @returns `null` where the expression is too large to be followed
 */
export function exactReferences(expression: Expression, question: ReferenceQuestion): ExactReferences | null {
  let count = Math.min(question.steps.length, MAXIMUM_STEPS);
  for (;;) {
    const search: Search = { locals: question.locals, budget: BUDGET, depth: 0 };
    const given = question.steps.slice(0, count).map((key): Move => ({ kind: 'given', key }));
    const leads = visit(search, expression, [...question.path, ...given], question.names);
    if (search.budget < 0) return null;
    const lefts = new Set(leads.flatMap(({ left }) => left ?? []));
    const most = Math.max(0, ...lefts);
    if (lefts.size <= 1) return { references: textsOf(leads, most > 0), taken: count - most };
    // The branches take steps unevenly: so many as all of them take.
    count -= most;
  }
}

function textsOf(leads: readonly Lead[], leadsOn: boolean): readonly string[] {
  const [only, another] = leads;
  if (only !== undefined && another === undefined && !only.sure && !leadsOn) return [`${only.text}[${UNTOLD}]`];
  const texts = leads.map(({ text }) => text);
  // A reference right behind a longer one would be read as its prefix.
  const isMistakable = texts.some((text, at) => startsWith(texts[at - 1] ?? '', text));
  return isMistakable ? texts.sort((one, other) => one.length - other.length) : texts;
}

function startsWith(text: string, shorter: string): boolean {
  return text.startsWith(shorter) && (text[shorter.length] === '.' || text[shorter.length] === '[');
}

function visit(search: Search, expression: Expression, moves: readonly Move[], names: Names): Lead[] {
  search.budget -= 1 + moves.length;
  if (search.depth >= MAXIMUM_DEPTH) search.budget = -1;
  if (search.budget < 0) return [];
  search.depth += 1;
  const leads = visitKind(search, expression, moves, names);
  search.depth -= 1;
  return leads;
}

function visitKind(search: Search, expression: Expression, moves: readonly Move[], names: Names): Lead[] {
  switch (expression.kind) {
    case 'literal':
      return [];
    case 'variable':
      return byName(search, expression.name, moves, names);
    case 'traversal': {
      const whole = [...expression.steps.map((step) => toMove(search, step, names)), ...moves];
      const { source } = expression;
      return source.kind === 'variable'
        ? byName(search, source.name, whole, names)
        : visit(search, source, whole, names);
    }
    case 'parentheses':
      return visit(search, expression.inner, moves, names);
    case 'template': {
      const [part, another] = expression.parts;
      if (part?.kind === 'interpolation' && another === undefined) return visit(search, part.expression, moves, names);
      return madeOf(visitParts(search, expression.parts, names));
    }
    case 'conditional':
      return unsure(visitAll(search, [expression.whenTrue, expression.whenFalse], moves, names));
    case 'unary':
      return madeOf(visit(search, expression.operand, [], names));
    case 'operation':
      return madeOf(visitAll(search, [expression.first, ...expression.rest.map(({ operand }) => operand)], [], names));
    case 'call':
      return visitCall(search, expression, moves, names);
    case 'tuple':
      return visitTuple(search, expression, moves, names);
    case 'object':
      return visitObject(search, expression, moves, names);
    case 'for':
      return visitFor(search, expression, moves, names);
  }
}

/** Stops where the budget ends: what is found is then thrown away as a whole. */
function collect<T>(search: Search, items: readonly T[], leadsOf: (item: T) => readonly Lead[]): Lead[] {
  const found: Lead[] = [];
  if (items.length > MAXIMUM_BRANCHES) search.budget = -1;
  for (const item of items) {
    if (search.budget < 0) return [];
    found.push(...leadsOf(item));
  }
  return found;
}

function visitAll(search: Search, all: readonly Expression[], moves: readonly Move[], names: Names): Lead[] {
  return collect(search, all, (one) => visit(search, one, moves, names));
}

function visitParts(search: Search, parts: readonly TemplatePart[], names: Names): Lead[] {
  return collect(search, parts, (part) => {
    switch (part.kind) {
      case 'text':
        return [];
      case 'interpolation':
        return visit(search, part.expression, [], names);
      case 'if':
        return [...visitParts(search, part.whenTrue, names), ...visitParts(search, part.whenFalse, names)];
      case 'for': {
        const inner = new Map(names).set(part.iterator.value, {
          kind: 'element',
          collection: part.collection,
          move: ANY,
          names,
        });
        if (part.iterator.key !== null) inner.set(part.iterator.key, UNKNOWN_SCALAR);
        return visitParts(search, part.parts, inner);
      }
    }
  });
}

/** The value is something that is made of these. */
function madeOf(leads: readonly Lead[]): Lead[] {
  return leads.map(({ text }) => ({ text, left: null, sure: false }));
}

/** The value may be this, or something else. */
function unsure(leads: readonly Lead[]): Lead[] {
  return leads.map((lead) => ({ ...lead, sure: false }));
}

function toMove(search: Search, step: Step, names: Names): Move {
  search.budget -= 1;
  if (search.budget < 0) return ANY;
  if (step.kind === 'attribute') return { kind: 'name', name: step.name };
  if (step.kind === 'splat') return { kind: 'splat', moves: step.steps.map((inner) => toMove(search, inner, names)) };
  return indexMove(search, step.key, names);
}

function indexMove(search: Search, key: Expression, names: Names): Move {
  const literal = literalValue(key);
  if (typeof literal === 'string' || typeof literal === 'number') return { kind: 'key', key: literal };
  const bound = key.kind === 'variable' ? names.get(key.name) : undefined;
  if (bound?.kind === 'scalar' && bound.move !== null) return bound.move;
  return { kind: 'index', text: indexText(search, key, names) };
}

/** An index as text that the reader of a plan can evaluate: a reference, one plus or minus a number, or a template of references. */
function indexText(search: Search, key: Expression, names: Names): string {
  const reference = (expression: Expression): string | null => {
    if (expression.kind !== 'variable' && expression.kind !== 'traversal') return null;
    const [only, another] = visit(search, expression, [], names);
    const isWhole = only !== undefined && another === undefined && only.sure;
    return isWhole && !only.text.includes('[*]') && !only.text.includes(`[${UNTOLD}]`) ? only.text : null;
  };
  if (key.kind === 'parentheses') return indexText(search, key.inner, names);
  if (key.kind === 'operation') {
    const [term, another] = key.rest;
    const text = reference(key.first);
    const number = term === undefined ? undefined : literalValue(term.operand);
    const isSum = term?.operator === '+' || term?.operator === '-';
    if (text === null || !isSum || another !== undefined || !Number.isSafeInteger(number)) return UNTOLD;
    return `${text} ${term.operator} ${number}`;
  }
  if (key.kind === 'template') {
    const parts = key.parts.map((part) => {
      if (part.kind === 'text') return /["$%\\]/.test(part.value) ? null : quoted(part.value).slice(1, -1);
      const text =
        part.kind === 'interpolation' ? (literalString(part.expression) ?? reference(part.expression)) : null;
      return text === null || /["{}]/.test(text) ? null : `\${${text}}`;
    });
    return parts.includes(null) ? UNTOLD : `"${parts.join('')}"`;
  }
  return reference(key) ?? UNTOLD;
}

function byName(search: Search, name: string, moves: readonly Move[], names: Names): Lead[] {
  const bound = names.get(name);
  return bound === undefined ? reference(name, moves) : byBound(search, bound, moves);
}

function byBound(search: Search, bound: Bound, moves: readonly Move[]): Lead[] {
  switch (bound.kind) {
    case 'scalar':
      return [];
    case 'expression':
      return visit(search, bound.expression, moves, bound.names);
    case 'element':
      return visit(search, bound.collection, [bound.move, ...moves], bound.names);
    case 'entry': {
      const [first, ...rest] = moves;
      const name = first === undefined ? null : keyOf(first);
      return name === 'value' ? byBound(search, bound.value, rest) : [];
    }
  }
}

/** How many names behind a root make the object that it refers to; any other root is a resource type, followed by one name. */
const NAMES_BEHIND: ReadonlyMap<string, number> = new Map([
  ['self', 0],
  ['data', 2],
  ['ephemeral', 2],
  ['resource', 2],
]);

function reference(root: string, moves: readonly Move[]): Lead[] {
  const steps = withoutSplats(moves);
  const count = NAMES_BEHIND.get(root) ?? 1;
  const object = steps.slice(0, count);
  if (object.length < count || object.some(({ kind }) => kind !== 'name')) return [];
  const text = root + textOfMoves(steps);
  return [{ text: root === 'resource' ? text.slice('resource.'.length) : text, left: countGiven(steps), sure: true }];
}

function visitTuple(search: Search, tuple: Tuple, moves: readonly Move[], names: Names): Lead[] {
  const steps = withoutSplats(moves);
  const [first, ...rest] = steps;
  if (first === undefined) {
    const leads = visitAll(search, tuple.elements, [], names);
    return tuple.elements.length > 1 ? unsure(leads) : leads;
  }
  const position = positionOf(first);
  if (position !== null) {
    const element = tuple.elements[position];
    if (element !== undefined) return visit(search, element, rest, names);
    return madeOf(visitAll(search, tuple.elements, [], names));
  }
  if (keyOf(first) === null) return unsure(visitAll(search, tuple.elements, rest, names));
  // An attribute of a list: whoever asks has left out the splat.
  return unsure(visitAll(search, tuple.elements, steps, names));
}

function visitObject(search: Search, object: ObjectConstructor, moves: readonly Move[], names: Names): Lead[] {
  const [first, ...rest] = withoutSplats(moves);
  const { byKey, computed } = objectMembers(object);
  const key = first === undefined ? null : keyOf(first);
  const member = key === null ? undefined : byKey.get(String(key));
  if (member !== undefined) return visit(search, member, rest, names);
  if (key !== null && computed.length > 0) return unsure(visitAll(search, computed, rest, names));
  const all = (inside: readonly Move[]): Lead[] =>
    collect(search, object.items, ({ value }) => visit(search, value, inside, names));
  // What is asked for is not here, so the question is another one than it seems: all of it is the answer.
  if (key !== null) return madeOf(all([]));
  const leads = all(rest);
  return object.items.length > 1 ? unsure(leads) : leads;
}

function visitFor(search: Search, loop: ForExpression, moves: readonly Move[], names: Names): Lead[] {
  const element = (move: Move): Bound => ({ kind: 'element', collection: loop.collection, move, names });
  const body = (inside: readonly Move[], move: Move, key: Bound = UNKNOWN_SCALAR): Lead[] =>
    visit(search, loop.value, inside, bindFor(loop, names, key, element(move)));
  const steps = withoutSplats(moves);
  const [first, ...rest] = steps;
  if (loop.grouped) return madeOf(body([], ANY));
  if (first === undefined) return body([], EACH);
  if (first.kind === 'each' || first.kind === 'any') return body(rest, first);
  if (loop.key === null) {
    if (positionOf(first) === null) return keyOf(first) === null ? body(rest, ANY) : body(steps, EACH);
    return loop.condition === null ? positioned(search, loop, first, rest, names, body) : body(rest, ANY);
  }
  const isKey = loop.key.kind === 'variable' && loop.key.name === loop.iterator.key;
  const isValue = loop.key.kind === 'variable' && loop.key.name === loop.iterator.value;
  const key: Move = first.kind === 'given' ? { kind: 'key', key: first.key } : first;
  if (isKey) return body(rest, key, { kind: 'scalar', move: key });
  if (isValue) {
    return visit(search, loop.value, rest, bindFor(loop, names, UNKNOWN_SCALAR, { kind: 'scalar', move: key }));
  }
  return keyed(search, loop, loop.key, steps, names, body);
}

type Body = (inside: readonly Move[], move: Move) => Lead[];

/** An element of `[for …]` by its position: that of a list which is written out; of anything else the position may be another one. */
function positioned(
  search: Search,
  loop: ForExpression,
  first: Move,
  rest: readonly Move[],
  names: Names,
  body: Body,
): Lead[] {
  const over = constructorOf(loop.collection, names, search.locals);
  if (over?.node.kind === 'tuple' && !over.isSet) {
    charge(search, names, over.node.elements.length);
    const inner = search.budget < 0 ? undefined : loopNames(loop, names, over)[positionOf(first) ?? -1];
    return inner === undefined ? body(rest, ANY) : visit(search, loop.value, rest, inner);
  }
  return isInstances(loop.collection, names) ? leftBehind(body([], EACH), [first, ...rest]) : body(rest, ANY);
}

/** A value of `{ for … }` by a key that is made of the elements. */
function keyed(
  search: Search,
  loop: ForExpression,
  key: Expression,
  steps: readonly Move[],
  names: Names,
  body: Body,
): Lead[] {
  const [first, ...rest] = steps;
  const wanted = first === undefined ? null : keyOf(first);
  const over = wanted === null ? null : constructorOf(loop.collection, names, search.locals);
  if (over !== null) {
    charge(search, names, over.node.kind === 'tuple' ? over.node.elements.length : over.node.items.length);
    if (search.budget < 0) return [];
    const { byKey, open } = loopByKey(loop, key, names, over);
    const exact = byKey.get(String(wanted));
    if (exact !== undefined) return visit(search, loop.value, rest, exact);
    if (open.length > 0) return unsure(collect(search, open, (inner) => visit(search, loop.value, rest, inner)));
  }
  // Instances are mostly named by their keys: whoever knows the keys may choose by them.
  return isInstances(loop.collection, names) ? leftBehind(body([], EACH), steps) : body(rest, ANY);
}

/** A loop inside a loop is laid out anew for each element of the outer one. */
function charge(search: Search, names: Names, size: number): void {
  if (names.size > 0) search.budget -= size;
}

/** Whether a collection is the instances of a block: `azurerm_subnet.this`, `module.net`. */
function isInstances(collection: Expression, names: Names): boolean {
  if (collection.kind === 'parentheses') return isInstances(collection.inner, names);
  if (collection.kind !== 'traversal' || collection.source.kind !== 'variable') return false;
  const root = collection.source.name;
  if (names.has(root) || ['var', 'local', 'each', 'self'].includes(root)) return false;
  return collection.steps.length === (NAMES_BEHIND.get(root) ?? 1);
}

/** Steps that whoever asks takes behind the reference. */
function leftBehind(leads: readonly Lead[], moves: readonly Move[]): Lead[] {
  const [text, left] = [textOfMoves(moves), countGiven(moves)];
  return leads.map((lead) => ({ ...lead, text: lead.text + text, left: lead.left === null ? null : lead.left + left }));
}

function visitCall(search: Search, call: Call, moves: readonly Move[], names: Names): Lead[] {
  const flow = flowOf(call, moves, (key) => indexMove(search, key, names));
  if (flow === null) return madeOf(visitAll(search, call.arguments, [], names));
  const leads = collect(search, flow.parts, (part) => visit(search, part.expression, part.moves, names));
  return flow.isOne ? leads : unsure(leads);
}
