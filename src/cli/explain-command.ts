/** `explain FILES... --to TAG|HOST[:PORT]`: one path, drawn. */
import { loadSettings } from '../settings/load.js';
import { ConfigurationError } from '../settings/settings.js';
import { choiceOf, type Option } from './arguments.js';
import type { CommandHelp } from './help.js';
import { writeReport } from './output.js';
import { COLOR, givenFlags, SETTING_OPTIONS } from './setting-flags.js';
import { type CliIo, lookOf, print } from './terminal.js';

const TO: Option = {
  name: 'to',
  placeholder: 'TARGET',
  byDefault: '',
  help: 'A service tag in any spelling (Storage.westeurope) or a host (pypi.org, *.anaconda.com), with a port where it is not 443: pypi.org:80, AzureMachineLearning:5831/udp.',
  group: 'The path',
};

const FORMAT: Option = {
  name: 'format',
  placeholder: 'FORMAT',
  values: ['text', 'json'],
  byDefault: 'text',
  help: 'A drawing, or its facts.',
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

/** The settings that a path depends on. */
const SETTING_NAMES: ReadonlySet<string> = new Set([
  'parameters',
  'context-files',
  'region',
  'hbi',
  'cloud',
  'edition',
  'features',
  'service-tags',
  'config',
  'language',
]);

const SCOPE: readonly Option[] = SETTING_OPTIONS.filter(({ name }) => name === 'scope').map((option) => ({
  ...option,
  help: 'Address or id, globs allowed, of the subnet, network interface, workspace, group or firewall that the path begins at.',
  group: TO.group,
}));

export const EXPLAIN_COMMAND: CommandHelp = {
  name: 'explain',
  operands: 'FILES... --to TARGET',
  summary: 'draws the path from a scope to one destination',
  about: [
    'Draws what happens to traffic from a scope (without --scope: from each) to a service tag or a host: each leg in the order in which Azure takes them, with the rule that decides, and a branch for each part that goes its own way.',
    'FILES are the same as those of check.',
  ],
  exitStatus:
    'Exit status: 0 reached, or not decided; 1 not reached or only in part, from one scope at least; 2 the command or its configuration is wrong; 3 an input cannot be read or is no known format.',
  options: [
    TO,
    ...SCOPE,
    FORMAT,
    OUTPUT,
    COLOR,
    ...SETTING_OPTIONS.filter(({ name }) => SETTING_NAMES.has(name)).map((option) => ({
      ...option,
      group: 'What is read',
    })),
  ],
};

/**
 * Draws the paths, or prints their facts.
 * @returns the exit status: 0, or 1 where a path is closed or only partly open
 * @throws {ConfigurationError} the flags or the configuration file are wrong, or the drawing cannot be written
 * @throws {InputError} an input cannot be read
 */
export async function runExplain(
  operands: readonly string[],
  flags: ReadonlyMap<string, readonly string[]>,
  io: CliIo,
): Promise<number> {
  const format = choiceOf(flags, FORMAT);
  const colour = choiceOf(flags, COLOR) as 'auto' | 'always' | 'never';
  const output = flags.get('output')?.at(-1);
  const [to, ...others] = flags.get('to') ?? [];
  if (to === undefined) throw new ConfigurationError('explain needs a destination: --to TAG or --to HOST');
  if (others.length > 0) throw new ConfigurationError('explain takes one destination: --to is given more than once');
  const settings = await loadSettings(givenFlags(operands, flags), io.cwd);
  if (settings.files.length === 0)
    throw new ConfigurationError(
      'explain needs a file: the JSON of `terraform show -json PLAN`, or `-` for standard input',
    );

  const { explainPaths } = await import('../explain.js');
  const { explanations, messages } = await explainPaths(settings, to, { cwd: io.cwd, within: null });
  const look = { ...lookOf(io, colour, output !== undefined), messages };
  const rendered =
    format === 'json'
      ? (await import('../report/json.js')).renderExplanationsJson(explanations)
      : (await import('../report/drawing.js')).renderDrawings(explanations, look);
  if (output === undefined) await print(io, rendered);
  else await writeReport(output, rendered, io.cwd);
  return explanations.some(({ verdict }) => verdict === 'unmet' || verdict === 'partial') ? 1 : 0;
}
