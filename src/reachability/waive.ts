/** Waivers laid over findings: what is waived stays in the report, and every waiver that does not do its work is told. */
import { type Message, msg } from '../azure/message.js';
import type { Diagnostic, Location } from '../azure/model.js';
import { coversScope, isAbout, nameOfWaiver, standing, type Waiver } from '../requirements/waiver.js';
import type { ComparedFinding } from './change.js';
import { portsLabel } from './explanation.js';

/** Where things are declared and what else they are called, for waivers that are comments and for globs. */
export interface WaiverContext {
  /** All names of a scope: address, key, resource id. */
  readonly namesOfScope: (scope: string) => readonly string[];
  /** The declaration of a scope, or of a resource on a path; `null` where it is not known. */
  readonly locationOf: (resource: string) => Location | null;
  /** Today, as `YYYY-MM-DD` in UTC. */
  readonly today: string;
}

/**
 * Waives gaps and undecided findings. What is met needs no waiver and stays met.
 * @returns the findings in their order, and what is to say of the waivers
 */
export function applyWaivers(
  findings: readonly ComparedFinding[],
  waivers: readonly Waiver[],
  context: WaiverContext,
): { readonly findings: readonly ComparedFinding[]; readonly diagnostics: readonly Diagnostic[] } {
  if (waivers.length === 0) return { findings, diagnostics: [] };
  const uses = new Map(waivers.map((waiver) => [waiver, { met: 0, waived: 0 }]));
  const valid = waivers.filter((waiver) => standing(waiver, context.today) === 'valid');
  const waived = findings.map((finding): ComparedFinding => {
    const fitting = valid.filter((waiver) => fits(waiver, finding, context));
    const canBeWaived = ['unmet', 'partial', 'unknown'].includes(finding.verdict);
    for (const waiver of fitting) {
      const use = uses.get(waiver);
      if (use !== undefined) use[canBeWaived ? 'waived' : 'met'] += 1;
    }
    const [first] = fitting;
    return first === undefined || !canBeWaived ? finding : waive(finding, first);
  });
  const diagnostics = [...uses].flatMap(([waiver, use]): readonly Diagnostic[] => {
    const said = remark(waiver, use, context.today);
    return said === null ? [] : [{ ...said, location: waiver.location }];
  });
  return { findings: waived, diagnostics };
}

function fits(waiver: Waiver, finding: ComparedFinding, { namesOfScope, locationOf }: WaiverContext): boolean {
  if (!isAbout(waiver, finding) || !coversScope(waiver, namesOfScope(finding.scope))) return false;
  const { declaration } = waiver;
  if (declaration === null) return true;
  const places = [
    locationOf(finding.scope),
    ...finding.path.flatMap(({ resource, location }) => [location, locationOf(resource)]),
  ];
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
  { met, waived }: { readonly met: number; readonly waived: number },
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
      return met > 0
        ? { severity: 'note', message: msg`the waiver for ${name} is not needed: what it is about is allowed` }
        : { severity: 'warning', message: msg`the waiver for ${name} matches nothing` };
  }
}
