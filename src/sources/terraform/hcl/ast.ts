/** The syntax tree of Terraform's language: what a file says, with the place of every node, and nothing evaluated. */

/** A place in the text. `offset` counts UTF-16 units from 0; lines and columns count from 1, columns in UTF-16 units. */
export interface Position {
  readonly offset: number;
  readonly line: number;
  readonly column: number;
}

/** Every node begins `at` a place and ends before the offset `end`: `text.slice(node.at.offset, node.end)` is its source. */
export interface Node {
  readonly at: Position;
  readonly end: number;
}

/** A file, or what stands between a block's braces. */
export interface Body extends Node {
  readonly attributes: ReadonlyMap<string, Attribute>;
  /** In the order of the file. */
  readonly blocks: readonly Block[];
}

/** `name = expression`. */
export interface Attribute extends Node {
  readonly name: string;
  readonly expression: Expression;
}

/** `type "label" … { … }`. */
export interface Block extends Node {
  readonly type: string;
  readonly labels: readonly string[];
  readonly body: Body;
}

/** A string without templates, a number, `true`, `false` or `null`. Numbers beyond a double's range are infinite. */
export interface Literal extends Node {
  readonly kind: 'literal';
  readonly value: string | number | boolean | null;
}

/**
 * A string with templates in it. A single interpolation and nothing else (`"${x}"`) has the value and the type of `x`;
 * anything else is a string.
 */
export interface Template extends Node {
  readonly kind: 'template';
  readonly parts: readonly TemplatePart[];
}

/** Escapes, strip markers (`~`) and the indentation of `<<-` are already applied to `text`. */
export type TemplatePart =
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'interpolation'; readonly expression: Expression }
  | {
      readonly kind: 'if';
      readonly condition: Expression;
      readonly whenTrue: readonly TemplatePart[];
      readonly whenFalse: readonly TemplatePart[];
    }
  | {
      readonly kind: 'for';
      readonly iterator: Iterator;
      readonly collection: Expression;
      readonly parts: readonly TemplatePart[];
    };

/** The names that a `for` binds: `for value in`, `for key, value in`. */
export interface Iterator {
  readonly key: string | null;
  readonly value: string;
}

/** A name by itself: the root of a reference, or an iterator. */
export interface Variable extends Node {
  readonly kind: 'variable';
  readonly name: string;
}

/** An expression followed by steps: `source.a["b"][*].c`. The list is flat, so that a long chain is no deep tree. */
export interface Traversal extends Node {
  readonly kind: 'traversal';
  readonly source: Expression;
  readonly steps: readonly Step[];
}

/**
 * One step of a traversal. A splat holds the steps that are taken on each element: all that follow a full splat (`[*]`),
 * only the attributes (and legacy indexes) that follow an attribute-only one (`.*`).
 */
export type Step =
  | { readonly kind: 'attribute'; readonly name: string }
  | { readonly kind: 'index'; readonly key: Expression; readonly legacy: boolean }
  | { readonly kind: 'splat'; readonly full: boolean; readonly steps: readonly Step[] };

/** `name(arguments…)`. A provider's function has `::` in its name. */
export interface Call extends Node {
  readonly kind: 'call';
  readonly name: string;
  readonly arguments: readonly Expression[];
  /** Whether `...` spreads the last argument. */
  readonly spread: boolean;
}

export interface Conditional extends Node {
  readonly kind: 'conditional';
  readonly condition: Expression;
  readonly whenTrue: Expression;
  readonly whenFalse: Expression;
}

export interface Unary extends Node {
  readonly kind: 'unary';
  readonly operator: '-' | '!';
  readonly operand: Expression;
}

export type BinaryOperator = '||' | '&&' | '==' | '!=' | '<' | '>' | '<=' | '>=' | '+' | '-' | '*' | '/' | '%';

/** Operators of one precedence, applied from left to right: `first op operand op operand …`. Flat for the same reason as {@link Traversal}. */
export interface Operation extends Node {
  readonly kind: 'operation';
  readonly first: Expression;
  readonly rest: readonly { readonly operator: BinaryOperator; readonly operand: Expression }[];
}

/** `( … )`: a node of its own, because `(a).b` is no reference to `a.b`. */
export interface Parentheses extends Node {
  readonly kind: 'parentheses';
  readonly inner: Expression;
}

export interface Tuple extends Node {
  readonly kind: 'tuple';
  readonly elements: readonly Expression[];
}

/** `{ key = value }`. A bare word as key is the literal string that it spells. */
export interface ObjectConstructor extends Node {
  readonly kind: 'object';
  readonly items: readonly { readonly key: Expression; readonly value: Expression }[];
}

/** `[for … : value if condition]`, `{for … : key => value... if condition}`. */
export interface ForExpression extends Node {
  readonly kind: 'for';
  readonly iterator: Iterator;
  readonly collection: Expression;
  /** `null` where the result is a tuple. */
  readonly key: Expression | null;
  readonly value: Expression;
  /** Whether `...` groups values by key. */
  readonly grouped: boolean;
  readonly condition: Expression | null;
}

export type Expression =
  | Literal
  | Template
  | Variable
  | Traversal
  | Call
  | Conditional
  | Unary
  | Operation
  | Parentheses
  | Tuple
  | ObjectConstructor
  | ForExpression;
