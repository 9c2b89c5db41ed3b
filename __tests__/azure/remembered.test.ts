/** A function of a text that remembers: the same answers, fewer questions, and never more than its measure. */
import { describe, expect, it } from '@jest/globals';
import { remembered } from '../../src/azure/remembered.js';

describe('a function that remembers', () => {
  function counted(most: number) {
    const asked: string[] = [];
    const ask = remembered((text) => {
      asked.push(text);
      return text.length;
    }, most);
    return { asked, ask };
  }

  it('answers the same text once', () => {
    const { asked, ask } = counted(10);
    expect([ask('Storage'), ask('Storage'), ask('__proto__')]).toEqual([7, 7, 9]);
    expect(asked).toEqual(['Storage', '__proto__']);
  });

  it('forgets all once it is full, and begins anew', () => {
    const { asked, ask } = counted(2);
    for (const text of ['a', 'b', 'c', 'c', 'a']) ask(text);
    expect(asked).toEqual(['a', 'b', 'c', 'a']);
  });

  it('does not keep long texts', () => {
    const { asked, ask } = counted(10);
    const long = 'x'.repeat(65);
    expect([ask(long), ask(long)]).toEqual([65, 65]);
    expect(asked).toEqual([long, long]);
  });
});
