/** Reports that the renderers are tested on: each has one reason to be here. Made in a language, since explanations come in it. */
import { msg } from '../../src/azure/message.js';
import type { Location } from '../../src/azure/model.js';
import type { Decider, Explanation, Flow } from '../../src/reachability/explanation.js';
import { explain, portsLabel } from '../../src/reachability/explanation.js';
import type { Finding, PathStep, ScopeReport, TooWide, Verdict } from '../../src/reachability/finding.js';
import { concludeReport, type FailOn, missing } from '../../src/report/conclusion.js';
import type { Messages } from '../../src/report/language/catalogue.js';
import { en } from '../../src/report/language/en.js';
import type { Report } from '../../src/report/report.js';

const main = (line: number): Location => ({ file: 'main.tf', line });
const net = (line: number): Location => ({ file: 'modules/net/main.tf', line });

const TRAINING: ScopeReport = { id: 'module.net.azurerm_subnet.training', kind: 'subnet', location: net(12) };
const NOTEBOOKS: ScopeReport = { id: 'module.net.azurerm_subnet.notebooks["a"]', kind: 'subnet', location: net(24) };
const WORKSPACE: ScopeReport = {
  id: 'azurerm_machine_learning_workspace.ml',
  kind: 'managed-network',
  location: main(7),
};
const GROUP = 'module.net.azurerm_network_security_group.ml';

const group = (rule: string, priority: number, action: PathStep['action'], line: number | null): PathStep => ({
  leg: 'network-security-group',
  resource: GROUP,
  rule,
  action,
  priority,
  location: line === null ? null : net(line),
});

const DENY_INTERNET = group('DenyInternet', 4000, 'deny', 61);
const ALLOW_STORAGE = group('AllowStorage', 4050, 'allow', 72);
const DEFAULT_DENY_IN = group('DenyAllInBound', 65500, 'deny', null);
const PREFIXES: PathStep = {
  ...group('AllowPartners', 300, 'unknown', 50),
  waitsFor: 'azurerm_ip_group.partners.cidrs is known after apply',
};
const DEFAULT_ROUTE: PathStep = {
  leg: 'route',
  resource: 'module.net.azurerm_route_table.spoke',
  rule: 'default',
  action: 'route',
  priority: null,
  nextHop: 'VirtualAppliance 10.0.1.4',
  location: net(90),
};
const FIREWALL: PathStep = {
  leg: 'firewall',
  resource: 'azurerm_firewall_policy_rule_collection_group.ml',
  rule: 'python',
  collection: 'packages',
  action: 'allow',
  priority: 200,
  location: main(120),
};

type About = Partial<Omit<Finding, 'explanation'>> & {
  readonly why?: (flow: Flow) => Explanation<string>;
  readonly explanation?: string;
};

function finding(
  messages: Messages,
  verdict: Verdict,
  target: { readonly tag: string } | { readonly host: string },
  about: About,
): Finding {
  const tag = 'tag' in target ? target.tag : null;
  const host = 'host' in target ? target.host : null;
  const { why, explanation, ...rest } = about;
  const ports = rest.ports ?? ['443'];
  const protocol = rest.protocol ?? 'tcp';
  const direction = rest.direction ?? 'outbound';
  const flow: Flow = { direction, target: tag ?? host ?? '', ports: portsLabel(protocol, ports) };
  return {
    requirement: `${direction}-${(tag ?? host ?? '').split('.')[0]?.toLowerCase()}`,
    scope: TRAINING.id,
    level: 'required',
    verdict,
    change: null,
    direction,
    protocol,
    ports,
    tag,
    host,
    purpose: 'Needed by Azure Machine Learning compute.',
    uncovered: verdict === 'unmet' ? [{ ports, addresses: 'all' }] : [],
    path: [],
    explanation: explanation ?? (why === undefined ? '' : explain(why(flow), messages)),
    remedy: null,
    ...rest,
  };
}

function report(about: Partial<Report> & Pick<Report, 'scopes' | 'findings'>, failOn: FailOn = 'required'): Report {
  return {
    schemaVersion: 1,
    tool: { name: 'azureml-network-check', version: '1.2.3' },
    edition: '2026-03',
    context: { cloud: 'public', region: 'westus2', hbi: false, features: {} },
    conclusion: concludeReport({ tooWide: [], ...about }, failOn),
    missing: missing(about.findings),
    tooWide: [],
    diagnostics: [],
    ...about,
  };
}

/** One of four rules of the group, each of another kind. */
function tooWide(messages: Messages, about: Partial<TooWide> = {}): TooWide {
  return {
    requirement: 'too-wide-service',
    scope: TRAINING.id,
    scopes: [TRAINING.id],
    level: 'recommended',
    verdict: 'too-wide',
    change: null,
    direction: 'outbound',
    protocol: 'tcp',
    ports: ['443'],
    opens: ['Storage'],
    path: [group('AllowAllStorage', 210, 'allow', 44)],
    explanation: messages.say(
      msg`${msg`${GROUP}, rule ${'AllowAllStorage'}`}: ${msg`it allows ${msg`${'Storage'} of every region`} on ${msg`port ${'443'}`}, and Azure Machine Learning needs of that only ${'Storage.westus2 TCP 443'}; with narrower rules in its place everything that is met stays met`}.`,
    ),
    remedy: {
      language: 'terraform',
      text: 'security_rule {\n  name                       = "AllowAllStorage"\n  destination_address_prefix = "Storage.WestUS2"\n}',
      location: net(30),
      verified: true,
    },
    ...about,
  };
}

/** A new one, one at two scopes that is waived, and one that the change makes narrow. */
function wideRules(messages: Messages): readonly TooWide[] {
  const waived = { reason: 'the build needs it | for now', owner: 'ml-platform', until: '2027-03-31' };
  const internet = msg`${msg`${GROUP}, rule ${'AllowOut'}`}: ${msg`it allows ${msg`every address of the Internet`} on ${msg`all ports`}, and nothing that Azure Machine Learning needs goes by it; without it everything that is met stays met`}.`;
  return [
    tooWide(messages, {
      requirement: 'too-wide-internet',
      scopes: [TRAINING.id, NOTEBOOKS.id],
      verdict: 'waived',
      change: 'existing',
      protocol: 'any',
      ports: ['0-65535'],
      opens: ['*'],
      path: [group('AllowOut', 220, 'allow', 47)],
      explanation: `${messages.wide.waived(waived)} ${messages.say(internet)}`,
      remedy: null,
    }),
    tooWide(messages, { change: 'new' }),
    tooWide(messages, {
      verdict: 'met',
      change: 'fixed',
      opens: ['AzureCloud'],
      requirement: 'too-wide-cloud',
      path: [group('AllowAzure', 230, 'allow', null)],
      explanation: messages.say(
        msg`${msg`${GROUP}, rule ${'AllowAzure'}`}: before this change it opened ${'AzureCloud'} (${'TCP 443'}), and it does so no more.`,
      ),
      remedy: null,
    }),
  ];
}

const deniedBy =
  (by: Decider) =>
  (flow: Flow): Explanation<string> => ({ kind: 'denied-by-rule', flow, by });
const allowedBy =
  (by: Decider) =>
  (flow: Flow): Explanation<string> => ({ kind: 'allowed-by-rule', flow, by });

function met(messages: Messages, tag: string, about: About = {}): Finding {
  const rule = group(`Allow${tag.split('.')[0]}`, 200, 'allow', 40);
  return finding(messages, 'met', { tag }, { path: [rule], why: allowedBy(rule), ...about });
}

/** Everything required is met. */
function pass(messages: Messages): Report {
  return report({
    scopes: [TRAINING],
    findings: [
      met(messages, 'AzureActiveDirectory', { ports: ['80', '443'] }),
      met(messages, 'AzureResourceManager'),
      met(messages, 'Storage.westus2'),
    ],
  });
}

/** Every verdict, both levels, both directions, a firewall and a managed network, a remedy, changes, and diagnostics of each severity. */
function everything(messages: Messages): Report {
  const allowTag =
    'security_rule {\n  name                       = "AllowStorage"\n  priority                   = 3990\n  destination_address_prefix = "Storage.WestUS2"\n}';
  return report({
    context: { cloud: 'public', region: 'westus2', hbi: true, features: { python: 'required', vscode: 'recommended' } },
    scopes: [TRAINING, NOTEBOOKS, WORKSPACE],
    findings: [
      met(messages, 'AzureResourceManager', { change: 'fixed' }),
      finding(
        messages,
        'unmet',
        { tag: 'Storage.westus2' },
        {
          change: 'new',
          path: [DENY_INTERNET],
          why: (flow) => ({ kind: 'allow-behind-deny', flow, by: DENY_INTERNET, shadowed: ALLOW_STORAGE }),
          remedy: { language: 'terraform', text: allowTag, location: net(58), verified: true },
        },
      ),
      finding(
        messages,
        'partial',
        { tag: 'AzureActiveDirectory' },
        {
          change: 'existing',
          ports: ['80', '443'],
          uncovered: [{ ports: ['80'], addresses: 'all' }],
          path: [group('AllowEntra', 150, 'allow', 45), DENY_INTERNET],
          why: (flow) => ({ kind: 'partly-denied', flow, open: 'TCP 443', closed: 'TCP 80', by: DENY_INTERNET }),
        },
      ),
      finding(
        messages,
        'unmet',
        { tag: 'AzureMachineLearning' },
        {
          protocol: 'udp',
          ports: ['5831'],
          path: [DENY_INTERNET],
          why: deniedBy(DENY_INTERNET),
        },
      ),
      finding(
        messages,
        'unmet',
        { tag: 'AzureMachineLearning' },
        {
          direction: 'inbound',
          ports: ['44224'],
          path: [DEFAULT_DENY_IN],
          why: (flow) => ({ kind: 'denied-by-default-rule', flow, by: DEFAULT_DENY_IN }),
        },
      ),
      finding(
        messages,
        'unknown',
        { tag: 'AzureKeyVault.westus2' },
        {
          path: [PREFIXES],
          why: (flow) => ({ kind: 'unknown-value', flow, by: PREFIXES, waitsFor: PREFIXES.waitsFor ?? '' }),
        },
      ),
      finding(
        messages,
        'waived',
        { tag: 'AzureMonitor' },
        {
          path: [DENY_INTERNET],
          why: (flow) => ({
            kind: 'waived',
            flow,
            reason: 'metrics go through our own collector',
            owner: 'network team',
            until: '2027-01-31',
            otherwise: { kind: 'denied-by-rule', flow, by: DENY_INTERNET },
          }),
        },
      ),
      finding(
        messages,
        'not-applicable',
        { tag: 'AzureFrontDoor.FirstParty' },
        {
          why: (flow) => ({ kind: 'not-applicable', flow, reason: 'not asked in this cloud' }),
        },
      ),
      finding(
        messages,
        'unmet',
        { host: '*.vo.msecnd.net' },
        {
          level: 'recommended',
          path: [DENY_INTERNET],
          why: (flow) => ({ kind: 'host-denied-as-internet', flow, by: DENY_INTERNET }),
        },
      ),
      finding(
        messages,
        'met',
        { host: 'pypi.org' },
        {
          scope: NOTEBOOKS.id,
          path: [DEFAULT_ROUTE, FIREWALL],
          why: (flow) => ({ kind: 'allowed-by-pattern', flow, pattern: '*.pypi.org', by: FIREWALL }),
        },
      ),
      finding(
        messages,
        'unmet',
        { host: '*.anaconda.org' },
        {
          scope: NOTEBOOKS.id,
          path: [
            DEFAULT_ROUTE,
            {
              leg: 'firewall',
              resource: 'azurerm_firewall_policy.hub',
              rule: null,
              action: 'deny',
              priority: null,
              location: main(98),
            },
          ],
          why: (flow) => ({ kind: 'no-firewall-rule', flow, firewall: 'azurerm_firewall_policy.hub' }),
        },
      ),
      finding(
        messages,
        'partial',
        { tag: 'Storage.westus2' },
        {
          scope: NOTEBOOKS.id,
          uncovered: [
            {
              ports: ['443'],
              addresses: [
                '20.38.99.0/24',
                '20.60.20.0/24',
                '20.150.68.0/24',
                '20.150.87.0/24',
                '52.183.48.0/22',
                '52.191.176.0/20',
              ],
              count: 41,
            },
          ],
          path: [DEFAULT_ROUTE, FIREWALL],
          why: (flow) => ({
            kind: 'partly-by-hosts',
            flow,
            firewall: FIREWALL.resource,
            closedHosts: ['*.queue.core.windows.net', '*.table.core.windows.net'],
          }),
        },
      ),
      finding(
        messages,
        'met',
        { tag: 'Storage.westus2' },
        {
          scope: WORKSPACE.id,
          path: [
            {
              leg: 'managed-network',
              resource: WORKSPACE.id,
              rule: null,
              action: 'allow',
              priority: null,
              location: main(7),
            },
          ],
          why: (flow) => ({
            kind: 'approved-by-service',
            flow,
            workspace: WORKSPACE.id,
            mode: 'AllowOnlyApprovedOutbound',
          }),
        },
      ),
      finding(
        messages,
        'unmet',
        { host: 'pypi.org' },
        {
          scope: WORKSPACE.id,
          path: [
            {
              leg: 'managed-network',
              resource: WORKSPACE.id,
              rule: null,
              action: 'deny',
              priority: null,
              location: main(7),
            },
          ],
          why: (flow) => ({
            kind: 'host-not-approved',
            flow,
            workspace: WORKSPACE.id,
            mode: 'AllowOnlyApprovedOutbound',
          }),
        },
      ),
    ],
    tooWide: wideRules(messages),
    diagnostics: [
      {
        severity: 'note',
        message: 'module.net.azurerm_subnet.spare has neither a group nor a route table and is no scope.',
        location: net(30),
      },
      {
        severity: 'warning',
        message:
          'The subnet does not say whether it has default outbound access; it is given it here, which new networks no longer have.',
        location: net(24),
      },
      {
        severity: 'error',
        message: 'The plan was made by a run that failed (errored: true); what it holds is checked.',
        location: null,
      },
    ],
  });
}

/** Nothing is missing, but what a rule lists is known only after apply. */
function unknown(messages: Messages): Report {
  return report({
    context: { cloud: 'public', region: null, hbi: null, features: {} },
    scopes: [TRAINING],
    findings: [
      met(messages, 'AzureResourceManager'),
      finding(
        messages,
        'unknown',
        { tag: 'Storage' },
        {
          path: [PREFIXES],
          why: (flow) => ({ kind: 'unknown-value', flow, by: PREFIXES, waitsFor: PREFIXES.waitsFor ?? '' }),
        },
      ),
      finding(
        messages,
        'unknown',
        { tag: 'AzureMonitor' },
        {
          path: [DEFAULT_ROUTE],
          why: (flow) => ({ kind: 'appliance-not-in-input', flow, by: DEFAULT_ROUTE, nextHop: '10.0.1.4' }),
        },
      ),
    ],
  });
}

/** Many findings with few causes, at one scope; two of them have a cause of their own. */
function grouped(messages: Messages): Report {
  const firewall: PathStep = { ...FIREWALL, rule: null, action: 'deny', priority: null, location: main(98) };
  const none: PathStep = { ...DEFAULT_ROUTE, rule: 'blackhole', action: 'deny', nextHop: 'None' };
  const exit: PathStep = { ...firewall, leg: 'way-out', resource: TRAINING.id, location: net(12) };
  const managed: PathStep = { ...firewall, leg: 'managed-network', resource: WORKSPACE.id, location: main(7) };
  const asymmetric: PathStep = { ...DEFAULT_ROUTE, action: 'deny' };
  const tags = (names: readonly string[], about: About, verdict: Verdict = 'unmet') =>
    names.map((tag) => finding(messages, verdict, { tag }, { change: 'new', ...about }));
  const hosts = (names: readonly string[], about: About, verdict: Verdict = 'unmet') =>
    names.map((host) => finding(messages, verdict, { host }, { change: 'new', level: 'recommended', ...about }));
  const inbound: About = { direction: 'inbound', ports: ['44224'] };
  return report({
    scopes: [TRAINING],
    findings: [
      ...tags(['AzureResourceManager', 'AzureMonitor', 'Storage.westus2'], {
        path: [DENY_INTERNET],
        why: deniedBy(DENY_INTERNET),
      }),
      // Behind a deny rule: its sentence names another rule, so it stays alone.
      ...tags(['AzureFrontDoor.Frontend'], {
        path: [DENY_INTERNET],
        why: (flow) => ({ kind: 'allow-behind-deny', flow, by: DENY_INTERNET, shadowed: ALLOW_STORAGE }),
      }),
      ...tags(['BatchNodeManagement.westus2', 'AzureMachineLearning'], {
        ...inbound,
        path: [DEFAULT_DENY_IN],
        why: (flow) => ({ kind: 'denied-by-default-rule', flow, by: DEFAULT_DENY_IN }),
      }),
      ...tags(['AzureKeyVault.westus2', 'AzureContainerRegistry.westus2'], { path: [none], ports: ['1433'] }),
      ...tags(['BatchNodeManagement', 'GatewayManager'], { ...inbound, ports: ['29876-29877'], path: [asymmetric] }),
      ...tags(['Sql.westus2', 'ServiceBus.westus2'], { path: [exit], ports: ['5671'] }),
      ...tags(
        ['EventHub.westus2', 'AzureCosmosDB.westus2'],
        {
          ports: ['443', '5671'],
          path: [DENY_INTERNET],
          uncovered: [{ ports: ['5671'], addresses: 'all' }],
          why: (flow) => ({ kind: 'partly-denied', flow, open: null, closed: 'TCP 5671', by: DENY_INTERNET }),
        },
        'partial',
      ),
      ...tags(['AppService.westus2', 'AzureSignalR.westus2'], { path: [PREFIXES] }, 'unknown'),
      ...hosts(
        Array.from({ length: 12 }, (_, index) => `packages-${index}.example.com`),
        { path: [DENY_INTERNET], why: (flow) => ({ kind: 'host-denied-as-internet', flow, by: DENY_INTERNET }) },
      ),
      ...hosts(['pypi.org', '*.pythonhosted.org'], {
        path: [firewall],
        why: (flow) => ({ kind: 'no-firewall-rule', flow, firewall: firewall.resource }),
      }),
      ...hosts(['cloud.r-project.org', 'anaconda.com'], {
        path: [managed],
        why: (flow) => ({
          kind: 'host-not-approved',
          flow,
          workspace: WORKSPACE.id,
          mode: 'AllowOnlyApprovedOutbound',
        }),
      }),
      // The only one of its cause.
      ...hosts(['update.code.visualstudio.com'], { path: [firewall], ports: ['80'] }),
    ],
  });
}

/** No scope at all. */
function nothing(): Report {
  return report({
    scopes: [],
    findings: [],
    diagnostics: [
      {
        severity: 'warning',
        message: 'The input has no subnet, workspace, network security group or firewall to check.',
        location: null,
      },
    ],
  });
}

/** A scope without gaps between two with gaps; names with Korean letters, and one too wide for any column. */
function scopes(messages: Messages): Report {
  const ids = [
    'azurerm_subnet.훈련',
    'azurerm_subnet.quiet',
    `module.${'a'.repeat(30)}.module.${'b'.repeat(30)}.azurerm_subnet.wide["x"]`,
  ];
  return report({
    scopes: ids.map((id, index) => ({ id, kind: 'subnet', location: index === 2 ? null : main(10 + index) })),
    findings: ids.flatMap((scope, index) => [
      met(messages, 'AzureResourceManager', { scope }),
      ...(index === 1
        ? []
        : [
            finding(
              messages,
              'unmet',
              { tag: 'Storage.westus2' },
              { scope, path: [DENY_INTERNET], why: deniedBy(DENY_INTERNET) },
            ),
            finding(
              messages,
              'unmet',
              { host: 'pkg-containers.githubusercontent.com' },
              {
                scope,
                level: 'recommended',
                path: [DENY_INTERNET],
                why: (flow) => ({ kind: 'host-denied-as-internet', flow, by: DENY_INTERNET }),
              },
            ),
          ]),
    ]),
  });
}

/** What an unfriendly plan would write wherever it can. */
export const HOSTILE: readonly string[] = [
  '@octocat #1 GH-2 octo/repo#3 octo/repo@0123456789abcdef0123456789abcdef01234567',
  'https://evil.example/x www.evil.example a@evil.example [x](https://evil.example) ![x](http://evil.example/p.png) <https://evil.example>',
  '<img src=x onerror=alert(1)></details></summary><!-- & &lt; <script>',
  '| a | b |\n| - | - |\n\n# heading\n- [ ] task\n```\ncode\n```\n> [!NOTE]\n~~~',
  '`` ` ``` ```` **bold** _em_ ~~s~~ $x^2$ $$y$$ :tada: \\',
  '::error file=x::no\n::add-mask::x ##[error]no %0A::warning::no',
  '\u001b[31mred\u001b]8;;https://evil.example\u0007link\u009b31m\u202eright\u2066\u200b\ufeff\u0000\u007f\ud800',
  '__proto__',
];

/** Every string that a plan can have a say in is unfriendly. */
export function hostileReport(text: (place: string) => string): Report {
  const location: Location = { file: text('file'), line: 1 };
  const step: PathStep = {
    leg: 'firewall',
    resource: text('resource'),
    rule: text('rule'),
    collection: text('collection'),
    action: 'deny',
    priority: 100,
    nextHop: text('next hop'),
    part: text('part'),
    waitsFor: text('waits for'),
    location,
  };
  const scope: ScopeReport = { id: text('scope'), kind: 'subnet', location };
  const base: Finding = {
    requirement: text('requirement'),
    scope: scope.id,
    level: 'required',
    verdict: 'unmet',
    change: 'new',
    direction: 'outbound',
    protocol: 'tcp',
    ports: [text('port')],
    tag: text('tag'),
    host: null,
    purpose: text('purpose'),
    uncovered: [{ ports: [text('port')], addresses: [text('address')], count: 30, note: text('note') }],
    path: [step],
    explanation: text('explanation'),
    remedy: { language: 'terraform', text: text('remedy'), location, verified: false },
  };
  const findings: readonly Finding[] = [
    base,
    { ...base, verdict: 'partial', tag: null, host: text('host'), level: 'recommended' },
    { ...base, verdict: 'unknown', path: [{ ...step, action: 'unknown' }] },
    { ...base, verdict: 'met', path: [{ ...step, action: 'allow' }] },
    { ...base, verdict: 'unmet', scope: text('another scope'), path: [{ ...step, location: null }] },
  ];
  return report({
    tool: { name: 'azureml-network-check', version: text('version') },
    edition: text('edition'),
    context: {
      cloud: 'public',
      region: text('region'),
      hbi: null,
      features: Object.fromEntries([[text('feature'), 'required']]),
    },
    scopes: [scope],
    findings,
    tooWide: [
      {
        requirement: 'too-wide-hosts',
        scope: scope.id,
        scopes: [scope.id, text('scope')],
        level: 'recommended',
        verdict: 'too-wide',
        change: 'new',
        direction: 'outbound',
        protocol: 'any',
        ports: [text('port')],
        opens: [text('opens')],
        path: [
          {
            leg: 'firewall',
            resource: text('resource'),
            rule: text('rule'),
            collection: text('collection'),
            action: 'allow',
            priority: 1,
            location,
          },
        ],
        explanation: text('explanation'),
        remedy: { language: 'terraform', text: text('remedy'), location, verified: true },
      },
    ],
    diagnostics: [
      { severity: 'warning', message: text('diagnostic'), location },
      { severity: 'note', message: text('diagnostic'), location: null },
    ],
  });
}

function hostile(): Report {
  let next = 0;
  return hostileReport((place) => `${HOSTILE[next++ % HOSTILE.length] ?? ''} ${place}`);
}

/** Five hundred gaps in twenty scopes. */
function many(messages: Messages): Report {
  const names = Array.from({ length: 20 }, (_, index) => `azurerm_subnet.s${String(index).padStart(2, '0')}`);
  return report({
    scopes: names.map((id, index) => ({ id, kind: 'subnet', location: main(10 * index + 1) })),
    findings: names.flatMap((scope, index) => [
      met(messages, 'AzureResourceManager', { scope }),
      ...Array.from({ length: 25 }, (_, number) => {
        const rule: PathStep = {
          ...DENY_INTERNET,
          resource: `azurerm_network_security_group.g${index}`,
          location: main(1000 + index),
        };
        return finding(
          messages,
          'unmet',
          { host: `host-${String(number).padStart(2, '0')}.example.com` },
          { scope, path: [rule], why: deniedBy(rule) },
        );
      }),
    ]),
  });
}

/** By name; each goes with a folder of rendered output under `fixtures/`. */
export const REPORTS: Readonly<Record<string, (messages: Messages) => Report>> = {
  pass,
  everything,
  unknown,
  nothing,
  scopes,
  grouped,
  hostile,
  many,
};

export const FINDINGS = { finding, met, TRAINING, DENY_INTERNET };

/** Rules that are wider than needed. */
export const TOO_WIDE = {
  rule: (verdict: TooWide['verdict'], about: Partial<TooWide> = {}): TooWide => tooWide(en, { verdict, ...about }),
  NOTEBOOKS,
};
