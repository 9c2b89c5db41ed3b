/** Faults in route tables (R4, T7, T10). */
import { msg } from '../../azure/message.js';
import type { Route, RouteTable } from '../../azure/model.js';
import { isUnknown } from '../../azure/value.js';
import { addressFaults, readAddressTexts, regionFaults, securityGroupOnly } from './fields.js';
import { type Note, quoted, type Where, warning } from './notes.js';

/** Routes with tags that one table may have (T10). */
const MOST_TAG_ROUTES = 25;

const NEXT_HOPS = new Set([
  'virtualnetworkgateway',
  'vnetlocal',
  'internet',
  'virtualappliance',
  'none',
  'virtualnetwork',
  'nexthopblackhole',
]);

export function* routeFaults(table: RouteTable): Generator<Note> {
  let tagRoutes = 0;
  for (const route of table.routes) {
    const where: Where = {
      resource: table.id,
      part: ['route', route.name],
      location: route.location ?? table.location,
    };
    yield* prefixFaults(route, where);
    yield* nextHopFaults(route, where);
    if (hasTag(route) && route.presence === undefined) tagRoutes++;
  }
  if (tagRoutes > MOST_TAG_ROUTES) {
    yield warning(
      msg`route tables with too many service tags`,
      { resource: table.id, location: table.location },
      () => msg`it has ${tagRoutes} routes with service tags; Azure takes ${MOST_TAG_ROUTES} in one table`,
    );
  }
}

function hasTag({ addressPrefix }: Route): boolean {
  for (const read of readAddressTexts([addressPrefix])) if (read.kind === 'tag' && read.tag.exists) return true;
  return false;
}

function* prefixFaults({ addressPrefix }: Route, where: Where): Generator<Note> {
  for (const read of readAddressTexts([addressPrefix])) {
    yield* addressFaults(read, where);
    if (read.kind === 'tag') {
      yield* regionFaults(read, where);
      yield* securityGroupOnly(read, 'route', where);
    } else if (read.kind === 'special') {
      yield warning(
        msg`tags that are no prefix of a route`,
        where,
        () => msg`the tag ${read.name} cannot be the prefix of a route, which takes nothing this way`,
      );
    } else if (read.kind === 'addresses' && read.text.includes('-')) {
      yield warning(
        msg`prefixes that cannot be read`,
        where,
        () => msg`${quoted(read.text)} is a range; a route has one prefix`,
      );
    }
  }
}

function* nextHopFaults({ nextHopType }: Route, where: Where): Generator<Note> {
  if (isUnknown(nextHopType) || NEXT_HOPS.has(nextHopType.trim().toLowerCase())) return;
  yield warning(msg`next hops that do not exist`, where, () => msg`${quoted(nextHopType)} is no type of next hop`);
}
