/** The door for people and scripts: words in, exit status out; everything that can go wrong ends in one line. */
import type { Check } from './check-options.js';
import { type Option, readFlags, readWords } from './cli/arguments.js';
import { CHECK_COMMAND, runCheck } from './cli/check-command.js';
import { EXPLAIN_COMMAND, runExplain } from './cli/explain-command.js';
import { FIX_COMMAND, runFix } from './cli/fix-command.js';
import { type CommandHelp, commandHelp, PROGRAM, programHelp } from './cli/help.js';
import { IMPORT_COMMAND, runImport } from './cli/import-command.js';
import { MERGE_COMMAND, runMerge } from './cli/merge-command.js';
import { REQUIREMENTS_COMMAND, runRequirements } from './cli/requirements-command.js';
import { type CliIo, print, write } from './cli/terminal.js';
import { errorLine, otherLines } from './error-line.js';
import { ConfigurationError } from './settings/settings.js';
import { suggestion } from './settings/suggestion.js';
import { VERSION } from './version.js';

export type { CliIo } from './cli/terminal.js';

/** A command: its help, and what it does with operands and flags. */
interface Command extends CommandHelp {
  readonly run: (
    operands: readonly string[],
    flags: ReadonlyMap<string, readonly string[]>,
    io: CliIo,
    parts: CliParts,
  ) => Promise<number>;
}

/** What commands are given, so that tests can stand in for it. */
export interface CliParts {
  readonly check: Check;
}

const LOADED: CliParts = {
  check: async (settings, io) => (await import('./check.js')).check(settings, io),
};

const COMMANDS: readonly Command[] = [
  { ...CHECK_COMMAND, run: (operands, flags, io, { check }) => runCheck(operands, flags, io, check) },
  { ...FIX_COMMAND, run: runFix },
  { ...EXPLAIN_COMMAND, run: runExplain },
  { ...MERGE_COMMAND, run: runMerge },
  { ...REQUIREMENTS_COMMAND, run: runRequirements },
  { ...IMPORT_COMMAND, run: runImport },
];

const GLOBAL_OPTIONS: readonly Option[] = [
  { name: 'help', short: 'h', placeholder: null, byDefault: '', help: 'Prints this help.', group: 'Help' },
  { name: 'version', placeholder: null, byDefault: '', help: 'Prints the version.', group: 'Help' },
];

/**
 * Runs one command line.
 * @param argv the words after the program
 * @returns the exit status of the contract: 0; 1 gaps; 2 the command or its configuration is wrong; 3 an input cannot be read. It never throws.
 */
export async function run(argv: readonly string[], io: CliIo, parts: CliParts = LOADED): Promise<number> {
  try {
    return await dispatch(argv, io, parts);
  } catch (error) {
    const { status, line } = errorLine(error, PROGRAM);
    const stack =
      io.env['AZUREML_NETWORK_CHECK_DEBUG'] === '1' && error instanceof Error ? `${error.stack ?? ''}\n` : '';
    // Where not even standard error can be written to, the status is all that is left.
    const lines = [line, ...otherLines(error, PROGRAM)].join('\n');
    await write(io.stderr, `${lines}\n${stack}`).catch(() => undefined);
    return status;
  }
}

async function dispatch(argv: readonly string[], io: CliIo, parts: CliParts): Promise<number> {
  const all = [...GLOBAL_OPTIONS, ...COMMANDS.flatMap(({ options }) => options)];
  const words = readWords(argv, all);
  const asks = (name: string): boolean => words.flags.some((flag) => flag.name === name);
  const [name, ...operands] = words.operands;
  const command = COMMANDS.find((candidate) => candidate.name === name);

  if (asks('help'))
    await print(io, command === undefined ? programHelp(COMMANDS, GLOBAL_OPTIONS) : commandHelp(command));
  else if (asks('version')) await print(io, `${VERSION}\n`);
  else if (argv.length === 0) {
    await write(io.stderr, programHelp(COMMANDS, GLOBAL_OPTIONS));
    return 2;
  } else {
    const flags = readFlags(words, command === undefined ? all : [...GLOBAL_OPTIONS, ...command.options]);
    if (command === undefined) throw unknownCommand(name);
    return command.run(operands, flags, io, parts);
  }
  return 0;
}

function unknownCommand(name: string | undefined): ConfigurationError {
  const names = COMMANDS.map((command) => command.name);
  const list = `the commands are: ${names.join(', ')}`;
  if (name === undefined) return new ConfigurationError(`a command is missing; ${list}`);
  // Someone who leaves the command out usually names a file at once.
  const hint = /[./\\*]/.test(name) ? `; did you mean ${PROGRAM} check ${name.slice(0, 80)}?` : suggestion(name, names);
  return new ConfigurationError(`there is no command ${name.slice(0, 80)}; ${list}${hint}`);
}
