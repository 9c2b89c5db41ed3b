/** What the pages of a report say besides the words that all formats share: Markdown with its drawings, HTML, and the rules of SARIF. */
import type { Direction, Level } from '../../requirements/requirement.js';

/** Gaps by what the change does to them. */
export interface Changes {
  readonly new: number;
  readonly existing: number;
  readonly fixed: number;
}

/** The same rules as for all messages: strings passed in are printed as they come, and no text holds what Markdown or HTML would read. */
export interface PageMessages {
  /** Where the edition is from: the document and, where it is known, its date. */
  readonly source: (document: string, date: string | null) => string;

  /** What the change does, as a sentence; then the heads of the lists of it. */
  readonly changes: (changes: Changes) => string;
  readonly changed: Readonly<Record<keyof Changes, (count: number) => string>>;

  /** Heads of the columns of gaps. */
  readonly missing: string;
  readonly blockedBy: string;
  readonly stillOpen: string;
  /** Several scopes with the same gaps: the rest of their names. */
  readonly andMoreScopes: (count: number) => string;

  /** Drawings. */
  readonly path: string;
  readonly drawingTitle: (direction: Direction) => string;
  /** What marks a closed leg and an open question, for who does not see the drawing. */
  readonly drawingHelp: string;
  readonly metTargets: (count: number) => string;
  readonly drawingsLeftOut: (count: number) => string;
  readonly partsLeftOut: (count: number) => string;

  /** What was left out for want of room. */
  readonly onlyCauses: string;
  readonly summaryHasMore: (link: string) => string;
  readonly summaryName: string;

  /** The HTML page. */
  readonly matrix: string;
  readonly matrixHelp: string;
  readonly requirement: string;
  readonly notAsked: string;
  readonly whatIsMissing: string;
  readonly gapsOf: (count: number) => string;
  readonly settledOf: (count: number) => string;
  readonly undecidedOf: (count: number) => string;
  readonly backToMatrix: string;
  readonly scopesLeftOut: (count: number) => string;
  readonly madeBy: (tool: string) => string;

  /** Rules of SARIF. */
  readonly rule: (direction: Direction, level: Level, targets: readonly string[]) => string;
  readonly ruleHelp: string;
  /** Beside a place: it calls the module that holds the declaration. */
  readonly calledFrom: string;
  readonly scopeOf: (scope: string) => string;
  readonly resultsLeftOut: (count: number, most: number) => string;
}
