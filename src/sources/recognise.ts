/** What an input is, told by its content and never by its name; and, for what is not read, the one line that says what to do instead. */
import fs from 'node:fs';
import { parseArmId } from '../azure/arm-id.js';
import { type Sniffed, sniffTemplate } from './arm/template/sniff.js';
import { sniffAll } from './arm/template/sniff-all.js';
import { type ByteSource, chained, fileProblem, isFolder, openFile, recorded } from './json/bytes.js';
import { asUtf8 } from './json/encoding.js';
import {
  firstElement,
  firstKey,
  nextElement,
  nextKey,
  OPEN_ARRAY,
  OPEN_OBJECT,
  readString,
  readValue,
} from './json/read.js';
import { peek, skipValue } from './json/scan.js';
import { createScanner, ensure, fail, type Scanner } from './json/window.js';
import { insideOther, KIND_NAMES, READ, REFUSALS, unknownJson, WRITE_IT } from './refusals.js';
import { InputError } from './source.js';

export type InputKind =
  | 'terraform-plan'
  | 'terraform-state'
  | 'terraform-raw-state'
  | 'terraform-outputs'
  | 'terraform-folder'
  | 'arm-template'
  | 'arm-what-if'
  | 'arm-deployment'
  | 'azure-resources'
  | 'bicep';

export interface Recognised {
  readonly kind: InputKind;
}

/** An input that is open. `recogniseBytes` may put another source in the place of a pipe's, so that nothing read is lost. */
export interface InputFile {
  readonly file: string;
  source: ByteSource;
}

/** Either what the input is, or why it is nothing that can be read. */
export type Verdict =
  | Recognised
  | {
      readonly refusal: string;
      /** It is JSON of no format of its own: what it holds may still be what an output held (`terraform output -json NAME`, a step's output). */
      readonly loose?: true;
    };

/** What was seen at the top level of a JSON document so far. Bounded, whatever the document holds. */
export interface Facts {
  /** The keys of {@link SIGNS} that are there, with the first byte of their values. */
  readonly members: Map<string, number>;
  /** The values of those of {@link TEXTS}, as text. */
  readonly texts: Map<string, string>;
  /** For members that are objects: which of {@link INNER_SIGNS} they have. */
  readonly inner: Map<string, ReadonlySet<string>>;
  /** What `id`, `type` and `resourceId`, in any case, say at the top: an Azure resource has them. */
  readonly azure: Map<string, string>;
  /** How many elements of a list at the top, or in `value`, are Azure resources. */
  resources: number;
  /** What the elements of a list are that are effective rules or routes of one network interface: why they are not read. */
  effective: string | null;
  /** How many keys there are that are not among {@link SIGNS}. */
  others: number;
  /** How many members in all look like an output of `terraform output -json`. */
  outputs: number;
  /** Where a plan was found inside the document. */
  wrapped: string | null;
}

const PLAN_SECTIONS = ['planned_values', 'resource_changes', 'configuration', 'prior_state'];
const SIGNS: ReadonlySet<string> = new Set(
  'format_version terraform_version value values version serial lineage backend $schema contentVersion resources changes properties errored variables @level @message provider_schemas valid function_signatures'
    .split(' ')
    .concat(PLAN_SECTIONS, ['Changes', 'PotentialChanges', 'Status']),
);
const TEXTS: ReadonlySet<string> = new Set(['format_version', 'version', '$schema']);
const INNER_SIGNS: ReadonlySet<string> = new Set([
  ...['format_version', ...PLAN_SECTIONS],
  ...['value', 'type', 'sensitive', 'changes', 'provisioningState', 'outputResources', 'templateHash'],
  ...['effectiveSecurityRules', 'nextHopIpAddress'],
]);
const AZURE_KEYS: ReadonlySet<string> = new Set(['id', 'type', 'resourceid']);
/** Stands among the inner signs for an object that is an Azure resource. No key is called so. */
const AZURE = 'an Azure resource';
/** How deep a plan is looked for inside other JSON. */
const WRAPPER_DEPTH = 3;
const HEAD_BYTES = 4096;

/** What is told apart by its first characters though it may look like JSON: a template with comments is no JSON to the scanner. */
const NEARLY_JSON: readonly (readonly [string | RegExp, Verdict])[] = [[/^\[command\]/, { refusal: REFUSALS.echo }]];

/** What is no JSON, by what the text begins with, or by a line of it. The first that matches counts. 0x8b is no UTF-8 by itself. */
const NOT_JSON: readonly (readonly [string | RegExp, Verdict])[] = [
  ['PK\u0003\u0004', { refusal: `this is a binary plan file, not JSON; ${WRITE_IT}` }],
  ['\u001f\ufffd', { refusal: REFUSALS.gzip }],
  [
    /^(?:targetScope\s*=|(?:param|var|output)\s+\w+\s|(?:resource|module)\s+\w+\s+'|using\s+(?:'|none\b)|metadata\s+\w+\s*=|@\w+(?:\.\w+)?\()/m,
    { kind: 'bicep' },
  ],
  [
    /^\s*(?:terraform|locals|(?:variable|output|provider|module)\s+"[^"]*"|(?:resource|data)\s+"[^"]*"\s+"[^"]*")\s*\{/m,
    { refusal: REFUSALS.configuration },
  ],
  [/^Resource and property changes are indicated with these symbols/m, { refusal: REFUSALS.textWhatIf }],
  ['\u001b[', { refusal: REFUSALS.textPlan }],
  [
    /Terraform (?:used the selected providers|will perform the following)|^No changes\. /m,
    { refusal: REFUSALS.textPlan },
  ],
  [/^(?:\/\/|\/\*)/, { refusal: `this begins with a comment, and is no template of Azure Resource Manager. ${READ}` }],
];

/** The error for an input whose format is known but not read. */
export function notRead(kind: InputKind, file: string): InputError {
  return new InputError(`this is ${KIND_NAMES[kind]}; this version does not read that format. ${READ}`, file);
}

/**
 * What a file or folder is, by its content. Reads no further than needed: for what Terraform writes, the first few hundred bytes.
 * For standard input use {@link recogniseBytes}, which loses nothing.
 * @throws {InputError} if it cannot be opened, is empty, is no known format, or is a folder without Terraform configuration
 */
export function recognise(file: string): Recognised {
  if (isFolder(file)) return recogniseFolder(file);
  const input: InputFile = { file, source: openFile(file) };
  try {
    return recogniseBytes(input);
  } finally {
    input.source.close();
  }
}

/** The same for an open input, which afterwards is at its first byte again. */
export function recogniseBytes(input: InputFile): Recognised {
  const verdict = verdictOf(input);
  if ('refusal' in verdict) throw new InputError(verdict.refusal, input.file);
  return verdict;
}

/** The same with a refusal as an answer. @throws {InputError} only for what is no JSON to its end, or empty */
export function verdictOf(input: InputFile): Verdict {
  const kept: Uint8Array[] = [];
  const { source } = input;
  const s = createScanner(input.file, asUtf8(source.rewind === null ? recorded(source, kept) : source), HEAD_BYTES * 4);
  try {
    return inspect(s);
  } catch (error) {
    if (!(error instanceof InputError) || source.rewind === null) throw error;
    source.rewind();
    const sniffed = sniffAll(source);
    if (sniffed === null) throw error;
    return ofSniffed(sniffed);
  } finally {
    if (source.rewind === null) input.source = chained(kept, source);
    else source.rewind();
  }
}

function inspect(s: Scanner): Verdict {
  const early = recogniseStart(s);
  if (early !== null) return early;
  const facts = noFacts();
  if (peek(s) !== OPEN_OBJECT) return recogniseOther(s, facts);
  for (let key = firstKey(s); key !== null; key = nextKey(s)) {
    const consumed = noteMember(s, facts, key);
    const verdict = decide(facts, false);
    if (verdict !== null) return verdict;
    if (!consumed) noteValue(s, facts, key);
  }
  checkEnd(s, facts);
  return decide(facts, true) ?? { refusal: unknownJson(), loose: true };
}

/** Facts about a document of which nothing was read yet. */
export function noFacts(): Facts {
  return {
    members: new Map(),
    texts: new Map(),
    inner: new Map(),
    azure: new Map(),
    resources: 0,
    effective: null,
    others: 0,
    outputs: 0,
    wrapped: null,
  };
}

/**
 * Looks at the first bytes, which stay unread. `null`: it may be JSON.
 * @throws {InputError} if there is nothing in the input
 */
export function recogniseStart(s: Scanner): Verdict | null {
  ensure(s, HEAD_BYTES);
  if (s.end === 0) fail(s, 'this file is empty; check the step that writes it', { line: 1, column: 1 });
  const head = s.buffer.toString('utf8', s.position, Math.min(s.end, s.position + HEAD_BYTES));
  const first = /\S/.exec(head)?.[0] ?? '{';
  const sniffed = sniffTemplate(head);
  if (sniffed !== null) return ofSniffed(sniffed);
  for (const [pattern, verdict] of '{['.includes(first) ? NEARLY_JSON : [...NEARLY_JSON, ...NOT_JSON]) {
    if (typeof pattern === 'string' ? head.startsWith(pattern) : pattern.test(head)) return verdict;
  }
  if (peek(s) === -1)
    fail(s, 'there is nothing but white space in this file; check the step that writes it', { line: 1, column: 1 });
  return null;
}

function ofSniffed(sniffed: NonNullable<Sniffed>): Verdict {
  return sniffed === 'template' ? { kind: 'arm-template' } : { refusal: REFUSALS.parameters };
}

/** For a document that is no object: goes through it to its end. */
export function recogniseOther(s: Scanner, facts: Facts): Verdict {
  const list = peek(s) === OPEN_ARRAY;
  if (list) noteList(s, facts, '');
  else skipValue(s);
  checkEnd(s, facts);
  if (facts.resources > 0) return { kind: 'azure-resources' };
  if (facts.effective !== null) return { refusal: facts.effective };
  const what = list ? 'a JSON list' : 'a single JSON value';
  if (facts.wrapped !== null) return { refusal: insideOther(facts.wrapped) };
  return { refusal: `this is ${what}, no format that is known. ${READ}`, loose: true };
}

/** Goes past a list, and counts the Azure resources in it. */
function noteList(s: Scanner, facts: Facts, where: string): void {
  let index = 0;
  for (let more = firstElement(s); more; more = nextElement(s)) {
    const inner = noteInner(s, facts, `${where}[${index++}]`, 1);
    if (inner.has(AZURE)) facts.resources++;
    else if (inner.has('effectiveSecurityRules')) facts.effective = REFUSALS.effectiveRules;
    else if (inner.has('nextHopIpAddress')) facts.effective = REFUSALS.effectiveRoutes;
  }
}

/** Notes a key of the top level whose value comes next. True: the value was short, and was read. */
export function noteMember(s: Scanner, facts: Facts, key: string): boolean {
  if (!SIGNS.has(key)) {
    facts.others++;
    return noteAzure(s, facts.azure, key);
  }
  if (facts.members.has(key)) fail(s, `the key ${JSON.stringify(key)} is there twice; no tool writes that`);
  const first = peek(s);
  facts.members.set(key, first);
  if (!TEXTS.has(key) || first === OPEN_OBJECT || first === OPEN_ARRAY) return false;
  const value = readValue(s);
  if (typeof value === 'string' || typeof value === 'number') facts.texts.set(key, String(value));
  return true;
}

/** Goes past the value of a top-level key that nobody reads, and notes what it looks like. */
export function noteValue(s: Scanner, facts: Facts, key: string): void {
  if ((key === 'value' || key === 'data') && peek(s) === OPEN_ARRAY) {
    noteList(s, facts, key);
    return;
  }
  const inner = noteInner(s, facts, key, 1);
  if (SIGNS.has(key)) facts.inner.set(key, inner);
  if (inner.has('value') && (inner.has('type') || inner.has('sensitive'))) facts.outputs++;
}

/** What the document is. `complete`: all of it was seen. `null`: not yet decided, or (complete) no known format. */
export function decide(facts: Facts, complete: boolean): Verdict | null {
  const has = (key: string): boolean => facts.members.has(key);
  if (has('@level') && has('@message')) return { refusal: REFUSALS.stream };
  const schema = facts.texts.get('$schema') ?? '';
  if (/deploymentTemplate\.json/i.test(schema)) return { kind: 'arm-template' };
  if (/deploymentParameters\.json/i.test(schema)) {
    return { refusal: REFUSALS.parameters };
  }
  if (facts.texts.has('format_version')) {
    if (PLAN_SECTIONS.some(has)) return { kind: 'terraform-plan' };
    if (has('values')) return { kind: 'terraform-state' };
    if (has('provider_schemas'))
      return { refusal: `this is the output of \`terraform providers schema -json\`. ${READ}` };
    if (has('function_signatures'))
      return { refusal: `this is the output of \`terraform metadata functions -json\`. ${READ}` };
    if (has('valid')) return { refusal: `this is the output of \`terraform validate -json\`. ${READ}` };
  }
  if (facts.texts.has('version') && has('backend')) {
    return { refusal: REFUSALS.backend };
  }
  if (/^\d+$/.test(facts.texts.get('version') ?? '') && ['terraform_version', 'serial', 'lineage'].some(has)) {
    // Backend settings have the same first keys, so only what states alone have decides early.
    if (complete || has('resources')) return { kind: 'terraform-raw-state' };
  }
  return complete ? decideComplete(facts) : null;
}

function decideComplete(facts: Facts): Verdict {
  const { members, inner } = facts;
  if (facts.wrapped !== null) return { refusal: insideOther(facts.wrapped) };
  // `terraform show -json` of an empty state.
  if (
    members.has('format_version') &&
    facts.others === 0 &&
    [...members.keys()].every((key) => /^(format|terraform)_version$/.test(key))
  ) {
    return { kind: 'terraform-state' };
  }
  if (members.has('planned_values') && members.has('resource_changes')) {
    return { refusal: `this looks like a plan, but has no format_version; ${WRITE_IT}` };
  }
  if (members.get('changes') === OPEN_ARRAY || inner.get('properties')?.has('changes') === true)
    return { kind: 'arm-what-if' };
  const properties = inner.get('properties');
  if (properties?.has('provisioningState') && ['outputResources', 'templateHash'].some((key) => properties.has(key))) {
    return { kind: 'arm-deployment' };
  }
  if (members.has('changes') && members.has('status')) return { kind: 'arm-what-if' };
  if (members.has('Changes') && (members.has('PotentialChanges') || members.has('Status')))
    return { refusal: REFUSALS.powershellWhatIf };
  if (isAzureResource(facts.azure)) {
    const isDeployment = /^microsoft\.resources\/deployments$/i.test(facts.azure.get('type') ?? '');
    return { kind: isDeployment ? 'arm-deployment' : 'azure-resources' };
  }
  if (facts.resources > 0) return { kind: 'azure-resources' };
  if (facts.effective !== null) return { refusal: facts.effective };
  if (members.has('contentVersion') && members.has('resources')) return { kind: 'arm-template' };
  if (facts.outputs === facts.others + members.size) return { kind: 'terraform-outputs' };
  return { refusal: unknownJson(), loose: true };
}

/** After the document: nothing may follow. @throws {InputError} if something does */
export function checkEnd(s: Scanner, facts: Facts): void {
  const next = peek(s);
  if (next === -1) return;
  if (facts.members.has('@level')) fail(s, REFUSALS.stream);
  if (next === OPEN_OBJECT || next === OPEN_ARRAY)
    fail(s, 'a second JSON document begins here; put each into a file of its own');
  fail(s, 'there is something behind the end of the JSON document; remove it, or write the file again');
}

function recogniseFolder(folder: string): Recognised {
  let names: readonly string[];
  try {
    names = fs.readdirSync(folder);
  } catch (error) {
    throw fileProblem(folder, error);
  }
  if (names.some((name) => /\.tf(?:\.json)?$/.test(name))) return { kind: 'terraform-folder' };
  throw new InputError(
    'this is a folder without .tf files; name the files in it, or a glob such as folder/*.json',
    folder,
  );
}

/** Goes past a value. For an object: which of {@link INNER_SIGNS} it has. Notes where a plan is inside. */
function noteInner(s: Scanner, facts: Facts, where: string, depth: number): ReadonlySet<string> {
  const seen = new Set<string>();
  const azure = new Map<string, string>();
  const first = peek(s);
  if (first === 0x22 && facts.wrapped === null) {
    ensure(s, 64);
    const start = s.buffer.toString('latin1', s.position, Math.min(s.end, s.position + 64));
    if (/^"(?:\s|\\[nrt])*\{(?:\s|\\[nrt])*\\"format_version\\"/.test(start)) facts.wrapped = where;
  }
  if (first !== OPEN_OBJECT) {
    skipValue(s);
    return seen;
  }
  for (let key = firstKey(s); key !== null; key = nextKey(s)) {
    if (INNER_SIGNS.has(key)) seen.add(key);
    if (noteAzure(s, azure, key)) continue;
    if (depth < WRAPPER_DEPTH && facts.wrapped === null) noteInner(s, facts, `${where}.${key}`, depth + 1);
    else skipValue(s);
  }
  if (facts.wrapped === null && seen.has('format_version') && PLAN_SECTIONS.some((section) => seen.has(section)))
    facts.wrapped = where;
  if (isAzureResource(azure)) seen.add(AZURE);
  return seen;
}

/** Notes what an Azure resource says of itself. True: the value was a text, and was read. */
function noteAzure(s: Scanner, azure: Map<string, string>, key: string): boolean {
  const name = key.length > 10 ? '' : key.toLowerCase();
  if (!AZURE_KEYS.has(name) || peek(s) !== 0x22) return false;
  azure.set(name, readString(s));
  return true;
}

/** An Azure resource has the id of one, whatever tool has printed it; in what was written by hand, a type with a provider will do. */
function isAzureResource(azure: ReadonlyMap<string, string>): boolean {
  const id = azure.get('id') ?? azure.get('resourceid') ?? '';
  return parseArmId(id) !== null || /^microsoft\.\w+(?:\/\w+)+$/i.test(azure.get('type') ?? '');
}
