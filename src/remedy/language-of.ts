/** The language that a resource is written in. */
import type { Resource } from '../azure/model.js';
import type { Remedy } from '../reachability/finding.js';

/** The language of the file that a resource is from: Terraform's addresses tell themselves; a full resource id means that there is no source. */
export function languageOf({ id, location }: Pick<Resource, 'id' | 'location'>): Remedy['language'] {
  if (isTerraform({ id })) return 'terraform';
  if (/(^|\.)azapi_/.test(id)) return 'arm';
  if (location?.file.endsWith('.bicep') === true) return 'bicep';
  return id.startsWith('/') ? 'az-cli' : 'arm';
}

/** Whether it is an address of the `azurerm` provider. */
export function isTerraform({ id }: Pick<Resource, 'id'>): boolean {
  return /(^|\.)azurerm_/.test(id);
}
