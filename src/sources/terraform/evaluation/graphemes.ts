/** Characters as Terraform counts them: what a reader sees as one, however many code points it takes. */

const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** Text in which every UTF-16 unit is a character by itself; a carriage return may join the line feed behind it. */
const PLAIN = /^[\x20-\x7e\t\n]*$/;

/** The characters of a text, one by one. */
export function graphemesOf(text: string): readonly string[] {
  if (PLAIN.test(text)) return text.split('');
  return Array.from(segmenter.segment(text), ({ segment }) => segment);
}

/** How many characters a text has. */
export const countGraphemes = (text: string): number => (PLAIN.test(text) ? text.length : graphemesOf(text).length);
