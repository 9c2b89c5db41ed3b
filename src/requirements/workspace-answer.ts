/** What a workspace itself answers when it is asked what it needs (`outboundNetworkDependenciesEndpoints`), as an edition of hosts. */
import { type Message, msg } from '../azure/message.js';
import type { EditionDocument, RowDocument } from './edition.js';
import { standInCovering, tagAsAsked } from './known.js';
import { type Problem, quote } from './resolve.js';

/** An answer, read. Errors are what no edition can be made of. */
export interface WorkspaceAnswer {
  readonly document: EditionDocument;
  readonly errors: readonly Problem[];
  readonly warnings: readonly Problem<Message>[];
}

/** One host that is asked for, and where. */
interface Endpoint {
  readonly host: string;
  readonly category: string;
  /** Empty: the answer does not say. */
  readonly ports: readonly number[];
  readonly path: Problem['path'];
}

type Report<Words = string> = (path: Problem['path'], message: Words) => void;

const MOST_ENDPOINTS = 2000;
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}]/gu;

/** Whether a value has the shape of an answer: `{"value": [...]}`, or the list alone, of categories with endpoints. */
export function isWorkspaceAnswer(value: unknown): boolean {
  if (Array.isArray(value)) return value.some((one) => listOf(inner(one), 'endpoints') !== null);
  return own(value, 'edition') === undefined && listOf(value, 'value') !== null;
}

/** Makes an edition of an answer. Every host is required; hosts that stand in for a service tag are where that tag is. */
export function readWorkspaceAnswer(value: unknown): WorkspaceAnswer {
  const errors: Problem[] = [];
  const warnings: Problem<Message>[] = [];
  const base = Array.isArray(value) ? [] : ['value'];
  const categories: readonly unknown[] = Array.isArray(value) ? value : (listOf(value, 'value') ?? []);
  const endpoints = categories.flatMap((one, i) => readCategory(one, [...base, i], push(errors), push(warnings)));
  if (errors.length === 0 && endpoints.length === 0)
    errors.push({ path: base, message: 'the answer has no endpoints; ask the workspace again once it is there' });
  if (endpoints.length > MOST_ENDPOINTS)
    errors.push({ path: base, message: `the answer has more than ${MOST_ENDPOINTS} endpoints` });
  if (own(value, 'nextLink') != null && own(value, 'nextLink') !== '')
    errors.push({ path: ['nextLink'], message: 'this is only the first page of the answer; join the pages' });
  const silent = endpoints.filter(({ ports }) => ports.length === 0);
  if (silent[0] !== undefined)
    warnings.push({
      path: silent[0].path,
      message:
        silent.length === 1
          ? msg`the answer says no port for ${silent[0].host}; it is taken as 443`
          : msg`the answer says no port for ${silent[0].host} and ${silent.length - 1} more; it is taken as 443`,
    });
  const document: EditionDocument = {
    edition: 'workspace-answer',
    title: 'What the workspace itself asks for',
    source: { document: 'The answer of the workspace (outboundNetworkDependenciesEndpoints)' },
    rows: errors.length > 0 ? [] : toRows(endpoints),
  };
  return { document, errors, warnings };
}

function push<Words>(problems: Problem<Words>[]): Report<Words> {
  return (path, message) => {
    if (problems.length < 100) problems.push({ path, message });
  };
}

function readCategory(
  value: unknown,
  path: Problem['path'],
  error: Report,
  warn: Report<Message>,
): readonly Endpoint[] {
  const category = inner(value);
  const at = category === value ? path : [...path, 'properties'];
  const list = listOf(category, 'endpoints');
  if (list === null) {
    error(at, 'this entry of the answer lacks a list of endpoints');
    return [];
  }
  const name = own(category, 'category');
  return list.flatMap((one, i) =>
    readEndpoint(one, typeof name === 'string' ? name : '', [...at, 'endpoints', i], error, warn),
  );
}

function readEndpoint(
  value: unknown,
  category: string,
  path: Problem['path'],
  error: Report,
  warn: Report<Message>,
): readonly Endpoint[] {
  const written = own(value, 'domainName');
  const host = typeof written === 'string' ? hostOf(written) : null;
  if (host === null || typeof written !== 'string') {
    const what =
      typeof written === 'string' ? `${quote(written)} is no domain name` : 'this endpoint lacks a domainName';
    error([...path, ...(written === undefined ? [] : ['domainName'])], what);
    return [];
  }
  // More than is needed, never less.
  if (host.widened)
    warn([...path, 'domainName'], msg`${quote(written)} has an asterisk inside; it is asked for as ${host.name}`);
  const ports = (listOf(value, 'endpointDetails') ?? []).flatMap((detail, i): readonly number[] => {
    const port = own(detail, 'port');
    if (port === undefined || port === null) return [];
    if (/^\d{1,5}$/.test(String(port)) && Number(port) >= 1 && Number(port) <= 65535) return [Number(port)];
    error([...path, 'endpointDetails', i, 'port'], `${quote(String(port))} is no port`);
    return [];
  });
  return [{ host: host.name, category: category.replace(INVISIBLE, '').trim().slice(0, 80), ports, path }];
}

/** A wildcard may stand first only: `*.a.*.contoso.com` becomes `*.contoso.com`. */
function hostOf(text: string): { readonly name: string; readonly widened: boolean } | null {
  const name = text
    .trim()
    .toLowerCase()
    .replace(/^https?:\/\//, '')
    .replace(/[./]+$/, '');
  const star = name.lastIndexOf('*');
  const pattern = star <= 0 ? name : `*${name.slice(star + 1)}`;
  const labels = pattern.replace(/^\*\.?/, '').split('.');
  const good = pattern.length <= 253 && labels.length > 1 && labels.every((label) => /^[a-z0-9_-]+$/.test(label));
  return good ? { name: pattern, widened: star > 0 } : null;
}

/** One row for each host and protocol, with all of its ports and categories. */
function toRows(endpoints: readonly Endpoint[]): readonly RowDocument[] {
  const rows = new Map<string, { host: string; udp: boolean; ports: Set<number>; categories: Set<string> }>();
  for (const { host, category, ports } of endpoints) {
    for (const port of ports.length > 0 ? ports : [443]) {
      const udp = isUdp(host, port);
      const name = `${host} ${udp}`;
      const row = rows.get(name) ?? { host, udp, ports: new Set(), categories: new Set() };
      row.ports.add(port);
      if (category !== '') row.categories.add(category);
      rows.set(name, row);
    }
  }
  const ids = new Set<string>();
  return [...rows.values()].map(({ host, udp, ports, categories }): RowDocument => {
    const standIn = standInCovering(host);
    return {
      id: idOf(host, udp, ids),
      ...(udp ? { protocol: 'udp' as const } : {}),
      ports: [...ports].sort((a, b) => a - b),
      host,
      ...(standIn === null ? {} : { partOf: tagAsAsked(standIn.tag) }),
      purpose: purposeOf([...categories].slice(0, 5)),
    };
  });
}

/** The answer says no protocol; the hosts that the documents give for UDP are asked for on UDP. */
function isUdp(host: string, port: number): boolean {
  const protocols = standInCovering(host, String(port))?.group;
  return protocols?.ports.map(Number).includes(port) === true && protocols.protocols?.includes('tcp') === false;
}

function idOf(host: string, udp: boolean, ids: Set<string>): string {
  const words = host
    .replace(/^\*\.?/, 'any-')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 80)
    .replace(/-+$/, '');
  const id = `answer-${words}${udp ? '-udp' : ''}`;
  let free = id;
  for (let i = 2; ids.has(free); i++) free = `${id}-${i}`;
  ids.add(free);
  return free;
}

function purposeOf(categories: readonly string[]): NonNullable<RowDocument['purpose']> {
  const names = categories.join(', ');
  return categories.length === 0
    ? {
        en: 'The workspace itself asks for it.',
        ko: '작업 영역이 직접 요구합니다.',
        fr: "L'espace de travail lui-même le demande.",
      }
    : {
        en: `The workspace itself asks for it (category ${names}).`,
        ko: `작업 영역이 직접 요구합니다(범주 ${names}).`,
        fr: `L'espace de travail lui-même le demande (catégorie ${names}).`,
      };
}

/** The command line may leave `properties` out. */
function inner(value: unknown): unknown {
  const properties = own(value, 'properties');
  return typeof properties === 'object' && properties !== null ? properties : value;
}

function listOf(value: unknown, name: string): readonly unknown[] | null {
  const list = own(value, name);
  return Array.isArray(list) ? list : null;
}

/** A property of the value's own, whatever it is called. */
function own(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Object.getOwnPropertyDescriptor(value, name)?.value : undefined;
}
