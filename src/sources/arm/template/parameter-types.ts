/** Whether a value fits the type that a template declares for a parameter: its own constraints, and user-defined types. */
import { entryOf, itemsOf, type JsonNode, memberOf, membersOf, textOf } from './node.js';

/** What does not fit: a clause about the value at `offset`. It never shows the value, which may be secret. */
export interface Misfit {
  readonly problem: string;
  readonly offset: number;
}

/** Definitions that refer to definitions that refer to … */
const LONGEST_CHAIN = 64;

/**
 * Checks a value against a declaration (`type`, `allowedValues`, `minValue`, `maxLength`, `nullable`, `properties`, `items`, `$ref` and so on).
 * Constraints that are expressions, or of a form that is not known, hold.
 * @param definitions the `definitions` of the template
 * @returns `null` where it fits
 */
export function misfit(value: JsonNode, declaration: JsonNode | null, definitions: JsonNode | null): Misfit | null {
  const type = resolve(declaration, definitions);
  if (type === null) return null;
  if (value.kind === 'scalar' && value.value === null)
    return isNullable(type) || memberOf(type[0] ?? null, 'defaultValue') !== null
      ? null
      : { problem: `${wanted(type)} is wanted, null is given`, offset: value.offset };
  for (const layer of type) {
    const wrong = ofLayer(value, layer, definitions);
    if (wrong !== null) return wrong;
  }
  return null;
}

/** A declaration and what it refers to, one after the other: all of them constrain. `null` where a reference leads nowhere. */
function resolve(declaration: JsonNode | null, definitions: JsonNode | null): readonly JsonNode[] | null {
  const layers: JsonNode[] = [];
  for (let current = declaration; current !== null; ) {
    layers.push(current);
    const reference = textOf(memberOf(current, '$ref'));
    if (reference === null) return layers;
    const name = /^#\/definitions\/(.+)$/.exec(reference)?.[1];
    if (name === undefined || layers.length > LONGEST_CHAIN) return null;
    current = memberOf(definitions, name.replaceAll('~1', '/').replaceAll('~0', '~'));
  }
  return null;
}

function isNullable(type: readonly JsonNode[]): boolean {
  return type.some((layer) => {
    const nullable = memberOf(layer, 'nullable');
    return nullable?.kind === 'scalar' && nullable.value === true;
  });
}

function typeName(layer: JsonNode): string | null {
  return textOf(memberOf(layer, 'type'))?.toLowerCase() ?? null;
}

const ARTICLES: ReadonlyMap<string, string> = new Map([
  ['string', 'a string'],
  ['securestring', 'a string (securestring)'],
  ['int', 'an int'],
  ['bool', 'a bool (true or false)'],
  ['object', 'an object'],
  ['secureobject', 'an object (secureobject)'],
  ['array', 'an array'],
]);

function wanted(type: readonly JsonNode[]): string {
  const name = type.map(typeName).find((one) => one !== null) ?? null;
  return name === null ? 'a value' : (ARTICLES.get(name) ?? `a value of type ${name}`);
}

function given(value: JsonNode): string {
  if (value.kind !== 'scalar') return `an ${value.kind}`;
  if (typeof value.value === 'number') return Number.isInteger(value.value) ? 'an int' : 'a number with a fraction';
  return typeof value.value === 'boolean' ? 'a bool' : value.value === null ? 'null' : 'a string';
}

const TYPES: ReadonlyMap<string, (value: JsonNode) => boolean> = new Map([
  ['string', isString],
  ['securestring', isString],
  ['int', (value) => value.kind === 'scalar' && Number.isInteger(value.value)],
  ['bool', (value) => value.kind === 'scalar' && typeof value.value === 'boolean'],
  ['object', (value) => value.kind === 'object'],
  ['secureobject', (value) => value.kind === 'object'],
  ['array', (value) => value.kind === 'array'],
]);

function isString(value: JsonNode): boolean {
  return value.kind === 'scalar' && typeof value.value === 'string';
}

function ofLayer(value: JsonNode, layer: JsonNode, definitions: JsonNode | null): Misfit | null {
  const fits = TYPES.get(typeName(layer) ?? '');
  if (fits !== undefined && !fits(value))
    return { problem: `${wanted([layer])} is wanted, ${given(value)} is given`, offset: value.offset };
  return (
    ofAllowed(value, layer) ??
    ofBounds(value, layer) ??
    (value.kind === 'object' ? ofProperties(value, layer, definitions) : null) ??
    (value.kind === 'array' ? ofItems(value, layer, definitions) : null)
  );
}

/** Texts are compared without case, as Azure does. Of an array, each element has to be allowed, or the array as a whole. */
function ofAllowed(value: JsonNode, layer: JsonNode): Misfit | null {
  const allowed = memberOf(layer, 'allowedValues');
  if (allowed === null || allowed.kind !== 'array') return null;
  const keys = new Set(allowed.items.map(comparable));
  const fits =
    keys.has(comparable(value)) || (value.kind === 'array' && value.items.every((item) => keys.has(comparable(item))));
  if (fits) return null;
  const names = allowed.items.slice(0, 20).map((item) => (item.kind === 'scalar' ? String(item.value) : '…'));
  return { problem: `the value is not one of ${names.join(', ')}`, offset: value.offset };
}

function comparable(node: JsonNode): string {
  if (node.kind === 'scalar')
    return typeof node.value === 'string' ? `'${node.value.toLowerCase()}'` : String(node.value);
  if (node.kind === 'array') return `[${node.items.map(comparable).join(',')}]`;
  const members = [...node.byName].map(([name, { value }]) => `${JSON.stringify(name)}:${comparable(value)}`);
  return `{${members.sort().join(',')}}`;
}

function ofBounds(value: JsonNode, layer: JsonNode): Misfit | null {
  const size = sizeOf(value);
  if (size === null) return null;
  const [what, low, high] = size.isLength ? ['length', 'minLength', 'maxLength'] : ['value', 'minValue', 'maxValue'];
  const [least, most] = [numberOf(memberOf(layer, low)), numberOf(memberOf(layer, high))];
  if (least !== null && size.size < least)
    return { problem: `the ${what} is below the ${low} of ${least}`, offset: value.offset };
  if (most !== null && size.size > most)
    return { problem: `the ${what} is above the ${high} of ${most}`, offset: value.offset };
  return null;
}

function sizeOf(value: JsonNode): { readonly size: number; readonly isLength: boolean } | null {
  if (value.kind === 'array') return { size: value.items.length, isLength: true };
  if (value.kind === 'object') return null;
  if (typeof value.value === 'string') return { size: value.value.length, isLength: true };
  return typeof value.value === 'number' ? { size: value.value, isLength: false } : null;
}

function numberOf(node: JsonNode | null): number | null {
  return node?.kind === 'scalar' && typeof node.value === 'number' ? node.value : null;
}

function ofProperties(value: JsonNode, layer: JsonNode, definitions: JsonNode | null): Misfit | null {
  const chosen = ofDiscriminator(value, layer, definitions);
  if (chosen !== undefined) return chosen;
  const properties = memberOf(layer, 'properties');
  const additional = memberOf(layer, 'additionalProperties');
  for (const { name, value: declaration } of membersOf(properties)) {
    const own = memberOf(value, name);
    const type = resolve(declaration, definitions);
    const wrong =
      own === null
        ? type === null || isNullable(type)
          ? null
          : { problem: `the property ${name} is missing`, offset: value.offset }
        : within(name, misfit(own, declaration, definitions));
    if (wrong !== null) return wrong;
  }
  for (const { name, offset, value: own } of membersOf(value)) {
    if (additional === null || entryOf(properties, name) !== null) continue;
    if (additional.kind === 'scalar' && additional.value === false)
      return { problem: `there is no property ${name}`, offset };
    const wrong = additional.kind === 'object' ? within(name, misfit(own, additional, definitions)) : null;
    if (wrong !== null) return wrong;
  }
  return null;
}

/** One of several types, told apart by a property. `undefined`: the declaration has no such property. */
function ofDiscriminator(value: JsonNode, layer: JsonNode, definitions: JsonNode | null): Misfit | null | undefined {
  const discriminator = memberOf(layer, 'discriminator');
  const property = textOf(memberOf(discriminator, 'propertyName'));
  if (property === null) return undefined;
  const kind = textOf(memberOf(value, property));
  const mapping = memberOf(discriminator, 'mapping');
  const declaration = kind === null ? null : memberOf(mapping, kind);
  if (declaration !== null) return misfit(value, declaration, definitions);
  const kinds = membersOf(mapping).map(({ name }) => name);
  return { problem: `the property ${property} is not one of ${kinds.join(', ')}`, offset: value.offset };
}

function ofItems(value: JsonNode, layer: JsonNode, definitions: JsonNode | null): Misfit | null {
  const prefix = itemsOf(memberOf(layer, 'prefixItems'));
  const rest = memberOf(layer, 'items');
  for (const [index, item] of itemsOf(value).entries()) {
    const declaration = prefix[index] ?? rest;
    if (declaration?.kind === 'scalar' && declaration.value === false)
      return { problem: `there are more than ${prefix.length} elements`, offset: item.offset };
    const wrong = within(String(index), misfit(item, declaration ?? null, definitions));
    if (wrong !== null) return wrong;
  }
  return null;
}

function within(name: string, inner: Misfit | null): Misfit | null {
  return inner === null ? null : { ...inner, problem: `in ${name}: ${inner.problem}` };
}
