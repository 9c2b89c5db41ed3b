// Runs the acceptance cases that lie beside the repository, when they are there, and compares the failures with .ci/expected-failures.txt.
//
//   node .ci/cases.mjs            fails when a listed case passes, or one that is not listed fails
//   node .ci/cases.mjs --update   writes the list anew from what fails now
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..');
const folder = path.join(root, '..', 'shared', 'cases');
const runner = path.join(folder, 'run');
const listFile = path.join(root, '.ci', 'expected-failures.txt');

if (!existsSync(runner)) {
  console.log('No acceptance cases beside the repository: skipped.');
} else {
  const run = spawnSync(process.execPath, [runner, path.join(root, 'dist', 'cli.js'), '-v'], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  process.stderr.write(run.stderr);
  const total = /^(\d+) passed, (\d+) failed$/m.exec(run.stdout);
  const failing = [...run.stdout.matchAll(/^FAILED (\S+): /gm)].map(([, name]) => name);
  if (!total || Number(total[2]) !== failing.length) {
    console.log(run.stdout);
    console.log('The case runner did not finish.\nAcceptance: 0 passed, 1 failed');
    process.exitCode = 1;
  } else if (process.argv.includes('--update')) update(failing);
  else compare(run.stdout, failing, Number(total[1]));
}

/** The names in the list: one a line, `#` begins a comment. */
function listed() {
  if (!existsSync(listFile)) return [];
  return readFileSync(listFile, 'utf8')
    .split('\n')
    .map((line) => line.replace(/#.*/, '').trim())
    .filter((line) => line !== '');
}

/** Prints every case that does not do what is expected of it; an expected failure counts neither as passed nor as failed. */
function compare(output, failing, passing) {
  const expected = new Set(listed());
  // A case's title, and the indented lines below it that say what differs.
  for (const [block, name] of output.matchAll(/^FAILED (\S+): .*\n(?: {4}.*\n)*/gm)) {
    if (!expected.has(name)) process.stdout.write(block);
  }
  const surprises = failing.filter((name) => !expected.has(name));
  const mended = [...expected].filter((name) => !failing.includes(name));
  for (const name of mended) {
    const there = existsSync(path.join(folder, name));
    console.log(`FAILED ${name}: ${there ? 'passes now' : 'is no case'}; take it out of .ci/expected-failures.txt`);
  }
  const known = failing.length - surprises.length;
  if (known > 0) console.log(`${known} more fail as .ci/expected-failures.txt says`);
  const wrong = surprises.length + mended.length;
  console.log(
    `Acceptance: ${passing - mended.filter((name) => existsSync(path.join(folder, name))).length} passed, ${wrong} failed`,
  );
  process.exitCode = wrong === 0 ? 0 : 1;
}

function update(failing) {
  const comments = existsSync(listFile) ? readFileSync(listFile, 'utf8').split('\n') : [];
  const head = comments.slice(
    0,
    comments.findIndex((line) => !line.startsWith('#')),
  );
  writeFileSync(listFile, [...head, ...failing, ''].join('\n'));
  console.log(`${failing.length} names in .ci/expected-failures.txt`);
}
