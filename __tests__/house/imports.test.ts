/** The rule on imports bites: a small tree that breaks each part of it is refused for the right reason, and one that keeps it is not. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

const root = path.join(import.meta.dirname, '..', '..');
const cruiser = path.join(root, 'node_modules', 'dependency-cruiser');
const manifest = JSON.parse(readFileSync(path.join(cruiser, 'package.json'), 'utf8')) as { bin: { depcruise: string } };

/** File name and text: every arrow that DESIGN's table allows, from the ground to the doors. */
const allowed: Readonly<Record<string, string>> = {
  'src/azure/model.ts': "import { parse } from 'yaml';\nexport const model = parse('1');",
  'src/requirements/requirement.ts': "import { model } from '../azure/model.js';\nexport const requirement = model;",
  'src/sources/source.ts':
    "import { readFileSync } from 'node:fs';\nimport { model } from '../azure/model.js';\nexport const source = [model, readFileSync];",
  'src/reachability/engine.ts':
    "import { model } from '../azure/model.js';\nimport { requirement } from '../requirements/requirement.js';\nexport const engine = [model, requirement];",
  'src/remedy/remedy.ts': "import { engine } from '../reachability/engine.js';\nexport const remedy = engine;",
  'src/report/report.ts': "import type { remedy } from '../remedy/remedy.js';\nexport type Report = typeof remedy;",
  'src/settings/settings.ts':
    "import { requirement } from '../requirements/requirement.js';\nexport const settings = requirement;",
  'src/github/comment.ts':
    "import { request } from 'node:https';\nimport type { Report } from '../report/report.js';\nimport { settings } from '../settings/settings.js';\nexport const comment = (report: Report) => [report, settings, request];",
  'src/check.ts':
    "import { source } from './sources/source.js';\nimport { settings } from './settings/settings.js';\nexport const check = [source, settings];",
  'src/action.ts':
    "import { check } from './check.js';\nimport { comment } from './github/comment.js';\nexport const run = () => [check, comment];",
  'src/cli.ts': "import { check } from './check.js';\nexport const run = () => check;",
  'src/main.ts': "import { run } from './action.js';\nrun();",
  'src/command.ts': "export {};\nawait import('./cli.js').then(({ run }) => run());",
};

/** One broken rule each: the rule's name, the importing file and what it wrongly imports. */
const broken: readonly (readonly [rule: string, file: string, imported: string])[] = [
  ['azure-is-the-ground', 'src/azure/up.ts', '../requirements/requirement.js'],
  ['sources-see-azure', 'src/sources/up.ts', '../requirements/requirement.js'],
  ['requirements-see-azure', 'src/requirements/up.ts', '../sources/source.js'],
  ['reachability-sees-model-and-requirements', 'src/reachability/up.ts', '../sources/source.js'],
  ['remedy-sees-reachability-and-below', 'src/remedy/up.ts', '../report/report.js'],
  ['fix-knows-no-door', 'src/fix/up.ts', '../settings/settings.js'],
  ['report-sees-findings-and-below', 'src/report/up.ts', '../settings/settings.js'],
  ['settings-see-azure-and-requirements', 'src/settings/up.ts', '../sources/source.js'],
  ['github-sees-report-and-settings', 'src/github/up.ts', '../reachability/engine.js'],
  ['check-knows-no-github', 'src/check.ts', './github/comment.js'],
  ['nothing-imports-a-door', 'src/action.ts', './main.js'],
  ['no-input-no-output', 'src/reachability/disk.ts', 'node:fs'],
  ['offline', 'src/sources/net.ts', 'node:https'],
  ['no-development-dependency', 'src/sources/dev.ts', 'jest'],
  ['no-development-dependency', 'src/sources/undeclared.ts', 'undeclared'],
  ['nothing-unresolvable', 'src/sources/gone.ts', './not-there.js'],
  ['stay-inside-src', 'src/sources/outside.ts', '../../scripts/tool.js'],
  ['no-cycle', 'src/azure/one.ts', './two.js'],
];

const trees: string[] = [];
afterAll(() => {
  for (const tree of trees) rmSync(tree, { recursive: true, force: true });
});

/** Writes a tree with the repository's own rule file and returns what the linter says of it. */
function cruise(files: Readonly<Record<string, string>>): readonly string[] {
  const tree = mkdtempSync(path.join(tmpdir(), 'imports-'));
  trees.push(tree);
  const packages = { yaml: '1.0.0', jest: '1.0.0', undeclared: '1.0.0' };
  const all: Record<string, string> = {
    'package.json': JSON.stringify({
      type: 'module',
      dependencies: { yaml: '1.0.0' },
      devDependencies: { jest: '1.0.0' },
    }),
    'scripts/tool.ts': 'export const tool = 1;',
    ...files,
  };
  for (const [name, version] of Object.entries(packages)) {
    all[`node_modules/${name}/package.json`] = JSON.stringify({ name, version, main: 'index.js' });
    all[`node_modules/${name}/index.js`] = 'exports.parse = String;';
  }
  for (const [name, text] of Object.entries(all)) {
    mkdirSync(path.dirname(path.join(tree, name)), { recursive: true });
    writeFileSync(path.join(tree, name), text);
  }
  for (const name of ['.dependency-cruiser.json', 'tsconfig.json'])
    cpSync(path.join(root, name), path.join(tree, name));
  const run = spawnSync(
    process.execPath,
    [
      path.join(cruiser, manifest.bin.depcruise),
      '--config',
      '.dependency-cruiser.json',
      '--output-type',
      'json',
      'src',
    ],
    { cwd: tree, encoding: 'utf8' },
  );
  expect(run.stderr).toBe('');
  const { summary } = JSON.parse(run.stdout) as {
    summary: { violations: { from: string; to: string; rule: { name: string; severity: string } }[] };
  };
  return summary.violations
    .filter(({ rule }) => rule.severity === 'error')
    .map(({ from, to, rule }) => `${rule.name}: ${rule.name === 'no-dead-file' ? to : from}`);
}

describe('the rule on imports', () => {
  it('accepts every arrow that points down, type-only and late imports included', () => {
    expect(cruise(allowed)).toEqual([]);
  });

  describe('refuses', () => {
    let violations: readonly string[] = [];
    beforeAll(() => {
      const files: Record<string, string> = {
        ...allowed,
        'src/azure/two.ts': "import type { one } from './one.js';\nexport type Two = typeof one;",
        'src/azure/forgotten.ts': 'export const forgotten = 1;',
      };
      for (const [, file, imported] of broken) {
        const name = path.basename(file, '.ts');
        files[file] = `${files[file] ?? `export const ${name} = 1;`}\nimport '${imported}';`;
      }
      violations = cruise(files);
    });

    it.each(broken)('%s: %s importing %s', (rule, file) => {
      expect(violations).toContain(`${rule}: ${file}`);
    });

    it('no-orphan: a file that nothing imports and that imports nothing', () => {
      expect(violations).toContain('no-orphan: src/azure/forgotten.ts');
    });

    it('no-dead-file: a file that no door leads to, though it imports others', () => {
      expect(violations).toContain('no-dead-file: src/remedy/up.ts');
    });

    it('nothing else in that tree', () => {
      const expected = new Set([
        ...broken.map(([rule, file]) => `${rule}: ${file}`),
        'no-orphan: src/azure/forgotten.ts',
      ]);
      // A cycle may be reported at either of its files, and most of the broken files are dead besides.
      const others = violations.filter(
        (violation) => !expected.has(violation) && !/^no-(cycle|dead-file): /.test(violation),
      );
      expect(others).toEqual([]);
    });
  });
});
