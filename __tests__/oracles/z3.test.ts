/** The engine against Z3, an SMT solver, on generated policies; and the oracle itself on policies whose answer is plain. `npm run oracle:z3` asks many more. */

import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { msg } from '../../src/azure/message.js';
import type { Network, SecurityRule } from '../../src/azure/model.js';
import { unknown } from '../../src/azure/value.js';
import { sharedFile } from '../shared.js';
import { readBlock } from './z3-addresses.js';
import { compare, describe as describePolicy, type Judges, shrink } from './z3-compare.js';
import { ALL_REQUIREMENTS } from './z3-ground.js';
import { judge, type OracleVerdict } from './z3-judge.js';
import { placeOf } from './z3-place.js';
import { collection, denyInternet, networkBehind, networkWith, route, storage } from './z3-plain.js';
import { makePolicy } from './z3-policies.js';
import { openSession, type Session } from './z3-session.js';
import { engineTagList, madeUpTags, readTags, type Tags, vocabularyOf } from './z3-tags.js';

const TIMEOUT = 60_000;
const sessions: Session[] = [];

async function judgesFor(tags: Tags): Promise<Judges> {
  const vocabulary = vocabularyOf(tags);
  const session = await openSession(vocabulary);
  sessions.push(session);
  return { session, vocabulary, tagList: engineTagList(tags) };
}

afterAll(async () => {
  for (const session of sessions) await session.close();
}, TIMEOUT);

describe('the engine and Z3', () => {
  it(
    'agree on 60 policies of groups, routes and firewalls (N1 to N7, R1 to R8, F1 to F7)',
    async () => {
      const tags = madeUpTags();
      const { faults, verdicts } = ask(seeds(1, 60), tags, await judgesFor(tags));
      expect(faults).toEqual([]);
      // Agreement means little where all answers are the same.
      expect([...new Set(verdicts)].sort()).toEqual(['met', 'partial', 'unknown', 'unmet']);
    },
    TIMEOUT,
  );

  const list = sharedFile('service-tags/ServiceTags_Public_20251117.json');
  (list === null ? it.skip : it)(
    'agree on policies with the prefixes of a real tag list',
    async () => {
      const tags = readTags(readFileSync(list ?? '', 'utf8'));
      const { faults, verdicts } = ask(seeds(1001, 8), tags, await judgesFor(tags));
      expect(faults).toEqual([]);
      expect(verdicts).toContain('met');
      expect(verdicts).toContain('unmet');
    },
    TIMEOUT,
  );
});

/** Disagreements as texts, each with a small policy that shows it. */
function ask(from: readonly number[], tags: Tags, judges: Judges): { faults: string[]; verdicts: OracleVerdict[] } {
  const faults: string[] = [];
  const verdicts: OracleVerdict[] = [];
  for (const seed of from) {
    const policy = makePolicy(seed, tags);
    const answer = compare(policy, judges);
    verdicts.push(...answer.verdicts);
    for (const it of answer.disagreements) {
      const small = faults.length === 0 ? describePolicy(shrink(policy, it, judges)) : '';
      faults.push(`seed ${seed}, ${it.requirement}: the engine says ${it.engine}, Z3 says ${it.oracle} ${small}`);
    }
  }
  return { faults, verdicts };
}

function seeds(first: number, count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => first + index);
}

describe('the oracle by itself', () => {
  let judges: Judges;
  beforeAll(async () => {
    judges = await judgesFor(madeUpTags());
  }, TIMEOUT);

  const verdict = (network: Network, id: string): OracleVerdict => {
    const requirement = ALL_REQUIREMENTS.find((it) => it.id === id);
    if (requirement === undefined) throw new Error(`no requirement ${id}`);
    return judge(judges.session, placeOf(network, 'subnet', judges.vocabulary), requirement);
  };

  it.each<[string, SecurityRule[], OracleVerdict]>([
    ['is met by the default rules (N4)', [], 'met'],
    ['is met by a rule for its tag before a rule that denies the Internet (N1)', [storage(), denyInternet()], 'met'],
    [
      'is unmet where the order is the other way round (N1)',
      [storage({ priority: 4096 }), denyInternet({ priority: 100 })],
      'unmet',
    ],
    [
      'is partial where one of its ports is open',
      [storage({ destinationPortRanges: ['443'] }), denyInternet()],
      'partial',
    ],
    [
      'is partial for half of the subnet',
      [storage({ sourceAddressPrefixes: ['10.1.0.0/25'] }), denyInternet()],
      'partial',
    ],
    [
      'is met by two rules that share the source ports (N2)',
      [
        storage({ sourcePortRanges: ['1024-30000'] }),
        storage({ priority: 101, sourcePortRanges: ['30001-65535'] }),
        denyInternet(),
      ],
      'met',
    ],
    [
      'is unmet by a rule for one source port (N2)',
      [storage({ sourcePortRanges: ['44224'] }), denyInternet()],
      'unmet',
    ],
    ['is unmet by a rule for UDP (N3)', [storage({ protocol: 'Udp' }), denyInternet()], 'unmet'],
    ['is met by a larger tag (T1)', [storage({ destinationAddressPrefixes: ['STORAGE'] }), denyInternet()], 'met'],
    [
      'is unmet by a tag that does not exist',
      [storage({ destinationAddressPrefixes: ['Storge.westus2'] }), denyInternet()],
      'unmet',
    ],
    [
      'is unknown where the rule that decides is open',
      [storage({ access: unknown(msg`x`) }), denyInternet()],
      'unknown',
    ],
    [
      'is met where both ways of an open rule end the same',
      [storage({ access: 'Allow', protocol: unknown(msg`x`) })],
      'met',
    ],
  ])('Storage %s', (_, rules, expected) => {
    expect(verdict(networkWith(rules), 'outbound-Storage.westus2-tcp')).toBe(expected);
  });

  const FORCED = route('0.0.0.0/0', 'VirtualAppliance');
  it.each<[string, Network, OracleVerdict]>([
    ['a firewall without rules is unmet (F1)', networkBehind([FORCED], []), 'unmet'],
    ['a firewall that allows it is met', networkBehind([FORCED], [collection(100, 'Allow')]), 'met'],
    [
      'a firewall that denies it in the collection before is unmet (F2)',
      networkBehind([FORCED], [collection(200, 'Allow'), collection(100, 'Deny')]),
      'unmet',
    ],
    [
      'a firewall whose parent policy allows it is met, whatever the child says (F2)',
      networkBehind([FORCED], [collection(100, 'Deny')], [collection(900, 'Allow')]),
      'met',
    ],
    [
      'a firewall that allows half of the subnet is partial (F13)',
      networkBehind([FORCED], [collection(100, 'Allow', { sourceAddresses: ['10.1.0.0/25'] })]),
      'partial',
    ],
    [
      'a firewall that names a tag as source is unmet (T9)',
      networkBehind([FORCED], [collection(100, 'Allow', { sourceAddresses: ['VirtualNetwork'] })]),
      'unmet',
    ],
    [
      'a route of its tag past the firewall is met (R2)',
      networkBehind([FORCED, route('Storage', 'Internet')], []),
      'met',
    ],
    [
      'a route of the regional tag to nowhere is unmet, before that of the whole tag (R3)',
      networkBehind([route('Storage', 'Internet'), route('Storage.westus2', 'None')], []),
      'unmet',
    ],
    [
      'a default route to a gateway is unknown (R5)',
      networkBehind([route('0.0.0.0/0', 'VirtualNetworkGateway')], []),
      'unknown',
    ],
  ])('Storage behind %s', (_, network, expected) => {
    expect(verdict(network, 'outbound-Storage.westus2-tcp')).toBe(expected);
  });

  it('reads prefixes, addresses and ranges, and nothing else', () => {
    expect(readBlock('10.1.2.3/8')).toEqual({ family: 4, low: 0x0a000000n, high: 0x0affffffn, length: 8 });
    expect(readBlock('10.0.0.1-10.0.0.9')).toEqual({ family: 4, low: 0x0a000001n, high: 0x0a000009n, length: null });
    expect(readBlock('2603:1000::/32')?.low).toBe(0x26031000n << 96n);
    expect(['Storage', '10.0.0.0/33', '10.0.0.256', '1::2::3', '10.0.0.9-10.0.0.1'].map(readBlock)).toEqual(
      Array(5).fill(null),
    );
  });
});
