/** A template as a network: evaluated, its resources mapped one by one, its ids turned into links. */
import { msg } from '../../../azure/message.js';
import type { Diagnostic, Link, Location, ResourceKind } from '../../../azure/model.js';
import type { Region } from '../../../azure/regions.js';
import { type Unknown, unknown } from '../../../azure/value.js';
import { joinParts as joinNetworks, type PartialNetwork } from '../../parts.js';
import { InputError, type SourceModel } from '../../source.js';
import { createBudget, spend } from '../language/budget.js';
import { LimitError } from '../language/errors.js';
import { joinParts, open } from '../language/open.js';
import type { ArmValue, Limits, Open } from '../language/types.js';
import { isArray, isObject, isOpen, memberOf, objectOf } from '../language/values.js';
import { type ArmContext, kindOfArmType, mapArmResource } from '../resources.js';
import { rootDeployment } from './deployment.js';
import { levelOf, type TemplateDocument } from './document.js';
import { noteLinked, openBarePolicies } from './linked.js';
import { canonical, type Keys, linkOf, valueAt } from './links.js';
import { lastDeployed } from './order.js';
import type { Given } from './parameters.js';
import { possibly, READ_AS_DEPLOYED, withOpenLinks } from './presence.js';
import { findAll } from './references.js';
import type { Instance, Run } from './run.js';
import { idIn, rootTarget } from './targets.js';
import { makeTokens, shown } from './tokens.js';
import { refuseCircles } from './variable-circles.js';
import { either } from './variants.js';

export interface TemplateOptions {
  readonly reported: boolean;
  /** Of the resource group (CONTRACT "ARM"); `null`: not said. */
  readonly region: string | null;
  readonly cloud: Region['cloud'];
  readonly given: Given;
  /** The resource group that it is deployed to, where the surroundings know it. */
  readonly resourceGroup?: string | null;
  /** Stands before keys and ids, where the template is inside something else. */
  readonly prefix?: string;
  /** The place of an offset, where that is not the file's own text. */
  readonly locate?: (offset: number) => Location | null;
  /** Where a resource is declared, for languages that are compiled to templates. */
  readonly declaredAt?: (resource: Declared) => Location | null;
  readonly limits?: Partial<Limits>;
}

/** What tells a resource of the template apart, for {@link TemplateOptions.declaredAt}. */
export interface Declared {
  /** Symbolic names from the outermost nested template to the resource; `null` where a template has none. */
  readonly symbols: readonly (string | null)[];
  readonly type: string;
  /** Names of the nested deployments around it, then its own, open parts in braces. */
  readonly names: readonly string[];
}

/**
 * Evaluates and maps a template.
 * @throws {InputError} with line and column: what is no expression, circles, too much to evaluate
 */
export function readTemplateModel(document: TemplateDocument, options: TemplateOptions): SourceModel {
  const diagnostics: Diagnostic[] = [];
  const run = makeRun(document, options, diagnostics);
  try {
    const target = rootTarget(levelOf(document.root), options.region, options.resourceGroup ?? null);
    refuseCircles(run, document.root);
    const root = rootDeployment(run, document.root, target, options.given);
    const all = findAll(root);
    const linked = noteLinked(all, run);
    const parts = joinNetworks(mapInstances(all, run, document.file, options, diagnostics));
    return { network: joinNetworks([openBarePolicies(parts, linked)]), before: null, diagnostics };
  } catch (error) {
    if (error instanceof LimitError) throw new InputError(error.message, document.file);
    if (error instanceof RangeError && /call stack/i.test(error.message))
      throw new InputError('this template is nested too deep to be evaluated', document.file);
    throw error;
  }
}

function makeRun(document: TemplateDocument, options: TemplateOptions, diagnostics: Diagnostic[]): Run {
  const { file, json } = document;
  const locate = options.locate ?? ((offset: number): Location => ({ file, ...json.placeOf(offset) }));
  const warned = new Set<number>();
  return {
    budget: createBudget({ depth: DEEPEST, ...options.limits }),
    locate,
    failure: (message, offset) => {
      const place = locate(offset);
      const { line, column } = place ?? {};
      return new InputError(message, place?.file ?? file, line === undefined ? null : { line, column: column ?? 1 });
    },
    warn: (message, offset) => {
      if (warned.has(offset)) return;
      warned.add(offset);
      if (warned.size <= MOST_WARNINGS) diagnostics.push({ severity: 'warning', message, location: locate(offset) });
    },
    origins: new WeakMap(),
    tokens: makeTokens(),
    active: [],
    region: options.region,
    cloud: options.cloud,
    instances: [],
    pending: new Set(),
    strangers: { ids: [], numbers: new Map() },
    byIdentity: new Map(),
  };
}

/** Room for modules that hand values to modules; the stack has room for more. */
const DEEPEST = 600;

/** More than this of one template tell nobody anything new. */
const MOST_WARNINGS = 50;

/** A resource of the network, with all that the template says of it in several places. */
interface Mapped {
  readonly instance: Instance;
  readonly body: ArmValue;
  readonly presence: Unknown | null;
  readonly key: string;
  readonly id: string;
}

function mapInstances(
  all: readonly Instance[],
  run: Run,
  file: string,
  options: TemplateOptions,
  diagnostics: Diagnostic[],
): readonly PartialNetwork[] {
  const prefix = options.prefix ?? '';
  const taken = new Map<string, number>();
  const mapped = grouped(all).map((variants): Mapped => {
    const instance = variants[0];
    const id = `${prefix}${instance.names.map(shown).join('/')}`;
    return {
      instance,
      id,
      key: free(`${prefix}${instance.type}/${id.slice(prefix.length)}`, taken),
      ...joined(variants, id, run),
    };
  });
  const { keys, inline } = keysOf(mapped, run);
  return mapped.map((one) => {
    const part = mapArmResource(
      {
        type: one.instance.type,
        name: one.instance.names,
        ...(typeof one.instance.id === 'string' ? { id: one.instance.id } : {}),
        body: one.body,
      },
      contextOf(one, keys, run, file, options, diagnostics),
    );
    if (one.presence === null) return part;
    const kind = kindOfArmType(one.instance.type);
    if (kind !== null && READ_AS_DEPLOYED.has(kind))
      run.warn(msg`${one.presence.unknown}; it is read as if it were`, one.instance.node.offset);
    const weak = possibly(part, one.presence);
    return inline.has(canonical(one.instance.identity)) ? withOpenLinks(weak, one.presence) : weak;
  });
}

/** The resources that the model has, each with all its declarations; what is only referred to gives way to what is deployed. */
function grouped(all: readonly Instance[]): readonly (readonly [Instance, ...Instance[]])[] {
  const groups = new Map<string, [Instance, ...Instance[]]>();
  for (const instance of all) {
    if (!hasMapping(instance.type)) continue;
    const group = groups.get(instance.identity);
    if (group === undefined) groups.set(instance.identity, [instance]);
    else group.push(instance);
  }
  return [...groups.values()].map((group) => {
    const [first, ...others] = group.filter(({ existing }) => !existing);
    if (first === undefined) return [group[0]];
    const last = others.length === 0 || group.length > MOST_VARIANTS ? null : lastDeployed([first, ...others]);
    return last === null || last.presence !== null ? [first, ...others] : [last];
  });
}

function hasMapping(type: string): boolean {
  return kindOfArmType(type) !== null;
}

function free(wish: string, taken: Map<string, number>): string {
  const folded = wish.toLowerCase();
  const count = (taken.get(folded) ?? 0) + 1;
  taken.set(folded, count);
  return count === 1 ? wish : `${wish} (${count})`;
}

/** Declarations of one resource that are compared with each other; more are nobody's, and say nothing together. */
const MOST_VARIANTS = 16;

/** The members that mappings read. */
const BODY = ['location', 'sku', 'kind', 'properties'];

function joined(
  variants: readonly [Instance, ...Instance[]],
  id: string,
  run: Run,
): { readonly body: ArmValue; readonly presence: Unknown | null } {
  const [first, ...others] = variants;
  const reason = msg`${id} is declared ${variants.length} times, with differences`;
  const step = (): void => spend(run.budget, 'steps', 1);
  const members = BODY.flatMap((name): [string, ArmValue][] => {
    if (variants.length > MOST_VARIANTS) return [[name, open(reason, id, { identity: `${name} of ${first.number}` })]];
    let value = first.existing ? undefined : first.member(name);
    for (const other of others) value = either(value, other.member(name), reason, step);
    return value === undefined ? [] : [[name, value]];
  });
  const certain = variants.some(({ presence }) => presence === null);
  const condition = first.presence;
  return {
    body: objectOf([['name', first.names.at(-1) ?? ''], ...members]),
    presence:
      certain || condition === null
        ? null
        : unknown(msg`whether ${id} is deployed is not decided (${condition.unknown})`),
  };
}

/** The keys of all resources by their ids, subnets that are written inside their network included; `inline` has the ids of those. */
function keysOf(mapped: readonly Mapped[], run: Run): { readonly keys: Keys; readonly inline: ReadonlySet<string> } {
  const inline = new Set<string>();
  const keys = new Map(mapped.map(({ instance, key }) => [canonical(instance.identity), key]));
  for (const { instance, key, body } of mapped) {
    if (!VIRTUAL_NETWORK.test(instance.type)) continue;
    const subnets = valueAt(body, ['properties', 'subnets']);
    if (subnets === undefined || !isArray(subnets)) continue;
    for (const [index, subnet] of subnets.entries()) {
      const name = isObject(subnet) ? memberOf(subnet, 'name') : undefined;
      if (typeof name !== 'string' && !(name !== undefined && isOpen(name))) continue;
      const id = canonical(run.tokens.render(joinParts([instance.id, '/subnets/', name])));
      inline.add(id);
      if (!keys.has(id)) keys.set(id, `${key}/subnets/${typeof name === 'string' ? name : `subnets[${index}]`}`);
    }
  }
  return { keys, inline };
}

const VIRTUAL_NETWORK = /^Microsoft\.Network\/virtualNetworks$/i;

function contextOf(
  { instance, key, id, body }: Mapped,
  keys: Keys,
  run: Run,
  file: string,
  options: TemplateOptions,
  diagnostics: Diagnostic[],
): ArmContext {
  const declared = options.declaredAt?.(describe(instance)) ?? null;
  const location = declared ?? run.locate(instance.node.offset);
  const { group } = instance.target;
  const parent = parentOf(instance, keys, run);
  return {
    file,
    // What exists already is linked, and no scope by itself.
    reported: options.reported && !instance.existing,
    location,
    key,
    id,
    ...(parent === null ? {} : { parent }),
    ...(typeof group === 'string' ? { resourceGroup: group } : {}),
    ...(instance.existing
      ? { existing: true, absent: unknown(msg`${id} exists already, and the template does not show it`) }
      : {}),
    resolveLink: (path, wanted: readonly ResourceKind[]) => linkOf(valueAt(body, path) ?? null, wanted, keys, run),
    locate: (path) => declared ?? run.locate(placeOf(path, body, instance, run)),
    diagnose: (diagnostic) => diagnostics.push(diagnostic),
  };
}

/** The innermost object or list on the way that is written in the template. */
function placeOf(path: readonly (string | number)[], body: ArmValue, instance: Instance, run: Run): number {
  let best = instance.node.offset;
  for (let length = 1; length <= path.length; length++) {
    const value = valueAt(body, path.slice(0, length));
    if (typeof value !== 'object' || value === null) break;
    const origin = run.origins.get(value);
    if (origin !== undefined && !isArray(value)) best = origin.offset;
  }
  return best;
}

/** The nearest parent that the model knows; open where its name is. `null`: the names tell. */
function parentOf({ type, names, target }: Instance, keys: Keys, run: Run): Link | null {
  const segments = type.split('/');
  for (let length = segments.length - 1; length >= 2; length--) {
    const parent = names.slice(0, length - 1);
    const id = idIn(target, segments.slice(0, length).join('/'), parent);
    const key = keys.get(canonical(run.tokens.render(id)));
    if (key !== undefined) return { key };
  }
  return names.slice(0, -1).find((name): name is Open => isOpen(name)) ?? null;
}

function describe(instance: Instance): Declared {
  const around: Instance[] = [];
  for (let one: Instance | null = instance; one !== null; one = one.deployment.resource) around.unshift(one);
  return {
    symbols: around.map(({ symbol }) => symbol),
    type: instance.type,
    names: around.map(({ names }) => names.map(shown).join('/')),
  };
}
