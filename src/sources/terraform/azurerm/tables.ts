/** All mapping tables of azurerm in one. */
import { FILTERING } from './filtering.js';
import { FIREWALL } from './firewall.js';
import { KUBERNETES } from './kubernetes.js';
import { MACHINE_LEARNING } from './machine-learning.js';
import type { Mapping } from './mapping.js';
import { NETWORK } from './network.js';
import { NETWORK_MANAGER } from './network-manager.js';
import { WAN } from './wan.js';

export const MAPPINGS: ReadonlyMap<string, Mapping> = new Map(
  [NETWORK, FILTERING, MACHINE_LEARNING, KUBERNETES, FIREWALL, WAN, NETWORK_MANAGER].flatMap((table) =>
    Object.entries(table),
  ),
);
