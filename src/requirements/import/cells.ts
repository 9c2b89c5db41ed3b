/** What a cell says: ports and protocols, service tags, hosts, directions. Each reader answers only if it understands the whole. */
import { canonicalTag, parseServiceTag, specialTag } from '../../azure/service-tags.js';
import { REGION } from '../normalise.js';
import type { Direction, Protocol } from '../requirement.js';
import type { Cell } from './inline.js';
import { ANY, folded, INBOUND, OUTBOUND, REGION_WORDS } from './words.js';

/** Ports of one protocol, as an edition writes them: `443`, `29876-29877`. */
export interface PortsOf {
  /** `null`: the cell does not say. */
  readonly protocol: Protocol | null;
  readonly ports: readonly string[];
}

export interface HostOf {
  readonly host: string;
  readonly urlPath: string | null;
  /** In the text itself: `contoso.com:8443`. */
  readonly port: string | null;
}

/** The directions that a text speaks of, inbound first. */
export function directionsIn(text: string): readonly Direction[] {
  const plain = folded(text);
  return [
    ...(INBOUND.test(plain) ? (['inbound'] as const) : []),
    ...(OUTBOUND.test(plain) ? (['outbound'] as const) : []),
  ];
}

const PORT_TOKEN =
  /(\d{1,6})(?:\s*[-‐-―~〜]\s*(\d{1,6}))?|(https?(?:\/s)?|mssql|tcp|udp)|(\/|\()|([^\s,;:、，；：)*¹²³†‡|]+)|./gu;

/** What may stand between ports and mean nothing. */
const PORT_NOISE = new Set([
  'and',
  'or',
  'und',
  'et',
  'y',
  'e',
  'en',
  'och',
  'og',
  'i',
  'a',
  'és',
  've',
  'и',
  'та',
  'dan',
  '및',
  '와',
  '과',
  '和',
  '及',
  '與',
  '、',
  '&',
  '+',
  'port',
  'ports',
  '포트',
  'ポート',
  '端口',
  '連接埠',
  'puerto',
  'puertos',
  'porta',
  'portas',
  'porte',
  'порт',
  'порты',
  'poort',
  '.',
]);

/**
 * Reads a list of ports: `80, 443`; `TCP 443, 8787 UDP: 5831`; `443/TCP`; `TCP/UDP: 443`. Direction words may stand in it.
 * @returns the ports by protocol, in order; `null` where it is anything else
 */
export function readPorts(cell: Cell): readonly PortsOf[] | null {
  const out: { protocol: Protocol | null; ports: string[] }[] = [];
  for (const line of cell.lines) {
    let protocols: readonly (Protocol | null)[] = [null];
    let named = false; // the protocols were named since the last port
    let joined = false; // a slash or a parenthesis was just read
    let since: string[] = []; // ports since the last protocol
    // Before folding, which makes a footnote's mark a digit.
    const plain = folded(line.replace(/[¹²³⁴-⁹⁰†‡]/gu, ' '));
    for (const [, low, high, protocol, join, word] of plain.matchAll(PORT_TOKEN)) {
      if (low !== undefined) {
        const range = rangeOf(low, high ?? low);
        if (range === null) return null;
        for (const one of protocols) add(out, one, range);
        since.push(range);
        named = false;
      } else if (protocol !== undefined) {
        const kind: Protocol = protocol === 'udp' ? 'udp' : 'tcp';
        if (joined && since.length > 0) {
          // After its ports, as in 443/tcp or 5831 (UDP).
          for (const range of since) move(out, range, kind);
          since = [];
        } else {
          protocols = named ? [...new Set([...protocols, kind])] : [kind];
          named = true;
          since = [];
        }
      } else if (word !== undefined && ANY.test(word)) {
        protocols = ['tcp', 'udp'];
        named = true;
        since = [];
      } else if (word !== undefined && !PORT_NOISE.has(word) && directionsIn(word).length === 0) return null;
      joined = join !== undefined;
    }
  }
  return out.length > 0 ? out : null;
}

function rangeOf(low: string, high: string): string | null {
  const [from, to] = [Number(low), Number(high)];
  if (!(from >= 1 && from <= to && to <= 65535)) return null;
  return from === to ? `${from}` : `${from}-${to}`;
}

function add(out: { protocol: Protocol | null; ports: string[] }[], protocol: Protocol | null, range: string): void {
  const group = out.find((one) => one.protocol === protocol);
  if (group === undefined) out.push({ protocol, ports: [range] });
  else if (!group.ports.includes(range)) group.ports.push(range);
}

/** A port that stood before its protocol. */
function move(out: { protocol: Protocol | null; ports: string[] }[], range: string, to: Protocol): void {
  for (const group of out) if (group.protocol === null) group.ports = group.ports.filter((one) => one !== range);
  add(out, to, range);
  for (let i = out.length - 1; i >= 0; i--) if (out[i]?.ports.length === 0) out.splice(i, 1);
}

/** Reads a cell of protocols: `TCP`, `HTTPS/HTTP`, `TCP/UDP`, `Any`. */
export function readProtocols(cell: Cell): readonly Protocol[] | null {
  const found = new Set<Protocol>();
  for (const word of folded(cell.lines.join(' '))
    .split(/[\s,/&+、]+/)
    .filter(Boolean)) {
    if (/^(tcp|https?|s|mssql)$/.test(word)) found.add('tcp');
    else if (word === 'udp') found.add('udp');
    else if (ANY.test(word)) for (const one of ['tcp', 'udp'] as const) found.add(one);
    else if (!PORT_NOISE.has(word) && word !== '*') return null;
  }
  return found.size > 0 ? [...found] : null;
}

/** The marks of footnotes at the end of a word. */
export const MARKS = /[*†‡¹²³⁴-⁹⁰]+$/u;

/** One word as a service tag: Azure's own name, `<region>` where the document has a word for it; `null` where it cannot be one. */
export function readTag(word: string): { readonly tag: string; readonly known: boolean } | null {
  const text = word.replace(MARKS, '').replace(/[,;:]$/, '');
  const dot = text.lastIndexOf('.');
  const suffix = dot < 0 ? '' : text.slice(dot + 1);
  if (dot > 0 && isRegionWord(suffix)) {
    const service = text.slice(0, dot);
    const known = parseServiceTag(service).exists;
    return /^[A-Za-z][A-Za-z0-9.]*$/.test(service) ? { tag: `${canonicalTag(service)}.${REGION}`, known } : null;
  }
  if (!/^[A-Za-z][A-Za-z0-9]*(\.[A-Za-z][A-Za-z0-9]*)*$/.test(text) || text.length > 100) return null;
  if (specialTag(text) !== null) return { tag: canonicalTag(text), known: true };
  const { name, exists } = parseServiceTag(text);
  return { tag: name, known: exists };
}

/** `region`, `<region>`, `[région]`, `{your-region}`. */
function isRegionWord(text: string): boolean {
  const inner = /^[<[{(](.*)[>\]})]$/.exec(text)?.[1];
  const word = (inner ?? text).toLowerCase();
  return REGION_WORDS.has(word) || (inner !== undefined && /region|location/.test(word));
}

/** The known service tags that a line begins with: one, or several separated by commas. The rest of the line is a remark. */
export function tagsOf(line: string): readonly string[] {
  const out: string[] = [];
  for (const word of line.split(/[\s,、]+/).filter((one) => one !== '')) {
    const read = readTag(word);
    if (read?.known !== true) break;
    out.push(read.tag);
  }
  return [...new Set(out)];
}

const PLACEHOLDERS: readonly (readonly [pattern: RegExp, name: string])[] = [
  [/region|location|リージョン|지역|区域/, REGION],
  [/storage|blob|account|stockage|almacen|armazen|archivi|speicher|스토리지|ストレージ|存储/, '<storage>'],
  [/acr|registry|container/, '<acr>'],
  [/workspace/, '<workspace-id>'],
];

/** A lower-case name of at least two labels, with a wildcard or a name to fill in at its beginning at most. */
function isHost(host: string): boolean {
  const rest = host.replace(/^(\*|<(acr|storage|workspace-id)>)/, '');
  const labels = rest.split('.');
  const named = rest !== host && labels[0] === '' ? labels.slice(1) : labels;
  const last = named.at(-1) ?? '';
  return (
    host.length <= 253 &&
    named.length > 1 &&
    named.every((label) => /^([a-z0-9_-]|<region>)+$/.test(label)) &&
    /^[a-z][a-z0-9-]*[a-z]$/.test(last)
  );
}

/**
 * One word as a host, with or without scheme, port and path. Names to fill in are written as editions write them: `<region>`, `<acr>`,
 * `<storage>`, `<workspace-id>`.
 * @returns `null` where it is none, or one that no edition can write
 */
export function readHost(word: string): HostOf | null {
  const text = word.replace(/^["'“”(]+|["'“”),;.]+$/gu, '').replace(/^https?:\/\//i, '');
  if (text.length > 300) return null;
  const slash = text.search(/\//);
  const [authority, path] = slash < 0 ? [text, ''] : [text.slice(0, slash), text.slice(slash + 1)];
  const [name = '', port] = authority.split(':');
  if (authority.split(':').length > 2 || (port !== undefined && rangeOf(port, port) === null)) return null;
  const filled = placeholders(name);
  if (filled === null) return null;
  const host = lowerName(filled);
  if (!isHost(host)) return null;
  // AzureFrontDoor.FrontEnd looks like a name too.
  if (/[A-Z]/.test(name.replace(/[<[{][^>\]}]*[>\]}]/g, '')) && readTag(name)?.known === true) return null;
  const urlPath = path === '' || path === '*' ? null : path;
  if (urlPath !== null && !/^[^\s*]*\*?$/.test(urlPath)) return null;
  return { host, urlPath, port: port ?? null };
}

/** `null` where a name to fill in has no counterpart. */
function placeholders(name: string): string | null {
  let unknown = false;
  const filled = name
    .replace(/[<[{]([^<>[\]{}]*)[>\]}]/g, (_, inner: string) => {
      const found = PLACEHOLDERS.find(([pattern]) => pattern.test(inner.toLowerCase()))?.[1];
      unknown ||= found === undefined;
      return found ?? '';
    })
    // Older documents write a bare word: region.tundra.azureml.ms
    .replace(/(^|\.)region(?=\.)/gi, (_, dot: string) => `${dot}${REGION}`);
  return unknown ? null : filled;
}

function lowerName(name: string): string {
  return name.toLowerCase().replace(/\.$/, '');
}

/** No line of a table has more. */
const MOST_HOSTS = 100;

/** The hosts of a line; `null` where anything else stands in it. Blanks inside `<your storage>` do not part it. */
export function hostsOf(line: string): readonly HostOf[] | null {
  const words = line
    .replace(/<[^<>]{1,60}>/g, (one) => one.replaceAll(' ', '-'))
    .split(/[\s,、;]+/)
    .filter((one) => one !== '' && !PORT_NOISE.has(one));
  if (words.length > MOST_HOSTS) return null;
  const hosts = words.map(readHost);
  return hosts.length > 0 && hosts.every((one) => one !== null) ? hosts.filter((one) => one !== null) : null;
}
