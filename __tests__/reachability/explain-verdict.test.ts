/** Which explanation a finding gets, and who decided in it: one line for each way in which traffic is let through, stopped, or left open. */
import { describe, expect, it } from '@jest/globals';
import type { Network } from '../../src/azure/model.js';
import type { Value } from '../../src/azure/value.js';
import type { Requirement } from '../../src/requirements/requirement.js';
import {
  applicationRule,
  behindFirewall,
  collection,
  compute,
  firewall,
  fromTag,
  group,
  judge,
  network,
  networkInterface,
  networkRule,
  OPEN,
  policy,
  ports,
  route,
  rule,
  ruleCollectionGroup,
  toHost,
  toTag,
  training,
  virtualNetwork,
  workspace,
} from './builders.js';

const storage = toTag('Storage.westus2');
const pypi = toHost('pypi.org');
const inbound = fromTag('AzureMachineLearning', '44224');
const udp = toTag('AzureMachineLearning', '5831', { protocol: 'udp' });
const registry = toTag('MicrosoftContainerRegistry', '443', {
  standIns: [
    { host: 'mcr.microsoft.com', ports: ports('443') },
    { host: '*.data.mcr.microsoft.com', ports: ports('443') },
  ],
});
const denyAll = rule(4096, 'Deny Outbound * * -> *');
const allowStorage = rule(100, 'Allow Outbound Tcp * -> Storage@443');
const openStorage = collection(100, 'Allow network', [networkRule('TCP * -> Storage@443')]);
const managed = (isolationMode: Value<string>, given: Parameters<typeof workspace>[0] = {}) =>
  network({ workspaces: [workspace({ isolationMode, ...given })] });
const approved = {
  outboundRules: [{ name: 'pypi', location: null, destination: { type: 'FQDN', fqdn: 'pypi.org' } }],
} as const;

/** What happens, where, what is asked, the kind of explanation, and what else it says. */
type Row = readonly [what: string, all: Network, asked: Requirement, kind: string, rest?: object, scope?: string];

const allowed: readonly Row[] = [
  [
    'a rule',
    training({ rules: [allowStorage, denyAll] }),
    storage,
    'allowed-by-rule',
    { by: { rule: 'Allow100', priority: 100 } },
  ],
  [
    'a default rule (N4)',
    training({ rules: [] }),
    storage,
    'allowed-by-default-rule',
    { by: { rule: 'AllowInternetOutBound' } },
  ],
  [
    'a rule for the Internet, for a host',
    training({ rules: [rule(100, 'Allow Outbound Tcp * -> Internet@443'), denyAll] }),
    pypi,
    'host-allowed-as-internet',
  ],
  [
    'no group (N7)',
    training({ subnet: { natGateway: { key: 'nat' } }, natGateways: [virtualNetwork({ key: 'nat' })] }),
    storage,
    'no-group',
    { scope: 'training' },
  ],
  [
    'two rules of one group together',
    training({
      rules: [
        rule(100, 'Allow Outbound Tcp * -> AzureActiveDirectory@80'),
        rule(110, 'Allow Outbound Tcp * -> AzureActiveDirectory@443'),
        denyAll,
      ],
    }),
    toTag('AzureActiveDirectory', '80,443'),
    'allowed-together',
    { by: [{ rule: 'Allow100' }, { rule: 'Allow110' }] },
  ],
  [
    'two groups (N7)',
    training({
      rules: [],
      networkSecurityGroups: [group([], { key: 'nic-group' })],
      networkInterfaces: [networkInterface({ networkSecurityGroup: { key: 'nic-group' } })],
    }),
    storage,
    'allowed-all-legs',
    { by: [{ resource: 'nic-group' }, { resource: 'nsg' }] },
    'nic',
  ],
  [
    'a rule of a firewall',
    behindFirewall([openStorage]),
    storage,
    'allowed-by-rule',
    { by: { resource: 'group200', collection: 'Allow-network-100' } },
  ],
  [
    'a service endpoint (T12)',
    training({ subnet: { serviceEndpoints: ['Microsoft.Storage'] } }),
    storage,
    'by-service-endpoint',
  ],
  [
    'default outbound access alone (R9)',
    training({ subnet: { defaultOutboundAccess: null } }),
    storage,
    'by-default-outbound-access',
  ],
  [
    'the service itself (M1)',
    managed('AllowOnlyApprovedOutbound'),
    storage,
    'approved-by-service',
    { workspace: 'workspace' },
    'workspace',
  ],
  [
    'an open managed network (M1)',
    managed('AllowInternetOutbound'),
    pypi,
    'internet-outbound-allowed',
    {},
    'workspace',
  ],
  [
    'a rule of the workspace (M2)',
    managed('AllowOnlyApprovedOutbound', approved),
    pypi,
    'approved-by-outbound-rule',
    { by: { rule: 'pypi' } },
    'workspace',
  ],
];

const denied: readonly Row[] = [
  ['a rule', training({ rules: [denyAll] }), storage, 'denied-by-rule', { by: { rule: 'Deny4096', priority: 4096 } }],
  [
    'a default rule (N4)',
    training({ rules: [] }),
    inbound,
    'denied-by-default-rule',
    { by: { rule: 'DenyAllInBound' } },
  ],
  ['a rule for the Internet, for a host', training({ rules: [denyAll] }), pypi, 'host-denied-as-internet'],
  [
    'a rule of a firewall',
    behindFirewall([collection(100, 'Deny network', [networkRule('Any * -> *@*')])]),
    storage,
    'denied-by-rule',
    { by: { leg: 'firewall' } },
  ],
  [
    'no rule of a firewall, for a tag with hosts (F1)',
    behindFirewall([]),
    registry,
    'no-firewall-rule-nor-hosts',
    { hosts: ['mcr.microsoft.com', '*.data.mcr.microsoft.com'] },
  ],
  ['no rule of a firewall, for a host (F1)', behindFirewall([]), pypi, 'no-firewall-rule', { firewall: 'firewall' }],
  ['no network rule of a firewall, for UDP (F4)', behindFirewall([]), udp, 'needs-network-rule'],
  [
    'a route to nowhere (R4)',
    training({ routes: [route('0.0.0.0/0 -> None')] }),
    storage,
    'no-route',
    { by: { rule: '0.0.0.0/0' } },
  ],
  ['no way out (R9)', training({ subnet: { defaultOutboundAccess: false } }), storage, 'no-way-out'],
  [
    'answers that go another way (R8)',
    training({
      routes: [route('0.0.0.0/0 -> VirtualAppliance firewall')],
      firewalls: [firewall()],
      computes: [compute({ publicIp: true })],
    }),
    inbound,
    'asymmetric-return',
  ],
  ['a managed network (M1)', managed('AllowOnlyApprovedOutbound'), pypi, 'host-not-approved', {}, 'workspace'],
];

const partly: readonly Row[] = [
  [
    'ports',
    training({ rules: [rule(100, 'Deny Outbound Tcp * -> *@80')] }),
    toTag('AzureActiveDirectory', '80,443'),
    'partly-denied',
    { closed: 'TCP 80', by: { rule: 'Deny100' } },
  ],
  [
    'a tag of which a part is inside (T3)',
    training({ rules: [rule(100, 'Allow Outbound Tcp * -> AzureCloud@443'), denyAll] }),
    toTag('AzureActiveDirectory'),
    'partly-denied',
    { closed: 'AzureActiveDirectory outside AzureCloud', by: { rule: 'Deny4096' } },
  ],
  [
    'hosts that stand in',
    behindFirewall([collection(100, 'Allow application', [applicationRule('* -> mcr.microsoft.com@Https:443')])]),
    registry,
    'partly-by-hosts',
    { closedHosts: ['*.data.mcr.microsoft.com'] },
  ],
];

const open: readonly Row[] = [
  [
    'a value',
    training({ rules: [{ ...allowStorage, protocol: OPEN }, denyAll] }),
    storage,
    'unknown-value',
    { waitsFor: OPEN.unknown, by: { rule: 'Allow100' } },
  ],
  [
    'rules that the input does not show',
    training({
      subnet: { networkSecurityGroup: { key: 'nsg' } },
      networkSecurityGroups: [group([], { otherRules: OPEN })],
    }),
    inbound,
    'unknown-rules',
  ],
  [
    'a way out that the input does not decide: a value, no rule (R9)',
    training({ subnet: { defaultOutboundAccess: OPEN } }),
    storage,
    'unknown-value',
    { waitsFor: OPEN.unknown, by: null },
  ],
  [
    'an isolation mode: a value, no rule (M1)',
    managed(OPEN),
    storage,
    'unknown-value',
    { waitsFor: OPEN.unknown, by: null },
    'workspace',
  ],
  [
    'prefixes without a list',
    training({ rules: [rule(100, 'Allow Outbound Tcp * -> 20.0.0.0/8@443'), denyAll] }),
    storage,
    'unknown-prefixes',
    { by: { rule: 'Allow100' } },
  ],
  [
    'the addresses of a host',
    training({ rules: [rule(100, 'Allow Outbound Tcp * -> 20.0.0.0/8@443'), denyAll] }),
    pypi,
    'unknown-host-addresses',
  ],
  [
    'an appliance (R4)',
    training({ routes: [route('0.0.0.0/0 -> VirtualAppliance 10.9.9.9')] }),
    storage,
    'appliance-not-in-input',
    { nextHop: 'VirtualAppliance 10.9.9.9' },
  ],
  [
    'a gateway (R4)',
    training({ routes: [route('0.0.0.0/0 -> VirtualNetworkGateway')] }),
    storage,
    'gateway-not-in-input',
  ],
  [
    'a parent policy that is not in the input (F2)',
    behindFirewall([openStorage], {
      firewallPolicies: [policy({ basePolicy: OPEN })],
      ruleCollectionGroups: [ruleCollectionGroup(100, [openStorage])],
    }),
    storage,
    'unknown-rules',
  ],
  [
    'an FQDN rule for storage (M3)',
    managed('AllowOnlyApprovedOutbound', {
      outboundRules: [{ name: 'blob', location: null, destination: { type: 'FQDN', fqdn: '*.blob.core.windows.net' } }],
    }),
    toHost('*.blob.core.windows.net'),
    'not-supported-fqdn-storage',
    { by: { rule: 'blob' } },
    'workspace',
  ],
];

describe.each([
  ['allowed by', 'met', allowed],
  ['denied by', 'unmet', denied],
  ['partly denied, by', 'partial', partly],
  ['open to', 'unknown', open],
] as const)('traffic that is %s', (_, verdict, rows) => {
  it.each([...rows])('%s', (_what, all, asked, kind, rest = {}, scope = 'training') => {
    const finding = judge(all, asked, { scope });
    expect(finding.verdict).toBe(verdict);
    expect(finding.explanation).toMatchObject({ kind, ...rest });
  });
});

describe('the flow of a sentence', () => {
  it.each([
    [storage, { direction: 'outbound', target: 'Storage.westus2', ports: 'TCP 443' }],
    [pypi, { direction: 'outbound', target: 'pypi.org', ports: 'TCP 443' }],
    [udp, { direction: 'outbound', target: 'AzureMachineLearning', ports: 'UDP 5831' }],
    [
      fromTag('BatchNodeManagement', '29876-29877'),
      { direction: 'inbound', target: 'BatchNodeManagement', ports: 'TCP 29876-29877' },
    ],
    [
      toTag('AzureActiveDirectory', '80,443'),
      { direction: 'outbound', target: 'AzureActiveDirectory', ports: 'TCP 80, 443' },
    ],
  ])('is what is asked for', (asked, flow) => {
    expect(judge(training({}), asked).explanation).toMatchObject({ flow });
  });
});
