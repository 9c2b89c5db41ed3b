/** A Terraform plan or state, from bytes to a {@link TerraformDocument}, in one pass and with only the items that matter in memory. */
import { type ByteSource, bytesOf, isFolder, openFile } from '../json/bytes.js';
import { asUtf8 } from '../json/encoding.js';
import { firstKey, nextKey, OPEN_OBJECT, readValue } from '../json/read.js';
import { peek, skipValue } from '../json/scan.js';
import { createScanner, place, type Scanner } from '../json/window.js';
import * as recognise from '../recognise.js';
import { InputError } from '../source.js';
import type { TerraformDocument, TerraformFormat } from './document.js';
import { type Draft, newDraft, SECTIONS } from './document-sections.js';
import { instancesBeside } from './outputs.js';

export interface ReadOptions {
  /** The bytes to read instead of those of the file; `file` is then only a name for messages. */
  readonly content?: Uint8Array;
  /** Bytes per read; for tests and measurements. */
  readonly chunk?: number;
}

const FORMATS: ReadonlyMap<recognise.InputKind, TerraformFormat> = new Map([
  ['terraform-plan', 'plan'],
  ['terraform-state', 'state'],
  ['terraform-raw-state', 'raw-state'],
]);

/**
 * Reads a plan or state from a file, from standard input (`-`), or from `options.content`. UTF-8 or UTF-16, with or without a byte order
 * mark. The whole file must be JSON as `JSON.parse` takes it, what is skipped included; bytes that are no valid UTF-8 become U+FFFD. Of a
 * key that is there twice the last one counts, as everywhere; a section or the type of a resource that is there twice is an error, since
 * it decides what is read at all. Deposed objects are left out: they share the address of what replaced them.
 * @throws {InputError} and nothing else: it cannot be opened, is cut off, no JSON, another format, or a version that is not read
 */
export function readTerraformDocument(file: string, options: ReadOptions = {}): TerraformDocument {
  if (options.content === undefined && isFolder(file)) throw recognise.notRead(recognise.recognise(file).kind, file);
  const source = options.content === undefined ? openFile(file) : bytesOf(options.content);
  try {
    return readTerraformBytes({ file, source }, options.chunk);
  } finally {
    source.close();
  }
}

/** The same for an open input, which stays open. Nothing else may have been read from it. */
export function readTerraformBytes(
  input: { readonly file: string; readonly source: ByteSource },
  chunk?: number,
): TerraformDocument {
  const s = createScanner(input.file, asUtf8(input.source), chunk);
  const facts = recognise.noFacts();
  const early = recognise.recogniseStart(s);
  if (early !== null) formatOf(early, s.file);
  if (peek(s) !== OPEN_OBJECT) formatOf(recognise.recogniseOther(s, facts), s.file);
  const draft = newDraft();
  for (let key = firstKey(s); key !== null; key = nextKey(s)) readMember(s, facts, draft, key);
  recognise.checkEnd(s, facts);
  const format = formatOf(recognise.decide(facts, true), s.file);
  const problem = versionProblem(format, facts, s.file) ?? draft.problem;
  if (problem !== null) throw problem;
  return toDocument(format, facts, draft);
}

function readMember(s: Scanner, facts: recognise.Facts, draft: Draft, key: string): void {
  const consumed = recognise.noteMember(s, facts, key);
  // As soon as it is known to be something else there is no need to go on.
  const verdict = recognise.decide(facts, false);
  if (verdict !== null) formatOf(verdict, s.file);
  if (consumed) return;
  const section = SECTIONS.get(key);
  if (section === undefined) {
    if (verdict === null) recognise.noteValue(s, facts, key);
    else skipValue(s);
  } else if (section.opens === null || section.opens === peek(s)) section.read(s, draft);
  else {
    const at = place(s);
    if (readNullOrSkip(s, facts, key))
      draft.problem ??= new InputError(`${JSON.stringify(key)} has the wrong shape; write the file again`, s.file, at);
  }
}

/** Goes past a value that is no section; true if it is anything but `null`. */
function readNullOrSkip(s: Scanner, facts: recognise.Facts, key: string): boolean {
  if (peek(s) === 0x6e) return readValue(s) !== null;
  recognise.noteValue(s, facts, key);
  return true;
}

/** @throws {InputError} for everything that is no plan or state */
function formatOf(verdict: recognise.Verdict | null, file: string): TerraformFormat {
  if (verdict === null || 'refusal' in verdict)
    throw new InputError(verdict?.refusal ?? 'no format that is known', file);
  const format = FORMATS.get(verdict.kind);
  if (format === undefined) throw recognise.notRead(verdict.kind, file);
  return format;
}

/** Formats 0.1 to 1.x of `terraform show -json` and version 4 of the raw state are read. */
function versionProblem(format: TerraformFormat, facts: recognise.Facts, file: string): InputError | null {
  if (format === 'raw-state') {
    const version = Number(facts.texts.get('version'));
    if (version === 4) return null;
    if (version > 4)
      return new InputError(
        `this is a state of version ${version}, newer than what is read (4); use a newer version of this check`,
        file,
      );
    return new InputError(
      `this is a state of version ${version}, written by Terraform 0.11 or older; upgrade it with \`terraform init\` and \`terraform apply -refresh-only\` of a current Terraform`,
      file,
    );
  }
  const version = facts.texts.get('format_version') ?? '';
  const major = /^(\d{1,9})(?:\.\d{1,9})*$/.exec(version)?.[1];
  if (major === undefined)
    return new InputError(
      'format_version is no version number; write the file again with `terraform show -json`',
      file,
    );
  if (Number(major) <= 1) return null;
  return new InputError(
    `this has format_version ${version}, newer than what is read (0.1 to 1.x); use a newer version of this check`,
    file,
  );
}

function toDocument(format: TerraformFormat, facts: recognise.Facts, draft: Draft): TerraformDocument {
  const plan = format === 'plan';
  const own = format === 'plan' ? draft.planned : format === 'state' ? draft.values : draft.raw;
  return {
    format,
    formatVersion: facts.texts.get(format === 'raw-state' ? 'version' : 'format_version') ?? '',
    terraformVersion: draft.terraformVersion,
    errored: plan && draft.errored,
    variables: new Map(plan ? [...draft.variables].filter(([name]) => !draft.sensitiveVariables.has(name)) : []),
    planned: [...own, ...instancesBeside(own, draft.outputs)],
    prior: plan ? draft.prior : [],
    changes: plan ? draft.changes : null,
    configuration: plan ? draft.configuration : null,
    resourceCount: plan ? draft.plannedCount : format === 'state' ? draft.valuesCount : draft.rawCount,
  };
}
