// The tables of inputs and outputs in README.md, from action.yml.
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..', '..');

/**
 * README.md with its two tables made anew.
 * @returns {Promise<Map<string, string>>} path from the root of the repository, and content
 */
export async function outputs() {
  const action = parse(await readFile(path.join(root, 'action.yml'), 'utf8'));
  const readme = await readFile(path.join(root, 'README.md'), 'utf8');
  return new Map([['README.md', fill(fill(readme, 'inputs', inputs(action)), 'outputs', results(action))]]);
}

function inputs(action) {
  const rows = Object.entries(action.inputs ?? {}).map(([name, { description, required, default: value }]) => {
    // action.yml sets no defaults, or the configuration file could never win; descriptions end in them instead.
    const said = / Default: (.+?)\.?$/.exec(description.trim());
    const byDefault = required ? 'required' : value ? `\`${value}\`` : (said?.[1] ?? '');
    return [`\`${name}\``, byDefault, said === null ? description : description.trim().slice(0, said.index)];
  });
  return table(['input', 'default', 'meaning'], rows);
}

function results(action) {
  const rows = Object.entries(action.outputs ?? {}).map(([name, { description }]) => [`\`${name}\``, description]);
  return table(['output', 'meaning'], rows);
}

function table(heads, rows) {
  const line = (cells) => `| ${cells.map(cell).join(' | ')} |`;
  return [line(heads), `|${heads.map(() => '---|').join('')}`, ...rows.map(line)].join('\n');
}

/** A cell is one line, and a bar inside it is none of the table's. */
function cell(text) {
  return String(text ?? '')
    .trim()
    .replace(/\s+/g, ' ')
    .replaceAll('|', '\\|');
}

/** Replaces what is between `<!-- NAME -->` and `<!-- /NAME -->`. */
function fill(text, name, content) {
  const [start, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  const [from, to] = [text.indexOf(start), text.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`README.md has no markers ${start} and ${end}`);
  return `${text.slice(0, from + start.length)}\n${content}\n${text.slice(to)}`;
}
