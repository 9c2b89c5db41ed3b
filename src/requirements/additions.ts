/** What a configuration file adds to whatever edition is chosen: rows, hosts, and rows that do not apply. */
import type { Message } from '../azure/message.js';
import { LIBRARY } from './built-in.js';
import type { EditionDocument, EditionError, EditionResult, RowDocument } from './edition.js';
import { normaliseEdition } from './normalise.js';
import { type Library, type Problem, resolveDocument } from './resolve.js';
import { schemaProblems } from './schema-problems.js';
import { errorAt, inOrder, type Path, readWritten, warningAt } from './written.js';

/** Additions that follow the schema. Whether they fit an edition is only known with it. */
export interface Additions {
  /** The file they are from, as messages name it. */
  readonly file: string;
  readonly rows: readonly RowDocument[];
  /** Ids of rows that do not apply. */
  readonly remove: readonly string[];
  readonly standIns: NonNullable<EditionDocument['standIns']>;
  /** Gives a problem at a path in `rows`, `remove` or `standIns` its place in the file. */
  readonly errorAt: (problem: Problem) => EditionError;
  readonly warningAt: (problem: Problem<Message>) => EditionError<Message>;
}

const KEY = 'requirements';

/** The chosen edition, among those that others may extend; no name of a file's own can be it. */
const CHOSEN = '\0';

/** Why a host is asked for that says no more than its name. */
const PURPOSE: NonNullable<RowDocument['purpose']> = {
  en: 'The configuration file asks for this host.',
  ko: '구성 파일이 이 호스트를 요구합니다.',
  fr: 'Le fichier de configuration demande cet hôte.',
};

/**
 * Reads the key `requirements` of a configuration file: a list whose entries are rows as in an edition of one's own, hosts (`pypi.example.com`,
 * or a row that lacks an id) or `remove: ID`; or a mapping with `rows`, `remove` and `standIns`.
 * @param file the name that errors carry
 * @returns `null` where the key is not set
 */
export async function parseAdditions(
  text: string,
  file: string,
): Promise<Additions | { readonly errors: readonly EditionError[] } | null> {
  const written = await readWritten(text, file, 'the configuration');
  if (!('document' in written)) return written;
  const value = ownValue(written.value, KEY);
  if (value === undefined || value === null) return null;
  const { rows, remove, standIns, problems } = collect(value);
  const origins = { rows, remove };
  const back = (path: Path): Path => {
    const [list, index, ...rest] = path;
    const origin = list === 'rows' || list === 'remove' ? origins[list][Number(index)]?.path : undefined;
    return origin === undefined ? [KEY, ...path] : [...origin, ...rest];
  };
  const at = (problem: Problem) => errorAt(written, { ...problem, path: back(problem.path) });
  const oddAt = (problem: Problem<Message>) => warningAt(written, { ...problem, path: back(problem.path) });
  if (problems.length > 0) return { errors: inOrder(problems.map((one) => errorAt(written, one))) };

  const document = {
    edition: KEY,
    rows: rows.map((one) => one.value),
    remove: remove.map((one) => one.value),
    ...(standIns === undefined ? {} : { standIns }),
  };
  const wrong = await schemaProblems(document);
  if (wrong.length > 0) return { errors: inOrder(wrong.map(at)) };
  const valid = document as unknown as EditionDocument;
  return {
    file,
    rows: valid.rows ?? [],
    remove: valid.remove ?? [],
    standIns: valid.standIns ?? {},
    errorAt: at,
    warningAt: oddAt,
  };
}

interface Entry {
  readonly value: unknown;
  /** Where it is written. */
  readonly path: Path;
}

interface Collected {
  readonly rows: readonly Entry[];
  readonly remove: readonly Entry[];
  readonly standIns: unknown;
  readonly problems: readonly Problem[];
}

const PARTS: readonly string[] = ['rows', 'remove', 'standIns'];
const SHAPE = 'a list of rows and hosts, or a mapping with rows, remove and standIns';

function collect(value: unknown): Collected {
  if (Array.isArray(value)) return collectList(value, [KEY]);
  if (typeof value !== 'object' || value === null)
    return {
      rows: [],
      remove: [],
      standIns: undefined,
      problems: [{ path: [KEY], message: `requirements takes ${SHAPE}` }],
    };
  const problems = Object.keys(value)
    .filter((name) => !PARTS.includes(name))
    .map((name) => ({
      path: [KEY, name],
      message: `requirements has no ${JSON.stringify(name.slice(0, 80))}; it takes ${SHAPE}`,
    }));
  const lists = (['rows', 'remove'] as const).map((name) => ({ name, list: ownValue(value, name) ?? [] }));
  for (const { name, list } of lists)
    if (!Array.isArray(list)) problems.push({ path: [KEY, name], message: `${name} must be a list` });
  const [rows = [], remove = []] = lists.map(({ list }) => (Array.isArray(list) ? list : []));
  return {
    rows: collectList(rows, [KEY, 'rows']).rows,
    remove: remove.map((id, i) => ({ value: id, path: [KEY, 'remove', i] })),
    standIns: ownValue(value, 'standIns'),
    problems,
  };
}

function collectList(list: readonly unknown[], path: Path): Collected {
  const entries = list.map((value, i): Entry => ({ value, path: [...path, i] }));
  const isRemoval = ({ value }: Entry) => Object.keys(Object(value)).join() === 'remove';
  const removals = path.length > 1 ? [] : entries.filter(isRemoval);
  return {
    rows: entries
      .filter((entry) => !removals.includes(entry))
      .map((entry) => ({ ...entry, value: completed(entry.value) })),
    remove: removals.flatMap(({ value, path: at }) => {
      const ids = ownValue(value, 'remove');
      return Array.isArray(ids)
        ? ids.map((id, i): Entry => ({ value: id, path: [...at, 'remove', i] }))
        : [{ value: ids, path: [...at, 'remove'] }];
    }),
    standIns: undefined,
    problems: [],
  };
}

/** A host needs no more than its name: the rest is what any host needs. */
function completed(value: unknown): unknown {
  if (typeof value === 'string') return completed({ host: value });
  const host = ownValue(value, 'host');
  if (typeof host !== 'string' || ownValue(value, 'id') !== undefined) return value;
  const words = host
    .toLowerCase()
    .replace(/^\*\.?/, 'any-')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 90)
    .replace(/-+$/, '');
  return { ports: [443], purpose: PURPOSE, ...Object(value), id: `own-host-${words === '' ? 'any' : words}` };
}

/** A property of the value's own, whatever it is called. */
function ownValue(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Object.getOwnPropertyDescriptor(value, name)?.value : undefined;
}

/**
 * The chosen edition with the additions: rows override inherited ones by id, or are added.
 * @param document the chosen edition, which must be free of errors
 */
export function extendDocument(document: EditionDocument, additions: Additions): EditionResult {
  const library: Library = { editions: new Map([[CHOSEN, document], ...LIBRARY.editions]), parts: LIBRARY.parts };
  const { rows, remove, standIns, file } = additions;
  const whole: EditionDocument = {
    edition: document.edition,
    source: { document: file },
    extends: CHOSEN,
    rows,
    remove,
    standIns,
  };
  const resolved = resolveDocument(whole, library);
  if (resolved.problems.length > 0) return { errors: inOrder(resolved.problems.map(additions.errorAt)) };
  const { edition, problems } = normaliseEdition(resolved);
  // What is odd about the chosen edition is told where that is read.
  const pathsOf = (row: string | null): readonly Path[] => {
    const index = rows.findIndex(({ id, extraPorts }) => id === row || extraPorts?.some((extra) => extra.id === row));
    if (index >= 0) return [['rows', index]];
    return row !== null || Object.keys(standIns).length === 0 ? [] : [['standIns']];
  };
  const errors = problems.flatMap(({ row, severity, message }) =>
    severity === 'error' ? pathsOf(row).map((path) => ({ ...additions.errorAt({ path, message }), row })) : [],
  );
  if (errors.length > 0) return { errors: inOrder(errors) };
  const warnings = problems.flatMap(({ row, severity, message }) =>
    severity === 'warning' ? pathsOf(row).map((path) => ({ ...additions.warningAt({ path, message }), row })) : [],
  );
  return { edition, warnings: inOrder(warnings) };
}
