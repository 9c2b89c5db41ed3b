/** Functions on files and paths. Whether a file may be read, the reader decides. */
import { Buffer, isUtf8 } from 'node:buffer';
import path from 'node:path';
import { msg } from '../../../../azure/message.js';
import type { TemplatePart } from '../../hcl/ast.js';
import { parseExpressionText } from '../../hcl/parser.js';
import { spend } from '../budget.js';
import { fail, Undecided } from '../failure.js';
import { globProgram } from '../glob.js';
import { findMatch } from '../regex/match.js';
import { setOf } from '../sets.js';
import type { TfValue } from '../types.js';
import { undecided } from '../values.js';
import { type CallContext, define, type Entry, mapping, text } from './function.js';

/** @throws EvaluationFailure where there is no such file, Undecided where it may not be read */
export function readFile(name: string, { files, budget }: CallContext): Uint8Array {
  const content = files.read(name);
  if (content === null) return fail(msg`the file to read is not there`);
  if (!(content instanceof Uint8Array)) throw new Undecided(content);
  spend(budget, 'text', content.length);
  return content;
}

function readText(name: string, context: CallContext): string {
  const bytes = readFile(name, context);
  if (!isUtf8(bytes)) return fail(msg`the file to read is no text in UTF-8`);
  return Buffer.from(bytes).toString('utf8').normalize('NFC');
}

function exists(name: string, { files }: CallContext): boolean {
  const content = files.read(name);
  if (content !== null && !(content instanceof Uint8Array)) throw new Undecided(content);
  return content !== null;
}

function fileSet(folder: string, pattern: string, { files, budget }: CallContext): TfValue {
  const names = files.list(folder);
  if ('kind' in names) throw new Undecided(names);
  const program = globProgram(pattern) ?? fail(msg`this is no pattern of file names`);
  const found = names.filter((name) => {
    const codes = Array.from(name, (letter) => letter.codePointAt(0) ?? 0);
    return findMatch(program, codes, 0, (steps) => spend(budget, 'steps', steps)) !== null;
  });
  return setOf(found, 'string');
}

/**
 * The parts of a template that stands by itself. It is read as what a heredoc holds, which is the same language;
 * the line end that the heredoc needs is taken away again.
 */
function templateParts(content: string): readonly TemplatePart[] {
  let marker = 'TEMPLATE';
  for (let turn = 0; content.includes(marker); turn += 1) marker = `TEMPLATE${turn}`;
  const { value, fault } = parseExpressionText(`<<${marker}\n${content}\n${marker}\n`);
  if (fault !== null) {
    return fail(msg`the template cannot be read, line ${Math.max(fault.line - 1, 1)}: ${fault.message}`);
  }
  if (value.kind === 'literal') return [{ kind: 'text', value: withoutLastLineEnd(String(value.value)) }];
  if (value.kind !== 'template') return fail(msg`the template cannot be read`);
  const last = value.parts.at(-1);
  if (last?.kind !== 'text') return value.parts;
  const rest = withoutLastLineEnd(last.value);
  return rest === '' ? value.parts.slice(0, -1) : [...value.parts.slice(0, -1), { kind: 'text', value: rest }];
}

const withoutLastLineEnd = (value: string): string => (value.endsWith('\n') ? value.slice(0, -1) : value);

function fillTemplate(content: string, variables: TfValue | undefined, context: CallContext): TfValue {
  if (context.inTemplate) fail(msg`a template cannot fill another template`);
  const parts = templateParts(content);
  return parts.length === 0 ? '' : context.template(parts, mapping(variables));
}

/** Go's `filepath`: always clean, and a dot where nothing is left. */
const baseName = (name: string): string => (name === '' ? '.' : path.posix.basename(name) || '/');

function directoryName(name: string): string {
  const slash = name.lastIndexOf('/');
  const folder = path.posix.normalize(slash < 0 ? '.' : name.slice(0, slash + 1));
  return folder.length > 1 && folder.endsWith('/') ? folder.slice(0, -1) : folder;
}

/** Where a home folder is, and where Terraform runs, no file tells. */
function expand(name: string): string {
  return name.startsWith('~') ? undecided(msg`the home folder is known only where Terraform runs`) : name;
}

function absolute(name: string): string {
  if (!name.startsWith('/')) return undecided(msg`the folder that Terraform runs in is not known`);
  const clean = path.posix.normalize(name);
  return clean.length > 1 && clean.endsWith('/') ? clean.slice(0, -1) : clean;
}

export const FILES: readonly Entry[] = [
  define('abspath', ['string'], ([name]) => absolute(text(name))),
  define('basename', ['string'], ([name]) => baseName(text(name))),
  define('dirname', ['string'], ([name]) => directoryName(text(name))),
  define('file', ['string'], ([name], context) => readText(text(name), context)),
  define('filebase64', ['string'], ([name], context) => Buffer.from(readFile(text(name), context)).toString('base64')),
  define('fileexists', ['string'], ([name], context) => exists(text(name), context)),
  define('fileset', ['string', 'string'], ([folder, pattern], context) =>
    fileSet(text(folder), text(pattern), context),
  ),
  define('pathexpand', ['string'], ([name]) => expand(text(name))),
  define(
    'templatefile',
    ['string', 'dynamic'],
    ([name, variables], context) => fillTemplate(readText(text(name), context), variables, context),
    { sees: 'elements' },
  ),
  define(
    'templatestring',
    ['string', 'dynamic'],
    ([content, variables], context) => fillTemplate(text(content), variables, context),
    { sees: 'elements' },
  ),
];
