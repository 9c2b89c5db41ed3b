/** The lines of Bicep that compiled resources and their parts come from. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type BicepSources, sourceMap } from '../../../../src/sources/arm/bicep/source-map.js';
import { tokensOf } from '../../../../src/sources/arm/bicep/tokens.js';
import { type Declaration, declarationsOf } from '../../../../src/sources/arm/bicep/tree.js';
import { parseTemplate } from '../../../../src/sources/arm/template/document.js';

/** Sources in memory. */
function sources(files: Readonly<Record<string, string>>): BicepSources {
  return {
    read: (path) => (files[path] === undefined ? null : { name: path, text: files[path] }),
    resolve: (_, reference) => (reference.endsWith('.bicep') && !reference.startsWith('br') ? reference : null),
  };
}

/** Where a piece of the compiled text comes from, as `file:line`, with the text of that line. */
function placer(template: object, files: Readonly<Record<string, string>>): (piece: string) => string {
  const text = JSON.stringify(template, null, 2);
  const locate = sourceMap(parseTemplate('main.bicep', text).root, 'main.bicep', sources(files));
  return (piece) => {
    const offset = text.indexOf(piece);
    if (offset < 0) throw new Error(`the template does not have ${piece}`);
    const location = locate(offset);
    if (location === null) return 'nowhere';
    const line = files[location.file]?.split('\n')[location.line - 1] ?? '';
    return `${location.file}: ${line.trim()}`;
  };
}

/** What is found in a text, flattened: kind, symbol and what it is about. */
function found(text: string): readonly string[] {
  const list = (declarations: readonly Declaration[]): readonly string[] =>
    declarations.flatMap((one) => {
      const { value } = one;
      const inner = value.kind === 'loop' ? value.body : value;
      return [
        `${one.kind} ${one.symbol} ${one.about}${one.existing ? ' existing' : ''}`.trim(),
        ...(inner.kind === 'object' ? list(inner.declarations) : []),
      ];
    });
  return list(declarationsOf(text));
}

describe('the outline of a Bicep file', () => {
  it('has resources, modules, variables and what is declared inside, whatever surrounds them', () => {
    const text = `
targetScope = 'resourceGroup'
@description('resource fake \\'A/b@1\\' = {')
param location string = 'westus2'
param noDefault object
// resource commented 'A/b@1' = {
/* resource commented 'A/b@1' = {
*/
var text = '\${location}-{ resource \${'inner { \${location}'} }'
var long = '''
resource inText 'A/b@1' = {
''''
resource old 'Microsoft.Network/virtualNetworks@2023-11-01' existing = { name: 'v' }
resource vnet 'Microsoft.Network/virtualNetworks@2023-11-01' = if (contains({ a: 1 }, 'a')) {
  name: text
  resource first 'subnets' = {
    name: 'first'
  }
  properties: { a: [1, 2], b: { c: 'd' } }
}
resource many 'Microsoft.Network/networkSecurityGroups@2023-11-01' = [for (name, i) in ['a', 'b']: if (i > 0) {
  name: name
}]
module net 'modules/net.bicep' = [for i in range(0, 3): {
  name: 'net\${i}'
}]
module shared 'br/public:network/vnet:1.0' = {
  name: 'shared'
}
output id string = vnet.id
`;
    expect(found(text)).toEqual([
      'param location',
      'var text',
      'var long',
      'resource old Microsoft.Network/virtualNetworks existing',
      'resource vnet Microsoft.Network/virtualNetworks',
      'resource first subnets',
      'resource many Microsoft.Network/networkSecurityGroups',
      'module net modules/net.bicep',
      'module shared br/public:network/vnet:1.0',
      'output id',
    ]);
  });

  it('is found for any text, in time that grows with its length', () => {
    const piece = fc.constantFrom(
      "resource a 'T/x@1' = {",
      '}',
      '[',
      ']',
      "'",
      "'''",
      '${',
      '/*',
      '*/',
      '//',
      '\n',
      'if (',
      ')',
      'for x in y:',
      'a:',
      ',',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), fc.string(), (pieces, text) => {
        expect(Array.isArray(declarationsOf(pieces.join(' ') + text))).toBe(true);
      }),
      { numRuns: 500 },
    );
    for (const hostile of [
      '{'.repeat(200_000),
      '[for '.repeat(100_000),
      "'${".repeat(200_000),
      '\n'.repeat(500_000),
      'a:{'.repeat(100_000),
      'var x '.repeat(100_000),
      "resource a 'T/x@1' = ".repeat(50_000),
    ]) {
      const started = Date.now();
      declarationsOf(hostile);
      expect(Date.now() - started).toBeLessThan(5_000);
      expect(tokensOf(hostile).at(-1)?.kind).toBe('end');
    }
  });
});

const NSG = 'Microsoft.Network/networkSecurityGroups';
const MAIN = `param nsgName string
var rules = [
  {
    name: 'fromVariable'
    properties: { priority: 300 }
  }
]
resource other '${NSG}@2023-11-01' = {
  name: 'other'
  properties: { securityRules: rules }
}
resource nsg '${NSG}@2023-11-01' = {
  name: nsgName
  location: 'westus2'
  properties: {
    securityRules: [
      {
        name: 'allow' // first
        properties: { priority: 100 }
      }
      {
        name: 'deny'
        properties: { priority: 200 }
      }
    ]
  }
}
resource looped '${NSG}/securityRules@2023-11-01' = [for i in range(0, 2): {
  parent: nsg
  name: 'rule\${i}'
  properties: {
    priority: 1000 + i
  }
}]
resource vnet 'Microsoft.Network/virtualNetworks@2023-11-01' = {
  name: 'v'
  properties: {
    subnets: [for s in ['x']: {
      name: s
    }]
  }
  resource training 'subnets' = {
    name: 'training'
  }
}
module hub 'modules/hub.bicep' = {
  name: 'hub'
  params: { a: 1 }
}
module far 'br/public:x:1' = {
  name: 'far'
}
`;
const HUB = `param a int
resource rt 'Microsoft.Network/routeTables@2023-11-01' = {
  name: 'rt'
  properties: {
    routes: [
      {
        name: 'default'
      }
    ]
  }
}
`;
const FILES = { 'main.bicep': MAIN, 'modules/hub.bicep': HUB };

const hubTemplate = (named: boolean): object => {
  const table = {
    type: 'Microsoft.Network/routeTables',
    apiVersion: '2023-11-01',
    name: 'rt',
    properties: { routes: [{ name: 'default-route' }] },
  };
  return { resources: named ? { rt: table } : [table] };
};

function compiled(named: boolean): object {
  const resources = {
    other: { type: NSG, name: 'other', properties: { securityRules: "[variables('rules')]" } },
    nsg: {
      type: NSG,
      name: "[parameters('nsgName')]",
      location: 'westus2',
      properties: {
        securityRules: [
          { name: 'allow', properties: { priority: 100 } },
          { name: 'deny', properties: { priority: 200 } },
        ],
      },
    },
    looped: {
      copy: { name: 'looped', count: 2 },
      type: `${NSG}/securityRules`,
      name: "[format('{0}/{1}', parameters('nsgName'), format('rule{0}', copyIndex()))]",
      properties: { priority: '[add(1000, copyIndex())]' },
    },
    'vnet::training': {
      type: 'Microsoft.Network/virtualNetworks/subnets',
      name: "[format('{0}/{1}', 'v', 'training')]",
    },
    vnet: {
      type: 'Microsoft.Network/virtualNetworks',
      name: 'v',
      properties: {
        copy: [{ name: 'subnets', count: 1, input: { name: "[createArray('x')[copyIndex('subnets')]]" } }],
      },
    },
    hub: {
      type: 'Microsoft.Resources/deployments',
      name: 'hub',
      properties: { mode: 'Incremental', template: hubTemplate(named) },
    },
    far: {
      type: 'Microsoft.Resources/deployments',
      name: 'far',
      properties: { template: { resources: [{ type: 'Microsoft.Network/natGateways', name: 'farNat' }] } },
    },
  };
  return {
    $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
    ...(named ? { languageVersion: '2.0' } : {}),
    variables: { rules: [{ name: 'fromVariable', properties: { priority: 300 } }] },
    resources: named ? resources : Object.values(resources),
  };
}

describe('a place in the compiled template', () => {
  it.each([
    ['symbolic names', true],
    ['types, order and names', false],
  ])('is found by %s: the declaration, the rule, the loop, the module', (_, named) => {
    const place = placer(compiled(named), FILES);
    expect(place(`{\n${named ? '      ' : '      '}"type": "${NSG}",\n      "name": "other"`)).toBe(
      `main.bicep: resource other '${NSG}@2023-11-01' = {`,
    );
    expect(place(`"[parameters('nsgName')]"`)).toBe('main.bicep: name: nsgName');
    expect(place('"allow"')).toContain("name: 'allow'");
    expect(place('"deny"')).toContain("name: 'deny'");
    expect(place('300')).toContain('priority: 300');
    expect(place('"fromVariable"')).toContain("name: 'fromVariable'");
    expect(place('"[add(1000, copyIndex())]"')).toContain('priority: 1000 + i');
    expect(place("\"[format('{0}/{1}', 'v', 'training')]\"")).toContain("name: 'training'");
    expect(place("\"[createArray('x')[copyIndex('subnets')]]\"")).toContain('name: s');
    expect(place('"default-route"')).toBe("modules/hub.bicep: name: 'default'");
    expect(place('"farNat"')).toContain("module far 'br/public:x:1'");
  });

  it('is that of the declaration where the list is computed, and that of the file where nothing is found', () => {
    const computed = MAIN.replace('securityRules: [', 'securityRules: concat([').replace(
      '    ]\n  }\n}\nresource looped',
      '    ], rules)\n  }\n}\nresource looped',
    );
    expect(placer(compiled(true), { ...FILES, 'main.bicep': computed })('"deny"')).toContain('securityRules: concat([');
    expect(placer(compiled(false), { 'main.bicep': 'param x string\n' })('"deny"')).toBe('main.bicep: param x string');
    expect(placer(compiled(true), {})('"deny"')).toBe('nowhere');
  });

  it('is not guessed where names contradict the order', () => {
    const swapped = MAIN.replace("name: 'other'", "name: 'renamed'");
    const place = placer(compiled(false), { ...FILES, 'main.bicep': swapped });
    expect(place('"other"')).not.toContain('resource other');
    expect(place('"deny"')).toContain("name: 'deny'");
  });

  it('is found within modules that call one another, to an end', () => {
    const deep = (depth: number): object =>
      depth === 0
        ? { resources: [] }
        : {
            resources: {
              again: { type: 'Microsoft.Resources/deployments', name: 'a', properties: { template: deep(depth - 1) } },
            },
          };
    const place = placer(
      { $schema: 'x', ...deep(60) },
      { 'main.bicep': "module again 'main.bicep' = {\n  name: 'a'\n}\n" },
    );
    expect(place('"a"')).toContain("name: 'a'");
  });
});
