/** What a step names as deciding, in the language of the report. */
import type { PathStep } from '../reachability/finding.js';
import type { WayName } from '../reachability/way-out.js';
import type { Messages } from './language/catalogue.js';

/** The name of a rule or route; of a way out what it is, in the language of the report. */
export function ruleWords(
  { leg, rule }: { readonly leg: PathStep['leg']; readonly rule: string },
  { ways }: Messages,
): string {
  return leg === 'way-out' && Object.hasOwn(ways, rule) ? ways[rule as WayName] : rule;
}
