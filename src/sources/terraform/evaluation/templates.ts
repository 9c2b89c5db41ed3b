/** Strings with `${ }` and `%{ }` in them. */
import { msg } from '../../../azure/message.js';
import type { TemplatePart } from '../hcl/ast.js';
import { elementsOf } from './access.js';
import { spend } from './budget.js';
import { convertTo, toText } from './convert.js';
import { fail } from './failure.js';
import { withVariables } from './loops.js';
import type { Evaluator } from './operators.js';
import type { Scope, TfUnknown, TfValue } from './types.js';
import { isUnknownValue, remark, unknownFrom, withoutMark } from './values.js';

interface Writing {
  text: string;
  sensitive: boolean;
  readonly open: TfValue[];
}

/** A single interpolation has the value of what it holds; everything else is a string. */
export function evaluateTemplate(parts: readonly TemplatePart[], scope: Scope, evaluatePart: Evaluator): TfValue {
  const [only] = parts;
  if (parts.length === 1 && only?.kind === 'interpolation') return evaluatePart(only.expression, scope);
  const writing: Writing = { text: '', sensitive: false, open: [] };
  for (const part of parts) write(part, scope, evaluatePart, writing);
  const value: string | TfUnknown = writing.open.length > 0 ? unknownFrom(writing.open) : writing.text.normalize('NFC');
  return remark(value, writing.sensitive);
}

function write(part: TemplatePart, scope: Scope, evaluatePart: Evaluator, writing: Writing): void {
  spend(scope.budget, 'steps', 1);
  switch (part.kind) {
    case 'text':
      append(part.value, scope, writing);
      return;
    case 'interpolation': {
      const value = take(evaluatePart(part.expression, scope), writing);
      if (value === null) fail(msg`null is put into a string`, part.expression.at);
      if (isUnknownValue(value)) writing.open.push(value);
      else append(toText(value), scope, writing);
      return;
    }
    case 'if': {
      const condition = take(evaluatePart(part.condition, scope), writing);
      if (condition === null) fail(msg`the condition is null`, part.condition.at);
      const chosen = convertTo(condition, 'bool');
      if (isUnknownValue(chosen)) writing.open.push(chosen);
      else
        for (const inner of chosen === true ? part.whenTrue : part.whenFalse)
          write(inner, scope, evaluatePart, writing);
      return;
    }
    case 'for': {
      const collection = take(evaluatePart(part.collection, scope), writing);
      const elements =
        elementsOf(collection) ?? fail(msg`this value has no elements to go through`, part.collection.at);
      if (isUnknownValue(elements as TfValue)) {
        writing.open.push(elements as TfUnknown);
        return;
      }
      for (const [key, value] of elements as Iterable<readonly [TfValue, TfValue]>) {
        const inside = withVariables(scope, part.iterator, key, value);
        for (const inner of part.parts) write(inner, inside, evaluatePart, writing);
      }
    }
  }
}

function take(value: TfValue, writing: Writing): TfValue {
  const bare = withoutMark(value);
  writing.sensitive ||= bare.sensitive;
  return bare.value;
}

function append(text: string, scope: Scope, writing: Writing): void {
  spend(scope.budget, 'text', text.length);
  writing.text += text;
}
