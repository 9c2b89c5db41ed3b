/** Everything a run is told, from inputs, flags or the configuration file, validated once. */
import type { Additions } from '../requirements/additions.js';
import type { Cloud } from '../requirements/requirement.js';
import type { Waiver } from '../requirements/waiver.js';

export type FailOn = 'required' | 'recommended' | 'too-wide' | 'unknown' | 'new' | 'never';
export type Language = 'en' | 'ko' | 'fr';

export interface Settings {
  /** Globs, as the user wrote them. */
  readonly files: readonly string[];
  readonly contextFiles: readonly string[];
  readonly parameters: readonly string[];
  /** Normalised region, checked against the list of regions; `null`: from the workspace. */
  /** Whether the Bicep compiler may fetch modules. */
  readonly bicepRestore?: boolean;
  readonly region: string | null;
  readonly hbi: 'auto' | boolean;
  readonly cloud: 'auto' | Cloud;
  /** A name or `latest`, or the path of a user's own edition. */
  readonly edition: string;
  /** The configuration file's own rows, which extend the edition. */
  readonly requirements?: Additions;
  /** The configuration file's exceptions. */
  readonly waivers?: readonly Waiver[];
  /** Lower case, without `auto`. */
  readonly features: readonly string[];
  /** Addresses or ids, globs allowed; empty: all that are found. */
  readonly scope: readonly string[];
  readonly serviceTags: string | null;
  readonly failOn: FailOn;
  /** The path of an earlier JSON report to compare with; `null`: the state before the change that the files hold, if any. */
  readonly baseline: string | null;
  readonly comment: 'review' | 'comment' | 'off';
  readonly commentKey: string;
  readonly annotations: boolean;
  /** `comment`: nothing is checked, `reports` are told. */
  readonly mode: 'check' | 'comment';
  /** Globs of JSON reports. */
  readonly reports: readonly string[];
  readonly language: Language;
  readonly reportFile: string | null;
  readonly sarifFile: string | null;
  readonly htmlFile: string | null;
}

/** A mistake in the command, its inputs or its configuration file, which the user can mend (exit status 2). */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError';
  /** @param place the file (and line) the mistake is in, where it is in one */
  constructor(
    message: string,
    readonly place: { readonly file: string; readonly line?: number; readonly column?: number } | null = null,
  ) {
    super(message);
  }
}
