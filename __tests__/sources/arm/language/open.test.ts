/** Open values: why they are open, what is kept of them, and when two of them are the same. */
import { describe, expect, it } from '@jest/globals';
import { elements } from '../../../../src/sources/arm/cursor.js';
import { createBudget } from '../../../../src/sources/arm/language/budget.js';
import { evaluateString } from '../../../../src/sources/arm/language/evaluate.js';
import { fromJson } from '../../../../src/sources/arm/language/from-json.js';
import { type ArmValue, OPEN, type Open, type Scope } from '../../../../src/sources/arm/language/types.js';
import { isOpen } from '../../../../src/sources/arm/language/values.js';
import { said } from '../../../messages.js';
import { openScope, resourceGroupOf, whereDeployed } from './scope.js';
import { testScope } from './surroundings.js';

function openOf(expression: string, scope: Scope = testScope()): Open {
  const value = evaluateString(`[${expression}]`, scope);
  if (!isOpen(value)) throw new Error(`${expression} is decided`);
  return value;
}

function same(a: string, b: string, scope: Scope = testScope()): ArmValue {
  const value = evaluateString(`[equals(${a}, ${b})]`, scope);
  return isOpen(value) ? null : value;
}

describe('the reason', () => {
  it('is that of the value from which all the others follow', () => {
    expect(said(openOf("toUpper(concat('a', join(createArray(parameters('later')), '-')))").unknown)).toBe(
      'later has no value',
    );
  });

  it('carries the expression where only Azure can answer', () => {
    expect(said(openOf("reference('other', '2023-01-01').outputs.id.value").unknown)).toBe(
      "reference('other', '2023-01-01') is known only to Azure",
    );
  });

  it('of a long expression is short enough to read', () => {
    expect(said(openOf(`reference('${'x'.repeat(5_000)}')`).unknown).length).toBeLessThan(400);
  });
});

describe('open values in a body', () => {
  it('are what the mapping takes for unknown, elements and the rest of a list alike', () => {
    const value = evaluateString("[concat(createArray(createObject('name', 'a')), parameters('list'))]", testScope());
    const { items, rest } = elements({ value, path: [], subject: 'nsg' });
    expect(items).toHaveLength(1);
    expect(Object.entries(rest ?? {})).toEqual([['unknown', 'list has no value']]);
  });

  it('of an object without a prototype never reach one', () => {
    const value = fromJson(JSON.parse('{"__proto__": {"a": 1}}')) as object;
    expect(Object.getPrototypeOf(value)).toBeNull();
    expect(Object.keys(value)).toEqual(['__proto__']);
    expect(
      evaluateString(
        "[union(parameters('proto'), createObject('__proto__', createObject('b', 2))).__proto__.b]",
        testScope(),
      ),
    ).toBe(2);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });
});

describe('two open values', () => {
  it.each([
    ["concat('nsg-', uniqueString(resourceGroup().id))", "format('nsg-{0}', uniqueString(resourceGroup().id))"],
    [
      "resourceId('Microsoft.Network/virtualNetworks', parameters('later'))",
      "concat(resourceGroup().id, '/providers/Microsoft.Network/virtualNetworks/', parameters('later'))",
    ],
    ["toLower(parameters('later'))", "toLower(parameters('later'))"],
  ])('are the same however they are written: %s', (a, b) => {
    expect(same(a, b)).toBe(true);
  });

  it.each([
    ['newGuid()', 'newGuid()'],
    ["parameters('later')", "parameters('anything')"],
    ["map(parameters('list'), lambda('x', 1))", "map(parameters('list'), lambda('x', 2))"],
    ["if(parameters('flag'), 1, 2)", "if(parameters('flag'), 2, 1)"],
    ["reference('a').b", "reference('a').c"],
    ["if(parameters('flag'), div(1, 0), 1)", "if(parameters('flag'), div(2, 0), 1)"],
  ])('are not said to be the same: %s and %s', (a, b) => {
    expect(same(a, b)).toBeNull();
  });

  it('of two groups differ in what follows from their group', () => {
    const one = openScope(createBudget());
    const two: Scope = { ...one, resourceGroup: () => resourceGroupOf({ name: whereDeployed('the other group') }) };
    const [a, b] = [one, two].map((scope) => openOf("resourceId('Microsoft.Network/routeTables', 'r')", scope));
    expect(a?.[OPEN].identity).not.toBe(b?.[OPEN].identity);
  });

  it('stay small when they are put into one another', () => {
    const nested = Array.from({ length: 60 }).reduce<string>((inner) => `concat(${inner}, parameters('later'))`, "'a'");
    expect(openOf(nested)[OPEN].identity.length).toBeLessThan(200);
    expect(openOf(nested)[OPEN].text.length).toBeLessThan(300);
  });
});

describe('what is known all the same', () => {
  it('is the shape of a resource id whose subscription and group are open', () => {
    const { parts } = openOf("resourceId('Microsoft.Network/virtualNetworks/subnets', 'v', 's')")[OPEN];
    expect(parts?.filter((part) => typeof part === 'string')).toEqual([
      '/subscriptions/',
      '/resourceGroups/',
      '/providers/Microsoft.Network/virtualNetworks/v/subnets/s',
    ]);
  });

  it('is both branches of a condition that is open', () => {
    expect(openOf("if(parameters('flag'), 'a', if(parameters('flag'), 'b', null()))")[OPEN].alternatives).toEqual([
      'a',
      'b',
      null,
    ]);
  });

  it('does not include what a secret holds or is made into', () => {
    const value = openOf("concat('x', base64(parameters('password')))");
    expect(value[OPEN].secure).toBe(true);
    expect(said(value.unknown)).toBe("parameters('password') is secret and not looked at");
  });
});

describe('where a deployment goes decides what resourceId means', () => {
  const known = {
    ...openScope(createBudget()),
    resourceGroup: () => resourceGroupOf({ subscriptionId: 'sub', name: 'rg' }),
  };
  it.each([
    [
      'subscription',
      "resourceId('Microsoft.Resources/resourceGroups', 'g')",
      '/providers/Microsoft.Resources/resourceGroups/g',
    ],
    [
      'tenant',
      "resourceId('Microsoft.Management/managementGroups', 'm')",
      '/providers/Microsoft.Management/managementGroups/m',
    ],
    ['resourceGroup', "concat(resourceGroup().id, '/x')", '/subscriptions/sub/resourceGroups/rg/x'],
  ] as const)('%s: %s', (level, expression, end) => {
    const value = evaluateString(`[${expression}]`, { ...known, level });
    const text = isOpen(value) ? String(value[OPEN].parts?.at(-1)) : value;
    expect(text).toBe(end);
  });
});
