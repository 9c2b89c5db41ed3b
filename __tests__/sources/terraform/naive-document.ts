/** A second, simple reader of Terraform documents, by `JSON.parse` of the whole file: the oracle of the tests. It shares no code with ours. */
import { expect } from '@jest/globals';
import { RELEVANT_TYPES, type TerraformDocument } from '../../../src/sources/terraform/document.js';

// biome-ignore lint/suspicious/noExplicitAny: the oracle trusts its input, that is what makes it simple
type Json = any;

/** A document of `JSON.parse`d content. Expects what Terraform writes: nothing malformed, no deposed objects. */
export function naiveDocument(root: Json): TerraformDocument {
  if (typeof root.version === 'number') return fromRawState(root);
  const plan = root.values === undefined;
  const planned = plan ? root.planned_values : root.values;
  const rootVariables: Json = root.configuration?.root_module?.variables ?? {};
  return {
    format: plan ? 'plan' : 'state',
    formatVersion: root.format_version,
    terraformVersion: root.terraform_version ?? null,
    errored: plan && root.errored === true,
    variables: new Map(
      Object.entries<Json>(root.variables ?? {})
        .filter(([name, variable]) => rootVariables[name]?.sensitive !== true && variable.value !== undefined)
        .map(([name, variable]) => [name, variable.value]),
    ),
    planned: instances(planned).filter((instance) => RELEVANT_TYPES.has(instance.type)),
    prior: plan ? instances(root.prior_state?.values).filter((instance) => RELEVANT_TYPES.has(instance.type)) : [],
    changes: plan
      ? (root.resource_changes ?? []).filter((item: Json) => RELEVANT_TYPES.has(item.type)).map(change)
      : null,
    configuration: root.configuration ? configuration(root.configuration.root_module) : null,
    resourceCount: instances(planned).filter((instance) => instance.mode === 'managed').length,
  };
}

function instances(values: Json): TerraformDocument['planned'] {
  const inModule = (module: Json): Json[] => [
    ...(module.resources ?? []),
    ...(module.child_modules ?? []).flatMap(inModule),
  ];
  return (values?.root_module === undefined ? [] : inModule(values.root_module)).map((item: Json) => ({
    address: item.address,
    mode: item.mode,
    type: item.type,
    name: item.name,
    index: item.index ?? null,
    values: item.values ?? {},
    sensitive: item.sensitive_values ?? {},
  }));
}

function change(item: Json): Json {
  return {
    address: item.address,
    previousAddress: item.previous_address ?? null,
    mode: item.mode,
    type: item.type,
    actions: item.change.actions,
    before: item.change.before ?? null,
    after: item.change.after ?? null,
    afterUnknown: item.change.after_unknown ?? {},
    importing: item.change.importing !== undefined,
  };
}

function configuration(module: Json): Json {
  const expressions = (item: Json): Json => ({
    expressions: item.expressions ?? {},
    countExpression: item.count_expression ?? null,
    forEachExpression: item.for_each_expression ?? null,
  });
  const table = (of: Json, f: (value: Json) => Json): Json =>
    new Map(Object.entries(of ?? {}).map(([key, value]) => [key, f(value)]));
  return {
    resources: (module?.resources ?? [])
      .filter((item: Json) => RELEVANT_TYPES.has(item.type))
      .map((item: Json) => ({
        address: item.address,
        mode: item.mode,
        type: item.type,
        name: item.name,
        ...expressions(item),
      })),
    calls: table(module?.module_calls, (call) => ({
      source: call.source,
      ...expressions(call),
      module: configuration(call.module),
    })),
    outputs: table(module?.outputs, (output) => output.expression ?? {}),
    variables: table(module?.variables, (variable) =>
      variable.default === undefined || variable.sensitive === true ? {} : { default: variable.default },
    ),
    onlyComputes: (module?.resources ?? []).length === 0 && Object.keys(module?.module_calls ?? {}).length === 0,
  };
}

function fromRawState(root: Json): TerraformDocument {
  const all = root.resources.flatMap((resource: Json) =>
    resource.instances.map((instance: Json) => {
      const key = instance.index_key === undefined ? '' : `[${JSON.stringify(instance.index_key)}]`;
      const data = resource.mode === 'data' ? 'data.' : '';
      return {
        address: `${resource.module ? `${resource.module}.` : ''}${data}${resource.type}.${resource.name}${key}`,
        mode: resource.mode,
        type: resource.type,
        name: resource.name,
        index: instance.index_key ?? null,
        values: instance.attributes,
        sensitive: expect.anything(),
      };
    }),
  );
  return {
    format: 'raw-state',
    formatVersion: String(root.version),
    terraformVersion: root.terraform_version,
    errored: false,
    variables: new Map(),
    planned: all.filter((instance: Json) => RELEVANT_TYPES.has(instance.type)),
    prior: [],
    changes: null,
    configuration: null,
    resourceCount: all.filter((instance: Json) => instance.mode === 'managed').length,
  };
}
