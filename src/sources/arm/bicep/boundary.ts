/** What a Bicep file would have the compiler read: nothing of it may lie outside of the folder that a run may read, for what is read can end in a report. */
import { realpathSync } from 'node:fs';
import path from 'node:path';
import { isInside } from '../../../azure/inside.js';
import { InputError } from '../../source.js';
import { makePlaces } from '../template/node.js';
import { nameOf, type Project, readAnywhere } from './files.js';
import { type Token, tokensOf } from './tokens.js';

/** Functions that put the content of a file into the template. Each takes its path first, as a constant of compile time. */
const LOADING = /^(?:load(?:TextContent|FileAsBase64|JsonContent|YamlContent|DirectoryFileInfo))$/;

/** Words before the path of another Bicep file. */
const REFERRING: ReadonlySet<string> = new Set(['from', 'using', 'extends', 'import', 'provider', 'extension', 'with']);

/** More files than any project has. */
const MOST_FILES = 2_000;

/**
 * Goes through the file and the Bicep files that it refers to before any of them is compiled.
 * @throws {InputError} a file outside is referred to, or a path that is loaded is not written out and may lead anywhere
 */
export function refuseOutside(project: Project): void {
  const { within, main } = project;
  if (within === null) return;
  const root = realpathSync(within);
  const waiting = [main.path];
  const seen = new Set(waiting);
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    const text = readAnywhere(file);
    if (text === null) continue;
    const name = nameOf(file, project);
    const placeOf = makePlaces(text);
    for (const reference of referencesOf(text)) {
      if (reference.path === null)
        throw new InputError(
          'the path of the file that is loaded here is computed; where files are read for others it has to be written out',
          name,
          placeOf(reference.at),
        );
      if (/^(?:br|ts|oci|https?)[:/]/i.test(reference.path)) continue;
      const other = path.resolve(path.dirname(file), reference.path);
      if (!isReallyInside(other, root))
        throw new InputError(
          `${reference.path} is outside the workspace, where nothing is read; copy the file into it`,
          name,
          placeOf(reference.at),
        );
      if (!/\.bicep(?:param)?$/i.test(other) || seen.has(other)) continue;
      seen.add(other);
      if (seen.size > MOST_FILES) throw new InputError(`this refers to more than ${MOST_FILES} Bicep files`, main.name);
      waiting.push(other);
    }
  }
}

interface Reference {
  readonly at: number;
  /** `null`: computed. */
  readonly path: string | null;
}

function referencesOf(text: string): readonly Reference[] {
  const found: Reference[] = [];
  const tokens = tokensOf(text);
  tokens.forEach((token, index) => {
    const before = tokens[index - 1];
    if (token.kind === 'string' && (token.computed || (before?.text === '$' && before.end === token.at)))
      found.push(...referencesInside(text.slice(token.at, token.end), token.at));
    if (token.kind !== 'name') return;
    const next = tokens[index + 1];
    const second = tokens[index + 2];
    if (LOADING.test(token.text) && next?.text === '(' && next.kind === 'mark') {
      const [argument, after] = tokens.slice(index + 2, index + 12).filter(({ kind }) => kind !== 'newline');
      const isWhole = after?.kind === 'mark' && (after.text === ',' || after.text === ')');
      found.push({ at: token.at, path: argument === undefined || !isWhole ? null : literalOf(argument) });
    } else if (token.text === 'module' && next?.kind === 'name' && second?.kind === 'string')
      found.push({ at: second.at, path: literalOf(second) });
    else if (REFERRING.has(token.text) && next?.kind === 'string') found.push({ at: next.at, path: literalOf(next) });
  });
  return found;
}

/** Code within a string. Words that only look like it are taken for it too. */
function referencesInside(string: string, start: number): readonly Reference[] {
  return [...string.matchAll(INSIDE)].map((match) => ({ at: start + match.index, path: match[1] ?? null }));
}

const INSIDE =
  /\bload(?:TextContent|FileAsBase64|JsonContent|YamlContent|DirectoryFileInfo)\b(?:\s*\(\s*'((?:[^'\\$\n]|\$(?!\{))*)'\s*[,)])?/g;

/** The text of a string without escapes, which no path needs; `null` for anything else. */
function literalOf(token: Token): string | null {
  return token.kind === 'string' && !token.computed && !token.text.includes('\\') ? token.text : null;
}

/** Links are followed; what does not exist is where its folder is. */
function isReallyInside(file: string, root: string): boolean {
  for (let at = file; ; at = path.dirname(at)) {
    try {
      return isInside(path.resolve(realpathSync(at), path.relative(at, file)), root);
    } catch {
      if (path.dirname(at) === at) return false;
    }
  }
}
