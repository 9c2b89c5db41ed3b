/** A change as an edit of the `.bicep` file that declares what it is about: an element of a list, or a resource beside its neighbours. */
import { type Message, msg } from '../azure/message.js';
import type { Topology } from '../reachability/topology.js';
import type { Change } from '../remedy/change.js';
import { type ArmChange, armChange, bicepText } from '../remedy/languages/arm-change.js';
import { writeBicep } from '../remedy/languages/bicep-syntax.js';
import { targetOf } from '../remedy/written-rule.js';
import {
  type BicepNode,
  type Declaration,
  declarationAt,
  nameOfObject,
  parseBicepValue,
  propertyOf,
} from './bicep-syntax.js';
import type { Placed } from './edit.js';
import { endOfLine, type Insertion, indented, indentOfLine, newlineOf } from './insertions.js';
import type { openSource, SourceFile } from './source-file.js';

export type OpenSource = (name: string) => ReturnType<typeof openSource>;

/** Changes that are resources of their own even where no neighbour is. */
const OF_THEIR_OWN: ReadonlySet<Change['kind']> = new Set(['outbound-rule', 'rule-collection-group']);

export function bicepEdit(change: Change, topology: Topology, open: OpenSource): Placed {
  const target = targetOf(change, topology);
  const written = armChange(change, topology);
  if (target === null || written === null)
    return { reason: msg`the rules around it name their sources by groups of addresses` };
  const { resource, besideLocation } = target;
  if (resource.location === null) return { reason: msg`no .bicep file at hand declares ${resource.id}` };
  const { file: name, line } = resource.location;
  const opened = open(name);
  if ('reason' in opened) return opened;
  const owner = declarationAt(opened.file.text, line);
  if (owner === null) return { reason: msg`${name} has no resource at line ${line} that could be followed` };
  // A rule that was inside of its list so far stays there, whatever other languages do.
  const isOwn = written.type !== null && (besideLocation !== null || OF_THEIR_OWN.has(change.kind));
  if (!isOwn) return listEdit(written, resource.id, opened.file, owner);
  const neighbour =
    besideLocation === null
      ? owner
      : besideLocation.file === name
        ? declarationAt(opened.file.text, besideLocation.line)
        : null;
  if (neighbour === null || !neighbour.isTop || !owner.isTop || !owner.isPlain)
    return { reason: msg`the rules of ${resource.id} are declared where one more cannot be put beside them` };
  return resourceEdit(written, resource.id, opened.file, owner, neighbour);
}

function listEdit(written: ArmChange, about: string, file: SourceFile, { body }: Declaration): Placed {
  const { text } = file;
  const properties = propertyOf(body, 'properties')?.value;
  if (properties?.kind !== 'object') return { reason: cannot(about, 'properties') };
  const list = propertyOf(properties, written.list);
  const into = written.collection === null ? list?.value : rulesOf(list?.value, written.collection);
  if (into !== undefined && into.kind !== 'list') return { reason: cannot(about, written.list) };
  if (into === undefined && (written.collection !== null || list !== undefined))
    return { reason: msg`${about} has no collection ${written.collection ?? ''} that is written out` };
  const name = written.value['name'];
  if (into?.items.some((item) => nameOfObject(item) === name) === true)
    return {
      reason: msg`${file.name} has a rule of the name ${String(name)} already, so the input is older than the file`,
      isStale: true,
    };
  const lines = writeBicep(written.value, 0).split('\n');
  if (parseBicepValue(lines.join('\n'))?.kind !== 'object')
    return { reason: msg`what would be written for ${about} is no valid Bicep` };
  const insert = (all: readonly (readonly string[])[]): Insertion =>
    into === undefined
      ? insertProperty(text, properties, [`${written.list}: [`, ...all.flat().map((line) => `  ${line}`), ']'])
      : insertItems(text, into, all.flat());
  const place = into === undefined ? `${properties.start} ${written.list}` : `${into.start}`;
  return { edit: { file, about, place: `bicep ${place}`, lines, insert } };
}

/** The rules of a collection: of a policy in the collection itself, of a classic firewall in its properties. */
function rulesOf(list: BicepNode | undefined, collection: string): BicepNode | undefined {
  const named = list?.kind === 'list' ? list.items.filter((item) => nameOfObject(item) === collection) : [];
  const [only, another] = named;
  if (only === undefined || another !== undefined) return undefined;
  return (propertyOf(only, 'rules') ?? propertyOf(propertyOf(only, 'properties')?.value, 'rules'))?.value;
}

function resourceEdit(
  written: ArmChange,
  about: string,
  file: SourceFile,
  owner: Declaration,
  neighbour: Declaration,
): Placed {
  const { text } = file;
  const symbols = new Set(
    [...text.matchAll(/^(?:resource|var|param|module|output|func|type)\s+([A-Za-z_]\w*)/gm)].map(
      ([, symbol]) => symbol,
    ),
  );
  const [first = '', ...rest] = bicepText(written, owner.symbol).split('\n');
  const wanted = /^resource (\w+)/.exec(first)?.[1] ?? 'rule';
  let symbol = wanted;
  for (let n = 2; symbols.has(symbol); n++) symbol = `${wanted}${n}`;
  const version = /@[^']*'/.exec(text.slice(neighbour.start, text.indexOf('=', neighbour.start)))?.[0];
  const head = first.replace(/^resource \w+/, `resource ${symbol}`).replace(/@[^']*'/, (own) => version ?? own);
  if (symbols.has(wanted) && text.includes(`name: ${writeBicep(written.value['name'] ?? '', 0)}`))
    return {
      reason: msg`${file.name} has a rule of the name ${wanted} already, so the input is older than the file`,
      isStale: true,
    };
  const newline = newlineOf(text);
  const insert = (all: readonly (readonly string[])[]): Insertion => ({
    at: endOfLine(text, neighbour.end),
    text: all.map((lines) => `${newline}${newline}${lines.join(newline)}`).join(''),
  });
  return { edit: { file, about, place: `bicep behind ${neighbour.start}`, lines: [head, ...rest], insert } };
}

/** Behind the last item, or in place of the blanks of an empty list. */
function insertItems(
  text: string,
  list: Extract<BicepNode, { readonly kind: 'list' }>,
  lines: readonly string[],
): Insertion {
  const newline = newlineOf(text);
  const base = indentOfLine(text, list.start);
  const last = list.items.at(-1);
  if (last === undefined || !text.slice(list.start, list.end).includes('\n')) {
    const inner = text.slice(list.start + 1, list.end - 1);
    // Comments of an empty list stay in front; items on one line are divided by commas.
    const glue = last === undefined ? '' : `,${newline}`;
    const kept = inner.trim() === '' ? '' : inner.trimEnd();
    const body = indented(lines, `${base}  `, '  ').join(newline);
    return {
      at: list.start + 1 + kept.length,
      cut: inner.length - kept.length,
      text: `${glue === '' ? newline : glue}${body}${newline}${base}`,
    };
  }
  const indent = indentOfLine(text, last.start);
  const unit = indent.startsWith(base) && indent.length > base.length ? indent.slice(base.length) : '  ';
  return { at: endOfLine(text, last.end), text: `${newline}${indented(lines, indent, unit).join(newline)}` };
}

function insertProperty(
  text: string,
  object: Extract<BicepNode, { readonly kind: 'object' }>,
  lines: readonly string[],
): Insertion {
  const newline = newlineOf(text);
  const base = indentOfLine(text, object.start);
  const last = object.properties.at(-1);
  if (last === undefined || !text.slice(object.start, object.end).includes('\n')) {
    const glue = last === undefined ? newline : `,${newline}`;
    return {
      at: last?.value.end ?? object.start + 1,
      text: `${glue}${indented(lines, `${base}  `, '  ').join(newline)}${newline}${base}`,
    };
  }
  const indent = indentOfLine(text, last.start);
  return { at: endOfLine(text, last.value.end), text: `${newline}${indented(lines, indent, '  ').join(newline)}` };
}

function cannot(about: string, what: string): Message {
  return msg`${about} computes its ${what}, so a rule has to be added to what it is computed from`;
}
