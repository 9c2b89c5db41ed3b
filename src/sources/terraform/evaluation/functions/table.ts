/** All functions of the language by name, but `try` and `can`, which decide themselves what they evaluate. */
import { COLLECTIONS } from './collections.js';
import { CONVERSIONS } from './conversions.js';
import { DATES } from './dates.js';
import { ENCODING } from './encoding.js';
import { FILES } from './files.js';
import { FORMAT } from './format.js';
import type { TfFunction } from './function.js';
import { HASHES } from './hashes.js';
import { MAPS } from './maps.js';
import { NETWORK } from './network.js';
import { NUMERIC } from './numeric.js';
import { REGULAR_EXPRESSIONS } from './regular-expressions.js';
import { TEXT } from './strings.js';

export const FUNCTIONS: ReadonlyMap<string, TfFunction> = new Map([
  ...NUMERIC,
  ...TEXT,
  ...FORMAT,
  ...REGULAR_EXPRESSIONS,
  ...COLLECTIONS,
  ...MAPS,
  ...ENCODING,
  ...FILES,
  ...DATES,
  ...HASHES,
  ...NETWORK,
  ...CONVERSIONS,
]);
