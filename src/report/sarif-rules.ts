/** SARIF's rules: one for each requirement that a report has results for, with help that a reader of code scanning finds beside the alert. */
import type { Finding, TooWide } from '../reachability/finding.js';
import { editionSource } from './edition-source.js';
import { markdownCode, markdownText } from './escape.js';
import type { Messages } from './language/catalogue.js';
import type { Report } from './report.js';
import { sarifText } from './sarif-text.js';
import { portsOf, targetOf } from './summary.js';

export interface SarifRule {
  readonly id: string;
  readonly name: string;
  readonly shortDescription: { readonly text: string };
  readonly fullDescription: { readonly text: string };
  readonly help: { readonly text: string; readonly markdown: string };
  readonly defaultConfiguration: { readonly level: 'error' | 'warning' | 'note' };
  readonly properties: {
    readonly tags: readonly string[];
    readonly precision: 'very-high';
    readonly 'problem.severity': 'error' | 'warning' | 'recommendation';
  };
}

const TAGS = ['azure-machine-learning', 'network'];

/** Targets that one rule names: a regional tag differs from scope to scope. */
const MOST_TARGETS = 3;

/** In the order in which the findings come; the index of a rule is its place. A rule that is required anywhere is required. */
export function sarifRules(report: Report, findings: readonly Finding[], messages: Messages): readonly SarifRule[] {
  const byId = new Map<string, Finding[]>();
  for (const finding of findings) {
    const id = ruleId(finding);
    const same = byId.get(id);
    if (same === undefined) byId.set(id, [finding]);
    else same.push(finding);
  }
  return [...byId].map(([id, some]) => ruleOf(id, some, report, messages));
}

/** The stable id of the requirement; within an edition of a user's own it may be any text. */
export function ruleId({ requirement }: Finding): string {
  return sarifText(requirement);
}

function ruleOf(id: string, findings: readonly Finding[], report: Report, messages: Messages): SarifRule {
  const [first] = findings;
  const required = findings.some(({ level }) => level === 'required');
  const severity = required ? 'error' : 'warning';
  const targets = [...new Set(findings.map((finding) => `${targetOf(finding)} (${portsOf(finding)})`))];
  const direction = first?.direction ?? 'outbound';
  const level = required ? 'required' : 'recommended';
  const describe = (name: (text: string) => string): string =>
    messages.page.rule(direction, level, targets.slice(0, MOST_TARGETS).map(name));
  const source = editionSource(report.edition);
  const about = (name: (text: string) => string): readonly string[] => [
    ...(first?.purpose ? [name(first.purpose)] : []),
    messages.page.ruleHelp,
    ...(source === null ? [] : [messages.page.source(name(source.document), source.date ?? null)]),
  ];
  return {
    id,
    name: camelCase(id),
    shortDescription: { text: describe(sarifText) },
    fullDescription: { text: first?.purpose ? sarifText(first.purpose) : describe(sarifText) },
    help: {
      text: [describe(sarifText), ...about(sarifText)].join('\n\n'),
      markdown: [describe(markdownCode), ...about(markdownText)].join('\n\n'),
    },
    defaultConfiguration: { level: severity },
    properties: { tags: TAGS, precision: 'very-high', 'problem.severity': severity },
  };
}

/** One for each kind of width that a report has rules of. */
export function wideSarifRules(rules: readonly TooWide[], { wide }: Messages): readonly SarifRule[] {
  return [...new Set(rules.map(({ requirement }) => requirement))].map((id): SarifRule => {
    const text = `${wide.kind[id]}.`;
    const help = `${text}\n\n${wide.help}`;
    return {
      id,
      name: camelCase(id),
      shortDescription: { text: wide.kind[id] },
      fullDescription: { text },
      help: { text: help, markdown: help },
      defaultConfiguration: { level: 'note' },
      properties: { tags: TAGS, precision: 'very-high', 'problem.severity': 'recommendation' },
    };
  });
}

/** A readable name as SARIF likes it: `OutboundStorage`. */
function camelCase(id: string): string {
  const words = id.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');
  return words.map((word) => word.replace(/^./u, (first) => first.toUpperCase())).join('') || 'Requirement';
}
