/** Small reports for the tests of the two doors. */
import type { Finding } from '../src/reachability/finding.js';
import type { Report } from '../src/report/report.js';

const SCOPE = 'module.net.azurerm_subnet.training';

/** One required tag that a group denies, and one recommended host that is met. */
export function gapReport(): Report {
  return {
    schemaVersion: 1,
    tool: { name: 'azureml-network-check', version: '0.0.0' },
    edition: '2021-11',
    context: { cloud: 'public', region: 'westus2', hbi: true, features: { python: 'recommended' } },
    conclusion: 'fail',
    missing: { tags: ['Storage.westus2'], hosts: [] },
    scopes: [{ id: SCOPE, kind: 'subnet', location: { file: 'main.tf', line: 12 } }],
    findings: [
      {
        ...met(),
        requirement: 'outbound-storage',
        verdict: 'unmet',
        tag: 'Storage.westus2',
        host: null,
        level: 'required',
        uncovered: [{ ports: ['443'], addresses: 'all' }],
        path: [
          {
            leg: 'network-security-group',
            resource: 'azurerm_network_security_group.ml',
            rule: 'DenyInternet',
            action: 'deny',
            priority: 4000,
            location: { file: 'main.tf', line: 40 },
          },
        ],
        explanation: 'Rule DenyInternet (4000) denies TCP 443 to Storage.westus2.',
      },
      met(),
    ],
    tooWide: [],
    diagnostics: [],
  };
}

/** The same network with the rule mended. */
export function passReport(): Report {
  return { ...gapReport(), conclusion: 'pass', missing: { tags: [], hosts: [] }, findings: [met()] };
}

function met(): Finding {
  return {
    requirement: 'host-pypi-org',
    scope: SCOPE,
    level: 'recommended',
    verdict: 'met',
    change: null,
    direction: 'outbound',
    protocol: 'tcp',
    ports: ['443'],
    tag: null,
    host: 'pypi.org',
    purpose: 'Python packages.',
    uncovered: [],
    path: [],
    explanation: 'Rule AllowInternetOutBound allows TCP 443 to pypi.org.',
    remedy: null,
  };
}
