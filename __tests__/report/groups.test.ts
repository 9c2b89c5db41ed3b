/** What is put together, and above all what is not. */
import { describe, expect, it } from '@jest/globals';
import type { Finding, PathStep } from '../../src/reachability/finding.js';
import { groupByCause, sharedCause } from '../../src/report/groups.js';
import { en } from '../../src/report/language/en.js';
import { FINDINGS } from './reports.js';

const { finding, DENY_INTERNET } = FINDINGS;
const denied = (host: string, change: Partial<Finding> = {}): Finding =>
  finding(en, 'unmet', { host }, { path: [DENY_INTERNET], explanation: `${host} is closed.`, ...change });
const step = (change: Partial<PathStep>): Partial<Finding> => ({ path: [{ ...DENY_INTERNET, ...change }] });

describe('findings', () => {
  it('that differ in nothing but their names are one group, at the place of the first', () => {
    const alone = denied('b.example', { ports: ['80'] });
    const groups = groupByCause([denied('a.example'), alone, denied('c.example')]);
    expect(groups.map((group) => group.map(({ host }) => host))).toEqual([['a.example', 'c.example'], ['b.example']]);
  });

  it.each([
    ['the scope', denied('b.example', { scope: 'azurerm_subnet.b' })],
    ['the level', denied('b.example', { level: 'recommended' })],
    ['what the change does', denied('b.example', { change: 'existing' })],
    ['the protocol', denied('b.example', { protocol: 'udp' })],
    ['the direction', denied('b.example', { direction: 'inbound' })],
    ['the rule', denied('b.example', step({ rule: 'Other' }))],
    ['the priority', denied('b.example', step({ priority: 10 }))],
    ['the group', denied('b.example', step({ resource: 'azurerm_network_security_group.b' }))],
    ['the place', denied('b.example', step({ location: { file: 'b.tf', line: 1 } }))],
    ['the reason', denied('b.example', { explanation: 'b.example is closed for another reason.' })],
    ['the verdict', finding(en, 'partial', { host: 'b.example' }, { path: [DENY_INTERNET] })],
    ['being a tag', { ...denied('b.example'), tag: 'b.example', host: null }],
  ])('that differ in %s are two groups', (_what, other) => {
    expect(groupByCause([denied('a.example'), other])).toHaveLength(2);
  });

  it('of which different parts are closed, or that wait for different values, are two groups', () => {
    const partial = (host: string, port: string): Finding =>
      denied(host, { verdict: 'partial', uncovered: [{ ports: [port], addresses: 'all' }] });
    expect(groupByCause([partial('a', '80'), partial('b', '80')])).toHaveLength(1);
    expect(groupByCause([partial('a', '80'), partial('b', '443')])).toHaveLength(2);
    const open = (host: string, waitsFor: string): Finding =>
      denied(host, { verdict: 'unknown', ...step({ action: 'unknown', waitsFor }) });
    expect(groupByCause([open('a', 'x'), open('b', 'x')])).toHaveLength(1);
    expect(groupByCause([open('a', 'x'), open('b', 'y')])).toHaveLength(2);
  });

  it('that no one sentence could tell stay alone: met, or with nothing on the path', () => {
    expect(groupByCause([denied('a', { verdict: 'met' }), denied('b', { verdict: 'met' })])).toHaveLength(2);
    expect(groupByCause([denied('a', { path: [] }), denied('b', { path: [] })])).toHaveLength(2);
    expect(groupByCause([])).toEqual([]);
  });
});

describe('the cause', () => {
  it.each([
    ['addresses', denied('a')],
    ['rule', { ...denied('a'), tag: 'Storage', host: null }],
    ['default-rule', denied('a', step({ priority: 65500 }))],
    ['rule', denied('a', step({ leg: 'security-admin-rule' }))],
    ['rule', denied('a', step({ leg: 'firewall' }))],
    ['no-firewall-rule', denied('a', step({ leg: 'firewall', rule: null }))],
    ['dropped', denied('a', step({ leg: 'route' }))],
    ['lost-answers', denied('a', { direction: 'inbound', ...step({ leg: 'route' }) })],
    ['no-way-out', denied('a', step({ leg: 'way-out', rule: null }))],
    ['not-approved', denied('a', step({ leg: 'managed-network' }))],
    ['partial', denied('a', { verdict: 'partial' })],
    [null, denied('a', { verdict: 'unknown', ...step({ action: 'unknown' }) })],
    [null, denied('a', step({ action: 'allow' }))],
    [null, denied('a', { verdict: 'waived' })],
  ] as const)('is %s', (cause, of) => {
    expect(sharedCause(of)).toBe(cause);
  });
});
