/** Resource blocks: their instances, and the attributes and nested blocks of each, evaluated when they are asked for. */
import { msg } from '../../../azure/message.js';
import type { Location } from '../../../azure/model.js';
import { formatKey } from '../addresses.js';
import { type BlockSource, dynamicIterator, type NestedBlock } from '../block-source.js';
import type { TfUnknown, TfValue } from '../evaluation/types.js';
import { objectOf, tupleOf, unknownOf } from '../evaluation/values.js';
import type { InstanceKey } from '../instances.js';
import { contentOf, madeType } from '../nested-places.js';
import type { Repeated } from './expansion.js';
import { META_ARGUMENTS, META_BLOCKS } from './meta.js';
import {
  evaluated,
  expansionOf,
  type InstanceNode,
  inModule,
  instancesValue,
  type ModuleNode,
  once,
  type ResourceNode,
} from './node.js';
import { inOrder, settled } from './settled.js';

/** @param address within the module: `azurerm_subnet.this`, `data.azurerm_subnet.this` */
export function resourceNode(module: ModuleNode, address: string, block: BlockSource): ResourceNode {
  const isData = address.startsWith('data.');
  const [type = '', name = ''] = (isData ? address.slice('data.'.length) : address).split('.');
  const full = inModule(module, address);
  const expansion = expansionOf(module, full, block);
  const instances = new Map<InstanceKey, InstanceNode>();
  const node: ResourceNode = {
    ...{ module, address: full, mode: isData ? 'data' : 'managed', type, name },
    ...{ block, expansion, instances },
  };
  for (const repeated of expansion.items) {
    const instance = `${full}${formatKey(repeated.key)}`;
    instances.set(repeated.key, { node, address: instance, repeated, written: new Map(), seen: new Map() });
  }
  return node;
}

/** All instances of a block, as an expression sees them. */
export function resourceValue(node: ResourceNode): TfValue {
  const { values } = node.module;
  const key = `${node.mode} ${node.type}.${node.name}`;
  const known = values.get(key);
  if (known !== undefined) return known;
  const value = instancesValue(node.expansion, node.address, ({ key: instanceKey }) => {
    const instance = node.instances.get(instanceKey);
    return instance === undefined ? null : instanceValue(instance);
  });
  values.set(key, value);
  return value;
}

function instanceValue(instance: InstanceNode): TfValue {
  return {
    kind: 'deferred',
    attribute: (name) => seenAttribute(instance, name),
    whole: () =>
      objectOf(
        new Map(writtenNames(instance.node.block).map((name) => [name, seenAttribute(instance, name)])),
        computed(instance, null),
      ),
  };
}

/** The attributes and nested blocks that a block writes, each name once. */
export function writtenNames(block: BlockSource): readonly string[] {
  const names = new Set<string>();
  for (const name of block.attributes.keys()) if (!META_ARGUMENTS.has(name)) names.add(name);
  for (const nested of block.blocks) if (!META_BLOCKS.has(madeType(nested))) names.add(madeType(nested));
  return [...names];
}

/** What the provider or Azure fills in. @param name the attribute; `null`: any that is not written */
function computed({ address, node }: InstanceNode, name: string | null): TfUnknown {
  const full = name === null ? address : `${address}.${name}`;
  const references = name === null ? [address] : [full, address];
  return node.mode === 'data'
    ? unknownOf(msg`${full} is read from Azure, which the .tf files do not show`, references)
    : unknownOf(msg`${full} is known after apply`, references);
}

/** An attribute as other expressions see it: what is open in it comes from this attribute and from nowhere else. */
function seenAttribute(instance: InstanceNode, name: string): TfValue {
  const known = instance.seen.get(name);
  if (known !== undefined) return known;
  const written = writtenAttribute(instance, name);
  const isLeftOut = written === undefined || written === null;
  const value = isLeftOut
    ? computed(instance, name)
    : asProvided(instance, name, named(written, `${instance.address}.${name}`, instance, 0));
  instance.seen.set(name, value);
  return value;
}

/** azurerm writes regions in small letters without blanks into its plans. */
function asProvided({ node }: InstanceNode, name: string, value: TfValue): TfValue {
  const isRegion = name === 'location' && node.type.startsWith('azurerm_');
  return isRegion && typeof value === 'string' ? value.toLowerCase().replaceAll(' ', '') : value;
}

/** Values deeper than this are open as they are. */
const MAXIMUM_DEPTH = 60;

/** The same value with every open part named by where it is in the attribute: it is the very value of that. */
function named(value: TfValue, path: string, instance: InstanceNode, depth: number): TfValue {
  const at = value;
  if (typeof at !== 'object' || at === null) return at;
  switch (at.kind) {
    // No attribute is a whole resource or module, which might hold what it stands in.
    case 'deferred':
      return unknownOf(msg`${path} is a whole resource or module`, [path, instance.address]);
    case 'unknown':
      return unknownOf(at.reason, [path, instance.address]);
    case 'sensitive': {
      const inner = named(at.value, path, instance, depth);
      return typeof inner === 'object' && inner !== null && inner.kind === 'unknown' ? { ...at, value: inner } : at;
    }
    case 'failure':
      return unknownOf(at.message, [path, instance.address]);
    case 'tuple':
    case 'list':
    case 'set':
      if (depth > MAXIMUM_DEPTH) return at;
      return { ...at, items: at.items.map((item, index) => named(item, `${path}[${index}]`, instance, depth + 1)) };
    case 'object':
    case 'map': {
      if (depth > MAXIMUM_DEPTH) return at;
      const entries = new Map<string, TfValue>();
      for (const [name, item] of at.entries) {
        const isName = /^[A-Za-z_][\w-]*$/.test(name);
        const inner = isName ? `${path}.${name}` : `${path}[${JSON.stringify(name)}]`;
        entries.set(name, named(item, inner, instance, depth + 1));
      }
      if (at.kind === 'map' || at.open === null) return { ...at, entries };
      return objectOf(entries, unknownOf(at.open.reason, [path, instance.address]));
    }
  }
}

/** An attribute (or the list of the nested blocks of a type) as the block writes it; `undefined` where it does not. */
export function writtenAttribute(instance: InstanceNode, name: string): TfValue | undefined {
  const { block, module } = instance.node;
  const attribute = META_ARGUMENTS.has(name) ? undefined : block.attributes.get(name);
  const blocks = block.blocks.filter((nested) => madeType(nested) === name && !META_BLOCKS.has(name));
  if (attribute === undefined && blocks.length === 0) return undefined;
  const local = instance.address.slice(module.address === '' ? 0 : module.address.length + 1);
  const place = attribute?.location ?? blocks[0]?.body.location ?? block.location;
  return once(
    module,
    `${local}.${name}`,
    place,
    () => {
      if (attribute === undefined) return nestedValue(module, instance.repeated, blocks, NO_VARIABLES, 0);
      return evaluated(module, attribute.expression, module.scope(instance.repeated), attribute.location.file);
    },
    instance.written,
  );
}

const NO_VARIABLES: ReadonlyMap<string, TfValue> = new Map();

/** Nested blocks as a list of objects, in the order of the file. Open parts of a list stand for any number of blocks. */
function nestedValue(
  module: ModuleNode,
  repeated: Repeated,
  blocks: readonly NestedBlock[],
  variables: ReadonlyMap<string, TfValue>,
  depth: number,
): TfValue {
  if (depth > MAXIMUM_DEPTH) return unknownOf(msg`these blocks are nested too deeply`);
  const items: TfValue[] = [];
  for (const nested of blocks) {
    if (nested.type !== 'dynamic') items.push(bodyValue(module, repeated, nested.body, variables, depth));
    else items.push(...dynamicValues(module, repeated, nested, variables, depth));
  }
  return tupleOf(items);
}

function bodyValue(
  module: ModuleNode,
  repeated: Repeated,
  body: BlockSource,
  variables: ReadonlyMap<string, TfValue>,
  depth: number,
): TfValue {
  const entries = new Map<string, TfValue>();
  const scope = module.scope(repeated, variables);
  for (const [name, { expression, location }] of body.attributes) {
    entries.set(name, evaluated(module, expression, scope, location.file));
  }
  const byType = new Map<string, NestedBlock[]>();
  for (const nested of body.blocks) {
    const list = byType.get(madeType(nested));
    if (list === undefined) byType.set(madeType(nested), [nested]);
    else list.push(nested);
  }
  for (const [type, list] of byType) entries.set(type, nestedValue(module, repeated, list, variables, depth + 1));
  const value = objectOf(entries, unknownOf(msg`what a block does not say is known after apply`));
  placesOfBlocks.set(value, body.location);
  return value;
}

const placesOfBlocks = new WeakMap<object, Location>();

/** Where the nested block stands that made a value: of a `dynamic` block, its `content`. */
export function placeOfBlock(value: TfValue): Location | null {
  return typeof value === 'object' && value !== null ? (placesOfBlocks.get(value) ?? null) : null;
}

/** The blocks that a `dynamic` block makes. */
function dynamicValues(
  module: ModuleNode,
  repeated: Repeated,
  nested: NestedBlock,
  variables: ReadonlyMap<string, TfValue>,
  depth: number,
): readonly TfValue[] {
  const collection = nested.body.attributes.get('for_each');
  if (collection === undefined) return [];
  const { file } = collection.location;
  const value = settled(evaluated(module, collection.expression, module.scope(repeated, variables), file));
  const elements = dynamicElements(value);
  const type = madeType(nested);
  if ('kind' in elements) {
    return [
      unknownOf(msg`how many ${type} blocks there are is open, since ${elements.reason}`, elements.references, true),
    ];
  }
  const iterator = dynamicIterator(nested);
  module.run.instancesLeft -= elements.length;
  if (module.run.instancesLeft < 0) return [unknownOf(msg`there are more ${type} blocks than are looked at`)];
  return elements.map(([key, one]) => {
    const inner = new Map(variables).set(
      iterator,
      objectOf(
        new Map([
          ['key', key],
          ['value', one],
        ]),
      ),
    );
    return bodyValue(module, repeated, contentOf(nested), inner, depth + 1);
  });
}

function dynamicElements(value: TfValue): readonly (readonly [TfValue, TfValue])[] | TfUnknown {
  if (typeof value !== 'object' || value === null) {
    // Terraform takes no null here: the value that it will have is not in these files.
    return unknownOf(msg`for_each of a dynamic block is no collection`);
  }
  switch (value.kind) {
    case 'unknown':
      return value;
    case 'sensitive':
      return unknownOf(msg`for_each of a dynamic block is sensitive`);
    case 'failure':
    case 'deferred':
      return unknownOf(msg`for_each of a dynamic block cannot be evaluated`);
    case 'tuple':
    case 'list':
      return value.items.map((item, index) => [index, item]);
    case 'set': {
      const open = value.items.find((item) => typeof item === 'object' && item !== null && item.kind === 'unknown');
      if (open !== undefined && value.items.length > 1) return unknownOf(msg`a set has elements that are not known`);
      return value.items.map((item) => [item, item]);
    }
    case 'object':
      return value.open ?? inOrder(value);
    case 'map':
      return inOrder(value);
  }
}
