/** English: pages, drawings and rules. */
import { grammar } from './grammar.js';
import type { PageMessages } from './page.js';

const { plural, list } = grammar('en');

export const page: PageMessages = {
  source: (document, date) => `Source of the edition: ${document}${date === null ? '' : `, ${date}`}`,

  changes: (changes) =>
    `Against the state before this change, ${list([
      plural(changes.new, { one: '# gap is new', other: '# gaps are new' }),
      plural(changes.existing, { one: '# is unchanged', other: '# are unchanged' }),
      plural(changes.fixed, { one: '# is closed', other: '# are closed' }),
    ])}.`,
  changed: {
    new: (count) => plural(count, { one: '# new gap', other: '# new gaps' }),
    existing: (count) => plural(count, { one: '# unchanged gap', other: '# unchanged gaps' }),
    fixed: (count) => plural(count, { one: '# closed gap', other: '# closed gaps' }),
  },

  missing: 'Missing',
  blockedBy: 'Blocked by',
  stillOpen: 'Undecided',
  andMoreScopes: (count) => plural(count, { one: 'and # more scope', other: 'and # more scopes' }),

  path: 'Path',
  drawingTitle: (direction) =>
    direction === 'outbound'
      ? 'The way out of the scope and where it ends'
      : 'The way into the scope and where it ends',
  drawingHelp:
    'An arrow that ends in a cross is blocked, a dotted arrow is undecided, and a plain arrow is open. The tables say the same in words',
  metTargets: (count) => plural(count, { one: '# requirement', other: '# requirements' }),
  drawingsLeftOut: (count) =>
    plural(count, { one: 'One more scope is not drawn.', other: '# more scopes are not drawn.' }),
  partsLeftOut: (count) => plural(count, { one: '# more cause is not drawn', other: '# more causes are not drawn' }),

  onlyCauses:
    'Shortened to fit: what is missing and what blocks it, without drawings and sentences. The JSON report has everything.',
  summaryHasMore: (link) => `More of it is in the ${link}.`,
  summaryName: 'job summary',

  matrix: 'Requirements by scope',
  matrixHelp: 'Each tile leads to its finding, with the path and the rule that decides.',
  requirement: 'Requirement',
  notAsked: 'not asked here',
  whatIsMissing: 'What is missing',
  gapsOf: (count) => plural(count, { one: '# gap', other: '# gaps' }),
  settledOf: (count) => plural(count, { one: '# met or waived', other: '# met or waived' }),
  undecidedOf: (count) => plural(count, { other: '# undecided' }),
  backToMatrix: 'Back to the overview',
  scopesLeftOut: (count) =>
    plural(count, {
      one: 'One more scope is listed below only.',
      other: '# more scopes are listed below only.',
    }),
  madeBy: (tool) => `Made by ${tool}`,

  rule: (direction, level, targets) => {
    const verb = level === 'required' ? 'must' : 'should';
    return direction === 'outbound'
      ? `Azure Machine Learning compute ${verb} reach ${list(targets)}`
      : `Azure Machine Learning compute ${verb} be reached from ${list(targets)}`;
  },
  ruleHelp:
    'Every leg of the path has to let this traffic through: network security groups, routes, firewalls and the way out. Allow it where the report says that it is blocked, with a priority before the rule that denies it.',
  calledFrom: 'The call of the module that this is declared in.',
  scopeOf: (scope) => `The scope: ${scope}`,
  resultsLeftOut: (count, most) =>
    `${plural(count, { one: '# more finding is', other: '# more findings are' })} left out: code scanning shows ${plural(most, { other: '#' })}. The JSON report has all of them.`,
};
