/** Virtual hubs, their connections and routing intents, from ARM's words to the model. */
import type { RoutingIntent, VirtualHubConnection } from '../../azure/model.js';
import { isUnknown } from '../../azure/value.js';
import { at, elements, flag, link, text, texts } from './cursor.js';
import { childSubject, type Mapper, parentOf, type Subject } from './mapper.js';

/** `Microsoft.Network/virtualHubs`, with the connections that API versions before 2020 write in it. */
export const virtualHub: Mapper = (subject) => {
  const { base, body } = subject;
  const connections = elements(at(body, 'virtualNetworkConnections')).items;
  return {
    virtualHubs: [{ ...base, addressPrefix: text(at(body, 'addressPrefix')) }],
    virtualHubConnections: connections
      .filter((item) => at(item, 'remoteVirtualNetwork').value !== undefined)
      .map((item) => connectionOf(childSubject(subject, item, 'hubVirtualNetworkConnections'), { key: base.key })),
  };
};

export const virtualHubConnection: Mapper = (subject) => ({
  virtualHubConnections: [connectionOf(subject, parentOf(subject, 'virtualHubs'))],
});

function connectionOf({ base, body }: Subject, hub: VirtualHubConnection['virtualHub']): VirtualHubConnection {
  return {
    ...base,
    virtualHub: hub,
    virtualNetwork: link(at(body, 'remoteVirtualNetwork'), ['virtualNetworks']),
    internetSecurity: flag(at(body, 'enableInternetSecurity')),
  };
}

const EVERYTHING: ReadonlySet<string> = new Set(['0.0.0.0/0', '::/0']);

/**
 * `virtualHubs/hubRouteTables`, as the routing intent that it comes to: a route for everything sends Internet traffic to its next hop, others send private
 * traffic there. Routes to connections lead into other networks and are left out,
 * but for one that takes the Internet there. Which connections use the table is not modelled: the ones of its hub do
 * (a reading of ours).
 */
export const hubRouteTable: Mapper = (subject) => {
  const { items, rest } = elements(at(subject.body, 'routes'));
  const policies = items.flatMap((item): RoutingIntent['policies'] => {
    const nextHop = link(at(item, 'nextHop'), ['firewalls']);
    const leadsElsewhere = nextHop !== null && 'id' in nextHop && !/\/azureFirewalls\//i.test(nextHop.id);
    const destinations = texts(at(item, 'destinations'));
    const isInternet = !isUnknown(destinations) && destinations.some((one) => !isUnknown(one) && EVERYTHING.has(one));
    if (nextHop === null || (leadsElsewhere && !isInternet)) return [];
    return [
      { destinations: isUnknown(destinations) ? destinations : [isInternet ? 'Internet' : 'PrivateTraffic'], nextHop },
    ];
  });
  if (rest !== null) policies.push({ destinations: rest, nextHop: rest });
  if (policies.length === 0) return {};
  return { routingIntents: [{ ...subject.base, virtualHub: parentOf(subject, 'virtualHubs'), policies }] };
};

/** `Microsoft.Network/virtualHubs/routingIntent`. */
export const routingIntent: Mapper = (subject) => {
  const { items, rest } = elements(at(subject.body, 'routingPolicies'));
  const policies: RoutingIntent['policies'][number][] = items.map((item) => ({
    destinations: texts(at(item, 'destinations')),
    nextHop: link(at(item, 'nextHop'), ['firewalls']),
  }));
  if (rest !== null) policies.push({ destinations: rest, nextHop: rest });
  return { routingIntents: [{ ...subject.base, virtualHub: parentOf(subject, 'virtualHubs'), policies }] };
};
