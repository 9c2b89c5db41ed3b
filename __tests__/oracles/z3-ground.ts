/** What generated policies are made of: the rows of the matrix, and ways to write ports and addresses that meet them, or miss them. */
import type { Resource } from '../../src/azure/model.js';
import type { Direction, PortRange, Requirement } from '../../src/requirements/requirement.js';
import { widthOf, writePrefix } from './z3-addresses.js';
import type { Random } from './z3-random.js';
import type { Tags } from './z3-tags.js';

/** What the parts of a policy are made of. */
export interface Ground {
  readonly random: Random;
  readonly tags: Tags;
  readonly requirements: readonly Requirement[];
  readonly dualStack: boolean;
  /** Whether something is left open in this policy. */
  readonly open: boolean;
}

const REGION = 'westus2';
const ROWS: readonly (readonly [Direction, Requirement['protocol'], tag: string, ...ports: (number | PortRange)[]])[] =
  [
    ['outbound', 'tcp', 'AzureActiveDirectory', 80, 443],
    ['outbound', 'tcp', 'AzureMachineLearning', 443, 8787, 18881],
    ['outbound', 'udp', 'AzureMachineLearning', 5831],
    ['outbound', 'tcp', `BatchNodeManagement.${REGION}`, 443],
    ['outbound', 'tcp', 'AzureResourceManager', 443],
    ['outbound', 'tcp', `Storage.${REGION}`, 443, 445],
    ['outbound', 'tcp', 'AzureFrontDoor.Frontend', 443],
    ['outbound', 'tcp', 'MicrosoftContainerRegistry', 443],
    ['outbound', 'tcp', 'AzureFrontDoor.FirstParty', 443],
    ['outbound', 'tcp', `AzureContainerRegistry.${REGION}`, 443],
    ['outbound', 'tcp', `AzureKeyVault.${REGION}`, 443],
    ['inbound', 'tcp', 'BatchNodeManagement', { low: 29876, high: 29877 }],
    ['inbound', 'tcp', 'AzureMachineLearning', 44224],
  ];
export const ALL_REQUIREMENTS: readonly Requirement[] = ROWS.map(([direction, protocol, tag, ...ports]) => ({
  id: `${direction}-${tag}-${protocol}`,
  level: 'required',
  direction,
  protocol,
  ports: ports.map((port) => (typeof port === 'number' ? { low: port, high: port } : port)),
  tag,
  host: null,
  urlPath: null,
  hostIsPartOf: null,
  standIns: [],
  feature: null,
  purpose: '',
  source: '',
}));

export function resource(key: string): Resource {
  return { key, id: key, name: key, file: 'plan.json', location: null, reported: true };
}

/** Ports for a rule about this requirement. */
export function portTexts({ random }: Ground, { ports }: Requirement): readonly string[] {
  const written = ports.map(({ low, high }) => (low === high ? String(low) : `${low}-${high}`));
  const port = ports[0]?.low ?? 443;
  return random.weighted<readonly string[]>(
    [10, () => written],
    [3, () => ['*']],
    [1, () => ['0-65535']],
    [1.5, () => random.some(written, 1)],
    [1, () => [`${port - random.below(40)}-${port + random.below(10)}`, ...written.slice(1)]],
    [0.5, () => ['8080', '22']],
  );
}

/** The far end for a rule about this requirement: its tag, a larger or another tag, or some of its prefixes. */
export function farTexts(
  ground: Ground,
  requirement: Requirement,
  wide: readonly [string, ...string[]],
): readonly string[] {
  const { random } = ground;
  const tag = requirement.tag ?? '';
  const [service = tag, region] = tag.split('.');
  const regional = region === REGION;
  return random.weighted<readonly string[]>(
    [12, () => [random.chance(0.2) ? tag.toUpperCase() : tag]],
    [regional ? 2 : 0, () => [service]],
    [1, () => ['AzureCloud']],
    [1, () => [`AzureCloud.${REGION}`]],
    [1, () => [random.pick(['Storage', 'Storage.eastus', 'AzureMonitor', 'AzureKeyVault'])]],
    [2, () => ['*']],
    [2, () => [random.pick(wide)]],
    [0.3, () => ['Storge.westus2']],
    [4, () => Array.from({ length: 1 + random.below(6) }, () => farPrefix(ground, requirement))],
    [1, () => allPrefixes(ground, requirement)],
  );
}

/** All prefixes of the tag, or all but one. */
function allPrefixes({ random, tags, dualStack }: Ground, { tag }: Requirement): readonly string[] {
  const blocks = (tags.get((tag ?? '').toLowerCase()) ?? []).filter(({ family }) => dualStack || family === 4);
  const left = random.chance(0.5) ? blocks : random.some(blocks, blocks.length - 1);
  return left.map(({ family, low, length }) => writePrefix(family, low, length ?? widthOf(family)));
}

/** A prefix of the tag, or one that is somewhat wider or narrower, or a range. */
export function farPrefix({ random, tags, dualStack }: Ground, { tag }: Requirement, range = true): string {
  const blocks = (tags.get((tag ?? '').toLowerCase()) ?? []).filter(({ family }) => dualStack || family === 4);
  const block = random.some(blocks, 1)[0];
  if (block === undefined) throw new Error(`the tag list has no ${tag}`);
  const width = widthOf(block.family);
  const change = random.weighted<number>([5, () => 0], [3, () => -1 - random.below(8)], [2, () => 1 + random.below(2)]);
  const length = Math.max(1, Math.min(width, (block.length ?? width) + change));
  const address = block.low + BigInt(random.below(2)) * (block.high - block.low);
  if (range && block.family === 4 && random.chance(0.1)) {
    const ends = [block.low, block.high].map((end) => writePrefix(4, end, 32).split('/')[0]);
    return ends.join('-');
  }
  const size = 1n << BigInt(width - length);
  return writePrefix(block.family, (address / size) * size, length);
}
