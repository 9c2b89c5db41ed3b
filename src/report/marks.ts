/** The marks of pages: they stand before a word that says the same, never in its place. */
import type { PathStep, TooWide, Verdict } from '../reachability/finding.js';
import type { Conclusion } from './report.js';

/** For Markdown, which GitHub shows with its own colours. */
export const VERDICT_MARKS: Readonly<Record<Verdict, string>> = {
  unmet: '❌',
  partial: '🟠',
  unknown: '❔',
  met: '✅',
  waived: '➖',
  'not-applicable': '➖',
};

export const WIDE_MARKS: Readonly<Record<TooWide['verdict'], string>> = { 'too-wide': '⚠️', waived: '➖', met: '✅' };

export const CONCLUSION_MARKS: Readonly<Record<Conclusion, string>> = { fail: '❌', unknown: '❔', pass: '✅' };

/** For drawings: signs that every font has, in the colour of the text. */
export const VERDICT_SIGNS: Readonly<Record<Verdict, string>> = {
  unmet: '✗',
  partial: '◐',
  unknown: '?',
  met: '✓',
  waived: '–',
  'not-applicable': '–',
};

export const WIDE_SIGNS: Readonly<Record<TooWide['verdict'], string>> = { 'too-wide': '!', waived: '–', met: '✓' };

export const ACTION_SIGNS: Readonly<Record<PathStep['action'], string>> = {
  allow: '✓',
  deny: '✗',
  unknown: '?',
  route: '→',
};
