/** Ports: how they are written, and sets of them. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ALL_PORTS, EPHEMERAL_PORTS, formatPorts, parsePorts, portSet } from '../../src/azure/ports.js';

describe('ports as written', () => {
  it.each<readonly [string, readonly number[]]>([
    ['443', [443, 444]],
    ['0', [0, 1]],
    ['65535', [65535, 65536]],
    ['29876-29877', [29876, 29878]],
    ['443-443', [443, 444]],
    ['0-65535', [0, 65536]],
    [' 443 ', [443, 444]],
    ['80 - 90', [80, 91]],
    ['*', ALL_PORTS],
    ['Any', ALL_PORTS],
  ])('%s are both ends and what is between', (text, expected) => {
    expect(parsePorts(text)).toEqual(expected);
  });

  it.each([
    '',
    '65536',
    '0-65536',
    '443-80',
    '-1',
    '443-',
    '-443',
    '80,443',
    '4 43',
    'https',
    '1e3',
    '0x50',
    '443.0',
    '٤٤٣',
    '000443',
    '1-2-3',
    '**',
  ])('"%s" are none', (text) => {
    expect(parsePorts(text)).toBeNull();
  });

  it('are read or refused, whatever the text', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const ports = parsePorts(text);
        if (ports !== null) expect(ports.every((bound) => bound >= 0 && bound <= 65536)).toBe(true);
      }),
    );
  });
});

describe('port sets', () => {
  it('join ranges that touch, and are written as they are read', () => {
    const set = portSet([
      { low: 443, high: 443 },
      { low: 80, high: 81 },
      { low: 82, high: 90 },
    ]);
    expect(set).toEqual([80, 91, 443, 444]);
    expect(formatPorts(set)).toEqual(['80-90', '443']);
    expect(portSet([])).toEqual([]);
    expect(formatPorts([])).toEqual([]);
    expect(formatPorts(ALL_PORTS)).toEqual(['0-65535']);
  });

  it('come back as they were, written and read again', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(65535), fc.nat(300)), { maxLength: 8 }), (ranges) => {
        const set = portSet(ranges.map(([low, size]) => ({ low, high: Math.min(65535, low + size) })));
        const again = portSet(
          formatPorts(set).map((text) => {
            const [low = '', high = low] = text.split('-');
            return { low: Number(low), high: Number(high) };
          }),
        );
        expect(again).toEqual(set);
      }),
    );
  });

  it('hold what a client picks from, in EPHEMERAL_PORTS (CONTRACT, "Source ports")', () => {
    expect(EPHEMERAL_PORTS).toEqual(parsePorts('1024-65535'));
  });
});
