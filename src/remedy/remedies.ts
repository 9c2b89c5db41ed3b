/** Gaps to remedies: what closes each, in the language of whoever has to write it. */
import type { TagList } from '../azure/tag-list.js';
import type { Remedy } from '../reachability/finding.js';
import type { Topology } from '../reachability/topology.js';
import type { Change } from './change.js';
import { languageOf } from './language-of.js';
import { armChange, armText, bicepText } from './languages/arm-change.js';
import { azChange } from './languages/az-change.js';
import { terraformChange } from './languages/terraform-change.js';
import { foldChanges } from './merge-changes.js';
import { type Gap, propose } from './propose.js';
import { targetOf } from './written-rule.js';

export { languageOf };

/** Every remedy is tried by the engine; more than these help nobody at once. */
const MOST_REMEDIES = 500;

/** @returns a remedy for each gap, in their order; `null` where nothing that the input holds could be changed to close it */
export function remediesFor(
  gaps: readonly Gap[],
  topology: Topology,
  tagList: TagList | null,
): { readonly remedies: readonly (Remedy | null)[]; readonly left: number } {
  const tried = gaps.slice(0, MOST_REMEDIES).map((gap) => remedyOf(gap, topology, tagList));
  const left = gaps.slice(MOST_REMEDIES).map(() => null);
  return { remedies: [...tried, ...left], left: left.length };
}

function remedyOf(gap: Gap, topology: Topology, tagList: TagList | null): Remedy | null {
  const { changes: tried, verified } = propose(gap, topology, tagList);
  const changes = foldChanges(tried);
  const [first] = changes;
  if (first === undefined) return null;
  const target = targetOf(first, topology)?.resource;
  if (target === undefined) return null;
  const language = languageOf(target);
  const texts = changes.map((change) => textOf(change, language, topology));
  if (texts.includes(null)) return null;
  return { language, text: texts.join('\n\n'), location: target.location, verified };
}

/** A change in words of a language; `null` where it cannot be written. */
export function textOf(change: Change, language: Remedy['language'], topology: Topology): string | null {
  if (language === 'terraform') return terraformChange(change, topology)?.lines.join('\n') ?? null;
  if (language === 'az-cli') return azChange(change, topology);
  const written = armChange(change, topology);
  if (written === null) return null;
  return language === 'bicep' ? bicepText(written, 'parent') : armText(written);
}
