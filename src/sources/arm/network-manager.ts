/** Azure Virtual Network Manager: network groups, their members, and security admin rules (N12), from ARM's words to the model. */
import { msg } from '../../azure/message.js';
import type { OpenLink, ResourceKind } from '../../azure/model.js';
import { isUnknown, type Value } from '../../azure/value.js';
import { at, type Cursor, elements, link, oneOf, requiredNumber, requiredText, text, texts } from './cursor.js';
import { locationOf, type Mapper, parentOf } from './mapper.js';

const NETWORK_GROUP: readonly ResourceKind[] = ['networkGroups'];

/** `networkManagers/networkGroups`. */
export const networkGroup: Mapper = ({ base }) => ({ networkGroups: [base] });

/** `networkManagers/networkGroups/staticMembers`. */
export const networkGroupMember: Mapper = (subject) => ({
  networkGroupMembers: [
    {
      ...subject.base,
      networkGroup: parentOf(subject, 'networkGroups'),
      virtualNetwork: link(at(subject.body, 'resourceId'), ['virtualNetworks']),
    },
  ],
});

/**
 * `networkManagers/securityAdminConfigurations`. No resource of ARM puts one into force, a separate command does: whether that has been run is open.
 */
export const securityAdminConfiguration: Mapper = ({ base }) => {
  const { armId: _armId, ...own } = base;
  const inForce: OpenLink = {
    unknown: msg`whether the security admin configuration ${base.id} is deployed is not in the input`,
    candidates: [base.key, null],
  };
  return {
    securityAdminConfigurations: [base],
    securityAdminDeployments: [{ ...own, key: `${base.key}/deployment`, configurations: [inForce] }],
  };
};

/** `securityAdminConfigurations/ruleCollections`. */
export const securityAdminRuleCollection: Mapper = (subject) => {
  const { items, rest } = elements(at(subject.body, 'appliesToGroups'));
  const groups = items.map((item) => link(at(item, 'networkGroupId'), NETWORK_GROUP)).filter((one) => one !== null);
  return {
    securityAdminRuleCollections: [
      {
        ...subject.base,
        configuration: parentOf(subject, 'securityAdminConfigurations'),
        networkGroups: rest === null ? groups : [...groups, rest],
      },
    ],
  };
};

/** `ruleCollections/rules`. Rules of the kind `Default` are Azure's own and change nothing. */
export const securityAdminRule: Mapper = (subject) => {
  const { base, body } = subject;
  const kind = text(at(body, 'kind'));
  if (typeof kind === 'string' && kind.toLowerCase() === 'default') return {};
  return {
    securityAdminRules: [
      {
        ...base,
        collection: parentOf(subject, 'securityAdminRuleCollections'),
        action: oneOf(at(body, 'access'), ['Allow', 'Deny', 'AlwaysAllow']),
        rule: {
          name: base.name,
          priority: requiredNumber(at(body, 'priority')),
          direction: oneOf(at(body, 'direction'), ['Inbound', 'Outbound']),
          protocol: protocolOf(at(body, 'protocol')),
          sourcePortRanges: ports(at(body, 'sourcePortRanges')),
          destinationPortRanges: ports(at(body, 'destinationPortRanges')),
          sourceAddressPrefixes: prefixes(at(body, 'sources')),
          destinationAddressPrefixes: prefixes(at(body, 'destinations')),
          sourceApplicationSecurityGroups: false,
          destinationApplicationSecurityGroups: false,
          location: locationOf(subject, body),
        },
      },
    ],
  };
};

/** `Any` is what a security group writes as `*`. */
function protocolOf(cursor: Cursor): Value<string> {
  const value = requiredText(cursor);
  return typeof value === 'string' && value.toLowerCase() === 'any' ? '*' : value;
}

/** Ports that are not named are all ports. */
function ports(cursor: Cursor): Value<readonly Value<string>[]> {
  const list = texts(cursor);
  return isUnknown(list) || list.length > 0 ? list : ['*'];
}

/** Sources or destinations: each one prefix or one service tag; none is anything. */
function prefixes(list: Cursor): Value<readonly Value<string>[]> {
  const { items, rest } = elements(list);
  const values = items.map((item) => requiredText(at(item, 'addressPrefix')));
  if (rest !== null) return values.length === 0 ? rest : [...values, rest];
  return values.length === 0 ? ['*'] : values;
}
