/** A change as a resource of its own for the provider azapi: ARM's words in an object of Terraform's language. */
import type { Target } from '../written-rule.js';
import { type ArmChange, apiVersion } from './arm-change.js';
import type { BicepValue } from './bicep-syntax.js';
import { type Fit, headOf, localAddress, type TerraformChange, withCopied } from './terraform-fit.js';
import { block, text } from './terraform-syntax.js';

/** The body is an object, which the provider takes from 1.13 on; `null` for what goes into the body of another resource. */
export function azapiChange({ value, type }: ArmChange, target: Target, fit: Fit): TerraformChange | null {
  const { resource, beside, besideLocation } = target;
  // A neighbour of another provider is no model for this one.
  if (type === null || (beside !== null && !isAzapi({ id: beside }))) return null;
  const { name, ...body } = value;
  const attributes = [
    ['type', text(`${type}@${apiVersion(type)}`)],
    ['name', text(String(name))],
    ['parent_id', `${localAddress(resource.id)}.id`],
    ['body', written(body)],
  ] as const;
  return {
    lines: block(headOf('azapi_resource', String(name), target, fit), withCopied(attributes, fit)),
    inside: null,
    nested: null,
    behind: beside ?? resource.id,
    place: beside === null ? resource.location : besideLocation,
  };
}

/** Whether it is an address of the provider azapi. */
export function isAzapi({ id }: { readonly id: string }): boolean {
  return /(^|\.)azapi_/.test(id);
}

function written(value: BicepValue): string {
  if (typeof value === 'string') return text(value);
  if (typeof value === 'number') return String(value);
  if (Array.isArray(value)) return `[${value.map(written).join(', ')}]`;
  const items = Object.entries(value).map(([name, item]) => [name, written(item)] as const);
  return ['{', ...block('', items).slice(1)].join('\n');
}
