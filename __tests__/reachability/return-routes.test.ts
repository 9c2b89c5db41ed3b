/** Compute with a public address whose default route is forced: answers must find their way back (R8). */
import { describe, expect, it } from '@jest/globals';
import type { Route } from '../../src/azure/model.js';
import { compute, firewall, fromTag, judge, OPEN, route, rule, tagList, training } from './builders.js';

const toFirewall = route('0.0.0.0/0 -> VirtualAppliance firewall');
const closedFirewall = { firewalls: [firewall()] };

describe('public addresses behind a forced route', () => {
  const fromService = fromTag('AzureMachineLearning', '44224');
  const withCompute = (publicIp: boolean | null | typeof OPEN, routes: readonly Route[]) =>
    judge(
      training({
        rules: [rule(100, 'Allow Inbound Tcp AzureMachineLearning -> *@44224')],
        routes,
        computes: [compute({ publicIp })],
        ...closedFirewall,
      }),
      fromService,
    );

  it.each([
    [[], 'met'],
    [['0.0.0.0/0 -> Internet'], 'met'],
    [['0.0.0.0/0 -> VirtualAppliance firewall'], 'unmet'],
    [['0.0.0.0/0 -> VirtualAppliance 10.9.9.9'], 'unmet'],
    [['0.0.0.0/0 -> VirtualNetworkGateway'], 'unmet'],
    [['0.0.0.0/0 -> VirtualAppliance firewall', 'AzureMachineLearning -> Internet'], 'met'],
    [['0.0.0.0/0 -> VirtualAppliance firewall', 'AzureCloud -> Internet'], 'met'],
    [['0.0.0.0/0 -> VirtualAppliance firewall', 'BatchNodeManagement -> Internet'], 'unmet'],
  ])('an inbound row with routes %j is %s: answers must go back by the Internet (R8)', (lines, expected) => {
    const routes = lines.map((line) => route(line));
    expect(withCompute(true, routes).verdict).toBe(expected);
  });

  it('a route whose next hop is open may bring the answers back (R8)', () => {
    expect(
      withCompute(true, [toFirewall, { ...route('AzureMachineLearning -> Internet'), nextHopType: OPEN }]).verdict,
    ).toBe('unknown');
    expect(withCompute(true, [{ ...toFirewall, nextHopType: OPEN }]).verdict).toBe('unknown');
  });

  it('the route that takes the answers away is the one that decides (R8)', () => {
    expect(withCompute(true, [toFirewall])).toMatchObject({
      explanation: { kind: 'asymmetric-return', by: { resource: 'routes', rule: '0.0.0.0/0' } },
    });
  });

  it('with the prefixes of the tag as routes it is met as well (R8)', () => {
    const tags = tagList({ name: 'AzureMachineLearning', prefixes: ['13.66.87.134/32', '40.74.0.0/24'] });
    const world = (prefixes: readonly string[]) =>
      training({
        routes: [toFirewall, ...prefixes.map((prefix) => route(`${prefix} -> Internet`))],
        computes: [compute({ publicIp: true })],
        ...closedFirewall,
      });
    expect(judge(world(['13.66.87.134/32', '40.74.0.0/24']), fromService, { tags }).verdict).toBe('met');
    expect(judge(world(['13.66.87.134/32']), fromService, { tags }).verdict).toBe('partial');
  });

  it('does not matter for compute without a public address, and is open where the input does not tell (R8)', () => {
    expect(withCompute(false, [toFirewall]).verdict).toBe('met');
    expect(withCompute(OPEN, [toFirewall]).verdict).toBe('unknown');
    expect(withCompute(OPEN, []).verdict).toBe('met');
    // Compute that says nothing has one.
    expect(withCompute(null, [toFirewall]).verdict).toBe('unmet');
  });

  it('is open where there is no compute in the input (CONTRACT, "No compute in the input")', () => {
    const world = training({ routes: [toFirewall], ...closedFirewall });
    expect(judge(world, fromService).verdict).toBe('unknown');
  });
});
