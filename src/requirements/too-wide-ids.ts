/** The ids by which reports and waivers name rules that are wider than needed, one for each kind of width. */
import { isAbout, type Waiver } from './waiver.js';

/** Every address of the Internet, a public prefix that no service fills, all of Azure, all regions of a service, all ports, every host. */
export const TOO_WIDE_IDS = [
  'too-wide-internet',
  'too-wide-prefix',
  'too-wide-cloud',
  'too-wide-service',
  'too-wide-ports',
  'too-wide-hosts',
] as const;
export type TooWideId = (typeof TOO_WIDE_IDS)[number];

/** In a waiver: every kind. */
const ANY_KIND = 'too-wide';

/**
 * Whether a waiver is about a rule that is too wide. It has to say so by its requirement: an exception for a gap in a tag is none for a rule that
 * opens the tag. A tag or host beside it has to be one of the rule's own words.
 * @param opens the rule's own words
 */
export function isAboutWide(waiver: Waiver, requirement: TooWideId, opens: readonly string[]): boolean {
  const { tag, host } = waiver;
  if (waiver.requirement !== ANY_KIND && waiver.requirement !== requirement) return false;
  const fits = (text: string): boolean =>
    isAbout({ ...waiver, requirement: null }, { requirement, tag: text, host: text });
  return (tag === null && host === null) || opens.some(fits);
}
