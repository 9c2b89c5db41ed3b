/** Which of several declarations of one resource is deployed last: the one that depends on the others, and so overwrites them. */
import { spend } from '../language/budget.js';
import { isArray, isOpen } from '../language/values.js';
import { evaluateNode } from './evaluate-node.js';
import { memberOf } from './node.js';
import { instancesNamed } from './references.js';
import type { Instance } from './run.js';

/** The last of the declarations; `null` where `dependsOn` does not tell. */
export function lastDeployed(variants: readonly Instance[]): Instance | null {
  const last = variants.filter((one) => variants.every((other) => other === one || isAfter(one, other)));
  return last.length === 1 ? (last[0] ?? null) : null;
}

/** Whether one is deployed after the other: it, or the deployment around it, depends on the other, or on the deployment around that. */
function isAfter(one: Instance, other: Instance): boolean {
  const [a, b] = [wayTo(one), wayTo(other)];
  const fork = a.findIndex((step, index) => step !== b[index]);
  const [from, to] = [a[fork], b[fork]];
  return from !== undefined && to !== undefined && dependsOn(from, to);
}

/** The deployments around a resource, outermost first, and itself. */
function wayTo(instance: Instance): readonly Instance[] {
  const way: Instance[] = [];
  for (let one: Instance | null = instance; one !== null; one = one.deployment.resource) way.unshift(one);
  return way;
}

/** Directly, or through others of the same template. */
function dependsOn(from: Instance, to: Instance): boolean {
  const seen = new Set<Instance>();
  const waiting = [from];
  for (let one = waiting.pop(); one !== undefined; one = waiting.pop()) {
    for (const next of dependenciesOf(one)) {
      if (next === to) return true;
      if (seen.has(next)) continue;
      seen.add(next);
      waiting.push(next);
    }
  }
  return false;
}

/** Ids, names, symbolic names or names of loops. */
function dependenciesOf(instance: Instance): readonly Instance[] {
  const { deployment, node, scope } = instance;
  const written = memberOf(node, 'dependsOn');
  const value = written === null ? [] : evaluateNode(written, scope, deployment.run);
  if (!isArray(value)) return [];
  spend(deployment.run.budget, 'steps', 1 + value.length);
  return value.flatMap((one) => (typeof one === 'string' || isOpen(one) ? instancesNamed(deployment, one) : []));
}
