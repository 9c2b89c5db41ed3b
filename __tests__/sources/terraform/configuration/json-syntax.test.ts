import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseJsonConfiguration } from '../../../../src/sources/terraform/configuration/json-syntax.js';
import { saying } from '../../../messages.js';
import { messages, modelOf } from './folder.js';

const NATIVE = `
variable "team" {
  type    = string
  default = "blue"
}
locals {
  ports = ["80", "443"]
}
resource "azurerm_network_security_group" "g" {
  for_each = { one = 100, two = 200 }
  name     = "\${var.team}-\${each.key}"
  security_rule {
    name                    = "fixed"
    priority                = each.value
    direction               = "Outbound"
    access                  = var.team == "blue" ? "Allow" : "Deny"
    destination_port_ranges = local.ports
  }
  dynamic "security_rule" {
    for_each = toset(["a", "b"])
    iterator = it
    content {
      name = "dynamic-\${it.value}"
    }
  }
}
output "names" {
  value = [for g in azurerm_network_security_group.g : g.name]
}
`;

const JSON_FORM = {
  '//': 'a comment',
  variable: { team: { type: 'string', default: 'blue' } },
  locals: { ports: ['80', '443'] },
  resource: {
    azurerm_network_security_group: {
      g: {
        for_each: { one: 100, two: 200 },
        name: `\${var.team}-\${each.key}`,
        security_rule: [
          {
            name: 'fixed',
            priority: `\${each.value}`,
            direction: 'Outbound',
            access: `\${var.team == "blue" ? "Allow" : "Deny"}`,
            destination_port_ranges: `\${local.ports}`,
          },
        ],
      },
    },
  },
  output: { names: { value: `\${[for g in azurerm_network_security_group.g : g.name]}` } },
};

describe('the JSON form of Terraform', () => {
  it('says what the native form says', () => {
    const native = modelOf(NATIVE.replace(/ {2}dynamic[\s\S]*?\n {2}\}\n/, '')).network;
    const json = modelOf({ 'main.tf.json': JSON.stringify(JSON_FORM) }).network;
    const plain = (value: unknown): unknown =>
      JSON.parse(JSON.stringify(value, (key, inner: unknown) => (key === 'location' ? null : inner)));
    expect(plain(json)).toEqual(plain(native));
    expect(json.networkSecurityGroups.map(({ name }) => name)).toEqual(['blue-one', 'blue-two']);
  });

  it('has dynamic blocks', () => {
    const { network } = modelOf({
      'main.tf.json': JSON.stringify({
        resource: {
          azurerm_network_security_group: {
            g: {
              name: 'g',
              dynamic: {
                security_rule: [
                  { for_each: `\${toset(["a", "b"])}`, iterator: 'it', content: [{ name: `d-\${it.value}` }] },
                ],
              },
            },
          },
        },
      }),
    });
    expect(network.networkSecurityGroups[0]?.securityRules.map(({ name }) => name)).toEqual(['d-a', 'd-b']);
  });

  it('has places in its own lines', () => {
    const { network } = modelOf({ 'main.tf.json': JSON.stringify(JSON_FORM, null, 2) });
    expect(network.networkSecurityGroups[0]?.location).toEqual({ file: 'main.tf.json', line: 17, column: 12 });
    expect(network.networkSecurityGroups[0]?.securityRules[0]?.location?.line).toBe(24);
  });

  it.each([
    ['{', 1],
    ['[]', 1],
    ['{"resource": 1}', 1],
    [`{\n"locals": {"a": "\${"}}`, 2],
    ['{"locals": {"a": 1,}}', 1],
    [`{"locals": ${'['.repeat(300)}`, 1],
  ])('is told what is wrong with its place: %j', (text, line) => {
    const { value, fault } = parseJsonConfiguration(text);
    expect(value).toBeNull();
    expect(fault).toMatchObject({ line, message: saying(/./), column: expect.any(Number) });
  });

  it('is read beside native files, overrides included', () => {
    const { network } = modelOf({
      'main.tf': 'resource "azurerm_subnet" "s" {\n  name = "main"\n}\n',
      'x_override.tf.json': '{"resource":{"azurerm_subnet":{"s":{"name":"override"}}}}',
    });
    expect(network.subnets.map(({ name }) => name)).toEqual(['override']);
  });

  it('of any JSON is a tree or a fault', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5 }), (value) => {
        for (const type of ['resource', 'locals', 'variable', 'module', 'output', 'data']) {
          const parsed = parseJsonConfiguration(JSON.stringify({ [type]: value }));
          expect(parsed.value === null).toBe(parsed.fault !== null);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('does not take strings for anything but templates', () => {
    const model = modelOf({
      'main.tf.json': `{"resource":{"azurerm_subnet":{"s":{"name":"a \\"quoted\\" $\${x} \\\\n TEXT_"}}}}`,
    });
    expect(model.network.subnets[0]?.name).toBe(`a "quoted" \${x} \\n TEXT_`);
    expect(messages(model)).toEqual([]);
  });
});
