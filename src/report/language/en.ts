/** English. */
import { english } from '../../azure/message.js';
import type { Decider } from '../../reachability/explanation.js';
import type { Messages } from './catalogue.js';
import { explanations } from './en-explanations.js';
import { page } from './en-page.js';
import { grammar, isIsolationMode } from './grammar.js';
import { enReview } from './review.js';
import { enWide } from './wide.js';

const { plural, list } = grammar('en');

const join = (clauses: readonly (string | null)[]): string =>
  `${clauses.filter((clause) => clause !== null).join('; ')}.`;

const all = (count: number): string => (count === 2 ? 'both' : plural(count, { other: 'all #' }));

function decider({ leg, resource, rule, collection, priority }: Decider): string {
  if (rule === null) return resource;
  // The way out and a managed network as a whole are no rules.
  if (leg === 'way-out') return `${resource} (${rule})`;
  if (leg === 'managed-network' && isIsolationMode(rule)) return `${resource} isolation mode ${rule}`;
  const noun = leg === 'route' ? 'route' : 'rule';
  const where = collection === undefined ? '' : ` collection ${collection}`;
  return `${resource}${where} ${noun} ${rule}${priority === null ? '' : ` (${priority})`}`;
}

export const en: Messages = {
  language: 'en',
  labelled: (label, text) => `${label}: ${text}`,
  say: english,

  title: 'Azure Machine Learning network check',
  heading: (title, conclusion) => `${title}: ${en.conclusion[conclusion]}`,
  edition: (edition) => `edition ${edition}`,
  region: (region) => (region === null ? 'region not known' : `region ${region}`),
  cloud: { public: 'Azure public cloud', government: 'Azure Government', china: 'Azure operated by 21Vianet' },
  hbi: (hbi) => `high business impact: ${hbi === null ? 'not known' : hbi ? 'yes' : 'no'}`,
  features: (names) => `features: ${names.join(', ')}`,
  checked: ({ scopes, required, recommended }) =>
    `${plural(scopes, { one: '# scope', other: '# scopes' })}, ${plural(required, { one: '# requirement', other: '# requirements' })}${recommended === 0 ? '' : `, ${plural(recommended, { one: '# recommendation', other: '# recommendations' })}`}`,

  conclusion: { pass: 'pass', fail: 'fail', unknown: 'unknown' },
  headline: ({ required, requiredGaps, requiredUnknown, recommendedGaps, tooWide }) =>
    join([
      requiredGaps > 0
        ? `${plural(requiredGaps, { other: '#' })} of ${plural(required, { one: '# requirement', other: '# requirements' })} ${plural(requiredGaps, { one: 'is', other: 'are' })} not met`
        : requiredUnknown > 0
          ? null
          : required === 0
            ? 'Nothing is required here'
            : plural(required, { one: 'The one requirement is met', other: 'All # requirements are met' }),
      requiredUnknown === 0
        ? null
        : plural(requiredUnknown, {
            one: '# requirement cannot be decided',
            other: '# requirements cannot be decided',
          }),
      recommendedGaps === 0
        ? null
        : plural(recommendedGaps, { one: '# recommendation is not met', other: '# recommendations are not met' }),
      tooWide === 0 ? null : enWide.clause(tooWide),
    ]),
  nothingToCheck: 'Nothing to check: what was read holds no network that Azure Machine Learning compute would use.',
  fixed: (count) => plural(count, { one: 'This change closes # gap.', other: 'This change closes # gaps.' }),

  verdict: {
    unmet: 'missing',
    partial: 'partial',
    unknown: 'unknown',
    met: 'met',
    waived: 'waived',
    'not-applicable': 'not applicable',
  },
  verdictCount: (verdict, count) => plural(count, { other: `# ${en.verdict[verdict]}` }),
  level: { required: 'required', recommended: 'recommended' },
  direction: { outbound: 'outbound', inbound: 'inbound' },
  change: { new: 'new', existing: 'existing', fixed: 'fixed' },
  action: { allow: 'allow', deny: 'deny', unknown: 'unknown', route: 'route' },
  scopeKind: {
    subnet: 'subnet',
    'network-interface': 'network interface',
    'managed-network': 'managed network',
    'network-security-group': 'network security group',
    firewall: 'firewall',
  },
  severity: { error: 'error', warning: 'warning', note: 'note' },
  column: {
    verdict: 'Verdict',
    target: 'Service tag or host',
    traffic: 'Traffic',
    scope: 'Scope',
    level: 'Level',
    decidedBy: 'Decided by',
    place: 'Where',
    why: 'Why',
    waitsFor: 'Waits for',
    needs: 'Needed for',
  },
  ways: {
    'no subnet': 'no subnet',
    'NAT gateway': 'NAT gateway',
    'public IP address': 'public IP address',
    'default outbound access': 'default outbound access',
  },
  decider,
  nextHop: (nextHop) => `next hop ${nextHop}`,

  requiredGaps: 'Required',
  recommendedGaps: 'Recommended',
  undecided: 'Undecided',
  settled: 'Met or waived',
  scopes: 'Scopes',
  diagnostics: (count) => plural(count, { one: '# diagnostic', other: '# diagnostics' }),
  missingTags: 'Missing service tags',
  missingHosts: 'Missing hosts',
  onlyRecommended: (heading) => `${heading} (recommended)`,

  uncovered: (ports, addresses, more, note) =>
    `Still closed: ${ports}${addresses === 'all' ? '' : ` for ${addresses.join(', ')}`}${more > 0 ? ` and ${plural(more, { one: '# more prefix', other: '# more prefixes' })}` : ''}${note === null ? '' : ` (${note})`}.`,
  remedy: (language, verified, place) =>
    `Fix (${FIX_LANGUAGES[language]}${verified ? ', checked' : ''})${place === null ? '' : ` at ${place}`}`,
  waitsFor: (values) => `Waits for: ${list(values)}.`,

  targets: {
    tag: (count) => plural(count, { one: '# service tag', other: '# service tags' }),
    host: (count) => plural(count, { one: '# host', other: '# hosts' }),
  },
  together: {
    rule: (count) => `This rule denies ${all(count)}.`,
    'default-rule': (count) => `No rule allows them, and this default rule denies ${all(count)}.`,
    addresses: (count) =>
      `Network security groups see no host names, and this rule denies the addresses of ${all(count)}.`,
    'no-firewall-rule': () => 'No rule allows them, and Azure Firewall denies what no rule allows.',
    dropped: (count) => `This route has next hop None and drops ${all(count)}.`,
    'lost-answers': () =>
      'The answers leave by this route, and no route with next hop Internet brings them back the way they came.',
    'no-way-out': () =>
      'They are routed to the Internet, but there is no way out: no NAT gateway, public IP or outbound rule of a load balancer, and default outbound access is off.',
    'not-approved': () => 'No outbound rule approves them, and the managed network blocks what is not approved.',
    partial: () => 'Of each, only a part is open.',
    unknown: () => 'The input does not tell whether they are open.',
  },

  leg: {
    'security-admin-rule': 'security admin rules',
    'network-interface-group': 'network security group of the network interface',
    'network-security-group': 'network security group',
    route: 'route',
    firewall: 'firewall',
    'way-out': 'way out',
    'managed-network': 'managed network',
  },
  fate: { allowed: 'reached', denied: 'not reached', unknown: 'not decided' },
  noGroup: 'no network security group',
  noRule: 'no rule allows it',
  noWayOut: 'no NAT gateway, public IP or outbound rule of a load balancer, and default outbound access is off',
  otherPart: 'another part',

  onlyGaps: 'Shortened to fit: only gaps are listed. The JSON report has everything.',
  onlyCounts: 'Shortened to fit: only numbers and names are listed. The JSON report has everything.',
  cut: 'Cut to fit. The JSON report has everything.',
  more: (count) => `… and ${plural(count, { other: '# more' })}`,

  annotationTitle: (required, recommended, undecided) =>
    `Azure Machine Learning: ${list([
      ...(required > 0 ? [plural(required, { one: '# requirement not met', other: '# requirements not met' })] : []),
      ...(recommended > 0
        ? [plural(recommended, { one: '# recommendation not met', other: '# recommendations not met' })]
        : []),
      ...(undecided > 0
        ? [plural(undecided, { one: '# requirement undecided', other: '# requirements undecided' })]
        : []),
    ])}`,
  annotationEntry: (target, traffic, verdict, level, scopes) =>
    `${target}, ${traffic}: ${en.verdict[verdict]} (${en.level[level]}) at ${list(scopes)}`,
  annotationWithoutPlace: 'The input does not tell where these are declared.',
  moreAnnotations: (places, findings) =>
    `${plural(findings, { one: '# more finding', other: '# more findings' })} at ${plural(places, { one: '# more place', other: '# more places' })}: GitHub shows ten annotations of each kind. The report lists all of them.`,

  page,
  review: enReview,
  wide: enWide,
  explanations,
};

const FIX_LANGUAGES = { terraform: 'Terraform', bicep: 'Bicep', arm: 'ARM template', 'az-cli': 'Azure CLI' } as const;
