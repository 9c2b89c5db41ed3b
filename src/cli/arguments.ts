/** From the words of a command line to operands and flags, by a table; every mistake named. */
import { parseArgs } from 'node:util';
import { ConfigurationError } from '../settings/settings.js';
import { suggestion } from '../settings/suggestion.js';

/** One flag. */
export interface Option {
  /** Without `--`. */
  readonly name: string;
  readonly short?: string;
  /** What help prints for the value; `null`: it takes none. */
  readonly placeholder: string | null;
  readonly values?: readonly string[];
  readonly byDefault: string;
  readonly help: string;
  readonly group: string;
}

/** What was written, sorted but not judged: flags may be unknown here. */
export interface Words {
  readonly operands: readonly string[];
  readonly flags: readonly {
    readonly name: string;
    /** As written: `--region`, `-h`. */
    readonly written: string;
    readonly value: string | undefined;
    readonly inline: boolean;
  }[];
}

/** Flags and operands in any order; `--` ends flags; `-` is an operand. */
export function readWords(argv: readonly string[], options: readonly Option[]): Words {
  const { tokens } = parseArgs({
    args: [...argv],
    // Not strict: the errors of the strict mode know no nearest flag. `readFlags` is as strict.
    strict: false,
    tokens: true,
    allowPositionals: true,
    options: Object.fromEntries(
      options.map(({ name, short, placeholder }) => [
        name,
        { type: placeholder === null ? 'boolean' : 'string', ...(short === undefined ? {} : { short }) } as const,
      ]),
    ),
  });
  return {
    operands: tokens.flatMap((token) => (token.kind === 'positional' ? [token.value] : [])),
    flags: tokens.flatMap((token) =>
      token.kind === 'option'
        ? [{ name: token.name, written: token.rawName, value: token.value, inline: token.inlineValue === true }]
        : [],
    ),
  };
}

/**
 * The values of each flag, in order; the list of a flag without value is empty.
 * @throws {ConfigurationError} an unknown flag, a value that is missing, empty or not wanted
 */
export function readFlags(words: Words, options: readonly Option[]): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, readonly string[]>();
  for (const { name, written, value, inline } of words.flags) {
    const option = options.find((candidate) => candidate.name === name);
    if (option === undefined) {
      const known = options.map((candidate) => `--${candidate.name}`);
      const hint = written.startsWith('--') ? suggestion(written, known) : '';
      throw new ConfigurationError(`there is no flag ${written}${hint === '' ? '; --help lists the flags' : hint}`);
    }
    if (option.placeholder === null) {
      if (value !== undefined) throw new ConfigurationError(`${written} takes no value`);
      found.set(name, []);
    } else {
      // `--region --hbi true` has forgotten the region; a value that does begin with a dash is written `--region=-x`.
      const missing = value === undefined || value === '' || (!inline && value.length > 1 && value.startsWith('-'));
      if (missing) throw new ConfigurationError(`${written} needs a value: ${written} ${option.placeholder}`);
      found.set(name, [...(found.get(name) ?? []), value]);
    }
  }
  return found;
}

/** The last value of a flag that takes one of a few; the default where it is not given. */
export function choiceOf(flags: ReadonlyMap<string, readonly string[]>, option: Option): string {
  const value = flags.get(option.name)?.at(-1) ?? option.byDefault;
  const values = option.values ?? [];
  if (values.includes(value)) return value;
  throw new ConfigurationError(
    `--${option.name} ${value.slice(0, 80)} is not one of ${values.join(', ')}${suggestion(value, values)}`,
  );
}
