/** From what the engine found to what a report says of it: every message in the report's language. */
import { type Message, msg } from '../azure/message.js';
import type { Diagnostic } from '../azure/model.js';
import type { ComparedFinding } from '../reachability/change.js';
import { explain } from '../reachability/explanation.js';
import type { Finding, PathStep, RawStep, Remedy, TooWide, Uncovered } from '../reachability/finding.js';
import type { PathTree } from '../reachability/path-tree.js';
import type { RawTooWide } from '../reachability/wide-change.js';
import type { Repair } from '../remedy/remedies.js';
import type { Messages } from './language/catalogue.js';

/** What is said in one language. */
type Say = Messages['say'];

/** @param repair what closes the gap; where nothing does, or not surely, a note says why */
export function localiseFinding(finding: ComparedFinding, { remedy, reason }: Repair, messages: Messages): Finding {
  return {
    ...finding,
    uncovered: finding.uncovered.map((row) => localiseUncovered(row, messages.say)),
    path: finding.path.map((step) => localiseStep(step, messages.say)),
    explanation: explain(finding.explanation, messages),
    remedy,
    ...(reason === null ? {} : { remedyNote: messages.say(whyOpen(remedy, reason)) }),
  };
}

function whyOpen(remedy: Remedy | null, reason: Message): Message {
  return remedy === null ? msg`No fix is printed here: ${reason}.` : msg`The fix may not be enough: ${reason}.`;
}

/** Of a rule that is waived: by what, and then what is said of it. */
export function localiseTooWide({ waiver, ...rule }: RawTooWide, { say, wide }: Messages): TooWide {
  const [step] = rule.path;
  const waived = waiver === null ? '' : `${wide.waived(waiver)} `;
  return { ...rule, path: [localiseStep(step, say)], explanation: `${waived}${say(rule.explanation)}` };
}

export function localiseDiagnostic(diagnostic: Diagnostic, say: Say): Diagnostic<string> {
  return { ...diagnostic, message: say(diagnostic.message) };
}

export function localiseUncovered({ note, ...row }: Uncovered<Message>, say: Say): Uncovered {
  return note === undefined ? row : { ...row, note: say(note) };
}

export function localiseStep({ part, waitsFor, ...step }: RawStep, say: Say): PathStep {
  return {
    ...step,
    ...(part === undefined ? {} : { part: say(part) }),
    ...(waitsFor === undefined ? {} : { waitsFor: say(waitsFor) }),
  };
}

export function localiseTree({ steps, end, forks }: PathTree<Message>, say: Say): PathTree {
  return {
    steps: steps.map((step) => localiseStep(step, say)),
    end: end === null ? null : { fate: end.fate, waitsFor: end.waitsFor === null ? null : say(end.waitsFor) },
    forks: forks.map(({ part, tree }) => ({
      part: part === null ? null : say(part),
      tree: localiseTree(tree, say),
    })),
  };
}
