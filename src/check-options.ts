/** What the pipeline is told beside its settings, and how the doors come by it: loaded when a run needs it, replaced in tests. */
import type { Report } from './report/report.js';
import type { Settings } from './settings/settings.js';

/** Where a run is. */
export interface CheckIo {
  /** The folder that relative paths start from; absolute. */
  readonly cwd: string;
  /** The folder that no input may be outside of; `null`: any file may be read. */
  readonly within: string | null;
  /** Today as `YYYY-MM-DD` in UTC, for the last days of waivers; the clock's where it is left out. */
  readonly today?: string;
}

/** The pipeline: settings in, report out. It throws `ConfigurationError` and `InputError`, and writes nothing. */
export type Check = (settings: Settings, io: CheckIo) => Promise<{ readonly report: Report }>;
