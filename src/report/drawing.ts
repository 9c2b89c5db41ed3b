/** A path drawn for a terminal: the scope, each leg with what decides there, and the end; where parts of it part, a branch for each. */
import type { PathStep, Verdict } from '../reachability/finding.js';
import type { Fate } from '../reachability/part.js';
import type { PathEnd, PathTree } from '../reachability/path-tree.js';
import { plain, plainName } from './escape.js';
import type { Messages } from './language/catalogue.js';
import { displayWidth, wrap } from './layout.js';
import {
  flow,
  type Line,
  type Painted,
  type Piece,
  printLines,
  type Style,
  stepLabel,
  type TextLook,
  VERDICT_STYLE,
  verdictMarks,
} from './paint.js';
import type { PathExplanation } from './report.js';
import { placeOf } from './summary.js';

interface Branches {
  /** Before a node that has others below it, before the last one, and before what stands below each of them. */
  readonly node: string;
  readonly last: string;
  readonly along: string;
  readonly below: string;
  readonly arrow: string;
  readonly separator: string;
}

const UNICODE: Branches = { node: '├─ ', last: '└─ ', along: '│  ', below: '   ', arrow: '→', separator: ' · ' };
const ASCII: Branches = { node: '+- ', last: '`- ', along: '|  ', below: '   ', arrow: '->', separator: ' - ' };

/** A step or a part of the drawing: its own lines, made for the room that there is, and what hangs on it. */
interface Node {
  readonly lines: (room: number) => readonly Line[];
  readonly children: readonly Node[];
}

/** Parts that are drawn at one fork, at most: rules by the thousand may each decide a part. */
const MOST_FORKS = 20;
/** Prefixes of the scope that are named. */
const MOST_PREFIXES = 4;
/** However deep a drawing goes, text has this much room. */
const NARROWEST = 24;

const FATE_VERDICT: Readonly<Record<Fate, Verdict>> = { allowed: 'met', denied: 'unmet', unknown: 'unknown' };
const ACTION_VERDICT: Readonly<Record<PathStep['action'], Verdict | null>> = {
  allow: 'met',
  deny: 'unmet',
  unknown: 'unknown',
  route: null,
};

/** One drawing below the other. Lines end in `\n`, never in spaces. Text of the input is made harmless. */
export function renderDrawings(explanations: readonly PathExplanation[], look: TextLook): string {
  if (explanations.length === 0) return printLines([[look.messages.nothingToCheck]], look.colour);
  const drawings = explanations.flatMap((explanation, index) => [
    ...(index === 0 ? [] : [[], []]),
    ...drawingLines(explanation, look),
  ]);
  return printLines(drawings, look.colour);
}

function drawingLines(explanation: PathExplanation, look: TextLook): readonly Line[] {
  const { messages, width } = look;
  const { scope, prefixes, verdict } = explanation;
  const branches = look.unicode ? UNICODE : ASCII;
  const marks = verdictMarks(look.unicode);
  const head: readonly Painted[] = [
    { text: plainName(scope.id), style: 'bold' },
    { text: messages.scopeKind[scope.kind], style: 'dim' },
    ...prefixes.slice(0, MOST_PREFIXES).map((text): Painted => ({ text: plainName(text), style: 'dim' })),
    ...(scope.location === null ? [] : [{ text: plainName(placeOf(scope.location)), style: 'dim' } as const]),
  ];
  const title: readonly Painted[] = [
    { text: `${marks[verdict]} ${messages.verdict[verdict]}`, style: VERDICT_STYLE[verdict] },
    { text: plainName(explanation.target), style: 'bold' },
    { text: `${messages.direction.outbound} ${plainName(explanation.traffic)}`, style: 'dim' },
  ];
  return [
    ...flow(title, '  ', '', width),
    [],
    ...flow(head, branches.separator, '', width),
    ...nodesLines(nodesOf(explanation.tree, explanation, look), '', look),
    [],
    ...wrap(plain(explanation.explanation), width).map((text): Line => [text]),
  ];
}

/** The nodes of a tree: the legs in order, then the end or the branches. */
function nodesOf(tree: PathTree, explanation: PathExplanation, look: TextLook, first = true): readonly Node[] {
  const { messages } = look;
  const told = tree.steps.flatMap(({ waitsFor }) => waitsFor ?? []);
  const forks = tree.forks.slice(0, MOST_FORKS).map(
    ({ part, tree: below }): Node => ({
      lines: (room) => textLines(part === null ? messages.otherPart : plain(part), room, 'bold'),
      children: nodesOf(below, explanation, look, false),
    }),
  );
  const left = tree.forks.length - forks.length;
  return [
    ...(first && explanation.unguarded ? [leaf((room) => textLines(messages.noGroup, room, 'dim'))] : []),
    ...legsOf(tree.steps).map((steps) => legNode(steps, explanation, look)),
    ...forks,
    ...(left === 0 ? [] : [leaf((room) => textLines(messages.more(left), room, 'dim'))]),
    ...(tree.end === null ? [] : [endNode(tree.end, told, explanation, look)]),
  ];
}

/** Steps of one leg stand together: the candidates of an open rule, say. */
function legsOf(steps: readonly PathStep[]): readonly (readonly PathStep[])[] {
  const legs: PathStep[][] = [];
  for (const step of steps) {
    const leg = legs.at(-1);
    if (leg?.[0]?.leg === step.leg) leg.push(step);
    else legs.push([step]);
  }
  return legs;
}

function legNode(steps: readonly PathStep[], { firewalls }: PathExplanation, look: TextLook): Node {
  const [first] = steps;
  const firewall = first?.leg === 'firewall' ? firewalls.get(first.resource) : undefined;
  const heading = first === undefined ? '' : look.messages.leg[first.leg];
  return leaf((room) => [
    ...flow(
      [
        { text: heading, style: 'dim' },
        ...(firewall === undefined ? [] : [{ text: plainName(firewall), style: 'dim' } as const]),
      ],
      ' ',
      '',
      room,
    ),
    ...steps.flatMap((step) => stepLines(step, room, look)),
  ]);
}

/** `✗ deny  azurerm_network_security_group.ml rule DenyInternet (4000)  main.tf:40`; what does not fit stands below, under the rule. */
function stepLines(step: PathStep, room: number, { messages, unicode }: TextLook): readonly Line[] {
  const verdict = ACTION_VERDICT[step.action];
  const head: Painted | null =
    verdict === null
      ? null
      : { text: `${verdictMarks(unicode)[verdict]} ${messages.action[step.action]}`, style: VERDICT_STYLE[verdict] };
  const start: readonly Piece[] = [head ?? (unicode ? UNICODE : ASCII).arrow, head === null ? ' ' : '  '];
  const indent = displayWidth(start.map((piece) => (typeof piece === 'string' ? piece : piece.text)).join(''));
  const space = Math.max(NARROWEST, room - indent);
  const reason = reasonOf(step, messages);
  const label = wrap(
    reason === null ? stepLabel(step, messages) : messages.labelled(stepLabel(step, messages), reason),
    space,
  );
  const place = step.location === null ? '' : plainName(placeOf(step.location));
  const joined = displayWidth(label.at(-1) ?? '') + 2 + displayWidth(place) <= space;
  const below: readonly Line[] = [
    ...(place === '' || joined ? [] : wrap(place, space).map((text): Line => [{ text, style: 'dim' }])),
    ...(step.waitsFor === undefined ? [] : textLines(messages.waitsFor([plain(step.waitsFor)]), space, null)),
  ];
  return [
    ...label.map(
      (text, index): Line => [
        ...(index === 0 ? start : [' '.repeat(indent)]),
        text,
        ...(index === label.length - 1 && joined && place !== '' ? ['  ', { text: place, style: 'dim' } as const] : []),
      ],
    ),
    ...below.map((line): Line => [' '.repeat(indent), ...line]),
  ];
}

/** Why a leg denies where no rule of it does. */
function reasonOf({ leg, rule, action }: PathStep, messages: Messages): string | null {
  if (action !== 'deny' || rule !== null) return null;
  return leg === 'firewall' ? messages.noRule : leg === 'way-out' ? messages.noWayOut : null;
}

/** @param told what steps before it have said that they wait for */
function endNode(end: PathEnd, told: readonly string[], { target }: PathExplanation, look: TextLook): Node {
  const { messages, unicode } = look;
  const verdict = FATE_VERDICT[end.fate];
  const waits = end.waitsFor === null || told.includes(end.waitsFor) ? [] : [plain(end.waitsFor)];
  return leaf((room) => [
    ...textLines(
      `${verdictMarks(unicode)[verdict]} ${messages.labelled(plainName(target), messages.fate[end.fate])}`,
      room,
      VERDICT_STYLE[verdict],
    ),
    ...(waits.length === 0
      ? []
      : textLines(messages.waitsFor(waits), room - 2, null).map((line): Line => ['  ', ...line])),
  ]);
}

function leaf(lines: Node['lines']): Node {
  return { lines, children: [] };
}

function textLines(text: string, room: number, style: Style | null): readonly Line[] {
  return wrap(text, Math.max(NARROWEST, room)).map((line): Line => [style === null ? line : { text: line, style }]);
}

/** Nodes one below the other on a trunk, each with what hangs on it further in. */
function nodesLines(nodes: readonly Node[], margin: string, look: TextLook): readonly Line[] {
  const branches = look.unicode ? UNICODE : ASCII;
  return nodes.flatMap((node, index): readonly Line[] => {
    const last = index === nodes.length - 1;
    const next = margin + (last ? branches.below : branches.along);
    const own = node.lines(look.width - next.length);
    // Of a leaf that fills several lines the trunk goes on beside it; under a branch hang its own nodes.
    return [
      ...own.map((line, at): Line => [at === 0 ? margin + (last ? branches.last : branches.node) : next, ...line]),
      ...nodesLines(node.children, next, look),
    ];
  });
}
