/** An edition as the YAML file that a user keeps. */
import { stringify } from 'yaml';
import type { EditionDocument } from '../edition.js';

/**
 * Writes an edition so that it can be read again; with a comment on where it is from.
 * @param from the document's name, in one line
 */
export function editionYaml(document: EditionDocument, from: string): string {
  const head = `# Read from ${from} by azureml-network-check import. Check it, change it, and use it with --edition FILE.\n`;
  // No aliases: a reader looks at one row at a time. No folding: a sentence is one line.
  return `${head}${stringify(document, { aliasDuplicateObjects: false, lineWidth: 0 })}`;
}
