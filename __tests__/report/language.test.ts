/** The catalogues: nothing missing at run time either, every sentence about what it is about, in its own language. */
import { describe, expect, it } from '@jest/globals';
import {
  type Decider,
  type Explanation,
  type ExplanationKind,
  explain,
  type Flow,
} from '../../src/reachability/explanation.js';
import type { Messages } from '../../src/report/language/catalogue.js';
import { en } from '../../src/report/language/en.js';
import { fr } from '../../src/report/language/fr.js';
import { ko } from '../../src/report/language/ko.js';
import { loadMessages } from '../../src/report/language/load.js';

const flow: Flow = { direction: 'outbound', target: 'Storage.westus2', ports: 'TCP 443' };
const by: Decider = {
  leg: 'network-security-group',
  resource: 'azurerm_network_security_group.ml',
  rule: 'DenyInternet',
  priority: 4000,
};
const all = {
  flow,
  by,
  container: 'AzureCloud.westus2',
  scope: 'azurerm_subnet.a',
  hosts: ['h.example'],
  pattern: '*.example',
  firewall: 'azurerm_firewall.f',
};
const more = {
  endpoint: 'pe',
  route: { ...by, leg: 'route' as const, rule: 'back' },
  shadowed: { ...by, rule: 'Late' },
  candidate: { ...by, rule: 'Other' },
  why: 'protocol Udp',
};
const rest = {
  nextHop: '10.0.0.4',
  open: 'TCP 443',
  closed: 'TCP 80',
  waitsFor: 'x.y is known after apply',
  sources: ['10.0.0.0/25'],
  closedHosts: ['c.example'],
};
const last = {
  resource: 'azurerm_network_security_group.ml',
  workspace: 'ws',
  mode: 'AllowOnlyApprovedOutbound',
  reason: 'by design',
  until: '2027-01-31',
  owner: 'network team',
  now: { kind: 'no-group', flow, scope: 'azurerm_subnet.a' },
  otherwise: { kind: 'no-group', flow, scope: 'azurerm_subnet.a' },
};
const facts = { ...all, ...more, ...rest, ...last };

/** Kinds whose facts are lists of deciders where others have one. */
const LISTS: readonly ExplanationKind[] = ['allowed-all-legs', 'allowed-together'];
const KINDS = Object.keys(en.explanations) as readonly ExplanationKind[];
const make = (kind: ExplanationKind, change: object = {}): Explanation =>
  ({ kind, ...facts, ...(LISTS.includes(kind) ? { by: [by, more.route] } : {}), ...change }) as unknown as Explanation;

const LANGUAGES: readonly Messages[] = [en, ko, fr];

/** Paths of all entries of a catalogue, with what kind of value each is. */
function shape(value: unknown, path = ''): readonly string[] {
  if (typeof value !== 'object' || value === null) return [`${path}: ${typeof value}`];
  return Object.entries(value).flatMap(([key, each]) => shape(each, `${path}.${key}`));
}

describe('the catalogues', () => {
  it('have the same entries in every language', () => {
    expect(shape(ko).toSorted()).toEqual(shape(en).toSorted());
    expect(shape(fr).toSorted()).toEqual(shape(en).toSorted());
  });

  it.each(['en', 'ko', 'fr'] as const)('are loaded by name: %s', async (language) => {
    expect((await loadMessages(language)).language).toBe(language);
  });

  it('hold no empty text', () => {
    for (const messages of LANGUAGES) expect(Object.values(messages).filter((value) => value === '')).toEqual([]);
  });
});

describe('an explanation', () => {
  it.each(KINDS)('of kind %s is one sentence or two about the traffic, different in every language', (kind) => {
    const sentences = LANGUAGES.map((messages) => explain(make(kind), messages));
    for (const sentence of sentences) {
      expect(sentence).toContain('Storage.westus2');
      expect(sentence).toContain('TCP 443');
      expect(sentence).toMatch(/[^.]\.$/);
      expect(sentence).not.toMatch(/undefined|null|\[object|NaN| {2}/);
    }
    expect(new Set(sentences).size).toBe(3);
  });

  it('names the source of inbound traffic as a source', () => {
    const inbound = make('denied-by-rule', {
      flow: { ...flow, direction: 'inbound', target: 'AzureMachineLearning', ports: 'TCP 44224' },
    });
    expect(explain(inbound, en)).toBe(
      'TCP 44224 from AzureMachineLearning is denied by rule DenyInternet (priority 4000) of azurerm_network_security_group.ml.',
    );
    expect(explain(inbound, fr)).toContain('trafic entrant TCP 44224 depuis AzureMachineLearning');
    expect(explain(inbound, ko)).toContain('AzureMachineLearning에서 오는 TCP 44224 인바운드 트래픽');
  });

  it('names the rule that decides wherever one does', () => {
    for (const messages of LANGUAGES) {
      expect(explain(make('denied-by-rule'), messages)).toContain('DenyInternet');
      expect(explain(make('denied-by-rule'), messages)).toContain('4000');
      expect(explain(make('denied-by-rule', { by: { ...by, rule: null, priority: null } }), messages)).toContain(
        by.resource,
      );
      expect(explain(make('allow-behind-deny'), messages)).toContain('Late');
      expect(explain(make('unknown-value'), messages)).toContain('x.y is known after apply');
      expect(explain(make('unknown-value', { by: null }), messages)).toContain('x.y is known after apply');
    }
  });

  it('names the collection of a firewall rule and the kind of a route', () => {
    const firewall = make('allowed-by-rule', {
      by: { leg: 'firewall', resource: 'rcg', rule: 'python', collection: 'packages', priority: 200 },
    });
    expect(explain(firewall, en)).toBe(
      'TCP 443 to Storage.westus2 is allowed by rule python (priority 200) in collection packages of rcg.',
    );
    const route = make('no-route', { by: { leg: 'route', resource: 'rt', rule: 'none', priority: null } });
    expect(explain(route, en)).toBe('TCP 443 to Storage.westus2 is dropped: route none of rt has next hop None.');
    expect(explain(route, fr)).toContain('l’itinéraire none dans rt');
  });
});

describe('the headline', () => {
  const none = {
    scopes: 1,
    required: 0,
    requiredGaps: 0,
    requiredUnknown: 0,
    recommended: 0,
    recommendedGaps: 0,
    recommendedUnknown: 0,
    tooWide: 0,
    fixed: 0,
  };

  it.each([
    [{ ...none, required: 1 }, 'The one requirement is met.'],
    [{ ...none, required: 12 }, 'All 12 requirements are met.'],
    [none, 'Nothing is required here.'],
    [{ ...none, required: 12, requiredGaps: 1 }, '1 of 12 requirements is not met.'],
    [{ ...none, required: 1, requiredGaps: 1 }, '1 of 1 requirement is not met.'],
    [{ ...none, required: 3, requiredUnknown: 2 }, '2 requirements cannot be decided.'],
    [{ ...none, required: 3, recommendedGaps: 1 }, 'All 3 requirements are met; 1 recommendation is not met.'],
    [{ ...none, required: 3, tooWide: 2 }, 'All 3 requirements are met; 2 rules allow more than is needed.'],
    [
      { ...none, required: 2000, requiredGaps: 1500, requiredUnknown: 1, recommendedGaps: 2 },
      '1,500 of 2,000 requirements are not met; 1 requirement cannot be decided; 2 recommendations are not met.',
    ],
  ])('of %j is "%s"', (sums, sentence) => {
    expect(en.headline(sums)).toBe(sentence);
  });

  it('follows the plural of French, where zero and one are singular', () => {
    expect(fr.headline({ ...none, required: 12, requiredGaps: 1 })).toBe('1 exigence sur 12 n’est pas satisfaite.');
    expect(fr.checked({ ...none, scopes: 0 })).toBe('0 étendue, 0 exigence');
  });

  it('is a sentence in Korean', () => {
    expect(ko.headline({ ...none, required: 12, requiredGaps: 3, recommendedGaps: 1 })).toBe(
      '요구 사항 12개 중 3개 미충족, 권장 사항 1개 미충족.',
    );
  });
});
