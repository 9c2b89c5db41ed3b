// Makes dist/: TypeScript to build/, then one ES-module bundle per door, minified, with the licences of what is inside.
//
//   node scripts/build.mjs            writes dist/
//   node scripts/build.mjs FOLDER     writes FOLDER, which it empties first
//   node scripts/build.mjs --check    builds into a temporary folder and compares it with dist/, byte for byte
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { minify } from 'terser';

const require = createRequire(import.meta.url);
const ncc = require('@vercel/ncc');
const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..');
const dist = path.join(root, 'dist');

/** What is bundled: the entry among the compiled files, and the bundle's name. */
const doors = [
  { entry: 'main.js', filename: 'index.js' },
  { entry: 'command.js', filename: 'cli.js' },
];

// Paths inside bundles are made relative to the working folder; without this the bytes would depend on where the build is started.
process.chdir(root);
if (process.argv[2] === '--check') await check();
else write(path.resolve(root, process.argv[2] ?? dist), await bundle());

/** Compares what is committed with what the sources give, and says which files differ. */
async function check() {
  const temporary = mkdtempSync(path.join(tmpdir(), 'dist-'));
  try {
    write(temporary, await bundle());
    const names = [...new Set([...list(dist), ...list(temporary)])].sort();
    const differing = names.filter((name) => !same(path.join(dist, name), path.join(temporary, name)));
    if (differing.length === 0) return console.log(`dist/ is what the sources give (${names.length} files)`);
    console.error('dist/ is not what the sources give; run npm run build and commit these files:');
    for (const name of differing) console.error(`  dist/${name}`);
    process.exitCode = 1;
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}

/** @returns {Promise<Map<string, string>>} every file of dist/ with its content */
async function bundle() {
  const compiled = path.join(root, 'build');
  rmSync(compiled, { recursive: true, force: true });
  const tsc = spawnSync(process.execPath, [require.resolve('typescript/bin/tsc'), '-p', 'tsconfig.build.json'], {
    stdio: 'inherit',
  });
  if (tsc.status !== 0) process.exit(tsc.status ?? 1);
  // ncc decides between ES modules and CommonJS by the nearest package.json.
  writeFileSync(path.join(compiled, 'package.json'), '{ "type": "module" }\n');

  const files = new Map([['package.json', '{ "type": "module" }\n']]);
  for (const { entry, filename } of doors) {
    const { code, assets, stats } = await ncc(path.join(compiled, entry), {
      filename,
      minify: true,
      cache: false,
      quiet: true,
      sourceMapRegister: false,
    });
    const chunks = Object.entries(assets).filter(([name]) => name !== 'package.json');
    add(files, filename, code);
    for (const [name, { source }] of chunks) add(files, name, await smaller(name, source.toString('utf8')));
    add(files, `${path.basename(filename, '.js')}.licenses.txt`, licences(stats.compilation));
  }
  return files;
}

function add(files, name, content) {
  if (files.has(name)) throw new Error(`two bundles write dist/${name}`);
  files.set(name, content);
}

/** ncc minifies the bundle but not the chunks that are loaded later. */
async function smaller(name, source) {
  if (!name.endsWith('.js')) return source;
  const { code } = await minify({ [name]: source }, { module: true, ecma: 2020, format: { comments: 'some' } });
  return `${code}\n`;
}

/** The licence of every package that has a module in the bundle. ncc's own list leaves out the modules that it has joined into one. */
function licences(compilation) {
  const packages = new Set();
  const visit = (module) => {
    const inside = /^.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+/.exec(module.resource ?? '');
    if (inside) packages.add(inside[0]);
    for (const joined of module.modules ?? []) visit(joined);
  };
  for (const module of compilation.modules) visit(module);
  const texts = [...packages].map((folder) => {
    const { name, version, license } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
    const file = readdirSync(folder)
      .sort()
      .find((entry) => /^licen[cs]e/i.test(entry));
    const text = file ? readFileSync(path.join(folder, file), 'utf8').replace(/\r\n/g, '\n').trim() : '';
    return `${name} ${version}\n${license}\n${text ? `\n${text}\n` : ''}`;
  });
  // Two copies of one version are one entry. Compared by code unit, so that the order is the same everywhere.
  return [...new Set(texts)].sort((a, b) => (a < b ? -1 : 1)).join(`\n${'-'.repeat(80)}\n\n`);
}

function write(folder, files) {
  rmSync(folder, { recursive: true, force: true });
  for (const [name, content] of files) {
    const file = path.join(folder, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, content);
  }
}

/** @returns {string[]} the files below a folder, relative to it, with forward slashes */
function list(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).replaceAll(path.sep, '/'));
}

function same(one, other) {
  return existsSync(one) && existsSync(other) && readFileSync(one).equals(readFileSync(other));
}
