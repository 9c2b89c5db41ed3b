/** One path as one function: files and a destination in, what happens on the way out. No GitHub, no process, nothing written. */
import type { Value } from './azure/value.js';
import { isUnknown } from './azure/value.js';
import type { CheckIo } from './check-options.js';
import { loadInputs } from './inputs.js';
import { answerOne } from './reachability/evaluate.js';
import { explain, portsLabel } from './reachability/explanation.js';
import { contextOf } from './reachability/matrix-context.js';
import { pathTree } from './reachability/path-tree.js';
import { findScopes, type Scope } from './reachability/scopes.js';
import { buildTopology, follow, type Topology } from './reachability/topology.js';
import type { Messages } from './report/language/catalogue.js';
import { localiseStep, localiseTree, localiseUncovered } from './report/localise.js';
import type { PathExplanation } from './report/report.js';
import { type Destination, formatDestination, parseDestination, requirementTo } from './requirements/destination.js';
import { ConfigurationError, type Settings } from './settings/settings.js';

export interface Explained {
  /** In the order of the scopes; none where the input has no scope. */
  readonly explanations: readonly PathExplanation[];
  readonly messages: Messages;
}

/**
 * Explains the way from each scope to one destination.
 * @param to `TAG|HOST[:PORT[/udp]]`; port 443 and TCP where it does not say
 * @throws {ConfigurationError} the destination or the settings name what does not exist (exit status 2)
 * @throws {InputError} an input cannot be read (exit status 3)
 */
export async function explainPaths(settings: Settings, to: string, io: CheckIo): Promise<Explained> {
  const destination = parseDestination(to);
  if ('error' in destination) throw new ConfigurationError(`to: ${destination.error}`);
  const { after, edition, tagList, messages } = await loadInputs(settings, io);
  const topology = buildTopology(after);
  const { scopes, unmatched } = findScopes(topology, settings.scope);
  const [lost] = unmatched;
  if (lost !== undefined)
    throw new ConfigurationError(
      `scope ${lost} is no subnet, network interface, workspace, group or firewall of the input`,
    );
  const firewalls = firewallsOfGroups(topology);
  const explanations = scopes.map((scope): PathExplanation => {
    const context = contextOf(scope.workspaces.slice(0, 1), topology, settings);
    const { finding, question, parts, local } = answerOne(
      topology,
      scope,
      (facts) => requirementTo(destination, edition, context, facts),
      tagList,
    );
    return {
      ...labels(destination),
      scope: { id: scope.resource.id, kind: scope.kind, location: scope.resource.location },
      verdict: finding.verdict,
      path: finding.path.map((step) => localiseStep(step, messages.say)),
      explanation: explain(finding.explanation, messages),
      uncovered: finding.uncovered.map((row) => localiseUncovered(row, messages.say)),
      prefixes: scope.subnet === null ? [] : known(scope.subnet.addressPrefixes),
      unguarded: isUnguarded(scope),
      tree: localiseTree(pathTree(parts, question, local), messages.say),
      firewalls,
    };
  });
  return { explanations, messages };
}

function labels(destination: Destination): Pick<PathExplanation, 'to' | 'target' | 'traffic'> {
  return {
    to: formatDestination(destination),
    target: destination.tag ?? destination.host ?? '',
    traffic: portsLabel(destination.protocol, [`${destination.port}`]),
  };
}

function known(prefixes: Value<readonly Value<string>[]>): readonly string[] {
  return isUnknown(prefixes) ? [] : prefixes.flatMap((prefix) => (isUnknown(prefix) ? [] : [prefix]));
}

/** N7: without a group on the subnet and on the network interface nothing is filtered there. */
function isUnguarded({ subnet, networkInterface }: Scope): boolean {
  if (subnet === null) return false;
  return subnet.networkSecurityGroup === null && (networkInterface?.networkSecurityGroup ?? null) === null;
}

/** Rule collection groups, by id, with the firewall that has them by its policy or a parent of it (F3); those of several firewalls are left out. */
function firewallsOfGroups(topology: Topology): ReadonlyMap<string, string> {
  const owners = new Map<string, Set<string>>();
  for (const firewall of topology.network.firewalls) {
    const seen = new Set<string>();
    let at = follow(firewall.policy, topology.policies);
    while (at.kind === 'one' && !seen.has(at.resource.key)) {
      seen.add(at.resource.key);
      for (const { id } of topology.groupsOfPolicy.get(at.resource.key) ?? [])
        owners.set(id, (owners.get(id) ?? new Set()).add(firewall.id));
      at = follow(at.resource.basePolicy, topology.policies);
    }
  }
  return new Map(
    [...owners].flatMap(([id, [only, ...others]]) => (only === undefined || others.length > 0 ? [] : [[id, only]])),
  );
}
