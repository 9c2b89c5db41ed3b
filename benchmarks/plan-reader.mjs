// Time and peak memory of the plan reader against a bare JSON.parse, on generated plans: `node benchmarks/plan-reader.mjs [MB ...]`.
// Wants build/: `npx tsc -p tsconfig.build.json --outDir build`. Every figure is taken in a process of its own.

import { constants } from 'node:buffer';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const SELF = fileURLToPath(import.meta.url);
const BUILD = path.resolve(process.env.PLAN_READER_BUILD ?? path.join(path.dirname(SELF), '..', 'build'));
const SIZES = [1, 10, 100, 1000];
/** Up to this size the best of several runs counts, to keep the machine's other work out of the figures. */
const REPEAT_UP_TO = 100;
const RUNS = 3;

const TASKS = {
  'this reader': async (file) => {
    const { readTerraformDocument } = await import(
      pathToFileURL(path.join(BUILD, 'sources/terraform/read-document.js')).href
    );
    const start = performance.now();
    const document = readTerraformDocument(file);
    return { ms: performance.now() - start, resources: document.resourceCount, kept: document.planned.length };
  },
  'JSON.parse': async (file) => {
    const start = performance.now();
    const plan = JSON.parse(fs.readFileSync(file, 'utf8'));
    return {
      ms: performance.now() - start,
      resources: plan.planned_values.root_module.child_modules[0].resources.length,
    };
  },
  'bare node': async () => ({ ms: 0 }),
};

if (process.argv[2] === '--run') {
  const answer = await TASKS[process.argv[3]](process.argv[4]);
  process.stdout.write(JSON.stringify({ ...answer, mb: (process.resourceUsage().maxRSS * 1024) / 1e6 }));
} else await main(process.argv.slice(2).map(Number));

async function main(asked) {
  const sizes = asked.length > 0 ? asked : SIZES;
  if (sizes.some((size) => !(size > 0))) {
    console.error('usage: node benchmarks/plan-reader.mjs [size in MB ...]');
    process.exit(2);
  }
  const { writePlan } = await import('./generate-plan.mjs');
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'plan-reader-'));
  try {
    console.log(
      `Node ${process.version} on ${os.cpus().length} x ${os.cpus()[0]?.model ?? 'unknown'}; bare node peaks at ${round(measure('bare node', '', 1).mb)} MB`,
    );
    const rows = [['plan', 'resources', 'this reader', '', 'JSON.parse', '', 'time', 'memory']];
    for (const size of sizes) {
      const file = path.join(folder, `${size}.json`);
      const bytes = writePlan(file, size);
      rows.push(row(file, bytes, size <= REPEAT_UP_TO ? RUNS : 1));
      fs.rmSync(file);
    }
    print(rows);
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

function row(file, bytes, runs) {
  const ours = measure('this reader', file, runs);
  const cells = [`${round(bytes / 1e6)} MB`, String(ours.resources), `${round(ours.ms)} ms`, `${round(ours.mb)} MB`];
  if (bytes > constants.MAX_STRING_LENGTH) return [...cells, 'impossible:', 'too long', '-', '-'];
  const theirs = measure('JSON.parse', file, runs);
  if (theirs.resources !== ours.resources)
    throw new Error(`${ours.resources} resources read, JSON.parse has ${theirs.resources}`);
  return [
    ...cells,
    `${round(theirs.ms)} ms`,
    `${round(theirs.mb)} MB`,
    `x ${(ours.ms / theirs.ms).toFixed(2)}`,
    `x ${(ours.mb / theirs.mb).toFixed(2)}`,
  ];
}

/** The fastest and the leanest of some runs. */
function measure(task, file, runs) {
  let best = null;
  for (let i = 0; i < runs; i++) {
    const child = spawnSync(process.execPath, [SELF, '--run', task, file], { encoding: 'utf8' });
    if (child.status !== 0) throw new Error(`${task} failed: ${child.stderr}`);
    const result = JSON.parse(child.stdout);
    best = best === null ? result : { ...result, ms: Math.min(best.ms, result.ms), mb: Math.min(best.mb, result.mb) };
  }
  return best;
}

function round(value) {
  return value < 10 ? value.toFixed(1) : String(Math.round(value));
}

function print(rows) {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  for (const row of rows) console.log(row.map((cell, column) => cell.padStart(widths[column])).join('  '));
}
