/** The paths of findings as one graph to draw: the scope, each leg once, what the findings reach for, and how each leg is left. */
import type { Finding, LegKind, PathStep, Verdict } from '../reachability/finding.js';
import { decidingStep } from './summary.js';

/** How traffic leaves a node. */
export type Fate = 'open' | 'closed' | 'undecided';

export interface GraphNode {
  readonly id: number;
  readonly kind: 'scope' | 'leg' | 'end';
  /** Of a leg. */
  readonly leg: LegKind | null;
  /** What the input calls the scope or what decides at the leg. */
  readonly resource: string;
  /** Of an end: the findings that reach for it, all with one verdict. */
  readonly findings: readonly Finding[];
}

export interface GraphEdge {
  readonly from: number;
  readonly to: number;
  readonly fate: Fate;
  /** The step to name beside the edge: the rule that decides, or the route that is taken. */
  readonly step: PathStep | null;
  /** Of an edge where a path ends: the verdict there. */
  readonly verdict: Verdict | null;
}

export interface PathGraph {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
}

/** The order in which Azure decides; where it goes back, another part of the traffic begins. */
const ORDER: Readonly<Record<'outbound' | 'inbound', readonly LegKind[]>> = {
  outbound: [
    'security-admin-rule',
    'network-interface-group',
    'network-security-group',
    'route',
    'firewall',
    'way-out',
    'managed-network',
  ],
  inbound: [
    'security-admin-rule',
    'network-security-group',
    'network-interface-group',
    'route',
    'firewall',
    'way-out',
    'managed-network',
  ],
};

/** Steps at one leg, and the leg that its traffic comes from: an index, or -1 for where the path begins. */
interface Stop {
  readonly leg: LegKind;
  readonly resource: string;
  readonly steps: PathStep[];
  readonly after: number;
}

/** A longer path is not drawn in full; the stop that decides always is. */
const MOST_STOPS = 24;

/**
 * @param groups findings of one scope and direction that share verdict and path; the first of each stands for all
 * @param scope what the scope is called
 */
export function pathGraph(groups: readonly (readonly Finding[])[], scope: string): PathGraph {
  const nodes: GraphNode[] = [];
  const edges = new Map<string, GraphEdge>();
  const legs = new Map<string, number>();
  const add = (node: Omit<GraphNode, 'id'>): number => nodes.push({ ...node, id: nodes.length }) - 1;
  const origin = add({ kind: 'scope', leg: null, resource: scope, findings: [] });

  const link = (edge: GraphEdge): void => {
    const { from, to, fate, step } = edge;
    const key = [from, to, fate, step === null ? '' : labelKey(step)].join('\n');
    if (!edges.has(key)) edges.set(key, edge);
  };

  for (const findings of groups) {
    const [finding] = findings;
    if (finding === undefined) continue;
    const end = add({ kind: 'end', leg: null, resource: '', findings });
    const inbound = finding.direction === 'inbound';
    const [first, last] = inbound ? [end, origin] : [origin, end];
    const decisive = decidingStep(finding);
    const stops = stopsOf(finding, decisive);
    const at = stops.map(({ leg, resource }) => {
      const key = `${leg}\n${resource}`;
      const known = legs.get(key);
      const node = known ?? add({ kind: 'leg', leg, resource, findings: [] });
      legs.set(key, node);
      return node;
    });
    stops.forEach((stop, index) => {
      const from = stop.after < 0 ? first : (at[stop.after] ?? first);
      const before = stop.after < 0 ? null : (stops[stop.after]?.steps ?? null);
      link({ from, to: at[index] ?? last, ...passage(before), verdict: null });
      if (stops.some(({ after }) => after === index)) return;
      const { fate, step } = ending(stop.steps, decisive, finding.verdict);
      link({ from: at[index] ?? first, to: last, fate, step, verdict: finding.verdict });
    });
    if (stops.length === 0)
      link({ from: first, to: last, fate: fateOf(finding.verdict), step: null, verdict: finding.verdict });
  }
  return { nodes, edges: [...edges.values()] };
}

/** The legs of a path in order. Steps of one leg and resource stand together; a leg that is no later than the one before begins a branch. */
function stopsOf(finding: Finding, decisive: PathStep | null): readonly Stop[] {
  const order = ORDER[finding.direction];
  const stops: Stop[] = [];
  for (const step of finding.path) {
    const last = stops.at(-1);
    if (last !== undefined && last.leg === step.leg && last.resource === step.resource) last.steps.push(step);
    else if (stops.length < MOST_STOPS || step === decisive) {
      const rank = order.indexOf(step.leg);
      const after = stops.findLastIndex((stop) => order.indexOf(stop.leg) < rank);
      stops.push({ leg: step.leg, resource: step.resource, steps: [step], after });
    }
  }
  return stops;
}

/** How traffic goes on to the next leg: open, or undecided where the leg before leaves it so. */
function passage(steps: readonly PathStep[] | null): Pick<GraphEdge, 'fate' | 'step'> {
  const open = steps?.find(({ action }) => action === 'unknown');
  if (open !== undefined) return { fate: 'undecided', step: open };
  return { fate: 'open', step: steps?.find(({ action }) => action === 'route') ?? null };
}

/** How a path ends at its last leg. */
function ending(
  steps: readonly PathStep[],
  decisive: PathStep | null,
  verdict: Verdict,
): Pick<GraphEdge, 'fate' | 'step'> {
  const denied = steps.find((step) => step === decisive && step.action === 'deny');
  const closed = denied ?? steps.find(({ action }) => action === 'deny');
  if (closed !== undefined) return { fate: 'closed', step: closed };
  const open = steps.find(({ action }) => action === 'unknown');
  if (open !== undefined) return { fate: 'undecided', step: open };
  // Of what is closed for want of something, such as a way out, the last leg may hold no step that denies.
  const step = steps.find(({ action }) => action === 'route') ?? null;
  return steps.includes(decisive as PathStep) ? { fate: fateOf(verdict), step } : { fate: 'open', step };
}

function fateOf(verdict: Verdict): Fate {
  return verdict === 'unmet' || verdict === 'partial' ? 'closed' : verdict === 'unknown' ? 'undecided' : 'open';
}

function labelKey({ action, rule, collection, priority, nextHop }: PathStep): string {
  return [action, rule, collection, priority, nextHop].join('\n');
}
