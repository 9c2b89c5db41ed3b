/** A document against the schema of editions, each mistake as a person would say it. */
import type { ErrorObject } from 'ajv';
import { nearest } from '../azure/nearest.js';
import { meant, type Problem, quote } from './resolve.js';
import { MOST_ERRORS, type Path } from './written.js';

/** What the schema has against a document. */
export async function schemaProblems(value: unknown): Promise<readonly Problem[]> {
  return (await validate(value)).map(describe);
}

async function validate(value: unknown): Promise<readonly ErrorObject[]> {
  const [ajvModule, { EDITION_SCHEMA }] = await Promise.all([import('ajv'), import('./schema.generated.js')]);
  // By its default export: that of a CommonJS package is all that the bundler keeps of a late import.
  const ajv = new ajvModule.default.Ajv({ allErrors: true, verbose: true, allowUnionTypes: true });
  const check = ajv.compile(EDITION_SCHEMA);
  if (check(value)) return [];
  const errors = (check.errors ?? []).slice(0, 4 * MOST_ERRORS);
  // Of an alternative the whole is told, not each branch; a wrong type is told once.
  const whole = new Set(errors.filter(({ keyword }) => keyword === 'anyOf').map(({ instancePath }) => instancePath));
  return errors.filter(({ keyword, instancePath }) => {
    if (keyword === 'propertyNames') return false;
    return (
      keyword === 'anyOf' || ![...whole].some((path) => instancePath === path || instancePath.startsWith(`${path}/`))
    );
  });
}

/** A schema error as a person would say it, and where: at the key for a key that should not be. */
function describe({ keyword, instancePath, params, parentSchema, data, propertyName }: ErrorObject): {
  path: Path;
  message: string;
} {
  const path: Path = instancePath
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
  const last = String(path.at(-1) ?? '');
  const of = path.length === 0 ? 'an edition' : /^\d+$/.test(last) ? 'this entry' : quote(last);
  const hint =
    path.length > 0 && typeof parentSchema?.['description'] === 'string' ? `: ${parentSchema['description']}` : '';
  if (propertyName !== undefined) {
    return { path: [...path, propertyName], message: `${quote(propertyName)} is not understood${hint}` };
  }
  switch (keyword) {
    case 'additionalProperties': {
      const name = String(params['additionalProperty']);
      const properties = Object.keys((parentSchema?.['properties'] as object | undefined) ?? {});
      return {
        path: [...path, name],
        message: `${quote(name)} is no property here${meant(nearest(name, properties))}`,
      };
    }
    case 'required':
      return { path, message: `${quote(String(params['missingProperty']))} is missing` };
    case 'enum':
      return {
        path,
        message: `${show(data)} is not understood; the values are ${(params['allowedValues'] as readonly unknown[]).join(', ')}`,
      };
    case 'type': {
      const types = ([] as string[]).concat(params['type'] as string | string[]).map((type) => WORDS[type] ?? type);
      return { path, message: `${of} must be ${types.join(' or ')}${hint}` };
    }
    default:
      return { path, message: `${show(data)} is not understood${hint}` };
  }
}

const WORDS: Readonly<Record<string, string>> = {
  string: 'a text',
  integer: 'a whole number',
  object: 'a mapping',
  array: 'a list',
  null: 'null',
};

/** A value in a message, short and in one line. */
function show(value: unknown): string {
  if (typeof value === 'string') return quote(value);
  return typeof value === 'object' && value !== null
    ? `this ${Array.isArray(value) ? 'list' : 'mapping'}`
    : String(value);
}
