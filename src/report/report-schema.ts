/** The JSON Schema of the JSON report (CONTRACT, "The JSON report"): what a report file has to be before anything of it is believed. */
import { TOO_WIDE_IDS } from '../requirements/too-wide-ids.js';
import { VERDICTS } from './conclusion.js';

const TEXT = { type: 'string' } as const;
const TEXTS = { type: 'array', items: TEXT } as const;
const COUNT = { type: 'integer', minimum: 0, maximum: Number.MAX_SAFE_INTEGER } as const;
const FROM_ONE = { ...COUNT, minimum: 1 } as const;

/** Properties that are not listed are dropped, so that reports of later versions with more in them can be read. */
function object(properties: Readonly<Record<string, object>>, optional: readonly string[] = []): object {
  return {
    type: 'object',
    properties,
    required: Object.keys(properties).filter((name) => !optional.includes(name)),
    additionalProperties: false,
  };
}

function oneOf(values: readonly unknown[]): object {
  return { enum: values };
}

function list(items: object): object {
  return { type: 'array', items };
}

/** In ajv's words: the same, or `null`. */
function nullable(schema: object): object {
  return { ...schema, nullable: true };
}

const LOCATION = nullable(object({ file: TEXT, line: FROM_ONE, column: FROM_ONE }, ['column']));

const STEP = object(
  {
    leg: oneOf([
      'security-admin-rule',
      'network-interface-group',
      'network-security-group',
      'route',
      'firewall',
      'way-out',
      'managed-network',
    ]),
    resource: TEXT,
    rule: nullable(TEXT),
    collection: TEXT,
    action: oneOf(['allow', 'deny', 'unknown', 'route']),
    priority: nullable({ type: 'number' }),
    nextHop: TEXT,
    part: TEXT,
    waitsFor: TEXT,
    location: LOCATION,
  },
  ['collection', 'nextHop', 'part', 'waitsFor'],
);

const UNCOVERED = object(
  {
    ports: TEXTS,
    addresses: { anyOf: [{ const: 'all' }, TEXTS] },
    count: COUNT,
    note: TEXT,
  },
  ['count', 'note'],
);

const REMEDY = object({
  language: oneOf(['terraform', 'bicep', 'arm', 'az-cli']),
  text: TEXT,
  location: LOCATION,
  verified: { type: 'boolean' },
});

const FINDING = object(
  {
    requirement: TEXT,
    scope: TEXT,
    level: oneOf(['required', 'recommended']),
    verdict: oneOf(VERDICTS),
    change: oneOf(['new', 'existing', 'fixed', null]),
    direction: oneOf(['outbound', 'inbound']),
    protocol: oneOf(['tcp', 'udp']),
    ports: TEXTS,
    tag: nullable(TEXT),
    host: nullable(TEXT),
    purpose: TEXT,
    uncovered: list(UNCOVERED),
    path: list(STEP),
    explanation: TEXT,
    remedy: nullable(REMEDY),
    remedyNote: TEXT,
  },
  ['remedyNote'],
);

const TOO_WIDE = object({
  requirement: oneOf(TOO_WIDE_IDS),
  scope: TEXT,
  scopes: TEXTS,
  level: { const: 'recommended' },
  verdict: oneOf(['too-wide', 'waived', 'met']),
  change: oneOf(['new', 'existing', 'fixed', null]),
  direction: oneOf(['outbound', 'inbound']),
  protocol: oneOf(['tcp', 'udp', 'any']),
  ports: TEXTS,
  opens: TEXTS,
  path: { ...list(STEP), minItems: 1, maxItems: 1 },
  explanation: TEXT,
  remedy: nullable(REMEDY),
});

/** `tooWide` may be missing: earlier reports had no such list. */
export const REPORT_SCHEMA = object(
  {
    schemaVersion: { const: 1 },
    tool: object({ name: { const: 'azureml-network-check' }, version: TEXT }),
    edition: TEXT,
    context: object({
      cloud: oneOf(['public', 'government', 'china']),
      region: nullable(TEXT),
      hbi: nullable({ type: 'boolean' }),
      features: { type: 'object', additionalProperties: oneOf(['required', 'recommended']) },
    }),
    conclusion: oneOf(['pass', 'fail', 'unknown']),
    missing: object({ tags: TEXTS, hosts: TEXTS }),
    scopes: list(
      object({
        id: TEXT,
        kind: oneOf(['subnet', 'network-interface', 'managed-network', 'network-security-group', 'firewall']),
        location: LOCATION,
      }),
    ),
    findings: list(FINDING),
    tooWide: list(TOO_WIDE),
    diagnostics: list(object({ severity: oneOf(['error', 'warning', 'note']), message: TEXT, location: LOCATION })),
  },
  ['tooWide'],
);
