/** A scope for tests: some parameters that are known, some that are open in different ways. */
import { msg } from '../../../../src/azure/message.js';
import { createBudget } from '../../../../src/sources/arm/language/budget.js';
import { fromJson } from '../../../../src/sources/arm/language/from-json.js';
import { open, secure } from '../../../../src/sources/arm/language/open.js';
import { type ArmValue, type Limits, OPEN, type Scope } from '../../../../src/sources/arm/language/types.js';
import { isArray, isObject, isOpen } from '../../../../src/sources/arm/language/values.js';
import { openScope } from './scope.js';

const later = (name: string, type: 'string' | 'array' | 'object' | 'int' | 'bool' | null) =>
  open(msg`${name} has no value`, `parameters('${name}')`, { type });

const PARAMETERS: ReadonlyMap<string, ArmValue> = new Map<string, ArmValue>([
  ['anything', later('anything', null)],
  ['later', later('later', 'string')],
  ['number', later('number', 'int')],
  ['flag', later('flag', 'bool')],
  ['list', later('list', 'array')],
  ['thing', later('thing', 'object')],
  ['password', secure("parameters('password')", 'string')],
  ['prefix', 'nsg'],
  ['ports', fromJson([443, 80, 8787]) ?? null],
  ['subnet', fromJson({ name: 'training', properties: { addressPrefix: '10.0.1.0/24', Delegations: [] } }) ?? null],
  [
    'dogs',
    fromJson([
      { name: 'Evie', age: 5 },
      { name: 'Indy', age: 2 },
      { name: 'Kira', age: 8 },
    ]) ?? null,
  ],
  ['proto', fromJson(JSON.parse('{"__proto__": {"polluted": 1}, "constructor": 2}')) ?? null],
]);

/** @param decided values for parameters that are open otherwise */
export function testScope(limits: Partial<Limits> = {}, decided: Readonly<Record<string, ArmValue>> = {}): Scope {
  return {
    ...openScope(createBudget(limits)),
    parameter: (name) => (Object.hasOwn(decided, name) ? decided[name] : PARAMETERS.get(name.toLowerCase())),
    variable: (name) => (name.toLowerCase() === 'region' ? 'westus2' : undefined),
    copyIndex: (loop) => (loop === null || loop === 'rules' ? 2 : undefined),
    userFunction: (namespace, name, args) =>
      namespace === 'contoso' && name === 'twice' && typeof args[0] === 'string' ? args[0] + args[0] : undefined,
    reference: ({ target }) => (target === 'vnet' ? (fromJson({ addressSpace: ['10.0.0.0/16'] }) ?? null) : undefined),
  };
}

/** A value for comparison with literals: open values are `?text`, a rest is `…text`. */
export function shown(value: ArmValue): unknown {
  if (isOpen(value)) return `${value[OPEN].spread ? '…' : '?'}${value[OPEN].text}`;
  if (isArray(value)) return value.map(shown);
  if (isObject(value)) return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, shown(one)]));
  return value;
}
