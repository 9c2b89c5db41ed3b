/** Random expressions of a value that is given: one of the many ways that Terraform's language has to say it. */

/** A source of choices; the same seed gives the same folder. */
export interface Choices {
  /** From 0 up to, and without, `below`. */
  readonly int: (below: number) => number;
  readonly of: <T>(items: readonly [T, ...T[]]) => T;
  readonly chance: (share: number) => boolean;
}

export function choicesOf(seed: number): Choices {
  let state = seed | 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const int = (below: number): number => Math.floor(next() * below);
  return { int, of: (items) => items[int(items.length)] ?? items[0], chance: (share) => next() < share };
}

/** A module that is being written: its declarations, and the files beside them. */
export interface Writer {
  readonly choices: Choices;
  readonly blocks: string[];
  readonly files: Map<string, string>;
  /** What names of this module begin with. */
  readonly prefix: string;
  count: number;
}

export const fresh = (w: Writer, kind: string): string => `${w.prefix}${kind}${w.count++}`;

export function localOf(w: Writer, expression: string): string {
  const name = fresh(w, 'l');
  w.blocks.push(`locals {\n  ${name} = ${expression}\n}`);
  return `local.${name}`;
}

export function variableOf(w: Writer, literal: string, type: string | null): string {
  const name = fresh(w, 'v');
  w.blocks.push(`variable "${name}" {\n${type === null ? '' : `  type    = ${type}\n`}  default = ${literal}\n}`);
  return `var.${name}`;
}

export const quoted = (text: string): string => JSON.stringify(text);

/** What stands between parts of a text: another character at each depth. */
const mark = (depth: number): string => '~@;'[depth] ?? '|';

/** An expression whose value is this text. */
export function text(w: Writer, value: string, depth = 0): string {
  const { choices } = w;
  if (depth > 2 || value === '' || choices.chance(0.35)) return quoted(value);
  const inner = (part: string): string => text(w, part, depth + 1);
  const at = choices.int(value.length + 1);
  const [head, tail] = [value.slice(0, at), value.slice(at)];
  const ways: readonly [() => string, ...(() => string)[]] = [
    () => localOf(w, inner(value)),
    () => variableOf(w, quoted(value), choices.of(['string', 'any', null])),
    () => `(${truth(w, true, depth + 1)} ? ${inner(value)} : ${inner('other')})`,
    () => `(${truth(w, false, depth + 1)} ? ${inner('other')} : ${inner(value)})`,
    () => `format("%s%s", ${inner(head)}, ${inner(tail)})`,
    () => `join("", [${inner(head)}, ${inner(tail)}])`,
    () => `"${head}\${${inner(tail)}}"`,
    () => `"${head}%{if ${truth(w, true, depth + 1)}}${tail}%{else}x%{endif}"`,
    () => `"${head}%{for x in [${inner(tail)}]}\${x}%{endfor}"`,
    () => `lookup({ a = ${inner(value)} }, "a", "z")`,
    () => `lookup({ b = "z" }, "a", ${inner(value)})`,
    () => `{ a = "x", (${inner('k')}) = ${inner(value)} }["k"]`,
    () => `{ a = ${inner(value)} }.a`,
    () => `element(["x", ${inner(value)}], ${choices.of([1, 3])})`,
    () => `["x", ${inner(value)}][1]`,
    () => `reverse([${inner(value)}, "x"])[1]`,
    () => `try({}.a, ${inner(value)})`,
    () => `try(jsondecode("{"), ${inner(value)})`,
    () => `coalesce(null, "", ${inner(value)})`,
    () => `coalescelist([], [${inner(value)}])[0]`,
    () => `one([${inner(value)}])`,
    () => `one(compact(["", ${inner(value)}, null]))`,
    () => `trimspace("  \${${inner(value)}} ")`,
    () => `jsondecode(jsonencode({ a = [${inner(value)}] })).a[0]`,
    () => `yamldecode(yamlencode({ a = ${inner(value)} }))["a"]`,
    () => `split("|", "x|\${${inner(value)}}")[1]`,
    () => `substr("xx\${${inner(value)}}", 2, -1)`,
    () => `trimprefix(${inner(`pre${value}`)}, "pre")`,
    () => `trimsuffix(${inner(`${value}post`)}, "post")`,
    () => `trim("--\${${inner(value)}}-", "-")`,
    () => `replace(${inner(`${head}@@${tail}`)}, "@@", "")`,
    () => `replace(${inner(`${head}77${tail}`)}, "/7+/", "")`,
    () => `regex("^x(.*)$", ${inner(`x${value}`)})[0]`,
    () => `regexall("[^${mark(depth)}]+", ${inner(`a${mark(depth)}${value}`)})[1]`,
    () => `chomp(<<-EOT\n    ${value}\n  EOT\n  )`,
    () => `base64decode(base64encode(${inner(value)}))`,
    () => `values({ a = ${inner(value)} })[0]`,
    () => `keys({ (${inner(value)}) = 1 })[0]`,
    () => `flatten([[], [[${inner(value)}]]])[0]`,
    () => `merge({ a = "x" }, { a = ${inner(value)} }).a`,
    () => `[for x in ["skipped", ${inner(value)}] : x if x != "skipped"][0]`,
    () => `{ for k, v in { a = ${inner(value)} } : upper(k) => v }["A"]`,
    () => `{ for v in [${inner(value)}] : "k" => v... }["k"][0]`,
    () => `concat(["x"], [${inner(value)}])[1]`,
    () => `tolist(toset([${inner(value)}]))[0]`,
    () => `zipmap(["a"], [${inner(value)}])["a"]`,
    () => `matchkeys(["x", ${inner(value)}], ["a", "b"], ["b"])[0]`,
    () => `slice(["x", ${inner(value)}, "y"], 1, 2)[0]`,
    () => `([{ a = { b = ${inner(value)} } }][*].a.b)[0]`,
    () => `[{ a = ${inner(value)} }].*.a[0]`,
    () => `setproduct(["x"], [${inner(value)}])[0][1]`,
    () => `transpose({ (${inner(value)}) = ["a"] })["a"][0]`,
    () => `csvdecode("n,v\\n1,\${${inner(value)}}")[0].v`,
    () => `templatestring(${localOf(w, `"$$\{p}${tail}"`)}, { p = ${inner(head)} })`,
    () => {
      const name = `${fresh(w, 't')}.tpl`;
      w.files.set(name, `${head}\${rest}`);
      return `templatefile("\${path.module}/${name}", { rest = ${inner(tail)} })`;
    },
    () => {
      const name = `${fresh(w, 'f')}.json`;
      w.files.set(name, JSON.stringify({ a: [{ b: value }] }));
      return `jsondecode(file("\${path.module}/${name}")).a[0].b`;
    },
  ];
  return choices.of(ways)();
}

/** A condition that holds, or does not. */
export function truth(w: Writer, value: boolean, depth = 0): string {
  const { choices } = w;
  if (depth > 2) return String(value);
  const ways: readonly [() => string, ...(() => string)[]] = [
    () => String(value),
    () => variableOf(w, String(value), choices.of(['bool', null])),
    () => `!${truth(w, !value, depth + 1)}`,
    () => (value ? '1 < 2' : '1 >= 2'),
    () => `contains(["a", "b"], ${text(w, value ? 'b' : 'c', depth + 1)})`,
    () => `alltrue([true, ${truth(w, value, depth + 1)}])`,
    () => `anytrue([false, ${truth(w, value, depth + 1)}])`,
    () => `(${truth(w, true, depth + 1)} && ${truth(w, value, depth + 1)})`,
    () => `(${truth(w, value, depth + 1)} || ${truth(w, false, depth + 1)})`,
    () => `can({ a = 1 }.${value ? 'a' : 'b'})`,
    () => `startswith(${text(w, value ? 'yes' : 'no', depth + 1)}, "y")`,
    () => `${text(w, 'x', depth + 1)} ${value ? '==' : '!='} "x"`,
    () => `${variableOf(w, 'null', 'string')} ${value ? '==' : '!='} null`,
    () => `tobool(${quoted(String(value))})`,
    () => `length([1, 2]) ${value ? '==' : '<'} 2`,
    () => `try(tobool({}.x), ${value})`,
  ];
  return `(${choices.of(ways)()})`;
}

/** An expression whose value is this whole number. */
export function number(w: Writer, value: number): string {
  const { choices } = w;
  const ways: readonly [() => string, ...(() => string)[]] = [
    () => String(value),
    () => String(value),
    () => `${value - 1} + 1`,
    () => `tonumber(${text(w, String(value))})`,
    () => quoted(String(value)),
    () => `max(1, ${value})`,
    () => `(${value * 3} - 0) / 3`,
    () => `floor(${value}.7)`,
    () => `parseint(${text(w, value.toString(16))}, 16)`,
    () => `${value + 5000} % 5000`,
    () => `sum([${value - 2}, length(["a", "b"])])`,
    () => localOf(w, String(value)),
    () => variableOf(w, String(value), choices.of(['number', 'string', null])),
    () => `(${truth(w, true)} ? ${value} : 1)`,
  ];
  return choices.of(ways)();
}

/** Now and then what only Azure knows. @param later an expression of the root module that is known after apply */
export function openOr(w: Writer, later: string, known: string): string {
  return w.prefix !== '' && w.choices.chance(0.06) ? later : known;
}

/** An expression of a list (or a set) of these texts. */
export function list(w: Writer, items: readonly string[]): string {
  const { choices } = w;
  const whole = `[${items.map((item) => text(w, item, 1)).join(', ')}]`;
  const ways: readonly [() => string, ...(() => string)[]] = [
    () => whole,
    () => whole,
    () => localOf(w, whole),
    () => `split(";", ${text(w, items.join(';'))})`,
    () => variableOf(w, `[${items.map(quoted).join(', ')}]`, choices.of(['list(string)', 'set(string)', null])),
    () => `[for x in ${whole} : x if x != ""]`,
    () => `distinct(concat(${whole}, ${whole}))`,
    () => `${whole}[*]`,
    () => `compact(concat(${whole}, ["", null]))`,
    () => `(${truth(w, true)} ? ${whole} : [])`,
    () => `toset(${whole})`,
    () => `sort(${whole})`,
    () => `[for x in [for y in ${whole} : { z = y }] : x.z]`,
    () => `[for x in [for y in ${whole} : { z = y }] : x][*].z`,
  ];
  return choices.of(ways)();
}
