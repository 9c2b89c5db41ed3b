/** Types as variables declare them: `string`, `list(object({ a = optional(string, "x") }))`. */
import { type Message, msg } from '../../../azure/message.js';
import type { Call, Expression } from '../hcl/ast.js';
import { convertTo } from './convert.js';
import { evaluate } from './evaluate.js';
import { EvaluationFailure, fail, failure } from './failure.js';
import type { AttributeType, Budget, Scope, TfFailure, TfType } from './types.js';
import { isFailure } from './values.js';

/** The type that an expression declares. Defaults inside it are literals, evaluated on the scope's budget. Never throws. */
export function typeConstraint(
  expression: Expression,
  { budget }: Pick<Scope, 'budget'>,
): { readonly type: TfType } | { readonly failure: TfFailure } {
  try {
    return { type: read(expression, literalScope(budget)) };
  } catch (error) {
    if (!(error instanceof EvaluationFailure)) throw error;
    return { failure: failure(error.what, error.at ?? expression.at) };
  }
}

/** A scope in which nothing has a name. */
function literalScope(budget: Budget): Scope {
  return {
    resolve: ({ kind }, at) => failure(msg`a default in a type may not refer to "${kind}"`, at),
    variables: new Map(),
    files: { read: () => null, list: () => [] },
    budget,
  };
}

const WORDS: ReadonlyMap<string, TfType> = new Map<string, TfType>([
  ['any', 'dynamic'],
  ['bool', 'bool'],
  ['number', 'number'],
  ['string', 'string'],
  // As they were written before Terraform 0.12, and still may be.
  ['list', { kind: 'list', element: 'dynamic' }],
  ['map', { kind: 'map', element: 'dynamic' }],
]);

const NO_TYPE: Message = msg`this is no type; types are "string", "number", "bool", "any", "list(...)", "set(...)", "map(...)", "tuple(...)" and "object(...)"`;

function read(expression: Expression, scope: Scope): TfType {
  if (expression.kind === 'parentheses') return read(expression.inner, scope);
  if (expression.kind === 'call') return readCall(expression, scope);
  const word =
    expression.kind === 'variable' ? expression.name : expression.kind === 'literal' ? expression.value : null;
  return (typeof word === 'string' ? WORDS.get(word) : undefined) ?? fail(NO_TYPE, expression.at);
}

function readCall({ name, arguments: args, at }: Call, scope: Scope): TfType {
  const [argument, ...others] = args;
  if (argument === undefined || others.length > 0) return fail(NO_TYPE, at);
  switch (name) {
    case 'list':
    case 'set':
    case 'map':
      return { kind: name, element: read(argument, scope) };
    case 'tuple': {
      if (argument.kind !== 'tuple') return fail(NO_TYPE, argument.at);
      return { kind: 'tuple', elements: argument.elements.map((element) => read(element, scope)) };
    }
    case 'object': {
      if (argument.kind !== 'object') return fail(NO_TYPE, argument.at);
      const attributes = new Map<string, AttributeType>();
      for (const { key, value } of argument.items) {
        if (key.kind !== 'literal' || typeof key.value !== 'string') return fail(NO_TYPE, key.at);
        attributes.set(key.value, readAttribute(value, scope));
      }
      return { kind: 'object', attributes };
    }
    default:
      return fail(NO_TYPE, at);
  }
}

function readAttribute(expression: Expression, scope: Scope): AttributeType {
  if (expression.kind !== 'call' || expression.name !== 'optional') {
    return { type: read(expression, scope), optional: false, fallback: null };
  }
  const [inner, byDefault, ...others] = expression.arguments;
  if (inner === undefined || others.length > 0) return fail(NO_TYPE, expression.at);
  const type = read(inner, scope);
  if (byDefault === undefined) return { type, optional: true, fallback: null };
  const value = evaluate(byDefault, scope);
  if (isFailure(value)) return fail(value.message, value.at);
  return { type, optional: true, fallback: convertTo(value, type) };
}
