/** Random folders: the same small networks, each said in one of the many ways that Terraform's language has for it. */
import {
  type Choices,
  choicesOf,
  fresh,
  list,
  localOf,
  number,
  openOr,
  quoted,
  text,
  truth,
  type Writer,
} from './generated-values.js';

interface Rule {
  readonly name: string;
  readonly priority: number;
  readonly access: 'Allow' | 'Deny';
  readonly direction: 'Outbound' | 'Inbound';
  readonly protocol: string;
  readonly ports: readonly string[];
  readonly to: string;
}

const TAGS = [
  ...(['*', 'Internet', 'Storage', 'Storage.WestEurope', 'AzureMachineLearning', 'AzureActiveDirectory'] as const),
  ...([
    'AzureResourceManager',
    'AzureFrontDoor.Frontend',
    'MicrosoftContainerRegistry',
    'BatchNodeManagement',
  ] as const),
  ...(['VirtualNetwork', 'AzureCloud', '0.0.0.0/0', '10.0.0.0/8', 'AzureMonitor'] as const),
] as const;

function rulesOf(choices: Choices): readonly Rule[] {
  const length = 1 + choices.int(5);
  return Array.from({ length }, (_, at) => ({
    name: `rule-${at}`,
    priority: 100 + choices.int(300) * 10 + at,
    access: at === length - 1 || choices.chance(0.3) ? 'Deny' : 'Allow',
    direction: choices.chance(0.15) ? 'Inbound' : 'Outbound',
    protocol: choices.of(['Tcp', '*', '*', 'Udp']),
    ports: choices.of<readonly string[]>([['*'], ['443'], ['80', '443'], ['0-65535'], ['443', '8787', '5831']]),
    to: choices.of(TAGS),
  }));
}

/** The arguments of a rule. @param of what each of them is, by name */
function ruleArguments(
  of: Readonly<Record<'name' | 'priority' | 'access' | 'direction' | 'protocol' | 'to', string>>,
  ports: string,
): string {
  return `
    name                       = ${of.name}
    priority                   = ${of.priority}
    direction                  = ${of.direction}
    access                     = ${of.access}
    protocol                   = ${of.protocol}
    source_port_range          = "*"
    ${ports}
    source_address_prefix      = "*"
    destination_address_prefix = ${of.to}
`;
}

function literalRule(w: Writer, rule: Rule): string {
  const [port, ...more] = rule.ports;
  const ports =
    more.length === 0
      ? `destination_port_range = ${text(w, port ?? '*')}`
      : `destination_port_ranges = ${list(w, rule.ports)}`;
  return ruleArguments(
    {
      name: quoted(rule.name),
      priority: number(w, rule.priority),
      direction: text(w, rule.direction),
      access: openOr(w, `azurerm_virtual_network.over.id == "x" ? "Allow" : "Deny"`, text(w, rule.access)),
      protocol: text(w, rule.protocol),
      to: openOr(w, 'azurerm_virtual_network.over.guid', text(w, rule.to)),
    },
    ports,
  );
}

/** The rules as a list of objects. */
function objects(w: Writer, rules: readonly Rule[]): string {
  const { choices } = w;
  const one = (rule: Rule, more = ''): string =>
    `{ name = ${quoted(rule.name)}, priority = ${number(w, rule.priority)}, access = ${text(w, rule.access)}, direction = ${text(w, rule.direction)}, protocol = ${text(w, rule.protocol)}, ports = [${rule.ports.map(quoted).join(', ')}], to = ${text(w, rule.to)}${more} }`;
  const plain = (some: readonly Rule[]): string => `[\n${some.map((rule) => `    ${one(rule)},\n`).join('')}  ]`;
  const type =
    'object({ name = string, priority = number, access = optional(string, "Allow"), direction = optional(string, "Outbound"), protocol = optional(string, "*"), ports = optional(list(string), ["*"]), to = string })';
  const half = choices.int(rules.length + 1);
  const ways: readonly [() => string, ...(() => string)[]] = [
    () => localOf(w, plain(rules)),
    () => localOf(w, `concat(${plain(rules.slice(0, half))}, ${plain(rules.slice(half))})`),
    () => localOf(w, `flatten([${plain(rules.slice(0, half))}, [${plain(rules.slice(half))}]])`),
    () =>
      localOf(
        w,
        `concat(${plain(rules)}, ${truth(w, false)} ? [${one({ name: 'never', priority: 4000, access: 'Deny', direction: 'Outbound', protocol: '*', ports: ['*'], to: '*' })}] : [])`,
      ),
    () =>
      `[for r in [${rules.map((rule) => one(rule, `, on = ${truth(w, true)}`)).join(', ')}, ${one({ name: 'off', priority: 4001, access: 'Deny', direction: 'Outbound', protocol: '*', ports: ['*'], to: '*' }, ', on = false')}] : r if r.on]`,
    () => localOf(w, `[for r in ${plain(rules)} : merge(r, { access = title(lower(r.access)) })]`),
    () => {
      const name = fresh(w, 'v');
      const items = rules.map((rule) => {
        const parts = [
          `name = ${quoted(rule.name)}`,
          `priority = ${quoted(String(rule.priority))}`,
          `to = ${quoted(rule.to)}`,
        ];
        if (rule.access !== 'Allow' || choices.chance(0.5)) parts.push(`access = ${quoted(rule.access)}`);
        if (rule.direction !== 'Outbound' || choices.chance(0.5)) parts.push(`direction = ${quoted(rule.direction)}`);
        if (rule.protocol !== '*' || choices.chance(0.5)) parts.push(`protocol = ${quoted(rule.protocol)}`);
        if (rule.ports.join() !== '*' || choices.chance(0.5))
          parts.push(`ports = [${rule.ports.map(quoted).join(', ')}]`);
        return `{ ${parts.join(', ')} }`;
      });
      w.blocks.push(`variable "${name}" {\n  type    = list(${type})\n  default = [${items.join(', ')}]\n}`);
      return `var.${name}`;
    },
    () => {
      const name = `${fresh(w, 'f')}.yaml`;
      const lines = rules.map(
        (rule) =>
          `- name: ${rule.name}\n  priority: ${rule.priority}\n  access: ${rule.access}\n  direction: ${rule.direction}\n  protocol: "${rule.protocol}"\n  ports: [${rule.ports.map(quoted).join(', ')}]\n  to: "${rule.to}"\n`,
      );
      w.files.set(name, lines.join(''));
      return localOf(w, `yamldecode(file("\${path.module}/${name}"))`);
    },
    () => {
      const name = `${fresh(w, 'f')}.csv`;
      const lines = rules.map(({ ports, ...rule }) => [...Object.values(rule), ports.join(';')].join(','));
      w.files.set(name, ['name,priority,access,direction,protocol,to,ports', ...lines].join('\n'));
      return localOf(
        w,
        `[for r in csvdecode(file("\${path.module}/${name}")) : merge(r, { ports = split(";", r.ports) })]`,
      );
    },
  ];
  return choices.of(ways)();
}

const FROM = (item: string) =>
  ruleArguments(
    {
      name: `${item}.name`,
      priority: `${item}.priority`,
      direction: `${item}.direction`,
      access: `${item}.access`,
      protocol: `${item}.protocol`,
      to: `${item}.to`,
    },
    `destination_port_range = length(${item}.ports) == 1 ? one(${item}.ports) : null
    destination_port_ranges = length(${item}.ports) == 1 ? null : ${item}.ports`,
  );

/** A rule as an attribute: it has every name of the schema. */
const WHOLE = `    name = r.name
    description = null
    priority = r.priority
    direction = r.direction
    access = r.access
    protocol = r.protocol
    source_port_range = "*"
    source_port_ranges = null
    destination_port_range = null
    destination_port_ranges = r.ports == ["*"] ? ["0-65535"] : r.ports
    source_address_prefix = "*"
    source_address_prefixes = null
    source_application_security_group_ids = null
    destination_address_prefix = r.to
    destination_address_prefixes = null
    destination_application_security_group_ids = null
`;

/** A group with its rules in one of the places where they may stand. @returns what refers to the group */
function group(w: Writer, rules: readonly Rule[], context: string, where: string): string {
  const { choices } = w;
  const name = fresh(w, 'g');
  const address = `azurerm_network_security_group.${name}`;
  const repeated = choices.of(['', '', 'count', 'for_each'] as const);
  const meta =
    repeated === 'count'
      ? `count = ${truth(w, true)} ? 1 : 0\n  `
      : repeated === 'for_each'
        ? `for_each = toset(${list(w, ['one'])})\n  `
        : '';
  const self = repeated === 'count' ? `${address}[0]` : repeated === 'for_each' ? `${address}["one"]` : address;
  const declare = (body: string): void => {
    w.blocks.push(
      `resource "azurerm_network_security_group" "${name}" {\n  ${meta}name = "${name}"\n  ${context}\n${body}}`,
    );
  };
  const separate = (more: string, body: string): void => {
    w.blocks.push(
      `resource "azurerm_network_security_rule" "${fresh(w, 'r')}" {\n  ${more}${body}\n  ${where}\n  network_security_group_name = ${self}.name\n}`,
    );
  };
  const ways: readonly [() => void, ...(() => void)[]] = [
    () => declare(rules.map((rule) => `  security_rule {${literalRule(w, rule)}  }\n`).join('')),
    () =>
      declare(
        `  dynamic "security_rule" {\n    for_each = ${objects(w, rules)}\n    content {${FROM('security_rule.value')}    }\n  }\n`,
      ),
    () =>
      declare(
        `  dynamic "security_rule" {\n    for_each = { for r in ${objects(w, rules)} : r.name => r }\n    iterator = it\n    content {${FROM('it.value')}    }\n  }\n`,
      ),
    () =>
      declare(
        rules
          .map(
            (rule) =>
              `  dynamic "security_rule" {\n    for_each = ${truth(w, true)} ? [1] : []\n    content {${literalRule(w, rule)}    }\n  }\n`,
          )
          .join(''),
      ),
    () => declare(`  security_rule = [for r in ${objects(w, rules)} : {\n${WHOLE}  }]\n`),
    () => {
      declare('');
      for (const rule of rules) separate('', literalRule(w, rule));
    },
    () => {
      declare('');
      separate(`for_each = { for r in ${objects(w, rules)} : r.name => r }\n`, FROM('each.value'));
    },
    () => {
      declare('');
      const items = localOf(w, objects(w, rules));
      separate(`count = length(${items})\n`, FROM(`${items}[count.index]`));
    },
    () => {
      declare('');
      for (const rule of rules) separate(`count = ${truth(w, true)} ? 1 : 0\n`, literalRule(w, rule));
    },
  ];
  choices.of(ways)();
  if (repeated === 'count') return choices.of([self, `one(${address}[*])`, `${address}.0`, `element(${address}, 0)`]);
  return repeated === 'for_each' ? choices.of([self, `values(${address})[0]`, `${address}[tostring("one")]`]) : self;
}

/** The id of a group that is made here or in a module of its own. */
function groupId(w: Writer, rules: readonly Rule[]): string {
  const { choices } = w;
  if (choices.chance(0.6)) {
    const direct = group(w, rules, CONTEXT, WHERE);
    return choices.chance(0.3) ? localOf(w, `${direct}.id`) : `${direct}.id`;
  }
  const name = fresh(w, 'm');
  const inner: Writer = { choices, blocks: [], files: new Map(), prefix: '', count: 0 };
  const isHanded = choices.chance(0.5);
  const handed = isHanded ? objects(w, rules) : '';
  inner.blocks.push('variable "rg" {}');
  if (isHanded) inner.blocks.push('variable "rules" {}');
  const place = 'resource_group_name = var.rg.name';
  const made = isHanded
    ? moduleGroup(inner, choices)
    : group(inner, rules, `location = var.rg.location\n  ${place}`, place);
  inner.blocks.push(`output "ids" {\n  value = { group = ${made}.id }\n}`);
  w.files.set(`${name}/main.tf`, inner.blocks.join('\n'));
  for (const [file, content] of inner.files) w.files.set(`${name}/${file}`, content);
  const repeated = choices.of(['', '', 'count', 'for_each'] as const);
  const meta = repeated === 'count' ? 'count = 1\n  ' : repeated === 'for_each' ? 'for_each = { a = 1 }\n  ' : '';
  w.blocks.push(
    `module "${name}" {\n  source = "./${name}"\n  ${meta}rg = azurerm_resource_group.rg\n${isHanded ? `  rules = ${handed}\n` : ''}}`,
  );
  const at = repeated === 'count' ? '[0]' : repeated === 'for_each' ? '["a"]' : '';
  return `module.${name}${at}.ids${choices.of(['.group', '["group"]'])}`;
}

/** A group in a module that is handed its rules. */
function moduleGroup(w: Writer, choices: Choices): string {
  const body = choices.chance(0.5)
    ? `  dynamic "security_rule" {\n    for_each = var.rules\n    content {${FROM('security_rule.value')}    }\n  }\n`
    : '';
  w.blocks.push(
    `resource "azurerm_network_security_group" "g" {\n  name = "g"\n  location = var.rg.location\n  resource_group_name = var.rg.name\n${body}}`,
  );
  if (body === '')
    w.blocks.push(
      `resource "azurerm_network_security_rule" "r" {\n  for_each = { for r in var.rules : r.name => r }\n${FROM('each.value')}  resource_group_name = var.rg.name\n  network_security_group_name = azurerm_network_security_group.g.name\n}`,
    );
  return 'azurerm_network_security_group.g';
}

const WHERE = 'resource_group_name = azurerm_resource_group.rg.name';
const CONTEXT = `location = azurerm_resource_group.rg.location\n  ${WHERE}`;

/** One network: subnets with their groups, and compute in them. */
function network(w: Writer): void {
  const { choices } = w;
  const v = fresh(w, 'n');
  const space = localOf(w, text(w, '10.0.0.0/16'));
  w.blocks.push(
    `resource "azurerm_virtual_network" "${v}" {\n  name = "${v}"\n  ${CONTEXT}\n  address_space = [${space}]\n}`,
  );
  const s = fresh(w, 's');
  const keys = choices.of<readonly string[]>([['a'], ['a', 'b']]);
  const form = choices.of(['single', 'for_each', 'count'] as const);
  const meta =
    form === 'single'
      ? ''
      : form === 'count'
        ? `count = length(${list(w, keys)})\n  `
        : `for_each = { ${keys.map((key, at) => `${key} = ${at}`).join(', ')} }\n  `;
  const index = form === 'single' ? '0' : form === 'count' ? 'count.index' : 'each.value';
  w.blocks.push(
    `resource "azurerm_subnet" "${s}" {\n  ${meta}name = "${s}-\${${index}}"\n  ${WHERE}\n  virtual_network_name = azurerm_virtual_network.${v}.name\n  address_prefixes = [cidrsubnet(${choices.of([space, `one(azurerm_virtual_network.${v}.address_space)`, `tolist(azurerm_virtual_network.${v}.address_space)[0]`])}, 8, ${index})]\n}`,
  );
  const places = form === 'single' ? [''] : keys.map((key, at) => (form === 'count' ? `[${at}]` : `["${key}"]`));
  const isOverSet = form === 'for_each' && choices.chance(0.5);
  const ids = (isOverSet ? [''] : places).map(() => groupId(w, rulesOf(choices)));
  if (isOverSet) {
    const names = localOf(w, `[for key in ${list(w, keys)} : { subnet = key }]`);
    const set = `toset(${choices.of([`${names}[*].subnet`, `[for x in ${names} : x.subnet]`, `distinct(${names}[*].subnet)`])})`;
    const each = choices.of(['each.value', 'each.key', '(each.value)', `"\${each.value}"`]);
    w.blocks.push(
      `resource "azurerm_subnet_network_security_group_association" "${fresh(w, 'a')}" {\n  for_each = ${choices.of([set, localOf(w, set)])}\n  subnet_id = azurerm_subnet.${s}[${each}].id\n  network_security_group_id = ${ids[0]}\n}`,
    );
  } else
    for (const [at, place] of places.entries())
      w.blocks.push(
        `resource "azurerm_subnet_network_security_group_association" "${fresh(w, 'a')}" {\n  subnet_id = azurerm_subnet.${s}${place}.id\n  network_security_group_id = ${ids[at]}\n}`,
      );
  if (choices.chance(0.3)) routes(w, s, places[0] ?? '');
  else if (choices.chance(0.5)) throughFirewall(w, s, v, space, places[0] ?? '');
  compute(w, s, form, places);
}

function routes(w: Writer, s: string, place: string): void {
  const { choices } = w;
  const t = fresh(w, 't');
  const hop = choices.of(['Internet', 'None', 'VirtualNetworkGateway'] as const);
  const route = `name = "d"\n    address_prefix = ${text(w, choices.of(['0.0.0.0/0', 'Storage.WestEurope', 'AzureMachineLearning']))}\n    next_hop_type = ${text(w, hop)}\n`;
  const isInline = choices.chance(0.5);
  w.blocks.push(
    `resource "azurerm_route_table" "${t}" {\n  name = "${t}"\n  ${CONTEXT}\n${isInline ? `  route {\n    ${route}  }\n` : ''}}`,
    `resource "azurerm_subnet_route_table_association" "${t}" {\n  subnet_id = azurerm_subnet.${s}${place}.id\n  route_table_id = azurerm_route_table.${t}.id\n}`,
  );
  if (!isInline)
    w.blocks.push(
      `resource "azurerm_route" "${t}" {\n  count = ${truth(w, true)} ? 1 : 0\n  ${route}  ${WHERE}\n  route_table_name = azurerm_route_table.${t}.name\n}`,
    );
}

/** Everything goes through a firewall of the same network, which has a policy or rules of its own. */
function throughFirewall(w: Writer, s: string, v: string, space: string, place: string): void {
  const { choices } = w;
  const f = fresh(w, 'f');
  const subnet = `azurerm_subnet.${f}`;
  const isClassic = choices.chance(0.4);
  w.blocks.push(
    `resource "azurerm_subnet" "${f}" {\n  name = ${text(w, 'AzureFirewallSubnet')}\n  ${WHERE}\n  virtual_network_name = azurerm_virtual_network.${v}.name\n  address_prefixes = [cidrsubnet(${space}, 10, 1000)]\n}`,
    `resource "azurerm_public_ip" "${f}" {\n  name = "${f}"\n  ${CONTEXT}\n  allocation_method = "Static"\n}`,
    `resource "azurerm_firewall" "${f}" {\n  name = "${f}"\n  ${CONTEXT}\n  sku_name = "AZFW_VNet"\n  sku_tier = "Standard"\n${isClassic ? '' : `  firewall_policy_id = azurerm_firewall_policy.${f}.id\n`}  ip_configuration {\n    name = "c"\n    subnet_id = ${subnet}.id\n    public_ip_address_id = azurerm_public_ip.${f}.id\n  }\n}`,
    `resource "azurerm_route_table" "${f}" {\n  name = "${f}"\n  ${CONTEXT}\n  route {\n    name = "d"\n    address_prefix = "0.0.0.0/0"\n    next_hop_type = ${text(w, 'VirtualAppliance')}\n    next_hop_in_ip_address = ${choices.of([`azurerm_firewall.${f}.ip_configuration[0].private_ip_address`, localOf(w, `one(azurerm_firewall.${f}.ip_configuration[*].private_ip_address)`)])}\n  }\n}`,
    `resource "azurerm_subnet_route_table_association" "${f}" {\n  subnet_id = azurerm_subnet.${s}${place}.id\n  route_table_id = azurerm_route_table.${f}.id\n}`,
  );
  const tags = list(w, [choices.of(['AzureActiveDirectory', 'Storage.WestEurope', '*']), 'AzureMachineLearning']);
  const hosts = list(w, choices.of<readonly string[]>([['*.anaconda.com', 'anaconda.com'], ['*'], ['pypi.org']]));
  const rule = `name = "n"\n      protocols = ${list(w, ['TCP', 'UDP'])}\n      source_addresses = ["*"]\n      destination_addresses = ${tags}\n      destination_ports = ${list(w, ['443', '80'])}\n`;
  const action = choices.of(['Allow', 'Allow', 'Deny']);
  if (isClassic) {
    w.blocks.push(
      `resource "azurerm_firewall_network_rule_collection" "${f}" {\n  name = "n"\n  azure_firewall_name = azurerm_firewall.${f}.name\n  ${WHERE}\n  priority = ${number(w, 200)}\n  action = ${text(w, action)}\n  rule {\n      ${rule}  }\n}`,
      `resource "azurerm_firewall_application_rule_collection" "${f}" {\n  count = ${truth(w, true)} ? 1 : 0\n  name = "a"\n  azure_firewall_name = azurerm_firewall.${f}.name\n  ${WHERE}\n  priority = 300\n  action = "Allow"\n  rule {\n    name = "a"\n    source_addresses = ["*"]\n    target_fqdns = ${hosts}\n    protocol {\n      port = ${number(w, 443)}\n      type = "Https"\n    }\n  }\n}`,
    );
    return;
  }
  w.blocks.push(
    `resource "azurerm_firewall_policy" "${f}" {\n  name = "${f}"\n  ${CONTEXT}\n}`,
    `resource "azurerm_firewall_policy_rule_collection_group" "${f}" {\n  name = "g"\n  firewall_policy_id = azurerm_firewall_policy.${f}.id\n  priority = ${number(w, 500)}\n  dynamic "network_rule_collection" {\n    for_each = ${truth(w, true)} ? { n = ${number(w, 400)} } : {}\n    content {\n      name = network_rule_collection.key\n      priority = network_rule_collection.value\n      action = ${text(w, action)}\n      dynamic "rule" {\n        for_each = [for x in ${tags} : [x]]\n        content {\n          name = "r\${rule.key}"\n          protocols = ["TCP"]\n          source_addresses = ["*"]\n          destination_addresses = rule.value\n          destination_ports = ["443", "80"]\n        }\n      }\n    }\n  }\n  application_rule_collection {\n    name = "a"\n    priority = 600\n    action = "Allow"\n    rule {\n      name = "a"\n      source_addresses = ["*"]\n      destination_fqdns = ${hosts}\n      protocols {\n        port = 443\n        type = "Https"\n      }\n    }\n  }\n}`,
  );
}

function compute(w: Writer, s: string, form: 'single' | 'for_each' | 'count', places: readonly string[]): void {
  const { choices } = w;
  const c = fresh(w, 'c');
  const subnet = `azurerm_subnet.${s}`;
  const rest = `machine_learning_workspace_id = azurerm_machine_learning_workspace.w.id
  location = azurerm_resource_group.rg.location
  vm_priority = "Dedicated"
  vm_size = "STANDARD_D4S_V3"
  node_public_ip_enabled = ${truth(w, false)}
  scale_settings {
    min_node_count = 0
    max_node_count = 1
    scale_down_nodes_after_idle_duration = "PT30M"
  }`;
  const declare = (meta: string, id: string): void => {
    w.blocks.push(
      `resource "azurerm_machine_learning_compute_cluster" "${c}" {\n  ${meta}name = "${c}"\n  subnet_resource_id = ${id}\n  ${rest}\n}`,
    );
  };
  const first = `${subnet}${places[0] ?? ''}`;
  const ways: [() => void, ...(() => void)[]] = [
    () => declare('', `${first}.id`),
    () => declare('', localOf(w, `${first}.id`)),
    () => declare('', `(${truth(w, true)} ? ${first}.id : null)`),
    () => declare('', `{ x = ${first}.id }["x"]`),
    () => declare('', `coalesce(${first}.id, "x")`),
    () => declare('', `one([${first}.id])`),
    () => declare(`count = ${truth(w, true)} ? 1 : 0\n  `, `${first}.id`),
  ];
  if (form === 'for_each')
    ways.push(
      () => declare(`for_each = ${subnet}\n  `, 'each.value.id'),
      () => declare(`for_each = toset(keys(${subnet}))\n  `, `${subnet}[each.key].id`),
      () => declare(`for_each = { for k, v in ${subnet} : k => v.id if k != "b" }\n  `, 'each.value'),
    );
  if (form === 'count')
    ways.push(
      () => declare(`count = length(${subnet})\n  `, `${subnet}[count.index].id`),
      () => declare('', `(${subnet}[*].id)[${places.length - 1}]`),
      () => declare('', `(${subnet}.*.id)[0]`),
      () => declare('', `element(${subnet}[*].id, 0)`),
    );
  choices.of(ways)();
}

/**
 * A folder with several networks that have nothing to do with one another.
 * @returns the content of its files, by name
 */
export function generatedFolder(seed: number, networks: number): ReadonlyMap<string, string> {
  const choices = choicesOf(seed);
  const files = new Map<string, string>();
  for (let at = 0; at < networks; at++) {
    const w: Writer = { choices, blocks: [], files, prefix: `x${at}`, count: 0 };
    network(w);
    files.set(`network${at}.tf`, `${w.blocks.join('\n\n')}\n`);
  }
  files.set('main.tf', FIXED);
  overrides(choices, files);
  return files;
}

/** Files that say more of what others declare: values of variables, and blocks laid over blocks. */
function overrides(choices: Choices, files: Map<string, string>): void {
  const given = choices.of(['terraform.tfvars', 'x.auto.tfvars', 'terraform.tfvars.json', 'x.auto.tfvars.json']);
  files.set(
    given,
    given.endsWith('json') ? '{ "from_file": "Deny", "shift": 7 }' : 'from_file = "Deny"\nshift = "7"\n',
  );
  files.set(
    'variables.tf.json',
    '{ "variable": { "from_file": { "default": "Allow" }, "shift": { "type": "number" } } }',
  );
  files.set(
    'last_override.tf',
    `resource "azurerm_network_security_group" "over" {\n  security_rule {${ruleArguments(
      {
        name: '"over"',
        priority: '4000 + var.shift',
        direction: '"Outbound"',
        access: 'var.from_file',
        protocol: '"*"',
        to: '"*"',
      },
      'destination_port_range = "*"',
    )}  }\n}\n`,
  );
  files.set(
    'over.tf.json',
    JSON.stringify({
      resource: {
        azurerm_network_security_group: {
          over: {
            name: 'over',
            location: `\${azurerm_resource_group.rg.location}`,
            resource_group_name: `\${azurerm_resource_group.rg.name}`,
            security_rule: [],
          },
        },
        azurerm_virtual_network: {
          over: {
            name: 'over',
            location: 'westeurope',
            resource_group_name: 'rg',
            address_space: ['10.9.0.0/16'],
            subnet: [],
          },
        },
        azurerm_subnet: {
          over: {
            name: `\${join("-", [for x in ["s", "over"] : x])}`,
            resource_group_name: 'rg',
            virtual_network_name: `\${azurerm_virtual_network.over.name}`,
            address_prefixes: ['10.9.1.0/24'],
          },
        },
        azurerm_subnet_network_security_group_association: {
          over: [
            {
              subnet_id: `\${azurerm_subnet.over.id}`,
              network_security_group_id: `\${azurerm_network_security_group.over.id}`,
            },
          ],
        },
        azurerm_machine_learning_compute_instance: {
          over: {
            name: 'over',
            machine_learning_workspace_id: `\${azurerm_machine_learning_workspace.w.id}`,
            virtual_machine_size: 'STANDARD_D4S_V3',
            subnet_resource_id: `\${azurerm_subnet.over.id}`,
          },
        },
      },
    }),
  );
}

const ID = '/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/x/providers';
const FIXED = `
terraform {
  required_providers {
    azurerm = { source = "hashicorp/azurerm", version = "~> 4.0" }
  }
}
provider "azurerm" {
  features {}
}
resource "azurerm_resource_group" "rg" {
  name     = "rg"
  location = "West Europe"
}
resource "azurerm_machine_learning_workspace" "w" {
  name                    = "w"
  location                = azurerm_resource_group.rg.location
  resource_group_name     = azurerm_resource_group.rg.name
  application_insights_id = "${ID}/Microsoft.Insights/components/a"
  key_vault_id            = "${ID}/Microsoft.KeyVault/vaults/a"
  storage_account_id      = "${ID}/Microsoft.Storage/storageAccounts/a"
  identity {
    type = "SystemAssigned"
  }
}
`;
