/**
 * GitHub's own description of its API: what may be asked, and what is answered. Requests and answers of the tests' server are held against it.
 * `GITHUB_DESCRIPTION=ghes-3.17 npm test -- github` takes that of an older GitHub Enterprise Server.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Ajv, type ValidateFunction } from 'ajv';

type Schema = { readonly [key: string]: unknown };

interface Content {
  readonly content?: { readonly 'application/json'?: { readonly schema: Schema } };
  readonly $ref?: string;
}

interface Operation {
  readonly parameters?: readonly (Schema | { readonly $ref: string })[];
  readonly requestBody?: Content;
  readonly responses: Readonly<Record<string, Content>>;
}

interface Description {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

const file = createRequire(import.meta.url).resolve('@octokit/openapi/package.json');
const description = JSON.parse(
  readFileSync(
    file.replace(/package\.json$/, `generated/${process.env['GITHUB_DESCRIPTION'] ?? 'api.github.com'}.json`),
    'utf8',
  ),
) as Description;

const ajv = new Ajv({ strict: false, validateFormats: false, allErrors: true });
const compiled = new Map<string, ValidateFunction>();

/** What is wrong with a body or an answer; nothing where it fits. */
export function problems(name: string, schema: Schema | null, value: unknown): readonly string[] {
  if (schema === null) return value === null || value === '' || value === undefined ? [] : [`${name}: has a body`];
  const key = JSON.stringify(schema);
  const validate = compiled.get(key) ?? ajv.compile({ ...translate(schema), $defs: reachable(schema) });
  compiled.set(key, validate);
  if (validate(value)) return [];
  return (validate.errors ?? []).slice(0, 3).map(({ instancePath, message }) => `${name}: ${instancePath} ${message}`);
}

/** The schema of a request's body; `null`: it takes none. */
export function bodySchema(route: string): Schema | null {
  return jsonOf(operation(route).requestBody);
}

/** The schema of an answer; `null`: it has no body. `undefined`: this status is not described. */
export function answerSchema(route: string, status: number): Schema | null | undefined {
  const answer = operation(route).responses[String(status)];
  return answer === undefined ? undefined : jsonOf(answer);
}

/** Names of the query's parameters. */
export function queryNames(route: string): readonly string[] {
  return (operation(route).parameters ?? [])
    .map((one) => ('$ref' in one && typeof one.$ref === 'string' ? (lookUp(one.$ref) as Schema) : (one as Schema)))
    .filter((one) => one['in'] === 'query')
    .map((one) => String(one['name']));
}

/** The smallest value that fits a schema, with some properties laid over it, all the way down. */
export function example(schema: Schema, over: unknown): unknown {
  if (typeof over !== 'object' || over === null || Array.isArray(over)) return over;
  const resolved = resolve(schema);
  const base = smallest({ ...resolved, nullable: false }, 0);
  const properties = (resolved['properties'] ?? {}) as Readonly<Record<string, Schema>>;
  const merged: Record<string, unknown> = { ...(base as object) };
  for (const [key, value] of Object.entries(over)) merged[key] = example(properties[key] ?? {}, value);
  return merged;
}

function resolve(schema: Schema): Schema {
  if (typeof schema['$ref'] === 'string') return resolve(lookUp(schema['$ref']) as Schema);
  for (const key of ['allOf', 'oneOf', 'anyOf']) {
    const parts = schema[key];
    if (Array.isArray(parts)) return resolve(parts[0] as Schema);
  }
  return schema;
}

function operation(route: string): Operation {
  const [method = '', path = ''] = route.split(' ');
  const found = description.paths[path]?.[method.toLowerCase()];
  if (found === undefined) throw new Error(`GitHub describes no ${route}`);
  return found;
}

function jsonOf(content: Content | undefined): Schema | null {
  const found = content?.$ref === undefined ? content : (lookUp(content.$ref) as Content);
  return found?.content?.['application/json']?.schema ?? null;
}

function lookUp(ref: string): unknown {
  return ref
    .split('/')
    .slice(1)
    .reduce<unknown>((at, part) => (at as Schema)[part], description);
}

/** OpenAPI 3.0 as JSON Schema: references into `$defs`, and `nullable` also where there is no type. */
function translate(value: unknown): Schema {
  const convert = (part: unknown): unknown => {
    if (Array.isArray(part)) return part.map(convert);
    if (typeof part !== 'object' || part === null) return part;
    const { nullable, ...rest } = part as Schema & { nullable?: boolean };
    const entries = Object.entries(rest).filter(([key]) => !['example', 'examples', 'discriminator'].includes(key));
    const converted: Record<string, unknown> = Object.fromEntries(entries.map(([key, each]) => [key, convert(each)]));
    if (typeof converted['$ref'] === 'string') converted['$ref'] = `#/$defs/${nameOf(converted['$ref'])}`;
    return nullable === true ? { anyOf: [{ type: 'null' }, converted] } : converted;
  };
  return convert(value) as Schema;
}

function nameOf(ref: string): string {
  return ref.split('/').at(-1) ?? '';
}

function reachable(schema: Schema): Readonly<Record<string, Schema>> {
  const found: Record<string, Schema> = {};
  const visit = (value: unknown): void => {
    for (const [, ref] of JSON.stringify(value).matchAll(/"\$ref":"([^"]+)"/g)) {
      const name = nameOf(String(ref));
      if (Object.hasOwn(found, name)) continue;
      const target = lookUp(String(ref));
      found[name] = translate(target);
      visit(target);
    }
  };
  visit(schema);
  return found;
}

function smallest(schema: Schema, depth: number): unknown {
  if (depth > 12) return null;
  if (typeof schema['$ref'] === 'string') return smallest(lookUp(schema['$ref']) as Schema, depth);
  if (schema['nullable'] === true) return null;
  for (const key of ['oneOf', 'anyOf']) {
    const alternatives = schema[key];
    if (Array.isArray(alternatives)) return smallest(alternatives[0] as Schema, depth + 1);
  }
  const all = schema['allOf'];
  if (Array.isArray(all)) return Object.assign({}, ...all.map((part) => smallest(part as Schema, depth + 1)));
  const values = schema['enum'];
  if (Array.isArray(values)) return values[0];
  const type = schema['type'];
  if (type === 'array') return [];
  if (type === 'string') return 'x';
  if (type === 'boolean') return false;
  if (type === 'integer' || type === 'number') return 1;
  const properties = (schema['properties'] ?? {}) as Readonly<Record<string, Schema>>;
  const required = (schema['required'] ?? []) as readonly string[];
  return Object.fromEntries(required.map((name) => [name, smallest(properties[name] ?? {}, depth + 1)]));
}
