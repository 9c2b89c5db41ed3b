/** French: the sentences that other parts of the tool make, by their English words. A new one is a line in one of these files. */
import { arm } from './fr/arm.js';
import { configuration } from './fr/configuration.js';
import { evaluation } from './fr/evaluation.js';
import { reachability } from './fr/reachability.js';
import { remedies } from './fr/remedies.js';
import { rules } from './fr/rules.js';
import { sources } from './fr/sources.js';
import { syntax } from './fr/syntax.js';
import type { Dictionary } from './speaker.js';

export const sentences: Dictionary = {
  ...arm,
  ...configuration,
  ...evaluation,
  ...reachability,
  ...remedies,
  ...rules,
  ...sources,
  ...syntax,
};
