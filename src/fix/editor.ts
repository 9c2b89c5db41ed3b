/** Changes to edited files: each in the language of its source, and by hand where there is none that could be edited. */
import { type Message, msg } from '../azure/message.js';
import type { Location } from '../azure/model.js';
import type { Remedy } from '../reachability/finding.js';
import type { Topology } from '../reachability/topology.js';
import { applyChange, type Change } from '../remedy/change.js';
import { languageOfChange, textOf } from '../remedy/remedies.js';
import { findSiblings } from '../remedy/siblings.js';
import { collectionOf, targetOf } from '../remedy/written-rule.js';
import { parseConfiguration } from '../sources/terraform/hcl/parser.js';
import { bicepEdit } from './bicep-edit.js';
import { isBalanced } from './bicep-syntax.js';
import type { Edit, Placed } from './edit.js';
import { applyInsertions } from './insertions.js';
import { type EditedFile, openSource, type SourceFile } from './source-file.js';
import { terraformEdit } from './terraform-edit.js';
import { terraformFiles } from './terraform-files.js';

/** A change that nobody but the user can make. */
export interface ByHand {
  readonly change: Change;
  readonly language: Remedy['language'];
  readonly text: string;
  /** The resource that it is for, or the collection in it. */
  readonly about: Message;
  readonly place: Location | null;
  readonly reason: Message;
}

export interface Edits {
  readonly files: readonly EditedFile[];
  /** The changes that are in them. */
  readonly edited: readonly Change[];
  readonly byHand: readonly ByHand[];
  /** Why changes are not made that the files have already: the input is older than they are. */
  readonly stale: readonly Message[];
  /** What else the edits do, and whom they concern. */
  readonly notes: readonly Message[];
}

export interface Editor {
  /** False for a change that has no text, and for a collection that no block declares by itself. */
  readonly isWritable: (change: Change, topology: Topology) => boolean;
  readonly edit: (changes: readonly Change[]) => Edits;
}

/** Where an editor works. */
export interface EditorPlace {
  readonly cwd: string;
  /** The folder that nothing is written outside of. */
  readonly workspace: string;
  /** For plans and states whose `.tf` files are not known: the folders that may be theirs. */
  readonly undecided?: ReadonlyMap<string, readonly string[]>;
}

/** @param base the network before all changes */
export function createEditor(base: Topology, { cwd, workspace, undecided = new Map() }: EditorPlace): Editor {
  const files = terraformFiles(cwd, workspace);
  const opened = new Map<string, ReturnType<typeof openSource>>();
  const openBicep = (name: string): ReturnType<typeof openSource> => {
    const answer = opened.get(name) ?? openSource(name, cwd, workspace);
    opened.set(name, answer);
    return answer;
  };
  const place = (change: Change, topology: Topology): Placed => {
    const resource = targetOf(change, topology)?.resource;
    if (resource === undefined) return { reason: msg`the input does not hold what it is about` };
    const language = languageOfChange(change, resource, topology);
    if (language === 'terraform') return terraformEdit(change, topology, files, undecided);
    if (language === 'bicep') return bicepEdit(change, topology, openBicep);
    return language === 'az-cli'
      ? { reason: msg`the input is no source that could be edited` }
      : { reason: msg`${resource.location?.file ?? resource.file} is not edited` };
  };
  return {
    isWritable: (change, topology) => {
      const resource = targetOf(change, topology)?.resource;
      if (resource === undefined) return false;
      const isInCollection = change.kind === 'firewall-rule' && !change.collection.isNew;
      // A collection that the set itself makes is written with all that comes into it.
      if (isInCollection && collectionOf(change, base) === null) return true;
      const language = languageOfChange(change, resource, topology);
      if (textOf(change, language, topology) === null) return false;
      // Where a `dynamic` block makes the collection, the rule needs another.
      if (!isInCollection || (language !== 'terraform' && language !== 'bicep')) return true;
      const placed = place(change, base);
      return 'edit' in placed || placed.isStale === true || !canOpen(resource.location);
    },
    edit: (changes) => editAll(changes, base, place),
  };

  function canOpen(location: Location | null): boolean {
    if (location === null) return false;
    return location.file.endsWith('.bicep')
      ? 'file' in openBicep(location.file)
      : 'source' in files.open(location.file);
  }
}

function editAll(
  changes: readonly Change[],
  base: Topology,
  place: (change: Change, topology: Topology) => Placed,
): Edits {
  const siblings = findSiblings(base);
  const edits: { readonly change: Change; readonly edit: Edit }[] = [];
  const byHand: ByHand[] = [];
  const stale: Message[] = [];
  // Several changes of one file have one note.
  const notes = new Map<string, Message>();
  let now = base;
  for (const change of changes) {
    const placed = place(change, now);
    if ('edit' in placed) {
      edits.push({ change, edit: placed.edit });
      for (const note of notesOf(change, now, placed.edit, siblings.mirrors(change, now)))
        notes.set(JSON.stringify(note), note);
    } else if (placed.isStale === true) stale.push(placed.reason);
    else byHand.push(...handed(change, now, placed.reason));
    now = applyChange(now, change);
  }
  const made = filesOf(edits.map(({ edit }) => edit));
  const broken = new Set(made.filter(({ file, after }) => !isSound(file, after)).map(({ file }) => file));
  return {
    files: made.filter(({ file }) => !broken.has(file)),
    edited: edits.flatMap(({ change, edit }) => (broken.has(edit.file) ? [] : [change])),
    byHand: [
      ...byHand,
      ...edits.flatMap(({ change, edit }) =>
        broken.has(edit.file) ? handed(change, base, msg`the edit of ${edit.file.name} did not come out as meant`) : [],
      ),
    ],
    stale,
    notes: [...notes.values()],
  };
}

/** The edits of each file, joined by their places. */
function filesOf(edits: readonly Edit[]): readonly EditedFile[] {
  const byFile = new Map<SourceFile, Map<string, Edit[]>>();
  for (const edit of edits) {
    const places = byFile.get(edit.file) ?? new Map<string, Edit[]>();
    byFile.set(edit.file, places);
    const same = places.get(edit.place);
    if (same === undefined) places.set(edit.place, [edit]);
    else same.push(edit);
  }
  return [...byFile].map(([file, places]) => {
    const insertions = [...places.values()].flatMap((same) => same[0]?.insert(same.map(({ lines }) => lines)) ?? []);
    return { file, insertions, after: applyInsertions(file.text, insertions) };
  });
}

/** Nothing leaves that cannot be read again. */
function isSound({ name }: SourceFile, after: string): boolean {
  return name.endsWith('.bicep') ? isBalanced(after) : parseConfiguration(after).fault === null;
}

function handed(change: Change, topology: Topology, reason: Message): readonly ByHand[] {
  const resource = targetOf(change, topology)?.resource;
  if (resource === undefined) return [];
  const language = languageOfChange(change, resource, topology);
  const text = textOf(change, language, topology);
  const about =
    change.kind === 'firewall-rule' && !change.collection.isNew
      ? msg`the collection ${change.collection.name} of ${resource.id}`
      : msg`${resource.id}`;
  return text === null ? [] : [{ change, language, text, about, place: resource.location, reason }];
}

/** Whom an edit concerns beside the resource that it is for. */
function notesOf(
  change: Change,
  topology: Topology,
  { file, about }: Edit,
  mirrors: readonly Change[],
): readonly Message[] {
  const resource = targetOf(change, topology)?.resource;
  if (resource === undefined) return [];
  const call = /^((?:module\.[^.[]+(?:\[(?:\d+|"(?:[^"\\]|\\.)*")\])?\.)+)/.exec(about)?.[1];
  const others = mirrors.length;
  if (call !== undefined)
    return [
      msg`${file.name} is the file of a module: what is written there for ${withoutKeys(call)} holds for all who call it`,
    ];
  return others === 0
    ? []
    : [msg`${file.name}: the block of ${resource.id} declares ${others} more, which get the same rules`];
}

/** `module.net["a"].` as `module.net`. */
function withoutKeys(call: string): string {
  return call.replace(/\[(?:\d+|"(?:[^"\\]|\\.)*")\]/g, '').slice(0, -1);
}
