/** From an edition to requirements: its rows for one cloud, region and scope (CONTRACT, "Decisions"). */
import { isUnknown } from '../azure/value.js';
import type { Edition, ExtraPorts, Row, StandIns } from './edition.js';
import type { MatrixContext, ScopeFacts } from './facts.js';
import { featureLevel, holds, type NamedFeatures, namedFeatures } from './features.js';
import { REGION, serviceOf } from './normalise.js';
import type { Level, PortRange, Requirement, StandInHost } from './requirement.js';

interface Inputs {
  readonly edition: Edition;
  readonly context: MatrixContext;
  readonly facts: ScopeFacts;
  readonly named: NamedFeatures;
}

/** Names that only the user's environment has, in hosts: `<acr>.azurecr.io`. */
const PLACEHOLDER = /<(acr|storage|workspace-id)>/g;

/**
 * What one scope needs. Rows of other clouds, of features that are not asked for and of conditions that do not hold are left out; a condition
 * that the input leaves open makes its row recommended. Where the region is unknown, tags and hosts keep the text `<region>`.
 * @returns inbound requirements, then tags, then hosts, each in the order of the edition; never two of the same packets
 */
export function requirementsFor(edition: Edition, context: MatrixContext, facts: ScopeFacts): readonly Requirement[] {
  const inputs: Inputs = { edition, context, facts, named: namedFeatures(context.features) };
  const asked = edition.rows.filter(({ clouds }) => clouds.includes(context.cloud)).flatMap((row) => ask(row, inputs));
  return withoutDuplicates(asked);
}

function ask(row: Row, inputs: Inputs): readonly Requirement[] {
  const { context, facts, named } = inputs;
  // M1: the service looks after what comes in to a managed network.
  if (row.direction === 'inbound' && facts.kind === 'managed-network') return [];
  const level = levelOf(row, inputs);
  if (level === null) return [];
  const ports = [...row.ports];
  const alone: ExtraPorts[] = [];
  for (const extra of row.extraPorts) {
    const answer = holds(extra.when, named, context, facts);
    if (answer === true) ports.push(...extra.ports);
    else if (answer === null) alone.push(extra);
  }
  return [
    instantiate(row, row.id, level, ports, inputs),
    ...alone.map((extra) => instantiate(row, extra.id, 'recommended', extra.ports, inputs)),
  ];
}

/** The strongest level that feature, conditions and the row itself leave; `null`: not asked. */
function levelOf(row: Row, { context, facts, named }: Inputs): Level | null {
  const byFeature = featureLevel(row.feature, named, facts);
  if (byFeature === null) return null;
  const answers = row.when.map((condition) => holds(condition, named, context, facts));
  if (answers.includes(false)) return null;
  return byFeature === 'required' && row.level === 'required' && !answers.includes(null) ? 'required' : 'recommended';
}

function instantiate(row: Row, id: string, level: Level, ports: readonly PortRange[], inputs: Inputs): Requirement {
  const { context } = inputs;
  const host = row.host === null ? null : fillHost(row.host, inputs);
  return {
    id,
    // The host is not known by name: nothing that cannot be seen is required.
    level: host?.placeholder === undefined ? level : 'recommended',
    direction: row.direction,
    protocol: row.protocol,
    ports,
    tag: row.tag === null ? null : fillRegion(row.tag, context),
    host: host?.name ?? null,
    urlPath: row.urlPath,
    hostIsPartOf: row.partOf === null ? null : fillRegion(partOf(row.partOf, inputs), context),
    standIns: standIns(row, ports, inputs),
    feature: row.feature,
    purpose: row.purpose[context.language],
    source: row.source.date === undefined ? row.source.document : `${row.source.document}, ${row.source.date}`,
    ...(row.fqdnTag === null ? {} : { fqdnTag: row.fqdnTag }),
    ...(host?.placeholder === undefined ? {} : { placeholder: host.placeholder }),
  };
}

function fillRegion(text: string, { region }: MatrixContext): string {
  return isUnknown(region) ? text : text.replaceAll(REGION, () => region);
}

/** The host by its name; where a name of the user's is not known, as the wildcard that holds it. */
function fillHost(host: string, { context, facts }: Inputs): { readonly name: string; readonly placeholder?: string } {
  const filled = fillRegion(host, context);
  const named = filled.replace(
    PLACEHOLDER,
    (text, key: keyof NonNullable<ScopeFacts['names']>) => facts.names?.[key] ?? text,
  );
  const wildcard = named.replace(PLACEHOLDER, '*');
  return wildcard === named ? { name: named } : { name: wildcard, placeholder: named };
}

/** The tag that a host belongs to, in the form that this edition asks for it: with the region or without. */
function partOf(tag: string, { edition, context }: Inputs): string {
  const service = serviceOf(tag);
  const same = edition.rows.find(
    (row) =>
      row.direction === 'outbound' &&
      row.tag !== null &&
      serviceOf(row.tag) === service &&
      row.clouds.includes(context.cloud),
  );
  return same?.tag ?? tag;
}

/** The stand-in hosts of a tag on the ports and the protocol asked for. A host whose name is not known stands in for nothing. */
function standIns(row: Row, ports: readonly PortRange[], inputs: Inputs): readonly StandInHost[] {
  if (row.tag === null || row.direction === 'inbound') return [];
  const all: StandIns | undefined = row.standIns ?? inputs.edition.standIns.get(serviceOf(row.tag));
  const out = new Map<string, StandInHost>();
  for (const group of all?.[inputs.context.cloud] ?? []) {
    if (!group.protocols.includes(row.protocol)) continue;
    if (group.feature !== null && !inputs.named.has(group.feature)) continue;
    const shared = common(group.ports, ports);
    if (shared.length === 0) continue;
    for (const text of group.hosts) {
      const { name, placeholder } = fillHost(text, inputs);
      if (placeholder !== undefined) continue;
      const before = out.get(name)?.ports ?? [];
      out.set(name, {
        host: name,
        ports: [...before, ...shared.filter((range) => !before.some((one) => within(range, one)))],
      });
    }
  }
  return [...out.values()];
}

function common(a: readonly PortRange[], b: readonly PortRange[]): readonly PortRange[] {
  return a.flatMap((left) =>
    b.flatMap((right) => {
      const range = { low: Math.max(left.low, right.low), high: Math.min(left.high, right.high) };
      return range.low <= range.high ? [range] : [];
    }),
  );
}

function within(inner: PortRange, outer: PortRange): boolean {
  return outer.low <= inner.low && inner.high <= outer.high;
}

/** Features may share a host: it is asked once, at the place of the first and the level of the strongest. */
function withoutDuplicates(requirements: readonly Requirement[]): readonly Requirement[] {
  const kept = new Map<string, Requirement>();
  for (const one of requirements) {
    const ports = one.ports.map(({ low, high }) => `${low}-${high}`).sort();
    const key = JSON.stringify([
      one.direction,
      one.protocol,
      ports,
      one.tag?.toLowerCase(),
      one.host?.toLowerCase(),
      one.urlPath,
    ]);
    const before = kept.get(key);
    if (before === undefined || (before.level === 'recommended' && one.level === 'required')) kept.set(key, one);
  }
  return [...kept.values()];
}
