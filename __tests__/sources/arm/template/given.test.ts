/** What a deployment resource gives its template: entry by entry, as one expression, or from elsewhere. */
import { describe, expect, it } from '@jest/globals';
import { isUnknown } from '../../../../src/azure/value.js';
import { deployment, group, type Json, network, rule, template, virtualNetwork, withResources } from './templates.js';

const MODULE = template({
  parameters: {
    to: { type: 'string', defaultValue: 'Internet' },
    access: { type: 'string', defaultValue: 'Allow' },
  },
  resources: [
    group('nsg', [rule('one', { destinationAddressPrefix: "[parameters('to')]", access: "[parameters('access')]" })]),
  ],
});

/** Destination and access of the module's rule; `open` for what is not decided. */
function made(parameters: unknown, outer: Json = {}, properties: Json = {}): readonly unknown[] {
  const { networkSecurityGroups } = network(
    template({ ...outer, resources: [deployment('module', MODULE, {}, { parameters, ...properties })] }),
  );
  const one = networkSecurityGroups[0]?.securityRules[0];
  const prefixes = one?.destinationAddressPrefixes ?? [];
  const [to] = isUnknown(prefixes) ? [prefixes] : prefixes;
  return [to, one?.access].map((value) => (isUnknown(value) ? 'open' : value));
}

describe('the parameters of a nested deployment', () => {
  it('may be one expression: a variable, or a parameter of the template around it', () => {
    const all = { to: { value: 'Storage' }, ACCESS: { value: 'Deny' } };
    expect(made("[variables('all')]", { variables: { all } })).toEqual(['Storage', 'Deny']);
    expect(made("[parameters('all')]", { parameters: { all: { type: 'object', defaultValue: all } } })).toEqual([
      'Storage',
      'Deny',
    ]);
  });

  it('have the defaults of the module where the expression decides that they are not given', () => {
    expect(made("[variables('all')]", { variables: { all: { access: { value: 'Deny' } } } })).toEqual([
      'Internet',
      'Deny',
    ]);
    expect(made("[createObject('to', createObject('value', 'Sql'))]")).toEqual(['Sql', 'Allow']);
  });

  it('are open where the expression is: a default may count or not', () => {
    expect(made("[parameters('all')]", { parameters: { all: { type: 'object' } } })).toEqual(['open', 'open']);
    expect(made("[reference('/subscriptions/s/resourceGroups/g/providers/A.B/c/d', '2020-01-01').x]")).toEqual([
      'open',
      'open',
    ]);
  });

  it('of one of several expressions are known where all of them agree', () => {
    const outer = {
      parameters: { which: { type: 'bool' } },
      variables: {
        a: { to: { value: 'Storage' }, access: { value: 'Deny' } },
        b: { to: { value: 'Storage' } },
      },
    };
    expect(made("[if(parameters('which'), variables('a'), variables('b'))]", outer)).toEqual(['Storage', 'open']);
  });

  it('may have names that are expressions, or come from a loop', () => {
    expect(made({ "[concat('to', '')]": { value: 'Storage' } })).toEqual(['Storage', 'Allow']);
    expect(made({ "[parameters('name')]": { value: 'Sql' } }, { parameters: { name: { type: 'string' } } })).toEqual([
      'open',
      'open',
    ]);
  });

  it('that come from a linked file are open', () => {
    const properties = { parametersLink: { uri: 'https://example.com/p.json' } };
    expect(made(undefined, {}, properties)).toEqual(['open', 'open']);
  });

  it('that are no object decide nothing', () => {
    expect(made('text')).toEqual(['open', 'open']);
  });

  it('from a key vault are not looked at', () => {
    const all = { to: { reference: { keyVault: { id: 'x' }, secretName: 's' } } };
    expect(made("[variables('all')]", { variables: { all } })).toEqual(['open', 'Allow']);
  });
});

describe('a deployment to another resource group', () => {
  const inner = template({
    resources: [group('nsg')],
    outputs: { id: { type: 'string', value: "[resourceId('Microsoft.Network/networkSecurityGroups', 'nsg')]" } },
  });
  const asked = (id: string, more: Json, schema?: string): unknown => {
    const outer = template(
      {
        resources: [
          deployment('there', inner, more),
          deployment(
            'net',
            withResources(virtualNetwork('vnet', { networkSecurityGroup: { id: "[parameters('nsg')]" } })),
            { resourceGroup: 'here' },
            { parameters: { nsg: { value: `[reference(${id}, '2022-09-01').outputs.id.value]` } } },
          ),
        ],
      },
      schema,
    );
    const { properties } = (outer['resources'] as readonly Json[])[1] as { readonly properties: { template: Json } };
    properties.template = { ...properties.template, parameters: { nsg: { type: 'string' } } };
    const { subnets, networkSecurityGroups } = network(outer);
    return { subnet: subnets[0]?.networkSecurityGroup, group: { key: networkSecurityGroups[0]?.key } };
  };
  const linked = { subnet: { key: expect.any(String) }, group: { key: expect.any(String) } };

  it('is asked for its outputs by its id there, as Bicep writes it', () => {
    const id =
      "extensionResourceId(format('/subscriptions/{0}/resourceGroups/{1}', subscription().subscriptionId, 'rg'), 'Microsoft.Resources/deployments', 'there')";
    const more = { resourceGroup: 'rg' };
    for (const schema of [undefined, 'subscriptionDeploymentTemplate.json'])
      expect(asked(id, more, schema)).toEqual(linked);
  });

  it('may also be in another subscription', () => {
    const id = "resourceId('00000000-0000-0000-0000-000000000001', 'rg', 'Microsoft.Resources/deployments', 'there')";
    const more = { resourceGroup: 'rg', subscriptionId: '00000000-0000-0000-0000-000000000001' };
    expect(asked(id, more)).toEqual(linked);
  });

  it('is not the deployment of the same name in the group of the template', () => {
    const id = "resourceId('Microsoft.Resources/deployments', 'there')";
    expect(asked(id, { resourceGroup: 'rg' })).toMatchObject({ subnet: { unknown: expect.anything() } });
  });
});

describe('a parameter that is secret in part', () => {
  const definitions = {
    key: { type: 'securestring' },
    settings: {
      type: 'object',
      properties: {
        key: { $ref: '#/definitions/key' },
        to: { type: 'string' },
        keys: { type: 'array', items: { type: 'secureObject' } },
      },
    },
    one: {
      type: 'object',
      discriminator: {
        propertyName: 'kind',
        mapping: { a: { type: 'object', properties: { key: { type: 'secureString' } } } },
      },
    },
  };
  const at = (declaration: Json, expression: string): readonly unknown[] => {
    const { networkSecurityGroups } = network(
      template({
        languageVersion: '2.0',
        definitions,
        parameters: { it: declaration },
        resources: {
          nsg: group('nsg', [rule('r', { destinationAddressPrefix: expression, access: "[parameters('it').to]" })]),
        },
      }),
    );
    const one = networkSecurityGroups[0]?.securityRules[0];
    const prefixes = one?.destinationAddressPrefixes ?? [];
    const [to] = isUnknown(prefixes) ? [prefixes] : prefixes;
    return [JSON.stringify(networkSecurityGroups).includes('hidden'), isUnknown(to), one?.access];
  };
  const defaultValue = { key: 'hidden', to: 'Deny', keys: [{ x: 'hidden' }], kind: 'a' };

  it('shows the rest, and nothing of what is secret', () => {
    const declaration = { $ref: '#/definitions/settings', defaultValue };
    expect(at(declaration, "[parameters('it').key]")).toEqual([false, true, 'Deny']);
    expect(at(declaration, "[concat('a', parameters('it').keys[0].x)]")).toEqual([false, true, 'Deny']);
    expect(at({ $ref: '#/definitions/one', defaultValue }, "[parameters('it').key]")).toEqual([false, true, 'Deny']);
    expect(
      at(
        {
          type: 'object',
          additionalProperties: { type: 'secureString' },
          properties: { to: { type: 'string' } },
          defaultValue,
        },
        "[parameters('it').key]",
      ),
    ).toEqual([false, true, 'Deny']);
  });
});
