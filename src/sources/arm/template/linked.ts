/** Deployments whose template is elsewhere: what they deploy is not known, and that has to be said. */
import { msg } from '../../../azure/message.js';
import { unknown } from '../../../azure/value.js';
import type { PartialNetwork } from '../../parts.js';
import { DEPLOYMENT } from './resources-of.js';
import type { Instance, Run } from './run.js';
import { shown } from './tokens.js';

/** The names of the deployments whose templates are not in the input, each with a warning. */
export function noteLinked(all: readonly Instance[], run: Run): readonly string[] {
  return all.flatMap((instance) => {
    if (!DEPLOYMENT.test(instance.type) || instance.existing || instance.nested() !== null) return [];
    const name = instance.names.map(shown).join('/');
    run.warn(
      msg`deployment ${name} takes its template from elsewhere; what it deploys is not in the input`,
      instance.node.offset,
    );
    return [name];
  });
}

/**
 * Rules reach a firewall policy only as resources of their own, most often by a deployment: a policy without any group, beside a template that is
 * elsewhere, may have its groups there. One that has groups is taken for whole.
 */
export function openBarePolicies(network: PartialNetwork, linked: readonly string[]): PartialNetwork {
  const [first] = linked;
  if (first === undefined) return network;
  const withGroups = new Set(
    (network.ruleCollectionGroups ?? []).flatMap(({ policy }) =>
      policy !== null && 'key' in policy ? [policy.key] : [],
    ),
  );
  return {
    ...network,
    firewallPolicies: (network.firewallPolicies ?? []).map((policy) =>
      withGroups.has(policy.key) || policy.otherGroups !== undefined
        ? policy
        : {
            ...policy,
            otherGroups: unknown(
              msg`deployment ${first} takes its template from elsewhere, and may give ${policy.id} its rules`,
            ),
          },
    ),
  };
}
