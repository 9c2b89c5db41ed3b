/** Packets that differ in hosts or paths only are put to a leg once; everything else is asked anew. */
import { describe, expect, it } from '@jest/globals';
import { parseAddresses } from '../../src/azure/addresses.js';
import { parseHostPattern, patternSet } from '../../src/azure/host-patterns.js';
import type { Part } from '../../src/reachability/part.js';
import { type SharedAnswers, sharedAnswer } from '../../src/reachability/shared-answer.js';
import { ANY_BOX, type Box, type EndSet, type Packets } from '../../src/reachability/space.js';

function end(prefix: string): EndSet {
  const addresses = parseAddresses(prefix);
  if (addresses === null) throw new Error(prefix);
  return { addresses, parts: 0n };
}

function hosts(name: string): Box['hosts'] {
  const pattern = parseHostPattern(name);
  if (pattern === null) throw new Error(name);
  return patternSet([pattern], 'host');
}

const WEB: Box = { ...ANY_BOX, local: end('10.0.0.0/24'), remote: end('20.0.0.0/8'), ports: [443, 444] };

/** A leg that remembers what it was asked. */
function counted() {
  const asked: Packets[] = [];
  const answers: SharedAnswers = new Map();
  const ask = (packets: Packets): readonly Part[] =>
    sharedAnswer(packets, 'network-security-group', answers, (bare) => {
      asked.push(bare);
      return [{ packets: bare, fate: 'allowed', steps: [], waitsFor: null }];
    });
  return { asked, ask };
}

describe('an answer that hosts share', () => {
  it('is worked out once, and each asker gets it with its own hosts', () => {
    const { asked, ask } = counted();
    const [pypi, conda] = [hosts('pypi.org'), hosts('*.anaconda.com')];
    expect(ask([{ ...WEB, hosts: pypi }])[0]?.packets).toEqual([{ ...WEB, hosts: pypi }]);
    expect(ask([{ ...WEB, hosts: conda }])[0]?.packets).toEqual([{ ...WEB, hosts: conda }]);
    expect(asked).toEqual([[WEB]]);
  });

  it('is that of equal addresses, in whatever list they stand', () => {
    const { asked, ask } = counted();
    ask([WEB]);
    ask([{ ...WEB, remote: end('20.0.0.0/8') }]);
    expect(asked).toHaveLength(1);
  });

  it.each([
    ['other ports', { ports: [80, 81] }],
    ['other source ports', { sourcePorts: [1024, 65536] }],
    ['another far end', { remote: end('40.0.0.0/8') }],
    ['a far end with a part that has no addresses', { remote: { ...end('20.0.0.0/8'), parts: 1n } }],
    ['any far end', { remote: null }],
    ['another near end', { local: end('10.0.1.0/24') }],
  ] as const)('is not that of packets with %s', (_, difference) => {
    const { asked, ask } = counted();
    const other: Box = { ...WEB, ...difference };
    ask([WEB]);
    expect(ask([other])[0]?.packets).toEqual([other]);
    expect(asked).toEqual([[WEB], [other]]);
  });

  it('is not that of another number of boxes', () => {
    const { asked, ask } = counted();
    ask([WEB]);
    ask([WEB, { ...WEB, ports: [80, 81] }]);
    expect(asked).toHaveLength(2);
  });

  it('is not sought for packets whose hosts differ among themselves', () => {
    const { asked, ask } = counted();
    const mixed = [
      { ...WEB, hosts: hosts('pypi.org') },
      { ...WEB, hosts: hosts('conda.io') },
    ];
    expect(ask(mixed)[0]?.packets).toEqual(mixed);
    expect(asked).toEqual([mixed]);
  });
});
