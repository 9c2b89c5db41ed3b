/** The sections of a Terraform document, each with the function that reads it. An item is looked at for its type before it is parsed. */
import {
  firstElement,
  firstKey,
  hold,
  nextElement,
  nextKey,
  OPEN_ARRAY,
  OPEN_OBJECT,
  readString,
  readValue,
  release,
  take,
} from '../json/read.js';
import { peek, skipValue } from '../json/scan.js';
import { fail, place, type Scanner } from '../json/window.js';
import { InputError } from '../source.js';
import {
  type ConfigurationCall,
  type ConfigurationExpression,
  type ConfigurationModule,
  type ConfigurationResource,
  RELEVANT_TYPES,
  type ResourceChange,
  type ResourceInstance,
} from './document.js';
import * as items from './document-items.js';

/** What was read so far. Which of it counts is known only when the whole document was seen: keys come in any order. */
export interface Draft {
  terraformVersion: string | null;
  errored: boolean;
  readonly variables: Map<string, unknown>;
  readonly sensitiveVariables: Set<string>;
  /** Outputs after the change, as they are written. */
  readonly outputs: Map<string, unknown>;
  readonly planned: ResourceInstance[];
  plannedCount: number;
  readonly prior: ResourceInstance[];
  readonly values: ResourceInstance[];
  valuesCount: number;
  readonly raw: ResourceInstance[];
  rawCount: number;
  readonly changes: ResourceChange[];
  configuration: ConfigurationModule | null;
  /** The first thing that is not as it should be; an error only if the document turns out to be Terraform's. */
  problem: InputError | null;
}

export interface Section {
  /** The bracket that the value must open with; `null`: it may be anything. */
  readonly opens: number | null;
  readonly read: (s: Scanner, draft: Draft) => void;
}

/** Modules within modules. */
const DEEPEST_MODULE = 200;

export function newDraft(): Draft {
  return {
    terraformVersion: null,
    errored: false,
    variables: new Map(),
    sensitiveVariables: new Set(),
    outputs: new Map(),
    planned: [],
    plannedCount: 0,
    prior: [],
    values: [],
    valuesCount: 0,
    raw: [],
    rawCount: 0,
    changes: [],
    configuration: null,
    problem: null,
  };
}

/** The top-level keys that are read, of plans, states and raw states. */
export const SECTIONS: ReadonlyMap<string, Section> = new Map<string, Section>([
  [
    'terraform_version',
    {
      opens: null,
      read: (s, draft) => {
        const version = readValue(s);
        draft.terraformVersion = typeof version === 'string' ? version : null;
      },
    },
  ],
  [
    'errored',
    {
      opens: null,
      read: (s, draft) => {
        draft.errored = readValue(s) === true;
      },
    },
  ],
  ['variables', { opens: OPEN_OBJECT, read: readVariables }],
  [
    'planned_values',
    {
      opens: OPEN_OBJECT,
      read: (s, draft) => {
        draft.plannedCount = readStateValues(s, draft, draft.planned, draft.outputs);
      },
    },
  ],
  [
    'prior_state',
    {
      opens: OPEN_OBJECT,
      read: (s, draft) =>
        readFields(s, draft, { values: [OPEN_OBJECT, () => readStateValues(s, draft, draft.prior, null)] }),
    },
  ],
  [
    'values',
    {
      opens: OPEN_OBJECT,
      read: (s, draft) => {
        draft.valuesCount = readStateValues(s, draft, draft.values, draft.outputs);
      },
    },
  ],
  ['resource_changes', { opens: OPEN_ARRAY, read: readChanges }],
  [
    'configuration',
    {
      opens: OPEN_OBJECT,
      read: (s, draft) =>
        readFields(s, draft, {
          root_module: [
            OPEN_OBJECT,
            () => {
              draft.configuration = readConfigurationModule(s, draft, 0);
            },
          ],
        }),
    },
  ],
  ['resources', { opens: OPEN_ARRAY, read: readRawResources }],
  ['outputs', { opens: OPEN_OBJECT, read: (s, draft) => readOutputs(s, draft.outputs) }],
]);

type Fields = Readonly<Record<string, readonly [opens: number, read: () => void]>>;

/**
 * Goes through an object and reads the fields of the table, each at most once; skips all others. `null` counts as absent, a value that
 * does not open as the table says is a problem.
 */
function readFields(s: Scanner, draft: Draft, fields: Fields): void {
  const seen = new Set<string>();
  for (let key = firstKey(s); key !== null; key = nextKey(s)) {
    const field = Object.hasOwn(fields, key) ? fields[key] : undefined;
    if (field === undefined) {
      skipValue(s);
      continue;
    }
    if (seen.has(key)) fail(s, `the key "${key}" is there twice in one object; no tool writes that`);
    seen.add(key);
    if (peek(s) === field[0]) field[1]();
    else skipWrong(s, draft, key);
  }
}

/** Each element of the list that begins here; `read` must consume it. */
function readEach(s: Scanner, read: () => void): void {
  for (let more = firstElement(s); more; more = nextElement(s)) read();
}

/** Each member of the object that begins here; `read` must consume its value. */
function readMembers(s: Scanner, read: (key: string) => void): void {
  for (let key = firstKey(s); key !== null; key = nextKey(s)) read(key);
}

function skipWrong(s: Scanner, draft: Draft, key: string): void {
  const at = place(s);
  const isNull = peek(s) === 0x6e;
  skipValue(s);
  if (!isNull) note(s, draft, `"${key}" has the wrong shape`, at);
}

function note(s: Scanner, draft: Draft, message: string, at: { readonly line: number; readonly column: number }): void {
  draft.problem ??= new InputError(
    `${message}; write the file again with the command of Terraform that makes it`,
    s.file,
    at,
  );
}

interface Item {
  /** `null` where the type does not matter. */
  readonly value: unknown;
  readonly mode: string | null;
  /** Instances of a raw state's resource. */
  readonly instances: number;
  readonly at: { readonly line: number; readonly column: number };
}

/**
 * The item that begins here: parsed if its type matters, skipped otherwise. Terraform writes the type first, so that what does not matter
 * is never held; where the type comes last the whole item is, until then.
 */
function readItem(s: Scanner, draft: Draft): Item | null {
  if (peek(s) !== OPEN_OBJECT) {
    skipWrong(s, draft, 'resources');
    return null;
  }
  const mark = hold(s);
  let type: string | null = null;
  let mode: string | null = null;
  let instances = 0;
  for (let key = firstKey(s); key !== null; key = nextKey(s)) {
    if (key === 'type' && peek(s) === 0x22) {
      if (type !== null) fail(s, 'the type of this resource is there twice; no tool writes that');
      type = readString(s);
      if (!RELEVANT_TYPES.has(type)) release(s, mark);
    } else if (key === 'mode' && peek(s) === 0x22) {
      if (mode !== null) fail(s, 'the mode of this resource is there twice; no tool writes that');
      mode = readString(s);
    } else if (key === 'instances' && peek(s) === OPEN_ARRAY) {
      readEach(s, () => {
        instances++;
        skipValue(s);
      });
    } else skipValue(s);
  }
  if (type === null) note(s, draft, 'this resource has no type', mark.at);
  if (type !== null && RELEVANT_TYPES.has(type)) return { value: take(s, mark), mode, instances, at: mark.at };
  release(s, mark);
  return { value: null, mode, instances, at: mark.at };
}

/** `{ outputs, root_module }`; the answer is how many managed resources there are, of any type. */
function readStateValues(
  s: Scanner,
  draft: Draft,
  into: ResourceInstance[],
  outputs: Map<string, unknown> | null,
): number {
  let count = 0;
  const readModule = (depth: number): void => {
    let [start, end] = [0, 0];
    let address: string | null = null;
    if (depth > DEEPEST_MODULE) fail(s, `more than ${DEEPEST_MODULE} modules within each other`);
    readFields(s, draft, {
      resources: [
        OPEN_ARRAY,
        () => {
          start = into.length;
          readEach(s, () => readInstance());
          end = into.length;
        },
      ],
      address: [
        0x22,
        () => {
          address = readString(s);
        },
      ],
      child_modules: [OPEN_ARRAY, () => readEach(s, () => readChild(depth + 1))],
    });
    // The module's address comes after its resources.
    for (let i = start; i < end; i++) {
      const instance = into[i];
      const full = instance === undefined ? '' : items.inModule(instance.address, address);
      if (instance !== undefined && full !== instance.address) into[i] = { ...instance, address: full };
    }
  };
  const readChild = (depth: number): void => {
    if (peek(s) === OPEN_OBJECT) readModule(depth);
    else skipWrong(s, draft, 'child_modules');
  };
  const readInstance = (): void => {
    const item = readItem(s, draft);
    if (item === null) return;
    if (items.modeOf(item.mode) === 'managed') count++;
    const instance = item.value === null ? 'left out' : items.toInstance(item.value);
    if (instance === null) note(s, draft, 'this resource lacks its address or its name', item.at);
    else if (typeof instance === 'object') into.push(instance);
  };
  readFields(s, draft, {
    root_module: [OPEN_OBJECT, () => readModule(0)],
    ...(outputs === null ? {} : { outputs: [OPEN_OBJECT, () => readOutputs(s, outputs)] as const }),
  });
  return count;
}

function readOutputs(s: Scanner, into: Map<string, unknown>): void {
  readMembers(s, (name) => into.set(name, readValue(s)));
}

function readChanges(s: Scanner, draft: Draft): void {
  readEach(s, () => {
    const item = readItem(s, draft);
    if (item === null || item.value === null) return;
    const change = items.toChange(item.value);
    if (change === null) note(s, draft, 'this change lacks its address or its actions', item.at);
    else if (typeof change === 'object') draft.changes.push(change);
  });
}

function readRawResources(s: Scanner, draft: Draft): void {
  readEach(s, () => {
    const item = readItem(s, draft);
    if (item === null) return;
    if (items.modeOf(item.mode) === 'managed') draft.rawCount += item.instances;
    const instances = item.value === null ? [] : items.toRawInstances(item.value);
    if (instances === null) note(s, draft, 'this resource lacks its name, its instances or their attributes', item.at);
    else for (const instance of instances) draft.raw.push(instance);
  });
}

function readVariables(s: Scanner, draft: Draft): void {
  readMembers(s, (name) => {
    const value = items.own(readValue(s), 'value');
    if (value === undefined) draft.variables.delete(name);
    else draft.variables.set(name, value);
  });
}

const NO_MODULE: ConfigurationModule = {
  resources: [],
  calls: new Map(),
  outputs: new Map(),
  variables: new Map(),
};

/** A module of `configuration`, with those it calls. The root module is at depth 0. */
function readConfigurationModule(s: Scanner, draft: Draft, depth: number): ConfigurationModule {
  if (depth > DEEPEST_MODULE) fail(s, `more than ${DEEPEST_MODULE} modules within each other`);
  const resources: ConfigurationResource[] = [];
  const calls = new Map<string, ConfigurationCall>();
  const outputs = new Map<string, ConfigurationExpression>();
  const variables = new Map<string, { readonly default?: unknown }>();
  let resourceCount = 0;
  readFields(s, draft, {
    resources: [
      OPEN_ARRAY,
      () =>
        readEach(s, () => {
          resourceCount += 1;
          const item = readItem(s, draft);
          if (item === null || item.value === null) return;
          const resource = items.toConfigurationResource(item.value);
          if (resource === null) note(s, draft, 'this resource lacks its address or its name', item.at);
          else if (typeof resource === 'object') resources.push(resource);
        }),
    ],
    outputs: [
      OPEN_OBJECT,
      () =>
        readMembers(s, (name) => outputs.set(name, items.toExpression(items.own(readValue(s), 'expression')) ?? {})),
    ],
    variables: [
      OPEN_OBJECT,
      () =>
        readMembers(s, (name) => {
          const variable = readValue(s);
          const value = items.own(variable, 'default');
          // A sensitive value appears nowhere, and a default is one.
          const sensitive = items.own(variable, 'sensitive') === true;
          if (sensitive && depth === 0) draft.sensitiveVariables.add(name);
          variables.set(name, sensitive || value === undefined ? {} : { default: value });
        }),
    ],
    module_calls: [
      OPEN_OBJECT,
      () =>
        readMembers(s, (name) => {
          if (peek(s) === OPEN_OBJECT) calls.set(name, readCall(s, draft, depth));
          else skipWrong(s, draft, 'module_calls');
        }),
    ],
  });
  return { resources, calls, outputs, variables, onlyComputes: resourceCount === 0 && calls.size === 0 };
}

const CALL_PARTS: ReadonlySet<string> = new Set(['source', 'expressions', 'count_expression', 'for_each_expression']);

function readCall(s: Scanner, draft: Draft, depth: number): ConfigurationCall {
  const parts = new Map<string, unknown>();
  let module = NO_MODULE;
  readMembers(s, (key) => {
    if (key === 'module' && peek(s) === OPEN_OBJECT) {
      if (module !== NO_MODULE) fail(s, 'the key "module" is there twice in one object; no tool writes that');
      module = readConfigurationModule(s, draft, depth + 1);
    } else if (CALL_PARTS.has(key)) parts.set(key, readValue(s));
    else skipValue(s);
  });
  return items.toCall(Object.fromEntries(parts), module);
}
