/** Sets of packets: intersection and difference of boxes, against asking every packet of a tiny universe. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseHostPattern, parsePathPattern, patternSet } from '../../src/azure/host-patterns.js';
import {
  ANY_BOX,
  ANY_END,
  type Box,
  containsEnd,
  containsPackets,
  coversPorts,
  intersectBox,
  intersectPackets,
  isEmptyEnd,
  NO_END,
  overlapsEnds,
  subtractBox,
  subtractEnds,
  subtractPackets,
  unionEnds,
} from '../../src/reachability/space.js';
import { boxes, inBox, inPackets, PACKETS, type Packet } from './tiny.js';

/** One comparison for all packets: an `expect` for each would take longer than the algebra. */
function expectNone(wrong: (packet: Packet) => boolean): void {
  expect(PACKETS.filter(wrong)).toEqual([]);
}

const lists = fc.array(boxes, { maxLength: 3 });

describe('boxes, packet by packet', () => {
  it('have in common what is in both', () => {
    fc.assert(
      fc.property(boxes, boxes, (a, b) => {
        const both = intersectBox(a, b);
        expectNone((packet) => (both !== null && inBox(both, packet)) !== (inBox(a, packet) && inBox(b, packet)));
      }),
    );
  });

  it('less another are what is in the one and not in the other, in pieces that do not overlap', () => {
    fc.assert(
      fc.property(boxes, boxes, (a, b) => {
        const rest = subtractBox(a, b);
        expectNone((packet) => {
          const holding = rest.filter((piece) => inBox(piece, packet)).length;
          return holding !== (inBox(a, packet) && !inBox(b, packet) ? 1 : 0);
        });
      }),
    );
  });

  it('less another are at most one piece per dimension, so that nothing grows out of hand', () => {
    fc.assert(fc.property(boxes, boxes, (a, b) => subtractBox(a, b).length <= 6));
  });

  it('in lists follow the same laws', () => {
    fc.assert(
      fc.property(lists, lists, (a, b) => {
        const both = intersectPackets(a, b);
        const rest = subtractPackets(a, b);
        expectNone((packet) => inPackets(both, packet) !== (inPackets(a, packet) && inPackets(b, packet)));
        expectNone((packet) => inPackets(rest, packet) !== (inPackets(a, packet) && !inPackets(b, packet)));
      }),
      { numRuns: 60 },
    );
  });

  it('contain a list exactly where nothing of it is left', () => {
    fc.assert(
      fc.property(lists, lists, (whole, part) => {
        const contained = containsPackets(whole, part);
        if (contained) expectNone((packet) => inPackets(part, packet) && !inPackets(whole, packet));
        expect(containsPackets([...whole, ...part], part)).toBe(true);
        expect(containsPackets([ANY_BOX], part)).toBe(true);
      }),
      { numRuns: 60 },
    );
  });
});

describe('a box that leaves a dimension open', () => {
  const host = (text: string): Box => {
    const pattern = parseHostPattern(text);
    return { ...ANY_BOX, hosts: patternSet(pattern === null ? [] : [pattern], 'host') };
  };
  const path = (text: string): Box => {
    const pattern = parsePathPattern(text);
    return { ...ANY_BOX, paths: patternSet(pattern === null ? [] : [pattern], 'path') };
  };

  it.each([
    ['ports', { ...ANY_BOX, ports: [0, 65536] }],
    ['source ports', { ...ANY_BOX, sourcePorts: [0, 65536] }],
    ['the near end', { ...ANY_BOX, local: ANY_END }],
    ['the far end', { ...ANY_BOX, remote: ANY_END }],
    ['hosts', host('*')],
    ['paths', path('/*')],
  ])('has all values of it: %s', (_, all) => {
    expect(subtractBox(ANY_BOX, all)).toEqual([]);
    expect(subtractBox(all, ANY_BOX)).toEqual([]);
  });

  it('less some values of it has the others', () => {
    expect(subtractBox(ANY_BOX, { ...ANY_BOX, ports: [443, 444] })).toEqual([
      { ...ANY_BOX, ports: [0, 443, 444, 65536] },
    ]);
    expect(subtractBox(ANY_BOX, host('*.x'))).toHaveLength(1);
    expect(subtractBox(ANY_BOX, path('/a/*'))).toHaveLength(1);
  });

  it('covers ports', () => {
    expect([coversPorts(null, [80, 81]), coversPorts([80, 82], [80, 81]), coversPorts([80, 81], [80, 82])]).toEqual([
      true,
      true,
      false,
    ]);
  });
});

describe('ends', () => {
  const a = { addresses: { v4: [0, 4], v6: [0n, 4n] }, parts: 0b011n };
  const b = { addresses: { v4: [2, 6], v6: [] }, parts: 0b110n };

  it('join, differ and contain by addresses and parts alike', () => {
    expect(unionEnds(a, b)).toEqual({ addresses: { v4: [0, 6], v6: [0n, 4n] }, parts: 0b111n });
    expect(subtractEnds(a, b)).toEqual({ addresses: { v4: [0, 2], v6: [0n, 4n] }, parts: 0b001n });
    expect(containsEnd(unionEnds(a, b), a)).toBe(true);
    expect(containsEnd(a, { ...NO_END, parts: 0b100n })).toBe(false);
    expect(containsEnd(ANY_END, unionEnds(a, b))).toBe(true);
  });

  it('overlap by an address or by a part', () => {
    expect(overlapsEnds(a, { ...NO_END, parts: 0b010n })).toBe(true);
    expect(overlapsEnds(a, { ...NO_END, parts: 0b100n })).toBe(false);
    expect(overlapsEnds({ ...a, parts: 0n }, { ...b, parts: 0n })).toBe(true);
    expect(isEmptyEnd(subtractEnds(a, ANY_END))).toBe(true);
    expect(isEmptyEnd(NO_END)).toBe(true);
    expect(isEmptyEnd({ ...NO_END, parts: 1n })).toBe(false);
  });
});
