/** Waivers laid over findings: what is waived stays in the report, and every waiver that does not do its work is told. */
import { type Message, msg } from '../azure/message.js';
import type { Diagnostic, Location } from '../azure/model.js';
import { isAboutWide } from '../requirements/too-wide-ids.js';
import { coversScope, isAbout, nameOfWaiver, standing, type Waiver } from '../requirements/waiver.js';
import type { ComparedFinding } from './change.js';
import type { RawFinding } from './evaluate.js';
import { portsLabel } from './explanation.js';
import type { RawTooWide } from './wide-change.js';

/** Where things are declared and what else they are called, for waivers that are comments and for globs. */
export interface WaiverContext {
  /** All names of a scope: address, key, resource id. */
  readonly namesOfScope: (scope: string) => readonly string[];
  /** The declaration of a scope, or of a resource on a path; `null` where it is not known. */
  readonly locationOf: (resource: string) => Location | null;
  /** Today, as `YYYY-MM-DD` in UTC. */
  readonly today: string;
}

/** What waivers are laid over. */
export interface Waivables {
  readonly findings: readonly ComparedFinding[];
  readonly tooWide: readonly RawTooWide[];
}

/** How often a waiver fits: what is met, what it waives, rules that are wide no more, and rules that others than its scopes send by too. */
interface Use {
  met: number;
  waived: number;
  narrow: number;
  short: number;
}

/**
 * Waives gaps, undecided findings and rules that are too wide. What is met needs no waiver and stays met. A rule is waived where each scope that has it
 * on the way has a waiver: who may send more from one place may not from another.
 * @returns all in their order, and what is to say of the waivers
 */
export function applyWaivers(
  { findings, tooWide }: Waivables,
  waivers: readonly Waiver[],
  context: WaiverContext,
): Waivables & { readonly diagnostics: readonly Diagnostic[] } {
  if (waivers.length === 0) return { findings, tooWide, diagnostics: [] };
  const uses = new Map<Waiver, Use>(waivers.map((waiver) => [waiver, { met: 0, waived: 0, narrow: 0, short: 0 }]));
  const valid = waivers.filter((waiver) => standing(waiver, context.today) === 'valid');
  const count = (fitting: readonly Waiver[], as: keyof Use) => {
    for (const waiver of fitting) {
      const use = uses.get(waiver);
      if (use !== undefined) use[as] += 1;
    }
  };
  const waived = findings.map((finding): ComparedFinding => {
    const fitting = valid.filter((waiver) => fits(waiver, finding, context));
    const canBeWaived = ['unmet', 'partial', 'unknown'].includes(finding.verdict);
    count(fitting, canBeWaived ? 'waived' : 'met');
    const [first] = fitting;
    return first === undefined || !canBeWaived ? finding : waive(finding, first);
  });
  const rules = tooWide.map((rule): RawTooWide => {
    const about = valid.filter((waiver) => isAboutWide(waiver, rule.requirement, rule.opens));
    const covers = (waiver: Waiver, scope: string) => covered(waiver, { scope, path: rule.path }, context);
    const fitting = about.filter((waiver) => rule.scopes.some((scope) => covers(waiver, scope)));
    const [first] = fitting;
    if (rule.verdict !== 'too-wide') count(fitting, 'narrow');
    if (rule.verdict !== 'too-wide' || first === undefined) return rule;
    const isWhole = rule.scopes.every((scope) => fitting.some((waiver) => covers(waiver, scope)));
    count(fitting, isWhole ? 'waived' : 'short');
    const { reason, owner, expires: until } = first;
    return isWhole ? { ...rule, verdict: 'waived', waiver: { reason, owner, until } } : rule;
  });
  const diagnostics = [...uses].flatMap(([waiver, use]): readonly Diagnostic[] => {
    const said = remark(waiver, use, context.today);
    return said === null ? [] : [{ ...said, location: waiver.location }];
  });
  return { findings: waived, tooWide: rules, diagnostics };
}

function fits(waiver: Waiver, finding: ComparedFinding, context: WaiverContext): boolean {
  return isAbout(waiver, finding) && covered(waiver, finding, context);
}

/** Whether a waiver is for this scope, and a comment stands above something that decides there. */
function covered(
  waiver: Waiver,
  { scope, path }: Pick<RawFinding, 'scope' | 'path'>,
  { namesOfScope, locationOf }: WaiverContext,
): boolean {
  if (!coversScope(waiver, namesOfScope(scope))) return false;
  const { declaration } = waiver;
  if (declaration === null) return true;
  const places = [locationOf(scope), ...path.flatMap(({ resource, location }) => [location, locationOf(resource)])];
  return places.some((place) => place !== null && place.file === declaration.file && place.line === declaration.line);
}

function waive(finding: ComparedFinding, { reason, owner, expires }: Waiver): ComparedFinding {
  const flow = {
    direction: finding.direction,
    target: finding.tag ?? finding.host ?? '',
    ports: portsLabel(finding.protocol, finding.ports),
  };
  return {
    ...finding,
    verdict: 'waived',
    explanation: { kind: 'waived', flow, reason, owner, until: expires, otherwise: finding.explanation },
  };
}

function remark(
  waiver: Waiver,
  { met, waived, narrow, short }: Use,
  today: string,
): { readonly severity: Diagnostic['severity']; readonly message: Message } | null {
  const name = nameOfWaiver(waiver);
  switch (standing(waiver, today)) {
    case 'no date':
      return {
        severity: 'warning',
        message: msg`the waiver for ${name} waives nothing: ${waiver.expires} is no date; write it as YYYY-MM-DD`,
      };
    case 'expired':
      return {
        severity: 'warning',
        message: msg`the waiver for ${name} expired on ${waiver.expires} and waives nothing any more: ${waiver.reason}`,
      };
    default:
      if (waived > 0) return null;
      if (short > 0)
        return {
          severity: 'warning',
          message: msg`the waiver for ${name} waives nothing: the rule that it is about is on the way of other scopes too; waive it for all of them`,
        };
      if (narrow > 0)
        return {
          severity: 'note',
          message: msg`the waiver for ${name} is not needed: the rule that it is about is no wider than needed`,
        };
      return met > 0
        ? { severity: 'note', message: msg`the waiver for ${name} is not needed: what it is about is allowed` }
        : { severity: 'warning', message: msg`the waiver for ${name} matches nothing` };
  }
}
