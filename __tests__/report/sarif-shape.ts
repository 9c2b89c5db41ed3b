/** The parts of SARIF 2.1.0 that we write, as a JSON Schema that allows nothing else: a check of our own beside the official schema. */

const text = { type: 'string', minLength: 1 } as const;
const closed = (properties: object, required: readonly string[]): object => ({
  type: 'object',
  properties,
  required,
  additionalProperties: false,
});

/** 3.11: a text without embedded links and placeholders, on one line or in paragraphs. */
const message = closed({ text: { ...text, not: { pattern: '\\]\\(|\\{[0-9]+\\}' } } }, ['text']);
/** 3.29.1, RFC 3986: nothing but what a URI reference is made of. */
const uri = {
  type: 'string',
  pattern: '^(file:///)?([A-Za-z0-9._~/%:-]|%[0-9A-F]{2})+$',
  not: { pattern: '^[a-z]+:(?!///)' },
};
const physicalLocation = closed(
  {
    artifactLocation: closed({ uri, uriBaseId: { const: '%SRCROOT%' } }, ['uri']),
    region: closed({ startLine: { type: 'integer', minimum: 1 }, startColumn: { type: 'integer', minimum: 1 } }, [
      'startLine',
    ]),
  },
  ['artifactLocation', 'region'],
);
const logicalLocations = {
  type: 'array',
  items: closed({ fullyQualifiedName: { type: 'string' }, kind: { const: 'resource' } }, ['fullyQualifiedName']),
};
const location = (more: object, required: readonly string[] = []): object =>
  closed({ physicalLocation, logicalLocations, ...more }, required);
const level = { enum: ['error', 'warning', 'note'] };

const rule = closed(
  {
    id: text,
    name: text,
    shortDescription: message,
    fullDescription: message,
    help: closed({ text, markdown: text }, ['text', 'markdown']),
    defaultConfiguration: closed({ level }, ['level']),
    properties: closed(
      {
        tags: { type: 'array', items: text, maxItems: 10 },
        precision: { const: 'very-high' },
        'problem.severity': { enum: ['error', 'warning', 'recommendation'] },
      },
      ['tags', 'precision', 'problem.severity'],
    ),
  },
  ['id', 'name', 'shortDescription', 'fullDescription', 'help', 'defaultConfiguration', 'properties'],
);

const result = closed(
  {
    ruleId: text,
    ruleIndex: { type: 'integer', minimum: 0 },
    level,
    message,
    locations: { type: 'array', minItems: 1, maxItems: 1, items: location({}) },
    relatedLocations: {
      type: 'array',
      minItems: 1,
      maxItems: 100,
      items: location({ id: { type: 'integer', minimum: 0 }, message }, ['id', 'message', 'physicalLocation']),
    },
    codeFlows: {
      type: 'array',
      minItems: 1,
      maxItems: 1,
      items: closed(
        {
          threadFlows: {
            type: 'array',
            minItems: 1,
            items: closed(
              {
                locations: {
                  type: 'array',
                  minItems: 2,
                  maxItems: 100,
                  items: closed({ location: location({ message }, ['physicalLocation', 'message']) }, ['location']),
                },
              },
              ['locations'],
            ),
          },
        },
        ['threadFlows'],
      ),
    },
    partialFingerprints: closed(
      {
        'azuremlNetworkCheck/v1': { type: 'string', pattern: '^[0-9a-f]{32}$' },
        primaryLocationLineHash: { type: 'string', pattern: '^[0-9a-f]{32}:1$' },
      },
      ['azuremlNetworkCheck/v1', 'primaryLocationLineHash'],
    ),
    suppressions: {
      type: 'array',
      minItems: 1,
      items: closed({ kind: { const: 'external' }, status: { const: 'accepted' }, justification: text }, ['kind']),
    },
    properties: { type: 'object' },
  },
  ['ruleId', 'ruleIndex', 'level', 'message', 'locations', 'partialFingerprints', 'properties'],
);

export const SARIF_SHAPE = closed(
  {
    $schema: { const: 'https://json.schemastore.org/sarif-2.1.0.json' },
    version: { const: '2.1.0' },
    runs: {
      type: 'array',
      minItems: 1,
      maxItems: 1,
      items: closed(
        {
          tool: closed(
            {
              driver: closed({ name: text, version: text, rules: { type: 'array', items: rule, uniqueItems: true } }, [
                'name',
                'version',
                'rules',
              ]),
            },
            ['driver'],
          ),
          automationDetails: closed({ id: { type: 'string', pattern: '/$' } }, ['id']),
          language: { enum: ['en', 'ko', 'fr'] },
          columnKind: { const: 'utf16CodeUnits' },
          invocations: {
            type: 'array',
            minItems: 1,
            maxItems: 1,
            items: closed(
              {
                executionSuccessful: { const: true },
                toolExecutionNotifications: {
                  type: 'array',
                  items: closed({ level, message, locations: { type: 'array', items: location({}) } }, [
                    'level',
                    'message',
                  ]),
                },
              },
              ['executionSuccessful', 'toolExecutionNotifications'],
            ),
          },
          results: { type: 'array', maxItems: 5000, items: result },
          properties: { type: 'object' },
        },
        ['tool', 'automationDetails', 'language', 'columnKind', 'invocations', 'results', 'properties'],
      ),
    },
  },
  ['$schema', 'version', 'runs'],
);
