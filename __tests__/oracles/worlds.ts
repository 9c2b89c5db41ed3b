/** Blindfolds: a value of a security rule is hidden from the engine, and the oracle gets every network that it may be. */
import { msg } from '../../src/azure/message.js';
import type { SecurityRule } from '../../src/azure/model.js';
import { unknown } from '../../src/azure/value.js';
import { known } from './packet.js';
import { combinations, type Question } from './questions.js';

export type Field =
  | 'name'
  | 'priority'
  | 'direction'
  | 'access'
  | 'protocol'
  | 'sourcePorts'
  | 'ports'
  | 'onePort'
  | 'far'
  | 'oneFar'
  | 'near'
  | 'publicPrefix'
  | 'presence';

export const FIELDS: readonly Field[] = [
  'name',
  'priority',
  'direction',
  'access',
  'protocol',
  'sourcePorts',
  'ports',
  'onePort',
  'far',
  'oneFar',
  'near',
  'publicPrefix',
  'presence',
];

/** What the engine is shown, and the rule lists that it stands for. */
export interface Shown {
  readonly names: readonly unknown[];
  readonly rules: readonly SecurityRule[];
  readonly worlds: readonly (readonly SecurityRule[])[];
}

const HIDDEN = unknown(msg`a value that the test hides`);

export function show(rules: readonly SecurityRule[]): Shown {
  return { names: rules.map(({ name }) => name), rules, worlds: [rules] };
}

/** Hides one field of the rule at `index`. */
export function hide(shown: Shown, index: number, field: Field, question: Question): Shown {
  const rules = shown.rules.map((rule, i) => (i === index ? hidden(rule, field, question) : rule));
  const name = shown.names[index];
  const worlds = shown.worlds.flatMap((world) => {
    // A world may have lost rules: they are found by name, not by place.
    const rule = world.find((candidate) => candidate.name === name);
    if (rule === undefined) return [world];
    return alternatives(rule, field, question, world).map((instead) =>
      world.flatMap((other) => (other === rule ? instead : [other])),
    );
  });
  return { ...shown, rules, worlds };
}

type Prefixes = 'sourceAddressPrefixes' | 'destinationAddressPrefixes';

function ends(question: Question): { readonly far: Prefixes; readonly near: Prefixes } {
  return question.requirement.direction === 'outbound'
    ? { far: 'destinationAddressPrefixes', near: 'sourceAddressPrefixes' }
    : { far: 'sourceAddressPrefixes', near: 'destinationAddressPrefixes' };
}

function hidden(rule: SecurityRule, field: Field, question: Question): SecurityRule {
  const { far, near } = ends(question);
  switch (field) {
    case 'name':
    case 'priority':
    case 'direction':
    case 'access':
    case 'protocol':
      return { ...rule, [field]: HIDDEN };
    case 'sourcePorts':
      return { ...rule, sourcePortRanges: HIDDEN };
    case 'ports':
      return { ...rule, destinationPortRanges: HIDDEN };
    case 'onePort':
      return { ...rule, destinationPortRanges: [...known(rule.destinationPortRanges), HIDDEN] };
    case 'far':
      return { ...rule, [far]: HIDDEN };
    case 'oneFar':
      return { ...rule, [far]: [...known(rule[far]), HIDDEN] };
    case 'near':
      return { ...rule, [near]: HIDDEN };
    case 'publicPrefix':
      return { ...rule, [far]: ['20.0.0.0/8'] };
    case 'presence':
      return { ...rule, presence: HIDDEN };
  }
}

/** What the rule may be; an empty list of rules: it may not be there. */
function alternatives(
  rule: SecurityRule,
  field: Field,
  question: Question,
  world: readonly SecurityRule[],
): readonly (readonly SecurityRule[])[] {
  const { far, near } = ends(question);
  const each = <K extends keyof SecurityRule>(key: K, values: readonly SecurityRule[K][]) =>
    values.map((value) => [{ ...rule, [key]: value }]);
  switch (field) {
    case 'name':
      return [[rule]];
    case 'priority':
      return each(
        'priority',
        freePriorities(world.filter((other) => other !== rule && other.direction === rule.direction)),
      );
    case 'direction':
      return each('direction', ['Inbound', 'Outbound']);
    case 'access':
      return each('access', ['Allow', 'Deny']);
    case 'protocol':
      return each('protocol', ['*', 'Tcp', 'Udp', 'Icmp']);
    case 'sourcePorts':
      return each('sourcePortRanges', [['*'], ['1'], ['44224']]);
    case 'ports':
      return each('destinationPortRanges', subsets(portsOf(question).map(String)));
    case 'onePort':
      return each(
        'destinationPortRanges',
        spans(portsOf(question)).map((text) => [...known(rule.destinationPortRanges), text]),
      );
    case 'far':
    case 'publicPrefix':
      return each(
        far,
        tokens(question).map((token) => [token]),
      );
    case 'oneFar':
      return each(
        far,
        tokens(question).map((token) => [...known(rule[far]), token]),
      );
    case 'near':
      return each(near, [['*'], ['10.0.1.0/25'], ['10.0.1.128/25'], ['10.0.9.0/24']]);
    case 'presence':
      return [[rule], []];
  }
}

/** One number in every gap that the other rules of the direction leave (N1). */
function freePriorities(others: readonly SecurityRule[]): readonly number[] {
  const taken = new Set(others.map(({ priority }) => known(priority)));
  const free: number[] = [];
  let fresh = true;
  for (let priority = 100; priority <= 4096; priority += 1) {
    if (taken.has(priority)) fresh = true;
    else if (fresh) {
      free.push(priority);
      fresh = false;
    }
  }
  return free;
}

export function portsOf(question: Question): readonly number[] {
  return [...new Set(combinations(question).map(({ port }) => port))];
}

/** Every single port, the range over all of them, and one that is not asked. */
function spans(ports: readonly number[]): readonly string[] {
  return ['1', ...ports.map(String), `${Math.min(...ports)}-${Math.max(...ports)}`];
}

/** All selections of few values; of many, the empty one, each alone, and all. */
export function subsets<T>(values: readonly T[]): readonly (readonly T[])[] {
  if (values.length > 4) return [[], ...values.map((value) => [value]), values];
  return Array.from({ length: 2 ** values.length }, (_, chosen) => values.filter((_value, i) => (chosen >> i) & 1));
}

/** Prefixes that hold exactly some of the far points, in every selection. */
export function tokens(question: Question): readonly string[] {
  return subsets(question.far.map((_, i) => i)).map(
    (set) => `subset:${question.far.map((_, i) => (set.includes(i) ? '1' : '0')).join('')}`,
  );
}
