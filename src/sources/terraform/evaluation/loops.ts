/** `for` expressions: tuples, objects, and objects of groups. */
import { msg } from '../../../azure/message.js';
import type { ForExpression, Iterator } from '../hcl/ast.js';
import { elementsOf } from './access.js';
import { spend } from './budget.js';
import { convertTo, toText } from './convert.js';
import { fail } from './failure.js';
import type { Evaluator } from './operators.js';
import type { Scope, TfUnknown, TfValue } from './types.js';
import { isUnknownValue, objectOf, remark, tupleOf, unknownFrom, withoutMark } from './values.js';

/** The scope inside a `for`. */
export function withVariables(scope: Scope, iterator: Iterator, key: TfValue, value: TfValue): Scope {
  // Copying costs something, and a template may be given very many variables.
  spend(scope.budget, 'steps', scope.variables.size + 1);
  const variables = new Map(scope.variables);
  if (iterator.key !== null) variables.set(iterator.key, key);
  variables.set(iterator.value, value);
  return { ...scope, variables };
}

/** What a run through the collection gathers. */
interface Gathering {
  sensitive: boolean;
  /** What keeps the result open: a condition or a key that is not known. */
  readonly open: TfValue[];
}

/** The value of a `for` expression. */
export function evaluateFor(expression: ForExpression, scope: Scope, evaluatePart: Evaluator): TfValue {
  const collection = withoutMark(evaluatePart(expression.collection, scope));
  if (collection.value === null) fail(msg`null has no elements to go through`, expression.collection.at);
  const elements = elementsOf(collection.value);
  if (elements === null) return fail(msg`this value has no elements to go through`, expression.collection.at);
  if (!isElements(elements)) return remark(unknownFrom([elements]), collection.sensitive);
  spend(scope.budget, 'items', elements.length);
  const gathering: Gathering = { sensitive: collection.sensitive, open: [] };
  const inside: Scope[] = [];
  for (const [key, value] of elements) {
    const each = withVariables(scope, expression.iterator, key, value);
    if (isWanted(expression, each, evaluatePart, gathering)) inside.push(each);
  }
  const value =
    expression.key === null
      ? gatherTuple(expression, inside, evaluatePart)
      : gatherObject(expression, expression.key, inside, evaluatePart, gathering);
  return remark(gathering.open.length > 0 ? unknownFrom([...gathering.open, value]) : value, gathering.sensitive);
}

type Elements = readonly (readonly [TfValue, TfValue])[];

const isElements = (elements: Elements | TfUnknown): elements is Elements => Array.isArray(elements);

function isWanted({ condition }: ForExpression, scope: Scope, evaluatePart: Evaluator, gathering: Gathering): boolean {
  if (condition === null) return true;
  const { value, sensitive } = withoutMark(evaluatePart(condition, scope));
  gathering.sensitive ||= sensitive;
  if (value === null) fail(msg`the condition is null`, condition.at);
  const wanted = convertTo(value, 'bool');
  if (isUnknownValue(wanted)) gathering.open.push(wanted);
  // What may be in the result is evaluated, for what it refers to.
  return wanted !== false;
}

const gatherTuple = ({ value }: ForExpression, scopes: readonly Scope[], evaluatePart: Evaluator): TfValue =>
  tupleOf(scopes.map((scope) => evaluatePart(value, scope)));

function gatherObject(
  expression: ForExpression,
  keyOf: ForExpression['value'],
  scopes: readonly Scope[],
  evaluatePart: Evaluator,
  gathering: Gathering,
): TfValue {
  const entries = new Map<string, TfValue>();
  const groups = new Map<string, TfValue[]>();
  for (const scope of scopes) {
    const key = withoutMark(evaluatePart(keyOf, scope));
    gathering.sensitive ||= key.sensitive;
    if (key.value === null) fail(msg`a key of an object is null`, keyOf.at);
    const value = evaluatePart(expression.value, scope);
    if (isUnknownValue(key.value)) {
      gathering.open.push(key.value, value);
      continue;
    }
    const name = toText(key.value);
    if (expression.grouped) group(groups, name, value);
    else if (entries.has(name) && gathering.open.length === 0) fail(msg`two elements have the same key`, keyOf.at);
    else entries.set(name, value);
  }
  for (const [name, values] of groups) entries.set(name, tupleOf(values));
  return objectOf(entries);
}

function group(groups: Map<string, TfValue[]>, name: string, value: TfValue): void {
  const found = groups.get(name);
  if (found === undefined) groups.set(name, [value]);
  else found.push(value);
}
