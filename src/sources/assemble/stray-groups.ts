/** Rule collection groups of which nobody knows the policy: any policy of the same file may have one more group than it shows (F2). */
import { msg } from '../../azure/message.js';
import { isUnknown, type Unknown, unknown } from '../../azure/value.js';
import type { Lists } from './lists.js';
import type { Resolver } from './resolver.js';

/** Links must be decided. A group whose policy is certainly outside of the input, or one of a few, is nobody else's. */
export function openPoliciesOfStrays(lists: Lists, { isOutside }: Resolver): void {
  const strays = new Map<string, Unknown>();
  for (const { policy, file, id } of lists.ruleCollectionGroups) {
    if (policy === null || !isUnknown(policy) || policy.candidates !== undefined || isOutside(policy)) continue;
    if (!strays.has(file)) strays.set(file, unknown(msg`whether ${id} belongs to this policy: ${policy.unknown}`));
  }
  if (strays.size === 0) return;
  lists.firewallPolicies = lists.firewallPolicies.map((policy) => {
    const stray = strays.get(policy.file);
    return stray === undefined || policy.otherGroups !== undefined ? policy : { ...policy, otherGroups: stray };
  });
}
