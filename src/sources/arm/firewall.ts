/** Azure Firewall, its policies and rule collections, and IP groups, from ARM's words to the model. */
import { msg } from '../../azure/message.js';
import type { FirewallRule, ResourceKind, RuleCollection } from '../../azure/model.js';
import { isUnknown, knownOr, mapValue, type Unknown, unknown, type Value } from '../../azure/value.js';
import {
  along,
  at,
  type Cursor,
  elements,
  flag,
  isAbsent,
  link,
  links,
  nameOf,
  oneOf,
  openness,
  requiredNumber,
  requiredText,
  text,
  texts,
} from './cursor.js';
import { locationOf, type Mapper, parentOf, type Subject } from './mapper.js';

const POLICY: readonly ResourceKind[] = ['firewallPolicies'];
const IP_GROUP: readonly ResourceKind[] = ['ipGroups'];

type Kind = RuleCollection['kind'];

/** `Microsoft.Network/azureFirewalls`, in a virtual network or a virtual hub, with classic collections (F15). */
export const azureFirewall: Mapper = (subject) => {
  const { base, body } = subject;
  const configurations = elements(at(body, 'ipConfigurations'));
  const virtualHub = link(at(body, 'virtualHub'), ['virtualHubs']);
  const subnets = configurations.items.flatMap((item) => links(at(item, 'subnet'), ['subnets']));
  const classic = CLASSIC.map(({ property, kind }) => classicCollections(subject, at(body, property), kind));
  const open = classic.find((collections) => collections.rest !== null)?.rest ?? null;
  const inHub =
    virtualHub === null ? [] : [text(along(body, 'hubIPAddresses', 'privateIPAddress')) ?? assigned(base.id)];
  // A configuration without a subnet only adds a public address.
  const inSubnet = configurations.items
    .filter((item) => !isAbsent(at(item, 'subnet')))
    .map((item) => text(at(item, 'privateIPAddress')) ?? assigned(base.id));
  return {
    firewalls: [
      {
        ...base,
        policy: link(at(body, 'firewallPolicy'), POLICY),
        privateIpAddresses:
          configurations.rest !== null && inHub.length === 0 ? configurations.rest : [...inSubnet, ...inHub],
        subnet: subnets[0] ?? configurations.rest,
        virtualHub,
        threatIntelMode: text(at(body, 'threatIntelMode')),
        dnsProxy: flag(along(body, 'additionalProperties', 'Network.DNS.EnableProxy')),
        ruleCollections: classic.flatMap((collections) => collections.items),
        ...(open === null ? {} : { otherRuleCollections: open }),
      },
    ],
  };
};

function assigned(id: string): Unknown {
  return unknown(msg`the private address of ${id} is assigned by Azure`);
}

const CLASSIC: readonly { readonly property: string; readonly kind: Kind }[] = [
  { property: 'natRuleCollections', kind: 'nat' },
  { property: 'networkRuleCollections', kind: 'network' },
  { property: 'applicationRuleCollections', kind: 'application' },
];

interface Collections {
  readonly items: readonly RuleCollection[];
  readonly rest: Unknown | null;
}

function classicCollections(subject: Subject, list: Cursor, kind: Kind): Collections {
  const { items, rest } = elements(list);
  return { rest, items: items.map((item) => collectionOf(subject, item, kind, elements(at(item, 'rules')))) };
}

function collectionOf(
  subject: Subject,
  item: Cursor,
  kind: Kind,
  rules: { readonly items: readonly Cursor[]; readonly rest: Unknown | null },
): RuleCollection {
  return {
    name: nameOf(item),
    kind,
    priority: requiredNumber(at(item, 'priority')),
    action: oneOf(along(item, 'action', 'type'), ['Allow', 'Deny', 'Dnat']),
    rules: rules.items.map((rule) => ruleOf(subject, rule, kind)),
    ...(rules.rest === null ? {} : { otherRules: rules.rest }),
    location: locationOf(subject, item),
  };
}

/** `Microsoft.Network/firewallPolicies`. */
export const firewallPolicy: Mapper = ({ base, body }) => {
  const certificate = along(body, 'transportSecurity', 'certificateAuthority');
  return {
    firewallPolicies: [
      {
        ...base,
        basePolicy: link(at(body, 'basePolicy'), POLICY),
        tier: text(along(body, 'sku', 'tier')),
        dnsProxy: flag(along(body, 'dnsSettings', 'enableProxy')),
        threatIntelMode: text(at(body, 'threatIntelMode')),
        tlsInspection: openness(certificate) ?? !isAbsent(certificate),
        ...(body.absent === undefined ? {} : { otherGroups: body.absent }),
      },
    ],
  };
};

/** `Microsoft.Network/firewallPolicies/ruleCollectionGroups`. */
export const ruleCollectionGroup: Mapper = (subject) => {
  const { base, body } = subject;
  const { items, rest } = elements(at(body, 'ruleCollections'));
  const collections = items.map((item) => policyCollections(subject, item));
  const open = rest ?? collections.find((one) => one.rest !== null)?.rest ?? null;
  return {
    ruleCollectionGroups: [
      {
        ...base,
        policy: parentOf(subject, 'firewallPolicies'),
        priority: requiredNumber(at(body, 'priority')),
        ruleCollections: collections.flatMap((one) => one.items),
        ...(open === null ? {} : { otherRuleCollections: open }),
      },
    ],
  };
};

/** The shape before 2020, `ruleGroups`, has rules of another form: that there is a group is known, what is in it is not. */
export const ruleGroup: Mapper = (subject) => ({
  ruleCollectionGroups: [
    {
      ...subject.base,
      policy: parentOf(subject, 'firewallPolicies'),
      priority: requiredNumber(at(subject.body, 'priority')),
      ruleCollections: [],
      otherRuleCollections: unknown(
        msg`${subject.base.id} is a rule group of an API version before 2020, which is not read`,
      ),
    },
  ],
});

const RULE_KINDS: ReadonlyMap<string, Kind> = new Map([
  ['natrule', 'nat'],
  ['networkrule', 'network'],
  ['applicationrule', 'application'],
]);

/**
 * A collection of a policy. What it is made of is told by its rules, not by itself: a filter collection holds network or application rules.
 * One that mixes them becomes two, since Azure Firewall asks all network rules before any application rule (F2).
 */
function policyCollections(subject: Subject, item: Cursor): Collections {
  const { items, rest } = elements(at(item, 'rules'));
  const byKind = new Map<Kind, Cursor[]>();
  let open = rest;
  for (const rule of items) {
    const type = requiredText(at(rule, 'ruleType'));
    const kind = isUnknown(type) ? undefined : RULE_KINDS.get(type.toLowerCase());
    if (kind === undefined)
      open = isUnknown(type) ? type : unknown(msg`${subject.base.id}: a rule of type ${type} is not read`);
    else byKind.set(kind, [...(byKind.get(kind) ?? []), rule]);
  }
  const nat = /nat/i.test(knownOr(text(at(item, 'ruleCollectionType')), null) ?? '');
  if (byKind.size === 0) byKind.set(nat ? 'nat' : 'network', []);
  // Rules whose kind is open can be of either kind, so both kinds say that there may be others.
  if (open !== null && !nat)
    for (const kind of ['network', 'application'] as const) byKind.set(kind, byKind.get(kind) ?? []);
  return {
    rest: null,
    items: [...byKind].map(([kind, rules]) => collectionOf(subject, item, kind, { items: rules, rest: open })),
  };
}

/** A rule of either generation: policy rules and classic rules differ in two names. */
function ruleOf(subject: Subject, rule: Cursor, kind: Kind): FirewallRule {
  const application = kind === 'application';
  const protocols = at(rule, 'ipProtocols');
  return {
    name: nameOf(rule),
    sourceAddresses: texts(at(rule, 'sourceAddresses')),
    sourceIpGroups: links(at(rule, 'sourceIpGroups'), IP_GROUP),
    protocols: application ? [] : texts(isAbsent(protocols) ? at(rule, 'protocols') : protocols),
    destinationAddresses: texts(at(rule, 'destinationAddresses')),
    destinationIpGroups: links(at(rule, 'destinationIpGroups'), IP_GROUP),
    destinationFqdns: texts(at(rule, application ? 'targetFqdns' : 'destinationFqdns')),
    destinationPorts: application ? [] : texts(at(rule, 'destinationPorts')),
    applicationProtocols: application ? applicationProtocols(at(rule, 'protocols')) : [],
    destinationUrls: texts(at(rule, 'targetUrls')),
    fqdnTags: texts(at(rule, 'fqdnTags')),
    webCategories: texts(at(rule, 'webCategories')),
    terminateTls: flag(at(rule, 'terminateTLS')),
    location: locationOf(subject, rule),
  };
}

/** Ports that a protocol has when none is said. */
const USUAL_PORTS: ReadonlyMap<string, number> = new Map([
  ['http', 80],
  ['https', 443],
  ['mssql', 1433],
]);

function applicationProtocols(list: Cursor): FirewallRule['applicationProtocols'] {
  const { items, rest } = elements(list);
  if (rest !== null) return rest;
  return items.map((item) => {
    const type = requiredText(at(item, 'protocolType'));
    const usual = isUnknown(type) ? undefined : USUAL_PORTS.get(type.toLowerCase());
    const port: Value<number> =
      usual !== undefined && isAbsent(at(item, 'port')) ? usual : requiredNumber(at(item, 'port'));
    return { type, port };
  });
}

/** `Microsoft.Network/ipGroups`. */
export const ipGroup: Mapper = ({ base, body }) => ({
  ipGroups: [{ ...base, addresses: mapValue(texts(at(body, 'ipAddresses')), (list) => list) }],
});
