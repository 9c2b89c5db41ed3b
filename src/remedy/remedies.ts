/** Gaps to remedies: what closes each, in the language of whoever has to write it. */
import type { Message } from '../azure/message.js';
import type { Resource } from '../azure/model.js';
import type { TagList } from '../azure/tag-list.js';
import type { Remedy } from '../reachability/finding.js';
import type { Topology } from '../reachability/topology.js';
import type { Change } from './change.js';
import { languageOf } from './language-of.js';
import { armChange, armText, bicepText } from './languages/arm-change.js';
import { azChange } from './languages/az-change.js';
import { isAzapi } from './languages/azapi-change.js';
import { terraformChange } from './languages/terraform-change.js';
import { foldChanges } from './merge-changes.js';
import { type Bounds, type Gap, propose, UNBOUND } from './propose.js';
import { targetOf } from './written-rule.js';

/** Every remedy is tried by the engine; more than these help nobody at once. */
const MOST_REMEDIES = 500;

/** What closes a gap, and why nothing does, or not surely. */
export interface Repair {
  /** `null` where nothing that the input holds could be changed to close it. */
  readonly remedy: Remedy | null;
  /** `null` for a remedy that the engine has verified, and for a gap that was not tried. */
  readonly reason: Message | null;
}

/** @returns a repair for each gap, in their order, and how many were not tried */
export function remediesFor(
  gaps: readonly Gap[],
  topology: Topology,
  tagList: TagList | null,
): { readonly repairs: readonly Repair[]; readonly left: number } {
  const tried = gaps.slice(0, MOST_REMEDIES).map((gap) => repairOf(gap, topology, tagList));
  const left = gaps.slice(MOST_REMEDIES).map((): Repair => ({ remedy: null, reason: null }));
  return { repairs: [...tried, ...left], left: left.length };
}

/** What no text can say is no remedy. */
const WRITABLE: Bounds = {
  ...UNBOUND,
  isWritable: (change, topology) => partOf(change, topology) !== null,
};

function repairOf(gap: Gap, topology: Topology, tagList: TagList | null): Repair {
  const { changes: tried, verified, reason } = propose(gap, topology, tagList, WRITABLE);
  const parts = foldChanges(tried).flatMap((change) => partOf(change, topology) ?? []);
  const [first] = parts;
  if (first === undefined) return { remedy: null, reason };
  const text = parts.map((part) => withPlace(part, parts.length > 1)).join('\n\n');
  return { remedy: { language: first.language, text, location: first.resource.location, verified }, reason };
}

/** One change in the language of the file that it belongs in. */
interface Part {
  readonly language: Remedy['language'];
  readonly text: string;
  readonly resource: Resource;
  /** The collection that is there already and takes the rule. */
  readonly collection: string | null;
  /** Whether the text stands inside of what declares the resource. */
  readonly isInside: boolean;
}

function partOf(change: Change, topology: Topology): Part | null {
  const target = targetOf(change, topology);
  if (target === null) return null;
  const { resource, style } = target;
  const language = languageOfChange(change, resource, topology);
  const text = textOf(change, language, topology);
  const isRule = change.kind === 'firewall-rule';
  const collection = isRule && !change.collection.isNew ? change.collection.name : null;
  return text === null ? null : { language, text, resource, collection, isInside: style === 'inline' || isRule };
}

const COMMENT: Readonly<Record<Remedy['language'], string | null>> = {
  terraform: '#',
  bicep: '//',
  arm: '//',
  // A command names all that it is about.
  'az-cli': null,
};

/** A comment above what belongs inside of something that its place alone does not name. JSON by itself stays without: not every reader takes comments. */
function withPlace({ language, text, resource, collection, isInside }: Part, isOneOfSeveral: boolean): string {
  const mark = COMMENT[language];
  const asked = isOneOfSeveral || (collection !== null && language !== 'arm');
  if (mark === null || !isInside || !asked || /^resource /.test(text)) return text;
  const names = collection === null ? resource.id : `${resource.id}: ${collection}`;
  return `${mark} ${names.replace(/[^\P{C}]|[\p{Zl}\p{Zp}]/gu, '\uFFFD')}\n${text}`;
}

/** The language that a change is written in: that of its resource, but for resources of their own that azapi makes. */
export function languageOfChange(change: Change, resource: Resource, topology: Topology): Remedy['language'] {
  const isOwn = isAzapi(resource) && terraformChange(change, topology) !== null;
  return isOwn ? 'terraform' : languageOf(resource);
}

/** A change in words of a language; `null` where it cannot be written. */
export function textOf(change: Change, language: Remedy['language'], topology: Topology): string | null {
  if (language === 'terraform') return terraformChange(change, topology)?.lines.join('\n') ?? null;
  if (language === 'az-cli') return azChange(change, topology);
  const written = armChange(change, topology);
  if (written === null) return null;
  return language === 'bicep' ? bicepText(written, 'parent') : armText(written);
}
