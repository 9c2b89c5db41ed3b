/** Plurals, numbers and lists by the rules of a language (CLDR, by way of `Intl`). */

/** A text per plural category; `#` is the number. */
export type Plural = Partial<Record<Intl.LDMLPluralRule, string>> & { readonly other: string };

export interface Grammar {
  /** The form for the count, `#` replaced by the number. */
  readonly plural: (count: number, forms: Plural) => string;
  /** A day, `2026-03-19`, as the language writes it; what is no day stays as it is. */
  readonly date: (day: string) => string;
  /** `a, b and c` */
  readonly list: (items: readonly string[]) => string;
}

/** @param locale a BCP 47 tag */
export function grammar(locale: string): Grammar {
  const rules = new Intl.PluralRules(locale);
  const numbers = new Intl.NumberFormat(locale);
  const lists = new Intl.ListFormat(locale, { style: 'long', type: 'conjunction' });
  const dates = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' });
  return {
    date: (day) => {
      const time = /^\d{4}-\d{2}-\d{2}$/.test(day) ? Date.parse(day) : Number.NaN;
      // Of all days French counts only the first of a month as such, which CLDR leaves out.
      return Number.isNaN(time) ? day : dates.format(time).replace(/^1 (?=\p{L})/u, '1er ');
    },
    plural: (count, forms) => (forms[rules.select(count)] ?? forms.other).replaceAll('#', numbers.format(count)),
    list: (items) => lists.format(items),
  };
}

/** Whether what decides at a managed network is no rule of it but its isolation mode. */
export function isIsolationMode(rule: string): boolean {
  return /^Allow(?:Internet|OnlyApproved)Outbound$/i.test(rule);
}

/** A sentence of somebody else's, with a full stop where it has no end of its own. */
export function ended(text: string): string {
  return /[.!?…。]$/.test(text) ? text : `${text}.`;
}
