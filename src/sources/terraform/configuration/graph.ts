/** A configuration as a graph that is worked out on demand: variables, locals, resources and outputs of each module instance, each once. */
import { type Message, msg } from '../../../azure/message.js';
import type { Location } from '../../../azure/model.js';
import { formatKey } from '../addresses.js';
import type { BlockSource } from '../block-source.js';
import { convert } from '../evaluation/convert.js';
import { failure } from '../evaluation/failure.js';
import { typeConstraint } from '../evaluation/type-constraint.js';
import type { Reference, TfValue } from '../evaluation/types.js';
import { markSensitive, objectOf, unknownOf } from '../evaluation/values.js';
import type { Expression, Position } from '../hcl/ast.js';
import type { InstanceKey } from '../instances.js';
import type { Repeated } from './expansion.js';
import {
  type CallNode,
  evaluated,
  expansionOf,
  inModule,
  instancesValue,
  type ModuleNode,
  notDeclared,
  once,
  type ResourceNode,
  type Run,
} from './node.js';
import { within } from './presence.js';
import { resourceNode, resourceValue } from './resource-node.js';
import { settled } from './settled.js';

/** The root module; `null` where the folder holds no configuration. */
export function rootNode(run: Run): ModuleNode | null {
  const source = run.folder.module([]);
  return source === null ? null : moduleNode(run, { address: '', path: [], source, presence: null, caller: null });
}

const NO_VARIABLES: ReadonlyMap<string, TfValue> = new Map();

type Identity = Pick<ModuleNode, 'address' | 'path' | 'source' | 'presence' | 'caller'>;

function moduleNode(run: Run, identity: Identity): ModuleNode {
  const { files, budget } = run;
  const module: ModuleNode = {
    run,
    ...identity,
    scope: (repeated, variables = NO_VARIABLES) => ({
      resolve: (reference, at) => resolve(module, repeated, reference, at),
      variables,
      files,
      budget,
    }),
    values: new Map(),
    resources: new Map(),
    calls: new Map(),
  };
  return module;
}

function resolve(module: ModuleNode, repeated: Repeated | null, reference: Reference, at: Position): TfValue {
  switch (reference.kind) {
    case 'var':
      return variable(module, reference.name, at);
    case 'local':
      return local(module, reference.name, at);
    case 'module':
      return moduleValue(module, reference.name, at);
    case 'resource':
      return resource(module, reference, at);
    case 'each':
      return (
        repeated?.each?.[reference.name === 'key' ? 'key' : 'value'] ??
        failure(msg`each.${reference.name} stands where nothing has for_each`, at)
      );
    case 'count':
      return repeated?.index ?? failure(msg`count.${reference.name} stands where nothing has count`, at);
    case 'path':
      return pathValue(module, reference.name);
    case 'terraform':
      return module.run.workspace ?? unknownOf(msg`terraform.${reference.name} is chosen when Terraform runs`);
    case 'self':
      return unknownOf(msg`self is what its resource becomes`);
  }
}

/** Paths as Terraform has them where it runs in the root module's folder. */
function pathValue(module: ModuleNode, name: string): TfValue {
  if (name === 'module') return module.source.relative;
  return name === 'root' ? '.' : unknownOf(msg`path.${name} depends on where Terraform runs`);
}

function variable(module: ModuleNode, name: string, at: Position): TfValue {
  const declared = module.source.variables.get(name);
  if (declared === undefined) return notDeclared(module, `var.${name}`, at);
  return once(module, `var.${name}`, declared.location, () => {
    const { file } = declared.location;
    const given = givenValue(module, name);
    const isDefault = given === undefined || (given.value === null && !declared.nullable);
    if (isDefault && declared.default === undefined) {
      const full = inModule(module, `var.${name}`);
      if (module.caller === null) {
        const message = msg`variable ${name} has no value; give it one with --parameters ${name}=VALUE or a .tfvars file`;
        module.run.report('warning', message, declared.location);
      }
      return unknownOf(msg`${full} has no value`, [full]);
    }
    const raw =
      isDefault && declared.default !== undefined
        ? evaluated(module, declared.default, module.scope(null), file)
        : (given?.value ?? null);
    const value = typed(module, raw, declared.type ?? null, given?.location ?? declared.location, name);
    return declared.sensitive ? sensitive(value) : value;
  });
}

function sensitive(value: TfValue): TfValue {
  const whole = settled(value);
  return typeof whole === 'object' && whole !== null && whole.kind === 'failure' ? whole : markSensitive(whole);
}

/** What the module is given for a variable, whatever its type. */
function givenValue(
  module: ModuleNode,
  name: string,
): { readonly value: TfValue; readonly location: Location | null } | undefined {
  const { caller } = module;
  if (caller === null) return module.run.inputs.get(name);
  const argument = caller.block.attributes.get(name);
  if (argument === undefined) return undefined;
  const scope = caller.module.scope(caller.repeated);
  const value = evaluated(caller.module, argument.expression, scope, argument.location.file);
  return { value, location: argument.location };
}

function typed(
  module: ModuleNode,
  value: TfValue,
  type: Expression | null,
  location: Location | null,
  name: string,
): TfValue {
  if (type === null) return value;
  const constraint = typeConstraint(type, module.scope(null));
  if ('failure' in constraint) return value;
  const converted = convert(value, constraint.type, type.at, module.run.budget);
  if (typeof converted !== 'object' || converted === null || converted.kind !== 'failure') return converted;
  const full = inModule(module, `var.${name}`);
  module.run.report('warning', msg`the value of ${full} is not of its type: ${converted.message}`, location);
  return unknownOf(msg`the value of ${full} is not of its type`, [full]);
}

function local(module: ModuleNode, name: string, at: Position): TfValue {
  const expression = module.source.locals.get(name);
  if (expression === undefined) return notDeclared(module, `local.${name}`, at);
  const place = module.source.localPlaces.get(name) ?? null;
  return once(module, `local.${name}`, place, () =>
    evaluated(module, expression, module.scope(null), place?.file ?? module.source.relative),
  );
}

/** An output of a module instance; `undefined` where there is none of that name. */
export function outputOf(module: ModuleNode, name: string): TfValue | undefined {
  const expression = module.source.outputs.get(name);
  if (expression === undefined) {
    const [unread] = module.source.unread;
    const full = inModule(module, name);
    return unread === undefined
      ? undefined
      : unknownOf(msg`${full} may be declared in ${unread}, which cannot be read`, [full]);
  }
  const place = module.source.outputPlaces.get(name) ?? null;
  return once(module, `output.${name}`, place, () => {
    const value = evaluated(module, expression, module.scope(null), place?.file ?? module.source.relative);
    return module.source.sensitiveOutputs.has(name) ? sensitive(value) : value;
  });
}

/** The instances of a module that a call makes. */
export function callNode(module: ModuleNode, name: string, block: BlockSource): CallNode {
  const known = module.calls.get(name);
  if (known !== undefined) return known;
  const { run } = module;
  const address = inModule(module, `module.${name}`);
  const path = [...module.path, name];
  const problem = run.folder.problem(path);
  const source = problem === null ? run.folder.module(path) : null;
  const expansion = expansionOf(module, address, block);
  const instances = new Map<InstanceKey, ModuleNode>();
  let limit: Message | null = null;
  for (const repeated of source === null ? [] : expansion.items) {
    run.modulesLeft -= 1;
    if (run.modulesLeft < 0 || source === null) {
      limit = msg`there are more modules than are looked at`;
      break;
    }
    const identity: Identity = {
      address: `${address}${formatKey(repeated.key)}`,
      path,
      source,
      presence: within(module.presence, repeated.presence),
      caller: { module, block, repeated },
    };
    instances.set(repeated.key, moduleNode(run, identity));
  }
  const call = { expansion, instances, problem: limit ?? problem };
  if (call.problem !== null) {
    const message = msg`${address} is not read, so what it declares is not checked: ${call.problem}`;
    run.report('warning', message, block.location);
  }
  module.calls.set(name, call);
  return call;
}

function moduleValue(module: ModuleNode, name: string, at: Position): TfValue {
  const block = module.source.calls.get(name);
  if (block === undefined) return notDeclared(module, `module.${name}`, at);
  return once(module, `module.${name}`, block.location, () => {
    const call = callNode(module, name, block);
    const address = inModule(module, `module.${name}`);
    return instancesValue(call.expansion, address, ({ key }) => {
      const instance = call.instances.get(key);
      const full = `${address}${formatKey(key)}`;
      const problem = call.problem ?? msg`it is not there`;
      if (instance === undefined) {
        return objectOf(new Map(), unknownOf(msg`${full} is not read: ${problem}`, [full]));
      }
      const attribute = (output: string): TfValue | undefined => outputOf(instance, output);
      const whole = (): TfValue =>
        objectOf(
          new Map([...instance.source.outputs.keys()].map((output) => [output, outputOf(instance, output) ?? null])),
        );
      return { kind: 'deferred', attribute, whole };
    });
  });
}

function resource(module: ModuleNode, reference: Extract<Reference, { kind: 'resource' }>, at: Position): TfValue {
  const { mode, type, name } = reference;
  if (mode === 'ephemeral') return unknownOf(msg`ephemeral.${type}.${name} is never kept`);
  const address = `${mode === 'data' ? 'data.' : ''}${type}.${name}`;
  const block = module.source.resources.get(address);
  if (block === undefined) return notDeclared(module, address, at);
  return resourceValue(nodeOf(module, address, block));
}

/** A resource block in a module instance. */
export function nodeOf(module: ModuleNode, address: string, block: BlockSource): ResourceNode {
  let node = module.resources.get(address);
  if (node === undefined) {
    node = resourceNode(module, address, block);
    module.resources.set(address, node);
  }
  return node;
}
