// docs/arm-functions.md: which functions of the public reference the evaluator of templates has, read from its own table.
import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import ts from 'typescript';

const generators = path.dirname(fileURLToPath(import.meta.url));
const root = path.join(generators, '..', '..');

const MEANINGS = {
  evaluated: 'evaluated',
  surroundings: 'evaluated where the input tells',
  open: 'unknown by nature',
  missing: 'missing',
};

/**
 * The table of functions.
 * @returns {Promise<Map<string, string>>} path from the root of the repository, and content
 */
export async function outputs() {
  const { source, chapters, besides } = JSON.parse(await readFile(path.join(generators, 'arm-reference.json'), 'utf8'));
  const functionNamed = await table();
  const kindOf = (name) => functionNamed(name)?.kind ?? 'missing';
  const cellOf = (name) => {
    const unsettled = functionNamed(name)?.unsettled;
    return `${MEANINGS[kindOf(name)]}${unsettled === undefined ? '' : `; unknown: ${unsettled}`}`;
  };
  const names = new Set([...Object.values(chapters).flat(), ...besides]);
  const count = (kind) => [...names].filter((name) => kindOf(name) === kind).length;
  const lines = [
    '# Functions of ARM templates',
    '',
    'Made by `npm run generate` from the table of functions in `src/sources/arm/language/`; change that, not this.',
    `Reference: ${source}.`,
    '',
    `Of ${names.size} functions ${count('evaluated')} are evaluated, ${count('surroundings')} are evaluated where the template or the settings tell what they ask for,`,
    `${count('open')} are unknown by nature (only Azure, the clock or chance can tell) and ${count('missing')} are missing.`,
    '',
    '`unknown:` names what the reference does not settle and is therefore left unknown.',
    "An argument that is not known leaves open only what depends on it: `and(x, false())` is false whatever `x` is, and of `concat('nsg-', x)` the beginning is known.",
    'A function that is not in this list is unknown too, and named in the report; it is no error. `list*` stands for every function whose name begins so.',
    'Functions that read files or secrets (`loadTextContent`, `getSecret` …) are resolved by the Bicep compiler or in parameter files, and never reach a template.',
    '',
    ...Object.entries(chapters).flatMap(([chapter, own]) => section(chapter, own, cellOf)),
    ...section('not in the reference', besides, cellOf),
  ];
  return new Map([['docs/arm-functions.md', lines.join('\n')]]);
}

function section(title, names, cellOf) {
  const rows = [...names].sort((a, b) => a.localeCompare(b, 'en')).map((name) => `| \`${name}\` | ${cellOf(name)} |`);
  const heading = title === 'cidr' ? 'CIDR' : title[0].toUpperCase() + title.slice(1);
  return [`## ${heading}`, '', '| function | here |', '|---|---|', ...rows, ''];
}

/** The evaluator's own lookup. Types are taken off and nothing else is done; the folder is inside the repository so that packages are found. */
async function table() {
  const cache = path.join(root, 'node_modules', '.cache', `arm-functions-${process.pid}`);
  try {
    for (const folder of ['src/azure', 'src/sources/arm/language', 'src/sources/arm/language/functions'])
      await transpile(path.join(root, folder), path.join(cache, folder));
    await cp(path.join(root, 'package.json'), path.join(cache, 'package.json'));
    const module = path.join(cache, 'src/sources/arm/language/functions.js');
    return (await import(pathToFileURL(module).href)).functionNamed;
  } finally {
    await rm(cache, { recursive: true, force: true });
  }
}

async function transpile(from, to) {
  await mkdir(to, { recursive: true });
  for (const name of (await readdir(from)).filter((file) => file.endsWith('.ts'))) {
    const text = await readFile(path.join(from, name), 'utf8');
    const { outputText } = ts.transpileModule(text, {
      compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022, verbatimModuleSyntax: true },
    });
    await writeFile(path.join(to, name.replace(/\.ts$/, '.js')), outputText);
  }
}
