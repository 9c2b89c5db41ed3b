import { describe, expect, it } from '@jest/globals';
import { parseTemplate } from '../../../../src/sources/arm/template/document.js';
import {
  assignParameters,
  ParameterError,
  type ParameterSource,
  parseParameterFile,
  readItem,
} from '../../../../src/sources/arm/template/parameter-input.js';
import { group, type Json, network, read, rule, template } from './templates.js';

const document = (parameters: Json, more: Json = {}, file = 'main.json') =>
  parseTemplate(file, JSON.stringify(template({ parameters, ...more })));

const file = (parameters: Json, name = 'p.json'): ParameterSource => ({
  kind: 'file',
  file: parseParameterFile(
    name,
    JSON.stringify({ $schema: 'https://x/deploymentParameters.json#', parameters }, null, 2),
  ),
});

const assignment = (text: string): ParameterSource => {
  const item = readItem(text, () => false);
  if (item.kind !== 'assignment') throw new Error('no assignment');
  return item;
};

function problem(f: () => unknown): string {
  try {
    f();
  } catch (error) {
    if (!(error instanceof ParameterError)) throw error;
    const { file: name, line, column } = error.place;
    return `${[name, line, column].filter((part) => part !== undefined).join(':')}: ${error.message}`;
  }
  return 'none';
}

const fits = (declaration: Json, value: unknown, definitions: Json = {}): string =>
  problem(() => assignParameters([file({ p: { value } })], [document({ p: declaration }, { definitions })])).replace(
    /^p\.json:\d+:\d+: parameter p: /,
    '',
  );

describe('items of the setting', () => {
  it.each([
    ['location=westus2', { kind: 'assignment', name: 'location', text: 'westus2' }],
    ['rules=[1,"a=b"]', { kind: 'assignment', name: 'rules', text: '[1,"a=b"]' }],
    ['main.parameters.json', { kind: 'file', file: 'main.parameters.json' }],
    ['a/b=c.json', { kind: 'file', file: 'a/b=c.json' }],
    ['prod.tfvars', { kind: 'terraform', file: 'prod.tfvars' }],
    ['prod.tfvars.json', { kind: 'terraform', file: 'prod.tfvars.json' }],
    ['main.bicepparam', { kind: 'bicep', file: 'main.bicepparam' }],
  ])('%s', (item, expected) => {
    expect(readItem(item, () => false)).toEqual(expected);
  });

  it('a file of that name is a file', () => {
    expect(readItem('a=b.json', () => true)).toEqual({ kind: 'file', file: 'a=b.json' });
  });
});

describe('a parameter file', () => {
  it('goes to every template that declares all of its parameters, and to no other', () => {
    const [one, two, three] = [
      document({ a: { type: 'string' }, b: { type: 'string' } }),
      document({ A: { type: 'string' }, B: { type: 'string' }, c: { type: 'int' } }, {}, 'two.json'),
      document({ a: { type: 'string' } }, {}, 'three.json'),
    ];
    const values = assignParameters([file({ a: { value: '1' }, b: { value: '2' } })], [one, two, three]);
    expect([...(values.get(one) ?? [])]).toEqual([
      ['a', '1'],
      ['b', '2'],
    ]);
    expect(values.get(two)?.size).toBe(2);
    expect(values.get(three)?.size).toBe(0);
  });

  it('that no template takes is a mistake, which names the place and the parameter', () => {
    const source = file({ a: { value: '1' }, odd: { value: 2 } });
    expect(problem(() => assignParameters([source], [document({ a: { type: 'string' } })]))).toBe(
      'p.json:7:5: the template main.json declares no parameter odd',
    );
    expect(problem(() => assignParameters([source], []))).toMatch(/^p\.json: no input takes parameters/);
  });

  it('may leave parameters out: what has no value is open where it is needed', () => {
    const { networkSecurityGroups } = network(
      template({
        parameters: { tag: { type: 'string' }, unused: { type: 'secureString' } },
        resources: [group('nsg', [rule('r', { destinationAddressPrefix: "[parameters('tag')]" })])],
      }),
    );
    expect(networkSecurityGroups[0]?.securityRules[0]?.destinationAddressPrefixes).toMatchObject([
      { unknown: 'the parameter tag has no value' },
    ]);
  });

  it.each([
    ['not JSON', /^p\.json:1:1: /],
    ['[]', /no object "parameters"/],
    ['{"$schema":"https://x/deploymentTemplate.json#","parameters":{}}', /this is a template/],
    ['{"parameters":{"a":{}}}', /^p\.json:1:20: parameter a has neither "value" nor "reference"/],
    ['{"parameters":{"a":"b"}}', /neither/],
  ])('%s is a mistake of the command', (text, expected) => {
    expect(problem(() => parseParameterFile('p.json', text))).toMatch(expected);
  });

  it('may have comments, and may be the bare values', () => {
    expect(parseParameterFile('p.json', '{ /* c */ "a": { "value": 1 } }').entries.map(({ name }) => name)).toEqual([
      'a',
    ]);
  });
});

describe('types', () => {
  const string = { type: 'string' };

  it.each<[string, Json, unknown, string]>([
    ['a string', string, 'x', 'none'],
    ['a number for a string', string, 1, 'a string is wanted, an int is given'],
    ['a string for an int', { type: 'int' }, 'four', 'an int is wanted, a string is given'],
    ['a fraction for an int', { type: 'int' }, 1.5, 'an int is wanted, a number with a fraction is given'],
    ['a text for a bool', { type: 'bool' }, 'true', 'a bool (true or false) is wanted, a string is given'],
    ['types in any case', { type: 'SecureString' }, 'x', 'none'],
    ['an array for an object', { type: 'object' }, [], 'an object is wanted, an array is given'],
    ['an object for an array', { type: 'array' }, {}, 'an array is wanted, an object is given'],
    ['null', string, null, 'a string is wanted, null is given'],
    ['null where it may be', { type: 'string', nullable: true }, null, 'none'],
    ['null in place of a default', { type: 'string', defaultValue: 'x' }, null, 'none'],
    ['an allowed value in another case', { ...string, allowedValues: ['Prod', 'Test'] }, 'prod', 'none'],
    [
      'a value that is not allowed',
      { ...string, allowedValues: ['Prod', 'Test'] },
      'dev',
      'the value is not one of Prod, Test',
    ],
    ['allowed elements', { type: 'array', allowedValues: ['a', 'b'] }, ['b', 'a'], 'none'],
    ['a short text', { ...string, minLength: 3 }, 'ab', 'the length is below the minLength of 3'],
    ['a long list', { type: 'array', maxLength: 1 }, [1, 2], 'the length is above the maxLength of 1'],
    ['a large number', { type: 'int', maxValue: 4096 }, 5000, 'the value is above the maxValue of 4096'],
    ['elements', { type: 'array', items: { type: 'int' } }, [1, 'a'], 'in 1: an int is wanted, a string is given'],
    ['a tuple', { type: 'array', prefixItems: [string], items: false }, ['a', 'b'], 'there are more than 1 elements'],
    [
      'a property',
      { type: 'object', properties: { n: { type: 'int' } } },
      { N: 'x' },
      'in n: an int is wanted, a string is given',
    ],
    ['a missing property', { type: 'object', properties: { n: { type: 'int' } } }, {}, 'the property n is missing'],
    [
      'another property',
      { type: 'object', properties: {}, additionalProperties: false },
      { m: 1 },
      'there is no property m',
    ],
    [
      'properties of one type',
      { type: 'object', additionalProperties: { type: 'int' } },
      { m: 'x' },
      'in m: an int is wanted, a string is given',
    ],
  ])('%s', (_, declaration, value, expected) => {
    expect(fits(declaration, value)).toBe(expected);
  });

  const definitions = {
    rule: {
      type: 'object',
      properties: { access: { $ref: '#/definitions/access' }, next: { $ref: '#/definitions/rule', nullable: true } },
    },
    access: { type: 'string', allowedValues: ['Allow', 'Deny'] },
    circle: { $ref: '#/definitions/circle' },
    shape: {
      type: 'object',
      discriminator: {
        propertyName: 'kind',
        mapping: { a: { type: 'object', properties: { kind: {}, n: { type: 'int' } } } },
      },
    },
  };

  it.each<[string, unknown, string]>([
    ['rule', { access: 'Allow', next: { access: 'Deny' } }, 'none'],
    ['rule', { access: 'Allow', next: { access: 'Maybe' } }, 'in next: in access: the value is not one of Allow, Deny'],
    ['circle', 'anything', 'none'],
    ['missing', 'anything', 'none'],
    ['shape', { kind: 'a', n: 'x' }, 'in n: an int is wanted, a string is given'],
    ['shape', { kind: 'b' }, 'the property kind is not one of a'],
  ])('defined by the template: %s', (name, value, expected) => {
    expect(fits({ $ref: `#/definitions/${name}` }, value, definitions)).toBe(expected);
  });

  it('a message never shows the value', () => {
    expect(fits({ type: 'secureString', minLength: 30 }, 'hunter2')).not.toMatch(/hunter2/);
    expect(fits({ type: 'int' }, 'hunter2')).not.toMatch(/hunter2/);
  });
});

describe('name=value', () => {
  it.each<[string, string, unknown]>([
    ['string', 'p=007', '007'],
    ['string', 'p=', ''],
    ['int', 'p=7', 7],
    ['bool', 'p=True', true],
    ['array', 'p=["a"]', ['a']],
  ])('of a %s: %s', (type, text, expected) => {
    const one = document({ p: { type } });
    expect(
      assignParameters([assignment(text)], [one])
        .get(one)
        ?.get('p'),
    ).toEqual(expected);
  });

  it('wins over what stands before it', () => {
    const one = document({ p: { type: 'string' } });
    const values = assignParameters([file({ p: { value: 'file' } }), assignment('p=line')], [one]);
    expect(values.get(one)?.get('p')).toBe('line');
  });

  it('of the wrong type, and one that nothing declares, are mistakes', () => {
    const one = document({ p: { type: 'int' } });
    expect(problem(() => assignParameters([assignment('p=four')], [one]))).toBe(
      'p: parameter p: an int is wanted, a string is given',
    );
    expect(problem(() => assignParameters([assignment('q=4')], [one]))).toBe('q: no template declares the parameter q');
  });
});

describe('secure values', () => {
  const secret = 'hunter2-do-not-show';

  it('never come out, given or by default, wherever they are put', () => {
    const source = template({
      parameters: {
        given: { type: 'secureString' },
        byDefault: { type: 'securestring', defaultValue: secret },
        all: { type: 'secureObject' },
      },
      variables: { text: "[concat(parameters('given'), parameters('byDefault'), parameters('all').x)]" },
      resources: [
        group("[variables('text')]", [
          rule('r', { destinationAddressPrefix: "[variables('text')]", description: "[string(parameters('all'))]" }),
        ]),
      ],
    });
    const model = read(source, { parameters: { given: secret, all: { x: secret } } });
    expect(JSON.stringify(model)).not.toContain(secret);
    expect(model.network.networkSecurityGroups).toHaveLength(1);
  });

  it('from a key vault are open', () => {
    const one = document({ p: { type: 'string' } });
    const values = assignParameters([file({ p: { reference: { keyVault: { id: 'x' }, secretName: 's' } } })], [one]);
    expect(values.get(one)?.get('p')).toMatchObject({ unknown: "parameters('p') is secret and not looked at" });
  });
});
