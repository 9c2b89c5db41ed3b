/** A plan and a raw state with one of everything, and how the tests read them. Hand-written: what is malformed is made of them. */
import { InputError } from '../../../src/sources/source.js';
import type { TerraformDocument } from '../../../src/sources/terraform/document.js';
import { readTerraformDocument } from '../../../src/sources/terraform/read-document.js';

/** Hand-written, and with one of everything: what is malformed is made of it. */
export const PLAN = {
  format_version: '1.2',
  terraform_version: '1.11.4',
  variables: { location: { value: 'westeurope' }, password: { value: 'hunter2' }, unset: {}, nothing: { value: null } },
  planned_values: {
    outputs: { id: { sensitive: false, value: 'x' } },
    root_module: {
      resources: [
        {
          address: 'azurerm_subnet.a',
          mode: 'managed',
          type: 'azurerm_subnet',
          name: 'a',
          values: { name: 'a é한😀 "q" \\', n: [1.5, -2e3, true, null] },
        },
        {
          address: 'random_id.x',
          mode: 'managed',
          type: 'random_id',
          name: 'x',
          values: { keepers: { type: 'azurerm_subnet' } },
        },
      ],
      child_modules: [
        {
          resources: [
            {
              address: 'module.net["a"].azurerm_route.r[0]',
              mode: 'managed',
              type: 'azurerm_route',
              name: 'r',
              index: 0,
              values: { address_prefix: '0.0.0.0/0' },
              sensitive_values: { name: true },
            },
          ],
          address: 'module.net["a"]',
          child_modules: [
            {
              address: 'module.net["a"].module.b',
              resources: [
                {
                  address: 'module.net["a"].module.b.azurerm_subnet.s',
                  mode: 'managed',
                  type: 'azurerm_subnet',
                  name: 's',
                  values: {},
                },
              ],
            },
          ],
        },
      ],
    },
  },
  resource_changes: [
    {
      address: 'azurerm_subnet.a',
      previous_address: 'azurerm_subnet.old',
      mode: 'managed',
      type: 'azurerm_subnet',
      name: 'a',
      change: {
        actions: ['update'],
        before: { name: 'old' },
        after: { name: 'a' },
        after_unknown: { id: true },
        importing: { id: '/x' },
      },
    },
    {
      address: 'random_id.x',
      mode: 'managed',
      type: 'random_id',
      name: 'x',
      change: { actions: ['create'], before: null, after: {} },
    },
  ],
  prior_state: {
    format_version: '1.0',
    values: {
      root_module: {
        resources: [
          { address: 'data.azurerm_subnet.d', mode: 'data', type: 'azurerm_subnet', name: 'd', values: { id: '/y' } },
        ],
      },
    },
  },
  configuration: {
    root_module: {
      variables: { location: { default: 'eastus' }, password: { sensitive: true, default: 'hunter3' } },
      outputs: { id: { expression: { references: ['azurerm_subnet.a.id', 'azurerm_subnet.a'] } } },
      resources: [
        {
          address: 'azurerm_subnet.a',
          mode: 'managed',
          type: 'azurerm_subnet',
          name: 'a',
          expressions: { name: { constant_value: 'a' } },
          count_expression: { constant_value: 1 },
        },
        { address: 'random_id.x', mode: 'managed', type: 'random_id', name: 'x', expressions: {} },
      ],
      module_calls: {
        net: {
          source: './net',
          expressions: { prefix: { references: ['var.prefix'] } },
          for_each_expression: { constant_value: ['a'] },
          module: {
            variables: { prefix: {}, secret: { sensitive: true, default: 'hunter4' } },
            module_calls: { b: { source: './b', module: {} } },
          },
        },
      },
    },
  },
  errored: true,
};
export const TEXT = JSON.stringify(PLAN);

export const RAW = {
  version: 4,
  terraform_version: '1.11.4',
  serial: 1,
  lineage: 'l',
  outputs: {},
  resources: [
    {
      module: 'module.net["x"]',
      mode: 'managed',
      type: 'azurerm_subnet',
      name: 's',
      each: 'map',
      provider: 'p',
      instances: [
        {
          index_key: 'a "b" \\ $' + '{c}',
          attributes: { id: '/1', key: 'k', list: [{}, { secret: 's', plain: 'p' }], set: ['x'] },
          sensitive_attributes: [],
        },
        { index_key: 'old', deposed: '0badcafe', attributes: { id: '/0' } },
      ],
    },
    {
      mode: 'data',
      type: 'azurerm_subnet',
      name: 'd',
      provider: 'p',
      instances: [{ index_key: 0, attributes: { id: '/2' } }],
    },
    {
      mode: 'managed',
      type: 'random_id',
      name: 'x',
      provider: 'p',
      instances: [{ attributes: {} }, { attributes: {} }],
    },
  ],
};

/** The document of these bytes, this text, or this value as JSON. */
export function read(content: unknown, chunk?: number): TerraformDocument {
  const bytes = Buffer.isBuffer(content)
    ? content
    : Buffer.from(typeof content === 'string' ? content : JSON.stringify(content));
  return readTerraformDocument('plan.json', chunk === undefined ? { content: bytes } : { content: bytes, chunk });
}

/** The error that reading it ends with. @throws if there is none, or it is no InputError */
export function errorOf(content: unknown, chunk?: number): InputError {
  try {
    read(content, chunk);
  } catch (error) {
    if (error instanceof InputError) return error;
    throw error;
  }
  throw new Error('no error');
}
