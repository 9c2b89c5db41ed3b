/** Faults in the fields that all kinds of rules have: ports, protocols, prefixes, tags, priorities. */
import { type Message, msg } from '../../azure/message.js';
import { parsePorts } from '../../azure/ports.js';
import { isUnknown, type Value } from '../../azure/value.js';
import { type AddressText, readAddressText } from '../address-field.js';
import { isMissing, knownItems, type Note, quoted, type Where, warning } from './notes.js';

/** Ports that no packet has: `65536`, `443-80`, `80,443` in one text. */
export function* portFaults(ports: Value<readonly Value<string>[]>, where: Where): Generator<Note> {
  for (const port of knownItems(ports)) {
    if (parsePorts(port) !== null) continue;
    yield warning(
      msg`ports that cannot be read`,
      where,
      () => msg`${quoted(port)} is no port or port range and matches nothing; ${portAdvice(port)}`,
    );
  }
}

function portAdvice(text: string): Message {
  if (text.includes(',')) return msg`each port or range is an item of its own`;
  const [low = Number.NaN, high = low] = text.split('-').map(Number);
  if (low > 65535 || high > 65535) return msg`ports end at 65535`;
  return low > high ? msg`the lower end comes first` : msg`write 443, 8000-8080 or *`;
}

/** A protocol that is none of the names a rule may have matches nothing (N3, F7). Names in lower case. */
export function* protocolFaults(
  protocols: readonly string[],
  names: ReadonlySet<string>,
  where: Where,
): Generator<Note> {
  for (const protocol of protocols) {
    if (names.has(protocol.trim().toLowerCase())) continue;
    yield warning(
      msg`protocols that do not exist`,
      where,
      () => msg`${quoted(protocol)} is no protocol of such a rule, so it matches nothing`,
    );
  }
}

/** The known texts of an address field, read just as the engine does. */
export function* readAddressTexts(field: Value<readonly Value<string>[]>): Generator<AddressText> {
  for (const item of knownItems(field)) yield readAddressText(item);
}

/** What is wrong with one text of an address field wherever it stands: no prefix (`10.0.0.0/33`), no tag, not Azure's name of a tag (T6). */
export function* addressFaults(read: AddressText, where: Where): Generator<Note> {
  if (read.kind === 'bad') {
    yield warning(
      msg`prefixes that cannot be read`,
      where,
      () => msg`${quoted(read.text)} is no address and no prefix, so it matches nothing`,
    );
  } else if (read.kind === 'tag' && !read.tag.exists) {
    yield warning(msg`service tags that do not exist`, where, () => {
      const { suggestion } = read.tag;
      return suggestion === null
        ? msg`there is no service tag ${quoted(read.text)}, so it matches nothing`
        : msg`there is no service tag ${quoted(read.text)}, so it matches nothing; did you mean ${suggestion}?`;
    });
  } else if (read.kind === 'tag' && read.tag.documentSpelling) {
    yield warning(
      msg`service tags under names that Azure does not take`,
      where,
      () => msg`${quoted(read.text)} is what documents call the tag; Azure takes only ${read.tag.name}`,
    );
  }
}

/** Services whose tags with a region the download lists, but that no rule and no route can use with one (T7). */
const WITHOUT_REGION = new Set(['AzureMachineLearning', 'AzureResourceManager', 'AzureMonitor']);

/** A tag with a region where Azure offers it without only (T7). */
export function* regionFaults({ tag }: AddressText & { readonly kind: 'tag' }, where: Where): Generator<Note> {
  if (!tag.exists || tag.region === null || !WITHOUT_REGION.has(tag.service)) return;
  yield warning(
    msg`tags that cannot be used with a region`,
    where,
    () => msg`${tag.name} cannot be used with a region in rules and routes; write ${tag.service}`,
  );
}

/**
 * Tags that the tag list offers to security groups only, in a firewall rule or a route: they match in this check (T7). Of AzureCloud in firewalls
 * the page on tags and the rules for AKS say otherwise, so that is a note.
 */
export function* securityGroupOnly(
  { tag }: AddressText & { readonly kind: 'tag' },
  place: 'firewall rule' | 'route',
  where: Where,
): Generator<Note> {
  const cloud = tag.service === 'AzureCloud';
  if (!tag.exists || !(cloud || (tag.service === 'BatchNodeManagement' && tag.region !== null))) return;
  yield {
    kind:
      place === 'route'
        ? msg`tags in a route that Azure's list offers to network security groups only`
        : msg`tags in a firewall rule that Azure's list offers to network security groups only`,
    severity: cloud && place === 'firewall rule' ? 'note' : 'warning',
    where,
    text: () =>
      place === 'route'
        ? msg`Azure's list of tags offers ${tag.name} to network security groups only, not to a route; it is taken to match here`
        : msg`Azure's list of tags offers ${tag.name} to network security groups only, not to a firewall rule; it is taken to match here`,
  };
}

/** The range that priorities of one sort must be in. */
export interface PriorityRange {
  readonly low: number;
  readonly high: number;
}

/** A priority that is left out or out of its range (N1, F2). */
export function* priorityFaults(priority: Value<number>, { low, high }: PriorityRange, where: Where): Generator<Note> {
  if (isMissing(priority)) {
    yield warning(msg`missing priorities`, where, () => msg`it has no priority, so its place in the order is open`);
  } else if (!isUnknown(priority) && !(Number.isInteger(priority) && priority >= low && priority <= high)) {
    yield warning(
      msg`priorities out of range`,
      where,
      () => msg`the priority ${priority} is not between ${low} and ${high}; Azure refuses it`,
    );
  }
}

/**
 * Things of one place that share a number which only one may have: each but the first.
 * @param keyOf equal for things that may not share it; `null` for what is open
 */
export function* shared<T>(
  items: Iterable<T>,
  keyOf: (item: T) => string | null,
  note: (second: T, first: T) => Note,
): Generator<Note> {
  const first = new Map<string, T>();
  for (const item of items) {
    const key = keyOf(item);
    if (key === null) continue;
    const before = first.get(key);
    if (before === undefined) first.set(key, item);
    else yield note(item, before);
  }
}

/** A name in a sentence. */
export function nameOf(name: Value<string>): string | Message {
  return isUnknown(name) ? msg`another` : quoted(name);
}
