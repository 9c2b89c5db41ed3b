/** `--help`, made from the tables of commands and flags. */
import { wrap } from '../report/layout.js';
import { describe } from '../settings/table.js';
import type { Option } from './arguments.js';

const WIDTH = 80;
const FLAG_COLUMN = 26;

export interface CommandHelp {
  readonly name: string;
  readonly operands: string;
  readonly summary: string;
  /** Paragraphs under the usage. */
  readonly about: readonly string[];
  /** In place of the program's own sentence, where the numbers mean something of their own here. */
  readonly exitStatus?: string;
  readonly options: readonly Option[];
}

export const PROGRAM = 'azureml-network-check';

const EXIT_STATUSES = [
  'Exit status: 0 nothing that --fail-on counts; 1 gaps; 2 the command or its configuration is wrong; 3 an input cannot be read or is no known format.',
];

/** Help of the program: what it is for, and its commands. */
export function programHelp(commands: readonly CommandHelp[], options: readonly Option[]): string {
  const width = Math.max(...commands.map(({ name }) => name.length)) + 4;
  return lines(
    `Usage: ${PROGRAM} COMMAND [ARGUMENTS]`,
    '',
    ...wrap(
      'Checks whether Azure Machine Learning compute will reach everything it needs, from the network that Terraform plans and states describe.',
      WIDTH,
    ),
    '',
    'Commands:',
    ...commands.map(({ name, summary }) => `  ${name.padEnd(width)}${summary}`),
    '',
    'Flags:',
    ...options.flatMap(optionLines),
    '',
    `\`${PROGRAM} COMMAND --help\` tells about one command.`,
    '',
    ...EXIT_STATUSES.flatMap((text) => wrap(text, WIDTH)),
  );
}

/** Help of one command. */
export function commandHelp({ name, operands, about, options, exitStatus }: CommandHelp): string {
  const groups = [...new Set(options.map(({ group }) => group))];
  return lines(
    `Usage: ${PROGRAM} ${name} ${operands} [FLAGS]`,
    ...about.flatMap((paragraph) => ['', ...wrap(paragraph, WIDTH)]),
    ...groups.flatMap((group) => [
      '',
      `${group}:`,
      ...options.filter((option) => option.group === group).flatMap(optionLines),
    ]),
    '',
    ...(exitStatus === undefined ? EXIT_STATUSES : [exitStatus]).flatMap((text) => wrap(text, WIDTH)),
  );
}

function optionLines(option: Option): readonly string[] {
  const { name, short, placeholder } = option;
  const flag = `  ${short === undefined ? '' : `-${short}, `}--${name}${placeholder === null ? '' : ` ${placeholder}`}`;
  // Backticks are for pages that make code of them.
  const text = describe(option).replaceAll('`', '');
  const [first = '', ...rest] = wrap(text, WIDTH - FLAG_COLUMN);
  const indented = rest.map((line) => `${' '.repeat(FLAG_COLUMN)}${line}`);
  return flag.length < FLAG_COLUMN - 1
    ? [flag.padEnd(FLAG_COLUMN) + first, ...indented]
    : [flag, ' '.repeat(FLAG_COLUMN) + first, ...indented];
}

function lines(...all: readonly string[]): string {
  return `${all.join('\n')}\n`;
}
