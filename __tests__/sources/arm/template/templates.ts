/** Templates for tests: small ones made of parts, and what becomes of them. */
import type { Network } from '../../../../src/azure/model.js';
import { fromJson } from '../../../../src/sources/arm/language/from-json.js';
import type { Limits } from '../../../../src/sources/arm/language/types.js';
import { parseTemplate } from '../../../../src/sources/arm/template/document.js';
import { readTemplateModel } from '../../../../src/sources/arm/template/model.js';
import { assemble } from '../../../../src/sources/assemble.js';
import type { SourceModel } from '../../../../src/sources/source.js';

export type Json = Readonly<Record<string, unknown>>;

const SCHEMAS = 'https://schema.management.azure.com/schemas/2019-04-01';

/** A template with these sections. */
export function template(sections: Json, schema = 'deploymentTemplate.json'): Json {
  return { $schema: `${SCHEMAS}/${schema}#`, contentVersion: '1.0.0.0', resources: [], ...sections };
}

export interface Given {
  readonly parameters?: Json;
  readonly region?: string | null;
  readonly limits?: Partial<Limits>;
}

/** What the reader makes of a template, given as an object or as its text. */
export function read(source: Json | string, { parameters = {}, region = null, limits = {} }: Given = {}): SourceModel {
  const text = typeof source === 'string' ? source : JSON.stringify(source, null, 2);
  const values = new Map(Object.entries(parameters).map(([name, value]) => [name.toLowerCase(), fromJson(value)]));
  return readTemplateModel(parseTemplate('main.json', text), {
    reported: true,
    region,
    cloud: 'public',
    given: (name) => values.get(name),
    limits,
  });
}

/** The network of templates, links decided and children put where they belong. */
export function network(source: Json | string, given: Given = {}): Network {
  return assemble([read(source, given).network]).network;
}

/** The template of resources alone. */
export function withResources(...resources: readonly Json[]): Json {
  return template({ resources });
}

export function group(name: string, rules: unknown = [], more: Json = {}): Json {
  return {
    type: 'Microsoft.Network/networkSecurityGroups',
    apiVersion: '2023-11-01',
    name,
    location: 'westus2',
    properties: { securityRules: rules },
    ...more,
  };
}

export function rule(name: string, more: Json = {}): Json {
  return {
    name,
    properties: {
      priority: 100,
      direction: 'Outbound',
      access: 'Allow',
      protocol: 'Tcp',
      sourcePortRange: '*',
      destinationPortRange: '443',
      sourceAddressPrefix: '*',
      destinationAddressPrefix: 'Internet',
      ...more,
    },
  };
}

/** A virtual network with one subnet `snet`. */
export function virtualNetwork(name: string, subnet: Json = {}, more: Json = {}): Json {
  return {
    type: 'Microsoft.Network/virtualNetworks',
    apiVersion: '2023-11-01',
    name,
    location: 'westus2',
    properties: {
      addressSpace: { addressPrefixes: ['10.0.0.0/16'] },
      subnets: [{ name: 'snet', properties: { addressPrefix: '10.0.1.0/24', ...subnet } }],
    },
    ...more,
  };
}

/** A nested deployment. */
export function deployment(name: string, inner: Json, more: Json = {}, properties: Json = {}): Json {
  return {
    type: 'Microsoft.Resources/deployments',
    apiVersion: '2022-09-01',
    name,
    properties: {
      mode: 'Incremental',
      expressionEvaluationOptions: { scope: 'inner' },
      template: inner,
      ...properties,
    },
    ...more,
  };
}
