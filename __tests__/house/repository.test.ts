/** What holds the repository together besides code: pinned actions, documents that name what is there, and CI that runs what README promises. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';

const root = path.join(import.meta.dirname, '..', '..');
const read = (file: string) => readFileSync(path.join(root, file), 'utf8');

const manifest = JSON.parse(read('package.json')) as {
  version: string;
  scripts: Record<string, string>;
  dependencies: Record<string, string>;
  devDependencies: Record<string, string>;
};
const workflows = readdirSync(path.join(root, '.github', 'workflows'));

interface Job {
  readonly 'timeout-minutes'?: number;
  readonly permissions?: unknown;
  readonly steps: readonly { readonly uses?: string; readonly run?: string }[];
}
interface Workflow {
  readonly permissions?: unknown;
  readonly concurrency?: unknown;
  readonly jobs: Readonly<Record<string, Job>>;
}

describe.each(workflows)('workflow %s', (name) => {
  const text = read(`.github/workflows/${name}`);
  const workflow = parse(text) as Workflow;

  it('pins every action by full commit hash, with its version in a comment', () => {
    const uses = text.split('\n').filter((line) => /^\s*(- )?uses:/.test(line));
    expect(uses).not.toHaveLength(0);
    for (const line of uses) {
      expect(line).toMatch(/uses: (\.\/[\w.-]*|[\w.-]+\/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+)$/);
    }
    const steps = Object.values(workflow.jobs).flatMap(({ steps: all }) =>
      all.filter((step) => step.uses !== undefined),
    );
    expect(steps).toHaveLength(uses.length);
  });

  it('asks for least permissions, has a timeout and does not run twice for one branch', () => {
    expect([{}, { contents: 'read' }]).toContainEqual(workflow.permissions);
    expect(workflow.concurrency).toBeDefined();
    for (const job of Object.values(workflow.jobs)) expect(job['timeout-minutes']).toBeLessThanOrEqual(30);
  });

  it('puts nothing that others can write into a shell line', () => {
    for (const { steps } of Object.values(workflow.jobs)) {
      for (const { run } of steps) expect(run ?? '').not.toContain('${{');
    }
  });
});

it('one action has one version in all workflows', () => {
  const pins = workflows.flatMap((name) =>
    read(`.github/workflows/${name}`).match(/[\w.-]+\/[\w.-]+(\/[\w-]+)?@[0-9a-f]{40}.*/g),
  );
  const versions = new Map<string, Set<string>>();
  for (const pin of pins) {
    const [action = '', version = ''] = String(pin).split('@');
    const repository = action.split('/').slice(0, 2).join('/');
    versions.set(repository, (versions.get(repository) ?? new Set()).add(version));
  }
  expect([...versions].filter(([, found]) => found.size > 1)).toEqual([]);
});

it('every npm script that a workflow, .ci/run or a document names is there', () => {
  const files = [
    ...workflows.map((name) => `.github/workflows/${name}`),
    ...['.ci/run', 'README.md', 'CONTRIBUTING.md', 'examples/README.md'],
  ];
  const named = files.flatMap((file) =>
    [...read(file).matchAll(/npm run (?:--silent )?([a-z][a-z0-9:]*)/g)].map(([, script]) => script),
  );
  expect(named.length).toBeGreaterThan(5);
  for (const script of named) expect(manifest.scripts).toHaveProperty([String(script)]);
});

describe('CI', () => {
  const script = read('.ci/run');

  it('runs the very test command that README names, which installs first', () => {
    const command = /<!-- test-command -->\n```sh\n(.+)\n```\n<!-- \/test-command -->/.exec(read('README.md'))?.[1];
    // `npm cit` is npm's own name for `npm ci` and `npm test`.
    expect(command).toBe('npm cit');
    expect(script).toContain("sed -n '/<!-- test-command -->/,/<!-- \\/test-command -->/{/^npm /p;}' README.md");
    expect(script).toContain('step "install and test: $test_command" $test_command');
  });

  it('runs every check of package.json', () => {
    const listed = /for check in ([a-z ]+);/.exec(script)?.[1]?.split(' ');
    const checks = Object.keys(manifest.scripts).filter((name) => name.startsWith('check:'));
    expect(checks.map((name) => name.slice('check:'.length)).sort()).toEqual(listed?.sort());
  });

  it('lists expected failures one a line, each once', () => {
    const names = read('.ci/expected-failures.txt')
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'));
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) expect(name).toMatch(/^[a-z]+-\d+-[a-z0-9-]+$/);
  });
});

describe('documents', () => {
  it('CONTRIBUTING says of every dependency why it is there, and of no other', () => {
    const section = read('CONTRIBUTING.md').split('\n## Dependencies\n')[1]?.split('\n## ')[0] ?? '';
    const cells = section.split('\n').filter((line) => line.startsWith('| `'));
    const named = cells.flatMap((line) =>
      [...(line.split('|')[1] ?? '').matchAll(/`([^`]+)`/g)].map(([, name]) => name),
    );
    expect(named.sort()).toEqual(
      [...Object.keys(manifest.dependencies), ...Object.keys(manifest.devDependencies)].sort(),
    );
  });

  it('dependencies are pinned to one version', () => {
    for (const version of Object.values({ ...manifest.dependencies, ...manifest.devDependencies })) {
      expect(version).toMatch(/^\d+\.\d+\.\d+$/);
    }
  });

  it.each(['README.md', 'CONTRIBUTING.md', 'SECURITY.md', 'CHANGELOG.md', 'examples/README.md'])(
    '%s links to nothing that is not there',
    (file) => {
      const links = [...read(file).matchAll(/\]\((?!https?:)([^)#]+)\)/g)].map(([, target]) => String(target));
      for (const link of links)
        expect({ link, there: existsSync(path.join(root, path.dirname(file), link)) }).toEqual({ link, there: true });
    },
  );

  it('CHANGELOG begins with the version of package.json', () => {
    expect(/^## (\d+\.\d+\.\d+)/m.exec(read('CHANGELOG.md'))?.[1]).toBe(manifest.version);
  });

  it('examples/README.md lists every example', () => {
    const listed = [...read('examples/README.md').matchAll(/^\| \[([\w-]+)\]/gm)].map(([, name]) => name);
    const folders = readdirSync(path.join(root, 'examples'), { withFileTypes: true }).filter((entry) =>
      entry.isDirectory(),
    );
    expect(listed.sort()).toEqual(folders.map(({ name }) => name).sort());
  });
});

describe('the bundles', () => {
  it.each(['index', 'cli'])('dist/%s.js has the licences of what is inside beside it', (name) => {
    const licences = read(`dist/${name}.licenses.txt`).split(`\n${'-'.repeat(80)}\n\n`);
    for (const licence of licences) {
      const [title = '', id = ''] = licence.split('\n');
      expect(title).toMatch(/^(@[\w-]+\/)?[\w.-]+ \d+\.\d+\.\d+$/);
      expect(id).toMatch(/^(MIT|ISC|BSD-[23]-Clause|Apache-2\.0|0BSD)$/);
    }
  });

  it('name Octokit, which is loaded late, among the licences of the action', () => {
    expect(read('dist/index.licenses.txt')).toMatch(/^@octokit\/core \d/m);
  });

  it('are minified, the chunks that are loaded later too', () => {
    // The bundler's own separator between modules, which goes with the white space.
    const plain = readdirSync(path.join(root, 'dist')).filter((name) => read(`dist/${name}`).includes('/***/'));
    expect(plain).toEqual([]);
  });
});
