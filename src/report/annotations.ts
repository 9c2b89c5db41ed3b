/** Workflow annotations: one per line of a file, telling all that is missing there. Data only; writing them as commands is another's. */
import type { Location } from '../azure/model.js';
import type { Finding } from '../reachability/finding.js';
import type { Annotation } from './annotation.js';
import { wideAnnotations } from './annotations-wide.js';
import { bounded } from './bounded.js';
import { isGap } from './conclusion.js';
import { plain, plainName } from './escape.js';
import type { Messages } from './language/catalogue.js';
import type { Report } from './report.js';
import { decidingStep, placeOf, portsOf, targetOf } from './summary.js';

export type { Annotation } from './annotation.js';

/** GitHub shows this many of each level per step. */
const SHOWN = 10;
/** Lines of one annotation's message. GitHub keeps 64 KiB; nobody reads that. */
const ENTRIES = 15;

/** The findings of one place. */
interface Group {
  readonly location: Location | null;
  readonly findings: readonly Finding[];
}

/**
 * Required gaps are errors, recommended gaps warnings; undecided requirements are notices, and after them rules that are wider than needed; a line with several has the worst. The place is that of
 * the deciding rule, else of the scope. What has no place is in one annotation without a file. At most ten of a level, the most
 * important first; then the tenth sums up the rest.
 * @param most of a level, where the step has more to say than this
 */
export function annotations(report: Report, messages: Messages, most = SHOWN): readonly Annotation[] {
  const short = bounded(report);
  const groups = groupByPlace(short);
  const levels = ['error', 'warning', 'notice'] as const;
  const found = levels.flatMap((level) => {
    const ofLevel = groups.filter((group) => levelOf(group.findings) === level).sort(byImportance);
    if (ofLevel.length <= most) return ofLevel.map((group) => annotate(group, level, messages));
    const rest = ofLevel.slice(most - 1);
    return [
      ...ofLevel.slice(0, most - 1).map((group) => annotate(group, level, messages)),
      sumUp(rest, level, messages),
    ];
  });
  const notices = found.filter(({ level }) => level === 'notice').length;
  return [...found, ...wideAnnotations(short.tooWide, messages, most - notices)];
}

function isAnnotated(finding: Finding): boolean {
  return isGap(finding) || (finding.verdict === 'unknown' && finding.level === 'required');
}

function groupByPlace(report: Report): readonly Group[] {
  const scopes = new Map(report.scopes.map(({ id, location }) => [id, location]));
  const groups = new Map<string, { readonly location: Location | null; readonly findings: Finding[] }>();
  for (const finding of report.findings.filter(isAnnotated)) {
    const location = decidingStep(finding)?.location ?? scopes.get(finding.scope) ?? null;
    const key = location === null ? '' : placeOf({ file: location.file, line: location.line });
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { location, findings: [finding] });
    else group.findings.push(finding);
  }
  return [...groups.values()];
}

function levelOf(findings: readonly Finding[]): Annotation['level'] {
  const gaps = findings.filter(isGap);
  if (gaps.length === 0) return 'notice';
  return gaps.some(({ level }) => level === 'required') ? 'error' : 'warning';
}

/** What this change brings first, then where most is missing, then by place; without a place last. */
function byImportance(a: Group, b: Group): number {
  const isNew = ({ findings }: Group): number => Number(findings.some(({ change }) => change === 'new'));
  const place = ({ location }: Group): readonly [string, number] => [location?.file ?? '', location?.line ?? 0];
  const [fileA, lineA] = place(a);
  const [fileB, lineB] = place(b);
  return (
    isNew(b) - isNew(a) ||
    Number(a.location === null) - Number(b.location === null) ||
    b.findings.length - a.findings.length ||
    (fileA < fileB ? -1 : fileA > fileB ? 1 : lineA - lineB)
  );
}

function annotate({ location, findings }: Group, level: Annotation['level'], messages: Messages): Annotation {
  const place = location === null ? {} : { file: plain(location.file), line: location.line };
  const column = location?.column === undefined ? {} : { column: location.column };
  const entries = entriesOf(findings, messages);
  const lines =
    entries.length <= ENTRIES ? entries : [...entries.slice(0, ENTRIES), messages.more(entries.length - ENTRIES)];
  return {
    level,
    ...place,
    ...column,
    title: titleOf(findings, messages),
    message: [...lines, ...(location === null ? [messages.annotationWithoutPlace] : [])].join('\n'),
  };
}

/** Worst first; what several scopes lack is said once, with all of them. */
function entriesOf(findings: readonly Finding[], messages: Messages): readonly string[] {
  const entries = new Map<string, { readonly finding: Finding; readonly scopes: string[] }>();
  for (const finding of [...findings].sort((a, b) => rank(a) - rank(b))) {
    const key = JSON.stringify([rank(finding), finding.direction, targetOf(finding), portsOf(finding)]);
    const entry = entries.get(key);
    if (entry === undefined) entries.set(key, { finding, scopes: [plainName(finding.scope)] });
    else entry.scopes.push(plainName(finding.scope));
  }
  return [...entries.values()].map(({ finding, scopes }) => {
    const traffic = `${messages.direction[finding.direction]} ${plainName(portsOf(finding))}`;
    const shown = scopes.length <= SHOWN ? scopes : [...scopes.slice(0, SHOWN), messages.more(scopes.length - SHOWN)];
    const entry = messages.annotationEntry(
      plainName(targetOf(finding)),
      traffic,
      finding.verdict,
      finding.level,
      shown,
    );
    return finding.explanation === '' ? entry : `${entry}\n    ${plain(finding.explanation)}`;
  });
}

function rank(finding: Finding): number {
  return (finding.verdict === 'unknown' ? 2 : 0) + (finding.level === 'recommended' ? 1 : 0);
}

function titleOf(findings: readonly Finding[], messages: Messages): string {
  const gaps = findings.filter(isGap);
  const required = gaps.filter(({ level }) => level === 'required').length;
  return messages.annotationTitle(required, gaps.length - required, findings.length - gaps.length);
}

function sumUp(groups: readonly Group[], level: Annotation['level'], messages: Messages): Annotation {
  const findings = groups.flatMap((group) => group.findings);
  const places = groups
    .slice(0, ENTRIES)
    .map(({ location }) => (location === null ? messages.annotationWithoutPlace : plain(placeOf(location))));
  return {
    level,
    title: titleOf(findings, messages),
    message: [
      messages.moreAnnotations(groups.length, findings.length),
      ...places,
      ...(groups.length > ENTRIES ? [messages.more(groups.length - ENTRIES)] : []),
    ].join('\n'),
  };
}
