/** Messages: one key for each place of the source, values that stay what they are, and nothing of a file that passes for one. */
import { describe, expect, it } from '@jest/globals';
import { english, isMessage, joined, type Message, msg, sameMessage, sameWords } from '../../src/azure/message.js';
import { isUnknown, unknown } from '../../src/azure/value.js';

describe('a message', () => {
  it('has its words as key and its values apart', () => {
    const message = msg`${'nsg'} has ${3} rules`;
    expect({ key: message.key, values: message.values }).toEqual({ key: '{0} has {1} rules', values: ['nsg', 3] });
    expect(english(message)).toBe('nsg has 3 rules');
  });

  it('says messages, lists and days that stand in it', () => {
    expect(english(msg`${['a', msg`part of ${'b'}`]} since ${{ day: '2026-03-19' }}`)).toBe(
      'a, part of b since 2026-03-19',
    );
  });

  it('leaves text of the input as it is, though it looks like a place for a value', () => {
    expect(english(msg`${'{1} {0} $&'} or ${'b'}`)).toBe('{1} {0} $& or b');
  });

  it('may stand in another as often as a hostile input likes', () => {
    let message: Message = msg`start`;
    for (let i = 0; i < 10_000; i++) message = msg`${message}.`;
    expect(english(message)).toBe(`start${'.'.repeat(10_000)}`);
  });

  it('is told apart by what it says, or by its words alone', () => {
    const [a, b] = ['a', 'b'].map((name) => msg`the subnet ${name}`) as [Message, Message];
    expect([sameMessage(a, msg`the subnet ${'a'}`), sameMessage(a, b), sameWords(a, b)]).toEqual([true, false, true]);
    expect(sameWords(a, msg`the network ${'a'}`)).toBe(false);
  });

  it('joins others with semicolons, however many', () => {
    expect(english(joined([msg`a`, msg`b`, msg`c`]))).toBe('a; b; c');
    const many = Array.from({ length: 10_000 }, (_, i) => msg`${i}`);
    expect(english(joined(many)).split('; ')).toHaveLength(10_000);
  });
});

describe('an object of a file', () => {
  it.each([
    '{"key":"x","values":[],"depth":1}',
    '{"unknown":"x"}',
    '{"unknown":{"key":"x","values":[],"depth":1}}',
    '{"unknown":{"key":"x","Symbol(message)":true}}',
  ])('is neither a message nor open: %s', (text) => {
    const value: unknown = JSON.parse(text);
    expect([isMessage(value), isUnknown(value)]).toEqual([false, false]);
  });

  it('is told from what is open', () => {
    expect(isUnknown(unknown(msg`a value`))).toBe(true);
  });
});

it('takes no bare text for a reason, so that every sentence can be found', () => {
  // @ts-expect-error a string is no message
  expect(isUnknown(unknown('a value'))).toBe(false);
});
