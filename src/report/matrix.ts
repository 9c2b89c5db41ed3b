/** The requirement matrix as it applies, for reading: text, Markdown, JSON. */
import type { Level, PortRange, Requirement } from '../requirements/requirement.js';
import { markdownCode, markdownText, plain, plainName } from './escape.js';
import type { Messages } from './language/catalogue.js';
import { displayWidth, pad, wrap } from './layout.js';
import type { Report } from './report.js';

/** What applies, and to what. */
export interface RequirementsList {
  readonly edition: string;
  readonly context: Report['context'];
  readonly requirements: readonly Requirement[];
}

export function matrixJson({ edition, context, requirements }: RequirementsList): string {
  const rows = requirements.map((requirement) => ({
    requirement: requirement.id,
    level: requirement.level,
    direction: requirement.direction,
    protocol: requirement.protocol,
    ports: requirement.ports.map(portText),
    tag: requirement.tag,
    host: requirement.host,
    urlPath: requirement.urlPath,
    standsIn: requirement.standIns.map(({ host, ports }) => ({ host, ports: ports.map(portText) })),
    feature: requirement.feature,
    purpose: requirement.purpose,
    source: requirement.source,
  }));
  return `${JSON.stringify({ schemaVersion: 1, edition, context, requirements: rows }, null, 2)}\n`;
}

/** Cells of the widest column of targets. */
const WIDEST = 40;

export function matrixText(list: RequirementsList, messages: Messages, width: number): string {
  const rows = list.requirements.map((requirement) => ({
    requirement,
    target: plainName(targetOf(requirement)),
    traffic: `${messages.direction[requirement.direction]} ${trafficOf(requirement)}`,
  }));
  // A URL may be longer than any column should be.
  const target = Math.min(WIDEST, Math.max(0, ...rows.map((row) => displayWidth(row.target))));
  const traffic = Math.max(0, ...rows.map((row) => displayWidth(row.traffic)));
  const lines = [head(list, messages, plainName).join(' · ')];
  for (const level of ['required', 'recommended'] as const) {
    const mine = rows.filter(({ requirement }) => requirement.level === level);
    if (mine.length === 0) continue;
    lines.push('', messages.level[level]);
    for (const row of mine) {
      lines.push(`  ${pad(row.target, target)}  ${pad(row.traffic, traffic)}`.trimEnd());
      for (const line of wrap(plain(row.requirement.purpose), Math.max(20, width - 6))) lines.push(`      ${line}`);
    }
  }
  return `${lines.join('\n')}\n`;
}

export function matrixMarkdown(list: RequirementsList, messages: Messages): string {
  const heads = [messages.column.target, messages.column.traffic, messages.column.needs];
  const table = (level: Level): readonly string[] => {
    const rows = list.requirements.filter((requirement) => requirement.level === level);
    if (rows.length === 0) return [];
    return [
      '',
      `## ${messages.level[level]}`,
      '',
      `| ${heads.join(' | ')} |`,
      `|${heads.map(() => '---|').join('')}`,
      ...rows.map(
        (row) =>
          `| ${markdownCode(targetOf(row))} | ${messages.direction[row.direction]} ${trafficOf(row)} | ${markdownText(row.purpose)} |`,
      ),
    ];
  };
  return `${[`# ${head(list, messages, markdownCode).join(' · ')}`, ...table('required'), ...table('recommended')].join('\n')}\n`;
}

function head(
  { edition, context }: RequirementsList,
  messages: Messages,
  name: (text: string) => string,
): readonly string[] {
  return [
    messages.edition(name(edition)),
    messages.cloud[context.cloud],
    messages.region(context.region === null ? null : name(context.region)),
    messages.hbi(context.hbi),
  ];
}

function targetOf({ tag, host, urlPath }: Requirement): string {
  return tag ?? (urlPath === null ? (host ?? '') : `${host}/${urlPath.replace(/^\//, '')}`);
}

function trafficOf({ protocol, ports }: Requirement): string {
  return `${protocol.toUpperCase()} ${ports.map(portText).join(', ')}`;
}

function portText({ low, high }: PortRange): string {
  return low === high ? String(low) : `${low}-${high}`;
}
