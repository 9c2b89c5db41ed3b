/** Random expressions of all functions, right and wrong, for property tests. */
import fc from 'fast-check';
import { FUNCTIONS } from '../../../../src/sources/arm/language/functions.js';

const LITERALS = [
  '5',
  '0',
  '1',
  '-1',
  "''",
  "'a'",
  "'A'",
  "'b'",
  "'10.0.0.0/8'",
  "'{0}'",
  "'[1]'",
  "'/'",
  'true()',
  'false()',
  'null()',
];
const KNOWN = [
  "parameters('ports')",
  "parameters('subnet')",
  "parameters('dogs')",
  "parameters('prefix')",
  "lambdaVariables('x')",
];

/** What tests decide later. */
export const OPEN_PARAMETERS = ['later', 'anything', 'list', 'thing', 'flag', 'number'] as const;

const NAMES = FUNCTIONS.map(({ name }) => name.replace('*', 'Keys'));
/** Functions whose open cases are worth many runs. */
const FAVOURITES = [
  'concat',
  'if',
  'equals',
  'union',
  'contains',
  'createArray',
  'createObject',
  'and',
  'or',
  'coalesce',
  'take',
  'skip',
  'first',
  'last',
];
const MORE = [
  'split',
  'join',
  'format',
  'toLower',
  'startsWith',
  'endsWith',
  'empty',
  'length',
  'tryGet',
  'substring',
  'intersection',
  'indexOf',
];

export const expressions: fc.Arbitrary<string> = fc.letrec<{ readonly expression: string }>((tie) => {
  const call = (names: readonly string[]) =>
    fc
      .tuple(fc.constantFrom(...names), fc.array(tie('expression'), { maxLength: 4 }))
      .map(([name, args]) => `${name}(${args.join(', ')})`);
  return {
    expression: fc.oneof(
      { maxDepth: 5, withCrossShrink: true },
      fc.constantFrom(...LITERALS),
      fc.constantFrom(...KNOWN),
      fc.constantFrom(...OPEN_PARAMETERS.map((name) => `parameters('${name}')`)),
      call(NAMES),
      call([...FAVOURITES, ...MORE]),
      fc
        .tuple(
          fc.constantFrom('map', 'filter', 'toObject', 'groupBy', 'mapValues'),
          tie('expression'),
          tie('expression'),
        )
        .map(([name, list, body]) => `${name}(${list}, lambda('x', ${body}))`),
      fc
        .tuple(tie('expression'), tie('expression'))
        .map(
          ([list, body]) =>
            `reduce(${list}, ${body}, lambda('x', 'y', concat(lambdaVariables('x'), lambdaVariables('y'))))`,
        ),
      fc
        .tuple(tie('expression'), tie('expression'))
        .map(([object, key]) => `${object.replace(/^'.*|^-?\d.*/, "createObject('a', 1)")}[${key}]`),
      tie('expression').map((object) => `${/^['\d-]/.test(object) ? "createObject('name', 2)" : object}.name`),
    ),
  };
}).expression;
