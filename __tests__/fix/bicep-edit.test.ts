/** Edits of `.bicep` files: elements of lists, resources beside their neighbours, and what cannot be followed left alone. */

import { describe, expect, it } from '@jest/globals';
import { bicepEdit } from '../../src/fix/bicep-edit.js';
import { declarationAt, isBalanced, nameOfObject, parseBicepValue, propertyOf } from '../../src/fix/bicep-syntax.js';
import { applyInsertions } from '../../src/fix/insertions.js';
import { buildTopology } from '../../src/reachability/topology.js';
import type { Change } from '../../src/remedy/change.js';
import { said } from '../messages.js';
import {
  collection,
  group,
  network,
  networkRule,
  policy,
  rule,
  ruleCollectionGroup,
  workspace,
} from '../reachability/builders.js';

const FILE = 'main.bicep';
const own = rule(110, 'Allow Outbound Tcp VirtualNetwork -> Storage.WestUS2@443', { name: 'AllowStorage' });

/** The file after a rule for the group that is declared on a line; or why it stays. */
function withRule(text: string, line: number, beside: number | null = null, ...names: readonly string[]): string {
  const neighbour = beside === null ? {} : { declaredBy: 'nsg-aml/other', location: { file: FILE, line: beside } };
  const there = group([rule(100, 'Allow Outbound Tcp * -> Sql@1433', { name: 'other', ...neighbour })], {
    key: 'nsg',
    id: 'nsg-aml',
    location: { file: FILE, line },
  });
  const topology = buildTopology(network({ networkSecurityGroups: [there] }));
  const rules = (names.length === 0 ? ['AllowStorage'] : names).map((name) => ({ ...own, name }));
  return edited(
    text,
    rules.map((one): Change => ({ kind: 'security-rule', group: 'nsg', rule: one })),
    topology,
  );
}

function edited(text: string, changes: readonly Change[], topology: Parameters<typeof bicepEdit>[1]): string {
  const file = { name: FILE, path: '/x', bytes: Buffer.from(text), text };
  const placed = changes.map((change) => bicepEdit(change, topology, () => ({ file })));
  const lines: (readonly string[])[] = [];
  for (const one of placed) {
    if ('reason' in one) return `${one.isStale === true ? 'stale' : 'reason'}: ${said(one.reason)}`;
    lines.push(one.edit.lines);
  }
  const [first] = placed;
  if (first === undefined || 'reason' in first) throw new Error('no edit');
  const insertion = first.edit.insert(lines);
  const after = applyInsertions(text, [insertion]);
  expect(isBalanced(after)).toBe(true);
  // But for blanks, everything that was there is there still.
  const cut = text.slice(insertion.at, insertion.at + (insertion.cut ?? 0));
  expect(cut.trim()).toBe('');
  return after;
}

const LIST = `param location string

resource nsg 'Microsoft.Network/networkSecurityGroups@2024-05-01' = {
  name: 'nsg-aml' // it's { here
  location: location
  properties: {
    securityRules: [
      {
        name: 'other'
        properties: { priority: 100, description: '\${location} ]' }
      } // the first
    ]
    flushConnection: false
  }
}

output id string = nsg.id
`;

describe('a list of rules', () => {
  it('gets one more behind its last', () => {
    expect(withRule(LIST, 3)).toContain(
      "      } // the first\n      {\n        name: 'AllowStorage'\n        properties: {\n          priority: 110\n",
    );
    expect(withRule(LIST, 3)).toMatch(
      /destinationPortRange: '443'\n {8}\}\n {6}\}\n {4}\]\n {4}flushConnection: false/,
    );
  });

  it('gets several in their order, in the newlines of the file', () => {
    const after = withRule(LIST.replaceAll('\n', '\r\n'), 3, null, 'one', 'two');
    expect(after).toMatch(/name: 'one'\r\n[\s\S]*name: 'two'\r\n/);
    expect(after).not.toMatch(/[^\r]\n/);
  });

  it.each([
    ['empty', 'securityRules: []', /securityRules: \[\n {6}\{\n {8}name: 'AllowStorage'/],
    [
      'of one line',
      "securityRules: [{ name: 'a' }]",
      /\[\{ name: 'a' \},\n {6}\{\n {8}name: 'AllowStorage'[\s\S]*\n {4}\]/,
    ],
    [
      'missing',
      '',
      /flushConnection: false\n {4}securityRules: \[\n {6}\{\n {8}name: 'AllowStorage'[\s\S]*\n {4}\]\n {2}\}/,
    ],
    ['computed', 'securityRules: union(rules, [])', /^reason: nsg-aml computes its securityRules/],
    ['concatenated', 'securityRules: [] ?? rules', /^reason: nsg-aml computes its securityRules/],
    [
      'a loop',
      'securityRules: [for r in rules: {\n      name: r\n    }]',
      /^reason: nsg-aml computes its securityRules/,
    ],
    [
      'older than the file',
      "securityRules: [\n      {\n        name: 'AllowStorage'\n      }\n    ]",
      /^stale: main\.bicep has a rule of the name AllowStorage already/,
    ],
  ])('that is %s', (_, written, expected) => {
    const text = LIST.replace(/securityRules: \[[\s\S]*?\n {4}\]\n/, `${written}\n`);
    expect(withRule(text, 3)).toMatch(expected);
  });

  it('is left where the resource is not on that line, or cannot be followed', () => {
    expect(withRule(LIST, 4)).toMatch(/^reason: main\.bicep has no resource at line 4/);
    expect(withRule(LIST.replace("'nsg-aml' //", "'nsg-aml //"), 3)).toMatch(/^reason: /);
  });

  it.each(['if (deploy)', '[for n in range(0, 2):', "if ({ a: '}' }.a == 'x')"])('is found behind %s', (head) => {
    const text = LIST.replace('= {', `= ${head} {`).replace(
      '\n}\n\noutput',
      head.startsWith('[') ? '\n}]\n\noutput' : '\n}\n\noutput',
    );
    expect(withRule(text, 3)).toContain("name: 'AllowStorage'");
  });
});

const APART = `resource nsg 'Microsoft.Network/networkSecurityGroups@2023-11-01' = {
  name: 'nsg-aml'
}

resource AllowStorage 'Microsoft.Network/networkSecurityGroups/securityRules@2023-11-01' = {
  parent: nsg
  name: 'other'
  properties: {}
}
`;

it('a rule that is a resource of its own stands beside its neighbour, with its version, its parent and a free symbol', () => {
  expect(withRule(APART, 1, 5)).toContain(
    "  properties: {}\n}\n\nresource AllowStorage2 'Microsoft.Network/networkSecurityGroups/securityRules@2023-11-01' = {\n  parent: nsg\n  name: 'AllowStorage'\n",
  );
});

it('a rule for a host of a managed network is a resource behind the workspace', () => {
  const text = "resource ws 'Microsoft.MachineLearningServices/workspaces@2024-10-01' = {\n  name: 'ml'\n}\n";
  const world = network({ workspaces: [workspace({ key: 'ml', id: 'ml', location: { file: FILE, line: 1 } })] });
  const change: Change = {
    kind: 'outbound-rule',
    workspace: 'ml',
    rule: { name: "it's", destination: { type: 'FQDN', fqdn: 'pypi.org' }, location: null },
  };
  expect(edited(text, [change], buildTopology(world))).toBe(
    `${text.trimEnd()}\n\nresource it_s 'Microsoft.MachineLearningServices/workspaces/outboundRules@2024-10-01' = {\n  parent: ws\n  name: 'it\\'s'\n  properties: {\n    type: 'FQDN'\n    category: 'UserDefined'\n    destination: 'pypi.org'\n  }\n}\n`,
  );
});

it('a firewall rule goes into the collection of its name', () => {
  const text = `resource rcg 'Microsoft.Network/firewallPolicies/ruleCollectionGroups@2024-05-01' = {
  properties: {
    ruleCollections: [
      { name: 'other', rules: [] }
      {
        name: 'tags'
        rules: [
          { name: 'a' }
        ]
      }
    ]
  }
}
`;
  const tags = collection(100, 'Allow network', [networkRule('TCP * -> Sql@1433')], { name: 'tags' });
  const world = network({
    firewallPolicies: [policy()],
    ruleCollectionGroups: [ruleCollectionGroup(200, [tags], { location: { file: FILE, line: 1 } })],
  });
  const change: Change = {
    kind: 'firewall-rule',
    owner: world.ruleCollectionGroups[0]?.key ?? '',
    collection: { name: 'tags', kind: 'network', priority: 100, isNew: false },
    rule: networkRule('TCP 10.0.0.0/8 -> Storage@443'),
  };
  expect(edited(text, [change], buildTopology(world))).toMatch(
    /\{ name: 'a' \}\n {10}\{\n {12}ruleType: 'NetworkRule'\n[\s\S]*\n {10}\}\n {8}\]/,
  );
});

it.each(["a'b", `\${x}`, 'a\nb', '*/', '//', '\\', "'''", `\\\${x}`])(
  'a hostile name stays inside of its string: %j',
  (name) => {
    const after = withRule(LIST, 3, null, name);
    const list = propertyOf(propertyOf(declarationAt(after, 3)?.body, 'properties')?.value, 'securityRules')?.value;
    expect(list).toMatchObject({ kind: 'list' });
    if (list?.kind === 'list') expect(list.items).toHaveLength(2);
    expect(after.endsWith('output id string = nsg.id\n')).toBe(true);
  },
);

describe('any text', () => {
  it.each([
    '{',
    '[',
    "'",
    '/*',
    '{ a: ',
    '[[[[',
    `{ a: '\${'`,
    '{ a ]',
    '',
    '}',
    `${'['.repeat(5000)}${']'.repeat(5000)}`,
    `${'{a:'.repeat(5000)}`,
  ])('gives an answer: %#', (text) => {
    const node = parseBicepValue(text);
    expect(node === null || node.end <= text.length).toBe(true);
    expect(typeof isBalanced(text)).toBe('boolean');
    expect(declarationAt(`resource a 'b@c' = ${text}`, 1)).toBeNull();
  });

  it('names are read where they are plain', () => {
    const name = (text: string) => {
      const node = parseBicepValue(text);
      return node === null ? undefined : nameOfObject(node);
    };
    expect([
      name("{ name: 'a' }"),
      name(`{ name: '\${a}' }`),
      name('{ name: a }'),
      name("{\n  'name': 'b'\n  ...c\n}"),
    ]).toEqual(['a', null, null, 'b']);
  });
});
