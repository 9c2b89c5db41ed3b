/** Every setting once: its name as input, flag and key of the configuration file, its values, and its sentence of help. */

/** The folder and name of the configuration file that is read without being asked for. */
export const DEFAULT_CONFIG = '.github/azureml-network-check.yml';

export interface SettingSpec {
  /** The input of the action, the flag (after `--`) and the key in the configuration file. */
  readonly name: string;
  /** `lines`: a list, one item a line; `names`: a list, separated by lines or commas; `text`: one value; `choice`: one of `values`. */
  readonly kind: 'lines' | 'names' | 'text' | 'choice';
  readonly values?: readonly string[];
  /** What help prints for the value. */
  readonly placeholder: string;
  /** What holds when nobody sets it, as a user would write or say it; empty where that goes without saying. */
  readonly byDefault: string;
  /** Plain sentences, for `--help` and action.yml. */
  readonly help: string;
  /** The heading it stands under in `--help`; `files` is no flag but what stands after the command. */
  readonly group: 'files' | 'check' | 'report' | 'pull request';
}

/** In the order in which action.yml and `--help` list them. */
export const SETTINGS = [
  {
    name: 'files',
    kind: 'lines',
    placeholder: 'FILES',
    byDefault: '',
    help: 'Globs, one a line, of what to check, told by its content: Terraform plans, states and outputs as JSON, folders of `.tf` files, ARM templates, `.bicep` files, and JSON of Azure (what-if answers, deployments, resources as `az` prints them). Several files form one network: the hub in one, the spoke in another.',
    group: 'files',
  },
  {
    name: 'parameters',
    kind: 'lines',
    placeholder: 'FILE',
    byDefault: '',
    help: 'One a line: parameter files for ARM and Bicep templates (`*.parameters.json`, `.bicepparam`), `.tfvars` or `.tfvars.json` for folders of `.tf` files, or single values as `NAME=VALUE`. Later ones win; what nothing takes is a mistake.',
    group: 'check',
  },
  {
    name: 'bicep-restore',
    kind: 'choice',
    values: ['true', 'false'],
    placeholder: 'YES',
    byDefault: 'false',
    help: 'Whether the Bicep compiler may fetch modules from registries. Without it nothing is asked of a network, and modules have to be restored before.',
    group: 'check',
  },
  {
    name: 'context-files',
    kind: 'lines',
    placeholder: 'GLOB',
    byDefault: '',
    help: 'Globs, one a line, of files that are read for linking only, for instance the state of the hub. Nothing is reported against them unless they are on the path.',
    group: 'check',
  },
  {
    name: 'region',
    kind: 'text',
    placeholder: 'REGION',
    byDefault: 'from the workspace in the files',
    help: 'Azure region, in any spelling (`West US 2` is `westus2`).',
    group: 'check',
  },
  {
    name: 'hbi',
    kind: 'choice',
    values: ['auto', 'true', 'false'],
    placeholder: 'HBI',
    byDefault: 'auto',
    help: 'Whether the workspace holds data of high business impact. `auto` reads it from the workspace.',
    group: 'check',
  },
  {
    name: 'cloud',
    kind: 'choice',
    values: ['auto', 'public', 'government', 'china'],
    placeholder: 'CLOUD',
    byDefault: 'auto',
    help: 'Azure cloud. `auto` follows the region.',
    group: 'check',
  },
  {
    name: 'edition',
    kind: 'text',
    placeholder: 'EDITION',
    byDefault: 'latest',
    help: "Edition of the requirement matrix, for instance `2021-11` or `2026-03`, or the path of an edition file of the user's own.",
    group: 'check',
  },
  {
    name: 'features',
    kind: 'names',
    placeholder: 'NAMES',
    byDefault: 'auto',
    help: 'What the workspace is used for, separated by commas or lines: `python`, `r`, `pytorch`, `tensorflow`, `vscode`, `rstudio`, `aks`, `automl`, `compute-public-ip`, `storage-firewall` and others. What a named feature needs is required; `auto` derives what it can and recommends the rest; `none` drops what is not named.',
    group: 'check',
  },
  {
    name: 'scope',
    kind: 'lines',
    placeholder: 'ADDRESS',
    byDefault: 'all that are found',
    help: 'Addresses or ids, one a line, globs allowed, of the subnets, workspaces or network security groups to check.',
    group: 'check',
  },
  {
    name: 'service-tags',
    kind: 'text',
    placeholder: 'FILE',
    byDefault: '',
    help: "Microsoft's download of service tags, or the output of `az network list-service-tags`: rules with IP prefixes are then decided exactly.",
    group: 'check',
  },
  {
    name: 'config',
    kind: 'text',
    placeholder: 'FILE',
    byDefault: `${DEFAULT_CONFIG} if it exists`,
    help: 'The same settings as a YAML file. An input or flag that is set wins over the file.',
    group: 'check',
  },
  {
    name: 'fail-on',
    kind: 'choice',
    values: ['required', 'recommended', 'too-wide', 'unknown', 'new', 'never'],
    placeholder: 'WHEN',
    byDefault: 'required',
    help: 'Which gaps fail the check: `required`, `recommended` (these and the required ones), `too-wide` (these, and rules that allow far more than is needed), `unknown` (also what cannot be decided), `new` (required ones that this change makes), or `never`.',
    group: 'report',
  },
  {
    name: 'baseline',
    kind: 'text',
    placeholder: 'REPORT',
    byDefault: '',
    help: 'An earlier JSON report to compare with, for instance of the base branch: each finding is then new, existing or fixed. It wins over the state before the change that a plan holds.',
    group: 'report',
  },
  {
    name: 'language',
    kind: 'choice',
    values: ['en', 'ko', 'fr'],
    placeholder: 'LANGUAGE',
    byDefault: 'en',
    help: 'Language of the report.',
    group: 'report',
  },
  {
    name: 'report-file',
    kind: 'text',
    placeholder: 'FILE',
    byDefault: '',
    help: 'Where to write the JSON report.',
    group: 'report',
  },
  {
    name: 'sarif-file',
    kind: 'text',
    placeholder: 'FILE',
    byDefault: '',
    help: 'Where to write the report as SARIF 2.1.0, for code scanning and editors.',
    group: 'report',
  },
  {
    name: 'html-file',
    kind: 'text',
    placeholder: 'FILE',
    byDefault: '',
    help: 'Where to write the report as one HTML page that needs nothing else: no network, no script.',
    group: 'report',
  },
  {
    name: 'comment',
    kind: 'choice',
    values: ['review', 'comment', 'off'],
    placeholder: 'HOW',
    byDefault: 'review',
    help: 'How to comment on the pull request: `review` (one review, with comments on changed lines), `comment` (one comment) or `off`. Both are kept up to date.',
    group: 'pull request',
  },
  {
    name: 'comment-key',
    kind: 'text',
    placeholder: 'KEY',
    byDefault: '',
    help: 'Tells several checks on one pull request apart, for instance the jobs of a matrix: each key has a comment of its own.',
    group: 'pull request',
  },
  {
    name: 'annotations',
    kind: 'choice',
    values: ['true', 'false'],
    placeholder: 'YES',
    byDefault: 'true',
    help: 'Whether gaps are shown as workflow annotations on the lines that declare them.',
    group: 'pull request',
  },
  {
    name: 'mode',
    kind: 'choice',
    values: ['check', 'comment'],
    placeholder: 'MODE',
    byDefault: 'check',
    help: '`check` reads `files`; `comment` checks nothing and tells what the JSON reports in `report` say, for instance those of a matrix of jobs, or of a pull request from a fork.',
    group: 'pull request',
  },
  {
    name: 'report',
    kind: 'lines',
    placeholder: 'GLOB',
    byDefault: '',
    help: 'Globs, one a line, of JSON reports for the mode `comment`; several become one.',
    group: 'pull request',
  },
] as const satisfies readonly SettingSpec[];

export type SettingName = (typeof SETTINGS)[number]['name'];

/** The help of a setting or flag with its values, where the sentence has not named them, and its default. */
export function describe({
  help,
  values,
  byDefault,
}: Pick<SettingSpec, 'help' | 'byDefault'> & { readonly values?: readonly string[] }): string {
  const [first] = values ?? [];
  const isValue = values?.includes(byDefault) === true || byDefault === 'auto' || byDefault === 'latest';
  return [
    help,
    ...(first === undefined || help.includes(`\`${first}\``)
      ? []
      : [`One of ${(values ?? []).map((value) => `\`${value}\``).join(', ')}.`]),
    ...(byDefault === '' ? [] : [`Default: ${isValue ? `\`${byDefault}\`` : byDefault}.`]),
  ].join(' ');
}

export function isSettingName(name: string): name is SettingName {
  return SETTINGS.some((spec) => spec.name === name);
}
