// Time and peak memory of the engine on large network security groups in exact mode: `node benchmarks/engine.mjs [--full] [SERVICE_TAGS.json]`.
// Wants build/: `npx tsc -p tsconfig.build.json --outDir build`. Every figure is taken in a process of its own. Each input is doubled twice, the others
// staying as they are: the work is linear where processor time at most doubles with it. `--once` takes one figure only and prints no ratios.

import { spawnSync } from 'node:child_process';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const SELF = fileURLToPath(import.meta.url);
const BUILD = path.resolve(process.env.ENGINE_BUILD ?? path.join(path.dirname(SELF), '..', 'build'));
const SMALL = { groups: 50, rules: 250 };
const FULL = { groups: 1000, rules: 1000 };
const EDITION = '2026-03';

if (process.argv[2] === '--run') {
  const answer = await run(JSON.parse(process.argv[3]));
  process.stdout.write(JSON.stringify({ ...answer, mb: (process.resourceUsage().maxRSS * 1024) / 1e6 }));
} else main(process.argv.slice(2));

function main(words) {
  const flags = new Set(words.filter((word) => word.startsWith('--')));
  const files = words.filter((word) => !word.startsWith('--'));
  if (files.length > 1 || [...flags].some((flag) => !['--full', '--once'].includes(flag))) {
    console.error('usage: node benchmarks/engine.mjs [--full] [--once] [SERVICE_TAGS.json]');
    process.exit(2);
  }
  const size = flags.has('--full') ? FULL : SMALL;
  const tags = files[0] === undefined ? null : path.resolve(files[0]);
  const base = measure({ ...size, tags });
  const cpus = os.cpus();
  console.log(
    `Node ${process.version} on ${cpus.length} x ${cpus[0]?.model ?? 'unknown'}; edition ${EDITION}, ${base.requirements} requirements per group;`,
  );
  console.log(
    `service tags: ${tags === null ? 'generated' : path.basename(tags)}, ${base.prefixes} prefixes, read in ${round(base.loadMs)} ms\n`,
  );
  const rows = [
    [
      'groups',
      'rules each',
      'findings',
      'time',
      'processor',
      'remarks on rules',
      'rules x requirements',
      'peak memory',
      'processor time for twice as much',
    ],
  ];
  rows.push(row(size, base, null));
  if (!flags.has('--once')) {
    for (const input of ['groups', 'rules']) {
      let before = base;
      for (const factor of [2, 4]) {
        const larger = { ...size, [input]: size[input] * factor };
        const result = measure({ ...larger, tags });
        rows.push(row(larger, result, result.cpuMs / before.cpuMs));
        before = result;
      }
    }
  }
  const widths = rows[0].map((_, column) => Math.max(...rows.map((cells) => cells[column].length)));
  for (const cells of rows) console.log(cells.map((cell, column) => cell.padStart(widths[column])).join('  '));
}

function row({ groups, rules }, { findings, ms, cpuMs, remarksMs, pairs, mb }, ratio) {
  return [
    String(groups),
    String(rules),
    String(findings),
    `${round(ms)} ms`,
    `${round(cpuMs)} ms`,
    `${round(remarksMs)} ms`,
    `${round(pairs / cpuMs / 1000)} M/s`,
    `${round(mb)} MB`,
    ratio === null ? '' : `x ${ratio.toFixed(2)}`,
  ];
}

function measure(task) {
  // One thread for garbage as well: several wait for each other on a busy machine, and their waiting is no work of the engine. A young generation of
  // 128 MB: with V8's own 16 MB there are eight times as many scavenges, and each visits every page of a heap of gigabytes, whatever it finds there.
  const flags = ['--max-old-space-size=12288', '--max-semi-space-size=128', '--single-threaded-gc'];
  const child = spawnSync(process.execPath, [...flags, SELF, '--run', JSON.stringify(task)], { encoding: 'utf8' });
  if (child.status !== 0) throw new Error(`the run failed: ${child.stderr}`);
  return JSON.parse(child.stdout);
}

function round(value) {
  return value < 10 ? value.toFixed(1) : String(Math.round(value));
}

async function run({ groups, rules, tags }) {
  const load = (file) => import(pathToFileURL(path.join(BUILD, file)).href);
  const [
    { EMPTY_NETWORK },
    { REGIONS },
    { tagListOf },
    { evaluate },
    { findScopes },
    { buildTopology },
    { builtInEdition },
    { requirementsFor },
    { ownersOnPaths },
    { shadowDiagnostics },
    { wideRules },
    { tellTooWide },
  ] = await Promise.all(
    [
      'azure/model.js',
      'azure/regions.js',
      'azure/tag-list.js',
      'reachability/evaluate.js',
      'reachability/scopes.js',
      'reachability/topology.js',
      'requirements/built-in.js',
      'requirements/instantiate.js',
      'reachability/path-owners.js',
      'reachability/shadow-diagnostics.js',
      'reachability/too-wide.js',
      'remedy/tell-too-wide.js',
    ].map(load),
  );
  const { generateGroups, generateTags } = await import('./generate-groups.mjs');

  const loadStart = performance.now();
  let list;
  let prefixes;
  if (tags === null) {
    const generated = generateTags(REGIONS.filter(({ cloud }) => cloud === 'public').map(({ name }) => name));
    prefixes = generated.reduce((sum, tag) => sum + tag.prefixes.length, 0);
    list = tagListOf(generated);
  } else {
    const { loadTagList } = await load('sources/service-tags.js');
    const loaded = loadTagList({ path: tags, name: path.basename(tags) });
    list = loaded.list;
  }
  const loadMs = performance.now() - loadStart;
  prefixes ??= await countPrefixes(tags);

  const { formatPrefixes } = await load('azure/addresses.js');
  const near = formatPrefixes(list.prefixes('AzureMonitor')).prefixes.filter((prefix) => !prefix.includes(':'));
  const topology = buildTopology({ ...EMPTY_NETWORK, networkSecurityGroups: generateGroups(groups, rules, near) });
  const { scopes } = findScopes(topology, []);
  const edition = builtInEdition(EDITION);
  const named = ['python', 'pytorch', 'tensorflow', 'r', 'vscode', 'rstudio', 'automl', 'aks'];
  const context = { cloud: 'public', region: 'westus2', hbi: true, features: named, language: 'en' };

  let requirements = 0;
  const start = performance.now();
  const before = process.cpuUsage().user;
  const answers = evaluate(
    topology,
    scopes,
    (_, facts) => {
      const asked = requirementsFor(edition, context, facts);
      requirements = asked.length;
      return asked;
    },
    list,
  );
  const ms = performance.now() - start;
  // What other work on the machine costs is not in it: figures of one run can be compared.
  const cpuMs = (process.cpuUsage().user - before) / 1000;
  const remarksBefore = process.cpuUsage().user;
  const owners = ownersOnPaths(answers.findings, topology);
  shadowDiagnostics(owners, topology);
  tellTooWide(wideRules(answers, owners, scopes, topology), answers, topology, list);
  const remarksMs = (process.cpuUsage().user - remarksBefore) / 1000;
  const findings = answers.findings.length;
  return { ms, cpuMs, remarksMs, loadMs, prefixes, requirements, findings, pairs: groups * rules * requirements };
}

async function countPrefixes(file) {
  const { readFileSync } = await import('node:fs');
  const { values } = JSON.parse(readFileSync(file, 'utf8'));
  return values.reduce((sum, { properties }) => sum + properties.addressPrefixes.length, 0);
}
