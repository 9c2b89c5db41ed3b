/** The example workflows and the reusable one: inputs that exist, least permissions, and no code of a pull request where a token can write. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';

const root = path.join(import.meta.dirname, '..', '..');
const read = (file: string): string => readFileSync(path.join(root, file), 'utf8');

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, string>>;
}
interface Job {
  readonly permissions?: Readonly<Record<string, string>>;
  readonly steps?: readonly Step[];
  readonly uses?: string;
  readonly with?: Readonly<Record<string, string>>;
}
interface Workflow {
  readonly on: Readonly<
    Record<string, { readonly inputs?: Readonly<Record<string, { readonly required?: boolean }>> } | null>
  >;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, Job>>;
}

const inputs = Object.keys((parse(read('action.yml')) as { readonly inputs: object }).inputs);
const reusable = parse(read('.github/workflows/check.yml')) as Workflow;
const examples = readdirSync(path.join(root, 'docs', 'workflows'))
  .filter((name) => name.endsWith('.yml'))
  .map((name) => [name, read(`docs/workflows/${name}`)] as const);
const all = [...examples, ['check.yml', read('.github/workflows/check.yml')] as const];

describe.each(all)('%s', (_, text) => {
  const workflow = parse(text) as Workflow;
  const jobs = Object.values(workflow.jobs);
  const steps = jobs.flatMap((job) => job.steps ?? []);

  it('gives the action inputs that it has, and what each mode needs', () => {
    const ours = steps.filter(({ uses }) => /azureml-network-check(@v1)?$/.test(uses ?? ''));
    expect(ours.length + jobs.filter(({ uses }) => uses !== undefined).length).toBeGreaterThan(0);
    for (const { with: given = {} } of ours) {
      expect(inputs).toEqual(expect.arrayContaining(Object.keys(given)));
      expect(Object.keys(given)).toContain(given['mode'] === 'comment' ? 'report' : 'files');
    }
  });

  it('asks for no more than it needs', () => {
    const allowed = [
      ['contents', 'read'],
      ['actions', 'read'],
      ['pull-requests', 'write'],
    ].map(String);
    const asked = [workflow, ...jobs].flatMap(({ permissions }) => Object.entries(permissions ?? {}));
    for (const permission of asked) expect(allowed).toContain(String(permission));
    expect(workflow.permissions).toBeDefined();
  });

  it('pins actions as the other workflows do, and puts nothing that others can write into a shell line', () => {
    const pinned = readdirSync(path.join(root, '.github', 'workflows')).map((name) =>
      read(`.github/workflows/${name}`),
    );
    for (const [, action] of text.matchAll(/uses: (actions\/.+)$/gm)) {
      expect(action).toMatch(/@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
      expect(pinned.some((other) => other.includes(String(action)))).toBe(true);
    }
    for (const { run } of steps) expect(run ?? '').not.toContain('${{');
  });

  it('runs nothing of a pull request where a token can write', () => {
    const later = Object.hasOwn(workflow.on, 'workflow_run');
    if (!later) {
      expect(Object.keys(workflow.on)).not.toContain('pull_request_target');
      return;
    }
    expect(steps.map(({ uses }) => uses ?? '').filter((uses) => uses.includes('checkout'))).toEqual([]);
    expect(steps.filter(({ run }) => run !== undefined)).toEqual([]);
  });
});

describe('the reusable workflow', () => {
  it('is called with inputs that it has', () => {
    const known = reusable.on['workflow_call']?.inputs ?? {};
    const calls = examples
      .flatMap(([, text]) => Object.values((parse(text) as Workflow).jobs))
      .filter(({ uses }) => uses?.includes('/.github/workflows/check.yml'));
    expect(calls).not.toHaveLength(0);
    for (const { with: given = {} } of calls) {
      expect(Object.keys(known)).toEqual(expect.arrayContaining(Object.keys(given)));
      expect(Object.keys(given)).toContain('plans');
      expect(JSON.parse(given['plans'] ?? '')).toEqual(expect.arrayContaining([expect.any(String)]));
    }
  });

  it('hands every input on to the action', () => {
    const text = read('.github/workflows/check.yml');
    for (const name of Object.keys(reusable.on['workflow_call']?.inputs ?? {}))
      expect(text).toContain(`inputs.${name}`);
  });

  it('waits for no group of the caller, and fails where a plan could not be checked', () => {
    const text = read('.github/workflows/check.yml');
    expect(text).toMatch(/group: azureml-network-check-\$\{\{ github\.workflow/);
    expect(text).toContain("if: needs.plan.result != 'success'");
  });
});
