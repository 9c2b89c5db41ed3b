/** `merge`: the reports of several jobs as one, with the exit status that one check of all would have. */
import { loadSettings } from '../settings/load.js';
import type { Given } from '../settings/parse.js';
import { ConfigurationError } from '../settings/settings.js';
import { isSettingName, type SettingName } from '../settings/table.js';
import { choiceOf } from './arguments.js';
import { formatOf, OUTPUT, renderReport, writeFiles } from './check-command.js';
import type { CommandHelp } from './help.js';
import { writeReport } from './output.js';
import { COLOR, SETTING_OPTIONS } from './setting-flags.js';
import { type CliIo, lookOf, print } from './terminal.js';

const SETTING_NAMES: ReadonlySet<string> = new Set([
  'fail-on',
  'language',
  'config',
  'report-file',
  'sarif-file',
  'html-file',
]);

export const MERGE_COMMAND: CommandHelp = {
  name: 'merge',
  operands: 'REPORT.json...',
  summary: 'makes one report of several',
  about: [
    'Reads JSON reports of `check`, for instance of the jobs of a matrix, and makes one of them. They have to be of one edition.',
    'Conclusion and exit status are worked out anew from all findings, by --fail-on of this command. The order of the files makes no difference.',
  ],
  options: [...OUTPUT, ...SETTING_OPTIONS.filter(({ name }) => SETTING_NAMES.has(name))],
};

/**
 * @returns the exit status: 0, or 1 for gaps
 * @throws {ConfigurationError} the flags are wrong, or the reports do not go together
 * @throws {InputError} a file cannot be read or is no report
 */
export async function runMerge(
  operands: readonly string[],
  flags: ReadonlyMap<string, readonly string[]>,
  io: CliIo,
): Promise<number> {
  const format = formatOf(flags);
  const colour = choiceOf(flags, COLOR) as 'auto' | 'always' | 'never';
  if (operands.length === 0) throw new ConfigurationError('merge needs the JSON reports of check');
  const given = new Map<SettingName, Given>();
  for (const [name, texts] of flags) if (isSettingName(name)) given.set(name, { texts, place: null });
  const settings = await loadSettings(given, io.cwd);
  const { mergeFiles } = await import('../merge-reports.js');
  const { report } = await mergeFiles(operands, settings, { cwd: io.cwd, within: null });
  const output = flags.get('output')?.at(-1);
  const look = { ...lookOf(io, colour, output !== undefined), verbose: flags.has('verbose') };
  const rendered = await renderReport(report, settings, format, look);
  await writeFiles(report, settings, io.cwd);
  if (output === undefined) await print(io, rendered);
  else await writeReport(output, rendered, io.cwd);
  const { exitStatus } = await import('../report/conclusion.js');
  return exitStatus(report, settings.failOn);
}
