/** Security groups with service-tag data: verdicts and the prefixes that are not allowed, address by address. */
import { afterAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { SecurityRule } from '../../src/azure/model.js';
import type { RawFinding } from '../../src/reachability/evaluate.js';
import { dualStack, groupedNetwork, securityRules } from './arbitraries.js';
import { known, numberIn, type World } from './packet.js';
import { NEAR, NEAR_V6 } from './places.js';
import { type Answer, answer, question, requirement } from './questions.js';
import { agree, engine, forAll, tally } from './run.js';
import { asTagList, fewestPrefixes, numbered, pointsOf, smallPrefix, TAG_NAMES, tagLists } from './tag-lists.js';

const exact = tally('security groups with service-tag data');
afterAll(() => console.info(exact.line()));

const PORTS = [
  [{ low: 443, high: 443 }],
  [
    { low: 80, high: 80 },
    { low: 443, high: 443 },
  ],
];

const requirements = fc
  .record({
    tag: fc.constantFrom(...TAG_NAMES),
    ports: fc.constantFrom(...PORTS),
    direction: fc.constantFrom('outbound' as const, 'inbound' as const),
    protocol: fc.constantFrom('tcp' as const, 'tcp' as const, 'udp' as const),
  })
  .map(requirement);

const range = fc.tuple(fc.nat(31), fc.nat(31)).map(([a, b]) => `20.1.2.${Math.min(a, b)}-20.1.2.${Math.max(a, b)}`);
const single = fc.nat(31).map((last) => `20.1.2.${last}`);
const wide = fc.constantFrom('20.0.0.0/8', '20.1.2.0/24', '2603::/16', '::/0', '0.0.0.0/1', '128.0.0.0/1');
const prefixes = fc.uniqueArray(fc.oneof({ weight: 5, arbitrary: smallPrefix() }, range, single, wide), {
  minLength: 1,
  maxLength: 4,
});

/** Rules as elsewhere, half of them with prefixes at the far end. */
const cases = requirements.chain((asked) =>
  fc.record({
    asked: fc.constant(asked),
    tags: tagLists(),
    dual: fc.boolean(),
    rules: securityRules(asked, 6).chain((rules) =>
      fc
        .array(fc.option(prefixes), { minLength: rules.length, maxLength: rules.length })
        .map((chosen) => rules.map((rule, i) => withFar(rule, asked.direction, chosen[i] ?? null))),
    ),
  }),
);

function withFar(rule: SecurityRule, direction: string, far: readonly string[] | null): SecurityRule {
  const field = direction === 'outbound' ? 'destinationAddressPrefixes' : 'sourceAddressPrefixes';
  const listed = known(rule[field]).map((entry) => (isListed(known(entry)) ? entry : 'Storage.WestUS2'));
  return { ...rule, [field]: far === null || rule.name === 'deny-all' ? listed : far };
}

/** With both families in the subnet, rules here do not tell its addresses apart: the engine pairs addresses of unequal families. */
function fromAnywhere(rule: SecurityRule, direction: string): SecurityRule {
  return direction === 'outbound'
    ? { ...rule, sourceAddressPrefixes: ['*'] }
    : { ...rule, destinationAddressPrefixes: ['*'] };
}

/** What the tests' tag list knows, or needs no list: other tags are no matter of addresses. */
function isListed(entry: string): boolean {
  const lower = entry.toLowerCase();
  const words = ['*', 'any', 'internet', 'virtualnetwork', 'azureloadbalancer', 'storrage.westus2'];
  return /^\d/.test(lower) || [...words, ...TAG_NAMES.map((name) => name.toLowerCase())].includes(lower);
}

describe('security groups with service-tag data agree with every single address', () => {
  it('in the verdict, the evidence, and the prefixes that are not allowed', () => {
    forAll(0.2, cases, ({ asked, tags, dual, rules: drawn }) => {
      const rules = dual ? drawn.map((rule) => fromAnywhere(rule, asked.direction)) : drawn;
      const grouped = groupedNetwork(rules);
      const world: World = {
        network: dual ? dualStack(grouped) : grouped,
        subnet: 'training',
        networkInterface: null,
        publicIp: false,
      };
      // A subnet without IPv6 asks for IPv4 only (a reading of ours).
      const far = pointsOf(tags).filter(
        ({ tags, address }) => tags.includes((asked.tag ?? '').toLowerCase()) && (dual || address.includes('.')),
      );
      if (far.length === 0) return;
      const given = engine(world.network, 'training', asked, asTagList(tags));
      const counted = answer(world, question(asked, dual ? [...NEAR, NEAR_V6] : NEAR, far));
      exact.count(given.verdict);
      agree(given, counted);
      // Where a rule pins client ports, the report says which ports and addresses, and not the client's.
      if (!counted.outcomes.includes('mixed')) uncoveredIsTrue(given, counted);
    });
  });
});

/** `uncovered` names the ports and addresses of which some packet is denied, no other, in the fewest prefixes. */
function uncoveredIsTrue(given: RawFinding, counted: Answer): void {
  const all = new Set(counted.combinations.map(({ far }) => far.address));
  for (const port of new Set(counted.combinations.map((combination) => combination.port))) {
    const denied = new Set(
      counted.combinations.flatMap(({ far, port: at }, i) =>
        at === port && counted.outcomes[i] === 'deny' ? [far.address] : [],
      ),
    );
    const here = given.uncovered.filter(({ ports }) => ports.some((text) => text === String(port)));
    const named = [...all].filter((address) =>
      here.some(
        ({ addresses }) => addresses === 'all' || addresses.some((prefix) => numberIn(prefix.toLowerCase(), address)),
      ),
    );
    expect({ port, addresses: named }).toEqual({ port, addresses: [...all].filter((address) => denied.has(address)) });
    for (const { addresses, count } of here) {
      if (addresses === 'all') continue;
      expect(count).toBe(addresses.length);
      if (here.length === 1) expect(addresses.map(numbered)).toEqual(fewestPrefixes(denied));
    }
  }
}
