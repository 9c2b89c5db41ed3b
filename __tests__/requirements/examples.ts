/** Contexts and facts for the tests of the requirement matrix: one plain case each, to be varied. */
import { msg } from '../../src/azure/message.js';
import { unknown } from '../../src/azure/value.js';
import { builtInEdition } from '../../src/requirements/built-in.js';
import type { Edition } from '../../src/requirements/edition.js';
import type { MatrixContext, ScopeFacts } from '../../src/requirements/facts.js';
import { requirementsFor } from '../../src/requirements/instantiate.js';
import type { Requirement } from '../../src/requirements/requirement.js';

/** The public cloud, no HBI, no feature named. */
export const CONTEXT: MatrixContext = {
  cloud: 'public',
  region: 'westus2',
  hbi: false,
  features: [],
  language: 'en',
};

/** A subnet with compute without public address, and nothing else of note. */
export const FACTS: ScopeFacts = {
  kind: 'subnet',
  hasCompute: true,
  publicIp: false,
  workspacePrivateEndpoint: false,
  privateEndpointInNetwork: false,
  storageBehindFirewall: false,
  monitorPrivateLink: false,
  kubernetes: null,
};

export const CLUSTER = { privateCluster: false, gpu: false, extension: false } as const;

export const OPEN = unknown(msg`azurerm_x.y.z is known after apply`);

export function edition(name: string): Edition {
  const found = builtInEdition(name);
  if (found === null) throw new Error(`no edition ${name}`);
  return found;
}

export function ask(
  name: string,
  context: Partial<MatrixContext> = {},
  facts: Partial<ScopeFacts> = {},
): readonly Requirement[] {
  return requirementsFor(edition(name), { ...CONTEXT, ...context }, { ...FACTS, ...facts });
}

/** `id` to `level`, for a glance. */
export function levels(requirements: readonly Requirement[]): Readonly<Record<string, string>> {
  return Object.fromEntries(requirements.map(({ id, level }) => [id, level]));
}

export function ports(requirement: Requirement | undefined): string {
  return (requirement?.ports ?? []).map(({ low, high }) => (low === high ? `${low}` : `${low}-${high}`)).join(', ');
}

/** A requirement in one line, as the tables of the tests write it. */
export function line(requirement: Requirement): string {
  const { direction, protocol, tag, host, urlPath, level } = requirement;
  const to = tag ?? (urlPath === null ? host : `${host}/${urlPath}`);
  return `${direction} ${protocol} ${ports(requirement)} ${to} ${level}`;
}
