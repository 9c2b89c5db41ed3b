// requirements/*.yaml, parts/*.yaml and the schema as modules, because a bundle cannot read files that lie beside its sources.
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';

const requirements = path.join(path.dirname(fileURLToPath(import.meta.url)), '..', '..', 'requirements');
const MADE = '// Made by scripts/generate.mjs from requirements/; change it there and run npm run generate.';

export async function outputs() {
  const schema = JSON.parse(await readFile(path.join(requirements, 'edition.schema.json'), 'utf8'));
  const editions = [
    '/** The built-in editions and their parts, as written in requirements/. */',
    MADE,
    "import type { EditionDocument } from './edition.js';",
    constant('EDITION_DOCUMENTS: readonly EditionDocument[]', await documents('.')),
    constant('PART_DOCUMENTS: readonly EditionDocument[]', await documents('parts')),
  ];
  const schemaModule = ['/** requirements/edition.schema.json. */', MADE, constant('EDITION_SCHEMA', schema)];
  return new Map([
    ['src/requirements/editions.generated.ts', editions.join('\n')],
    ['src/requirements/schema.generated.ts', schemaModule.join('\n')],
  ]);
}

async function documents(folder) {
  const names = (await readdir(path.join(requirements, folder))).filter((name) => name.endsWith('.yaml')).sort();
  return Promise.all(names.map(async (name) => parse(await readFile(path.join(requirements, folder, name), 'utf8'))));
}

function constant(declaration, value) {
  return `\nexport const ${declaration} = ${JSON.stringify(value, null, 2)};\n`;
}
