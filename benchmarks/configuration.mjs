// Speed of the reader of .tf folders: parsing in MB/s, evaluation, and the start-up of a run with and without such a folder:
// `node benchmarks/configuration.mjs [FOLDER]`. Without a folder, all .tf files of examples/ are taken, many times over.
// Wants build/: `npx tsc -p tsconfig.build.json --outDir build`.

import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const ROOT = path.join(path.dirname(fileURLToPath(import.meta.url)), '..');
const BUILD = path.resolve(process.env.CONFIGURATION_BUILD ?? path.join(ROOT, 'build'));
const RUNS = 5;
/** Groups of the generated folder, each with a hundred rules. */
const GROUPS = 200;

const load = (file) => import(pathToFileURL(path.join(BUILD, file)).href);
const { parseConfiguration } = await load('sources/terraform/hcl/parser.js');
const { readFolder } = await load('sources/terraform/configuration/read.js');

const [given] = process.argv.slice(2);
const texts = filesOf(given ?? path.join(ROOT, 'examples')).map((file) => fs.readFileSync(file, 'utf8'));
const size = texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0);
const times = Math.max(1, Math.ceil(4e6 / Math.max(size, 1)));

console.log(`Node ${process.version} on ${os.cpus().length} x ${os.cpus()[0]?.model ?? 'unknown'}`);
const cold = timed(() => {
  for (const text of texts) parseConfiguration(text);
});
const warm = best(() => {
  for (let run = 0; run < times; run++) for (const text of texts) parseConfiguration(text);
});
console.log(`parse, cold: ${texts.length} files, ${mb(size)} MB in ${cold.toFixed(0)} ms`);
console.log(`parse, warm: ${((size * times) / 1e6 / (warm / 1e3)).toFixed(1)} MB/s`);

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'configuration-'));
try {
  fs.writeFileSync(path.join(folder, 'main.tf'), generated());
  const options = { cwd: folder, within: null, reported: true, parameters: [] };
  const ms = best(() => readFolder(folder, '.', options));
  console.log(`read and evaluate: ${GROUPS} groups of 100 rules made by a loop, in ${ms.toFixed(0)} ms`);

  fs.writeFileSync(path.join(folder, 'empty.json'), '{}');
  fs.mkdirSync(path.join(folder, 'small'));
  fs.writeFileSync(path.join(folder, 'small', 'main.tf'), 'resource "azurerm_subnet" "s" {\n  name = "s"\n}\n');
  const bare = start(['-e', '0']);
  const without = start([path.join(ROOT, 'dist/cli.js'), 'check', path.join(folder, 'empty.json')]);
  const within = start([path.join(ROOT, 'dist/cli.js'), 'check', path.join(folder, 'small')]);
  console.log(
    `start-up: bare node ${bare.toFixed(0)} ms, a run without .tf ${without.toFixed(0)} ms, with a folder of one file ${within.toFixed(0)} ms`,
  );
} finally {
  fs.rmSync(folder, { recursive: true, force: true });
}

function filesOf(root) {
  return fs
    .readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.tf') && !name.includes('node_modules'))
    .map((name) => path.join(root, name))
    .filter((file) => fs.statSync(file).isFile());
}

function generated() {
  return `locals {
  tags = { for i in range(100) : format("rule-%03d", i) => i }
}
resource "azurerm_network_security_group" "g" {
  count = ${GROUPS}
  name  = "g-\${count.index}"
  dynamic "security_rule" {
    for_each = local.tags
    content {
      name                       = security_rule.key
      priority                   = 100 + security_rule.value
      direction                  = "Outbound"
      access                     = security_rule.value % 2 == 0 ? "Allow" : "Deny"
      protocol                   = "Tcp"
      source_port_range          = "*"
      destination_port_ranges    = [for port in [80, 443] : tostring(port)]
      source_address_prefix      = "*"
      destination_address_prefix = "10.\${count.index}.\${security_rule.value}.0/24"
    }
  }
}
`;
}

function timed(work) {
  const begin = performance.now();
  work();
  return performance.now() - begin;
}

function best(work) {
  return Math.min(...Array.from({ length: RUNS }, () => timed(work)));
}

function start(args) {
  return best(() => spawnSync(process.execPath, args, { stdio: 'ignore' }));
}

function mb(bytes) {
  return (bytes / 1e6).toFixed(2);
}
