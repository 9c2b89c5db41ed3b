/** Templates that Terraform deploys: `azurerm_…_template_deployment`, and `azapi_resource` of type Microsoft.Resources/deployments. */
import { type Message, msg } from '../../azure/message.js';
import type { Diagnostic, Location } from '../../azure/model.js';
import type { Region } from '../../azure/regions.js';
import { isUnknown } from '../../azure/value.js';
import { fromJson } from '../arm/language/from-json.js';
import { open, secure } from '../arm/language/open.js';
import type { ArmValue } from '../arm/language/types.js';
import { parseTemplate } from '../arm/template/document.js';
import { readTemplateModel } from '../arm/template/model.js';
import type { Given } from '../arm/template/parameters.js';
import type { PartialNetwork } from '../parts.js';
import { InputError } from '../source.js';
import { TEMPLATE_DEPLOYMENTS } from './document.js';
import { isObject, own } from './known-values.js';

/** A deployment as a plan or a state shows it. */
export interface DeployedTemplate {
  readonly address: string;
  readonly type: string;
  /** Attributes, with an `Unknown` wherever a value is known only after apply or sensitive. */
  readonly values: Readonly<Record<string, unknown>>;
  readonly file: string;
  readonly reported: boolean;
  readonly location: Location | null;
  readonly diagnose: (diagnostic: Diagnostic) => void;
}

/** Maps the template of a deployment; given to the reader of plans where there is any. */
export type ReadDeployedTemplate = (deployed: DeployedTemplate) => PartialNetwork;

/** @param settings the region and the cloud of the run */
export function deployedTemplates(settings: {
  readonly region: string | null;
  readonly cloud: Region['cloud'];
}): ReadDeployedTemplate {
  return (deployed) => {
    const { template, parameters, group } = partsOf(deployed);
    const say = (message: Message): PartialNetwork => {
      deployed.diagnose({ severity: 'warning', message, location: deployed.location });
      return {};
    };
    if (isUnknown(template))
      return say(msg`${deployed.address}: what it deploys is not known, because ${template.unknown}`);
    const text = typeof template === 'string' ? template : JSON.stringify(template ?? null);
    if (template === null || template === undefined)
      return say(msg`${deployed.address} takes its template from elsewhere; what it deploys is not in the input`);
    try {
      const model = readTemplateModel(parseTemplate(deployed.file, text), {
        ...settings,
        reported: deployed.reported,
        region: regionOf(deployed, settings.region),
        resourceGroup: group,
        prefix: `${deployed.address}/`,
        locate: () => deployed.location,
        given: givenBy(deployed.address, parameters),
      });
      for (const diagnostic of model.diagnostics) deployed.diagnose(diagnostic);
      return model.network;
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      return say(msg`${deployed.address}: its template cannot be evaluated: ${error.message}`);
    }
  };
}

/** Deployments to a subscription say where they are; groups are where the run says. */
function regionOf({ type, values }: DeployedTemplate, region: string | null): string | null {
  const location = own(values, 'location');
  return type !== 'azurerm_resource_group_template_deployment' && typeof location === 'string' ? location : region;
}

function partsOf({ type, values }: DeployedTemplate): {
  readonly template: unknown;
  readonly parameters: unknown;
  readonly group: string | null;
} {
  if (TEMPLATE_DEPLOYMENTS.has(type)) {
    const group = own(values, 'resource_group_name');
    return {
      template: own(values, 'template_content') ?? own(values, 'template_body'),
      parameters: own(values, 'parameters_content') ?? own(values, 'parameters_body') ?? own(values, 'parameters'),
      group: typeof group === 'string' ? group : null,
    };
  }
  const written = own(values, 'body');
  const body = typeof written === 'string' ? parsed(written) : written;
  if (isUnknown(body)) return { template: body, parameters: body, group: null };
  const properties = own(body, 'properties');
  const parent = own(values, 'parent_id');
  const group = typeof parent === 'string' ? /\/resourceGroups\/([^/]+)\/?$/i.exec(parent)?.[1] : undefined;
  return {
    template: isUnknown(properties) ? properties : own(properties, 'template'),
    parameters: own(properties, 'parameters'),
    group: group ?? null,
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Parameters as Terraform has them: the JSON of a parameter file's middle, or (in the old type) a map of texts. */
function givenBy(address: string, parameters: unknown): Given {
  const all = typeof parameters === 'string' ? parsed(parameters) : parameters;
  const byName = new Map(
    isObject(all) && !isUnknown(all) ? Object.entries(all).map(([name, value]) => [name.toLowerCase(), value]) : [],
  );
  return (name) => {
    if (isUnknown(all))
      return open(msg`the parameters of ${address} are not known (${all.unknown})`, `parameters('${name}')`);
    const entry = byName.get(name);
    return entry === undefined ? undefined : givenValue(entry, name);
  };
}

function givenValue(entry: unknown, name: string): ArmValue {
  const text = `parameters('${name}')`;
  if (isUnknown(entry)) return open(entry.unknown, text);
  const value = isObject(entry) ? own(entry, 'value') : entry;
  if (value === undefined) return secure(text, 'string');
  if (isUnknown(value)) return open(value.unknown, text);
  return fromJson(value) ?? open(msg`the parameter ${name} is nested too deep`, text);
}
