/** Evaluating a text in tests, with whatever its surroundings need. */
import { msg } from '../../../../src/azure/message.js';
import { newBudget } from '../../../../src/sources/terraform/evaluation/budget.js';
import { evaluate } from '../../../../src/sources/terraform/evaluation/evaluate.js';
import { failure } from '../../../../src/sources/terraform/evaluation/failure.js';
import type {
  Budget,
  Reference,
  Scope,
  TfUnknown,
  TfValue,
} from '../../../../src/sources/terraform/evaluation/types.js';
import { parseExpressionText } from '../../../../src/sources/terraform/hcl/parser.js';

/** A reference as it is written. */
export function written(reference: Reference): string {
  if (reference.kind === 'self') return 'self';
  if (reference.kind !== 'resource') return `${reference.kind}.${reference.name}`;
  const address = `${reference.type}.${reference.name}`;
  return reference.mode === 'managed' ? address : `${reference.mode}.${address}`;
}

export interface Surroundings {
  /** Values by what is written: `var.a`, `azurerm_subnet.a`. */
  readonly values?: Readonly<Record<string, TfValue>>;
  readonly files?: Readonly<Record<string, string | Uint8Array | TfUnknown>>;
  readonly budget?: Budget;
}

export function scopeOf({ values = {}, files = {}, budget = newBudget() }: Surroundings = {}): Scope {
  return {
    resolve(reference, at) {
      const name = written(reference);
      const found = Object.hasOwn(values, name) ? values[name] : undefined;
      return found === undefined ? failure(msg`${name} is not declared`, at) : found;
    },
    variables: new Map(),
    files: {
      read(path) {
        const content = Object.hasOwn(files, path) ? files[path] : undefined;
        if (content === undefined) return null;
        return typeof content === 'string' ? new TextEncoder().encode(content) : content;
      },
      list: (folder) => (folder === '.' ? Object.keys(files) : []),
    },
    budget,
  };
}

/** The value of a text, which must parse. */
export function evaluated(text: string, surroundings?: Surroundings): TfValue {
  const { value, fault } = parseExpressionText(text);
  if (fault !== null) throw new Error(`${text}: ${fault.message}`);
  return evaluate(value, scopeOf(surroundings));
}
