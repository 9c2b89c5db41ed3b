import { join, resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import type { Association, Link, Network } from '../../../src/azure/model.js';
import { findConfiguration, rootAddresses } from '../../../src/sources/terraform/find-configuration.js';
import { readConfigurationFolder } from '../../../src/sources/terraform/folder.js';
import { type FolderLookup, folderLookup } from '../../../src/sources/terraform/folder-lookup.js';
import type { ExactReferences, LookupStep } from '../../../src/sources/terraform/lookup.js';
import { readTerraformDocument } from '../../../src/sources/terraform/read-document.js';
import { readTerraform } from '../../../src/sources/terraform/reader.js';

const FIXTURES = '__tests__/sources/terraform/fixtures';

/** A genuine plan read together with the `.tf` files beside it. */
function networkOf(fixture: string): Network {
  const file = `${FIXTURES}/${fixture}/plan.json`;
  const document = readTerraformDocument(file);
  const folder = findConfiguration(
    { path: resolve(file), name: file },
    { cwd: process.cwd(), within: process.cwd(), declaredAddresses: () => rootAddresses(document.configuration) },
  );
  return readTerraform(document, { file, reported: true, folder }).network;
}

function association(network: Network, key: string): Association {
  const found = network.associations.find((one) => one.key === key);
  if (found === undefined) throw new Error(`no association ${key}`);
  return found;
}

/** A configuration in memory, as a module tree of `main.tf` files by folder. */
function lookupOf(files: Readonly<Record<string, string>>): FolderLookup {
  const all = new Map(Object.entries(files).map(([folder, text]) => [resolve('/c', folder, 'main.tf'), text]));
  const fs = {
    readdir: (folder: string): readonly string[] => (all.has(join(folder, 'main.tf')) ? ['main.tf'] : []),
    readFile: (file: string): Uint8Array => new TextEncoder().encode(all.get(file) ?? ''),
    realpath: (path: string): string => path,
  };
  return folderLookup(readConfigurationFolder(resolve('/c'), { workspace: resolve('/c'), fs }), resolve('/c'));
}

/** The references of a local after some steps into it. */
function follow(expression: string, steps: readonly LookupStep[] = [], more = ''): ExactReferences | null {
  return lookupOf({ '.': `locals {\n  it = ${expression}\n}\n${more}` }).localReferences([], 'it', steps);
}

describe('links that a plan alone leaves open are decided by the .tf files beside it (CONTRACT: what a plan does not hold)', () => {
  const beside = networkOf('beside');

  it('by the definition of a local, at the key that the link names', () => {
    const link = association(beside, 'azurerm_subnet_network_security_group_association.zone["blue"]');
    expect(link.target).toEqual({ key: 'azurerm_network_security_group.a' });
  });

  it('by an index that is put together: count.index + 1', () => {
    const { owner } = association(networkOf('keys'), 'azurerm_subnet_network_security_group_association.shifted[0]');
    expect(owner).toEqual({ key: 'azurerm_subnet.counted[1]' });
  });

  it('by each.value of a for over a list of objects in a local', () => {
    const table = (zone: string): Link =>
      association(beside, `azurerm_subnet_route_table_association.zone["${zone}"]`).target;
    expect([table('blue'), table('green')]).toEqual([
      { key: 'azurerm_route_table.t[0]' },
      { key: 'azurerm_route_table.t[1]' },
    ]);
  });

  it('by a dynamic block and a map output whose keys are not those of the subnets', () => {
    expect(beside.networkInterfaces[0]?.subnets).toEqual([{ key: 'module.net.azurerm_subnet.s["second"]' }]);
  });

  it('by the element of a splat', () => {
    expect(networkOf('keys').networkInterfaces[0]?.subnets).toEqual([{ key: 'azurerm_subnet.counted[0]' }]);
  });

  it('but not where the position in a list made of a map is the order of its keys', () => {
    const { owner } = association(beside, 'azurerm_subnet_route_table_association.zone["blue"]');
    expect(owner).toMatchObject({
      candidates: ['module.net.azurerm_subnet.s["first"]', 'module.net.azurerm_subnet.s["second"]'],
    });
  });

  it('and what the plan decides alone stays as it is', () => {
    const modules = networkOf('modules');
    expect(association(modules, 'module.filter[0].azurerm_subnet_network_security_group_association.g').owner).toEqual({
      key: 'module.team["teal"].module.net.azurerm_subnet.s["train"]',
    });
    expect(modules.networkInterfaces.map(({ subnets }) => subnets[0])).toEqual([
      { key: 'module.team["red"].module.net.azurerm_subnet.list[1]' },
      { key: 'module.team["teal"].module.net.azurerm_subnet.list[1]' },
    ]);
  });
});

describe('places', () => {
  const file = `${FIXTURES}/beside/main.tf`;
  const [group] = networkOf('beside').networkSecurityGroups;

  it('of a resource are those of its block, as a user would type the path', () => {
    expect(group?.location).toEqual({ file, line: 31, column: 1 });
  });

  it('of a rule are those of its block, or of the content of the dynamic block that makes it', () => {
    const places = group?.securityRules.map(({ name, location }) => [name, location?.line]);
    expect(places).toEqual([
      ['AllowAzureActiveDirectory', 50],
      ['AllowBatch', 36],
      ['AllowStorage', 50],
    ]);
  });

  it('of a resource in a module are in the file of the module', () => {
    const subnet = networkOf('modules').subnets.find(({ key }) => key.endsWith('azurerm_subnet.s["train"]'));
    expect(subnet?.location?.file).toBe(`${FIXTURES}/modules/team/net/main.tf`);
  });

  const nested = lookupOf({
    '.': `
resource "azurerm_firewall_policy_rule_collection_group" "g" {
  network_rule_collection {
    name = "one"
    rule {
      name = "a"
    }
    rule {
      name = "both"
    }
  }
  dynamic "network_rule_collection" {
    for_each = var.more
    content {
      name = "more-\${network_rule_collection.key}"
      rule {
        name = "both"
      }
      dynamic "rule" {
        for_each = network_rule_collection.value
        content {
          name = "r-\${rule.key}"
        }
      }
    }
  }
}
resource "azurerm_network_security_group" "listed" {
  security_rule = [
    { name = "x" },
    { name = var.other },
  ]
}
`,
  });
  const group2 = 'azurerm_firewall_policy_rule_collection_group.g';
  const line = (address: string, type: string, name: string): number | undefined =>
    nested.nestedLocation([], address, type, name)?.line;

  it('of a rule in a collection are found at any depth', () => {
    expect(line(group2, 'rule', 'a')).toBe(5);
    expect(line(group2, 'rule', 'r-1')).toBe(21);
    expect(line(group2, 'network_rule_collection', 'more-x')).toBe(14);
  });

  it('of a name that two collections have are not told', () => {
    expect(line(group2, 'rule', 'both')).toBeUndefined();
  });

  it('of a name that nothing in the file can make are not told', () => {
    expect(line(group2, 'network_rule_collection', 'other')).toBeUndefined();
  });

  it('of rules that are assigned as a list are those of the objects', () => {
    expect(line('azurerm_network_security_group.listed', 'security_rule', 'x')).toBe(30);
    expect(line('azurerm_network_security_group.listed', 'security_rule', 'y')).toBe(31);
  });

  it('of names that literals make are those of the dynamic block that runs over them', () => {
    const lookup = lookupOf({
      '.': `
locals {
  tags = ["x", "y"]
}
resource "azurerm_network_security_group" "g" {
  dynamic "security_rule" {
    for_each = toset(local.tags)
    content {
      name = "set-\${security_rule.key}"
    }
  }
  dynamic "security_rule" {
    for_each = [{ name = "listed" }]
    iterator = item
    content {
      name = "\${item.value.name}-\${item.key}"
    }
  }
  dynamic "security_rule" {
    for_each = var.others
    content {
      name = lower(security_rule.key)
    }
  }
}
`,
    });
    const place = (name: string): number | undefined =>
      lookup.nestedLocation([], 'azurerm_network_security_group.g', 'security_rule', name)?.line;
    expect([place('set-x'), place('set-y'), place('listed-0'), place('other')]).toEqual([8, 8, 15, 21]);
  });

  it('are relative to the folder of the run, whichever folder the process is in', () => {
    expect(nested.blockLocation([], group2)).toEqual({ file: 'main.tf', line: 2, column: 1 });
  });

  it('say whether a resource has a dynamic block, if there is such a resource', () => {
    expect(nested.hasDynamicBlock([], group2, 'network_rule_collection')).toBe(true);
    expect(nested.hasDynamicBlock([], group2, 'rule')).toBe(false);
    expect(nested.hasDynamicBlock([], 'azurerm_subnet.none', 'rule')).toBeNull();
  });
});

describe('exact references', () => {
  const cases: readonly (readonly [string, readonly LookupStep[], readonly string[], number])[] = [
    // Indexes in place.
    ['azurerm_subnet.a[each.key].id', [], ['azurerm_subnet.a[each.key].id'], 0],
    ['azurerm_subnet.a[count.index + 1].id', [], ['azurerm_subnet.a[count.index + 1].id'], 0],
    [`azurerm_subnet.a["s-\${each.key}"].id`, [], [`azurerm_subnet.a["s-\${each.key}"].id`], 0],
    ['azurerm_subnet.a[count.index % 2].id', [], ['azurerm_subnet.a[?].id'], 0],
    ['resource.azurerm_subnet.a["x"].id', [], ['azurerm_subnet.a["x"].id'], 0],
    // Constructors take steps, references leave them.
    ['{ a = azurerm_subnet.a.id, b = module.n.ids }', ['b', 'k'], ['module.n.ids'], 1],
    ['[{ id = azurerm_subnet.a.id }, { id = azurerm_subnet.b.id }]', [1, 'id'], ['azurerm_subnet.b.id'], 2],
    ['{ a = [azurerm_subnet.a.id] }.a', [0], ['azurerm_subnet.a.id'], 1],
    ['(var.x ? azurerm_e.a : azurerm_e.b).subnet_id', [], ['azurerm_e.a.subnet_id', 'azurerm_e.b.subnet_id'], 0],
    // Splats.
    ['azurerm_subnet.a[*].id', [], ['azurerm_subnet.a[*].id'], 0],
    ['azurerm_subnet.a[*].id', [2], ['azurerm_subnet.a[2].id'], 1],
    ['element(azurerm_subnet.a[*].id, count.index)', [], ['azurerm_subnet.a[count.index].id'], 0],
    ['one(azurerm_subnet.a[*].id)', [], ['azurerm_subnet.a[?].id'], 0],
    // Loops.
    ['[for s in azurerm_subnet.a : s.id]', [], ['azurerm_subnet.a[*].id'], 0],
    ['[for s in azurerm_subnet.a : s.id if s.name != "x"]', [0], ['azurerm_subnet.a[?].id'], 1],
    ['{ for k, s in azurerm_subnet.a : k => s.id }', ['x'], ['azurerm_subnet.a["x"].id'], 1],
    ['{ for k, s in azurerm_subnet.a : k => s.id }[each.key]', [], ['azurerm_subnet.a[each.key].id'], 0],
    ['{ for k, v in var.m : k => azurerm_subnet.a[k].id }', ['x'], ['azurerm_subnet.a["x"].id'], 1],
    [`{ for k, v in var.m : "s-\${k}" => azurerm_subnet.a[k].id }`, ['s-x'], ['azurerm_subnet.a[?].id'], 1],
    ['{ for k in toset(["x"]) : k => module.n[k].id }', ['x'], ['module.n["x"].id'], 1],
    ['{ for s in azurerm_subnet.a : s.name => s.id }', ['x'], ['azurerm_subnet.a[*].id'], 0],
    ['{ for s in var.list : s.name => s }', ['x', 'id'], ['var.list[?]'], 1],
    ['[for k in var.order : azurerm_subnet.a[k].id]', [0], ['azurerm_subnet.a[?].id'], 1],
    ['[for s in [azurerm_e.a, azurerm_e.b] : s.id]', [1], ['azurerm_e.b.id'], 1],
    ['[for s in toset([azurerm_e.a, azurerm_e.b]) : s.id]', [1], ['azurerm_e.a.id', 'azurerm_e.b.id'], 1],
    // Functions.
    ['merge(local.more, { a = azurerm_subnet.a.id })', ['a'], ['azurerm_subnet.a.id'], 1],
    ['merge({ a = azurerm_subnet.a.id }, local.more)', ['a'], ['azurerm_subnet.a.id', 'local.more'], 0],
    ['lookup(module.n.ids, "x", azurerm_subnet.a.id)', [], ['module.n.ids["x"]', 'azurerm_subnet.a.id'], 0],
    ['values(azurerm_e.a)[*].subnet_id', [], ['azurerm_e.a[?].subnet_id[?]'], 0],
    [
      'concat(azurerm_subnet.a[*].id, azurerm_subnet.b[*].id)',
      [1],
      ['azurerm_subnet.a[?].id', 'azurerm_subnet.b[?].id'],
      1,
    ],
    [
      'tolist(toset([azurerm_subnet.a.id, azurerm_subnet.b.id]))[0]',
      [],
      ['azurerm_subnet.a.id', 'azurerm_subnet.b.id'],
      0,
    ],
    ['jsonencode({ subnet = { id = azurerm_subnet.a.id } })', ['subnet', 'id'], ['azurerm_subnet.a.id'], 2],
    // What the value is only made of.
    [`"\${azurerm_virtual_network.v.id}/subnets/x"`, [], ['azurerm_virtual_network.v.id[?]'], 0],
    [`"\${azurerm_subnet.a.id}"`, [], ['azurerm_subnet.a.id'], 0],
    ['var.x ? var.a : "b"', [], ['var.a[?]'], 0],
    ['lower("X")', [], [], 0],
    // A key that is not there: the question is not what it seems, and everything may be meant.
    ['{ a = azurerm_subnet.a.id, b = azurerm_subnet.b.id }', ['c'], ['azurerm_subnet.a.id', 'azurerm_subnet.b.id'], 1],
    // A shorter reference is never right behind a longer one, where it would count as its prefix.
    ['[azurerm_subnet.a["x"], azurerm_subnet.a]', [], ['azurerm_subnet.a', 'azurerm_subnet.a["x"]'], 0],
  ];

  it.each(cases)('of %s after %j', (expression, steps, references, taken) => {
    expect(follow(expression, steps)).toEqual({ references, taken });
  });

  it('of a loop over a list in a local are those of the element that gets the key', () => {
    const list = 'locals {\n  list = [{ n = "a", id = azurerm_subnet.a.id }, { n = "b", id = azurerm_subnet.b.id }]\n}';
    expect(follow(`{ for s in local.list : "x-\${s.n}" => s }`, ['x-b', 'id'], list)).toEqual({
      references: ['azurerm_subnet.b.id'],
      taken: 2,
    });
    expect(follow('[for s in local.list : s.id]', [1], list)).toEqual({
      references: ['azurerm_subnet.b.id'],
      taken: 1,
    });
  });

  it('of outputs, arguments and for_each are those of the module that they are written in', () => {
    const lookup = lookupOf({
      '.': 'module "net" {\n  source = "./net"\n  for_each = { a = azurerm_subnet.x.id }\n  hub = { id = azurerm_subnet.y.id }\n}',
      net: 'output "ids" {\n  value = { for k, s in azurerm_subnet.s : k => s.id }\n}',
    });
    expect(lookup.outputReferences(['net'], 'ids', ['t'])?.references).toEqual(['azurerm_subnet.s["t"].id']);
    expect(lookup.argumentReferences([], 'net', 'hub', ['id'])?.references).toEqual(['azurerm_subnet.y.id']);
    expect(lookup.argumentReferences([], 'net', 'for_each', ['a'])?.references).toEqual(['azurerm_subnet.x.id']);
    expect(lookup.outputReferences(['other'], 'ids', [])).toBeNull();
    expect(lookup.argumentReferences([], 'net', 'none', [])).toBeNull();
  });
});

describe('attributes at a path of values', () => {
  const lookup = lookupOf({
    '.': `
resource "azurerm_network_interface" "n" {
  ip_configuration {
    subnet_id = azurerm_subnet.a.id
  }
  ip_configuration {
    subnet_id = azurerm_subnet.b.id
  }
}
resource "azurerm_virtual_network" "v" {
  subnet {
    name           = "one"
    security_group = azurerm_network_security_group.a.id
  }
  subnet {
    name           = "two"
    security_group = azurerm_network_security_group.b.id
  }
}
resource "azurerm_network_security_rule" "r" {
  source_application_security_group_ids = [azurerm_application_security_group.new.id, data.azurerm_application_security_group.old.id]
}
resource "azurerm_firewall_network_rule_collection" "c" {
  rule {
    source_ip_groups = [azurerm_ip_group.a.id, azurerm_ip_group.b.id]
  }
}
resource "azapi_resource" "s" {
  body = { properties = { rules = [{ id = azurerm_subnet.a.id }, { id = local.deep }] } }
}
`,
  });
  const at = (address: string, ...path: (string | number)[]): readonly string[] | undefined =>
    lookup.attributeReferences([], address, path, [])?.references;

  it('keep the order of blocks that are lists', () => {
    expect(at('azurerm_network_interface.n', 'ip_configuration', 1, 'subnet_id')).toEqual(['azurerm_subnet.b.id']);
  });

  it('are not told for one of several blocks that a plan sorts', () => {
    expect(at('azurerm_virtual_network.v', 'subnet', 1, 'security_group')).toBeUndefined();
  });

  it('are any element of a set, and the very element of a list', () => {
    expect(at('azurerm_network_security_rule.r', 'source_application_security_group_ids', 0)).toHaveLength(2);
    expect(at('azurerm_firewall_network_rule_collection.c', 'rule', 0, 'source_ip_groups', 1)).toEqual([
      'azurerm_ip_group.b.id',
    ]);
  });

  it('go on inside the body of an azapi resource, and behind a reference', () => {
    expect(at('azapi_resource.s', 'body', 'properties', 'rules', 0, 'id')).toEqual(['azurerm_subnet.a.id']);
    expect(at('azapi_resource.s', 'body', 'properties', 'rules', 1, 'id', 'x')).toEqual(['local.deep.x']);
  });

  it('are not told where there is no such resource, block or attribute', () => {
    expect(at('azurerm_subnet.none', 'id')).toBeUndefined();
    expect(at('azurerm_network_interface.n', 'ip_configuration', 7, 'subnet_id')).toBeUndefined();
    expect(at('azurerm_network_interface.n', 'ip_configuration', 0, '__proto__')).toBeUndefined();
    expect(at('azurerm_network_interface.n')).toBeUndefined();
  });
});

describe('values of locals', () => {
  it('are told where they are literals', () => {
    const lookup = lookupOf({
      '.': 'locals {\n  a = { b = ["x", 1, null] }\n  c = var.x\n  __proto__ = { __proto__ = 1 }\n}',
    });
    expect(lookup.localValue([], 'a')).toEqual({ value: { b: ['x', 1, null] } });
    expect(lookup.localValue([], 'c')).toBeNull();
    expect(lookup.localValue([], 'toString')).toBeNull();
    expect(Object.keys(Object(lookup.localValue([], '__proto__')?.value))).toEqual(['__proto__']);
    expect(({} as Record<string, unknown>)['b']).toBeUndefined();
  });
});

describe('files made to be endless', () => {
  it('loops that double each other are given up', () => {
    let expression = 'azurerm_subnet.a.id';
    for (let depth = 0; depth < 40; depth += 1)
      expression = `[for v${depth} in [${expression}] : [v${depth}, v${depth}]]`;
    expect(follow(expression)).toBeNull();
  });

  it('keys that double in each loop are never put together', () => {
    let expression = `{ for k in [azurerm_subnet.a] : "\${v0}\${v0}" => k }`;
    for (let depth = 0; depth < 40; depth += 1) {
      expression = `[for v${depth} in ["\${v${depth + 1}}\${v${depth + 1}}"] : ${expression}]`;
    }
    const steps = `["x"]${'[0]'.repeat(40)}["y"]`;
    expect(follow(`{ for v40 in ["x"] : v40 => ${expression} }${steps}`)?.references).toEqual(['azurerm_subnet.a[?]']);
  });

  it('locals that lead to themselves end', () => {
    const circle = 'locals {\n  it2 = [{ n = [for y in local.it2 : y.n][0] }]\n}';
    expect(follow('[for x in local.it2 : x.n]', [0], circle)).toBeNull();
    expect(follow('local.it')).toEqual({ references: ['local.it'], taken: 0 });
  });

  it('keys that are not there are no search through all that is', () => {
    const items = Array.from({ length: 5_000 }, (_, at) => `k${at} = azurerm_subnet.s["k${at}"].id`).join('\n');
    const lookup = lookupOf({ '.': `locals {\n  it = {\n${items}\n}\n}` });
    expect(lookup.localReferences([], 'it', ['k4999'])?.references).toEqual(['azurerm_subnet.s["k4999"].id']);
    expect(lookup.localReferences([], 'it', ['none'])).toBeNull();
  });

  it('long chains of steps, splats and elements are given up rather than followed', () => {
    expect(follow(`a.b${'.c'.repeat(200_000)}`)).toBeNull();
    expect(follow(`[${'a.b,'.repeat(200_000)}]`)).toBeNull();
    expect(
      follow(
        'a.b',
        Array.from({ length: 100_000 }, () => 'x'),
      ),
    ).toEqual({ references: ['a.b'], taken: 0 });
  });
});

describe('the values of a for_each that is a set are its keys', () => {
  const isSet = (collection: string): boolean | undefined =>
    lookupOf({
      '.': `locals {\n  names = toset(local.all)\n  all = var.x[*].name\n  loop = local.loop\n}\nresource "azurerm_subnet" "s" {\n  for_each = ${collection}\n}\nmodule "net" {\n  source   = "./net"\n  for_each = ${collection}\n}\n`,
      net: '',
    }).loopsOverSet?.([], { resource: 'azurerm_subnet.s' });

  it.each([
    ['toset(var.x)', true],
    ['(toset(distinct(local.all)))', true],
    ['local.names', true],
    ['var.on ? toset(var.x) : local.names', true],
    ['setunion(var.x, var.y)', true],
    ['var.on ? toset(var.x) : {}', false],
    ['local.all', false],
    ['local.loop', false],
    ['local.missing', false],
    ['{ a = toset(var.x) }', false],
    ['var.x', false],
  ])('%s: %j', (collection, expected) => {
    expect(isSet(collection)).toBe(expected);
  });

  it('of a call as well as of a resource', () => {
    const lookup = lookupOf({
      '.': 'module "net" {\n  source   = "./net"\n  for_each = toset(var.x)\n}\n',
      net: 'locals {\n}\n',
    });
    expect(lookup.loopsOverSet?.([], { call: 'net' })).toBe(true);
    expect(lookup.loopsOverSet?.([], { call: 'other' })).toBe(false);
    expect(lookup.loopsOverSet?.(['nowhere'], { resource: 'azurerm_subnet.s' })).toBe(false);
  });
});
