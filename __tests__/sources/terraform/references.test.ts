import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { english } from '../../../src/azure/message.js';
import type { Association, Link, Network } from '../../../src/azure/model.js';
import type { ConfigurationLookup } from '../../../src/sources/terraform/lookup.js';
import { readTerraformDocument } from '../../../src/sources/terraform/read-document.js';
import { readTerraform } from '../../../src/sources/terraform/reader.js';
import { termsOf } from '../../../src/sources/terraform/scope.js';

function networkOf(fixture: string, folder: ConfigurationLookup | null = null): Network {
  const file = join('__tests__/sources/terraform/fixtures', fixture, 'plan.json');
  return readTerraform(readTerraformDocument(file), { file, reported: true, folder }).network;
}

function association(network: Network, address: string): Association {
  const found = network.associations.find(({ key }) => key === address);
  if (found === undefined) throw new Error(`no association ${address}`);
  return found;
}

const candidatesOf = (link: Link): readonly (string | null)[] | undefined =>
  link !== null && 'unknown' in link ? link.candidates : [];

const reasonOf = (link: Link): string => (link !== null && 'unknown' in link ? english(link.unknown) : '');

/** A lookup that knows nothing, to be given what a test needs. */
const NOTHING: ConfigurationLookup = {
  blockLocation: () => null,
  callLocation: () => null,
  nestedLocation: () => null,
  hasDynamicBlock: () => null,
  localReferences: () => null,
  localValue: () => null,
  outputReferences: () => null,
  argumentReferences: () => null,
  attributeReferences: () => null,
};

describe('references of an expression', () => {
  it('are the longest of each chain, in order, a repetition counting again', () => {
    const references = [
      'azurerm_subnet.a["x.y"].id',
      'azurerm_subnet.a["x.y"]',
      'azurerm_subnet.a',
      'azurerm_subnet.a',
      'each.key',
    ];
    expect(termsOf(references).map(({ text }) => text)).toEqual([
      'azurerm_subnet.a["x.y"].id',
      'azurerm_subnet.a',
      'each.key',
    ]);
  });

  it('tell data sources, modules and keys with brackets and quotes apart', () => {
    const [data, module] = termsOf(['data.azurerm_subnet.x[0].id', 'module.net["a\\"]b"].ids']);
    expect(data).toMatchObject({
      root: 'resource',
      name: 'data.azurerm_subnet.x',
      steps: [{ key: 0 }, { name: 'id' }],
    });
    expect(module).toMatchObject({ root: 'module', name: 'net', steps: [{ key: 'a"]b' }, { name: 'ids' }] });
  });

  it('leave out what is no reference at all', () => {
    expect(termsOf(['', '[', 'a', 'x.y[', 'x..y', '"'])).toEqual([]);
  });
});

describe('links of a plan that creates everything (W4)', () => {
  const keys = networkOf('keys');

  it('follow each.key', () => {
    expect(association(keys, 'azurerm_subnet_network_security_group_association.zone["blue"]').owner).toEqual({
      key: 'azurerm_subnet.zone["blue"]',
    });
  });

  it('follow an attribute of each.value through the known value of a variable', () => {
    const target = (zone: string): Link =>
      association(keys, `azurerm_subnet_network_security_group_association.zone["${zone}"]`).target;
    expect(target('blue')).toEqual({ key: 'azurerm_network_security_group.kind["strict"]' });
    expect(target('green')).toEqual({ key: 'azurerm_network_security_group.kind["relaxed"]' });
  });

  it('follow each.value of a for_each over other resources', () => {
    expect(association(keys, 'azurerm_subnet_route_table_association.chained["green"]').owner).toEqual({
      key: 'azurerm_subnet.zone["green"]',
    });
  });

  it('take count.index for the same index where both sides have the same ones', () => {
    const counted = association(keys, 'azurerm_subnet_route_table_association.counted[1]');
    expect([counted.owner, counted.target]).toEqual([
      { key: 'azurerm_subnet.counted[1]' },
      { key: 'azurerm_route_table.counted[1]' },
    ]);
  });

  it('leave count.index + 1 open, with its candidates and its references, since a plan does not show the sum', () => {
    const { owner } = association(keys, 'azurerm_subnet_network_security_group_association.shifted[0]');
    expect(candidatesOf(owner)).toEqual(['azurerm_subnet.counted[0]', 'azurerm_subnet.counted[1]']);
    expect(reasonOf(owner)).toBe(
      'azurerm_subnet_network_security_group_association.shifted[0]: subnet_id is known after apply (it refers to azurerm_subnet.counted, count.index)',
    );
  });

  it('decide count.index + 1 where the .tf files show it', () => {
    const exact = networkOf('keys', {
      ...NOTHING,
      attributeReferences: (_, address, path) =>
        address.endsWith('.shifted') && path[0] === 'subnet_id'
          ? { references: ['azurerm_subnet.counted[count.index + 1].id'], taken: 0 }
          : null,
    });
    expect(association(exact, 'azurerm_subnet_network_security_group_association.shifted[0]').owner).toEqual({
      key: 'azurerm_subnet.counted[1]',
    });
  });

  it('leave a splat open of which one element is taken', () => {
    expect(candidatesOf(keys.networkInterfaces[0]?.subnets[0] ?? null)).toHaveLength(2);
  });
});

describe('links through modules', () => {
  const modules = networkOf('modules');

  it('follow an output of an output, and pick the instance that the index names (our reading of map outputs)', () => {
    expect(association(modules, 'module.filter[0].azurerm_subnet_network_security_group_association.g')).toMatchObject({
      owner: { key: 'module.team["teal"].module.net.azurerm_subnet.s["train"]' },
      target: { key: 'module.filter[0].azurerm_network_security_group.g' },
    });
  });

  it('follow an object that is put together in a module call', () => {
    expect(association(modules, 'module.filter[0].azurerm_subnet_route_table_association.g').target).toEqual({
      key: 'module.team["red"].module.net.azurerm_route_table.t',
    });
  });

  it('follow a for_each over module instances to an element of a splat', () => {
    expect(modules.networkInterfaces.map(({ key, subnets }) => [key, subnets[0]])).toEqual([
      ['azurerm_network_interface.each_team["red"]', { key: 'module.team["red"].module.net.azurerm_subnet.list[1]' }],
      ['azurerm_network_interface.each_team["teal"]', { key: 'module.team["teal"].module.net.azurerm_subnet.list[1]' }],
    ]);
  });

  it('keep modules of the same source apart', () => {
    const subnet = modules.subnets.find(({ key }) => key.startsWith('module.team["red"]'));
    expect(subnet?.virtualNetwork).toEqual({ key: 'module.team["red"].module.net.azurerm_virtual_network.v' });
  });
});

describe('choices', () => {
  const choices = networkOf('choices');
  const either = association(choices, 'azurerm_subnet_network_security_group_association.either');
  const byLocal = association(choices, 'azurerm_subnet_route_table_association.by_local');

  it('between blocks of count 0 and 1 are decided by which one exists', () => {
    expect(byLocal.owner).toEqual({ key: 'azurerm_subnet.private[0]' });
    expect(either.owner).toEqual({ key: 'azurerm_subnet.private[0]' });
  });

  it('between two that exist stay open with both', () => {
    expect(candidatesOf(either.target)).toEqual([
      'azurerm_network_security_group.a',
      'azurerm_network_security_group.b',
    ]);
  });

  it('made by a local are open from the plan alone, with the local as the reason', () => {
    expect(reasonOf(byLocal.target)).toContain('route_table_id is known after apply (it refers to local.table)');
    expect(candidatesOf(byLocal.target)).toBeUndefined();
  });

  it('made by a local are decided where the .tf files show it', () => {
    const folder: ConfigurationLookup = {
      ...NOTHING,
      localReferences: (_, name) => (name === 'table' ? { references: ['azurerm_route_table.c.id'], taken: 0 } : null),
    };
    const told = association(networkOf('choices', folder), 'azurerm_subnet_route_table_association.by_local');
    expect(told.target).toEqual({ key: 'azurerm_route_table.c' });
  });

  it('made by a circle of locals end', () => {
    const folder: ConfigurationLookup = {
      ...NOTHING,
      localReferences: () => ({ references: ['local.table[each.key].again', 'local.other'], taken: 0 }),
    };
    const told = association(networkOf('choices', folder), 'azurerm_subnet_route_table_association.by_local');
    expect(reasonOf(told.target)).toContain('local.table');
  });
});
