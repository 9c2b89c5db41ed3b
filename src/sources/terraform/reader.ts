/** A Terraform plan or state as a network: every resource by its mapping, every link followed, inline lists set right. */
import { type Message, msg } from '../../azure/message.js';
import { type Diagnostic, EMPTY_NETWORK, type Link, type Network, type ResourceKind } from '../../azure/model.js';
import { joinParts, type PartialNetwork } from '../parts.js';
import type { SourceModel } from '../source.js';
import { type Context, linkAt, locationOf, locationOfValue, type View, viewOf } from './attributes.js';
import { mapAzapi } from './azapi.js';
import { LOAD_BALANCER_TYPES, mapLoadBalancers } from './azurerm/load-balancer.js';
import { mapNatGateways, NAT_GATEWAY_TYPES } from './azurerm/nat-gateway.js';
import { MAPPINGS } from './azurerm/tables.js';
import { HUB_ROUTE_TYPES, mapHubRoutes } from './azurerm/wan.js';
import {
  type ResourceChange,
  type ResourceInstance,
  TEMPLATE_DEPLOYMENTS,
  type TerraformDocument,
} from './document.js';
import { declarationAt } from './expressions.js';
import { settleInline } from './inline-truth.js';
import { azurermTypeOf, buildWorld, isDeletion, type World } from './instances.js';
import { isObject, isOpen, own } from './known-values.js';
import type { ConfigurationLookup } from './lookup.js';
import type { ReadDeployedTemplate } from './template-deployments.js';

export interface ReadTerraformOptions {
  /** The file as the user named it. */
  readonly file: string;
  /** False for context files: their resources are linked, but no scope by themselves. */
  readonly reported: boolean;
  /** The `.tf` files beside the plan, where they are at hand. */
  readonly folder?: ConfigurationLookup | null;
  /** Reads the templates that are deployed; {@link deploysTemplates} tells whether there are any. Without it they are left out. */
  readonly templates?: ReadDeployedTemplate | null;
  /** Lays over the mapped resources what is open of them beside their values, before it is told which of them tells what. */
  readonly adjust?: (mapped: Network) => Network;
}

/** Whether there is a deployment of a template in the document. */
export function deploysTemplates({ planned, prior }: TerraformDocument): boolean {
  return [...planned, ...prior].some(isDeployment);
}

function isDeployment({ type, mode, values }: Pick<ResourceInstance, 'type' | 'mode' | 'values'>): boolean {
  if (mode === 'data') return false;
  return TEMPLATE_DEPLOYMENTS.has(type) || (type === 'azapi_resource' && DEPLOYMENT.test(String(own(values, 'type'))));
}

const DEPLOYMENT = /^Microsoft\.Resources\/deployments(?:@|$)/i;

/**
 * Maps a document to the model. Never throws: what a hostile or broken document does not say in the expected form is open.
 * @returns `before` is `null` for a state, which describes no change
 */
export function readTerraform(document: TerraformDocument, options: ReadTerraformOptions): SourceModel {
  const diagnostics: Diagnostic[] = [];
  const { changes } = document;
  const prior = changes === null ? [] : priorInstances(document, changes);
  const before = changes === null ? null : readPrior(document, prior, options);
  const lookup = options.folder ?? null;
  const world = buildWorld(withDataSources(document), document, document.configuration, lookup);
  const context: Context = { world, file: options.file, reported: options.reported };
  const mapped = (options.adjust ?? unchanged)(mapWorld(context, diagnostics, options.templates ?? null));
  const network = settleInline(mapped, withoutForgotten(before ?? EMPTY_NETWORK, changes ?? []), declarations(world));
  return { network, before, diagnostics: [...documentDiagnostics(document, world, options.file), ...diagnostics] };
}

const unchanged = (network: Network): Network => network;

/** What Terraform only forgets stays in Azure as it is; `planned_values` lists it without values. */
function withForgotten({ planned, prior, changes }: TerraformDocument): readonly ResourceInstance[] {
  const forgotten = new Set(
    (changes ?? []).filter(({ actions }) => actions.includes('forget')).map(({ address }) => address),
  );
  if (forgotten.size === 0) return planned;
  const before = new Map(prior.map((instance) => [instance.address, instance]));
  return planned.map((instance) =>
    forgotten.has(instance.address) && Object.keys(instance.values).length === 0
      ? (before.get(instance.address) ?? instance)
      : instance,
  );
}

/** `planned_values` has a data source only where it is read during apply; the others are in `prior_state`. */
function withDataSources(document: TerraformDocument): readonly ResourceInstance[] {
  const planned = new Set(document.planned.map(({ address }) => address));
  return [
    ...withForgotten(document),
    ...document.prior.filter(({ mode, address }) => mode === 'data' && !planned.has(address)),
  ];
}

/**
 * What was before the change, under the addresses of after: a moved resource is the same one. Plans older than `prior_state` have it only
 * in `resource_changes`.
 */
function priorInstances(document: TerraformDocument, changes: readonly ResourceChange[]): readonly ResourceInstance[] {
  const moved = new Map<string, string>();
  for (const { address, previousAddress } of changes) if (previousAddress !== null) moved.set(previousAddress, address);
  const planned = new Map(document.planned.map((item) => [item.address, item]));
  if (document.prior.length > 0) {
    return document.prior.map((item) => {
      const there = planned.get(moved.get(item.address) ?? '');
      return there === undefined ? item : { ...item, address: there.address, name: there.name, index: there.index };
    });
  }
  return changes.flatMap((change): readonly ResourceInstance[] => {
    const there = planned.get(change.address);
    const { before } = change;
    return there === undefined || !isObject(before) ? [] : [{ ...there, values: before }];
  });
}

function readPrior(
  document: TerraformDocument,
  prior: readonly ResourceInstance[],
  options: ReadTerraformOptions,
): Network {
  const world = buildWorld(prior, document, null, null);
  const context: Context = { world, file: options.file, reported: options.reported };
  const network = mapWorld(context, [], options.templates ?? null);
  return settleInline(network, EMPTY_NETWORK, () => false);
}

/** What Terraform only forgets stays in Azure, and in the list of its parent. */
function withoutForgotten(before: Network, changes: readonly ResourceChange[]): Network {
  const forgotten = new Set(changes.filter(({ actions }) => actions.includes('forget')).map(({ address }) => address));
  if (forgotten.size === 0) return before;
  const isKept = ({ key }: { readonly key: string }): boolean => !forgotten.has(key);
  return {
    ...before,
    separateSecurityRules: before.separateSecurityRules.filter(isKept),
    separateRoutes: before.separateRoutes.filter(isKept),
    subnets: before.subnets.filter(isKept),
  };
}

/** Whether a resource's own block declares an attribute, as far as the plan or the `.tf` files show. */
function declarations(world: World): (key: string, attribute: string) => boolean {
  const byAddress = new Map(world.instances.map((instance) => [instance.address, instance]));
  return (key, attribute) => {
    const instance = byAddress.get(key);
    if (instance === undefined || instance.mode === 'data' || !world.configured) return false;
    if (declarationAt(world, instance, [attribute]).kind === 'written') return true;
    return world.lookup?.hasDynamicBlock(instance.module.path, instance.group.address, attribute) === true;
  };
}

/** Types whose resources say something of one another. */
const READ_TOGETHER: readonly {
  readonly types: ReadonlySet<string>;
  readonly map: (views: readonly View[]) => PartialNetwork;
}[] = [
  { types: LOAD_BALANCER_TYPES, map: mapLoadBalancers },
  { types: HUB_ROUTE_TYPES, map: mapHubRoutes },
  { types: NAT_GATEWAY_TYPES, map: mapNatGateways },
];

function mapWorld(context: Context, diagnostics: Diagnostic[], templates: ReadDeployedTemplate | null): Network {
  const parts: PartialNetwork[] = [];
  const together = READ_TOGETHER.map((group) => ({ ...group, views: [] as View[] }));
  for (const instance of context.world.instances) {
    if (context.world.twins.has(instance)) continue;
    const view = viewOf(context, instance);
    const group = together.find(({ types }) => types.has(instance.type));
    if (group !== undefined) group.views.push(view);
    else if (isDeployment(instance)) {
      const { address, type } = instance;
      const { file, reported } = context;
      const diagnose = (diagnostic: Diagnostic) => diagnostics.push(diagnostic);
      const deployed = { address, type, values: view.values, file, reported, location: locationOf(view), diagnose };
      if (templates !== null) parts.push(templates(deployed));
    } else if (instance.type.startsWith('azapi_')) parts.push(mapAzapiView(view, diagnostics));
    else {
      const part = MAPPINGS.get(instance.type)?.(view);
      if (part !== undefined) parts.push(instance.mode === 'data' ? asExisting(part) : part);
    }
  }
  return joinParts([...parts, ...together.map(({ map, views }) => map(views))]);
}

/** Marks the resources of a data source: the file refers to them, it does not declare them. */
function asExisting(part: PartialNetwork): PartialNetwork {
  return Object.fromEntries(
    Object.entries(part).map(([kind, list]) => [kind, list.map((resource) => ({ ...resource, existing: true }))]),
  );
}

function mapAzapiView(view: View, diagnostics: Diagnostic[]): PartialNetwork {
  const { address, type, mode } = view.instance;
  const { file, reported } = view.context;
  return mapAzapi(
    { address, type, mode, values: view.values },
    {
      file,
      reported,
      location: locationOf(view),
      locate: (path) => locationOfValue(view, path),
      resolveLink: (path: readonly (string | number)[], wanted: readonly ResourceKind[]): Link =>
        linkAt(view, path, new Set(wanted.flatMap((kind) => azurermTypeOf(kind) ?? []))),
      diagnose: (diagnostic) => diagnostics.push(diagnostic),
    },
  );
}

function documentDiagnostics(document: TerraformDocument, world: World, file: string): readonly Diagnostic[] {
  const found: Diagnostic[] = [];
  const say = (severity: Diagnostic['severity'], message: Message): void => {
    found.push({ severity, message: msg`${file}: ${message}`, location: null });
  };
  if (document.errored) {
    say(
      'warning',
      msg`Terraform stopped with an error while it made this plan, so resources may be missing from it; mend the error and plan again`,
    );
  }
  if (document.complete === false) {
    say(
      'warning',
      msg`Terraform put off a part of the changes to a later plan (deferred), so resources may be missing from this one`,
    );
  }
  for (const instance of document.format === 'plan' ? world.instances : []) {
    const isLate = instance.mode === 'data' && MAPPINGS.has(instance.type) && isOpen(own(instance.values, 'id'));
    if (!isLate || world.twins.has(instance)) continue;
    say('note', msg`${instance.address} is read only during apply: what it shows is not known before`);
  }
  const planned = new Set(document.planned.map(({ address }) => address));
  for (const change of document.changes ?? []) {
    if (!isDeletion(change) || !planned.has(change.address)) continue;
    say(
      'note',
      msg`a deposed object of ${change.address} is left over from an interrupted apply and will be deleted; it is not checked`,
    );
  }
  return found;
}
