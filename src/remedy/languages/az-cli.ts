/** Rules as commands of the Azure CLI, for a POSIX shell. */
import type { GroupRule } from '../allow-rules.js';
import { quote } from './shell.js';

/** Commands that make a group's rules. `RESOURCE_GROUP` and `NSG` are variables of the shell. */
export function azCliGroup(rules: readonly GroupRule[], notes: readonly string[]): string {
  const head = [
    ...notes.map((note) => `# ${note.replace(/[\r\n]+/g, ' ')}`),
    'set -eu',
    `: "\${RESOURCE_GROUP:?the resource group}" "\${NSG:?the name of the network security group}"`,
    '',
    'az network nsg create --resource-group "$RESOURCE_GROUP" --name "$NSG"',
  ];
  return `${[...head, ...rules.map(command)].join('\n')}\n`;
}

function command(rule: GroupRule): string {
  const words = [
    'az network nsg rule create --resource-group "$RESOURCE_GROUP" --nsg-name "$NSG"',
    `--name ${quote(rule.name)}`,
    `--priority ${rule.priority}`,
    `--direction ${rule.direction}`,
    `--access ${rule.access}`,
    `--protocol ${quote(rule.protocol)}`,
    `--source-address-prefixes ${quote(rule.source)}`,
    "--source-port-ranges '*'",
    `--destination-address-prefixes ${quote(rule.destination)}`,
    `--destination-port-ranges ${rule.ports.map(quote).join(' ')}`,
    `--description ${quote(rule.description)}`,
  ];
  return words.join(' \\\n  ');
}
