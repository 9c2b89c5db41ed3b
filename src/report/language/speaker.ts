/** Messages in a language other than English, by a dictionary whose keys are the English words. */
import { fill, type Message, printValue } from '../../azure/message.js';
import { grammar } from './grammar.js';

/** A translation with `{0}`, `{1}`, … where the values stand, in any order; or one per plural category of the first number among the values. */
export type Translation = string | (Partial<Record<Intl.LDMLPluralRule, string>> & { readonly other: string });

/** Translations by the key of the message. */
export type Dictionary = Readonly<Record<string, Translation>>;

/**
 * Says messages in a language, those that stand in others too. Words that the dictionary lacks stay English, around values in the language.
 * @param locale a BCP 47 tag
 */
export function speaker(locale: string, dictionary: Dictionary): (message: Message) => string {
  const rules = new Intl.PluralRules(locale);
  const { date } = grammar(locale);
  const say = (message: Message): string => {
    const found = Object.hasOwn(dictionary, message.key) ? dictionary[message.key] : undefined;
    return fill(templateOf(found ?? message.key, message, rules), message.values, (value) =>
      printValue(value, { message: say, day: ({ day }) => date(day) }),
    );
  };
  return say;
}

function templateOf(found: Translation, { values }: Message, rules: Intl.PluralRules): string {
  if (typeof found === 'string') return found;
  const count = values.find((value) => typeof value === 'number') ?? 0;
  return found[rules.select(count)] ?? found.other;
}
