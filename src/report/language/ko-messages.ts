/** Korean: the sentences that other parts of the tool make, by their English words. A new one is a line in one of these files. */
import { arm } from './ko/arm.js';
import { configuration } from './ko/configuration.js';
import { evaluation } from './ko/evaluation.js';
import { reachability } from './ko/reachability.js';
import { remedies } from './ko/remedies.js';
import { rules } from './ko/rules.js';
import { sources } from './ko/sources.js';
import { syntax } from './ko/syntax.js';
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
