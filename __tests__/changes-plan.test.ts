/**
 * A real plan with an update, a replacement, a deletion, a move and a new subnet: what is new, what was there, and what is closed (issue 8, part 4).
 * Derived by hand from `prior_state` and `planned_values`, not from any report:
 * - `deny_internet` (4000, to the Internet) is deleted, and the group's own rule for AzureMachineLearning narrowed to 443. Before, the group of the
 *   training subnet denied all but AzureMachineLearning on 443, 8787, 18881 and the virtual network; now the default rule allows the Internet (N1).
 * - The route table is replaced and the route for AzureMachineLearning moved to another address: the same routes as before, so that tag goes to the
 *   Internet (R2) and everything else to the firewall, whose rules stay (AzureActiveDirectory, AzureMachineLearning, BatchNodeManagement.EastUS on 443;
 *   pypi.org, *.pypi.org, files.pythonhosted.org).
 * - The managed network goes from AllowOnlyApprovedOutbound, with those three hosts, to AllowInternetOutbound (M1).
 * - `spoke["extra"]` is new, behind the same table and without a group. No compute names it.
 */
import { describe, expect, it } from '@jest/globals';
import { check } from '../src/check.js';
import type { Finding } from '../src/reachability/finding.js';
import { exitStatus } from '../src/report/conclusion.js';
import type { Report } from '../src/report/report.js';
import { parseSettings } from '../src/settings/parse.js';
import { sharedFile } from './shared.js';

const TRAINING = 'azurerm_subnet.spoke["training"]';
const EXTRA = 'azurerm_subnet.spoke["extra"]';
const WORKSPACE = 'azurerm_machine_learning_workspace.aml';

async function report(scope: readonly string[]): Promise<Report | null> {
  const file = sharedFile('plans/hub-spoke-aml.changes.json');
  if (file === null) return null;
  const item = (texts: readonly string[]) => ({ texts, place: null, verbatim: true });
  const settings = parseSettings(
    new Map([['files', item([file])] as const, ...(scope.length === 0 ? [] : [['scope', item(scope)] as const])]),
  );
  return (await check(settings, { cwd: process.cwd(), within: null })).report;
}

const at = ({ findings }: Report, scope: string): readonly Finding[] => findings.filter((one) => one.scope === scope);

/** Tags and hosts of one kind, with their protocol where it is UDP. */
function names(
  findings: readonly Finding[],
  change: Finding['change'],
  verdicts: readonly string[],
): readonly string[] {
  return findings
    .filter((one) => one.change === change && verdicts.includes(one.verdict))
    .map(({ tag, host, protocol }) => `${tag ?? host}${protocol === 'udp' ? ' udp' : ''}`)
    .sort();
}

const GAP = ['unmet', 'partial'];

describe('the places that are checked by themselves', () => {
  it('have gaps that were there, and gaps that the change closes, and none that it makes', async () => {
    const found = await report([]);
    if (found === null) return;
    expect(found.scopes.map(({ id }) => id).sort()).toEqual([WORKSPACE, TRAINING]);
    expect(found.findings.filter(({ change }) => change === 'new')).toEqual([]);

    const training = at(found, TRAINING);
    // Denied by the group before; now on the way that the firewall or the route for the tag leaves open.
    expect(names(training, 'fixed', ['met'])).toEqual([
      'AzureMachineLearning udp',
      'BatchNodeManagement.eastus',
      'pypi.org',
    ]);
    // Open before as now: the tag by the group's rule, whose other ports the default rule allows now; the network by the default rule.
    expect(names(training, 'existing', ['met'])).toEqual(['AzureMachineLearning', 'VirtualNetwork']);
    // Denied by the group before, and in part or as a whole by the firewall now: 80 of Entra ID, all but one host of the wildcard.
    expect(names(training, 'existing', ['partial'])).toEqual(['*.pythonhosted.org', 'AzureActiveDirectory']);
    expect(names(training, 'existing', ['unmet'])).toEqual(
      expect.arrayContaining(['AzureResourceManager', 'Storage.eastus', 'AzureMonitor', 'github.com']),
    );
    expect(training).toHaveLength(33);

    // Every host but the one that had a rule was closed, and what the service approves by itself was open.
    const managed = at(found, WORKSPACE);
    expect(names(managed, 'existing', GAP)).toEqual([]);
    expect(names(managed, 'fixed', ['met'])).toContain('*.pythonhosted.org');
    expect(names(managed, 'fixed', ['met'])).not.toContain('pypi.org');
    expect(names(managed, 'existing', ['met'])).toEqual(expect.arrayContaining(['pypi.org', 'Storage.eastus']));
    expect(managed.every(({ host, change }) => host !== null || change === 'existing')).toBe(true);

    // 28 and 13 that were so before, 3 and 21 that are closed.
    expect(found.findings.filter(({ change }) => change === 'existing')).toHaveLength(41);
    expect(found.findings.filter(({ change }) => change === 'fixed')).toHaveLength(24);
    expect(exitStatus(found, 'new')).toBe(0);
    expect(exitStatus(found, 'required')).toBe(1);
  });
});

describe('with a subnet that the change adds', () => {
  it('all three kinds are told apart: everything there is new, and what is required fails the check', async () => {
    const found = await report([TRAINING, EXTRA]);
    if (found === null) return;
    expect(new Set(found.findings.map(({ change }) => change))).toEqual(new Set(['new', 'existing', 'fixed']));
    expect(at(found, EXTRA).every(({ change }) => change === 'new')).toBe(true);
    expect(at(found, TRAINING).some(({ change }) => change === 'new')).toBe(false);
    // Behind the firewall of the others: the same gaps, and no group in front of them.
    expect(names(at(found, EXTRA), 'new', GAP)).toEqual(names(at(found, TRAINING), 'existing', GAP));
    expect(names(at(found, EXTRA), 'new', ['met'])).toEqual(
      expect.arrayContaining(['AzureMachineLearning', 'AzureMachineLearning udp', 'BatchNodeManagement.eastus']),
    );
    expect(exitStatus(found, 'new')).toBe(1);
  });
});
