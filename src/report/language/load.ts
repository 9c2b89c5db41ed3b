/** Loads the one catalogue that a run needs. */
import type { Language, Messages } from './catalogue.js';

const CATALOGUES: Readonly<Record<Language, () => Promise<Messages>>> = {
  en: async () => (await import('./en.js')).en,
  ko: async () => (await import('./ko.js')).ko,
  fr: async () => (await import('./fr.js')).fr,
};

/** The sentences of a language. */
export function loadMessages(language: Language): Promise<Messages> {
  return CATALOGUES[language]();
}
