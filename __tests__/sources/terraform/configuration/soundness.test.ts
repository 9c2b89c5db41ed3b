/**
 * What a folder says without the values of its variables holds for all of their values: a verdict that is decided while they are open must be
 * the verdict for each of them. (The evaluation with values is held against Terraform itself, in agreement.test.ts.)
 */
import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Network } from '../../../../src/azure/model.js';
import { evaluate } from '../../../../src/reachability/evaluate.js';
import { contextsOf } from '../../../../src/reachability/matrix-context.js';
import { findScopes } from '../../../../src/reachability/scopes.js';
import { buildTopology } from '../../../../src/reachability/topology.js';
import type { Edition } from '../../../../src/requirements/edition.js';
import { requirementsFor } from '../../../../src/requirements/instantiate.js';
import { findEdition } from '../../../../src/requirements/load.js';
import { parseSettings } from '../../../../src/settings/parse.js';
import { assemble } from '../../../../src/sources/assemble.js';
import { modelOf, NETWORK } from './folder.js';

const VARIABLES = ['a', 'b'] as const;
const RUNS = Math.min(Number(process.env['ORACLE_RUNS'] ?? 200), 5_000);

/** A condition on a variable, or one that always holds. */
const condition = fc.constantFrom('true', 'var.a', '!var.a', 'var.b', 'var.a && var.b', 'local.either');
const choice = (one: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc.oneof(
    { weight: 2, arbitrary: one },
    fc.tuple(condition, one, one).map(([when, yes, no]) => `${when} ? ${yes} : ${no}`),
  );
const destination = fc.constantFrom(
  '"*"',
  '"Internet"',
  '"Storage.westeurope"',
  '"AzureMachineLearning"',
  '"AzureCloud"',
);
const access = fc.constantFrom('"Allow"', '"Deny"');
/** Azure takes no two rules of one priority: each rule has its own remainder. */
const priority = fc.integer({ min: 25, max: 30 }).map(String);
const unique = (text: string, at: number): string => text.replace(/\d+/g, (number) => String(Number(number) * 4 + at));

const ruleBody = fc.record({ access: choice(access), to: choice(destination), priority: choice(priority) });
const body = (at: number, rule: { access: string; to: string; priority: string }): string => `
  name                       = "rule-${at}"
  priority                   = ${unique(rule.priority, at)}
  direction                  = "Outbound"
  access                     = ${rule.access}
  protocol                   = "*"
  source_port_range          = "*"
  destination_port_range     = "*"
  source_address_prefix      = "*"
  destination_address_prefix = ${rule.to}
`;

const placed = fc.record({
  rule: ruleBody,
  when: condition,
  form: fc.constantFrom('inline', 'dynamic', 'count', 'for_each', 'module'),
  group: fc.constantFrom('g', 'h'),
});
type Placed = typeof placed extends fc.Arbitrary<infer T> ? T : never;

const separate = (at: number, { rule, group }: Placed, more: string): string => `
resource "azurerm_network_security_rule" "r${at}" {
  ${more}
  ${body(at, rule)}
  resource_group_name         = azurerm_resource_group.rg.name
  network_security_group_name = azurerm_network_security_group.${group}.name
}
`;

/** Inside of a group, and beside it. */
function written(at: number, one: Placed): { readonly inside: string; readonly beside: string } {
  const { rule, when, form } = one;
  switch (form) {
    case 'inline':
      return { inside: `  security_rule {${body(at, rule)}}\n`, beside: '' };
    case 'dynamic':
      return {
        inside: `  dynamic "security_rule" {\n    for_each = ${when} ? ["x"] : []\n    content {${body(at, rule)}}\n  }\n`,
        beside: '',
      };
    case 'count':
      return { inside: '', beside: separate(at, one, `count = ${when} ? 1 : 0`) };
    case 'for_each':
      return { inside: '', beside: separate(at, one, `for_each = ${when} ? toset(["x"]) : toset([])`) };
    case 'module':
      return {
        inside: '',
        beside: `module "m${at}" {\n  source = "./rule"\n  count = ${when} ? 1 : 0\n  group = azurerm_network_security_group.${one.group}.name\n  access = ${rule.access}\n  to = ${rule.to}\n  priority = ${unique(rule.priority, at)}\n  name = "rule-${at}"\n}\n`,
      };
  }
}

const MODULE = `variable "group" {}\nvariable "access" {}\nvariable "to" {}\nvariable "priority" {}\nvariable "name" {}\n${separate(
  0,
  { rule: { access: 'var.access', to: 'var.to', priority: 'var.priority' }, when: 'true', form: 'count', group: 'g' },
  '',
)
  .replace('azurerm_network_security_group.g.name', 'var.group')
  .replace('azurerm_resource_group.rg.name', '"rg"')
  .replace('"rule-0"', 'var.name')}`;

const folder = fc.record({
  rules: fc.array(placed, { minLength: 1, maxLength: 4 }),
  joined: fc.record({
    when: condition,
    target: choice(fc.constantFrom('azurerm_network_security_group.g.id', 'azurerm_network_security_group.h.id')),
  }),
  hop: fc.option(
    fc.record({ when: condition, to: choice(fc.constantFrom('"Internet"', '"None"', '"VirtualAppliance"')) }),
  ),
});
type Folder = typeof folder extends fc.Arbitrary<infer T> ? T : never;

function filesOf({ rules, joined, hop }: Folder): Readonly<Record<string, string>> {
  const parts = rules.map((one, at) => ({ group: one.group, ...written(at, one) }));
  const group = (name: string): string => `
resource "azurerm_network_security_group" "${name}" {
  name                = "${name}"
  resource_group_name = azurerm_resource_group.rg.name
${parts.map((part) => (part.group === name ? part.inside : '')).join('')}}
`;
  const route =
    hop === null
      ? ''
      : `
resource "azurerm_route_table" "t" {
  name                = "t"
  resource_group_name = azurerm_resource_group.rg.name
  route {
    name           = "all"
    address_prefix = "0.0.0.0/0"
    next_hop_type  = ${hop.to}
  }
}
resource "azurerm_subnet_route_table_association" "t" {
  count          = ${hop.when} ? 1 : 0
  subnet_id      = azurerm_subnet.s.id
  route_table_id = azurerm_route_table.t.id
}
`;
  return {
    'main.tf': `${VARIABLES.map((name) => `variable "${name}" {\n  type = bool\n}\n`).join('')}
locals {
  either = var.a || var.b
}
${NETWORK.replace(/resource "azurerm_network_security_group" "g"[\s\S]*$/, '')}${group('g')}${group('h')}${route}
resource "azurerm_subnet_network_security_group_association" "a" {
  count                     = ${joined.when} ? 1 : 0
  subnet_id                 = azurerm_subnet.s.id
  network_security_group_id = ${joined.target}
}
${parts.map(({ beside }) => beside).join('')}`,
    'rule/main.tf': MODULE,
  };
}

const settings = parseSettings(
  new Map([
    ['region', { texts: ['westeurope'], place: null }],
    ['hbi', { texts: ['false'], place: null }],
  ]) as never,
);

function verdictsOf(network: Network, edition: Edition): ReadonlyMap<string, string> {
  const topology = buildTopology(assemble([network]).network);
  const { scopes } = findScopes(topology, ['azurerm_subnet.s']);
  const { findings } = evaluate(
    topology,
    scopes,
    (scope, facts) =>
      contextsOf(scope, topology, settings).flatMap((context) => requirementsFor(edition, context, facts)),
    null,
  );
  return new Map(
    findings.map(({ requirement, tag, host, verdict }) => [[requirement, tag ?? host].join(' '), verdict]),
  );
}

it('what is decided while variables are open is so for all of their values', async () => {
  const found = await findEdition('2021-11', () => Promise.reject(new Error('no file')), null);
  if ('errors' in found) throw new Error('the edition is not there');
  let decided = 0;
  let open = 0;
  fc.assert(
    fc.property(folder, (given) => {
      const files = filesOf(given);
      const whole = verdictsOf(modelOf(files).network, found.edition);
      for (const values of [0, 1, 2, 3]) {
        const parameters = VARIABLES.map((name, at) => `${name}=${((values >> at) & 1) === 1}`);
        const one = verdictsOf(modelOf(files, parameters).network, found.edition);
        for (const [finding, verdict] of whole) {
          const exact = one.get(finding);
          if (verdict === 'unknown') open += 1;
          else {
            decided += 1;
            // What can never be met is partial as long as it is open how much of it is (CONTRACT, "Partly denied, partly unknown").
            const fits = verdict === 'partial' ? exact !== 'met' : exact === verdict;
            expect({ finding, parameters, verdict, exact, fits }).toEqual({
              finding,
              parameters,
              verdict,
              exact,
              fits: true,
            });
          }
          // With all values there is nothing left to wait for but what a route leads to.
          if (exact === 'unknown') expect(given.hop).not.toBeNull();
        }
      }
    }),
    { numRuns: RUNS },
  );
  // Both happen, or nothing was tried.
  expect(Math.min(decided, open)).toBeGreaterThan(RUNS);
}, 600_000);
