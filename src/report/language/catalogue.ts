/** What every language must say: one entry per sentence of the renderers. A language that lacks one does not compile. */
import type { Message } from '../../azure/message.js';
import type { Diagnostic } from '../../azure/model.js';
import type { Decider, ExplanationMessages } from '../../reachability/explanation.js';
import type { LegKind, PathStep, Remedy, ScopeKind, Verdict } from '../../reachability/finding.js';
import type { Fate } from '../../reachability/part.js';
import type { WayName } from '../../reachability/way-out.js';
import type { Cloud, Direction, Level } from '../../requirements/requirement.js';
import type { SharedCause } from '../groups.js';
import type { Conclusion } from '../report.js';
import type { Totals } from '../summary.js';
import type { PageMessages } from './page.js';
import type { ReviewMessages } from './review.js';
import type { WideMessages } from './wide.js';

export type Language = 'en' | 'ko' | 'fr';

/**
 * Sentences end with a full stop; labels, headings and table cells do not. Strings passed in are printed as they come: the renderer has
 * escaped and marked them up. None of the texts holds a character that Markdown or HTML would read.
 */
export interface Messages {
  readonly language: Language;

  /** `label: text` */
  readonly labelled: (label: string, text: string) => string;

  /** A sentence that another part of the tool made, in this language. */
  readonly say: (message: Message) => string;

  /** What was checked. */
  readonly title: string;
  readonly heading: (title: string, conclusion: Conclusion) => string;
  readonly edition: (edition: string) => string;
  readonly region: (region: string | null) => string;
  readonly cloud: Readonly<Record<Cloud, string>>;
  readonly hbi: (hbi: boolean | null) => string;
  readonly features: (names: readonly string[]) => string;
  readonly checked: (totals: Totals) => string;

  /** What it comes to. */
  readonly conclusion: Readonly<Record<Conclusion, string>>;
  readonly headline: (totals: Totals) => string;
  readonly nothingToCheck: string;
  readonly fixed: (count: number) => string;

  /** Words of tables. */
  readonly verdict: Readonly<Record<Verdict, string>>;
  readonly verdictCount: (verdict: Verdict, count: number) => string;
  readonly level: Readonly<Record<Level, string>>;
  readonly direction: Readonly<Record<Direction, string>>;
  readonly change: Readonly<Record<'new' | 'existing' | 'fixed', string>>;
  readonly action: Readonly<Record<PathStep['action'], string>>;
  readonly scopeKind: Readonly<Record<ScopeKind, string>>;
  readonly severity: Readonly<Record<Diagnostic['severity'], string>>;
  readonly column: Readonly<
    Record<
      'verdict' | 'target' | 'traffic' | 'scope' | 'level' | 'decidedBy' | 'place' | 'why' | 'waitsFor' | 'needs',
      string
    >
  >;
  /** What carries traffic out to the Internet. */
  readonly ways: Readonly<Record<WayName, string>>;
  /** `azurerm_network_security_group.ml rule DenyInternet (4000)` */
  readonly decider: (by: Decider) => string;
  readonly nextHop: (nextHop: string) => string;

  /** Headings. */
  readonly requiredGaps: string;
  readonly recommendedGaps: string;
  readonly undecided: string;
  readonly settled: string;
  readonly scopes: string;
  readonly diagnostics: (count: number) => string;
  readonly missingTags: string;
  readonly missingHosts: string;
  /** A heading over what is only recommended. */
  readonly onlyRecommended: (heading: string) => string;

  /** Details of a finding. */
  readonly uncovered: (
    ports: string,
    addresses: 'all' | readonly string[],
    more: number,
    note: string | null,
  ) => string;
  readonly remedy: (language: Remedy['language'], verified: boolean, place: string | null) => string;
  readonly waitsFor: (values: readonly string[]) => string;

  /** Several findings with one cause: how many tags or hosts, and one sentence, below the rule that decides, that is true of each. */
  readonly targets: Readonly<Record<'tag' | 'host', (count: number) => string>>;
  readonly together: Readonly<Record<SharedCause, (count: number) => string>>;

  /** The drawing of one path. */
  readonly leg: Readonly<Record<LegKind, string>>;
  readonly fate: Readonly<Record<Fate, string>>;
  readonly noGroup: string;
  /** What a firewall's own denial is, and that of a way out. */
  readonly noRule: string;
  readonly noWayOut: string;
  /** A part that has no words of its own. */
  readonly otherPart: string;

  /** What was left out for want of room. */
  readonly onlyGaps: string;
  readonly onlyCounts: string;
  readonly cut: string;
  readonly more: (count: number) => string;

  /** Annotations. */
  readonly annotationTitle: (required: number, recommended: number, undecided: number) => string;
  readonly annotationEntry: (
    target: string,
    traffic: string,
    verdict: Verdict,
    level: Level,
    scopes: readonly string[],
  ) => string;
  readonly annotationWithoutPlace: string;
  readonly moreAnnotations: (places: number, findings: number) => string;

  /** Pages, drawings and rules. */
  readonly page: PageMessages;

  /** Reviews. */
  readonly review: ReviewMessages;

  /** Rules that are wider than needed. */
  readonly wide: WideMessages;

  readonly explanations: ExplanationMessages;
}
