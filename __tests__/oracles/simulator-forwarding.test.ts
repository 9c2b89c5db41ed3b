/** Routes, firewalls, ways out, and all of them after a security group, against the packet simulator: R1-R7, R9, F1-F15, P1, T12. */
import { afterAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { securityRules } from './arbitraries.js';
import {
  DEFAULT_WAY,
  firewalls,
  forwardingNetwork,
  type Plumbing,
  plainFirewall,
  routes,
  TO_FIREWALL,
  waysOut,
} from './forwarding.js';
import { BLINDFOLDS } from './forwarding-worlds.js';
import type { World } from './packet.js';
import { asked, NEAR, OUTBOUND, PRIVATE } from './places.js';
import { type Answer, answer, overWorlds, type Question, question, requirement } from './questions.js';
import { agree, agreeOver, engine, forAll, tally } from './run.js';
import { asTagList, pointsOf, smallPrefix, TAG_NAMES, tagLists } from './tag-lists.js';

const routed = tally('routes and ways out');
const exact = tally('routes with service-tag data');
const blind = tally('routes and firewalls, one value hidden');
const filtered = tally('firewalls');
const chained = tally('groups, routes, firewalls and ways out together');
afterAll(() => console.info([routed, exact, filtered, chained, blind].map(({ line }) => line()).join('\n')));

const ANY_TAG = requirement({ ports: [{ low: 443, high: 443 }] });
const outbound = fc.constantFrom(...OUTBOUND);

function world(plumbing: Plumbing): World {
  return {
    network: forwardingNetwork(plumbing),
    subnet: 'training',
    networkInterface: null,
    publicIp: plumbing.out.publicIp,
  };
}

/** The input does not tell whether a service endpoint's prefixes are longer than AzureCloud's. */
function either(here: World, question: Question): readonly Answer[] {
  return [true, false].map((longEndpoints) => answer({ ...here, longEndpoints }, question));
}

describe('forwarding agrees with a packet at a time', () => {
  it('by routes, service endpoints and ways out (R1-R7, R9, T12, P1)', () => {
    const cases = fc.constantFrom(...OUTBOUND, PRIVATE).chain((requirement) =>
      fc.record({
        requirement: fc.constant(requirement),
        plumbing: fc.record({ routes: routes(requirement), out: waysOut, firewall: firewalls(requirement) }),
      }),
    );
    forAll(0.3, cases, ({ requirement, plumbing }) => {
      // Without a tag list it is open whether AzureCloud's prefixes are as long as those of a service endpoint: no packet has an answer.
      const cloud = plumbing.routes.some(({ addressPrefix }) =>
        String(addressPrefix).toLowerCase().startsWith('azurecloud'),
      );
      fc.pre(!(cloud && plumbing.out.serviceEndpoints.length > 0));
      const here = world(plumbing);
      const finding = engine(here.network, 'training', requirement);
      routed.count(finding.verdict);
      agreeOver(finding, either(here, asked(requirement)));
    });
  });

  it('by routes with service-tag data: the longest prefix, then R3', () => {
    const cases = fc.constantFrom(...TAG_NAMES).chain((tag) => {
      const requirement = { ...ANY_TAG, tag };
      return fc.record({
        requirement: fc.constant(requirement),
        tags: tagLists([4]),
        table: fc
          .uniqueArray(smallPrefix([4]), { maxLength: 3 })
          .chain((prefixes) => routes(requirement, [...prefixes, '20.1.2.0/27', '20.0.0.0/8'])),
        out: waysOut,
        firewall: fc.boolean().map(plainFirewall),
      });
    });
    forAll(0.1, cases, ({ requirement, tags, table, out, firewall }) => {
      // Routes for tags that the list does not have are no matter of addresses.
      const listed = table.filter(({ addressPrefix }) => {
        const prefix = String(addressPrefix).toLowerCase();
        return /^\d/.test(prefix) || tags.has(prefix);
      });
      const here: World = { ...world({ routes: listed, out, firewall }), tagPrefixes: tags };
      const far = pointsOf(tags).filter((point) => point.tags.includes(requirement.tag.toLowerCase()));
      const finding = engine(here.network, 'training', requirement, asTagList(tags));
      exact.count(finding.verdict);
      agree(finding, answer(here, question(requirement, NEAR, far)));
    });
  });

  it('by the rules of a firewall (F1-F15)', () => {
    const cases = outbound.chain((requirement) =>
      fc.record({ requirement: fc.constant(requirement), firewall: firewalls(requirement) }),
    );
    forAll(0.3, cases, ({ requirement, firewall }) => {
      const here = world({ routes: [TO_FIREWALL], out: DEFAULT_WAY, firewall });
      const finding = engine(here.network, 'training', requirement);
      filtered.count(finding.verdict);
      agreeOver(finding, either(here, asked(requirement)));
    });
  });

  it('by all of them, one after the other', () => {
    const cases = outbound.chain((requirement) =>
      fc.record({
        requirement: fc.constant(requirement),
        plumbing: fc.record({
          routes: routes(requirement),
          out: waysOut,
          firewall: firewalls(requirement),
          group: securityRules(requirement, 4),
        }),
      }),
    );
    forAll(0.1, cases, ({ requirement, plumbing }) => {
      const cloud = plumbing.routes.some(({ addressPrefix }) =>
        String(addressPrefix).toLowerCase().startsWith('azurecloud'),
      );
      fc.pre(!(cloud && plumbing.out.serviceEndpoints.length > 0));
      const here = world(plumbing);
      const finding = engine(here.network, 'training', requirement);
      chained.count(finding.verdict);
      agreeOver(finding, either(here, asked(requirement)));
    });
  });

  it('with one value hidden: the verdict is the one that holds whatever it is', () => {
    const cases = outbound.chain((requirement) =>
      fc.record({
        requirement: fc.constant(requirement),
        plumbing: fc.record({
          routes: fc.oneof(fc.constant([TO_FIREWALL]), routes(requirement)),
          out: fc.oneof(fc.constant(DEFAULT_WAY), waysOut),
          firewall: firewalls(requirement),
        }),
        what: fc.constantFrom(...Object.keys(BLINDFOLDS)),
        pick: fc.nat(99),
      }),
    );
    forAll(0.15, cases, ({ requirement, plumbing, what, pick }) => {
      const question = asked(requirement);
      const hidden = BLINDFOLDS[what]?.(plumbing, pick, question) ?? null;
      if (hidden === null) return;
      const finding = engine(world(hidden.shown).network, 'training', requirement);
      blind.count(finding.verdict);
      const answers = hidden.worlds.flatMap((one) => either(world(one), question));
      expect([...overWorlds(answers)]).toContain(finding.verdict);
    });
  });
});
