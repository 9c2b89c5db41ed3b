/** Holds every array and object that is made within limits of depth and size, so that nothing that walks them later can be hurt. */
import { msg } from '../../../azure/message.js';
import { spend } from './budget.js';
import { LimitError } from './errors.js';
import { type ArmValue, type Budget, OPEN, type Open } from './types.js';
import { isArray, isOpen } from './values.js';

/** Objects and arrays within one another. Azure's own templates stay far below. */
const DEEPEST = 100;

interface Extent {
  readonly depth: number;
  /** Members of members included, each as often as it is reached. */
  readonly size: number;
  /** The first open value inside. */
  readonly open: Open | null;
}

/** Values do not change, so each is measured once. */
const MEASURED = new WeakMap<object, Extent>();
const LEAF: Extent = { depth: 0, size: 1, open: null };

/** Charges a new value to the budget and gives it back. @throws {LimitError} where it is too deep or too large */
export function settle<T extends ArmValue>(value: T, budget: Budget, at: number): T {
  if (typeof value === 'object' && value !== null) measure(value, budget, at, 0);
  return value;
}

/** The first open value in a value that was settled, or the value itself; `null` where all is decided. */
export function openIn(value: ArmValue): Open | null {
  if (typeof value !== 'object' || value === null) return null;
  return isOpen(value) ? value : (MEASURED.get(value)?.open ?? null);
}

function measure(value: ArmValue, budget: Budget, at: number, level: number): Extent {
  if (typeof value !== 'object' || value === null) return LEAF;
  const known = MEASURED.get(value);
  if (known !== undefined) return known;
  if (level > DEEPEST) throw tooDeep(at);
  const inner = isOpen(value)
    ? [...(value[OPEN].alternatives ?? []), value[OPEN].members ?? null]
    : isArray(value)
      ? value
      : Object.values(value);
  spend(budget, 'items', inner.length, at);
  let [depth, size] = [0, 1];
  let open: Open | null = isOpen(value) ? value : null;
  for (const one of inner) {
    const extent = measure(one, budget, at, level + 1);
    depth = Math.max(depth, extent.depth);
    size += extent.size;
    open ??= extent.open;
  }
  if (depth + 1 > DEEPEST) throw tooDeep(at);
  if (size > budget.limits.items)
    throw new LimitError(msg`an array or object of this template has more than ${budget.limits.items} members`, at);
  const extent: Extent = { depth: depth + 1, size, open };
  MEASURED.set(value, extent);
  return extent;
}

function tooDeep(at: number): LimitError {
  return new LimitError(msg`arrays and objects of this template are nested deeper than ${DEEPEST} levels`, at);
}
