/** What a function of the language is: its parameters, how it treats what is open, and what it does. */
import { msg } from '../../../../azure/message.js';
import type { TemplatePart } from '../../hcl/ast.js';
import { fail } from '../failure.js';
import type { Budget, Files, TfMap, TfObject, TfType, TfValue } from '../types.js';
import { isMapping, isSequence, type Mapping, type Sequence } from '../values.js';

/** What a function may use besides its arguments. */
export interface CallContext {
  readonly budget: Budget;
  readonly files: Files;
  /** Evaluates a template with these variables and nothing else. */
  readonly template: (parts: readonly TemplatePart[], variables: Mapping) => TfValue;
  /** Whether a template is being evaluated for `templatefile` or `templatestring`. */
  readonly inTemplate: boolean;
}

export interface TfFunction {
  /** Types that the arguments are converted to. */
  readonly parameters: readonly TfType[];
  /** How many of `parameters` may be left out, counted from the last. */
  readonly optional: number;
  /** The type of any further arguments. */
  readonly rest: TfType | null;
  /** Whether arguments may be null. */
  readonly nullable: boolean;
  /**
   * `whole`: one open value anywhere makes the result open, one sensitive value makes it sensitive.
   * `elements`: that holds for the arguments themselves, while elements are handed through as they are.
   * `all`: the function sees everything as it is, and answers for it.
   */
  readonly sees: 'whole' | 'elements' | 'all';
  /** Arguments are settled. @throws EvaluationFailure, Undecided, LimitReached */
  readonly run: (args: readonly TfValue[], context: CallContext) => TfValue;
}

export type Entry = readonly [name: string, definition: TfFunction];

type Run = TfFunction['run'];

interface Options {
  readonly optional?: number;
  readonly rest?: TfType;
  readonly nullable?: boolean;
  readonly sees?: TfFunction['sees'];
}

/** One function of the table. */
export function define(name: string, parameters: readonly TfType[], run: Run, options: Options = {}): Entry {
  const { optional = 0, rest = null, nullable = false, sees = 'whole' } = options;
  return [name, { parameters, optional, rest, nullable, sees, run }];
}

export const STRINGS: TfType = { kind: 'list', element: 'string' };
export const NUMBERS: TfType = { kind: 'list', element: 'number' };
export const LIST: TfType = { kind: 'list', element: 'dynamic' };
export const SET: TfType = { kind: 'set', element: 'dynamic' };
export const MAP: TfType = { kind: 'map', element: 'dynamic' };

/** An argument, which the conversion has made a string. */
export const text = (value: TfValue | undefined): string =>
  typeof value === 'string' ? value : fail(msg`a string is needed here`);

export const number = (value: TfValue | undefined): number =>
  typeof value === 'number' ? value : fail(msg`a number is needed here`);

/** A whole number that a double keeps. */
export function integer(value: TfValue | undefined): number {
  const found = number(value);
  return Number.isSafeInteger(found) ? found : fail(msg`a whole number is needed here`);
}

export const sequence = (value: TfValue | undefined): Sequence =>
  value !== undefined && isSequence(value) ? value : fail(msg`a list is needed here`);

/** The elements of a list, set or tuple. */
export const items = (value: TfValue | undefined): readonly TfValue[] => sequence(value).items;

/** The elements of a list of strings. Null is none. */
export const texts = (value: TfValue | undefined): readonly string[] => items(value).map(text);

export const mapping = (value: TfValue | undefined): TfObject | TfMap =>
  value !== undefined && isMapping(value) ? value : fail(msg`a map is needed here`);

export const listOf = (element: TfType, values: readonly TfValue[]): TfValue => ({
  kind: 'list',
  element,
  items: values,
});
