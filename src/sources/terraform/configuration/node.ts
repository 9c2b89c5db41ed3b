/** What the graph of a configuration is made of, and what all of its parts need: values once, circles told, failures open. */
import { type Message, msg } from '../../../azure/message.js';
import type { Diagnostic, Location } from '../../../azure/model.js';
import type { BlockSource } from '../block-source.js';
import { evaluate } from '../evaluation/evaluate.js';
import { failure } from '../evaluation/failure.js';
import type { Budget, Files, Scope, TfValue } from '../evaluation/types.js';
import { objectOf, tupleOf, unknownOf } from '../evaluation/values.js';
import type { ConfigurationFolder, ModuleSource } from '../folder.js';
import type { Expression, Position } from '../hcl/ast.js';
import type { InstanceKey } from '../instances.js';
import { type Expansion, expand, type Repeated } from './expansion.js';
import type { Presence } from './presence.js';

/** One run over one folder. */
export interface Run {
  readonly folder: ConfigurationFolder;
  readonly files: Files;
  readonly budget: Budget;
  /** The values of root variables that were given from outside. */
  readonly inputs: ReadonlyMap<string, { readonly value: TfValue; readonly location: Location | null }>;
  /** The workspace that `terraform workspace select` has chosen in the folder, where it shows. */
  readonly workspace: string | null;
  readonly report: (severity: Diagnostic['severity'], message: Message, location: Location | null) => void;
  /** What is being worked out right now, from the outermost on: where it is asked for again there is a circle. */
  readonly pending: Map<string, Location | null>;
  instancesLeft: number;
  modulesLeft: number;
}

/** An instance of a module. */
export interface ModuleNode {
  readonly run: Run;
  /** `module.net["a"]`; empty for the root. */
  readonly address: string;
  /** Names of the calls from the root, without keys. */
  readonly path: readonly string[];
  readonly source: ModuleSource;
  readonly presence: Presence;
  /** The instance that calls it, with the call. */
  readonly caller: { readonly module: ModuleNode; readonly block: BlockSource; readonly repeated: Repeated } | null;
  /**
   * The scope of the expressions of a block.
   * @param repeated what `each` and `count` are; `null` outside of blocks that have them
   */
  readonly scope: (repeated: Repeated | null, variables?: ReadonlyMap<string, TfValue>) => Scope;
  /** What was worked out so far, by what it is called: `var.region`, `local.rules`, `output.id`. */
  readonly values: Map<string, TfValue>;
  readonly resources: Map<string, ResourceNode>;
  readonly calls: Map<string, CallNode>;
}

/** A call of a module in a module instance. */
export interface CallNode {
  readonly expansion: Expansion;
  /** By key; none where the module is not read. */
  readonly instances: ReadonlyMap<InstanceKey, ModuleNode>;
  /** Why the module is not read; `null` where it is. */
  readonly problem: Message | null;
}

/** A resource (or data source) block in a module instance. */
export interface ResourceNode {
  readonly module: ModuleNode;
  /** In full, without key. */
  readonly address: string;
  readonly mode: 'managed' | 'data';
  readonly type: string;
  readonly name: string;
  readonly block: BlockSource;
  readonly expansion: Expansion;
  readonly instances: ReadonlyMap<InstanceKey, InstanceNode>;
}

export interface InstanceNode {
  readonly node: ResourceNode;
  /** In full, with its key. */
  readonly address: string;
  readonly repeated: Repeated;
  /** What was worked out so far, by attribute: as it is written, and as others see it. */
  readonly written: Map<string, TfValue>;
  readonly seen: Map<string, TfValue>;
}

/** Instances of modules and of resources that one run makes at most. */
export const MAXIMUM_INSTANCES = 50_000;
export const MAXIMUM_MODULES = 2_000;

/** An address inside a module instance. */
export function inModule(module: ModuleNode, address: string): string {
  return module.address === '' ? address : `${module.address}.${address}`;
}

/** Works something out once; asks for itself on the way: a circle, which is told. */
export function once(
  module: ModuleNode,
  name: string,
  location: Location | null,
  work: () => TfValue,
  values: Map<string, TfValue> = module.values,
): TfValue {
  const known = values.get(name);
  if (known !== undefined) return known;
  const { pending, report, budget } = module.run;
  const full = inModule(module, name);
  if (pending.has(full)) {
    const names = [...pending.keys()];
    const circle = names.slice(names.indexOf(full));
    const way = [...circle.slice(0, MAXIMUM_NAMED), ...(circle.length > MAXIMUM_NAMED ? ['…'] : []), full].join(' → ');
    report('error', msg`${full} is defined by itself: ${way}`, pending.get(full) ?? location);
    return unknownOf(msg`${full} is defined by itself`);
  }
  pending.set(full, location);
  // The way from one definition to the next takes more of the stack than one level of an expression.
  budget.depth -= LEVELS_OF_A_DEFINITION;
  try {
    const value = work();
    values.set(name, value);
    return value;
  } finally {
    budget.depth += LEVELS_OF_A_DEFINITION;
    pending.delete(full);
  }
}

const LEVELS_OF_A_DEFINITION = 2;

/** Members of a circle that its message names. */
const MAXIMUM_NAMED = 8;

/** The value of an expression; what is wrong with it is told, and open. @param file that the expression stands in */
export function evaluated(module: ModuleNode, expression: Expression, scope: Scope, file: string): TfValue {
  return withoutFailure(module, evaluate(expression, scope), file);
}

function withoutFailure(module: ModuleNode, value: TfValue, file: string): TfValue {
  if (typeof value !== 'object' || value === null || value.kind !== 'failure') return value;
  const { line, column } = value.at;
  module.run.report('warning', value.message, { file, line, column });
  return unknownOf(msg`an expression cannot be evaluated: ${value.message}`);
}

/** What a name is that no file declares: wrong, or open where a file could not be read. */
export function notDeclared(module: ModuleNode, name: string, at: Position): TfValue {
  const [unread] = module.source.unread;
  const full = inModule(module, name);
  if (unread !== undefined) return unknownOf(msg`${full} may be declared in ${unread}, which cannot be read`, [full]);
  return failure(msg`${name} is not declared`, at);
}

/** The instances of a block, in the limits of the run. @param address in full, without key */
export function expansionOf(module: ModuleNode, address: string, block: BlockSource): Expansion {
  const { run } = module;
  const full = `${address} (count, for_each)`;
  if (run.pending.has(full)) {
    run.report('error', msg`how often ${address} is there depends on itself`, block.location);
    const why = unknownOf(msg`how often ${address} is there depends on itself`, [address]);
    const presence = { reason: why.reason, many: true };
    return { kind: 'open', items: [{ key: null, presence, each: { key: why, value: why }, index: why }], open: why };
  }
  run.pending.set(full, block.location);
  const expansion = expand(block, {
    address,
    scope: module.scope(null),
    left: () => run.instancesLeft,
    warn: (message, { at }) =>
      run.report('warning', message, { file: block.location.file, line: at.line, column: at.column }),
  });
  run.pending.delete(full);
  run.instancesLeft -= expansion.items.length;
  return expansion;
}

/** Instances as an expression sees them: one thing, a list, or a map. */
export function instancesValue(expansion: Expansion, address: string, one: (item: Repeated) => TfValue): TfValue {
  const { kind, items, open } = expansion;
  if (open !== null) {
    return unknownOf(msg`the instances of ${address} are open, since ${open.reason}`, [address]);
  }
  const [first] = items;
  if (kind === 'single' && first !== undefined) return one(first);
  if (kind === 'count') return tupleOf(items.map(one));
  return objectOf(new Map(items.map((item) => [String(item.key), one(item)])));
}
