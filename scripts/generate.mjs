// Writes every file that is made from another one; with --check it writes nothing, names the stale ones and exits 1.
// Each scripts/generators/*.mjs exports outputs(): Promise<Map<path from the root, content>>.
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const scripts = path.dirname(fileURLToPath(import.meta.url));
const root = path.join(scripts, '..');
const check = process.argv.includes('--check');

const files = new Map();
const generators = (await readdir(path.join(scripts, 'generators'))).filter((name) => name.endsWith('.mjs')).sort();
for (const name of generators) {
  try {
    const { outputs } = await import(pathToFileURL(path.join(scripts, 'generators', name)).href);
    for (const [file, content] of await outputs()) {
      if (files.has(file)) throw new Error(`${files.get(file).from} makes ${file} too`);
      files.set(file, { content, from: name });
    }
  } catch (error) {
    // The others can still do their work; the run fails all the same.
    console.error(`scripts/generators/${name}: ${error.message}`);
    process.exitCode = 1;
  }
}

const stale = [];
for (const [file, { content }] of files) {
  const target = path.join(root, file);
  const before = await readFile(target, 'utf8').catch(() => null);
  // A checkout may have turned line ends round.
  if (before?.replaceAll('\r\n', '\n') === content) continue;
  stale.push(file);
  if (check) continue;
  await mkdir(path.dirname(target), { recursive: true });
  await writeFile(target, content);
}

for (const file of stale) console.log(check ? `${file} is stale: run npm run generate` : `wrote ${file}`);
if (check && stale.length > 0) process.exitCode = 1;
