/** An address field of a rule, read: any address, prefixes, service tags, words of security groups, and what is open. */
import { type AddressSet, parseAddresses, unionOf } from '../azure/addresses.js';
import { remembered } from '../azure/remembered.js';
import { parseServiceTag, type ServiceTag, specialTag } from '../azure/service-tags.js';
import { isUnknown, type Unknown, type Value } from '../azure/value.js';

/** One text of the field. */
export type AddressText =
  | { readonly kind: 'any'; readonly text: string }
  | { readonly kind: 'addresses'; readonly text: string; readonly addresses: AddressSet }
  /** Neither prefix nor tag: it matches nothing; `rule-diagnostics` says so. */
  | { readonly kind: 'bad'; readonly text: string }
  /** `Internet`, `VirtualNetwork`, `AzureLoadBalancer` and the platform's tags, in Azure's spelling. */
  | { readonly kind: 'special'; readonly text: string; readonly name: string }
  /** A tag, whether or not it exists. */
  | { readonly kind: 'tag'; readonly text: string; readonly tag: ServiceTag };

export function readAddressText(item: string): AddressText {
  const text = item.trim();
  if (isAnything(text)) return { kind: 'any', text };
  if (text === '' || startsLikeAddress(text)) {
    const addresses = parseAddresses(text);
    return addresses === null ? { kind: 'bad', text } : { kind: 'addresses', text, addresses };
  }
  return readName(text);
}

const readName = remembered((text): Extract<AddressText, { readonly kind: 'special' | 'tag' }> => {
  const name = specialTag(text);
  return name === null ? { kind: 'tag', text, tag: parseServiceTag(text) } : { kind: 'special', text, name };
});

/** `*`, `Any` and 0.0.0.0/0 mean the same (N5). */
export function isAnything(text: string): boolean {
  return text === '*' || text === '0.0.0.0/0' || text.toLowerCase() === 'any';
}

/** Whether a text means to be an address or prefix, and not a tag. */
export function startsLikeAddress(text: string): boolean {
  return /^[\d:]/.test(text) || /^[0-9a-f]{1,4}:/i.test(text);
}

/** The whole field. */
export interface AddressField {
  /** One of the texts is for every address, whatever the others are. */
  readonly anything: boolean;
  /** All prefixes together, since two halves of everything are everything; `null`: there are none. */
  readonly addresses: AddressSet | null;
  /** The prefixes as written. */
  readonly texts: readonly string[];
  /** Names and what is open, in the order of the field. */
  readonly names: readonly (Unknown | Extract<AddressText, { readonly kind: 'special' | 'tag' }>)[];
}

const NOTHING: AddressField = { anything: false, addresses: null, texts: [], names: [] };
const ANYTHING: AddressField = { ...NOTHING, anything: true };

/** Reads a field for as many questions as there will be. */
export function readAddressField(field: Value<readonly Value<string>[]>): AddressField {
  if (isUnknown(field)) return { ...NOTHING, names: [field] };
  const [first] = field;
  if (field.length === 1 && first !== undefined) return readOne(first);
  const sets: AddressSet[] = [];
  const texts: string[] = [];
  const names: AddressField['names'][number][] = [];
  for (const item of field) {
    const read = isUnknown(item) ? item : readAddressText(item);
    if (isUnknown(read) || read.kind === 'special' || read.kind === 'tag') names.push(read);
    else if (read.kind === 'any') return ANYTHING;
    else if (read.kind === 'addresses') {
      sets.push(read.addresses);
      texts.push(read.text);
    }
  }
  return { anything: false, addresses: sets.length === 0 ? null : unionOf(sets), texts, names };
}

/** A field of one text, as most are. */
function readOne(item: Value<string>): AddressField {
  const read = isUnknown(item) ? item : readAddressText(item);
  if (isUnknown(read) || read.kind === 'special' || read.kind === 'tag') return { ...NOTHING, names: [read] };
  if (read.kind === 'any') return ANYTHING;
  return read.kind === 'bad' ? NOTHING : { ...NOTHING, addresses: read.addresses, texts: [read.text] };
}
