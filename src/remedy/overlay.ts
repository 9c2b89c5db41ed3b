/** A map with a few entries changed, without a copy of the others: thousands of changes are tried on networks of thousands of resources. */

/** Changed entries that are kept beside the map; with more of them it is copied. */
const MOST_CHANGED = 64;

interface Layers<K, V> {
  readonly base: ReadonlyMap<K, V>;
  readonly changed: ReadonlyMap<K, V>;
}

const layersOf = new WeakMap<object, Layers<unknown, unknown>>();

/** The same map with another value for a key that it has. The order of the keys stays; a key that it lacks comes last. */
export function withValue<K, V>(map: ReadonlyMap<K, V>, key: K, value: V): ReadonlyMap<K, V> {
  // Only this function puts layers there, with the types of their map.
  const known = layersOf.get(map) as Layers<K, V> | undefined;
  const { base, changed } = known ?? { base: map, changed: new Map<K, V>() };
  const next = new Map(changed).set(key, value);
  if (next.size > MOST_CHANGED || !base.has(key)) {
    const copy = new Map(base);
    for (const [each, its] of next) copy.set(each, its);
    return copy;
  }
  return layered({ base, changed: next });
}

function layered<K, V>(layers: Layers<K, V>): ReadonlyMap<K, V> {
  const { base, changed } = layers;
  let whole: Map<K, V> | null = null;
  // Whoever asks for all gets a copy, made once.
  const all = (): Map<K, V> => {
    if (whole === null) {
      whole = new Map(base);
      for (const [key, value] of changed) whole.set(key, value);
    }
    return whole;
  };
  const map: ReadonlyMap<K, V> = {
    get size() {
      return base.size;
    },
    get: (key) => (changed.has(key) ? changed.get(key) : base.get(key)),
    has: (key) => base.has(key),
    forEach: (call) => {
      for (const [key, value] of all()) call(value, key, map);
    },
    entries: () => all().entries(),
    keys: () => all().keys(),
    values: () => all().values(),
    [Symbol.iterator]: () => all()[Symbol.iterator](),
  };
  layersOf.set(map, layers);
  return map;
}
