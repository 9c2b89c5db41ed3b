/** The machine learning extension of the command line writes Python's names (`hbi_workspace`, `network_settings`): here they become ARM's. */
import { isObject, member } from './members.js';

/** Nothing of these is read that lies deeper. */
const DEEPEST = 12;

/**
 * The body in ARM's words, where it is one of the extension's; any other body as it is.
 * @param type the ARM type that its id tells
 */
export function withoutUnderscores(type: string, body: unknown): unknown {
  const shape = SHAPES.get(type.toLowerCase());
  if (shape === undefined || !isObject(body) || isObject(member(body, 'properties'))) return body;
  return Object.keys(body).some((key) => MARKS.has(key)) ? shape(camel(body, 0)) : body;
}

/** Names that only the extension writes. */
const MARKS: ReadonlySet<string> = new Set([
  'hbi_workspace',
  'managed_network',
  'public_network_access',
  'discovery_url',
  'provisioning_state',
  'network_settings',
  'enable_node_public_ip',
  'service_resource_id',
  'resource_id',
  'creation_context',
]);

type Fields = Readonly<Record<string, unknown>>;

const SHAPES: ReadonlyMap<string, (body: Fields) => Fields> = new Map<string, (body: Fields) => Fields>([
  ['microsoft.machinelearningservices/workspaces', workspace],
  ['microsoft.machinelearningservices/workspaces/computes', compute],
  ['microsoft.machinelearningservices/workspaces/outboundrules', outboundRule],
]);

function workspace(body: Fields): Fields {
  const network = member(body, 'managedNetwork');
  if (!isObject(network)) return { ...body, properties: body };
  const rules = member(network, 'outboundRules');
  const managedNetwork = {
    ...network,
    isolationMode: word(member(network, 'isolationMode')),
    outboundRules: Array.isArray(rules) ? rules.map((rule) => (isObject(rule) ? outboundRule(rule) : rule)) : rules,
  };
  return { ...body, managedNetwork, properties: { ...body, managedNetwork } };
}

/** `type` is the compute's own type here, and the subnet's id is a text. */
function compute(body: Fields): Fields {
  const settings = member(body, 'networkSettings');
  const subnet = member(settings, 'subnet');
  return {
    ...body,
    properties: {
      computeType: word(member(body, 'type')),
      resourceId: member(body, 'resourceId'),
      properties: {
        enableNodePublicIp: member(body, 'enableNodePublicIp'),
        subnet: typeof subnet === 'string' ? { id: subnet } : subnet,
      },
    },
  };
}

/** The destination of a private endpoint and of a tag is an object of the rule; that of a host is a text. */
function outboundRule(rule: Fields): Fields {
  return { ...rule, properties: { ...rule, type: word(member(rule, 'type')) } };
}

/** `allow_only_approved_outbound` is `allowonlyapprovedoutbound`, which ARM's words are compared with in any case. */
function word(value: unknown): unknown {
  return typeof value === 'string' ? value.replaceAll('_', '') : value;
}

function camel(value: Fields, depth: number): Fields {
  const deeper = (one: unknown): unknown => {
    if (depth >= DEEPEST) return one;
    if (Array.isArray(one)) return one.map((item: unknown) => (isObject(item) ? camel(item, depth + 1) : item));
    return isObject(one) ? camel(one, depth + 1) : one;
  };
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [
      key.replace(/(?<=[a-z])_([a-z])/g, (_, letter: string) => letter.toUpperCase()),
      deeper(one),
    ]),
  );
}
