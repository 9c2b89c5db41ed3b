/** `fix FILES... [--write]`: what closes the gaps, as a patch of the files that declare the network. */
import { loadSettings } from '../settings/load.js';
import { ConfigurationError } from '../settings/settings.js';
import { choiceOf, type Option } from './arguments.js';
import type { CommandHelp } from './help.js';
import { writeReport } from './output.js';
import { givenFlags, SETTING_OPTIONS } from './setting-flags.js';
import { type CliIo, print } from './terminal.js';

const WRITE: Option = {
  name: 'write',
  placeholder: null,
  byDefault: '',
  help: 'Edits the files. Without it they are only read.',
  group: 'The changes',
};

const LEVEL: Option = {
  name: 'level',
  placeholder: 'LEVEL',
  values: ['all', 'required'],
  byDefault: 'all',
  help: 'Which gaps are closed: all, or those of required rows only.',
  group: 'The changes',
};

const OUTPUT: Option = {
  name: 'output',
  short: 'o',
  placeholder: 'FILE',
  byDefault: 'standard output',
  help: 'Where to write the patch and what goes with it; folders are made.',
  group: 'The changes',
};

/** Settings that say how a report looks mean nothing here. */
const NOT_HERE: ReadonlySet<string> = new Set(['report-file', 'sarif-file', 'html-file']);

const SETTINGS = SETTING_OPTIONS.filter(
  ({ name, group }) => !NOT_HERE.has(name) && !group.startsWith('Used by the GitHub Action only'),
);

export const FIX_COMMAND: CommandHelp = {
  name: 'fix',
  operands: 'FILES...',
  summary: 'prints, and with --write makes, the changes that close the gaps',
  about: [
    'Works out the smallest rules that close the gaps, tries them all together, and prints them as a unified diff of the .tf files that declare the network. Rules are never wider than what is required, and nothing else in a file is touched.',
    'FILES are the same as those of check. The .tf files are found beside the plan or state, or below it where the names in them leave no doubt; only files in the current folder and below it are edited. What has no source that can be edited is printed as text or as az commands, with its place. What is of another owner (context files, data sources, modules from elsewhere) is left alone, and said.',
    'Afterwards make a new plan and check it.',
  ],
  exitStatus:
    'Exit status: 0 these changes (with --write: those that were written) close everything that --fail-on counts; 1 they do not; 2 the command or its configuration is wrong, or a file cannot be written; 3 an input cannot be read or is no known format.',
  options: [WRITE, LEVEL, OUTPUT, ...SETTINGS],
};

/**
 * Prints the changes, and makes them where it is asked to.
 * @returns the exit status: 0, or 1 where gaps stay that `fail-on` counts
 * @throws {ConfigurationError} the flags or the configuration file are wrong, or a file cannot be written
 * @throws {InputError} an input cannot be read
 */
export async function runFix(
  operands: readonly string[],
  flags: ReadonlyMap<string, readonly string[]>,
  io: CliIo,
): Promise<number> {
  const level = choiceOf(flags, LEVEL) as 'all' | 'required';
  const settings = await loadSettings(givenFlags(operands, flags), io.cwd);
  if (settings.files.length === 0)
    throw new ConfigurationError(
      'fix needs a file: the JSON of `terraform show -json PLAN`, or `-` for standard input',
    );

  const { fix } = await import('../fix.js');
  const { printFix } = await import('../fix/print.js');
  const { writeSources } = await import('../fix/source-file.js');
  const result = await fix(settings, { cwd: io.cwd, within: null }, level, io.cwd);
  const written = flags.has('write') ? writeSources(result.files) : null;
  const output = flags.get('output')?.at(-1);
  // A terminal and the log of a runner obey what a file may hold; a pipe and a file get every byte.
  const exact = output !== undefined || (io.stdout.isTTY !== true && io.env['GITHUB_ACTIONS'] !== 'true');
  const rendered = printFix(result, written, exact);
  if (output === undefined) await print(io, rendered);
  else await writeReport(output, rendered, io.cwd);

  const [failed] = written?.failed ?? [];
  if (failed !== undefined)
    throw new ConfigurationError(`the file is not written: ${failed.reason}`, { file: failed.name });
  const counted = written === null ? [...result.edited, ...result.byHand.map(({ change }) => change)] : result.edited;
  return result.status(counted);
}
