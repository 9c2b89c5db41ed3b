/** Variables that need each other, also where nothing uses them: Azure refuses such a template before it deploys anything. */

import type { InputError } from '../../source.js';
import { circleProblem } from './circles.js';
import { itemsOf, type JsonNode, type Member, memberOf, membersOf, type ObjectNode, textOf } from './node.js';
import type { Run } from './run.js';

/** The names in `variables('…')` of an expression; what stands in a text of the expression has its quotes doubled. */
const USE = /\bvariables\(\s*'([^']+)'\s*\)/gi;

/** @throws {InputError} naming the members of the first circle */
export function refuseCircles(run: Run, template: ObjectNode): void {
  const variables = new Map<string, Variable>();
  for (const { name, offset, value } of membersOf(memberOf(template, 'variables'))) {
    if (name.toLowerCase() !== 'copy') variables.set(name.toLowerCase(), { name, offset, value });
    else
      for (const loop of itemsOf(value)) {
        const own = textOf(memberOf(loop, 'name'));
        if (own !== null) variables.set(own.toLowerCase(), { name: own, offset: loop.offset, value: loop });
      }
  }
  const done = new Set<string>();
  for (const name of variables.keys()) search(run, variables, name, done);
}

type Variable = Pick<Member, 'name' | 'offset' | 'value'>;

/** Goes into the depth from one variable, without recursion: a chain of them may be as long as the template. */
function search(run: Run, variables: ReadonlyMap<string, Variable>, start: string, done: Set<string>): void {
  const way: { readonly name: string; readonly uses: readonly string[]; next: number }[] = [];
  const on = new Set<string>();
  const enter = (name: string): void => {
    const variable = variables.get(name);
    if (variable === undefined || done.has(name)) return;
    on.add(name);
    way.push({ name, uses: usesIn(variable.value), next: 0 });
  };
  enter(start);
  for (let top = way.at(-1); top !== undefined; top = way.at(-1)) {
    const use = top.uses[top.next++];
    if (use === undefined) {
      done.add(top.name);
      on.delete(top.name);
      way.pop();
    } else if (on.has(use)) {
      const names = way.map(({ name }) => name);
      throw circle(run, variables, names.slice(names.indexOf(use)));
    } else enter(use);
  }
}

function circle(run: Run, variables: ReadonlyMap<string, Variable>, names: readonly string[]): InputError {
  const members = names.flatMap((name) => variables.get(name) ?? []);
  return run.failure(circleProblem(members.map(({ name }) => `variables('${name}')`)), members[0]?.offset ?? 0);
}

/** The variables that the expressions in a value ask for, names in lower case. */
function usesIn(node: JsonNode): readonly string[] {
  const uses = new Set<string>();
  const look = (one: JsonNode): void => {
    const text = textOf(one);
    if (text !== null) {
      if (text.startsWith('[') && !text.startsWith('[[') && text.endsWith(']'))
        for (const [, name = ''] of text.matchAll(USE)) uses.add(name.toLowerCase());
    } else if (one.kind === 'array') one.items.forEach(look);
    else for (const { value } of membersOf(one)) look(value);
  };
  look(node);
  return [...uses];
}
