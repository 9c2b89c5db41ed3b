import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { InputError } from '../../../../src/sources/source.js';
import { saying } from '../../../messages.js';
import { deployment, group, type Json, network, read, rule, template, withResources } from './templates.js';

/** What reading ends with: the number of groups, or the error that names a place. */
function outcome(source: Json | string): number | string {
  try {
    return read(source).network.networkSecurityGroups.length;
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return `${error.place?.line ?? ''}: ${error.message}`;
  }
}

describe('circles name their members', () => {
  it('of variables, used or not', () => {
    const variables = { a: "[variables('b')]", b: { deep: ["[toUpper(variables('C'))]"] }, c: "[variables('a')]" };
    expect(outcome(template({ variables }))).toMatch(
      /^6: variables\('a'\), variables\('b'\), variables\('c'\) need each other/,
    );
    expect(outcome(template({ variables: { a: "[concat(variables('a'))]" } }))).toMatch(
      /variables\('a'\) needs itself/,
    );
  });

  it('of variables that copy makes', () => {
    const variables = {
      copy: [{ name: 'list', count: 2, input: "[variables('other')]" }],
      other: "[variables('list')]",
    };
    expect(outcome(template({ variables }))).toMatch(/variables\('list'\), variables\('other'\) need each other/);
  });

  it('of parameters by their defaults', () => {
    const parameters = {
      a: { type: 'string', defaultValue: "[parameters('b')]" },
      b: { type: 'string', defaultValue: "[parameters('a')]" },
    };
    expect(outcome(template({ parameters, resources: [group("[parameters('a')]")] }))).toMatch(
      /parameters\('a'\), parameters\('b'\) need each other/,
    );
  });

  it('of resources by their references', () => {
    const rules = (name: string) => [rule('r', { description: `[reference('${name}').securityRules[0].name]` })];
    expect(outcome(withResources(group('one', rules('two')), group('two', rules('one'))))).toMatch(
      /resource one, resource two need each other/,
    );
  });

  it('of the outputs of deployments', () => {
    const module = (other: string) => ({
      parameters: { x: { type: 'string' } },
      inner: template({
        parameters: { x: { type: 'string' } },
        outputs: { o: { type: 'string', value: "[parameters('x')]" } },
      }),
      other,
    });
    const of = (name: string, other: string) =>
      deployment(
        name,
        module(other).inner,
        {},
        { parameters: { x: { value: `[reference('${other}').outputs.o.value]` } } },
      );
    const use = group("[reference('d').outputs.o.value]");
    expect(outcome(withResources(of('d', 'e'), of('e', 'd'), use))).toMatch(
      /deployment d.*deployment e.*need each other/,
    );
  });

  it('of functions of the template end too', () => {
    const functions = [
      { namespace: 'f', members: { a: { parameters: [], output: { type: 'string', value: '[f.a()]' } } } },
    ];
    expect(outcome(template({ functions, resources: [group('[f.a()]')] }))).toMatch(/nested deeper than/);
  });
});

describe('what is no expression', () => {
  it('is an error with line and column', () => {
    expect(outcome(withResources(group("[concat('a',]")))).toMatch(/^8: .*in the expression \[concat\('a',\]/);
  });

  it('but an expression that has no value is open, and a warning says where', () => {
    const model = read(withResources(group('nsg', [rule('r', { access: "[parameters('missing')]" })])));
    expect(model.diagnostics.map(({ message, location }) => [message, location?.line])).toEqual([
      [saying(/cannot be evaluated: there is no parameter missing here/), 17],
    ]);
  });
});

describe('limits', () => {
  const counts = (count: number): Json => ({ copy: { name: 'l', count } });

  it.each<[string, Json]>([
    ['too many repetitions', withResources(group("[concat('n', copyIndex())]", [], counts(2_000_000_000)))],
    ['a negative count', withResources(group('n', [], counts(-1)))],
    [
      'loops in loops in loops',
      withResources(
        deployment(
          "[concat('a', copyIndex())]",
          withResources(
            deployment(
              "[concat('b', copyIndex())]",
              withResources(group("[concat('c', copyIndex())]", [], counts(9000))),
              counts(9000),
            ),
          ),
          counts(9000),
        ),
      ),
    ],
    [
      'strings that double',
      template({
        variables: Object.fromEntries(
          Array.from({ length: 60 }, (_, i) => [
            `v${i}`,
            i === 0 ? 'x' : `[concat(variables('v${i - 1}'), variables('v${i - 1}'))]`,
          ]),
        ),
        resources: [group("[variables('v59')]")],
      }),
    ],
    [
      'arrays that double',
      template({
        variables: Object.fromEntries(
          Array.from({ length: 60 }, (_, i) => [
            `v${i}`,
            i === 0 ? [1] : `[concat(variables('v${i - 1}'), variables('v${i - 1}'))]`,
          ]),
        ),
        resources: [group("[string(length(variables('v59')))]")],
      }),
    ],
  ])('%s end with an error', (_, source) => {
    expect(outcome(source)).toMatch(/: /);
  });

  it('a long chain of variables does not take the stack', () => {
    const variables = Object.fromEntries(
      Array.from({ length: 20_000 }, (_, i) => [
        `v${i}`,
        i === 0 ? 'x' : { deep: [[[`[string(variables('v${i - 1}'))]`]]] },
      ]),
    );
    expect(outcome(template({ variables, resources: [group("[string(variables('v19999'))]")] }))).toMatch(
      /nested deeper/,
    );
  });

  it('deployments within deployments do not either', () => {
    let inner = withResources(group('nsg'));
    for (let i = 0; i < 60; i++) inner = withResources(deployment(`d${i}`, inner));
    expect(outcome(inner)).toBe(1);
    for (let i = 0; i < 60; i++) inner = withResources(deployment(`e${i}`, inner));
    expect(outcome(inner)).toMatch(/brackets within each other/);
  });
});

describe('anything else', () => {
  it('odd shapes are read for what they are', () => {
    for (const odd of [null, 1, 'x', [], {}, [[]], true]) {
      for (const name of [
        'parameters',
        'variables',
        'functions',
        'resources',
        'outputs',
        'definitions',
        '$schema',
        'languageVersion',
      ])
        expect(typeof outcome(template({ [name]: odd }))).toBe('number');
      for (const name of [
        'type',
        'name',
        'properties',
        'copy',
        'condition',
        'existing',
        'scope',
        'resources',
        'location',
        'dependsOn',
      ])
        expect(['number', 'string']).toContain(typeof outcome(withResources(group('nsg', [], { [name]: odd }))));
      for (const name of ['template', 'parameters', 'expressionEvaluationOptions', 'templateLink'])
        expect(typeof outcome(withResources(deployment('d', withResources(group('nsg')), {}, { [name]: odd })))).toBe(
          'number',
        );
    }
  });

  it('no names act: __proto__, constructor and toString are names', () => {
    const names = ['__proto__', 'constructor', 'toString', 'hasOwnProperty'];
    const sections = Object.fromEntries(names.map((name) => [name, 'x']));
    const text = JSON.stringify(
      template({ variables: { ...sections, a: "[variables('__proto__')]" }, resources: [group("[variables('a')]")] }),
    );
    expect(outcome(text.replace('"variables":{', '"variables":{"__proto__":"x",'))).toBe(1);
    for (const name of names) expect(outcome(template({ resources: [group(`[parameters('${name}')]`)] }))).toBe(1);
  });

  it('any JSON under the sections of a template gives a network or an error with a sentence', () => {
    const value = fc.jsonValue({ maxDepth: 4 });
    const expression = fc.constantFrom(
      "[parameters('a')]",
      "[variables('a')]",
      "[reference('a')]",
      '[copyIndex()]',
      '[resourceGroup().id]',
      "[resourceId('a/b', 'c')]",
      "[concat('a', variables('b'))]",
      '[',
      '[]',
      '[[x]',
      "[if(parameters('a'), 1, 2)]",
    );
    const leaf = fc.oneof(value, expression);
    const resource = fc.record(
      {
        type: fc.constantFrom(
          'Microsoft.Network/networkSecurityGroups',
          'Microsoft.Network/virtualNetworks',
          'Microsoft.Resources/deployments',
          'Microsoft.Network/virtualNetworks/subnets',
        ),
        name: fc.oneof(fc.constantFrom('a', 'a/b'), expression),
        condition: leaf,
        properties: fc.oneof(
          fc.dictionary(fc.constantFrom('securityRules', 'subnets', 'template', 'copy', 'parameters', 'a'), leaf),
          leaf,
        ),
        copy: fc.oneof(fc.record({ name: leaf, count: leaf }), leaf),
      },
      { requiredKeys: ['type'] },
    );
    fc.assert(
      fc.property(
        fc.record({
          parameters: fc.dictionary(
            fc.constantFrom('a', 'b'),
            fc.record({ type: leaf, defaultValue: leaf }, { requiredKeys: [] }),
          ),
          variables: fc.dictionary(fc.constantFrom('a', 'b', 'copy'), leaf),
          resources: fc.oneof(fc.array(resource), fc.dictionary(fc.constantFrom('a', 'b'), resource)),
          outputs: fc.dictionary(fc.constantFrom('a'), fc.record({ type: leaf, value: leaf }, { requiredKeys: [] })),
        }),
        (sections) => {
          try {
            network(template(sections));
          } catch (error) {
            if (!(error instanceof InputError)) throw error;
            expect(error.message.length).toBeGreaterThan(10);
          }
        },
      ),
      { numRuns: 600 },
    );
  });
});
