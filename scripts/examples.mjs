// Writes examples/*/expected.json: the JSON report of the command in each example's README. Run after a change of behaviour, then review the difference.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..');
const examples = path.join(root, 'examples');
const names = readdirSync(examples).filter((name) => existsSync(path.join(examples, name, 'plan.json')));

for (const name of names.sort()) {
  const readme = readFileSync(path.join(examples, name, 'README.md'), 'utf8');
  const command = /^node (dist\/cli\.js check .+)$/m.exec(readme);
  if (!command) throw new Error(`examples/${name}/README.md has no line that begins with "node dist/cli.js check"`);
  const run = spawnSync(process.execPath, [...command[1].split(' '), '--format', 'json'], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  if (run.status !== 0 && run.status !== 1)
    throw new Error(`examples/${name}: exit status ${run.status}\n${run.stderr}`);
  writeFileSync(path.join(examples, name, 'expected.json'), run.stdout);
  console.log(`examples/${name}/expected.json: ${JSON.parse(run.stdout).conclusion}`);
}
