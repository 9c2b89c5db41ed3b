import { beforeAll, describe, expect, it } from '@jest/globals';
import { check } from '../../src/check.js';
import type { Finding } from '../../src/reachability/finding.js';
import { parseSettings } from '../../src/settings/parse.js';

describe('security admin rules of Azure Virtual Network Manager (N12)', () => {
  let findings: readonly Finding[] = [];
  const of = (tag: string): Finding | undefined =>
    findings.find((finding) => finding.tag === tag && finding.direction === 'outbound');
  const steps = (tag: string) => of(tag)?.path.map(({ leg, rule, action }) => `${leg} ${rule} ${action}`);

  beforeAll(async () => {
    const texts = (...values: string[]) => ({ texts: values, place: null });
    const settings = parseSettings(
      new Map([
        ['files', texts('__tests__/reachability/fixtures/admin-rules/plan.json')],
        ['edition', texts('2026-03')],
        ['hbi', texts('false')],
        ['region', texts('westeurope')],
      ] as const),
    );
    findings = (await check(settings, { cwd: process.cwd(), within: null })).report.findings;
  });

  it('Deny ends it, although the default rules of the group would allow it', () => {
    expect(of('Storage.westeurope')?.verdict).toBe('unmet');
    expect(steps('Storage.westeurope')).toEqual(['security-admin-rule no-storage deny']);
  });

  it('a later AlwaysAllow does not undo an earlier Deny', () => {
    expect(steps('Storage.westeurope')?.some((step) => step.includes('storage-late'))).toBe(false);
  });

  it('AlwaysAllow ends it too: the deny rule of the group is not asked', () => {
    expect(of('AzureMonitor')?.verdict).toBe('met');
    expect(steps('AzureMonitor')?.[0]).toBe('security-admin-rule monitor allow');
    expect(steps('AzureMonitor')?.some((step) => step.includes('NoMonitor'))).toBe(false);
  });

  it('Allow goes on to the group, which may still deny', () => {
    expect(of('MicrosoftContainerRegistry')?.verdict).toBe('unmet');
    expect(steps('MicrosoftContainerRegistry')).toEqual([
      'security-admin-rule registry allow',
      'network-security-group NoRegistry deny',
    ]);
  });

  it('a configuration that nothing deploys is not in force', () => {
    expect(of('AzureResourceManager')?.verdict).toBe('met');
  });
});
