/** The settings as flags, and the flags that several commands share. */
import type { Given, GivenSettings } from '../settings/parse.js';
import { isSettingName, SETTINGS, type SettingName, type SettingSpec } from '../settings/table.js';
import type { Option } from './arguments.js';

const GROUPS: Readonly<Record<SettingSpec['group'], string>> = {
  files: 'Files',
  check: 'What is checked',
  report: 'What fails, and reports',
  'pull request': 'Used by the GitHub Action only; here they are checked and have no effect',
};

/** All settings but the files, which are operands. */
export const SETTING_OPTIONS: readonly Option[] = SETTINGS.filter(({ group }) => group !== 'files').map(
  (spec: SettingSpec) => ({
    name: spec.name,
    placeholder: spec.placeholder,
    ...(spec.values === undefined ? {} : { values: spec.values }),
    byDefault: spec.byDefault,
    help: spec.help,
    group: GROUPS[spec.group],
  }),
);

export const COLOR: Option = {
  name: 'color',
  placeholder: 'WHEN',
  values: ['auto', 'always', 'never'],
  byDefault: 'auto',
  help: 'Whether the text is coloured. auto: on a terminal, unless NO_COLOR is set.',
  group: 'Output',
};

/** The settings among the flags; the operands are the files, each exactly as written. */
export function givenFlags(operands: readonly string[], flags: ReadonlyMap<string, readonly string[]>): GivenSettings {
  const given = new Map<SettingName, Given>();
  for (const [name, texts] of flags) if (isSettingName(name)) given.set(name, { texts, place: null });
  if (operands.length > 0) given.set('files', { texts: operands, place: null, verbatim: true });
  return given;
}
