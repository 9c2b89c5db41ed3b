/** Messages in a language: places that move, plurals, days, and what is not translated. */
import { describe, expect, it } from '@jest/globals';
import { msg } from '../../src/azure/message.js';
import { speaker } from '../../src/report/language/speaker.js';

const fr = speaker('fr', {
  '{0} has {1} rules': { one: '{1} règle pour {0}', other: '{1} règles pour {0}' },
  'the group of {0}': 'le groupe pour {0}',
  'since {0}': 'depuis le {0}',
});

describe('a speaker', () => {
  it('puts values where the language wants them, in the form of their number', () => {
    expect([0, 1, 2].map((count) => fr(msg`${'nsg'} has ${count} rules`))).toEqual([
      '0 règle pour nsg',
      '1 règle pour nsg',
      '2 règles pour nsg',
    ]);
  });

  it('says what stands in a message, and in a list in it, in the language too', () => {
    expect(fr(msg`${msg`the group of ${'x'}`} has ${2} rules`)).toBe('2 règles pour le groupe pour x');
    expect(fr(msg`the group of ${['x', msg`the group of ${'y'}`]}`)).toBe('le groupe pour x, le groupe pour y');
  });

  it('keeps English words that it does not know, around values in the language', () => {
    expect(fr(msg`whether ${msg`the group of ${'x'}`} is there`)).toBe('whether le groupe pour x is there');
  });

  it('writes days as the language does, and what is no day as it is', () => {
    const days = ['2026-03-01', '2026-12-31', '2026-13-99', 'x'];
    expect(days.map((day) => fr(msg`since ${{ day }}`))).toEqual([
      'depuis le 1er mars 2026',
      'depuis le 31 décembre 2026',
      'depuis le 2026-13-99',
      'depuis le x',
    ]);
    expect(speaker('ko', {})(msg`${{ day: '2026-03-19' }}`)).toBe('2026년 3월 19일');
  });

  it('fills in text of the input once, and takes no word for a key of the prototype', () => {
    expect(fr(msg`the group of ${'{0} {1}'}`)).toBe('le groupe pour {0} {1}');
    expect(fr(msg`constructor`)).toBe('constructor');
  });
});
