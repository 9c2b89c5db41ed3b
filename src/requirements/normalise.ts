/** From rows as written to rows as read: ports as numbers, one row per cloud where clouds differ, purposes in every language. */
import { type Message, msg } from '../azure/message.js';
import { canonicalTag, parseServiceTag, specialTag } from '../azure/service-tags.js';
import type { Condition, Edition, Row, RowDocument, StandIn, StandInDocument, StandIns } from './edition.js';
import { CLOUDS, LANGUAGES, type Language } from './edition.js';
import type { Cloud, PortRange } from './requirement.js';
import { quote, type ResolvedDocument } from './resolve.js';

/** Something wrong with a row, or something odd about it. */
export type RowProblem = {
  /** The row's id, or `null` for the edition's own stand-in hosts. */
  readonly row: string | null;
} & Found;

/** An error ends the run in English; a warning is told in the report. */
type Found =
  | { readonly severity: 'error'; readonly message: string }
  | { readonly severity: 'warning'; readonly message: Message };

type Report = (found: Found) => void;

/** The text that stands for the workspace's region. */
export const REGION = '<region>';

/** Reads all rows of a resolved document. Rows with an error are left out. */
export function normaliseEdition(resolved: ResolvedDocument): {
  readonly edition: Edition;
  readonly problems: readonly RowProblem[];
} {
  const problems: RowProblem[] = [];
  const ids = new Set<string>();
  const rows = resolved.rows.flatMap((document) => {
    const report: Report = (found) => problems.push({ row: document.id, ...found });
    for (const id of [document.id, ...(document.extraPorts ?? []).map((extra) => extra.id)]) {
      if (ids.has(id)) report({ severity: 'error', message: `the id ${quote(id)} is used twice` });
      ids.add(id);
    }
    return readRow(document, report);
  });
  const report: Report = (found) => problems.push({ row: null, ...found });
  const standIns = new Map(
    [...resolved.standIns].map(([tag, hosts]) => [canonicalTag(serviceOf(tag)), readStandIns(hosts, report)] as const),
  );
  const ordered = [0, 1, 2].flatMap((group) => rows.filter((row) => groupOf(row) === group));
  return { edition: { name: resolved.name, title: resolved.title, rows: ordered, standIns }, problems };
}

/** A tag without its region: `Storage` of `Storage.<region>`. */
export function serviceOf(tag: string): string {
  return tag.endsWith(`.${REGION}`) ? tag.slice(0, -REGION.length - 1) : tag;
}

/** Inbound rows, then tags, then hosts. */
function groupOf(row: Row): number {
  if (row.direction === 'inbound') return 0;
  return row.tag !== null ? 1 : 2;
}

/** One row for all its clouds, or one for each where they differ. */
function readRow(document: RowDocument, report: Report): readonly Row[] {
  const clouds = [...new Set(document.clouds ?? CLOUDS)];
  if (document.byCloud === undefined) return readVariant(document, clouds, report);
  return clouds.flatMap((cloud) => {
    const variant = { ...document, ...document.byCloud?.[cloud] };
    const asked = variant.tag !== undefined || variant.host !== undefined;
    return asked ? readVariant(variant, [cloud], report) : [];
  });
}

function readVariant(row: RowDocument, clouds: readonly Cloud[], report: Report): readonly Row[] {
  const { tag, host } = row;
  const errors: string[] = [];
  if ((tag === undefined) === (host === undefined))
    errors.push('a row has either a tag or a host, not both and not neither');
  if (host === undefined && row.urlPath !== undefined) errors.push('urlPath belongs to a host; a tag has none');
  if (host === undefined && row.partOf !== undefined) errors.push('partOf belongs to a host; a tag has none');
  if (host !== undefined && row.direction === 'inbound')
    errors.push('an inbound row names a tag; hosts are for outbound rows');
  if (row.ports === undefined) errors.push('the row lacks ports');
  for (const message of errors) report({ severity: 'error', message });
  if (errors.length > 0) return [];
  return [
    {
      id: row.id,
      clouds,
      direction: row.direction ?? 'outbound',
      protocol: row.protocol ?? 'tcp',
      ports: readPorts(row.ports ?? [], report),
      extraPorts: (row.extraPorts ?? []).map(({ id, ports, when }) => ({ id, ports: readPorts(ports, report), when })),
      tag: tag === undefined ? null : readTag(tag, report),
      host: host ?? null,
      urlPath: row.urlPath ?? null,
      partOf: row.partOf === undefined ? null : readTag(row.partOf, report),
      fqdnTag: row.fqdnTag ?? null,
      level: row.level ?? 'required',
      when: typeof row.when === 'string' ? [row.when as Condition] : (row.when ?? []),
      feature: row.feature ?? null,
      purpose: readPurpose(row.purpose ?? row.id),
      source: row.source ?? { document: row.id },
      standIns: row.standIns === undefined ? null : readStandIns(row.standIns, report),
    },
  ];
}

/** Azure's own spelling of the tag (T6). A name that Azure does not have is kept: tags are added faster than this tool is released. */
function readTag(tag: string, report: Report): string {
  const service = serviceOf(tag);
  const parsed = parseServiceTag(service);
  if (specialTag(service) === null && !parsed.exists) {
    const { suggestion } = parsed;
    const message =
      suggestion === null
        ? msg`there is no service tag ${quote(tag)} that this tool knows`
        : msg`there is no service tag ${quote(tag)} that this tool knows; did you mean ${quote(suggestion)}?`;
    report({ severity: 'warning', message });
  }
  return canonicalTag(service) + tag.slice(service.length);
}

/** Ports are checked by the schema except for what a schema cannot say. */
function readPorts(ports: readonly (number | string)[], report: Report): readonly PortRange[] {
  const out: PortRange[] = [];
  for (const port of ports) {
    const [low = '', high = low] = String(port).split('-');
    const range = { low: Number(low), high: Number(high) };
    if (!(range.low >= 1 && range.low <= range.high && range.high <= 65535)) {
      report({ severity: 'error', message: `${quote(String(port))} is no port and no range of ports from 1 to 65535` });
    } else out.push(range);
  }
  return out;
}

/** A single text serves all languages, and English those that are missing. */
function readPurpose(purpose: NonNullable<RowDocument['purpose']>): Readonly<Record<Language, string>> {
  const text = (language: Language) =>
    typeof purpose === 'string'
      ? purpose
      : (purpose[language] ?? purpose.en ?? LANGUAGES.map((one) => purpose[one]).find(Boolean) ?? '');
  return { en: text('en'), ko: text('ko'), fr: text('fr') };
}

function readStandIns(documents: readonly StandInDocument[], report: Report): StandIns {
  const of = (cloud: Cloud): readonly StandIn[] =>
    documents.flatMap(({ hosts, ports, protocols, feature }) => {
      const names = isList(hosts) ? hosts : (hosts[cloud] ?? []);
      if (names.length === 0) return [];
      return [
        { hosts: names, ports: readPorts(ports, report), protocols: protocols ?? ['tcp'], feature: feature ?? null },
      ];
    });
  return { public: of('public'), government: of('government'), china: of('china') };
}

function isList(hosts: StandInDocument['hosts']): hosts is readonly string[] {
  return Array.isArray(hosts);
}
