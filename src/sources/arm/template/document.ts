/** A template as it is in its file: its tree, where it is deployed to, and the parameters that it declares. */
import type { Diagnostic, Location } from '../../../azure/model.js';
import type { ByteSource } from '../../json/bytes.js';
import { InputError } from '../../source.js';
import type { DeploymentLevel } from '../language/types.js';
import { memberOf, membersOf, type ObjectNode, textOf } from './node.js';
import { type JsonText, parseJson, readText } from './read-json.js';

export interface TemplateDocument {
  readonly file: string;
  readonly json: JsonText;
  readonly root: ObjectNode;
  /** The place of an offset, where the text was compiled from another file. */
  readonly locate?: (offset: number) => Location | null;
  /** What the compiler had to say. */
  readonly notes?: readonly Diagnostic[];
}

/** Reads a template of an open input. @throws {InputError} with line and column where it is no JSON, or no template */
export function readTemplate(file: string, source: ByteSource): TemplateDocument {
  return parseTemplate(file, readText(file, source));
}

/** The same of a text that is at hand. */
export function parseTemplate(file: string, text: string): TemplateDocument {
  const json = parseJson(file, text);
  const { root } = json;
  if (root.kind !== 'object') throw new InputError('a template is a JSON object', file, json.placeOf(root.offset));
  return { file, json, root };
}

const LEVELS: readonly (readonly [RegExp, DeploymentLevel])[] = [
  [/subscriptionDeploymentTemplate\.json/i, 'subscription'],
  [/managementGroupDeploymentTemplate\.json/i, 'managementGroup'],
  [/tenantDeploymentTemplate\.json/i, 'tenant'],
];

/** Where a template says that it is deployed to; to a resource group unless its schema is another. */
export function levelOf(template: ObjectNode): DeploymentLevel {
  const schema = textOf(memberOf(template, '$schema')) ?? '';
  return LEVELS.find(([pattern]) => pattern.test(schema))?.[1] ?? 'resourceGroup';
}

/** The names of the parameters that the template declares, in lower case. */
export function declaredParameters({ root }: TemplateDocument): ReadonlySet<string> {
  return new Set(membersOf(memberOf(root, 'parameters')).map(({ name }) => name.toLowerCase()));
}
