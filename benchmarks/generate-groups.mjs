// Network security groups as large as Azure takes them, and a stand-in for the list of service tags; the same for the same numbers, always.

/** Tags that the matrix asks for: they stand late in a group, as the exceptions behind a long history of other rules. */
const WANTED = [
  'AzureActiveDirectory',
  'AzureMachineLearning',
  'BatchNodeManagement.westus2',
  'AzureResourceManager',
  'Storage.westus2',
  'AzureKeyVault.westus2',
  'AzureFrontDoor.Frontend',
  'MicrosoftContainerRegistry.westus2',
  'AzureMonitor',
];
const OTHER_SERVICES = [
  'Sql',
  'EventHub',
  'ServiceBus',
  'AzureCosmosDB',
  'AppService',
  'DataFactory',
  'LogicApps',
  'AzureBackup',
];
const OTHER_REGIONS = ['eastus', 'westeurope', 'koreacentral', 'japaneast', 'uksouth', 'centralus'];
const PORTS = [
  ['443'],
  ['443'],
  ['443'],
  ['80'],
  ['22'],
  ['8080-8090'],
  ['1433', '3306', '5432'],
  ['5671-5672', '443'],
  ['1024-65535'],
];
/** What people open and close for everybody; none of it is asked for. */
const ODD_PORTS = [['25'], ['135-139'], ['3389'], ['5985-5986']];

/** A small generator of numbers (mulberry32). */
function random(seed) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t = (t + Math.imul(t ^ (t >>> 7), t | 61)) ^ t;
    return (t ^ (t >>> 14)) >>> 0;
  };
  return { below: (limit) => next() % limit, one: (list) => list[next() % list.length] };
}

/** `groups` groups of `rules` rules each, as the model has them. `prefixes`: public prefixes that rules may name besides random ones. */
export function generateGroups(groups, rules, prefixes) {
  return Array.from({ length: groups }, (_, g) => {
    const id = `azurerm_network_security_group.g${g}`;
    const dice = random(g + 1);
    return {
      key: id,
      id,
      name: id,
      file: 'plan.json',
      location: null,
      reported: true,
      securityRules: Array.from({ length: rules }, (_, r) => rule(r, rules, dice, prefixes)),
    };
  });
}

function rule(index, count, dice, prefixes) {
  const last = index === count - 1;
  const inbound = !last && dice.below(4) === 0;
  const { far, ports } = last ? { far: ['Internet'], ports: ['*'] } : remote(index, count, dice, prefixes);
  // One rule in ten is for a part of the network only.
  const near =
    dice.below(10) === 0 ? [`10.${dice.below(256)}.${dice.below(256)}.0/24`] : [dice.one(['*', 'VirtualNetwork'])];
  return {
    name: `rule-${index}`,
    // More rules than Azure has priorities for are still in order.
    priority: 100 + (count > 3900 ? index / 16 : index),
    direction: inbound ? 'Inbound' : 'Outbound',
    access: last || dice.below(3) === 0 ? 'Deny' : 'Allow',
    protocol: dice.one(['Tcp', 'Tcp', 'Tcp', '*', 'Udp']),
    sourcePortRanges: ['*'],
    destinationPortRanges: ports,
    sourceAddressPrefixes: inbound ? far : near,
    destinationAddressPrefixes: inbound ? near : far,
    sourceApplicationSecurityGroups: false,
    destinationApplicationSecurityGroups: false,
    location: null,
  };
}

function remote(index, count, dice, prefixes) {
  const ports = dice.one(PORTS);
  if (index >= 0.95 * count) return { far: [dice.one(WANTED)], ports };
  const kind = dice.below(100);
  if (kind < 35) return { far: [`10.${dice.below(256)}.${dice.below(256)}.0/${20 + dice.below(9)}`], ports };
  if (kind < 50)
    return {
      far: [`${dice.one([13, 20, 40, 52, 104])}.${dice.below(256)}.${dice.below(256)}.0/${16 + dice.below(13)}`],
      ports,
    };
  if (kind < 55) return { far: [dice.one(prefixes)], ports };
  if (kind < 65)
    return { far: Array.from({ length: 5 }, () => `172.16.${dice.below(256)}.${dice.below(256)}/32`), ports };
  if (kind < 75) return { far: [dice.one(OTHER_SERVICES)], ports };
  if (kind < 90)
    return { far: [`${dice.one(['Storage', 'AzureCloud', ...OTHER_SERVICES])}.${dice.one(OTHER_REGIONS)}`], ports };
  return { far: [dice.one(['*', 'Internet', 'VirtualNetwork'])], ports: dice.one(ODD_PORTS) };
}

/** About a hundred thousand prefixes: services with and without regions, each prefix also in AzureCloud of the region and in AzureCloud. */
export function generateTags(regions) {
  const services = [...new Set([...WANTED.map((tag) => tag.replace('.westus2', '')), 'Storage', ...OTHER_SERVICES])];
  const outside = new Set(['AzureFrontDoor.Frontend']);
  const tags = new Map();
  const add = (name, prefix) => {
    const list = tags.get(name);
    if (list === undefined) tags.set(name, [prefix]);
    else list.push(prefix);
  };
  let at = 0;
  for (const region of regions) {
    for (const service of services) {
      for (let i = 0; i < 22; i++) {
        // Every other /28 from 20.0.0.0 on, so that no two of them are neighbours.
        const base = 20 * 2 ** 24 + 32 * at++;
        const prefix = `${[24, 16, 8, 0].map((shift) => Math.floor(base / 2 ** shift) % 256).join('.')}/28`;
        for (const name of [service, `${service}.${region}`]) add(name, prefix);
        if (!outside.has(service)) for (const name of ['AzureCloud', `AzureCloud.${region}`]) add(name, prefix);
      }
    }
  }
  return [...tags].map(([name, prefixes]) => ({ name, prefixes }));
}
