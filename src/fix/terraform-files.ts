/** The `.tf` files that are edited, parsed once, and the labels that are taken in each folder. */
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { type Message, msg } from '../azure/message.js';
import type { Block, Body } from '../sources/terraform/hcl/ast.js';
import { literalString } from '../sources/terraform/hcl/literals.js';
import { parseConfiguration } from '../sources/terraform/hcl/parser.js';
import { openSource, type SourceFile } from './source-file.js';

export interface TerraformFile {
  readonly file: SourceFile;
  readonly body: Body;
}

export interface TerraformFiles {
  readonly open: (name: string) => { readonly source: TerraformFile } | { readonly reason: Message };
  /** The only block of a type with these labels in the files of a folder; `null` where there is none, or several. */
  readonly find: (
    folder: string,
    type: string,
    labels: readonly string[],
  ) => { readonly source: TerraformFile; readonly block: Block } | null;
  /** Whether blocks of several files in the folder of a file say what a resource is: overrides. */
  readonly isOverridden: (file: SourceFile, labels: readonly string[]) => boolean;
  /** The file of a folder that declares a resource in the JSON form of the language; `null` where none does. */
  readonly findInJson: (folder: string, labels: readonly string[]) => string | null;
  /** A label that no resource of the type has in the folder of a file, and no call of this for that folder has given. */
  readonly freeLabel: (file: SourceFile, type: string, wanted: string) => string;
  /** Where a module comes from, as its call in one of these folders says; `null` where none calls it. */
  readonly sourceOfModule: (name: string, folders: readonly string[]) => string | null;
}

/** Folders hold fewer files; what is beyond is not looked at for labels. */
const MOST_FILES = 500;

export function terraformFiles(cwd: string, workspace: string): TerraformFiles {
  const opened = new Map<string, ReturnType<TerraformFiles['open']>>();
  const labels = new Map<string, Set<string>>();
  const resources = new Map<string, ReadonlyMap<string, number>>();
  const open = (name: string): ReturnType<TerraformFiles['open']> => {
    const known = opened.get(name) ?? openTerraform(name, cwd, workspace);
    opened.set(name, known);
    return known;
  };
  /** @param folder relative to `cwd` */
  const filesIn = (folder: string): readonly TerraformFile[] =>
    namesIn(path.resolve(cwd, folder)).flatMap((name) => {
      const answer = open(folder === '.' ? name : `${folder}/${name}`);
      return 'source' in answer ? [answer.source] : [];
    });
  const resourcesIn = (folder: string): ReadonlyMap<string, number> => {
    const known = resources.get(folder);
    if (known !== undefined) return known;
    const counts = new Map<string, number>();
    for (const label of bodiesIn(folder).flatMap(labelsOf)) counts.set(label, (counts.get(label) ?? 0) + 1);
    resources.set(folder, counts);
    return counts;
  };
  const bodiesIn = (folder: string): readonly Body[] => filesIn(folder).map(({ body }) => body);
  return {
    open,
    find: (folder, type, labels) => {
      const found = filesIn(folder).flatMap((source) =>
        source.body.blocks
          .filter((block) => block.type === type && block.labels.join('\n') === labels.join('\n'))
          .map((block) => ({ source, block })),
      );
      return found.length === 1 ? (found[0] ?? null) : null;
    },
    isOverridden: (file, names) => (resourcesIn(path.dirname(file.name)).get(names.join('.')) ?? 0) > 1,
    findInJson: (folder, labels) =>
      namesIn(path.resolve(cwd, folder), '.tf.json').find((name) => {
        const opened = openSource(path.join(folder, name), cwd, workspace);
        return 'file' in opened && declaresInJson(opened.file.text, labels);
      }) ?? null,
    freeLabel: (file, type, wanted) => {
      const folder = path.dirname(file.name);
      const taken = labels.get(folder) ?? new Set(resourcesIn(folder).keys());
      labels.set(folder, taken);
      for (let n = 1; ; n++) {
        const label = n === 1 ? wanted : `${wanted}_${n}`;
        if (taken.has(`${type}.${label}`)) continue;
        taken.add(`${type}.${label}`);
        return label;
      }
    },
    sourceOfModule: (name, folders) => {
      for (const body of folders.flatMap(bodiesIn)) {
        const call = body.blocks.find(({ type, labels: [label] }) => type === 'module' && label === name);
        const source = call?.body.attributes.get('source');
        const literal = source === undefined ? null : literalString(source.expression);
        if (literal !== null) return literal;
      }
      return null;
    },
  };
}

function openTerraform(name: string, cwd: string, workspace: string): ReturnType<TerraformFiles['open']> {
  if (name.endsWith('.tf.json')) return { reason: msg`${name} is the JSON form of the language, which is not edited` };
  if (!name.endsWith('.tf')) return { reason: msg`${name} is no file that is edited` };
  const opened = openSource(name, cwd, workspace);
  if ('reason' in opened) return opened;
  const { value, fault } = parseConfiguration(opened.file.text);
  return fault === null
    ? { source: { file: opened.file, body: value } }
    : { reason: msg`${name} cannot be parsed: ${fault.message}` };
}

function declaresInJson(text: string, labels: readonly string[]): boolean {
  try {
    let at: unknown = JSON.parse(text);
    for (const name of ['resource', ...labels]) {
      if (typeof at !== 'object' || at === null || !Object.hasOwn(at, name)) return false;
      at = Object.entries(at).find(([key]) => key === name)?.[1];
    }
    return true;
  } catch {
    return false; // What is no JSON declares nothing.
  }
}

function namesIn(folder: string, end = '.tf'): readonly string[] {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith(end))
      .sort()
      .slice(0, MOST_FILES);
  } catch {
    return [];
  }
}

function labelsOf({ blocks }: Body): readonly string[] {
  return blocks.flatMap(({ type, labels }) => (type === 'resource' ? [labels.join('.')] : []));
}
