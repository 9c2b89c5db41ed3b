/** The door for GitHub Actions: inputs in; log, annotations, summary, outputs and comment out. Nothing happens when this file is loaded. */
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { errorCode, errorMessage } from './azure/error-code.js';
import type { Check } from './check-options.js';
import { errorLine } from './error-line.js';
import { annotate, printSafely } from './github/annotate.js';
import { type ClientOptions, type GitHubClient, makeClient } from './github/client.js';
import { publishComment } from './github/comment.js';
import { type Environment, type RunContext, readContext } from './github/context.js';
import type { ActionCore } from './github/core.js';
import { explainFailure } from './github/failure.js';
import { LARGEST_SUMMARY, writeSummary } from './github/summary.js';
import { annotations } from './report/annotations.js';
import { counts, exitStatus } from './report/conclusion.js';
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

const LOG_WIDTH = 120;

/** What the action works with; each part can be stood in for. */
export interface ActionParts {
  readonly core: ActionCore;
  readonly env: Environment;
  readonly check: Check;
  readonly client: (options: ClientOptions) => Promise<GitHubClient>;
}

/** Runs the action. It never throws: what goes wrong fails the step with one line. */
export async function run(given: Partial<ActionParts> = {}): Promise<void> {
  const parts: ActionParts = {
    core: given.core ?? (await import('@actions/core')),
    env: given.env ?? process.env,
    check: given.check ?? (async (settings, io) => (await import('./check.js')).check(settings, io)),
    client: given.client ?? makeClient,
  };
  try {
    await checkAndTell(parts);
  } catch (error) {
    parts.core.setFailed(errorLine(error, 'azureml-network-check').line);
    if (parts.env['AZUREML_NETWORK_CHECK_DEBUG'] === '1' && error instanceof Error)
      printSafely(parts.core, error.stack ?? '');
  }
}

async function checkAndTell({ core, env, check, client }: ActionParts): Promise<void> {
  const workspace = path.resolve(env['GITHUB_WORKSPACE'] || process.cwd());
  const settings = await loadSettings(givenInputs(core.getInput), workspace, (name) =>
    resolveInside(name, workspace, [workspace]),
  );
  if (settings.files.length === 0)
    throw new ConfigurationError('the input files is missing: name the plan, for instance `files: plan.json`');
  const reportFile = reportPath(settings, workspace, env);

  const { report } = await check(settings, { cwd: workspace, within: workspace });

  // From here on everything is told wherever it can be told, and what fails does not keep the rest from being told.
  const messages = await loadMessages(settings.language);
  printSafely(core, renderText(report, { colour: true, width: LOG_WIDTH, unicode: true, verbose: false, messages }));
  if (settings.annotations) annotate(core, annotations(report, messages), workspace);
  const title = titleOf(settings, messages);
  const markdown = (limit: number): string => renderMarkdown(report, { limit, messages, ...title });
  warn(core, await writeSummary(core.summary, markdown(LARGEST_SUMMARY)));
  const written = writeReport(reportFile, renderJson(report));
  const url = await comment({ core, env, client, settings, report, markdown });
  warn(core, setOutputs(core, report, written === null ? reportFile : '', url));

  // Before the conclusion: who asked for the file needs it in the next step.
  if (written !== null && settings.reportFile !== null) core.setFailed(written);
  else warn(core, written);
  if (exitStatus(report, settings.failOn) !== 0) core.setFailed(failure(report, messages));
}

interface CommentParts extends Pick<ActionParts, 'core' | 'env' | 'client'> {
  readonly settings: Settings;
  readonly report: Report;
  readonly markdown: (limit: number) => string;
}

/**
 * The comment, where there is a pull request to comment on. In this version `review` is done as `comment`: inline review comments come later.
 * @returns its address, or an empty text
 */
async function comment({ core, env, client, settings, report, markdown }: CommentParts): Promise<string> {
  const context: RunContext = readContext(env, (file) => readFileSync(file, 'utf8'));
  const token = core.getInput('github-token');
  if (settings.comment === 'off' || context.pullRequest === null) return '';
  if (token === '') {
    core.warning(
      'The pull request was not commented on: github-token is empty. The same report is in the job summary.',
    );
    return '';
  }
  core.setSecret(token);
  try {
    const github = await client({ token, apiUrl: context.apiUrl, pullRequest: context.pullRequest });
    const outcome = await publishComment(github, {
      key: settings.commentKey,
      tool: VERSION,
      stamp: context.stamp,
      create: hasSomethingToSay(report),
      render: markdown,
    });
    if (outcome.kind === 'older') core.info('A later run has written the comment; this one leaves it as it is.');
    if (outcome.replacedOwnRun)
      core.notice('This run has written the comment more than once; give each job a comment-key of its own.');
    return outcome.url ?? '';
  } catch (error) {
    core.warning(explainFailure(error, context));
    return '';
  }
}

/** A check that has found nothing does not begin a conversation; a comment that exists is told the good news. */
function hasSomethingToSay({ conclusion, missing }: Report): boolean {
  return conclusion !== 'pass' || missing.tags.length > 0 || missing.hosts.length > 0;
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
    counts: JSON.stringify(counts(report.findings)),
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

/** Where the JSON report goes: into the workspace or the runner's folder for temporary files, and nowhere else. */
function reportPath({ reportFile }: Settings, workspace: string, env: Environment): string {
  const temporary = env['RUNNER_TEMP'] || tmpdir();
  if (reportFile !== null) return resolveInside(reportFile, workspace, [workspace, temporary]);
  try {
    return path.join(mkdtempSync(path.join(temporary, 'azureml-network-check-')), 'report.json');
  } catch {
    // Told when the report is written.
    return path.join(temporary, 'azureml-network-check.json');
  }
}

/** @returns why the report could not be written, or `null` */
function writeReport(file: string, json: string): string | null {
  try {
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, json);
    return null;
  } catch (error) {
    return plain(`${file}: the JSON report cannot be written there (${errorCode(error)})`);
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
