/** What a group makes of a flow is worked out once and shared; never between flows that differ. */
import { describe, expect, it } from '@jest/globals';
import { EMPTY } from '../../src/azure/intervals.js';
import type { NetworkSecurityGroup } from '../../src/azure/model.js';
import { type Flow, securityGroupLeg } from '../../src/reachability/security-groups.js';
import { ANY_BOX } from '../../src/reachability/space.js';
import { hostTarget, type LocalEnd, type Surroundings } from '../../src/reachability/targets.js';
import { group } from './network.js';

const around: Surroundings = { networkSpace: { v4: EMPTY, v6: EMPTY }, openSpace: null, tagList: null };
const local: LocalEnd = { end: { addresses: { v4: [0, 256], v6: EMPTY }, parts: 0n }, within: null, open: null };
const flow: Flow = { direction: 'outbound', protocol: 'tcp', target: hostTarget(), local, around };

function fates(of: NetworkSecurityGroup, given: Partial<Flow> = {}, port = 443): readonly string[] {
  const asked = { ...flow, ...given };
  const packets = [
    {
      ...ANY_BOX,
      local: asked.local.end,
      sourcePorts: [1024, 65536],
      remote: asked.target.end,
      ports: [port, port + 1],
    },
  ];
  return securityGroupLeg(
    of,
    'network-security-group',
    asked,
  )(packets).map(({ fate, steps }) => `${steps[0]?.rule} ${fate}`);
}

describe('the entries of one group, asked twice', () => {
  const mixed = group([
    { name: 'web', destinationPortRanges: ['443'] },
    { name: 'udp', protocol: 'Udp', access: 'Deny' },
    { name: 'in', direction: 'Inbound', access: 'Deny', destinationPortRanges: ['*'] },
    { name: 'rest', access: 'Deny', destinationPortRanges: ['*'] },
  ]);

  it('answer the same, also after a question that did not need all of them', () => {
    expect(fates(mixed)).toEqual(['web allowed']);
    expect(fates(mixed, {}, 80)).toEqual(['rest denied']);
    expect(fates(mixed)).toEqual(['web allowed']);
  });

  it('are not those of another protocol, direction or end of the way', () => {
    expect(fates(mixed)).toEqual(['web allowed']);
    expect(fates(mixed, { protocol: 'udp' })).toEqual(['udp denied']);
    expect(fates(mixed, { direction: 'inbound' })).toEqual(['in denied']);
    expect(fates(mixed, { atFarEnd: true })).toEqual(['in denied']);
  });

  it('are not those of another near end', () => {
    const narrow = group([
      { name: 'half', sourceAddressPrefixes: ['0.0.0.0/25'] },
      { name: 'rest', access: 'Deny' },
    ]);
    const half: LocalEnd = { ...local, end: { addresses: { v4: [0, 128], v6: EMPTY }, parts: 0n } };
    expect(fates(narrow)).toEqual(['half allowed', 'rest denied']);
    expect(fates(narrow, { local: half })).toEqual(['half allowed']);
  });

  it('are not those of another group of the same name, as it is before a change and after it', () => {
    expect(fates(group([{ name: 'a', access: 'Deny' }]))).toEqual(['a denied']);
    expect(fates(group([{ name: 'a', access: 'Allow' }]))).toEqual(['a allowed']);
  });
});
