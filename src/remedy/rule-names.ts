/** How rules are named and described, and how Azure wants service tags spelt in them. */
import { findRegion } from '../azure/regions.js';
import { parseServiceTag } from '../azure/service-tags.js';
import type { PortRange, Requirement } from '../requirements/requirement.js';

/** How many characters of a description Azure takes. */
const DESCRIPTION = 140;

/** Regions in the spelling of Microsoft's own lists (T8): Azure Firewall has taken others for addresses (T6). */
export function spelled(tag: string): string {
  const { service, region } = parseServiceTag(tag);
  const known = region === null ? null : findRegion(region);
  if (known === null || region === null) return tag;
  if (service === 'AzureCloud') return `${service}.${known.azureCloudSuffix}`;
  return `${service}.${known.displayName.replace(/[^A-Za-z0-9]/g, '')}`;
}

/** A firewall takes BatchNodeManagement only without its region (T7). */
export function firewallTag(tag: string): string {
  const { service } = parseServiceTag(tag);
  return service === 'BatchNodeManagement' ? service : spelled(tag);
}

/** `Allow` and the requirement's id in one word: letters and digits only, which every language takes. */
export function ruleName({ id }: Requirement): string {
  const words = id.split(/[^A-Za-z0-9]+/).filter((word) => word !== '');
  return `Allow${words.map((word) => `${word.charAt(0).toUpperCase()}${word.slice(1)}`).join('')}`.slice(0, 79);
}

export function portTexts(ports: readonly PortRange[]): readonly string[] {
  return ports.map(({ low, high }) => (low === high ? String(low) : `${low}-${high}`));
}

export function clip(text: string): string {
  return text.length <= DESCRIPTION ? text : `${text.slice(0, DESCRIPTION - 1)}…`;
}

/** A name in the manner of its neighbours: `allow-outbound-storage` among names with hyphens, `allow_outbound_storage` among those with underscores. */
export function nameLike(name: string, neighbours: readonly string[]): string {
  const words = name.split(/(?<=[a-z0-9])(?=[A-Z])/);
  const votes = { '-': 0, _: 0, '': 0 };
  for (const neighbour of neighbours) {
    if (neighbour.includes('-')) votes['-'] += 1;
    else if (neighbour.includes('_')) votes._ += 1;
    // One small word (`storage`) does not say how two would be joined, but that they are not with capitals.
    else if (/[A-Z]/.test(neighbour)) votes[''] += 1;
  }
  const isSmall = neighbours.length > 0 && votes['-'] + votes._ + votes[''] === 0;
  const joint = isSmall || (votes['-'] > votes[''] && votes['-'] >= votes._) ? '-' : votes._ > votes[''] ? '_' : '';
  if (joint === '') return name;
  const capital = neighbours.some((neighbour) => neighbour.includes(joint) && /^[A-Z]/.test(neighbour));
  return words.map((word) => (capital ? word : word.toLowerCase())).join(joint);
}
