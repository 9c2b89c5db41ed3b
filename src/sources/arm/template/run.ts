/** One reading of one template: what all its deployments, resources and expressions share. */
import type { Message } from '../../../azure/message.js';
import type { Location } from '../../../azure/model.js';
import type { Region } from '../../../azure/regions.js';
import type { InputError } from '../../source.js';
import type { ArmValue, Budget, DeploymentLevel, Open, Scope } from '../language/types.js';
import type { JsonNode, ObjectNode } from './node.js';
import type { Tokens } from './tokens.js';

export interface Run {
  readonly budget: Budget;
  /** Where a node is, for reports. */
  readonly locate: (offset: number) => Location | null;
  /** The error that ends the reading, with its place. */
  readonly failure: (message: string, offset: number) => InputError;
  /** Says something about a place, once for each place. */
  readonly warn: (message: Message, offset: number) => void;
  /** The node that an evaluated array or object was made of. */
  readonly origins: WeakMap<object, JsonNode>;
  readonly tokens: Tokens;
  /** What is being evaluated right now, outermost first: what comes up again is a circle. */
  readonly active: { readonly token: object; readonly label: string; readonly offset: number }[];
  /** Of the resource group of the deployment; `null`: not said. */
  readonly region: string | null;
  readonly cloud: Region['cloud'];
  /** All resources so far, by their number. */
  readonly instances: Instance[];
  /** Deployments of which the resources have not been found yet. */
  readonly pending: Set<Instance>;
  /** Ids of resources outside of the template that `reference` was asked for, rendered with tokens. */
  readonly strangers: { readonly ids: string[]; readonly numbers: Map<string, number> };
  /** By {@link Instance.identity}. */
  readonly byIdentity: Map<string, Instance[]>;
}

/** Where resources go to. */
export interface Target {
  readonly level: DeploymentLevel;
  readonly subscription: string | Open;
  /** `null` outside of resource groups. */
  readonly group: string | Open | null;
  readonly managementGroup: string | Open | null;
  /** Of the resource group or the deployment. */
  readonly location: ArmValue;
}

/** A template that is deployed: the file's own, or one that is nested in it. */
export interface Deployment {
  readonly run: Run;
  readonly template: ObjectNode;
  readonly target: Target;
  readonly scope: Scope;
  /** The deployment resource that it is the template of; `null` for the file's own. */
  readonly resource: Instance | null;
  readonly parent: Deployment | null;
  /** Its resources, loops and children spread out, those left out whose condition is false. While they are being found: those found so far. */
  readonly instances: () => readonly Instance[];
  /** The outputs as `reference` shows them. */
  readonly outputs: () => ArmValue;
}

/** One resource of a template, after conditions and loops. */
export interface Instance {
  readonly number: number;
  readonly deployment: Deployment;
  readonly node: ObjectNode;
  /** The scope of its expressions: the deployment's, with the index of its loop. */
  readonly scope: Scope;
  readonly type: string;
  /** One for each type after the provider, parents first. */
  readonly names: readonly (string | Open)[];
  /** Its name in `resources`, where that is an object. */
  readonly symbol: string | null;
  /** Its number in its loop; `null` where it is in none. */
  readonly index: number | Open | null;
  /** Set where it is open whether it is deployed. */
  readonly presence: Open | null;
  /** Only referred to. */
  readonly existing: boolean;
  readonly target: Target;
  readonly id: string | Open;
  /** The same for the same resource, whatever is open in its id. */
  readonly identity: string;
  /** One of its members (`properties`, `location`, `sku` …), evaluated; `undefined` where it has none. */
  readonly member: (name: string) => ArmValue | undefined;
  /** Of a nested deployment: its template; `null` where that is not in the input, or it is none. */
  readonly nested: () => Deployment | null;
}
