/** JSON as values of the expression language, no expression in it evaluated: what parameter files hold. */

import type { ArmValue } from '../language/types.js';
import { objectOf } from '../language/values.js';
import type { JsonNode } from './node.js';

/** The value that the node stands for. The parser has bounded its depth. */
export function plainValue(node: JsonNode): ArmValue {
  if (node.kind === 'scalar') return node.value;
  if (node.kind === 'array') return node.items.map(plainValue);
  return objectOf(node.members.map(({ name, value }) => [name, plainValue(value)] as const));
}
