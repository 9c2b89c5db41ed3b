/** Where the declaring line is: in the file, through modules with the call as second place, of blocks that loops and dynamic blocks make. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import type { Location } from '../../../../src/azure/model.js';
import { loadSource } from '../../../../src/sources/load.js';
import type { SourceModel } from '../../../../src/sources/source.js';
import { type Files, inFolder, modelOf } from './folder.js';

const FILES: Files = {
  'main.tf': `module "net" {
  source   = "./net"
  for_each = toset(["a"])
}
`,
  'net/main.tf': `module "rules" {
  source = "./rules"
}
`,
  'net/rules/main.tf': `resource "azurerm_network_security_group" "g" {
  count = 1
  name  = "g"

  security_rule {
    name = "inline"
  }

  dynamic "security_rule" {
    for_each = { x = 1, y = 2 }
    content {
      name = "dynamic-\${security_rule.key}"
    }
  }

  dynamic "security_rule" {
    for_each = ["z"]
    content {
      name = join("-", ["computed", security_rule.value])
    }
  }
}
`,
};

const place = ({ file, line, column }: Location): string => `${file}:${line}:${column}`;
const placesOf = ({ network }: SourceModel): readonly unknown[] =>
  network.networkSecurityGroups.flatMap(({ location, securityRules }) => [
    location === null ? null : place(location),
    ...securityRules.map((rule) => [rule.name, rule.location === null ? null : place(rule.location)]),
  ]);
const PLACES = [
  'net/rules/main.tf:1:1',
  ['inline', 'net/rules/main.tf:5:3'],
  ['dynamic-x', 'net/rules/main.tf:11:5'],
  ['dynamic-y', 'net/rules/main.tf:11:5'],
  ['computed-z', 'net/rules/main.tf:18:5'],
];
const CALLS = {
  calledFrom: { file: 'net/main.tf', line: 1, column: 1, calledFrom: { file: 'main.tf', line: 1, column: 1 } },
};

describe('places of what a folder declares', () => {
  it('are those of the resource, of its nested blocks and of the content of dynamic blocks', () => {
    expect(placesOf(modelOf(FILES))).toEqual(PLACES);
  });

  it('come with the calls of the modules around them', () => {
    const [group] = modelOf(FILES).network.networkSecurityGroups;
    expect(group?.location).toMatchObject(CALLS);
    expect(group?.securityRules[3]?.location).toMatchObject(CALLS);
  });
});

const ADDRESS = 'module.net["a"].module.rules.azurerm_network_security_group.g[0]';
const instance = {
  address: ADDRESS,
  mode: 'managed',
  type: 'azurerm_network_security_group',
  name: 'g',
  index: 0,
  values: { name: 'g', security_rule: ['inline', 'dynamic-x', 'dynamic-y', 'computed-z'].map((name) => ({ name })) },
};
const modules = {
  child_modules: [
    { address: 'module.net["a"]', child_modules: [{ address: 'module.net["a"].module.rules', resources: [instance] }] },
  ],
};
const call = (module: unknown) => ({ module_calls: { net: { source: './net', for_each_expression: {}, module } } });
const block = {
  address: 'azurerm_network_security_group.g',
  mode: 'managed',
  type: instance.type,
  name: 'g',
  expressions: {},
};

describe('places of what a plan or a state holds, with its folder beside it', () => {
  const DOCUMENTS: readonly (readonly [string, unknown])[] = [
    [
      'plan',
      {
        format_version: '1.2',
        planned_values: { root_module: modules },
        resource_changes: [],
        configuration: {
          root_module: call({ module_calls: { rules: { source: './rules', module: { resources: [block] } } } }),
        },
      },
    ],
    ['state', { format_version: '1.0', values: { root_module: modules } }],
    [
      'raw state',
      {
        version: 4,
        terraform_version: '1.5.0',
        serial: 1,
        lineage: 'a',
        resources: [
          {
            module: 'module.net["a"].module.rules',
            mode: 'managed',
            type: instance.type,
            name: 'g',
            instances: [{ index_key: 0, attributes: instance.values }],
          },
        ],
      },
    ],
  ];

  it.each(DOCUMENTS)('%s', async (_, document) => {
    const model = await inFolder(FILES, async (folder) => {
      const file = path.join(folder, 'input.json');
      writeFileSync(file, JSON.stringify(document));
      return loadSource({ path: file, name: 'input.json' }, { reported: true, cwd: folder, within: null });
    });
    // By names alone, what a function makes is told where no other block can have made it.
    expect(placesOf(model).slice(0, 4)).toEqual(PLACES.slice(0, 4));
    expect(model.network.networkSecurityGroups[0]?.location).toMatchObject(CALLS);
  });

  it.each(DOCUMENTS)('and none without it: %s', async (_, document) => {
    const model = await inFolder({}, async (folder) => {
      const file = path.join(folder, 'input.json');
      writeFileSync(file, JSON.stringify(document));
      return loadSource({ path: file, name: 'input.json' }, { reported: true, cwd: folder, within: null });
    });
    expect(model.network.networkSecurityGroups.map(({ location }) => location)).toEqual([null]);
  });
});

describe('places of what is declared in the JSON form', () => {
  const JSON_FORM = `{
  "resource": {
    "azurerm_network_security_group": {
      "g": {
        "name": "g",
        "security_rule": [
          { "name": "inline" }
        ]
      }
    }
  }
}
`;
  const root = { address: block.address, mode: 'managed', type: instance.type, name: 'g' };
  const plan = {
    format_version: '1.2',
    planned_values: {
      root_module: { resources: [{ ...root, values: { name: 'g', security_rule: [{ name: 'inline' }] } }] },
    },
    resource_changes: [],
    configuration: { root_module: { resources: [block] } },
  };

  it.each<[string, Files]>([
    ['by itself', { 'main.tf.json': JSON_FORM }],
    ['beside the native form', { 'main.tf': 'locals {\n}\n', 'main.tf.json': JSON_FORM }],
  ])('are the same from the folder and from a plan in it: %s', async (_, files) => {
    const places = [['main.tf.json:4:12', ['inline', 'main.tf.json:7:11']]];
    expect([placesOf(modelOf(files))]).toEqual(places);
    const model = await inFolder(files, async (folder) => {
      const file = path.join(folder, 'plan.json');
      writeFileSync(file, JSON.stringify(plan));
      return loadSource({ path: file, name: 'plan.json' }, { reported: true, cwd: folder, within: folder });
    });
    expect([placesOf(model)]).toEqual(places);
    expect(model.diagnostics).toEqual([]);
  });
});

describe('places of what is in the body of an azapi resource', () => {
  const body = (rules: string): Files => ({
    'main.tf': `module "net" {
  source = "./net"
}
`,
    'net/main.tf': `resource "azapi_resource" "g" {
  type = "Microsoft.Network/networkSecurityGroups@2024-05-01"
  name = "g"
  body = {
    properties = {
      securityRules = ${rules}
    }
  }
}
`,
  });
  const call = { calledFrom: { file: 'main.tf', line: 1, column: 1 } };

  it.each<[string, string, readonly string[]]>([
    ['each object of a list', '[\n        { name = "a" },\n        ({ name = "b" })\n      ]', ['7:9', '8:9']],
    ['the object that a loop makes', '[for x in ["a", "b"] : {\n        name = x\n      }]', ['6:46', '6:46']],
    ['what makes them, where nobody can tell more', 'concat([{ name = "a" }], [{ name = "b" }])', ['6:23', '6:23']],
  ])('are those of %s', (_, rules, places) => {
    const [group] = modelOf(body(rules)).network.networkSecurityGroups;
    expect(group?.securityRules.map(({ location }) => location)).toEqual(
      places.map((at) => {
        const [line, column] = at.split(':').map(Number);
        return { file: 'net/main.tf', line, column, ...call };
      }),
    );
    expect(group?.location).toMatchObject({ file: 'net/main.tf', line: 1 });
  });

  it('are found in the text of a body too, as azapi 1 wants it', () => {
    const files = {
      'main.tf':
        body('[{ name = "a" }]')
          ['net/main.tf']?.replace('body = {', 'body = jsonencode({')
          .replace(/\}\n\}\n$/, '})\n}\n') ?? '',
    };
    const [group] = modelOf(files).network.networkSecurityGroups;
    expect(group?.securityRules.map(({ location }) => location)).toEqual([{ file: 'main.tf', line: 6, column: 24 }]);
  });
});
