/** `import DOC.md`: the tables of a Microsoft Learn page as an edition, or as the differences to one. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { errorMessage } from '../azure/error-code.js';
import { plain } from '../report/escape.js';
import type { Edition, EditionDocument } from '../requirements/edition.js';
import type { Difference } from '../requirements/import/compare.js';
import { editionMistake } from '../settings/edition-mistake.js';
import { ConfigurationError } from '../settings/settings.js';
import { openFile, STANDARD_INPUT } from '../sources/json/bytes.js';
import { asUtf8 } from '../sources/json/encoding.js';
import { InputError } from '../sources/source.js';
import { choiceOf, type Option } from './arguments.js';
import type { CommandHelp } from './help.js';
import { writeReport } from './output.js';
import { type CliIo, print, write } from './terminal.js';

/** Bytes; more than any text of the length that is read. */
const LARGEST_FILE = 4 * 1024 * 1024;

const FORMAT: Option = {
  name: 'format',
  placeholder: 'FORMAT',
  values: ['yaml', 'json', 'text'],
  byDefault: 'yaml, or text with --compare',
  help: 'Format of the edition or of the differences: yaml, json or text.',
  group: 'Output',
};

export const IMPORT_COMMAND: CommandHelp = {
  name: 'import',
  operands: 'DOC.md',
  summary: 'reads an edition from a page of the documentation',
  about: [
    'DOC.md is a page or include of Microsoft Learn, in Markdown and in any of its languages. Its tables of service tags, ports and hosts become an edition of the requirement matrix, which `--edition` takes as a file. `-` reads standard input.',
    'What is not understood is told on standard error, with its line. With --compare, the exit status is 1 where the document and the edition differ.',
  ],
  options: [
    {
      name: 'compare',
      placeholder: 'EDITION',
      byDefault: '',
      help: 'Prints the differences to this edition instead, one line each. A name such as 2021-11, or the path of an edition file.',
      group: 'What is printed',
    },
    FORMAT,
    {
      name: 'output',
      short: 'o',
      placeholder: 'FILE',
      byDefault: 'standard output',
      help: 'Where to write it; folders are made.',
      group: 'Output',
    },
  ],
};

/**
 * Reads a document and prints its edition, or its differences to another one.
 * @returns 0, or 1 where there are differences
 * @throws {ConfigurationError} the flags are wrong, or there is no such edition
 * @throws {InputError} the document cannot be read, or nothing in it is understood
 */
export async function runImport(
  operands: readonly string[],
  flags: ReadonlyMap<string, readonly string[]>,
  io: CliIo,
): Promise<number> {
  const [name, more] = operands;
  if (name === undefined)
    throw new ConfigurationError(
      'import needs a document: a page of Microsoft Learn as Markdown, or `-` for standard input',
    );
  if (more !== undefined)
    throw new ConfigurationError(`import reads one document, and ${more.slice(0, 80)} is another`);
  const compared = flags.get('compare')?.at(-1);
  const format = flags.has('format') ? choiceOf(flags, FORMAT) : compared === undefined ? 'yaml' : 'text';
  // A wrong name is told before a document is read.
  const other = compared === undefined ? null : await editionNamed(compared, io.cwd);

  const shown = name === STANDARD_INPUT ? 'standard input' : name;
  const text = readDocument(name, io.cwd);
  const { importDocument } = await import('../requirements/import/import-document.js');
  const result = importDocument(text);
  const notes = result.notes.map(
    ({ line, severity, message }) => `${plain(`${shown}:${line}: ${severity}: ${message}`)}\n`,
  );
  await write(io.stderr, notes.join(''));
  if ('error' in result) throw new InputError(result.error, name);

  const { compareEditions } = await import('../requirements/import/compare.js');
  const differences = other === null ? [] : compareEditions(result.edition, result.document, other);
  const rendered =
    other === null
      ? await renderEdition(result.document, result.edition, format, shown)
      : await renderDifferences(differences, other, format);
  const output = flags.get('output')?.at(-1);
  if (output === undefined) await print(io, rendered);
  else await writeReport(output, rendered, io.cwd);
  return differences.length === 0 ? 0 : 1;
}

async function editionNamed(name: string, cwd: string): Promise<Edition> {
  const { findEdition } = await import('../requirements/load.js');
  const found = await findEdition(name, (file) => readFile(path.resolve(cwd, file), 'utf8'));
  if ('edition' in found) return found.edition;
  throw editionMistake(found.errors);
}

/** @throws {InputError} it cannot be read, or is too large */
function readDocument(name: string, cwd: string): string {
  const source = openDocument(name, cwd);
  const pieces: Buffer[] = [];
  let size = 0;
  try {
    const utf8 = asUtf8(source);
    for (;;) {
      const piece = Buffer.alloc(256 * 1024);
      const count = utf8.read(piece, 0, piece.length);
      if (count === 0) break;
      size += count;
      if (size > LARGEST_FILE) throw new InputError('is larger than 4 MiB, which no page is', name);
      pieces.push(piece.subarray(0, count));
    }
  } finally {
    source.close();
  }
  return Buffer.concat(pieces).toString('utf8');
}

/** Errors carry the name that the user wrote. */
function openDocument(name: string, cwd: string): ReturnType<typeof openFile> {
  if (name === STANDARD_INPUT) return openFile(name);
  try {
    return openFile(path.resolve(cwd, name));
  } catch (error) {
    throw error instanceof InputError ? new InputError(errorMessage(error), name) : error;
  }
}

async function renderEdition(
  document: EditionDocument,
  edition: Edition,
  format: string,
  from: string,
): Promise<string> {
  if (format === 'json') return `${JSON.stringify(document, null, 2)}\n`;
  if (format === 'text') {
    const { requirementLines } = await import('../requirements/import/compare.js');
    return requirementLines(edition)
      .map((line) => `${plain(line)}\n`)
      .join('');
  }
  const { editionYaml } = await import('../requirements/import/print.js');
  return editionYaml(document, plain(from, 200));
}

async function renderDifferences(differences: readonly Difference[], other: Edition, format: string): Promise<string> {
  if (format === 'json') return `${JSON.stringify(differences, null, 2)}\n`;
  if (format === 'yaml') return (await import('yaml')).stringify(differences, { lineWidth: 0 });
  if (differences.length === 0) return `no difference to edition ${plain(other.name, 100)}\n`;
  const { differenceLine } = await import('../requirements/import/compare.js');
  return differences.map((one) => `${plain(differenceLine(one))}\n`).join('');
}
