/** Report files as one report: the sibling of the check for jobs that have checked already. */
import { readFile, stat } from 'node:fs/promises';
import { errorCode } from './azure/error-code.js';
import { loadMessages } from './report/language/load.js';
import { mergeReports, type NamedReport } from './report/merge.js';
import { reportReader } from './report/read-report.js';
import type { Report } from './report/report.js';
import { ConfigurationError, type Settings } from './settings/settings.js';
import { type ExpandOptions, expandFiles, type InputFile } from './sources/files.js';
import { InputError } from './sources/source.js';
import { VERSION } from './version.js';

const LARGEST_FILE = 32 * 1024 * 1024;
/** Bytes of all files together. */
const LARGEST_SUM = 256 * 1024 * 1024;
const MOST_FILES = 1000;

/**
 * Reads, validates and merges report files; a single one is concluded anew as well.
 * @param patterns paths and globs
 * @throws {ConfigurationError} they do not go together (exit status 2)
 * @throws {InputError} one cannot be read or is no report (exit status 3)
 */
export async function mergeFiles(
  patterns: readonly string[],
  settings: Pick<Settings, 'failOn' | 'language'>,
  options: ExpandOptions,
): Promise<{ readonly report: Report }> {
  const files = await expandFiles(patterns, options);
  if (files.length > MOST_FILES)
    throw new ConfigurationError(`${files.length} reports are named; at most ${MOST_FILES} are merged`);
  const read = await reportReader();
  const reports: NamedReport[] = [];
  let sum = 0;
  for (const file of files) {
    const text = await readText(file);
    sum += text.length;
    if (sum > LARGEST_SUM)
      throw new InputError('is one report too many: all of them have more than 256 MiB', file.name);
    const result = read(text);
    if ('problem' in result) throw new InputError(result.problem, file.name);
    reports.push({ name: file.name, report: result.report });
  }
  const merged = mergeReports(reports, {
    failOn: settings.failOn,
    version: VERSION,
    say: (await loadMessages(settings.language)).say,
  });
  if ('problem' in merged) throw new ConfigurationError(merged.problem, { file: merged.name });
  return merged;
}

async function readText({ path, name }: InputFile): Promise<string> {
  if (path === '-') throw new InputError('a report is read from a file; name it', name);
  try {
    const info = await stat(path);
    if (!info.isFile()) throw new InputError('is no file; name the JSON report itself', name);
    if (info.size > LARGEST_FILE)
      throw new InputError(`is larger than ${LARGEST_FILE / 1024 / 1024} MiB, which no report is`, name);
    return await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof InputError) throw error;
    throw new InputError(`cannot be read (${errorCode(error)}); check its permissions`, name);
  }
}
