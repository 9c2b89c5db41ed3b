/** Texts as expressions: what is one, what its tree is, and where a wrong one is wrong. */
import { describe, expect, it } from '@jest/globals';
import { SyntaxFault } from '../../../../src/sources/arm/language/errors.js';
import { evaluateString } from '../../../../src/sources/arm/language/evaluate.js';
import { isExpressionText, parseExpression } from '../../../../src/sources/arm/language/parser.js';
import { printExpression } from '../../../../src/sources/arm/language/print.js';
import { testScope } from './surroundings.js';

function faultOf(text: string): SyntaxFault {
  try {
    parseExpression(text);
  } catch (error) {
    if (error instanceof SyntaxFault) return error;
    throw error;
  }
  throw new Error(`${text} was accepted`);
}

describe('a string of a template', () => {
  it.each([
    ["[concat('a', 'b')]", 'ab'],
    ['plain', 'plain'],
    ['', ''],
    ['[[literal]', '[literal]'],
    ['[not closed', '[not closed'],
    ['[[not closed', '[[not closed'],
    ['[]', '[]'],
    ["['']", ''],
    ["['it''s']", "it's"],
    ['[5]', 5],
    ['[-5]', -5],
    ["[ concat ( 'a' ,\n 'b' ) ]", 'ab'],
    ["[contoso.twice('ab')]", 'abab'],
    ["[parameters('subnet')['properties']['addressPrefix']]", '10.0.1.0/24'],
    ["[parameters('SUBNET').Properties.ADDRESSPREFIX]", '10.0.1.0/24'],
    ["[parameters('ports')[add(0, 1)]]", 80],
  ])('%s is %j', (text, expected) => {
    expect(evaluateString(text, testScope())).toBe(expected);
  });

  it('is an expression between single brackets only', () => {
    expect(['[a()]', '[[a()]', '[a()', 'a()]', '[]', '['].map(isExpressionText)).toEqual([
      true,
      false,
      false,
      false,
      false,
      false,
    ]);
  });
});

describe('a wrong expression says where and what', () => {
  it.each([
    ['[concat(]', 8, /a function, a string or a number is expected here instead of \]/],
    ["[concat('a' 'b')]", 12, /, is expected here instead of b/],
    ["[concat('a',)]", 12, /instead of \)/],
    ["['open]", 1, /not closed with a single quote/],
    ["[concat('a')] ]", 14, /the end of the expression/],
    ['[concat]', 7, /\( after concat/],
    ["[parameters('a').]", 17, /the name of a property/],
    ["[parameters('a').5]", 17, /the name of a property/],
    ['[a.b.]', 5, /the name of a function/],
    ['[a(1) + 2]', 6, /unexpected character/],
    ['[a(b(]', 5, /instead of \]/],
  ] as const)('%s at %d', (text, at, problem) => {
    const fault = faultOf(text);
    expect({ at: fault.at, text: fault.text }).toEqual({ at, text });
    expect(fault.message).toMatch(problem);
  });

  it('refuses nesting that would exhaust the stack', () => {
    expect(faultOf(`[${'a('.repeat(100_000)}]`).message).toMatch(/nested deeper than/);
    expect(faultOf(`[a()${'[a()'.repeat(100_000)}]`).message).toMatch(/nested deeper than/);
  });

  it('reads a chain of members of any length', () => {
    const tree = parseExpression(`[parameters('thing')${'.a'.repeat(100_000)}]`);
    expect(tree.kind).toBe('member');
    expect(printExpression(tree)).toMatch(/…/);
  });
});

describe('an expression is written again', () => {
  it.each([
    "concat('it''s', 5, true(), null())",
    "parameters('a').b['c d'][0]",
    "parameters('a')[variables('b')]",
    "contoso.twice('x')",
  ])('%s', (text) => {
    expect(printExpression(parseExpression(`[${text}]`))).toBe(text);
  });
});
