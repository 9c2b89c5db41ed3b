/** From an edition as written to all of its rows as written: what it extends, what it includes, what it overrides, adds and removes. */
import { nearest } from '../azure/nearest.js';
import type { CloudDocument, EditionDocument, RowDocument, StandInDocument } from './edition.js';
import { CLOUDS } from './edition.js';

/** Something wrong with an edition, at a path in its document; where it is only odd, `Words` are a message for the report. */
export interface Problem<Words = string> {
  readonly path: readonly (string | number)[];
  readonly message: Words;
}

/** All rows, each with its source, in order; built-in parts last. */
export interface ResolvedDocument {
  readonly name: string;
  readonly title: string;
  readonly rows: readonly RowDocument[];
  readonly standIns: ReadonlyMap<string, readonly StandInDocument[]>;
  readonly problems: readonly Problem[];
}

/** The documents that others may name. */
export interface Library {
  /** Editions, oldest first. */
  readonly editions: ReadonlyMap<string, EditionDocument>;
  readonly parts: ReadonlyMap<string, EditionDocument>;
}

/** The newest edition's name; `latest` means it. */
export function latestName(library: Library): string | null {
  return [...library.editions.keys()].at(-1) ?? null;
}

/**
 * Resolves `extends`, `includes`, `rows` and `remove`. A row with the id of an inherited one overrides it property by property; any other
 * is an addition and comes after the inherited ones.
 * @returns the rows, and what is wrong, by path in `document`
 */
export function resolveDocument(document: EditionDocument, library: Library): ResolvedDocument {
  const problems: Problem[] = [];
  const rows = new Map<string, RowDocument>();
  const standIns = new Map<string, readonly StandInDocument[]>();
  const inherit = (from: Pick<ResolvedDocument, 'rows' | 'standIns'>, into: Map<string, RowDocument>) => {
    for (const row of from.rows) if (!into.has(row.id)) into.set(row.id, row);
    for (const [tag, hosts] of from.standIns) if (!standIns.has(tag)) standIns.set(tag, hosts);
  };

  let title = document.title;
  if (document.extends !== undefined) {
    const base = findBase(document.extends, library, problems);
    if (base !== null) inherit(base, rows);
    title ??= base?.title;
  }
  const parts = new Map<string, RowDocument>();
  (document.includes ?? []).forEach((name, i) => {
    const part = library.parts.get(name);
    if (part === undefined) {
      const path = ['includes', i];
      problems.push({
        path,
        message: `there is no part ${quote(name)}; there are ${[...library.parts.keys()].join(', ')}`,
      });
    } else inherit(resolveDocument(part, library), parts);
  });

  for (const [tag, hosts] of Object.entries(document.standIns ?? {})) standIns.set(tag, hosts);
  const own = new Set<string>();
  (document.rows ?? []).forEach((row, i) => {
    if (own.has(row.id))
      problems.push({ path: ['rows', i, 'id'], message: 'two rows have this id; each id is of one row' });
    own.add(row.id);
    const holder = parts.has(row.id) ? parts : rows;
    const inherited = holder.get(row.id);
    if (inherited !== undefined) holder.set(row.id, override(inherited, row));
    else {
      problems.push(...missing(row, i, [...rows.keys(), ...parts.keys()]));
      rows.set(row.id, { ...row, source: row.source ?? document.source ?? { document: title ?? document.edition } });
    }
  });
  (document.remove ?? []).forEach((id, i) => {
    const known = rows.delete(id) || parts.delete(id);
    if (!known) {
      const near = nearest(id, [...rows.keys(), ...parts.keys()]);
      problems.push({ path: ['remove', i], message: `no row has the id ${quote(id)}${meant(near)}` });
    }
  });
  for (const [id, row] of parts) rows.set(id, row);
  return { name: document.edition, title: title ?? document.edition, rows: [...rows.values()], standIns, problems };
}

/** ` (did you mean …?)`, or nothing. */
export function meant(name: string | null): string {
  return name === null ? '' : `; did you mean ${quote(name)}?`;
}

/** A text of the user's in a message: one line, no longer than needed. */
export function quote(text: string): string {
  const cut = text.length > 80 ? `${text.slice(0, 80)}…` : text;
  return JSON.stringify(cut);
}

function findBase(name: string, library: Library, problems: Problem[]): ResolvedDocument | null {
  const base = library.editions.get(name === 'latest' ? (latestName(library) ?? name) : name);
  if (base !== undefined) return resolveDocument(base, library);
  const names = [...library.editions.keys()];
  const message = `there is no edition ${quote(name)} to extend; there are ${names.join(', ')} and latest`;
  problems.push({ path: ['extends'], message });
  return null;
}

/** What a row that overrides nothing must say. */
function missing(row: RowDocument, index: number, ids: readonly string[]): readonly Problem[] {
  const byCloud = CLOUDS.flatMap((cloud) => row.byCloud?.[cloud] ?? []);
  const has = (key: 'tag' | 'host' | 'ports') =>
    row[key] !== undefined || byCloud.some((one) => one[key] !== undefined);
  const lacks = [
    ...(has('tag') || has('host') ? [] : ['a tag or a host']),
    ...(has('ports') ? [] : ['ports']),
    ...(row.purpose === undefined ? ['a purpose'] : []),
  ];
  if (lacks.length === 0) return [];
  const hint =
    ids.length === 0 ? '' : `; a row that changes an inherited one needs that one's id${meant(nearest(row.id, ids))}`;
  return [{ path: ['rows', index], message: `the row lacks ${lacks.join(', ')}${hint}` }];
}

/** What belongs to the tag or the host of a row and goes with it. */
const OF_DESTINATION: readonly (keyof RowDocument)[] = ['tag', 'host', 'urlPath', 'partOf', 'fqdnTag', 'standIns'];

/** Merges by property. What the new row says holds in every cloud; a new tag or host takes the place of the inherited one, whichever it is. */
function override(inherited: RowDocument, row: RowDocument): RowDocument {
  const replaced = new Set<string>(Object.keys(row));
  if (replaced.has('tag') || replaced.has('host')) for (const key of OF_DESTINATION) replaced.add(key);
  const keep = (object: object) => Object.fromEntries(Object.entries(object).filter(([key]) => !replaced.has(key)));
  const merged: RowDocument = { ...keep(inherited), ...row };
  if (row.byCloud !== undefined || inherited.byCloud === undefined) return merged;
  const byCloud = Object.entries(inherited.byCloud).map(([cloud, one]): [string, CloudDocument] => [cloud, keep(one)]);
  return { ...merged, byCloud: Object.fromEntries(byCloud) };
}
