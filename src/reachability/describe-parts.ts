/** Parts of a far end in words: what of a service tag is left. */
import { type Message, msg } from '../azure/message.js';
import { shortList } from './reasons.js';
import type { Target } from './targets.js';

/** In words, the parts of a target that are left: "AzureActiveDirectory outside AzureCloud". `null` where they are all or have no words. */
export function describeParts(target: Target, left: bigint): Message | null {
  if (left === 0n || left === target.end.parts) return null;
  const named = target.parts.flatMap((part, i) =>
    part.kind === 'tag' ? [{ ...part, isLeft: ((left >> BigInt(i)) & 1n) === 1n }] : [],
  );
  const tags = named.filter(({ isLeft }) => isLeft);
  const service = tags[0]?.service ?? null;
  if (service === null) return null;
  if (tags.every(({ inCloud }) => inCloud === false)) return msg`${service} outside AzureCloud`;
  if (named.every(({ inCloud, isLeft }) => inCloud === isLeft)) return msg`${service} inside AzureCloud`;
  const mine = regionsOf(tags);
  if (mine !== null) return msg`${service} in ${shortList(mine)}`;
  const others = regionsOf(named.filter(({ isLeft }) => !isLeft));
  return others === null ? msg`part of ${service}` : msg`${service} outside ${shortList(others)}`;
}

/** The regions of parts, where each has one and they are few enough to name. */
function regionsOf(parts: readonly { readonly region: string | null }[]): readonly string[] | null {
  const regions = parts.flatMap(({ region }) => (region === null ? [] : [region]));
  return regions.length === parts.length && regions.length <= 3 ? regions : null;
}
