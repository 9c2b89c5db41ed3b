/** `check FILES...`: the pipeline from a terminal or a script, without GitHub. */
import type { Check } from '../check-options.js';
import type { Report } from '../report/report.js';
import { loadSettings } from '../settings/load.js';
import { ConfigurationError, type Settings } from '../settings/settings.js';
import { choiceOf, type Option } from './arguments.js';
import type { CommandHelp } from './help.js';
import { writeReport } from './output.js';
import { COLOR, givenFlags, SETTING_OPTIONS } from './setting-flags.js';
import { type CliIo, type Look, lookOf, print } from './terminal.js';

const FORMAT: Option = {
  name: 'format',
  placeholder: 'FORMAT',
  values: ['text', 'json', 'markdown', 'sarif', 'html'],
  byDefault: 'text',
  help: 'Format of the report. sarif is SARIF 2.1.0, html one page that needs nothing else.',
  group: 'Output',
};

export const OUTPUT: readonly Option[] = [
  FORMAT,
  {
    name: 'output',
    short: 'o',
    placeholder: 'FILE',
    byDefault: 'standard output',
    help: 'Where to write the report; folders are made.',
    group: 'Output',
  },
  {
    name: 'verbose',
    placeholder: null,
    byDefault: '',
    help: 'Also what is met, each path step by step, and the fixes.',
    group: 'Output',
  },
  COLOR,
];

export const CHECK_COMMAND: CommandHelp = {
  name: 'check',
  operands: 'FILES...',
  summary: 'checks plans and states and reports what is missing',
  about: [
    'FILES are paths or globs of Terraform plans and states: the JSON of `terraform show -json`, or a raw terraform.tfstate. All of them together are one network. `-` reads standard input.',
    'Flags that take lists may be repeated. Every setting may also stand in the configuration file, under its name without the dashes.',
  ],
  options: [...OUTPUT, ...SETTING_OPTIONS],
};

/**
 * Runs the check and prints or writes its report.
 * @returns the exit status: 0, or 1 for gaps
 * @throws {ConfigurationError} the flags or the configuration file are wrong, or the report cannot be written
 * @throws {InputError} from the check
 */
export async function runCheck(
  operands: readonly string[],
  flags: ReadonlyMap<string, readonly string[]>,
  io: CliIo,
  check: Check,
): Promise<number> {
  const format = formatOf(flags);
  const colour = choiceOf(flags, COLOR) as 'auto' | 'always' | 'never';
  const settings = await loadSettings(givenFlags(operands, flags), io.cwd);
  if (settings.files.length === 0)
    throw new ConfigurationError(
      'check needs a file: the JSON of `terraform show -json PLAN`, or `-` for standard input',
    );

  const { report } = await check(settings, { cwd: io.cwd, within: null });
  const output = flags.get('output')?.at(-1);
  const look = { ...lookOf(io, colour, output !== undefined), verbose: flags.has('verbose') };
  const rendered = await renderReport(report, settings, format, look);
  await writeFiles(report, settings, io.cwd);
  if (output === undefined) await print(io, rendered);
  else await writeReport(output, rendered, io.cwd);
  const { exitStatus } = await import('../report/conclusion.js');
  return exitStatus(report, settings.failOn);
}

/** @throws {ConfigurationError} it is none of the formats */
export function formatOf(flags: ReadonlyMap<string, readonly string[]>): string {
  return choiceOf(flags, FORMAT);
}

/** Writes the files that the settings name beside the report itself. */
export async function writeFiles(report: Report, settings: Settings, cwd: string): Promise<void> {
  if (settings.reportFile === null && settings.sarifFile === null && settings.htmlFile === null) return;
  const { reportFiles } = await import('../report-files.js');
  for (const { name, render } of reportFiles(report, settings)) await writeReport(name, await render(), cwd);
}

/** A report in one of the formats of {@link formatOf}. */
export async function renderReport(
  report: Report,
  settings: Settings,
  format: string,
  look: Look & { readonly verbose: boolean },
): Promise<string> {
  if (format === 'json') return (await import('../report/json.js')).renderJson(report);
  if (format === 'sarif') return (await import('../report-files.js')).sarifOf(report, settings);
  if (format === 'html') return (await import('../report-files.js')).htmlOf(report, settings);
  const messages = await (await import('../report/language/load.js')).loadMessages(settings.language);
  if (format === 'text') return (await import('../report/text.js')).renderText(report, { ...look, messages });
  const { renderMarkdown } = await import('../report/markdown.js');
  return renderMarkdown(report, { limit: Number.MAX_SAFE_INTEGER, messages });
}
