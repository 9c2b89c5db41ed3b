/** References, and the steps that follow any value: attributes, indexes, splats. */
import { msg } from '../../../azure/message.js';
import type { Expression, Position, Step, Traversal, Variable } from '../hcl/ast.js';
import { elementsOf, takeAttribute, takeElement } from './access.js';
import { spend } from './budget.js';
import { fail } from './failure.js';
import type { Evaluator } from './operators.js';
import type { Reference, Scope, TfValue } from './types.js';
import { typeOf, unify } from './types-of.js';
import { isSequence, isUnknownValue, remark, tupleOf, unknownOf, withoutMark } from './values.js';

/** A name by itself: a `for`'s variable, or `self`. */
export function evaluateVariable({ name, at }: Variable, scope: Scope): TfValue {
  const bound = scope.variables.get(name);
  if (bound !== undefined) return bound;
  if (name === 'self') return scope.resolve({ kind: 'self' }, at);
  return fail(msg`"${name}" is no reference by itself, a name must follow it`, at);
}

/** `source.a["b"][*].c` */
export function evaluateTraversal({ source, steps }: Traversal, scope: Scope, evaluatePart: Evaluator): TfValue {
  if (source.kind !== 'variable' || scope.variables.has(source.name)) {
    return takeSteps(evaluatePart(source, scope), steps, scope, evaluatePart);
  }
  const { reference, taken } = referenceOf(source.name, steps, source.at);
  return takeSteps(scope.resolve(reference, source.at), steps.slice(taken), scope, evaluatePart);
}

/** What the beginning of a traversal names, and how many steps that takes. */
function referenceOf(root: string, steps: readonly Step[], at: Position): { reference: Reference; taken: number } {
  const named = (index: number): string => {
    const step = steps[index];
    return step?.kind === 'attribute' ? step.name : fail(msg`a name must follow "${root}"`, at);
  };
  switch (root) {
    case 'self':
      return { reference: { kind: 'self' }, taken: 0 };
    case 'var':
    case 'local':
    case 'module':
    case 'each':
    case 'count':
    case 'path':
    case 'terraform':
      return { reference: { kind: root, name: named(0) }, taken: 1 };
    case 'data':
    case 'ephemeral':
      return { reference: { kind: 'resource', mode: root, type: named(0), name: named(1) }, taken: 2 };
    case 'resource':
      return { reference: { kind: 'resource', mode: 'managed', type: named(0), name: named(1) }, taken: 2 };
    default:
      return { reference: { kind: 'resource', mode: 'managed', type: root, name: named(0) }, taken: 1 };
  }
}

function takeSteps(source: TfValue, steps: readonly Step[], scope: Scope, evaluatePart: Evaluator): TfValue {
  let value = source;
  for (const step of steps) {
    spend(scope.budget, 'steps', 1);
    value = takeStep(value, step, scope, evaluatePart);
  }
  return value;
}

function takeStep(value: TfValue, step: Step, scope: Scope, evaluatePart: Evaluator): TfValue {
  switch (step.kind) {
    case 'attribute':
      return takeAttribute(value, step.name);
    case 'index':
      return takeElement(value, keyOf(step.key, scope, evaluatePart));
    case 'splat':
      return splat(value, step.steps, scope, evaluatePart);
  }
}

const keyOf = (key: Expression, scope: Scope, evaluatePart: Evaluator): TfValue => evaluatePart(key, scope);

/** The steps on each element. Null has none; a value that is no list, set or tuple is the one element. */
function splat(source: TfValue, steps: readonly Step[], scope: Scope, evaluatePart: Evaluator): TfValue {
  const { value, sensitive } = withoutMark(source);
  if (value === null) return remark(tupleOf([]), sensitive);
  if (isUnknownValue(value)) return remark(unknownOf(value.reason, value.references, true), sensitive);
  if (!isSequence(value)) {
    return remark(tupleOf([takeSteps(source, steps, scope, evaluatePart)]), sensitive);
  }
  const elements = elementsOf(value);
  if (elements === null || !Array.isArray(elements)) return remark(elements as TfValue, sensitive);
  spend(scope.budget, 'items', value.items.length);
  const items = value.items.map((item) => takeSteps(item, steps, scope, evaluatePart));
  if (value.kind === 'tuple') return remark(tupleOf(items), sensitive);
  const element = items.length === 0 && steps.length === 0 ? value.element : (unify(items.map(typeOf)) ?? 'dynamic');
  return remark({ kind: 'list', element, items }, sensitive);
}
