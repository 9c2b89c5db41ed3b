/** The values of Terraform's expression language, and what an expression may ask of its surroundings. */
import type { Message } from '../../../azure/message.js';
import type { Position } from '../hcl/ast.js';

/**
 * A value. Null, booleans, numbers and strings are JavaScript's own; everything else says its `kind`.
 * Values are never changed once made, and any of them may stand inside another, but a `failure` stands only at the top.
 */
export type TfValue = Known | TfUnknown | TfSensitive | TfDeferred | TfFailure;

/** A value of which at least the shape is known. Unknown and sensitive ones may stand inside. */
export type Known = null | boolean | number | string | TfTuple | TfList | TfSet | TfObject | TfMap;

/** `[1, "a"]`: each element has its own type. */
export interface TfTuple {
  readonly kind: 'tuple';
  readonly items: readonly TfValue[];
}

/** Elements of one type, `tolist(…)`. */
export interface TfList {
  readonly kind: 'list';
  readonly element: TfType;
  readonly items: readonly TfValue[];
}

/** Elements of one type, each once, in Terraform's order. Where one is unknown, it may be the same as another: the size is then open. */
export interface TfSet {
  readonly kind: 'set';
  readonly element: TfType;
  readonly items: readonly TfValue[];
}

/** `{ a = 1 }`: each attribute has its own type. */
export interface TfObject {
  readonly kind: 'object';
  /** In Terraform's order (by name) wherever it is gone through. */
  readonly entries: ReadonlyMap<string, TfValue>;
  /** Where an object may have attributes that nothing here tells (those a provider computes): what each of them is. Else `null`. */
  readonly open: TfUnknown | null;
}

/** Values of one type by key, `tomap(…)`. */
export interface TfMap {
  readonly kind: 'map';
  readonly element: TfType;
  readonly entries: ReadonlyMap<string, TfValue>;
}

/** A value that the input leaves open. */
export interface TfUnknown {
  readonly kind: 'unknown';
  /** What it waits for, a clause without a full stop. */
  readonly reason: Message;
  /**
   * What it was made from, as a plan's `references` would say it, the most exact first:
   * `azurerm_subnet.a["x"].id`, `azurerm_subnet.a["x"]`, `azurerm_subnet.a`.
   */
  readonly references: readonly string[];
  /** Whether it was computed from what it refers to; otherwise it is the very value of `references[0]`. */
  readonly derived: boolean;
}

/** A value that may be computed with and never shown. What is made from it is sensitive too. */
export interface TfSensitive {
  readonly kind: 'sensitive';
  /** Never itself sensitive, never a failure. */
  readonly value: Known | TfUnknown;
}

/**
 * An object whose attributes are worked out when they are asked for: a module call, of which one output may depend on another
 * through a second module; a resource, of which one attribute is wanted.
 */
export interface TfDeferred {
  readonly kind: 'deferred';
  /** One attribute; `undefined` where there is none of that name. */
  readonly attribute: (name: string) => TfValue | undefined;
  /** All of it, for everything but taking an attribute. */
  readonly whole: () => TfValue;
}

/** What is wrong with an expression. `try` and `can` catch it; elsewhere it takes the place of the whole value. */
export interface TfFailure {
  readonly kind: 'failure';
  /** A clause without a full stop. It never holds a value, only names that stand in the text. */
  readonly message: Message;
  /** Where in the expression. */
  readonly at: Position;
}

/** The type of a value, or what an element or a variable must be converted to. `dynamic`: anything. */
export type TfType =
  | 'dynamic'
  | 'bool'
  | 'number'
  | 'string'
  | { readonly kind: 'list' | 'set' | 'map'; readonly element: TfType }
  | { readonly kind: 'tuple'; readonly elements: readonly TfType[] }
  | { readonly kind: 'object'; readonly attributes: ReadonlyMap<string, AttributeType> };

/** An attribute of an object type. Where it is `optional` and left out, its value is `fallback` (null if there is none). */
export interface AttributeType {
  readonly type: TfType;
  readonly optional: boolean;
  readonly fallback: TfValue;
}

/** What an expression names besides the variables of its own `for`s. */
export type Reference =
  | { readonly kind: 'var' | 'local' | 'module'; readonly name: string }
  /** `each.key`, `each.value`, `count.index`, `path.module`, `terraform.workspace` */
  | { readonly kind: 'each' | 'count' | 'path' | 'terraform'; readonly name: string }
  /** In `type` and `name` as they are written: `azurerm_subnet`, `a`. `data` and `ephemeral` resources say so. */
  | {
      readonly kind: 'resource';
      readonly mode: 'managed' | 'data' | 'ephemeral';
      readonly type: string;
      readonly name: string;
    }
  | { readonly kind: 'self' };

/** The files that functions such as `file` may read. The reader answers, and keeps inside the folder. */
export interface Files {
  /** The bytes of a file; an unknown where it may not or cannot be read here; `null` where there is none. */
  readonly read: (path: string) => Uint8Array | TfUnknown | null;
  /** The paths below a folder (relative to it, with `/`) of all regular files; an unknown where that cannot be told. */
  readonly list: (folder: string) => readonly string[] | TfUnknown;
}

/** What surrounds an expression. */
export interface Scope {
  /** The value of what is named; a failure (made by `failure()`) where there is nothing of that name. Instances with `count` are a tuple, with `for_each` an object. */
  readonly resolve: (reference: Reference, at: Position) => TfValue;
  /** Names without a prefix: those of the enclosing `for`s, of a template's variables, of a dynamic block's iterator. */
  readonly variables: ReadonlyMap<string, TfValue>;
  readonly files: Files;
  /** Shared by everything that is worked out in one run. Made by `newBudget()`. */
  readonly budget: Budget;
}

/** How much may still be spent. What would go beyond becomes an unknown that names the limit. */
export interface Budget {
  /** Nodes and elements visited. */
  steps: number;
  /** UTF-16 units of text made. */
  text: number;
  /** Elements of collections made. */
  items: number;
  /** Levels of expressions inside each other, through locals and modules too. It is given back on the way out. */
  depth: number;
}

/*
 * The functions over these types, each in a file of its own name:
 *
 * evaluate.ts         evaluate(expression, scope): TfValue                  never throws; unknown once the budget is used up
 * budget.ts           newBudget(limits?): Budget
 * failure.ts          failure(message, at): TfFailure
 * values.ts           unknownOf(reason, references?, derived?)              objectOf(entries, open?), tupleOf(items), markSensitive(value)
 *                     settle(value): a deferred one made whole; throws      withoutMark(value), unknownsIn(value), hasUnknown(value)
 * types-of.ts         typeOf(value): TfType
 * access.ts           takeAttribute(value, name), takeElement(value, key)   as `value.name` and `value[key]`; throw
 * convert.ts          convert(value, type, at, budget): TfValue             as Terraform converts arguments and variables; never throws
 * type-constraint.ts  typeConstraint(expression, scope)                     `list(object({ a = optional(string, "x") }))`; never throws
 * plain.ts            fromPlain(json)                                       JSON to a value
 */
