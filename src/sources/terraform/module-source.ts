/** What the files of one module declare, block by block. */
import { type Message, msg } from '../../azure/message.js';
import type { Location } from '../../azure/model.js';
import { type BlockSource, blockSource, locationOf, overrideBlock } from './block-source.js';
import type { Block, Body, Expression } from './hcl/ast.js';
import { literalValue } from './hcl/literals.js';

/** What a module of a configuration declares. Keys come from the files, hence maps. */
export interface ModuleSource {
  /** Absolute. */
  readonly folder: string;
  /** From the root module's folder, with forward slashes; `.` for the root. */
  readonly relative: string;
  /** `azurerm_subnet.this`, `data.azurerm_subnet.this`. */
  readonly resources: ReadonlyMap<string, BlockSource>;
  readonly locals: ReadonlyMap<string, Expression>;
  readonly localPlaces: ReadonlyMap<string, Location>;
  /** The `value` of each output. */
  readonly outputs: ReadonlyMap<string, Expression>;
  readonly outputPlaces: ReadonlyMap<string, Location>;
  readonly sensitiveOutputs: ReadonlySet<string>;
  readonly variables: ReadonlyMap<string, VariableSource>;
  /** Module calls by name. */
  readonly calls: ReadonlyMap<string, BlockSource>;
  /** Files that could not be read or parsed: what they declare is not here. */
  readonly unread: readonly string[];
}

export interface VariableSource {
  readonly default?: Expression;
  /** The type constraint, where there is one. */
  readonly type?: Expression;
  /** What is ephemeral counts as sensitive too: neither is ever shown. */
  readonly sensitive: boolean;
  /** False: `null` from outside means the default. */
  readonly nullable: boolean;
  readonly location: Location;
}

export interface MutableModule extends ModuleSource {
  readonly resources: Map<string, BlockSource>;
  readonly locals: Map<string, Expression>;
  readonly localPlaces: Map<string, Location>;
  readonly outputs: Map<string, Expression>;
  readonly outputPlaces: Map<string, Location>;
  readonly sensitiveOutputs: Set<string>;
  readonly variables: Map<string, VariableSource>;
  readonly calls: Map<string, BlockSource>;
  readonly unread: string[];
}

export function emptyModule(folder: string, relative: string): MutableModule {
  return {
    folder,
    relative,
    resources: new Map(),
    locals: new Map(),
    localPlaces: new Map(),
    outputs: new Map(),
    outputPlaces: new Map(),
    sensitiveOutputs: new Set(),
    variables: new Map(),
    calls: new Map(),
    unread: [],
  };
}

/** Says what is odd about a declaration. */
export type Say = (message: Message, location: Location) => void;

/** Adds what a file declares. What is no declaration of a network (`provider`, `terraform`, `moved`, `import`, `check`, …) is passed over. */
export function addBody(module: MutableModule, body: Body, file: string, override: boolean, say: Say): void {
  for (const block of body.blocks) {
    const [first, second] = block.labels;
    if (block.type === 'locals') {
      for (const [name, { expression, at }] of block.body.attributes) {
        module.locals.set(name, expression);
        module.localPlaces.set(name, locationOf(file, at));
      }
    } else if (first === undefined) {
    } else if (block.type === 'module') {
      addBlock(module.calls, first, blockSource(block, file), override, say);
    } else if (block.type === 'output') {
      const value = block.body.attributes.get('value');
      if (value !== undefined) {
        module.outputs.set(first, value.expression);
        module.outputPlaces.set(first, locationOf(file, value.at));
      }
      if (isTrue(block.body, 'sensitive') || isTrue(block.body, 'ephemeral')) module.sensitiveOutputs.add(first);
    } else if (block.type === 'variable') {
      addVariable(module.variables, first, block, file);
    } else if (second !== undefined && (block.type === 'resource' || block.type === 'data')) {
      const address = `${block.type === 'data' ? 'data.' : ''}${first}.${second}`;
      addBlock(module.resources, address, blockSource(block, file), override, say);
    }
  }
}

function isTrue(body: Body, name: string): boolean {
  const value = body.attributes.get(name);
  return value !== undefined && [true, 'true'].includes(literalValue(value.expression) as string | boolean);
}

function addVariable(variables: Map<string, VariableSource>, name: string, block: Block, file: string): void {
  const known = variables.get(name);
  const { attributes } = block.body;
  const fallback = attributes.get('default')?.expression ?? known?.default;
  const type = attributes.get('type')?.expression ?? known?.type;
  const nullable = attributes.get('nullable');
  variables.set(name, {
    ...(fallback === undefined ? {} : { default: fallback }),
    ...(type === undefined ? {} : { type }),
    sensitive: known?.sensitive === true || isTrue(block.body, 'sensitive') || isTrue(block.body, 'ephemeral'),
    nullable: nullable === undefined ? (known?.nullable ?? true) : isTrue(block.body, 'nullable'),
    location: known?.location ?? locationOf(file, block.at),
  });
}

function addBlock(map: Map<string, BlockSource>, key: string, block: BlockSource, override: boolean, say: Say): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, block);
  else if (override) map.set(key, overrideBlock(known, block));
  else {
    const place = `${known.location.file}:${known.location.line}`;
    say(msg`${key} is declared twice, first in ${place}; this one is left out`, block.location);
  }
}
