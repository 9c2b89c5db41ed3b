// Processor time of `fix` and of the remedies in a report, for a folder of .tf files with more and more gaps: `node benchmarks/remedies.mjs [GROUPS ...]`.
// Wants build/: `npx tsc -p tsconfig.build.json --outDir build`. Every figure is taken in a process of its own: the work is linear where the time per
// group does not grow. Reading the folder is measured apart.

import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const SELF = fileURLToPath(import.meta.url);
const BUILD = path.join(path.dirname(SELF), '..', 'build');
const SIZES = [50, 100, 200, 400];

/** Who denies, and how it is written. */
const SHAPES = {
  groups: 'a group for each subnet, rules inside',
  separate: 'a group for each subnet, rules of their own',
  'for-each': 'groups of one block',
  modules: 'groups of a module called for each',
  firewall: 'one firewall for all subnets',
  policies: 'a firewall and a policy for each subnet',
  routes: 'a route to nowhere for each subnet',
};

const RULE = (name, priority, access, to) => `
    name                       = "${name}"
    priority                   = ${priority}
    direction                  = "Outbound"
    access                     = "${access}"
    protocol                   = "*"
    source_port_range          = "*"
    destination_port_range     = "*"
    source_address_prefix      = "*"
    destination_address_prefix = "${to}"`;

const RULES = [RULE('allow-sql', 100, 'Allow', 'Sql'), RULE('deny-internet', 4000, 'Deny', 'Internet')];
const PLACE = '\n  location            = "westeurope"\n  resource_group_name = "rg"';

if (process.argv[2] === '--run')
  process.stdout.write(JSON.stringify(await run(process.argv[3], Number(process.argv[4]))));
else main(process.argv.slice(2));

function main(words) {
  const shapes = words.filter((word) => Object.hasOwn(SHAPES, word));
  const given = words.filter((word) => !shapes.includes(word)).map(Number);
  if (given.some((count) => !Number.isInteger(count) || count < 1)) {
    console.error(`usage: node benchmarks/remedies.mjs [GROUPS ...] [${Object.keys(SHAPES).join('|')} ...]`);
    process.exit(2);
  }
  const sizes = given.length === 0 ? SIZES : given;
  const cpus = os.cpus();
  console.log(`Node ${process.version} on ${cpus.length} x ${cpus[0]?.model ?? 'unknown'}; processor time\n`);
  console.log(
    ['', 'subnets', 'gaps', 'reading', 'fix', 'for each', 'x', 'remedies', 'for each', 'x'].map(cell).join(''),
  );
  for (const shape of shapes.length === 0 ? Object.keys(SHAPES) : shapes) {
    console.log(SHAPES[shape]);
    let before = null;
    for (const count of sizes) {
      const child = spawnSync(process.execPath, [SELF, '--run', shape, String(count)], { encoding: 'utf8' });
      if (child.status !== 0) throw new Error(child.stderr);
      const now = JSON.parse(child.stdout);
      const each = (ms) => `${(ms / count).toFixed(2)} ms`;
      const ratio = (name) => (before === null ? '' : (now[name] / count / (before[name] / before.count)).toFixed(2));
      const { gaps, readMs, fixMs, reportMs } = now;
      const times = [readMs, fixMs].map((ms) => `${Math.round(ms)} ms`);
      const row = ['', count, gaps, ...times, each(fixMs), ratio('fixMs')];
      console.log([...row, `${Math.round(reportMs)} ms`, each(reportMs), ratio('reportMs')].map(cell).join(''));
      before = { ...now, count };
    }
  }
}

function cell(text) {
  return String(text).padStart(11);
}

async function run(shape, count) {
  const load = (name) => import(pathToFileURL(path.join(BUILD, name)).href);
  const [{ fix }, { printFix }, { check }, { loadInputs }, { parseSettings }] = await Promise.all(
    ['fix.js', 'fix/print.js', 'check.js', 'inputs.js', 'settings/parse.js'].map(load),
  );
  const cwd = mkdtempSync(path.join(os.tmpdir(), 'remedies-'));
  try {
    for (const [name, text] of Object.entries(filesOf(shape, count))) {
      mkdirSync(path.dirname(path.join(cwd, name)), { recursive: true });
      writeFileSync(path.join(cwd, name), text);
    }
    const given = (text) => ({ texts: [text], place: null });
    const settings = parseSettings(
      new Map([
        ['files', given('.')],
        ['region', given('westeurope')],
        ['hbi', given('false')],
        ['features', given('none')],
      ]),
    );
    const io = { cwd, within: null };
    await loadInputs(settings, io);
    const readMs = await timed(() => loadInputs(settings, io));
    let gaps = 0;
    const fixMs = await timed(async () => {
      const result = await fix(settings, io, 'all', cwd);
      printFix(result, null, true);
      if (result.closed !== result.gaps || result.byHand.length > 0)
        throw new Error(`${result.closed} of ${result.gaps}`);
      gaps = result.gaps;
    });
    const reportMs = await timed(() => check(settings, io));
    return { gaps, readMs, fixMs: fixMs - readMs, reportMs: reportMs - readMs };
  } finally {
    rmSync(cwd, { recursive: true, force: true });
  }
}

async function timed(what) {
  const before = process.cpuUsage();
  await what();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

function filesOf(shape, count) {
  const all = Array.from({ length: count }, (_, i) => i);
  const network = `resource "azurerm_virtual_network" "net" {
  name                = "vnet"${PLACE}
  address_space       = ["10.0.0.0/8"]
}
`;
  const subnet = (label, name, prefix, loop = '') => `
resource "azurerm_subnet" "${label}" {${loop}
  name                 = ${name}
  resource_group_name  = "rg"
  virtual_network_name = azurerm_virtual_network.net.name
  address_prefixes     = [${prefix}]
}
`;
  const subnets = all.map((i) => subnet(`s${i}`, `"s${i}"`, `"${prefixOf(i)}"`));
  const join = (kind, i, target, loop = '') => `
resource "azurerm_subnet_${kind}_association" "a${i}" {${loop}
  subnet_id = azurerm_subnet.s${i}.id
  ${kind}_id = ${target}
}
`;
  const inside = RULES.map((rule) => `\n  security_rule {${rule}\n  }\n`).join('');
  const group = (label, name, rules, loop = '') => `
resource "azurerm_network_security_group" "${label}" {${loop}
  name                = ${name}${PLACE}
${rules}}
`;
  const nsg = 'network_security_group';
  switch (shape) {
    case 'groups':
      return {
        'main.tf': [
          network,
          ...subnets,
          ...all.map((i) => group(`g${i}`, `"g${i}"`, inside)),
          ...all.map((i) => join(nsg, i, `azurerm_${nsg}.g${i}.id`)),
        ].join(''),
      };
    case 'separate': {
      const own = (i) =>
        RULES.map(
          (rule, r) => `
resource "azurerm_network_security_rule" "r${i}_${r}" {
  resource_group_name         = "rg"
  network_security_group_name = azurerm_network_security_group.g${i}.name${rule}
}
`,
        ).join('');
      return {
        'main.tf': [
          network,
          ...subnets,
          ...all.map((i) => group(`g${i}`, `"g${i}"`, '') + own(i)),
          ...all.map((i) => join(nsg, i, `azurerm_${nsg}.g${i}.id`)),
        ].join(''),
      };
    }
    case 'for-each': {
      const loop = '\n  for_each = local.all';
      return {
        'main.tf': [
          `locals {\n  all = {\n${all.map((i) => `    s${i} = "${prefixOf(i)}"\n`).join('')}  }\n}\n`,
          network,
          subnet('s', 'each.key', 'each.value', loop),
          group('g', 'each.key', inside, loop),
          `
resource "azurerm_subnet_network_security_group_association" "a" {${loop}
  subnet_id                 = azurerm_subnet.s[each.key].id
  network_security_group_id = azurerm_network_security_group.g[each.key].id
}
`,
        ].join(''),
      };
    }
    case 'modules':
      return {
        'main.tf': [
          network,
          ...subnets,
          ...all.map((i) => `\nmodule "g${i}" {\n  source = "./group"\n  name   = "g${i}"\n}\n`),
          ...all.map((i) => join(nsg, i, `module.g${i}.id`)),
        ].join(''),
        'group/main.tf': `variable "name" {}\n${group('g', 'var.name', inside)}\noutput "id" {\n  value = azurerm_network_security_group.g.id\n}\n`,
      };
    case 'firewall':
    case 'policies': {
      const hubs = shape === 'firewall' ? [0] : all;
      return {
        'main.tf': [
          network,
          ...subnets,
          ...hubs.map(
            (i) => `
resource "azurerm_firewall_policy" "p${i}" {
  name                = "p${i}"${PLACE}
}

resource "azurerm_firewall_policy_rule_collection_group" "c${i}" {
  name               = "c${i}"
  firewall_policy_id = azurerm_firewall_policy.p${i}.id
  priority           = 200

  network_rule_collection {
    name     = "tags"
    priority = 200
    action   = "Allow"

    rule {
      name                  = "sql"
      protocols             = ["TCP"]
      source_addresses      = ["10.0.0.0/8"]
      destination_addresses = ["Sql"]
      destination_ports     = ["1433"]
    }
  }
}

resource "azurerm_firewall" "f${i}" {
  name                = "f${i}"${PLACE}
  sku_name            = "AZFW_VNet"
  sku_tier            = "Standard"
  firewall_policy_id  = azurerm_firewall_policy.p${i}.id

  ip_configuration {
    name = "primary"
  }
}

resource "azurerm_route_table" "t${i}" {
  name                = "t${i}"${PLACE}

  route {
    name                   = "default"
    address_prefix         = "0.0.0.0/0"
    next_hop_type          = "VirtualAppliance"
    next_hop_in_ip_address = azurerm_firewall.f${i}.ip_configuration[0].private_ip_address
  }
}
`,
          ),
          ...all.map((i) => join('route_table', i, `azurerm_route_table.t${shape === 'firewall' ? 0 : i}.id`)),
        ].join(''),
      };
    }
    default:
      return {
        'main.tf': [
          network,
          ...subnets,
          ...all.map(
            (i) => `
resource "azurerm_route_table" "t${i}" {
  name                = "t${i}"${PLACE}

  route {
    name           = "default"
    address_prefix = "0.0.0.0/0"
    next_hop_type  = "None"
  }
}
`,
          ),
          ...all.map((i) => join('route_table', i, `azurerm_route_table.t${i}.id`)),
        ].join(''),
      };
  }
}

function prefixOf(i) {
  return `10.${1 + Math.floor(i / 250)}.${i % 250}.0/24`;
}
