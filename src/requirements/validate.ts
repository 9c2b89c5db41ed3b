/** A user's own edition, from text: YAML or JSON against the schema, every error with its place and its row. */
import type { Message } from '../azure/message.js';
import { type Additions, extendDocument } from './additions.js';
import { LIBRARY } from './built-in.js';
import type { EditionDocument, EditionResult } from './edition.js';
import { normaliseEdition } from './normalise.js';
import { type Problem, resolveDocument } from './resolve.js';
import { schemaProblems } from './schema-problems.js';
import { isWorkspaceAnswer, readWorkspaceAnswer } from './workspace-answer.js';
import { errorAt, inOrder, type Path, readWritten, type Written, warningAt } from './written.js';

/**
 * Reads a user's own edition, or the answer of a workspace that was asked for its own list.
 * @param text YAML or JSON
 * @param file the name that errors carry
 * @param additions the configuration file's own rows
 * @returns the edition, `extends` and `includes` resolved among the built-in ones; or what is wrong, at most 50 errors, in the file's order
 */
export async function parseEdition(
  text: string,
  file: string,
  additions: Additions | null = null,
): Promise<EditionResult> {
  const written = await readWritten(text, file, 'the edition');
  if (!('document' in written)) return written;
  const { document, errors, warnings } = await toDocument(written.value);
  if (errors.length > 0) return { errors: inOrder(errors.map((one) => errorAt(written, one))) };
  const read = readDocument(document, written);
  if ('errors' in read) return read;
  const extended = additions === null ? read : extendDocument(document, additions);
  if ('errors' in extended) return extended;
  const own = additions === null ? [] : extended.warnings;
  return {
    edition: extended.edition,
    warnings: [...inOrder([...warnings.map((one) => warningAt(written, one)), ...read.warnings]), ...own],
  };
}

interface ReadDocument {
  readonly document: EditionDocument;
  readonly errors: readonly Problem[];
  readonly warnings: readonly Problem<Message>[];
}

async function toDocument(value: unknown): Promise<ReadDocument> {
  if (isWorkspaceAnswer(value)) return readWorkspaceAnswer(value);
  return { document: value as EditionDocument, errors: await schemaProblems(value), warnings: [] };
}

function readDocument(document: EditionDocument, written: Written): EditionResult {
  const resolved = resolveDocument(document, LIBRARY);
  if (resolved.problems.length > 0) return { errors: inOrder(resolved.problems.map((one) => errorAt(written, one))) };
  const { edition, problems } = normaliseEdition(resolved);
  const pathOf = (row: string | null): Path => {
    const index =
      document.rows?.findIndex(({ id, extraPorts }) => id === row || extraPorts?.some((extra) => extra.id === row)) ??
      -1;
    return index >= 0 ? ['rows', index] : row === null ? ['standIns'] : [];
  };
  const errors = problems.flatMap(({ row, severity, message }) =>
    severity === 'error' ? [{ ...errorAt(written, { path: pathOf(row), message }), row }] : [],
  );
  if (errors.length > 0) return { errors: inOrder(errors) };
  const warnings = problems.flatMap(({ row, severity, message }) =>
    severity === 'warning' ? [{ ...warningAt(written, { path: pathOf(row), message }), row }] : [],
  );
  // What the extended edition is told about its own tags is not this file's business.
  return { edition, warnings: inOrder(warnings.filter(({ line }) => line !== null)) };
}
