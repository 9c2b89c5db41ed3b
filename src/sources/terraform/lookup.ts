/** What the reader of a plan asks of the `.tf` files beside it: places of blocks, and expressions that a plan does not hold. */
import type { Location } from '../../azure/model.js';

/** A step into a value, already evaluated: an attribute or key, or an index. */
export type LookupStep = string | number;

/** The references of an expression, exactly as they are written. */
export interface ExactReferences {
  /**
   * Whole traversals with their index expressions in place: `azurerm_subnet.this[each.key].id`, `azurerm_subnet.this[count.index + 1].id`.
   * No prefixes of them, no iterators of `for` and `dynamic`.
   */
  readonly references: readonly string[];
  /** How many of the given steps led into constructors (`{ a = … }`, `[…]`) before the references were taken. */
  readonly taken: number;
}

/** What an open value of an evaluated configuration was made from. */
export interface Origin {
  /** Full addresses with their attributes: `module.net["a"].azurerm_subnet.this.id`, each followed by its prefixes. */
  readonly references: readonly string[];
  /** It was computed from these; otherwise it is the very value of the first. */
  readonly derived: boolean;
}

/** A configuration that was evaluated with the variables of the plan beside it. It is asked where the plan itself leaves something open. */
export interface Evaluated {
  /** What the open value of an instance's attribute was made from; `null` where the evaluation does not tell. */
  originOf(instance: string, path: readonly (string | number)[]): Origin | null;
  /** Whether the instance has nested blocks of that type in its source, and none of them is made. */
  makesNoBlocks(instance: string, blockType: string): boolean;
}

/**
 * The configuration's source. Modules are named by their calls from the root, without keys: `[]`, `['net', 'subnets']`.
 * Addresses are those of the plan's configuration: `azurerm_subnet.this`, `data.azurerm_subnet.this`.
 * Every function answers `null` for what it does not know.
 */
export interface ConfigurationLookup {
  blockLocation(module: readonly string[], address: string): Location | null;
  /** The call of a module. */
  callLocation(module: readonly string[]): Location | null;
  /** The nested block of that type whose `name` is the text; the `content` of the `dynamic` block where names are computed. */
  nestedLocation(module: readonly string[], address: string, blockType: string, name: string): Location | null;
  /** Whether the resource has a `dynamic` block of that type. */
  hasDynamicBlock(module: readonly string[], address: string, blockType: string): boolean | null;
  localReferences(module: readonly string[], name: string, steps: readonly LookupStep[]): ExactReferences | null;
  /** The value of a local that is a literal. */
  localValue(module: readonly string[], name: string): { readonly value: unknown } | null;
  outputReferences(module: readonly string[], name: string, steps: readonly LookupStep[]): ExactReferences | null;
  /** An argument of a module call, or its `for_each`. */
  argumentReferences(
    module: readonly string[],
    call: string,
    name: string,
    steps: readonly LookupStep[],
  ): ExactReferences | null;
  /** An attribute of a resource, at a path through its nested blocks (the index of a block is that of its kind), or its `for_each`. */
  attributeReferences(
    module: readonly string[],
    address: string,
    path: readonly (string | number)[],
    steps: readonly LookupStep[],
  ): ExactReferences | null;
  /** The object that is spelled out at a path inside of an attribute's value. */
  valueLocation?(module: readonly string[], address: string, path: readonly (string | number)[]): Location | null;
  /** Whether the `for_each` of a resource, or of the call of that name, is certainly a set, whose values are its keys. */
  loopsOverSet?(module: readonly string[], of: { readonly resource: string } | { readonly call: string }): boolean;
  /** Where the configuration was evaluated: what the open value of an instance's attribute was made from; `null` where it is not open. */
  originOf?(instance: string, path: readonly (string | number)[]): Origin | null;
  /** Only beside a plan. */
  readonly evaluated?: Evaluated;
  /** Where the configuration was evaluated: the block that made this item of an instance's nested blocks. */
  itemLocation?(instance: string, path: readonly (string | number)[]): Location | null;
}
