/** Waivers in comments of `.tf` and `.bicep` files: `# azureml-network-check: waive tag=Storage reason="…" expires=2027-01-31` above a declaration. */
import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { msg } from '../azure/message.js';
import type { Diagnostic, Location } from '../azure/model.js';
import { toWaiver, type Waiver } from '../requirements/waiver.js';

/** What the comments of some files waive, and the comments that cannot be read: those waive nothing. */
export interface InlineWaivers {
  readonly waivers: readonly Waiver[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Hand-written files are smaller by far. */
const LARGEST_FILE = 8 * 1024 * 1024;

/** Names of files that have comments. */
const WITH_COMMENTS = /\.(tf|bicep)$/;

const DIRECTIVE = /^(\s*)(?:#|\/\/)\s*azureml-network-check:\s*waive\b(.*)$/;
const NAME = 'azureml-network-check';
const ANY_FIELD = /\b(?:requirement|tag|host|reason|expires)=/;
/** Lines that may stand between a comment and what it is about: other comments, decorators, nothing. */
const BETWEEN = /^\s*(?:#|\/\/|@|$)/;
const FIELD = /\s*(?:([A-Za-z]+)=(?:"((?:[^"\\]|\\.)*)"|([^\s"]+)))/y;

/**
 * Reads the waivers in the files that declare something.
 * @param files names relative to `cwd`; what cannot be read has no waivers, since whoever declares something by it has said so already
 */
export function readInlineWaivers(files: Iterable<string>, cwd: string): InlineWaivers {
  const waivers: Waiver[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const file of new Set(files)) {
    const text = WITH_COMMENTS.test(file) ? textOf(path.resolve(cwd, file)) : null;
    if (text === null) continue;
    const found = inlineWaivers(text, file);
    waivers.push(...found.waivers);
    diagnostics.push(...found.diagnostics);
  }
  return { waivers, diagnostics };
}

function textOf(file: string): string | null {
  try {
    return statSync(file).size > LARGEST_FILE ? null : readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}

/** The waivers in the text of one file. */
export function inlineWaivers(text: string, file: string): InlineWaivers {
  if (!text.includes(NAME)) return { waivers: [], diagnostics: [] };
  const waivers: Waiver[] = [];
  const diagnostics: Diagnostic[] = [];
  const lines = text.split(/\r?\n/);
  lines.forEach((content, index) => {
    const [, indent, written] = DIRECTIVE.exec(content) ?? [];
    if (indent === undefined || written === undefined) {
      const at = nearlyAt(content);
      if (at !== null) diagnostics.push(nearly({ file, line: index + 1, column: at + 1 }));
      return;
    }
    const location = { file, line: index + 1, column: indent.length + 1 };
    let below = index + 1;
    while (below < lines.length && BETWEEN.test(lines[below] ?? '')) below += 1;
    const fields = fieldsOf(written);
    const made =
      fields === null
        ? { mistake: 'write it as name=value or name="several words"' }
        : toWaiver(fields, { location, declaration: { file, line: below + 1 } });
    if ('waiver' in made) waivers.push(made.waiver);
    else
      diagnostics.push({ severity: 'warning', message: msg`this comment waives nothing: ${made.mistake}`, location });
  });
  return { waivers, diagnostics };
}

/** Where in a line something stands that was meant to be a waiver: behind code, in a comment of several lines, with another word; `null` for any other line. */
function nearlyAt(content: string): number | null {
  const at = content.indexOf(NAME);
  if (at === -1 || !ANY_FIELD.test(content.slice(at))) return null;
  const before = content.slice(0, at).trimEnd();
  return ['#', '//', '*'].some((mark) => before.endsWith(mark)) ? at : null;
}

function nearly(location: Location): Diagnostic {
  return {
    severity: 'warning',
    message: msg`this comment waives nothing: a waiver is a line of its own that begins with "# azureml-network-check: waive" or "// azureml-network-check: waive"`,
    location,
  };
}

/** `null` for a text that is no list of fields. */
function fieldsOf(text: string): ReadonlyMap<string, string> | null {
  const fields = new Map<string, string>();
  FIELD.lastIndex = 0;
  const end = text.trimEnd().length;
  while (FIELD.lastIndex < end) {
    const [, name, quoted, bare] = FIELD.exec(text) ?? [];
    if (name === undefined) return null;
    fields.set(name, quoted?.replace(/\\(.)/g, '$1') ?? bare ?? '');
  }
  return fields;
}
