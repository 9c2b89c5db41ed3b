/** Azure resource ids: parts, relatives and equality. */
import { describe, expect, it } from '@jest/globals';
import {
  armIdKey,
  armIdUnder,
  childArmId,
  parentArmId,
  parseArmId,
  resourceGroupOf,
  sameArmId,
} from '../../src/azure/arm-id.js';

const VNET = '/subscriptions/s1/resourceGroups/Rg-Net/providers/Microsoft.Network/virtualNetworks/vnet1';

describe('resource ids', () => {
  it('are read into subscription, group, type and names, whatever their case', () => {
    expect(parseArmId(`${VNET.replace('resourceGroups', 'resourcegroups')}/subnets/training`)).toEqual({
      subscription: 's1',
      resourceGroup: 'Rg-Net',
      type: 'Microsoft.Network/virtualNetworks/subnets',
      names: ['vnet1', 'training'],
    });
  });

  it('of extensions are read from their last provider on', () => {
    expect(parseArmId(`${VNET}/providers/Microsoft.Insights/diagnosticSettings/d`)?.type).toBe(
      'Microsoft.Insights/diagnosticSettings',
    );
  });

  it('that are none, or whose names and types do not pair, are refused', () => {
    for (const text of ['', '/', 'vnet1', '/subscriptions/s1/resourceGroups/rg', '/providers', `${VNET}/subnets`])
      expect(parseArmId(text)).toBeNull();
  });

  it('are equal without regard to case, doubled slashes and a slash at the end', () => {
    expect(sameArmId(VNET, `/${VNET.toUpperCase()}/`)).toBe(true);
    expect(sameArmId(VNET, `${VNET}2`)).toBe(false);
    expect(armIdKey(` ${VNET} `)).toBe(VNET.toLowerCase());
  });

  it('know their parent, their children and their group', () => {
    expect(childArmId(VNET, 'subnets', 'training')).toBe(`${VNET}/subnets/training`);
    expect(parentArmId(`${VNET}/subnets/training`)).toBe(VNET);
    expect(parentArmId(VNET)).toBeNull();
    expect(resourceGroupOf('/subscriptions/s1/resourcegroups/rg')).toBe('rg');
    expect(resourceGroupOf('/subscriptions/s1')).toBeNull();
  });

  it('follow from the parent: a child beside its type segment, anything else behind the provider', () => {
    expect(armIdUnder(VNET, 'Microsoft.Network/virtualNetworks/subnets', 'a')).toBe(`${VNET}/subnets/a`);
    expect(armIdUnder('/subscriptions/s1/resourceGroups/rg', 'Microsoft.Network/routeTables', 'rt')).toBe(
      '/subscriptions/s1/resourceGroups/rg/providers/Microsoft.Network/routeTables/rt',
    );
  });

  it('of hostile length take linear time', () => {
    const slashes = '/'.repeat(500_000);
    expect(parseArmId(`${slashes}x`)).toBeNull();
    expect(armIdKey(`${slashes}x${slashes}`)).toBe('/x');
    expect(resourceGroupOf(`${slashes}x`)).toBeNull();
  });
});
