/** `requirements`: the matrix as it applies, to read or as ready rules. */
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { errorCode } from '../azure/error-code.js';
import type { RequirementsList } from '../report/matrix.js';
import { loadSettings } from '../settings/load.js';
import type { Given } from '../settings/parse.js';
import { ConfigurationError, type Settings } from '../settings/settings.js';
import { isSettingName, SETTINGS, type SettingName, type SettingSpec } from '../settings/table.js';
import { choiceOf, type Option } from './arguments.js';
import type { CommandHelp } from './help.js';
import { type CliIo, lookOf, print } from './terminal.js';

const FORMATS = [
  'text',
  'markdown',
  'json',
  'terraform-nsg',
  'terraform-firewall',
  'bicep-nsg',
  'bicep-firewall',
  'az-cli',
] as const;
type Format = (typeof FORMATS)[number];

const FORMAT: Option = {
  name: 'format',
  placeholder: 'FORMAT',
  values: FORMATS,
  byDefault: 'text',
  help: 'To read: text, markdown, json. As rules that pass the check: terraform-nsg, terraform-firewall, bicep-nsg, bicep-firewall, az-cli.',
  group: 'Output',
};

const OUTPUT: Option = {
  name: 'output',
  short: 'o',
  placeholder: 'FILE',
  byDefault: 'standard output',
  help: 'Where to write it; folders are made.',
  group: 'Output',
};

/** The settings that the matrix depends on. */
const SETTING_NAMES: ReadonlySet<string> = new Set([
  'region',
  'hbi',
  'cloud',
  'edition',
  'features',
  'language',
  'config',
]);

export const REQUIREMENTS_COMMAND: CommandHelp = {
  name: 'requirements',
  operands: '',
  summary: 'prints what a workspace needs, to read or as rules',
  about: [
    'Prints the requirement matrix for a region and its settings. Rows that depend on what a network looks like are recommended here: there is no input to ask. Name a feature (`--features compute-public-ip`) to have its rows required.',
    'The formats for rules write what is required, and for firewalls the recommended hosts too. A network security group cannot see host names: required hosts of others become a rule for the Internet.',
  ],
  options: [
    FORMAT,
    OUTPUT,
    ...SETTINGS.filter(({ name }) => SETTING_NAMES.has(name)).map((spec: SettingSpec) => ({
      name: spec.name,
      placeholder: spec.placeholder,
      ...(spec.values === undefined ? {} : { values: spec.values }),
      byDefault: spec.name === 'region' ? 'none: tags keep `<region>`' : spec.byDefault,
      help: spec.help,
      group: 'What applies',
    })),
  ],
};

/**
 * @returns 0
 * @throws {ConfigurationError} the flags or the configuration file are wrong, or the output cannot be written
 */
export async function runRequirements(
  operands: readonly string[],
  flags: ReadonlyMap<string, readonly string[]>,
  io: CliIo,
): Promise<number> {
  const [extra] = operands;
  if (extra !== undefined)
    throw new ConfigurationError(`requirements takes no file, but ${extra.slice(0, 80)} is one; use check`);
  const format = choiceOf(flags, FORMAT) as Format;
  const given = new Map<SettingName, Given>();
  for (const [name, texts] of flags) if (isSettingName(name)) given.set(name, { texts, place: null });
  const settings = await loadSettings(given, io.cwd);
  const { listRequirements } = await import('../requirements-list.js');
  const list = await listRequirements(settings, { cwd: io.cwd, within: null }, format.endsWith('-firewall'));
  const rendered = await render(list, settings, format, io);
  const output = flags.get('output')?.at(-1);
  if (output === undefined) await print(io, rendered);
  else await writeTo(path.resolve(io.cwd, output), output, rendered);
  return 0;
}

async function render(list: RequirementsList, settings: Settings, format: Format, io: CliIo): Promise<string> {
  if (format === 'text' || format === 'markdown' || format === 'json') {
    const matrix = await import('../report/matrix.js');
    if (format === 'json') return matrix.matrixJson(list);
    const messages = await (await import('../report/language/load.js')).loadMessages(settings.language);
    return format === 'markdown'
      ? matrix.matrixMarkdown(list, messages)
      : matrix.matrixText(list, messages, lookOf(io, 'never', false).width);
  }
  if (settings.region === null) throw new ConfigurationError(`${format} needs a region: rules name its service tags`);
  const { firewallRules, groupRules, isWritten } = await import('../remedy/allow-rules.js');
  const left = list.requirements.filter((row) => row.tag !== null && !isWritten(row)).map(({ id }) => id);
  const notes = notesOf(list, settings.region, left);
  switch (format) {
    case 'terraform-nsg':
      return (await import('../remedy/languages/terraform.js')).terraformGroup(groupRules(list.requirements), notes);
    case 'terraform-firewall':
      return (await import('../remedy/languages/terraform.js')).terraformFirewall(
        firewallRules(list.requirements),
        notes,
      );
    case 'bicep-nsg':
      return (await import('../remedy/languages/bicep.js')).bicepGroup(groupRules(list.requirements), notes);
    case 'bicep-firewall':
      return (await import('../remedy/languages/bicep.js')).bicepFirewall(firewallRules(list.requirements), notes);
    default:
      return (await import('../remedy/languages/az-cli.js')).azCliGroup(groupRules(list.requirements), notes);
  }
}

/** What the rules are for, and what they leave out, as a comment at the top. */
function notesOf(list: RequirementsList, region: string, left: readonly string[]): readonly string[] {
  const hbi = list.context.hbi === true ? 'with' : list.context.hbi === false ? 'without' : 'with or without';
  return [
    `What Azure Machine Learning compute needs in ${region}: edition ${list.edition}, ${hbi} high business impact.`,
    ...(left.length === 0 ? [] : [`Left out, because not every network needs it: ${left.join(', ')}.`]),
  ];
}

async function writeTo(file: string, name: string, content: string): Promise<void> {
  try {
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, content);
  } catch (error) {
    throw new ConfigurationError(
      `it cannot be written there (${errorCode(error)}); check the path and its permissions`,
      { file: name },
    );
  }
}
