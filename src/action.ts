/** The door for GitHub Actions: inputs in; log, annotations, summary, outputs and comment out. Nothing happens when this file is loaded. */
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { errorCode, errorMessage } from './azure/error-code.js';
import type { Check } from './check-options.js';
import { errorLine, otherLines, placedErrors } from './error-line.js';
import { annotate, printSafely } from './github/annotate.js';
import { type Environment, readContext } from './github/context.js';
import type { ActionCore } from './github/core.js';
import { lineReader } from './github/line-reader.js';
import type { Published, PublishOrder } from './github/publish.js';
import { LARGEST_SUMMARY, writeSummary } from './github/summary.js';
import { annotations } from './report/annotations.js';
import { counts, exitStatus, isTooWide } from './report/conclusion.js';
import { plain } from './report/escape.js';
import { renderJson } from './report/json.js';
import type { Messages } from './report/language/catalogue.js';
import { loadMessages } from './report/language/load.js';
import { renderMarkdown } from './report/markdown.js';
import type { Report } from './report/report.js';
import { totals } from './report/summary.js';
import { renderText } from './report/text.js';
import { loadSettings } from './settings/load.js';
import { givenInputs } from './settings/parse.js';
import { resolveInside } from './settings/paths.js';
import { ConfigurationError, type Settings } from './settings/settings.js';
import { VERSION } from './version.js';

const PROGRAM = 'azureml-network-check';
const LOG_WIDTH = 120;
/** GitHub shows ten errors and ten warnings of a step; the last of each is for what the step itself has to say. */
const PLACES_SHOWN = 9;

/** What the action works with; each part can be stood in for. */
export interface ActionParts {
  readonly core: ActionCore;
  readonly env: Environment;
  readonly check: Check;
  readonly publish: (order: PublishOrder) => Promise<Published>;
}

/** Runs the action. It never throws: what goes wrong fails the step with one line. */
export async function run(given: Partial<ActionParts> = {}): Promise<void> {
  const parts: ActionParts = {
    core: given.core ?? (await import('@actions/core')),
    env: given.env ?? process.env,
    check: given.check ?? (async (settings, io) => (await import('./check.js')).check(settings, io)),
    publish: given.publish ?? (async (order) => (await import('./github/publish.js')).publish(order)),
  };
  try {
    await checkAndTell(parts);
  } catch (error) {
    parts.core.setFailed(errorLine(error, PROGRAM).line);
    for (const line of otherLines(error, PROGRAM)) printSafely(parts.core, line);
    if (parts.core.getInput('annotations').trim().toLowerCase() !== 'false')
      annotate(parts.core, placedErrors(error), workspaceOf(parts.env));
    if (parts.env['AZUREML_NETWORK_CHECK_DEBUG'] === '1' && error instanceof Error)
      printSafely(parts.core, error.stack ?? '');
  }
}

function workspaceOf(env: Environment): string {
  return path.resolve(env['GITHUB_WORKSPACE'] || process.cwd());
}

async function checkAndTell({ core, env, check, publish }: ActionParts): Promise<void> {
  const workspace = workspaceOf(env);
  const settings = await loadSettings(givenInputs(core.getInput), workspace, (name) =>
    resolveInside(name, workspace, [workspace]),
  );
  refuseMissing(settings);
  const reportFile = reportPath(settings, workspace, env);
  const places = otherPaths(settings, workspace, env);

  const io = { cwd: workspace, within: workspace };
  const { report } =
    settings.mode === 'check'
      ? await check(settings, io)
      : await (await import('./merge-reports.js')).mergeFiles(settings.reports, settings, io);

  // From here on everything is told wherever it can be told, and what fails does not keep the rest from being told.
  const messages = await loadMessages(settings.language);
  printSafely(core, renderText(report, { colour: true, width: LOG_WIDTH, unicode: true, verbose: false, messages }));
  if (settings.annotations) annotate(core, annotations(report, messages, PLACES_SHOWN), workspace);
  const title = titleOf(settings, messages);
  const page = { messages, ...title };
  warn(core, await writeSummary(core.summary, renderMarkdown(report, { limit: LARGEST_SUMMARY, ...page })));
  const written = writeReport(reportFile, renderJson(report));
  const url = await tellGitHub({ core, env, publish, settings, report, page, workspace });
  warn(core, setOutputs(core, report, written === null ? reportFile : '', url));

  // Before the conclusion: who asked for the file needs it in the next step.
  if (written !== null && settings.reportFile !== null) core.setFailed(written);
  else warn(core, written);
  for (const problem of await writeOthers(report, settings, places)) core.setFailed(problem);
  if (exitStatus(report, settings.failOn) !== 0) core.setFailed(failure(report, messages));
}

/** Each mode has its own files. */
function refuseMissing({ mode, files, reports }: Settings): void {
  if (mode === 'check' && files.length === 0)
    throw new ConfigurationError('the input files is missing: name the plan, for instance `files: plan.json`');
  if (mode === 'comment' && reports.length === 0)
    throw new ConfigurationError(
      'the input report is missing: with mode: comment, name the JSON reports, for instance `report: reports/*.json`',
    );
}

interface Telling extends Pick<ActionParts, 'core' | 'env' | 'publish'> {
  readonly settings: Settings;
  readonly report: Report;
  readonly page: { readonly messages: Messages; readonly title?: string };
  readonly workspace: string;
}

/** @returns the address of the review or comment, or an empty text */
async function tellGitHub({ core, env, publish, settings, report, page, workspace }: Telling): Promise<string> {
  if (settings.comment === 'off') return '';
  const token = core.getInput('github-token');
  if (token !== '') core.setSecret(token);
  const context = readContext(env, (file) => readFileSync(file, 'utf8'));
  // A shortened report says where the rest is: in the summary of this run.
  const more = context.runUrl === null ? {} : { moreAt: context.runUrl };
  const { url, notes } = await publish({
    how: settings.comment,
    key: settings.commentKey,
    tool: VERSION,
    token,
    context,
    report,
    messages: page.messages,
    failed: exitStatus(report, settings.failOn) !== 0,
    render: (limit) => renderMarkdown(report, { limit, ...page, ...more }),
    workspace,
    readLine: settings.mode === 'check' ? lineReader(workspace) : null,
  });
  for (const { level, text } of notes) core[level](text);
  return url;
}

function titleOf({ commentKey }: Settings, { title }: Messages): { readonly title?: string } {
  return commentKey === '' ? {} : { title: `${title} (${commentKey})` };
}

/** @returns why an output could not be set, or `null` */
function setOutputs(core: ActionCore, report: Report, reportFile: string, url: string): string | null {
  const outputs = {
    conclusion: report.conclusion,
    'missing-tags': JSON.stringify(report.missing.tags),
    'missing-hosts': JSON.stringify(report.missing.hosts),
    counts: JSON.stringify({ ...counts(report.findings), 'too-wide': report.tooWide.filter(isTooWide).length }),
    report: reportFile,
    'comment-url': url,
  };
  try {
    for (const [name, value] of Object.entries(outputs)) core.setOutput(name, value);
    return null;
  } catch (error) {
    return plain(`The outputs could not be set: ${errorMessage(error)}`);
  }
}

/** The other files that were asked for, by the name that the user wrote; a bad one is told before anything is done. */
function otherPaths(
  { sarifFile, htmlFile }: Settings,
  workspace: string,
  env: Environment,
): ReadonlyMap<string, string> {
  const names = [sarifFile, htmlFile].filter((name) => name !== null);
  return new Map(names.map((name) => [name, resolveInside(name, workspace, [workspace, temporaryFolder(env)])]));
}

/** @returns which of them could not be written, and why */
async function writeOthers(
  report: Report,
  settings: Settings,
  places: ReadonlyMap<string, string>,
): Promise<readonly string[]> {
  if (places.size === 0) return [];
  const { reportFiles } = await import('./report-files.js');
  const problems: string[] = [];
  for (const { setting, name, render } of reportFiles(report, settings)) {
    const place = places.get(name);
    if (setting === 'report-file' || place === undefined) continue;
    const problem = writeReport(place, await render(), setting === 'sarif-file' ? 'SARIF' : 'HTML');
    if (problem !== null) problems.push(problem);
  }
  return problems;
}

function temporaryFolder(env: Environment): string {
  return env['RUNNER_TEMP'] || tmpdir();
}

/** Where the JSON report goes: into the workspace or the runner's folder for temporary files, and nowhere else. */
function reportPath({ reportFile }: Settings, workspace: string, env: Environment): string {
  const temporary = temporaryFolder(env);
  if (reportFile !== null) return resolveInside(reportFile, workspace, [workspace, temporary]);
  try {
    return path.join(mkdtempSync(path.join(temporary, 'azureml-network-check-')), 'report.json');
  } catch {
    // Told when the report is written.
    return path.join(temporary, 'azureml-network-check.json');
  }
}

/** @returns why the report could not be written, or `null` */
function writeReport(file: string, content: string, what = 'JSON'): string | null {
  try {
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, content);
    return null;
  } catch (error) {
    return plain(`${file}: the ${what} report cannot be written there (${errorCode(error)})`);
  }
}

function failure(report: Report, messages: Messages): string {
  const { tags, hosts } = report.missing;
  const list = (label: string, names: readonly string[]): string =>
    names.length === 0 ? '' : ` ${label}: ${names.slice(0, 10).join(', ')}${names.length > 10 ? ', …' : ''}.`;
  return plain(
    messages.headline(totals(report)) + list(messages.missingTags, tags) + list(messages.missingHosts, hosts),
  );
}

function warn(core: ActionCore, message: string | null): void {
  if (message !== null) core.warning(message);
}
