/** First match in three values: every possible run of a list of rules, against what the engine says of all runs at once (N1, F1). */

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { msg } from '../../src/azure/message.js';
import { type Entry, firstMatch } from '../../src/reachability/first-match.js';
import { ANY_BOX, type Packets } from '../../src/reachability/space.js';
import { boxes, inPackets, PACKETS, type Packet } from './tiny.js';

type Word = 'allow' | 'deny' | 'other';

/** `must` is all, a part or nothing of `may`; the same list where the entry is decided. */
const entries: fc.Arbitrary<Entry<Word>> = fc
  .record({
    may: fc.array(boxes, { minLength: 1, maxLength: 2 }),
    certain: fc.constantFrom('all', 'first', 'none'),
    label: fc.constantFrom<Word>('allow', 'deny', 'other'),
  })
  .map(({ may, certain, label }) => ({
    may,
    must: certain === 'all' ? may : certain === 'first' ? may.slice(0, 1) : [],
    label,
    reason: certain === 'all' ? null : msg`a value`,
  }));

const worlds = fc.array(entries, { maxLength: 4 });

/** What may decide a packet: an entry that may match ends it or not, one that must ends it; nothing ends it at the end. */
function possible(list: readonly Entry<Word>[], packet: Packet): ReadonlySet<Word | 'end'> {
  const words = new Set<Word | 'end'>();
  for (const { must, may, label } of list) {
    if (inPackets(may, packet)) words.add(label);
    if (inPackets(must, packet)) return words;
  }
  return words.add('end');
}

/** The words of the piece that holds a packet. */
function said(
  pieces: ReturnType<typeof firstMatch<Word>>,
  packet: Packet,
): { readonly pieces: number; readonly words: ReadonlySet<Word | 'end'> } {
  const holding = pieces.filter(({ packets }) => inPackets(packets, packet));
  const words = new Set<Word | 'end'>();
  for (const { deciders } of holding) {
    for (const { label } of deciders) words.add(label);
    const last = deciders.at(-1);
    if (last === undefined || !inPackets(last.must, packet)) words.add('end');
  }
  return { pieces: holding.length, words };
}

function same(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  return a.size === b.size && [...a].every((word) => b.has(word));
}

const everything: Packets = [ANY_BOX];

describe('first match', () => {
  it('says of every packet what may decide it, no less and no more', () => {
    fc.assert(
      fc.property(worlds, (list) => {
        const pieces = firstMatch(everything, list, (word) => word, Number.POSITIVE_INFINITY);
        const wrong = PACKETS.filter((packet) => {
          const { pieces: holding, words } = said(pieces, packet);
          return holding !== 1 || !same(words, possible(list, packet));
        });
        expect(wrong).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });

  it('need not go on where the worst is reached: two words are as open as three', () => {
    fc.assert(
      fc.property(worlds, (list) => {
        const closed = [...list, { must: everything, may: everything, label: 'deny' as const, reason: null }];
        const pieces = firstMatch(everything, closed, (word) => word, 2);
        const wrong = PACKETS.filter((packet) => {
          const { words } = said(pieces, packet);
          const all = possible(closed, packet);
          return all.size === 1 ? !same(words, all) : words.size < 2;
        });
        expect(wrong).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });

  it('loses no packet and adds none, whatever it is given', () => {
    fc.assert(
      fc.property(fc.array(boxes, { maxLength: 2 }), worlds, (packets, list) => {
        const pieces = firstMatch(packets, list, (word) => word, 2);
        const wrong = PACKETS.filter(
          (packet) => pieces.some((piece) => inPackets(piece.packets, packet)) !== inPackets(packets, packet),
        );
        expect(wrong).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });
});

describe('a decided list', () => {
  const ports = (low: number, high: number): Packets => [{ ...ANY_BOX, ports: [low, high] }];
  const decided = (label: Word, packets: Packets): Entry<Word> => ({
    must: packets,
    may: packets,
    label,
    reason: null,
  });

  it('gives each packet to the first that has it (N1)', () => {
    const list = [decided('allow', ports(0, 10)), decided('deny', ports(5, 20)), decided('other', everything)];
    const pieces = firstMatch(everything, list, (word) => word, 2);
    expect(pieces.map(({ packets, deciders }) => [deciders.map(({ label }) => label), packets[0]?.ports])).toEqual([
      [['allow'], [0, 10]],
      [['deny'], [10, 20]],
      [['other'], [20, 65536]],
    ]);
  });

  it('does not go through the rest of the entries once nothing is left', () => {
    let asked = 0;
    function* list(): Generator<Entry<Word>, void> {
      for (; asked < 1000; asked++) yield decided('allow', everything);
    }
    expect(firstMatch<Word>(everything, list(), (word) => word, 2)).toHaveLength(1);
    expect(asked).toBeLessThan(3);
  });

  it('leaves a piece without a decider at its end', () => {
    expect(firstMatch<Word>(ports(0, 10), [], (word) => word, 2)).toEqual([{ packets: ports(0, 10), deciders: [] }]);
    expect(firstMatch([], [decided('allow', everything)], (word) => word, 2)).toEqual([]);
  });

  it('stays small: a thousand rules of which none is wider than a port', () => {
    const list = Array.from({ length: 1000 }, (_, i) => decided(i % 2 === 0 ? 'allow' : 'deny', ports(i, i + 1)));
    const pieces = firstMatch(everything, list, (word) => word, 2);
    expect(pieces).toHaveLength(1001);
    expect(pieces.reduce((count, { packets }) => count + packets.length, 0)).toBe(1001);
  });
});
