// Measures the reader of templates: a generated template with many nested deployments, from its text to the network.
//
//   npm run benchmark:templates [-- --megabytes 2 --deployments 100]
import { performance } from 'node:perf_hooks';
import { parseTemplate } from '../build/sources/arm/template/document.js';
import { readTemplateModel } from '../build/sources/arm/template/model.js';

const SCHEMA = 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#';

/** A module as Bicep compiles one: parameters, a loop of rules, a group, a network that it links to, outputs. */
function module(rules) {
  return {
    $schema: SCHEMA,
    contentVersion: '1.0.0.0',
    parameters: {
      name: { type: 'string' },
      location: { type: 'string', defaultValue: '[resourceGroup().location]' },
      extra: { type: 'array', defaultValue: [] },
    },
    variables: {
      rules: Array.from({ length: rules }, (_, index) => ({
        name: `rule-${index}`,
        description: `Rule ${index} of the module, with a sentence that is as long as those that people write in templates.`,
        tag: ['Storage', 'AzureActiveDirectory', 'AzureMachineLearning', 'BatchNodeManagement'][index % 4],
      })),
    },
    resources: [
      {
        type: 'Microsoft.Network/networkSecurityGroups',
        apiVersion: '2023-11-01',
        name: "[format('nsg-{0}', parameters('name'))]",
        location: "[parameters('location')]",
        properties: {
          copy: [
            {
              name: 'securityRules',
              count: "[length(variables('rules'))]",
              input: {
                name: "[variables('rules')[copyIndex('securityRules')].name]",
                properties: {
                  description: "[variables('rules')[copyIndex('securityRules')].description]",
                  priority: "[add(100, copyIndex('securityRules'))]",
                  direction: 'Outbound',
                  access: "[if(equals(mod(copyIndex('securityRules'), 7), 3), 'Deny', 'Allow')]",
                  protocol: 'Tcp',
                  sourcePortRange: '*',
                  sourceAddressPrefix: '*',
                  destinationPortRange: '443',
                  destinationAddressPrefix:
                    "[format('{0}.{1}', variables('rules')[copyIndex('securityRules')].tag, toLower(parameters('location')))]",
                },
              },
            },
          ],
        },
      },
      {
        type: 'Microsoft.Network/virtualNetworks',
        apiVersion: '2023-11-01',
        name: "[format('vnet-{0}', parameters('name'))]",
        location: "[parameters('location')]",
        properties: {
          addressSpace: { addressPrefixes: ['10.0.0.0/16'] },
          subnets: [
            {
              name: 'training',
              properties: {
                addressPrefix: "[cidrSubnet('10.0.0.0/16', 24, 1)]",
                networkSecurityGroup: {
                  id: "[resourceId('Microsoft.Network/networkSecurityGroups', format('nsg-{0}', parameters('name')))]",
                },
              },
            },
          ],
        },
      },
    ],
    outputs: {
      network: {
        type: 'string',
        value: "[resourceId('Microsoft.Network/virtualNetworks', format('vnet-{0}', parameters('name')))]",
      },
    },
  };
}

function generate(deployments, bytes) {
  const size = (rules) => JSON.stringify(module(rules), null, 2).length;
  const perRule = (size(200) - size(0)) / 200;
  const rules = Math.max(1, Math.round((bytes / deployments - size(0)) / (perRule * 1.15)));
  const resources = Array.from({ length: deployments }, (_, index) => ({
    type: 'Microsoft.Resources/deployments',
    apiVersion: '2022-09-01',
    name: `module-${index}`,
    properties: {
      mode: 'Incremental',
      expressionEvaluationOptions: { scope: 'inner' },
      parameters: {
        name: {
          value:
            index === 0
              ? 'first'
              : `[format('${index}-{0}', last(split(reference('module-${index - 1}').outputs.network.value, '-')))]`,
        },
        location: { value: 'westus2' },
      },
      template: module(rules),
    },
  }));
  return JSON.stringify({ $schema: SCHEMA, contentVersion: '1.0.0.0', resources }, null, 2);
}

function numberAfter(flag, byDefault) {
  const at = process.argv.indexOf(flag);
  return at < 0 ? byDefault : Number(process.argv[at + 1]);
}

const deployments = numberAfter('--deployments', 100);
const text = generate(deployments, numberAfter('--megabytes', 2) * 1024 * 1024);
console.log(
  `${(text.length / 1024 / 1024).toFixed(2)} MB, ${deployments} nested deployments, each naming itself after the one before`,
);
for (const run of ['cold', 'warm', 'warm']) {
  const start = performance.now();
  const document = parseTemplate('generated.json', text);
  const parsed = performance.now();
  const { network } = readTemplateModel(document, {
    reported: true,
    region: null,
    cloud: 'public',
    given: () => undefined,
  });
  const end = performance.now();
  const rules = network.networkSecurityGroups.reduce((sum, { securityRules }) => sum + securityRules.length, 0);
  console.log(
    `${run}: ${Math.round(end - start)} ms (${Math.round(parsed - start)} to parse, ${Math.round(end - parsed)} to evaluate and map ${network.networkSecurityGroups.length} groups with ${rules} rules)`,
  );
}
