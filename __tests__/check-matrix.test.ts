/** What the pipeline asks for: region, cloud, HBI, editions and conditions as plans show them (CONTRACT, Decisions; MATRIX; T11, P2, P3, M1, M5). */
import { describe, expect, it } from '@jest/globals';
import { cluster, IDS, place, plan, run, type Values, verdicts, WORKSPACE, workspace } from './check-plans.js';

const world = (rules: readonly Values[], given: Values = {}) => ({
  ...workspace(given),
  ...cluster(),
  ...place(rules),
});
const file = (rules: readonly Values[], given: Values = {}) => ({ 'plan.json': plan(world(rules, given)) });

describe('region, cloud and HBI', () => {
  it('are those of the workspace, in any spelling', async () => {
    const report = await run(file([], { location: 'Japan East', high_business_impact: true }));
    expect(report.context).toMatchObject({ cloud: 'public', region: 'japaneast', hbi: true });
    expect(verdicts(report, 'outbound-azure-key-vault')).toEqual({ 'outbound-azure-key-vault': 'met' });
    expect(report.findings.some(({ tag }) => tag === 'AzureKeyVault.japaneast')).toBe(true);
  });

  it('are those of the settings where they say so', async () => {
    const report = await run(file([]), { region: 'uksouth', hbi: true });
    expect(report.context).toMatchObject({ region: 'uksouth', hbi: true });
    expect(report.findings.some(({ tag }) => tag === 'Storage.uksouth')).toBe(true);
    const not = await run(file([], { high_business_impact: true }), { hbi: false });
    expect(not.findings.some(({ tag }) => tag?.startsWith('AzureKeyVault') === true)).toBe(false);
  });

  it.each([
    ['usgovvirginia', 'government', true, false],
    ['chinaeast2', 'china', false, false],
    ['westeurope', 'public', true, true],
  ])('%s is in the cloud %s, which has its own tags (T11)', async (region, cloud, frontend, firstParty) => {
    const report = await run(file([], { location: region }));
    const asks = (tag: string) => report.findings.some((finding) => finding.tag === tag);
    expect(report.context.cloud).toBe(cloud);
    expect([asks('AzureFrontDoor.Frontend'), asks('AzureFrontDoor.FirstParty')]).toEqual([frontend, firstParty]);
  });

  it('that nothing tells are open: rows of the region keep their place, the key vault is recommended, and it is said', async () => {
    const report = await run({ 'plan.json': plan(place([])) });
    expect(report.context).toMatchObject({ region: null, hbi: null, cloud: 'public' });
    expect(report.findings.find(({ requirement }) => requirement === 'outbound-storage')?.tag).toBe('Storage.<region>');
    expect(report.findings.find(({ requirement }) => requirement === 'outbound-azure-key-vault')?.level).toBe(
      'recommended',
    );
    expect(
      report.diagnostics.filter(({ severity, message }) => severity === 'warning' && /region|HBI/.test(message)),
    ).toHaveLength(2);
  });
});

describe('editions and conditions of rows', () => {
  it('2021-11 asks for both inbound rows always; 2026-03 for its own where compute has a public address', async () => {
    const inbound = async (edition: string, publicIp: boolean) => {
      const files = {
        'plan.json': plan({ ...workspace(), ...cluster({ node_public_ip_enabled: publicIp }), ...place([]) }),
      };
      return (await run(files, { edition })).findings
        .filter(({ direction }) => direction === 'inbound')
        .map(({ tag, verdict, level }) => `${tag} ${verdict} ${level}`);
    };
    expect(await inbound('2021-11', false)).toEqual([
      'BatchNodeManagement unmet required',
      'AzureMachineLearning unmet required',
    ]);
    expect(await inbound('2026-03', false)).toEqual([]);
    expect(await inbound('2026-03', true)).toEqual(['AzureMachineLearning unmet required']);
  });

  it('without compute the inbound row is recommended (CONTRACT, "No compute in the input")', async () => {
    const report = await run({ 'plan.json': plan({ ...workspace(), ...place([]) }) });
    expect(report.findings.filter(({ direction }) => direction === 'inbound').map(({ level }) => level)).toEqual([
      'recommended',
    ]);
  });

  it('a private endpoint asks for VirtualNetwork and keeps Storage; Azure Monitor goes only with its own scope (P2, P3)', async () => {
    const endpoint = (group: string) => ({
      'azurerm_private_endpoint.pe': {
        id: '/pe',
        name: 'pe',
        resource_group_name: 'rg',
        subnet_id: IDS.subnet,
        private_service_connection: [
          { name: 'c', subresource_names: [group], private_connection_resource_id: '/x', is_manual_connection: false },
        ],
      },
    });
    const ids = ['outbound-virtual-network', 'outbound-storage', 'outbound-azure-monitor'];
    const asked = async (group: string | null) =>
      Object.keys(
        verdicts(
          await run({ 'plan.json': plan({ ...world([]), ...(group === null ? {} : endpoint(group)) }) }),
          ...ids,
        ),
      ).sort();
    expect(await asked(null)).toEqual(['outbound-azure-monitor', 'outbound-storage']);
    expect(await asked('blob')).toEqual(['outbound-azure-monitor', 'outbound-storage', 'outbound-virtual-network']);
    expect(await asked('azuremonitor')).toEqual(['outbound-storage', 'outbound-virtual-network']);
  });

  it('445 joins Storage where an appliance is on the way (CONTRACT, "Ports that depend")', async () => {
    const routes = {
      'azurerm_route_table.rt': {
        id: IDS.table,
        name: 'rt',
        resource_group_name: 'rg',
        route: [
          {
            name: 'default',
            address_prefix: '0.0.0.0/0',
            next_hop_type: 'VirtualAppliance',
            next_hop_in_ip_address: '10.9.9.9',
          },
        ],
      },
      'azurerm_subnet_route_table_association.rt': { id: IDS.subnet, subnet_id: IDS.subnet, route_table_id: IDS.table },
    };
    const report = await run({ 'plan.json': plan({ ...world([]), ...routes }) });
    expect(report.findings.find(({ requirement }) => requirement === 'outbound-storage')).toMatchObject({
      ports: ['443', '445'],
      verdict: 'unknown',
    });
    expect(report.conclusion).toBe('unknown');
  });

  it('a managed network is asked for hosts only by name, and no Kubernetes (M1, M5)', async () => {
    const report = await run(
      { 'plan.json': plan(workspace({ managed_network: [{ isolation_mode: 'AllowOnlyApprovedOutbound' }] })) },
      { features: ['aks'] },
    );
    expect(report.scopes).toMatchObject([{ id: WORKSPACE, kind: 'managed-network' }]);
    expect(report.missing.tags).toEqual([]);
    expect(report.missing.hosts).toContain('pypi.org');
    expect(
      report.findings.some(({ requirement }) => requirement.includes('aks') || requirement.includes('kubernetes')),
    ).toBe(false);
    expect(report.findings.some(({ direction }) => direction === 'inbound')).toBe(false);
  });
});
