/** What the expression language of templates works on: its values, its tree, and the surroundings that a template gives it. */
import type { Message } from '../../../azure/message.js';

/** The key under which an {@link Open} keeps what only the language needs; mapping sees an `Unknown` and nothing else. */
export const OPEN: unique symbol = Symbol('open');

/** What is known of the type of an open value. */
export type ArmType = 'string' | 'int' | 'bool' | 'array' | 'object' | 'null';

/**
 * A value that the template leaves open. It may stand anywhere in arrays and objects, and is an `Unknown` to whoever maps the result. Made by
 * `open(...)` of `open.ts`, never by hand.
 */
export interface Open {
  /** Why: a clause without a full stop that names what is missing. */
  readonly unknown: Message;
  readonly [OPEN]: OpenDetails;
}

export interface OpenDetails {
  /** The unresolved expression with its decided arguments put in: `reference('/…/vnet1').addressSpace`. Shortened where it is long. */
  readonly text: string;
  /** Two open values with the same identity are the same value, whatever it is: `uniqueString(resourceGroup().id)` twice. */
  readonly identity: string;
  /** `null` where not even the type is known. */
  readonly type: ArmType | null;
  /** Of an open string: what it is made of, in order, open parts among known ones (`['/subscriptions/', Open, '/resourceGroups/rg1']`). */
  readonly parts: readonly (string | Open)[] | null;
  /** Of an open object: the members that are decided although others are not. */
  readonly members: ArmObject | null;
  /** All that the value can be, where that is known: the branches of an `if` whose condition is open. */
  readonly alternatives: readonly ArmValue[] | null;
  /** An open string that has no `/` in it, as the name of a resource group. */
  readonly segment: boolean;
  /** Stands in an array for any number of elements, also none: what `concat` makes of an array that is open as a whole. */
  readonly spread: boolean;
  /** The value is there but must not be looked at. */
  readonly secure: boolean;
}

/** JSON values, any of which may be open. Integers are exact: what does not fit a double is open or an error. */
export type ArmValue = null | boolean | number | string | Open | readonly ArmValue[] | ArmObject;

/** An object without a prototype, so that no name in it is special. Its names are compared without case, as ARM does. */
export interface ArmObject {
  readonly [name: string]: ArmValue;
}

/** The tree of an expression. Offsets are zero-based characters of the text that was parsed, its bracket included. */
export type Expression =
  | { readonly kind: 'literal'; readonly value: string | number | boolean | null; readonly at: number }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly Expression[]; readonly at: number }
  /** `a.b`, `a['b']`, `a[0]`. */
  | { readonly kind: 'member'; readonly object: Expression; readonly key: Expression; readonly at: number };

/** Where a deployment goes; it decides what `resourceId` means. */
export type DeploymentLevel = 'resourceGroup' | 'subscription' | 'managementGroup' | 'tenant';

/** How `reference`, `references` and `resourceInfo` ask for a resource or a deployment of the template. */
export interface ReferenceRequest {
  /** `reference`: properties, or all with `full`; `references`: an array of these; `resourceInfo`: id, name, type and the like. */
  readonly form: 'reference' | 'references' | 'resourceInfo';
  /** A resource id, the name of a resource or a symbolic name. An {@link Open} string may have parts that are known. */
  readonly target: string | Open;
  /** `null` where the call names none: a resource of this template then. */
  readonly apiVersion: string | null;
  readonly full: boolean;
}

/**
 * What surrounds an expression. Names are passed as written; they are to be compared without case. A lookup answers `undefined` where there is no such
 * thing, which becomes an error with its place, and an {@link Open} where the template does not decide it.
 */
export interface Scope {
  readonly budget: Budget;
  readonly level: DeploymentLevel;
  readonly parameter: (name: string) => ArmValue | undefined;
  readonly variable: (name: string) => ArmValue | undefined;
  /** The index of the innermost loop (`null`) or of a named one, without the offset. */
  readonly copyIndex: (loop: string | null) => number | Open | undefined;
  /** `undefined`: nothing of this template; the language then makes an open value that carries the expression. */
  readonly reference: (request: ReferenceRequest) => ArmValue | undefined;
  /** A function of the template's own; `undefined` where there is none. The arguments are evaluated. */
  readonly userFunction: (namespace: string, name: string, args: readonly ArmValue[]) => ArmValue | undefined;
  /** Each an object in the shape of the public reference (`id`, `name`, `location` …), with open members where needed, or open altogether. */
  readonly resourceGroup: () => ArmValue;
  readonly subscription: () => ArmValue;
  readonly managementGroup: () => ArmValue;
  readonly tenant: () => ArmValue;
  readonly deployment: () => ArmValue;
  readonly environment: () => ArmValue;
}

/** What one run over a template may cost; shared by all its expressions and nested templates, so that nothing multiplies. */
export interface Limits {
  /** Nodes of expressions and elements that are looked at. */
  readonly steps: number;
  /** Characters of all strings that are made. */
  readonly characters: number;
  /** Elements and members of all arrays and objects that are made. */
  readonly items: number;
  /** Expressions within expressions, across variables and functions of the template. */
  readonly depth: number;
}

/** What is left of {@link Limits}. Only `budget.ts` writes to it; use `spend` and `deeper` from there. */
export interface Budget {
  readonly limits: Limits;
  steps: number;
  characters: number;
  items: number;
  depth: number;
  /** Numbers what is different each time it is asked for (`newGuid`). */
  unique: number;
  /** Expressions that have been parsed, by their text: loops evaluate the same one many times. */
  readonly parsed: Map<string, Expression>;
}
