/** Every sentence of the sources is said in every language: none is missing, none is left over, and each has the same places for its values. */
import { describe, expect, it } from '@jest/globals';
import { arm as frArm } from '../../src/report/language/fr/arm.js';
import { configuration as frConfiguration } from '../../src/report/language/fr/configuration.js';
import { evaluation as frEvaluation } from '../../src/report/language/fr/evaluation.js';
import { reachability as frReachability } from '../../src/report/language/fr/reachability.js';
import { remedies as frRemedies } from '../../src/report/language/fr/remedies.js';
import { rules as frRules } from '../../src/report/language/fr/rules.js';
import { sources as frSources } from '../../src/report/language/fr/sources.js';
import { syntax as frSyntax } from '../../src/report/language/fr/syntax.js';
import { sentences as fr } from '../../src/report/language/fr-messages.js';
import { arm as koArm } from '../../src/report/language/ko/arm.js';
import { configuration as koConfiguration } from '../../src/report/language/ko/configuration.js';
import { evaluation as koEvaluation } from '../../src/report/language/ko/evaluation.js';
import { reachability as koReachability } from '../../src/report/language/ko/reachability.js';
import { remedies as koRemedies } from '../../src/report/language/ko/remedies.js';
import { rules as koRules } from '../../src/report/language/ko/rules.js';
import { sources as koSources } from '../../src/report/language/ko/sources.js';
import { syntax as koSyntax } from '../../src/report/language/ko/syntax.js';
import { sentences as ko } from '../../src/report/language/ko-messages.js';
import type { Dictionary, Translation } from '../../src/report/language/speaker.js';
import { leaks, templates } from './templates.js';

const found = templates();
const keys = new Set(found.map(({ key }) => key));

/** Without a letter there is nothing to translate, though a language may space it in its own way. */
const hasWords = (key: string): boolean => /\p{L}/u.test(key.replaceAll(/\{\d+\}/g, ''));
const formsOf = (translation: Translation): readonly string[] =>
  typeof translation === 'string' ? [translation] : Object.values(translation);
const placesOf = (text: string): string => [...new Set(text.match(/\{\d+\}/g) ?? [])].sort().join();
const wrong = (dictionary: Dictionary, isWrong: (form: string, key: string) => boolean): readonly string[] =>
  Object.entries(dictionary).flatMap(([key, value]) => formsOf(value).filter((form) => isWrong(form, key)));

describe('the sources', () => {
  it('say sentences by hundreds of templates', () => {
    expect(keys.size).toBeGreaterThan(250);
  });

  it('have no template whose own words look like a place for a value', () => {
    expect(found.filter(({ key }) => (key.match(/\{\d+\}/g) ?? []).some((place, i) => place !== `{${i}}`))).toEqual([]);
  });

  it('never make a string of a message but by a language', () => {
    expect(leaks()).toEqual([]);
  });
});

describe.each([
  ['Korean', ko, [koArm, koConfiguration, koEvaluation, koReachability, koRemedies, koRules, koSources, koSyntax]],
  ['French', fr, [frArm, frConfiguration, frEvaluation, frReachability, frRemedies, frRules, frSources, frSyntax]],
] as const)('in %s', (_, dictionary, parts) => {
  it('no sentence is missing', () => {
    expect(found.filter(({ key }) => hasWords(key) && !Object.hasOwn(dictionary, key))).toEqual([]);
  });

  it('no sentence is left that nobody says any more, and none is in two files', () => {
    expect(Object.keys(dictionary).filter((key) => !keys.has(key))).toEqual([]);
    expect(parts.flatMap((part) => Object.keys(part))).toHaveLength(Object.keys(dictionary).length);
  });

  it('each has the places of its values, in each of its plurals', () => {
    expect(wrong(dictionary, (form, key) => placesOf(form) !== placesOf(key))).toEqual([]);
  });

  it('none is empty or just the English', () => {
    expect(wrong(dictionary, (form, key) => form.trim() === '' || form === key)).toEqual([]);
  });
});

it('in Korean all are Korean, and no particle depends on how a name ends', () => {
  expect(wrong(ko, (form, key) => hasWords(key) && !/[가-힣]/.test(form) && !LOANS.has(form))).toEqual([]);
  expect(
    wrong(ko, (form) => /\{\d+\}["`]?(은|는|이|가|을|를|과|와|으로|로|이나|나|이며|며|이고)(?![가-힣])/.test(form)),
  ).toEqual([]);
});

/** Words that Korean has from Terraform, and signs. */
const LOANS = new Set(['heredoc <<{0}', '{0} → {1}']);

it('in French no word is cut short before a name, and punctuation stands behind a space that does not break', () => {
  expect(wrong(fr, (form) => /(?<!plus)(^|[\s(])(de|que|jusque|lorsque) \{|[’']\{/.test(form))).toEqual([]);
  expect(wrong(fr, (form) => / [;:?!»](\s|$)|[^\s\u00a0"][;?!](\s|$)/.test(form))).toEqual([]);
  expect(wrong(fr, (form) => /'/.test(form.replaceAll(/`[^`]*`/g, '')))).toEqual([]);
});
