/** What a verdict waits for, where an explanation has a sentence of its own for it: made here, and told apart here. */
import { type Message, msg, sameWords } from '../azure/message.js';

/** At most three names, and how many more. */
export function shortList(texts: readonly string[]): Message {
  return texts.length <= 3 ? msg`${texts}` : msg`${texts.slice(0, 3)} and ${texts.length - 3} more`;
}

/** The reason of public prefixes beside a host. */
export function hostAddresses(texts: Message): Message {
  return msg`the addresses of the host, which ${texts} may or may not hold`;
}

/** The reason of public prefixes beside a tag, without data of tags. */
export function tagData(texts: readonly string[]): Message {
  return texts.length === 1
    ? msg`service-tag data: without it, what ${shortList(texts)} holds is open`
    : msg`service-tag data: without it, what ${shortList(texts)} hold is open`;
}

/** The reason of a tag that holds another by no known fact. */
export function tagFact(name: string): Message {
  return msg`service-tag data: no fact says whether ${name} holds it`;
}

/** Whether a reason is that the addresses of a host are not known. */
export function waitsForHost(reason: Message): boolean {
  return sameWords(reason, hostAddresses(shortList([])));
}

/** Whether a reason is that data of service tags is missing. */
export function waitsForTagData(reason: Message): boolean {
  return [tagData(['']), tagData([]), tagFact('')].some((one) => sameWords(reason, one));
}

/** What a next hop IP waits for that no firewall of the input has. */
export function unseenAppliance(address: string | null): Message {
  return address === null
    ? msg`the appliance that the route names, which is not in the input`
    : msg`the appliance ${address}, which is not in the input`;
}

/** What an FQDN rule for a host of Azure Storage waits for (M3). */
export function storageByName(fqdn: string): Message {
  return msg`whether the service takes an FQDN rule for Azure Storage (${fqdn}): its documents say that it needs a private endpoint`;
}

/** Whether a reason is an appliance that is not in the input. */
export function waitsForAppliance(reason: Message): boolean {
  return ['', null].some((address) => sameWords(reason, unseenAppliance(address)));
}

/** Whether a reason is an FQDN rule for Azure Storage. */
export function waitsForStorageByName(reason: Message): boolean {
  return sameWords(reason, storageByName(''));
}
