/** The baseline: an earlier report of this tool, for instance of the base branch, as what a run is compared with. */
import { readFile, stat } from 'node:fs/promises';
import { errorCode } from './azure/error-code.js';
import { msg } from './azure/message.js';
import type { Diagnostic } from './azure/model.js';
import type { CheckIo } from './check-options.js';
import { inside } from './inputs.js';
import type { EarlierFinding } from './reachability/change.js';
import type { EarlierWideRules } from './reachability/wide-change.js';
import { reportReader } from './report/read-report.js';
import type { Report } from './report/report.js';
import { ConfigurationError } from './settings/settings.js';

/** In bytes. A report of ten thousand findings with all their paths has a third of it. */
const LARGEST_REPORT = 50_000_000;

/**
 * Reads the report that the setting `baseline` names.
 * @param now what this run is about
 * @returns its findings, its rules that are too wide (`null` where it is of a time before those were told), and what makes the two hard to compare
 * @throws {ConfigurationError} it cannot be read, is too large, or is no report (exit status 2)
 */
export async function loadBaseline(
  name: string,
  io: CheckIo,
  now: Context,
): Promise<{
  readonly findings: readonly EarlierFinding[];
  readonly tooWide: EarlierWideRules | null;
  readonly diagnostics: readonly Diagnostic[];
}> {
  const content = await readBaseline(inside(name, io), name);
  const read = (await reportReader())(content);
  if ('report' in read)
    return {
      findings: earlierFindings(read.report),
      // What no report told then is not new for being told now.
      tooWide: read.isBeforeTooWide ? null : earlierRules(read.report),
      diagnostics: comparability(read.report, now),
    };
  throw new ConfigurationError(`${read.problem}; baseline takes what report-file or --format json has written`, {
    file: name,
  });
}

/** What two reports have to share for all of their findings to be compared. */
interface Context {
  readonly edition: string;
  /** `null` where the input does not tell, or where scopes are in several regions. */
  readonly region: string | null;
}

async function readBaseline(path: string, name: string): Promise<string> {
  try {
    const info = await stat(path);
    if (!info.isFile()) throw new ConfigurationError('is not a file; name the JSON report itself', { file: name });
    if (info.size > LARGEST_REPORT)
      throw new ConfigurationError(`is larger than ${LARGEST_REPORT / 1_000_000} MB, which no baseline may be`, {
        file: name,
      });
    return decoded(await readFile(path));
  } catch (error) {
    if (error instanceof ConfigurationError) throw error;
    const code = errorCode(error);
    throw new ConfigurationError(
      code === 'ENOENT' || code === 'ENOTDIR'
        ? 'there is no such report; check baseline'
        : `cannot be read (${code}); check its permissions`,
      { file: name },
    );
  }
}

/** UTF-8, or the UTF-16 that Windows PowerShell writes with `>`. */
function decoded(bytes: Uint8Array): string {
  const utf16 = bytes[0] === 0xff && bytes[1] === 0xfe;
  return new TextDecoder(utf16 ? 'utf-16le' : 'utf-8').decode(bytes);
}

/** What the earlier report says, for the comparison. A gap that was waived was there all the same. */
function earlierFindings({ findings }: Report): readonly EarlierFinding[] {
  return findings.map(({ requirement, scope, tag, host, verdict, path }) => ({
    requirement,
    scope,
    tag,
    host,
    verdict: verdict === 'waived' ? 'unmet' : verdict,
    path,
  }));
}

/** A rule that was waived was too wide all the same; one that was no more so is none. */
function earlierRules({ tooWide }: Report): EarlierWideRules {
  return { told: tooWide.filter(({ verdict }) => verdict !== 'met'), untried: new Set() };
}

/** What makes the two hard to compare: other rows, or rows for another region, count as new. */
function comparability(baseline: Report, now: Context): readonly Diagnostic[] {
  const about: Diagnostic[] = [];
  if (baseline.edition !== now.edition)
    about.push({
      severity: 'warning',
      message: msg`the baseline was made with edition ${baseline.edition}, this report with ${now.edition}: gaps in rows that only one of them has count as new`,
      location: null,
    });
  const { region } = baseline.context;
  if (region !== null && now.region !== null && region !== now.region)
    about.push({
      severity: 'warning',
      message: msg`the baseline is about region ${region}, this report about ${now.region}: gaps in service tags with a region count as new`,
      location: null,
    });
  return about;
}
