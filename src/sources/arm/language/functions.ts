/** The table of functions: one entry each, found by its name in any case. */
import type { ArmFunction } from './call.js';
import { CIDR_FUNCTIONS } from './functions/cidr.js';
import { COLLECTION_FUNCTIONS } from './functions/collections.js';
import { DATE_FUNCTIONS } from './functions/dates.js';
import { ENCODING_FUNCTIONS } from './functions/encodings.js';
import { LAMBDA_FUNCTIONS } from './functions/lambdas.js';
import { LOGICAL_FUNCTIONS } from './functions/logical.js';
import { NUMBER_FUNCTIONS } from './functions/numbers.js';
import { OBJECT_FUNCTIONS } from './functions/objects.js';
import { RESOURCE_FUNCTIONS } from './functions/resources.js';
import { STRING_FUNCTIONS } from './functions/strings.js';
import { SURROUNDING_FUNCTIONS } from './functions/surroundings.js';

/** All functions of the language. `docs/arm-functions.md` is made of this. */
export const FUNCTIONS: readonly ArmFunction[] = [
  ...CIDR_FUNCTIONS,
  ...COLLECTION_FUNCTIONS,
  ...DATE_FUNCTIONS,
  ...ENCODING_FUNCTIONS,
  ...LAMBDA_FUNCTIONS,
  ...LOGICAL_FUNCTIONS,
  ...NUMBER_FUNCTIONS,
  ...OBJECT_FUNCTIONS,
  ...RESOURCE_FUNCTIONS,
  ...STRING_FUNCTIONS,
  ...SURROUNDING_FUNCTIONS,
];

const BY_NAME: ReadonlyMap<string, ArmFunction> = new Map(FUNCTIONS.map((one) => [one.name.toLowerCase(), one]));

/** A function by its name in any case and without its namespace; `listKeys` and the like are all `list*`. `null` where there is none. */
export function functionNamed(name: string): ArmFunction | null {
  const lower = name.toLowerCase();
  return BY_NAME.get(lower) ?? (/^list\w+$/.test(lower) ? (BY_NAME.get('list*') ?? null) : null);
}
