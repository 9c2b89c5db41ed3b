/** The name of a resource as an answer writes it: a resource id, or the text of an expression that nobody has resolved. */
import { parseArmId } from '../../../azure/arm-id.js';
import { msg } from '../../../azure/message.js';
import { unknown } from '../../../azure/value.js';
import type { ResourceName } from './payload.js';

/** Which resource an id means; `null` for what is no id of a resource, for instance that of a resource group. */
export function namedById(id: string): ResourceName | null {
  const parsed = parseArmId(id);
  return parsed === null ? null : { type: parsed.type, names: parsed.names, id };
}

/** Stands for the parts of a text that are not resolved. No Azure name has it. */
export const GAP = '\u0000';

/**
 * Which resource a text with gaps means, as far as it tells: `/subscriptions/␀/resourceGroups/rg/providers/Microsoft.Network/routeTables/rt`. A name with a
 * gap is open; a type with one leads nowhere.
 */
export function namedByPattern(text: string): ResourceName | null {
  if (!text.includes(GAP)) return namedById(text);
  const from = text.toLowerCase().lastIndexOf('/providers/');
  if (from < 0) return null;
  const parsed = parseArmId(text.slice(from));
  if (parsed === null || parsed.type.includes(GAP)) return null;
  const group = /\/resourcegroups\/([^/]+)/i.exec(text.slice(0, from))?.[1];
  return {
    type: parsed.type,
    names: parsed.names.map((name) =>
      name.includes(GAP) ? unknown(msg`the name in ${text.replaceAll(GAP, '{…}')} is not resolved`) : name,
    ),
    ...(group === undefined || group.includes(GAP) ? {} : { resourceGroup: group }),
  };
}
