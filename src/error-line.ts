/** What went wrong, as the one line that both doors print, and whose fault it is. */
import { errorMessage } from './azure/error-code.js';
import { plain } from './report/escape.js';
import { ConfigurationError } from './settings/settings.js';
import { InputError } from './sources/source.js';

export interface ErrorLine {
  /** The exit status of the contract: 2, the user's configuration; 3, the user's input, or this tool's own fault. */
  readonly status: 2 | 3;
  /** `FILE:LINE:COLUMN: what is wrong, and what to do`, without anything that a terminal or the runner would obey. */
  readonly line: string;
}

const LONGEST_LINE = 4000;

/** What a compiler has found besides the first error: more would scroll that one away. */
const MOST_OTHERS = 20;

/** The lines of what else is wrong in an input, where several things were found at once. */
export function otherLines(error: unknown, program: string): readonly string[] {
  if (!(error instanceof InputError)) return [];
  const { others } = error;
  const lines = others.slice(0, MOST_OTHERS).map((other) => errorLine(other, program).line);
  return others.length > MOST_OTHERS
    ? [...lines, placed(program, null, `and ${others.length - MOST_OTHERS} more errors`)]
    : lines;
}

/** An error at a place in an input, as an annotation of that place. */
export interface PlacedError {
  readonly level: 'error';
  readonly title: string;
  readonly message: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** All that is wrong at a place that is known. */
export function placedErrors(error: unknown): readonly PlacedError[] {
  if (!(error instanceof InputError)) return [];
  return [error, ...error.others.slice(0, MOST_OTHERS)].flatMap(({ file, place, message }) =>
    place === null
      ? []
      : [{ level: 'error', title: 'This input cannot be read', message: plain(message, LONGEST_LINE), file, ...place }],
  );
}

/** @param program stands in the file's place where the mistake is in none */
export function errorLine(error: unknown, program: string): ErrorLine {
  if (error instanceof ConfigurationError)
    return { status: 2, line: placed(error.place?.file ?? program, error.place, error.message) };
  if (error instanceof InputError)
    return { status: 3, line: placed(error.file === '-' ? 'standard input' : error.file, error.place, error.message) };
  const message = `a fault of this tool, not of your files: ${errorMessage(error)}; please report it (AZUREML_NETWORK_CHECK_DEBUG=1 prints more)`;
  return { status: 3, line: placed(program, null, message) };
}

function placed(
  where: string,
  at: { readonly line?: number; readonly column?: number } | null,
  message: string,
): string {
  const place = [where, at?.line, at?.column].filter((part) => part !== undefined).join(':');
  return plain(`${place}: ${message}`, LONGEST_LINE);
}
