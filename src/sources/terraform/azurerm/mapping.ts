/** The shape of a mapping table: one function for each azurerm type, each answering its part of the network. */
import type { Network } from '../../../azure/model.js';
import type { View } from '../attributes.js';

/** The lists of the network that a resource adds to. */
export type Part = Partial<Network>;

export type Mapping = (view: View) => Part;

export type MappingTable = Readonly<Record<string, Mapping>>;
