/** Text as JSON, in the relaxed spelling that Azure's `json` reads as well: strings in single quotes. */

/** The parsed value; `undefined` where the text is no JSON that we are sure of. */
export function parseRelaxedJson(text: string): { readonly value: unknown } | null {
  return parse(text) ?? (text.includes("'") ? parse(withDoubleQuotes(text)) : null);
}

function parse(text: string): { readonly value: unknown } | null {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch {
    return null;
  }
}

/** A string in double quotes stays; one in single quotes is written in double ones. */
const STRING = /"(?:[^"\\]|\\[\s\S])*"|'((?:[^'\\]|\\[\s\S])*)'/g;

function withDoubleQuotes(text: string): string {
  return text.replace(STRING, (whole, inner: string | undefined) =>
    inner === undefined
      ? whole
      : `"${inner.replace(/\\[\s\S]|"/g, (found) => (found === "\\'" ? "'" : found === '"' ? '\\"' : found))}"`,
  );
}
