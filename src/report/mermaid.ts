/** A scope's paths as a Mermaid flowchart, which GitHub draws: one statement a line, every name in quotes with all but letters and digits spelt out. */
import type { Finding, PathStep } from '../reachability/finding.js';
import type { Direction } from '../requirements/requirement.js';
import { plain } from './escape.js';
import type { Messages } from './language/catalogue.js';
import { ACTION_SIGNS, VERDICT_SIGNS } from './marks.js';
import { type GraphEdge, type GraphNode, type PathGraph, pathGraph } from './path-graph.js';
import { decidingStep, portsOf, type ScopeSummary, targetOf } from './summary.js';

/** Causes in one drawing; more make it a thicket. */
const MOST_CAUSES = 6;
/** Ways of what is met. */
const MOST_WAYS = 3;
/** Names in one box. */
const MOST_NAMES = 6;
const LONGEST_NAME = 72;
/** Mermaid reads 50,000 characters and 500 edges; a reader sees less. */
const LONGEST_DRAWING = 12_000;
const MOST_EDGES = 120;

const ARROWS = { open: '-->', closed: '--x', undecided: '-.->' } as const;

/**
 * The drawings of the gaps and open questions of a scope, one for each direction that has some, with what is met beside them as a box. Lines
 * without a fence around them.
 */
export function scopeDrawings(scope: ScopeSummary, messages: Messages): readonly string[] {
  const open = scope.required.length > 0 ? scope.required : scope.recommended;
  return (['outbound', 'inbound'] as const).flatMap((direction) => {
    const causes = byWay(
      open.filter((finding) => finding.direction === direction),
      (finding) => decisionKey(finding),
    );
    for (let count = Math.min(MOST_CAUSES, causes.length); count > 0; count--) {
      const graph = pathGraph([...causes.slice(0, count), ...metGroups(scope, direction)], scope.id);
      const text = flowchart(graph, scope, direction, causes.length - count, messages);
      if (graph.edges.length <= MOST_EDGES && text.length <= LONGEST_DRAWING) return [text];
    }
    return [];
  });
}

/** What is met, one box for each way that it takes. */
function metGroups({ settled }: ScopeSummary, direction: Direction): readonly (readonly Finding[])[] {
  const met = settled.filter((finding) => finding.verdict === 'met' && finding.direction === direction);
  return byWay(met, () => '').slice(0, MOST_WAYS);
}

/** Findings that take the same legs and are told apart by nothing that `also` names. */
function byWay(findings: readonly Finding[], also: (finding: Finding) => string): readonly (readonly Finding[])[] {
  const ways = new Map<string, Finding[]>();
  for (const finding of findings) {
    // Several steps of one leg are one stop.
    const stops = finding.path.map(({ leg, resource }) => JSON.stringify([leg, resource]));
    const key = JSON.stringify([also(finding), stops.filter((stop, index) => stop !== stops[index - 1])]);
    const same = ways.get(key);
    if (same === undefined) ways.set(key, [finding]);
    else same.push(finding);
  }
  return [...ways.values()];
}

function decisionKey(finding: Finding): string {
  const step = decidingStep(finding);
  const by = step === null ? null : [step.leg, step.resource, step.collection, step.rule, step.priority, step.action];
  return JSON.stringify([finding.verdict, by]);
}

function flowchart(
  graph: PathGraph,
  scope: ScopeSummary,
  direction: Direction,
  left: number,
  messages: Messages,
): string {
  const closed = new Set(graph.edges.filter(({ fate }) => fate === 'closed').map(({ from }) => from));
  const lines = [
    'flowchart TB',
    `  accTitle: ${messages.page.drawingTitle(direction)}`,
    `  accDescr: ${messages.page.drawingHelp}`,
    ...graph.nodes.map((node) => `  ${box(node, scope, closed.has(node.id), messages)}`),
    ...graph.edges.map((edge) => `  ${arrow(edge, messages)}`),
    ...(left === 0 ? [] : [`  more["${mermaidText(messages.page.partsLeftOut(left))}"]`]),
    '  classDef closed stroke:crimson,stroke-width:3px',
  ];
  return lines.join('\n');
}

function box(node: GraphNode, scope: ScopeSummary, isClosed: boolean, messages: Messages): string {
  const style = isClosed && node.kind === 'leg' ? ':::closed' : '';
  const id = `n${node.id}`;
  if (node.kind === 'scope') {
    const kind = scope.kind === null ? [] : [mermaidText(messages.scopeKind[scope.kind])];
    return `${id}(["${[...kind, mermaidText(node.resource)].join('<br>')}"])`;
  }
  if (node.leg !== null)
    return `${id}["${[messages.leg[node.leg], node.resource].map(mermaidText).join('<br>')}"]${style}`;
  return `${id}("${endLines(node.findings, messages).map(mermaidText).join('<br>')}")`;
}

/** The verdict in a word, then the names; what is met is only counted. */
function endLines(findings: readonly Finding[], messages: Messages): readonly string[] {
  const [first] = findings;
  if (first === undefined) return [];
  const head = `${VERDICT_SIGNS[first.verdict]} ${messages.verdict[first.verdict]}`;
  if (first.verdict === 'met') return [head, messages.page.metTargets(findings.length)];
  const ports = new Set(findings.map(portsOf));
  const traffic = (finding: Finding): string => `${messages.direction[finding.direction]} ${portsOf(finding)}`;
  const names = findings.slice(0, MOST_NAMES).map((finding) =>
    // Where the traffic is one, it is said once.
    ports.size === 1 ? clipped(targetOf(finding)) : `${clipped(targetOf(finding))}, ${traffic(finding)}`,
  );
  const rest = findings.length - names.length;
  return [head, ...names, ...(rest === 0 ? [] : [messages.more(rest)]), ...(ports.size === 1 ? [traffic(first)] : [])];
}

/** Short enough for its traffic to stand behind it. */
function clipped(name: string): string {
  return plain(name, LONGEST_NAME - 24);
}

function arrow({ from, to, fate, step, verdict }: GraphEdge, messages: Messages): string {
  const named = step === null ? [] : stepWords(step, fate !== 'open' || verdict !== null, messages);
  // No leg is left by a crossed or dotted arrow without a word.
  const label =
    named.length === 0 && fate !== 'open' && verdict !== null
      ? [`${VERDICT_SIGNS[verdict]} ${messages.verdict[verdict]}`]
      : named;
  const words = label.length === 0 ? '' : `|"${label.map(mermaidText).join('<br>')}"|`;
  return `n${from} ${ARROWS[fate]}${words} n${to}`;
}

/** `✗ deny`, the rule; of a route where it leads. */
function stepWords(step: PathStep, decides: boolean, messages: Messages): readonly string[] {
  const { action, rule, priority, nextHop } = step;
  const name = rule === null ? [] : [priority === null ? rule : `${rule} (${priority})`];
  const hop = nextHop === undefined ? [] : [messages.nextHop(nextHop)];
  if (action === 'route') return [...name, ...hop];
  return decides ? [`${ACTION_SIGNS[action]} ${messages.action[action]}`, ...name, ...hop] : [];
}

/** Stands behind a character that means something even as an entity. */
const BREAK = '#8203;';

/**
 * Text between the quotes of a label. Letters, digits and a few signs stay as they are; everything else is a numbered entity, which Mermaid
 * shows as the character: no quote ends the label, no directive, comment, Markdown or HTML begins in it. Formulas (`$$`) and icons (`fa:fa-x`)
 * are looked for after entities are read, so that a dollar and a colon are followed by a space of no width.
 * @see https://mermaid.js.org/syntax/flowchart.html#entity-codes-to-escape-characters
 */
export function mermaidText(text: string): string {
  return plain(text, LONGEST_NAME).replace(/[^\p{L}\p{M}\p{N} ._,()/?✗✓◐→–-]|\/\/|www\.|--|[ﬂ]/giu, (characters) =>
    Array.from(characters, entity).join(''),
  );
}

function entity(character: string): string {
  return `#${character.codePointAt(0) ?? 0};${character === '$' || character === ':' ? BREAK : ''}`;
}
