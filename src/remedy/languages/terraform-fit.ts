/** How new Terraform fits in where it will stand: its place, its label, its references, and what it has in common with its neighbour. */
import type { Location } from '../../azure/model.js';
import { instanceKey } from '../siblings.js';
import type { Target } from '../written-rule.js';
import { text } from './terraform-syntax.js';

/** A name and the expression behind its equals sign. */
export type Attribute = readonly [string, string];

/** What to write, and where. */
export interface TerraformChange {
  readonly lines: readonly string[];
  /** The address of the resource whose block the lines go into; `null` for a resource of its own. */
  readonly inside: string | null;
  /** Within that block: the nested block that they go into, by type and name; `null` for the block itself. */
  readonly nested: { readonly type: string; readonly name: string } | null;
  /** For a resource of its own: the one that it stands behind. */
  readonly behind: string | null;
  /** Where the resource of `inside` or `behind` is declared; `null` where the input does not tell. */
  readonly place: Location | null;
}

/** How a new resource fits in where it will stand. */
export interface Fit {
  /** Expressions of the neighbour that the new resource has to have as well (`resource_group_name`, `provider`). */
  readonly copied: ReadonlyMap<string, string>;
  /** A label that no resource of this type has yet. */
  readonly freeLabel: (type: string, wanted: string) => string;
}

/** `resource "type" "label"`; the rules of one instance of a resource carry its key. */
export function headOf(type: string, name: string, { resource }: Target, { freeLabel }: Fit): string {
  return `resource ${text(type)} ${text(freeLabel(type, blockName(`${name}${instanceKey(resource.id)}`)))}`;
}

/** Arguments that Terraform takes in every resource come first. */
export function withCopied(attributes: readonly Attribute[], { copied }: Fit): readonly Attribute[] {
  const own = attributes.map(([name, value]): Attribute => [name, copied.get(name) ?? value]);
  const provider = copied.get('provider');
  return provider === undefined ? own : [['provider', provider], ...own];
}

/** The address within its own module: `module.net["a"].azurerm_subnet.b["c.d"]` gives `azurerm_subnet.b["c.d"]`. */
export function localAddress(address: string): string {
  const dots: number[] = [];
  let quoted = false;
  for (let at = 0; at < address.length; at++) {
    if (address[at] === '"' && address[at - 1] !== '\\') quoted = !quoted;
    else if (address[at] === '.' && !quoted) dots.push(at);
  }
  const start = dots.at(-2);
  return start === undefined ? address : address.slice(start + 1);
}

/** `AllowOutboundStorage` as the name of a block: `allow_outbound_storage`. */
function blockName(name: string): string {
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_|_$/g, '');
  return /^[a-z]/.test(words) ? words : `rule_${words}`;
}
