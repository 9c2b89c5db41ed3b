/** A change as an edit of the `.tf` file that declares what it is about, in the manner of its neighbours. */
import path from 'node:path';
import { type Message, msg } from '../azure/message.js';
import type { Location, Resource } from '../azure/model.js';
import { isUnknown } from '../azure/value.js';
import type { Topology } from '../reachability/topology.js';
import type { Change } from '../remedy/change.js';
import { terraformChange } from '../remedy/languages/terraform-change.js';
import { type Fit, localAddress, type TerraformChange } from '../remedy/languages/terraform-fit.js';
import { instanceKey } from '../remedy/siblings.js';
import { targetOf } from '../remedy/written-rule.js';
import type { Attribute, Block, Expression, Node } from '../sources/terraform/hcl/ast.js';
import { literalString } from '../sources/terraform/hcl/literals.js';
import { parseConfiguration } from '../sources/terraform/hcl/parser.js';
import type { Placed } from './edit.js';
import { copiedFrom } from './hcl-copy.js';
import { insertIntoList, objectLines } from './hcl-list.js';
import { blockAt, insertBehind, insertInside, nameOf, nestedBlock, typeMade } from './hcl-place.js';
import type { Insertion } from './insertions.js';
import type { TerraformFile, TerraformFiles } from './terraform-files.js';

/** What a new resource takes over from a neighbour of its type. */
const FROM_NEIGHBOUR = [
  'provider',
  'resource_group_name',
  'network_security_group_name',
  'route_table_name',
  'workspace_id',
  'parent_id',
  'type',
];
/** What it takes over from the resource that it belongs to. */
const FROM_OWNER = ['provider'];

/** @param undecided for inputs whose `.tf` files are not known: the folders that may be theirs */
export function terraformEdit(
  change: Change,
  topology: Topology,
  files: TerraformFiles,
  undecided: ReadonlyMap<string, readonly string[]> = new Map(),
): Placed {
  const target = targetOf(change, topology);
  const draft = target === null ? null : terraformChange(change, topology);
  if (target === null || draft === null)
    return {
      reason: msg`the rules around it name their sources by groups of addresses, which the input does not name`,
    };
  const address = draft.inside ?? draft.behind ?? target.resource.id;
  const found = declaring(address, draft.place, target.resource, files, undecided);
  if ('reason' in found) return found;
  const { source, block } = found;
  if (draft.inside !== null) return insideEdit(draft, source, block);

  const names = target.beside === null ? FROM_OWNER : FROM_NEIGHBOUR;
  const { copied, left } = copiedFrom(source.file.text, block, names);
  if (left.length > 0 && moduleOf(address) !== moduleOf(target.resource.id)) {
    return {
      reason: msg`${address} is made for each of several, and names ${target.resource.id} of another module by what is each one's own`,
    };
  }
  const same = sameNamed(source, draft);
  if (same !== null) return { reason: alreadyThere(same, source), isStale: true };
  const freeLabel: Fit['freeLabel'] = (type, wanted) => files.freeLabel(source.file, type, wanted);
  const { lines } = terraformChange(change, topology, { copied, freeLabel }) ?? draft;
  if (!isOneBlock(lines)) return { reason: notValid(target.resource) };
  const insert = (all: readonly (readonly string[])[]) => insertBehind(source.file.text, block, all);
  return { edit: { file: source.file, about: address, place: `behind ${block.at.offset}`, lines, insert } };
}

function insideEdit(draft: TerraformChange, source: TerraformFile, block: Block): Placed {
  const { lines, nested } = draft;
  const into = nested === null ? block : nestedBlock(block, nested.type, nested.name);
  if (into === null)
    return { reason: msg`${draft.inside ?? ''} has no block of its own for the collection ${nested?.name ?? ''}` };
  const parsed = parseConfiguration(`${lines.join('\n')}\n`).value;
  const [first] = parsed?.blocks ?? [];
  if (first === undefined || !isOneBlock(lines)) return { reason: msg`what would be written is no valid Terraform` };
  const argument = into.body.attributes.get(first.type);
  if (argument !== undefined) return listEdit(draft, source, first, argument);
  const name = nameOf(first);
  const same = into.body.blocks.find((one) => typeMade(one) === first.type && name !== null && nameOf(one) === name);
  if (same !== undefined) return { reason: alreadyThere(same, source), isStale: true };
  const insert = (all: readonly (readonly string[])[]) => insertInside(source.file.text, into, first.type, all);
  return {
    edit: {
      file: source.file,
      about: draft.inside ?? '',
      place: `inside ${into.at.offset} ${first.type}`,
      lines,
      insert,
    },
  };
}

/** `security_rule = [...]` and blocks of that type exclude each other. */
function listEdit(draft: TerraformChange, source: TerraformFile, written: Block, argument: Attribute): Placed {
  const { text } = source.file;
  const objects = objectLines(written, `${draft.lines.join('\n')}\n`);
  const { expression, name } = argument;
  const about = draft.inside ?? '';
  if (objects === null || expression.kind !== 'tuple')
    return { reason: msg`${about} computes its ${name}, so a rule has to be added to what it is computed from` };
  const wanted = nameOf(written);
  const same = expression.elements.find((element) => wanted !== null && nameInObject(element) === wanted);
  if (same !== undefined) return { reason: alreadyThere(same, source), isStale: true };
  const insert = (all: readonly (readonly string[])[]): Insertion =>
    insertIntoList(text, expression, all) ?? { at: expression.at.offset, text: '' };
  const place = `list ${expression.at.offset}`;
  return { edit: { file: source.file, about, place, lines: objects, insert } };
}

function nameInObject(element: Expression): string | null {
  if (element.kind !== 'object') return null;
  const name = element.items.find(({ key }) => literalString(key) === 'name');
  return name === undefined ? null : literalString(name.value);
}

/** The block that declares a resource. */
function declaring(
  address: string,
  place: Location | null,
  resource: Resource,
  files: TerraformFiles,
  undecided: ReadonlyMap<string, readonly string[]>,
): { readonly source: TerraformFile; readonly block: Block } | { readonly reason: Message } {
  const local = localAddress(address);
  const labels = labelsOf(address);
  if (place === null) {
    // A state names no lines. Only what the root declares once is looked for: of several instances nothing would tell that they are one block.
    const beside = local === address && instanceKey(local) === '' ? path.dirname(resource.file) : null;
    const found = beside === null ? null : files.find(beside, 'resource', labels);
    if (beside !== null && found !== null && isItself(resource, beside, files)) return found;
    const json = files.findInJson(path.dirname(resource.file), labels);
    if (local === address && json !== null)
      return { reason: msg`${address} is declared in ${json}, the JSON form of the language, which is not edited` };
    return { reason: withoutPlace(address, resource, files, undecided.get(resource.file) ?? []) };
  }
  const opened = files.open(place.file);
  if ('reason' in opened) return opened;
  const block = blockAt(opened.source.body, place.line, 'resource', labels);
  if (block === null) return { reason: msg`${place.file} has no ${address} at line ${place.line} any more` };
  // What an override file says of nested blocks stands in place of all that the block itself says.
  if (files.isOverridden(opened.source.file, labels))
    return { reason: msg`${address} is declared in ${place.file} and changed by an override file beside it` };
  return { source: opened.source, block };
}

/** Whether the block of that address is this resource, and not one of another configuration that is called the same: their names in Azure tell. */
function isItself({ id, name }: Resource, folder: string, files: TerraformFiles): boolean {
  const owner = files.find(folder, 'resource', labelsOf(id));
  const written = owner === null ? null : nameOf(owner.block);
  return written !== null && !isUnknown(name) && written.toLowerCase() === name.toLowerCase();
}

/** `azurerm_subnet` and `this` of `module.net.azurerm_subnet.this["a"]`. */
function labelsOf(address: string): readonly string[] {
  const local = localAddress(address);
  return local.slice(0, local.length - instanceKey(local).length).split('.');
}

/** Whose a resource is that no file at hand declares. */
function withoutPlace(address: string, resource: Resource, files: TerraformFiles, folders: readonly string[]): Message {
  const call = /^module\.([^.[]+)/.exec(address)?.[1];
  const [only, another] = folders;
  if (only !== undefined)
    return another === undefined
      ? msg`${only} may be the folder that ${resource.file} is of, but no name in it proves that; leave its .tf files beside the input`
      : msg`${resource.file} may be of any of the folders ${folders}; leave the .tf files that are meant beside the input`;
  if (call === undefined) return msg`no .tf file at hand declares ${address}; leave the files beside the input`;
  const source = files.sourceOfModule(call, [path.dirname(resource.file), '.']);
  return source === null
    ? msg`${address} is declared in the module ${call}, which is not in the workspace: whoever owns the module has to change it`
    : msg`${address} is declared in the module ${call} of ${source}, which is not in the workspace: whoever owns the module has to change it`;
}

/** A resource of the type and the name that would be written: the plan is older than the file. */
function sameNamed({ body }: TerraformFile, { lines }: TerraformChange): Block | null {
  const [written] = parseConfiguration(`${lines.join('\n')}\n`).value?.blocks ?? [];
  const name = written === undefined ? null : nameOf(written);
  if (written === undefined || name === null) return null;
  const isSame = (block: Block): boolean => block.labels.every((label, i) => label === written.labels[i]);
  return body.blocks.find((block) => block.type === written.type && isSame(block) && nameOf(block) === name) ?? null;
}

function alreadyThere(block: Node, { file }: TerraformFile): Message {
  return msg`${file.name}:${block.at.line} has a rule of that name already, so the input is older than the file; make a new plan`;
}

/** Whatever the names are, what is written is one block and nothing beside it. */
function isOneBlock(lines: readonly string[]): boolean {
  const body = parseConfiguration(`${lines.join('\n')}\n`).value;
  return body?.blocks.length === 1 && body.attributes.size === 0;
}

function notValid({ id }: Resource): Message {
  return msg`what would be written for ${id} is no valid Terraform`;
}

/** `module.a.module.b["c"].`, or nothing for the root. */
function moduleOf(address: string): string {
  return address.slice(0, address.length - localAddress(address).length);
}
