/** Parameters that are secret in part: objects and arrays of which a type that the template defines says so of a property or an element. */
import { secure } from '../language/open.js';
import type { ArmObject, ArmValue } from '../language/types.js';
import { isArray, isObject, memberOf as memberOfValue, objectOf } from '../language/values.js';
import { entryOf, itemsOf, type JsonNode, memberOf, membersOf, textOf } from './node.js';

/** Types within types; deeper than any value that is given. */
const DEEPEST = 64;

/**
 * The value with everything in the place of which the declaration says `securestring` or `secureobject` taken out.
 * @param text what the value is called
 */
export function withoutSecrets(
  value: ArmValue,
  declaration: JsonNode,
  definitions: JsonNode | null,
  text: string,
): ArmValue {
  return hide(value, declaration, definitions, text, 0);
}

function hide(
  value: ArmValue,
  declaration: JsonNode | null,
  definitions: JsonNode | null,
  text: string,
  depth: number,
): ArmValue {
  if (declaration === null || value === null) return value;
  const type = secureType(declaration);
  if (type !== null || depth > DEEPEST) return secure(text, type ?? 'object');
  const reference = /^#\/definitions\/(.+)$/.exec(textOf(memberOf(declaration, '$ref')) ?? '')?.[1];
  const seen =
    reference === undefined
      ? value
      : hide(
          value,
          memberOf(definitions, reference.replaceAll('~1', '/').replaceAll('~0', '~')),
          definitions,
          text,
          depth + 1,
        );
  if (isArray(seen)) return hideItems(seen, declaration, definitions, text, depth);
  return isObject(seen) ? hideMembers(seen, declaration, definitions, text, depth) : seen;
}

function secureType(declaration: JsonNode | null): 'string' | 'object' | null {
  const type = textOf(memberOf(declaration, 'type'))?.toLowerCase();
  return type === 'securestring' ? 'string' : type === 'secureobject' ? 'object' : null;
}

function hideItems(
  value: readonly ArmValue[],
  declaration: JsonNode,
  definitions: JsonNode | null,
  text: string,
  depth: number,
): ArmValue {
  const first = itemsOf(memberOf(declaration, 'prefixItems'));
  const rest = memberOf(declaration, 'items');
  if (first.length === 0 && rest === null) return value;
  return unchanged(
    value,
    value.map((one, index) => hide(one, first[index] ?? rest, definitions, `${text}[${index}]`, depth + 1)),
  );
}

function hideMembers(
  value: ArmObject,
  declaration: JsonNode,
  definitions: JsonNode | null,
  text: string,
  depth: number,
): ArmValue {
  const discriminator = memberOf(declaration, 'discriminator');
  const kind = memberOfValue(value, textOf(memberOf(discriminator, 'propertyName')) ?? '');
  const chosen = typeof kind === 'string' ? memberOf(memberOf(discriminator, 'mapping'), kind) : null;
  if (chosen !== null) return hide(value, chosen, definitions, text, depth + 1);
  const properties = memberOf(declaration, 'properties');
  const additional = memberOf(declaration, 'additionalProperties');
  if (membersOf(properties).length === 0 && additional === null) return value;
  const names = Object.keys(value);
  const hidden = names.map((name) =>
    hide(
      value[name] ?? null,
      entryOf(properties, name)?.value ?? additional,
      definitions,
      `${text}.${name}`,
      depth + 1,
    ),
  );
  return names.every((name, index) => value[name] === hidden[index])
    ? value
    : objectOf(names.map((name, index) => [name, hidden[index] ?? null] as const));
}

/** Values that stay what they are keep their places in the template. */
function unchanged(value: readonly ArmValue[], hidden: readonly ArmValue[]): readonly ArmValue[] {
  return value.every((one, index) => one === hidden[index]) ? value : hidden;
}
