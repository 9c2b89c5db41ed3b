/** References as Terraform writes them into plans: by hand from a real plan, then over every plan whose `.tf` files are at hand. */

import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { english } from '../../../src/azure/message.js';
import { references } from '../../../src/sources/terraform/configuration/plan-references.js';
import { type BlockSource, type ModuleSource, readConfigurationFolder } from '../../../src/sources/terraform/folder.js';
import type { Expression } from '../../../src/sources/terraform/hcl/ast.js';
import { parseExpressionText } from '../../../src/sources/terraform/hcl/parser.js';
import { filesBelow, sharedFile } from '../../shared.js';

function referencesOf(text: string, bound?: ReadonlySet<string>): readonly string[] {
  const { value, fault } = parseExpressionText(text);
  if (fault !== null) throw new Error(english(fault.message));
  return references(value, bound);
}

/** Terraform 1.11.4 made the right-hand sides, from a configuration with these expressions in module calls. */
const FROM_A_REAL_PLAN: readonly (readonly [string, readonly string[]])[] = [
  [
    'module.net.ids["x"].y[0]',
    ['module.net.ids["x"].y[0]', 'module.net.ids["x"].y', 'module.net.ids["x"]', 'module.net.ids', 'module.net'],
  ],
  ['module.each["a"].ids["x"]', ['module.each["a"].ids["x"]', 'module.each["a"].ids', 'module.each["a"]']],
  ['module.each["a"]', ['module.each["a"]', 'module.each']],
  ['module.each', ['module.each']],
  ['module.each[each.key].ids', ['module.each', 'each.key']],
  [
    'module.net.ids.x.y.0',
    ['module.net.ids.x.y[0]', 'module.net.ids.x.y', 'module.net.ids.x', 'module.net.ids', 'module.net'],
  ],
  ['each.value', ['each.value']],
  [
    `terraform_data.a["q$\${b} \\" \\\\ é"].input`,
    [`terraform_data.a["q$\${b} \\" \\\\ é"].input`, `terraform_data.a["q$\${b} \\" \\\\ é"]`, 'terraform_data.a'],
  ],
  ['terraform_data.b[0].input', ['terraform_data.b[0].input', 'terraform_data.b[0]', 'terraform_data.b']],
  ['resource.terraform_data.b.0.id', ['terraform_data.b[0].id', 'terraform_data.b[0]', 'terraform_data.b']],
  ['terraform_data.b[*].id', ['terraform_data.b']],
  ['terraform_data.b.*.id', ['terraform_data.b']],
  ['terraform_data.b[local.z].id', ['terraform_data.b', 'local.z']],
  ['terraform_data.b[-1]', ['terraform_data.b']],
  ['(terraform_data.c).id', ['terraform_data.c']],
  ['path.module', ['path.module']],
  ['terraform.workspace', ['terraform.workspace']],
  ['{ for a, b in terraform_data.a : a => b.id }', ['terraform_data.a']],
  ['[for terraform_data in terraform_data.a : terraform_data.id]', ['terraform_data.a']],
  ['local.m.a["b"]', ['local.m.a["b"]', 'local.m.a', 'local.m']],
  [`var.vv.a["\${local.z}"]`, ['var.vv.a', 'var.vv', 'local.z']],
  [`"%{ for q in terraform_data.b }\${q.id}%{ endfor }"`, ['terraform_data.b']],
  ['{ (local.z) = 1, local = 2 }', ['local.z']],
  ['terraform_data.d["12345678901"]', ['terraform_data.d["12345678901"]', 'terraform_data.d']],
];

describe('references', () => {
  it.each(FROM_A_REAL_PLAN)('of %s are those that Terraform writes', (text, expected) => {
    expect(referencesOf(text)).toEqual(expected);
  });

  it('of a subnet with a literal key name the attribute, the instance and the resource', () => {
    expect(referencesOf('azurerm_subnet.this["a"].id')).toEqual([
      'azurerm_subnet.this["a"].id',
      'azurerm_subnet.this["a"]',
      'azurerm_subnet.this',
    ]);
  });

  it('of a subnet with a computed key name the resource and what the key refers to', () => {
    expect(referencesOf('azurerm_subnet.this[each.key].id')).toEqual(['azurerm_subnet.this', 'each.key']);
  });

  it('of data sources keep the word data', () => {
    expect(referencesOf('data.azurerm_subnet.ml[0].id')).toEqual([
      'data.azurerm_subnet.ml[0].id',
      'data.azurerm_subnet.ml[0]',
      'data.azurerm_subnet.ml',
    ]);
  });

  it('leave out the iterators of enclosing dynamic blocks', () => {
    expect(referencesOf('rule.value.name', new Set(['rule']))).toEqual([]);
    expect(referencesOf('rule.value.name')).toEqual(['rule.value.name', 'rule.value']);
  });

  it('of an iterator are found again outside its "for"', () => {
    expect(referencesOf('[[for net in var.a : net.id], net.b.id]')).toEqual(['var.a', 'net.b.id', 'net.b']);
  });

  it('are none where a name alone stands, as in types', () => {
    expect(referencesOf('list(string)')).toEqual([]);
  });
});

/** An expression of a plan's configuration, a nested block, or a list of them. */
type PlanNode = { readonly references?: readonly string[]; readonly [name: string]: unknown };

interface PlanModule {
  readonly resources?: readonly {
    readonly address: string;
    readonly expressions?: PlanNode;
    readonly count_expression?: PlanNode;
    readonly for_each_expression?: PlanNode;
  }[];
  readonly module_calls?: Readonly<
    Record<
      string,
      {
        readonly expressions?: PlanNode;
        readonly count_expression?: PlanNode;
        readonly for_each_expression?: PlanNode;
        readonly module: PlanModule;
      }
    >
  >;
  readonly outputs?: Readonly<Record<string, { readonly expression?: PlanNode }>>;
}

/** Arguments of Terraform itself, which the plan keeps elsewhere or not at all. */
const META: ReadonlySet<string> = new Set([
  'count',
  'for_each',
  'provider',
  'providers',
  'depends_on',
  'source',
  'version',
  'lifecycle',
]);

/** `place` → references, sorted; for a plan's expressions. */
function planReferences(place: string, node: unknown, found: Map<string, readonly string[]>): void {
  if (Array.isArray(node)) {
    for (const [index, item] of node.entries()) planReferences(`${place}#${index}`, item, found);
  } else if (typeof node === 'object' && node !== null) {
    if ('references' in node && Array.isArray(node.references)) {
      found.set(place, [...new Set(node.references.map(String))].sort());
    } else {
      for (const [name, inner] of Object.entries(node)) {
        if (name !== 'constant_value') planReferences(`${place}.${name}`, inner, found);
      }
    }
  }
}

/** The same for a block of ours. Dynamic blocks are missing in plans. */
function ourReferences(place: string, block: BlockSource, found: Map<string, readonly string[]>): void {
  for (const [name, { expression }] of block.attributes)
    if (!META.has(name)) note(`${place}.${name}`, expression, found);
  const counts = new Map<string, number>();
  for (const { type, body } of block.blocks) {
    if (type === 'dynamic' || META.has(type)) continue;
    const index = counts.get(type) ?? 0;
    counts.set(type, index + 1);
    ourReferences(`${place}.${type}#${index}`, body, found);
  }
}

function note(place: string, expression: Expression | undefined, found: Map<string, readonly string[]>): void {
  if (expression === undefined) return;
  const list = references(expression);
  if (list.length > 0) found.set(place, [...list].sort());
}

/**
 * Nested blocks that the provider's schema calls attributes (`security_rule`, `route`) have one list of references in a plan, for
 * all of them together; ours are folded likewise.
 */
function foldBlocks(
  ours: ReadonlyMap<string, readonly string[]>,
  theirs: ReadonlyMap<string, readonly string[]>,
): ReadonlyMap<string, readonly string[]> {
  const folded = new Map<string, readonly string[]>();
  for (const [place, list] of ours) {
    const block = place.split('#')[0] ?? place;
    const key = theirs.has(block) ? block : place;
    folded.set(key, [...new Set([...(folded.get(key) ?? []), ...list])].sort());
  }
  return folded;
}

function compareModule(
  path: readonly string[],
  plan: PlanModule,
  moduleAt: (path: readonly string[]) => ModuleSource | null,
): number {
  const source = moduleAt(path);
  if (source === null) throw new Error(`no module ${path.join('.')}`);
  const theirs = new Map<string, readonly string[]>();
  const ours = new Map<string, readonly string[]>();
  for (const resource of plan.resources ?? []) {
    const { address } = resource;
    planReferences(address, resource.expressions ?? {}, theirs);
    planReferences(`${address} count`, resource.count_expression ?? {}, theirs);
    planReferences(`${address} for_each`, resource.for_each_expression ?? {}, theirs);
    const block = source.resources.get(address);
    if (block === undefined) throw new Error(`no resource ${address}`);
    ourReferences(address, block, ours);
    note(`${address} count`, block.attributes.get('count')?.expression, ours);
    note(`${address} for_each`, block.attributes.get('for_each')?.expression, ours);
  }
  for (const [name, call] of Object.entries(plan.module_calls ?? {})) {
    planReferences(`module.${name}`, call.expressions ?? {}, theirs);
    planReferences(`module.${name} for_each`, call.for_each_expression ?? {}, theirs);
    const block = source.calls.get(name);
    if (block === undefined) throw new Error(`no call ${name}`);
    ourReferences(`module.${name}`, block, ours);
    note(`module.${name} for_each`, block.attributes.get('for_each')?.expression, ours);
  }
  for (const [name, output] of Object.entries(plan.outputs ?? {})) {
    planReferences(`output.${name}`, output.expression ?? {}, theirs);
    note(`output.${name}`, source.outputs.get(name), ours);
  }
  expect(Object.fromEntries(foldBlocks(ours, theirs))).toEqual(Object.fromEntries(theirs));
  let compared = theirs.size;
  for (const [name, call] of Object.entries(plan.module_calls ?? {})) {
    compared += compareModule([...path, name], call.module, moduleAt);
  }
  return compared;
}

/** Pairs of a plan and the folder that it was made of. */
function pairs(): [string, string][] {
  const plans = [...filesBelow(sharedFile('cases'), 'plan.json'), ...filesBelow('examples', 'plan.json')];
  const found = plans
    .filter((plan) => existsSync(join(dirname(plan), 'main.tf')))
    .map((plan): [string, string] => [plan, dirname(plan)]);
  const sample = sharedFile('tfstub/samples/hub-spoke-aml');
  const samplePlan = sharedFile('plans/hub-spoke-aml.json');
  if (sample !== null && samplePlan !== null) found.push([samplePlan, sample]);
  return found.map(([plan, folder]) => [relative('.', plan), relative('.', folder)]);
}

/** The configuration of a plan; `null` for the few files that are truncated or no plan, on purpose. */
function configurationOf(plan: string): PlanModule | null {
  try {
    return JSON.parse(readFileSync(plan, 'utf8')).configuration?.root_module ?? null;
  } catch {
    return null;
  }
}

describe('references in real plans', () => {
  it.each(pairs())('%s are those of its .tf files', (plan, folder) => {
    const configuration = configurationOf(plan);
    if (configuration === null) return console.warn(`skipped: ${plan} holds no configuration`);
    const source = readConfigurationFolder(folder, { workspace: '/' });
    expect(compareModule([], configuration, source.module)).toBeGreaterThan(0);
    expect(source.diagnostics()).toEqual([]);
  });
});
