/** The folder beside a plan, evaluated with the plan's variables: what the plan leaves open, and its files tell. */
import { msg } from '../../../azure/message.js';
import { newBudget } from '../evaluation/budget.js';
import { fromPlain } from '../evaluation/plain.js';
import type { TfValue } from '../evaluation/types.js';
import { unknownOf } from '../evaluation/values.js';
import type { ConfigurationFolder } from '../folder.js';
import type { Evaluated } from '../lookup.js';
import { rootNode } from './graph.js';
import { MAXIMUM_INSTANCES, MAXIMUM_MODULES } from './node.js';
import { originLookup } from './origin-lookup.js';
import { noting, walkModules } from './read.js';
import { readableFiles } from './readable-files.js';
import { writtenAttribute, writtenNames } from './resource-node.js';
import { settled } from './settled.js';

/**
 * Evaluates a folder as the plan had it. A variable that the plan does not show (a sensitive one) is open, whatever the folder has for it by
 * now, and so is the workspace. Never throws; a folder without configuration tells nothing.
 * @param variables of the plan, as JSON
 */
export function evaluatedBeside(folder: ConfigurationFolder, variables: ReadonlyMap<string, unknown>): Evaluated {
  const source = folder.module([]);
  const folders = new Set<string>();
  const root =
    source === null
      ? null
      : rootNode({
          folder: noting(folder, folders),
          files: readableFiles(source.folder, () => [source.folder, ...folders]),
          budget: newBudget(),
          inputs: new Map(
            [...source.variables.keys()].map((name) => [
              name,
              { value: valueOfVariable(name, variables), location: null },
            ]),
          ),
          workspace: null,
          // The plan says what there is to say.
          report: () => undefined,
          pending: new Map(),
          instancesLeft: MAXIMUM_INSTANCES,
          modulesLeft: MAXIMUM_MODULES,
        });
  if (root === null) return { originOf: () => null, makesNoBlocks: () => false };
  const instances = new Map(walkModules(root).instances.map((instance) => [instance.address, instance]));
  return {
    originOf: originLookup(root, instances),
    makesNoBlocks: (address, blockType) => {
      const instance = instances.get(address);
      if (instance === undefined || !writtenNames(instance.node.block).includes(blockType)) return false;
      const value = settled(writtenAttribute(instance, blockType) ?? null);
      return typeof value === 'object' && value !== null && value.kind === 'tuple' && value.items.length === 0;
    },
  };
}

function valueOfVariable(name: string, variables: ReadonlyMap<string, unknown>): TfValue {
  const full = `var.${name}`;
  return variables.has(name) ? fromPlain(variables.get(name)) : unknownOf(msg`${full} has no value`, [full]);
}
