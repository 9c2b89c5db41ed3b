/** The files that a run writes beside its answer, and the formats that both doors know: each is loaded when it is asked for. */
import type { Messages } from './report/language/catalogue.js';
import { loadMessages } from './report/language/load.js';
import type { Report } from './report/report.js';
import type { Settings } from './settings/settings.js';

/** What the formats for machines and browsers need of the settings. */
export type FormatSettings = Pick<Settings, 'files' | 'commentKey' | 'language'>;

export interface ReportFile {
  readonly setting: 'report-file' | 'sarif-file' | 'html-file';
  /** As the user named it. */
  readonly name: string;
  readonly render: () => Promise<string>;
}

/** The files that the settings name, in a fixed order. */
export function reportFiles(
  report: Report,
  settings: FormatSettings & Pick<Settings, 'reportFile' | 'sarifFile' | 'htmlFile'>,
): readonly ReportFile[] {
  const { reportFile, sarifFile, htmlFile } = settings;
  return [
    ...file('report-file', reportFile, async () => (await import('./report/json.js')).renderJson(report)),
    ...file('sarif-file', sarifFile, () => sarifOf(report, settings)),
    ...file('html-file', htmlFile, () => htmlOf(report, settings)),
  ];
}

function file(
  setting: ReportFile['setting'],
  name: string | null,
  render: ReportFile['render'],
): readonly ReportFile[] {
  return name === null ? [] : [{ setting, name, render }];
}

export async function sarifOf(report: Report, { files, commentKey, language }: FormatSettings): Promise<string> {
  const { renderSarif } = await import('./report/sarif.js');
  // A pattern is no file, and standard input has no name.
  const input = files.find((name) => name !== '-' && !/[*?[\]{}!]/.test(name));
  return renderSarif(report, {
    messages: await loadMessages(language),
    ...(input === undefined ? {} : { input }),
    ...(commentKey === '' ? {} : { category: commentKey }),
  });
}

export async function htmlOf(report: Report, { commentKey, language }: FormatSettings): Promise<string> {
  const { renderHtml } = await import('./report/html.js');
  const messages: Messages = await loadMessages(language);
  return renderHtml(report, { messages, ...(commentKey === '' ? {} : { title: `${messages.title} (${commentKey})` }) });
}
