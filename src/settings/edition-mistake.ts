/** Mistakes in requirements that a user wrote, as the one error that a door prints: each with its place and its row. */
import type { EditionError } from '../requirements/edition.js';
import { ConfigurationError } from './settings.js';

const MOST = 10;

/** The first mistake stands at its place, the others follow with theirs. */
export function editionMistake(errors: readonly EditionError[]): ConfigurationError {
  const [first, ...rest] = errors;
  if (first === undefined) return new ConfigurationError('the requirements are wrong');
  const others = rest.slice(0, MOST).map((error) => {
    const place = [...(error.file === first.file ? [] : [error.file]), error.line, error.column].filter(
      (part) => part !== null,
    );
    return `${place.length === 0 ? '' : `${place.join(':')}: `}${text(error)}`;
  });
  const more = rest.length > MOST ? [`and ${rest.length - MOST} more`] : [];
  const { file, line, column } = first;
  const place =
    file === '' ? null : { file, ...(line === null ? {} : { line }), ...(column === null ? {} : { column }) };
  return new ConfigurationError([text(first), ...others, ...more].join('; '), place);
}

function text({ row, message }: EditionError): string {
  return row === null ? message : `row ${row}: ${message}`;
}
