import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import type { Location, Network } from '../../../src/azure/model.js';
import { isUnknown } from '../../../src/azure/value.js';
import { findConfiguration, rootAddresses } from '../../../src/sources/terraform/find-configuration.js';
import type { FolderLookup } from '../../../src/sources/terraform/folder-lookup.js';
import { readTerraformDocument } from '../../../src/sources/terraform/read-document.js';
import { readTerraform } from '../../../src/sources/terraform/reader.js';
import { said } from '../../messages.js';
import { sharedFile } from '../../shared.js';

const roots: string[] = [];
afterAll(() => {
  for (const root of roots) rmSync(root, { recursive: true, force: true });
});

/** A folder on disk with these files. */
function folderWith(files: Readonly<Record<string, string>>): string {
  const root = mkdtempSync(join(tmpdir(), 'find-configuration-'));
  roots.push(root);
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), text);
  }
  return root;
}

const SUBNET = 'resource "azurerm_subnet" "a" {\n  name = "a"\n}\n';
const CALL = 'module "net" {\n  source = "./net"\n}\n';

/** What is found for a plan, by default one that declares `azurerm_subnet.a`. */
function find(
  root: string,
  plan: string,
  { cwd = root, declared = ['azurerm_subnet.a'], within = root as string | null } = {},
): FolderLookup | null {
  const path = plan === '-' ? '-' : join(root, plan);
  return findConfiguration({ path, name: plan }, { cwd, within, declaredAddresses: () => declared });
}

const place = (lookup: FolderLookup | null): Location | null | undefined =>
  lookup?.blockLocation([], 'azurerm_subnet.a');

describe('the configuration of a plan', () => {
  it('is beside it, and its places are named from the current folder', () => {
    const root = folderWith({ 'infra/main.tf': SUBNET });
    expect(place(find(root, 'infra/plan.json'))).toEqual({ file: 'infra/main.tf', line: 1, column: 1 });
    expect(place(find(root, 'infra/plan.json', { cwd: join(root, 'infra') }))?.file).toBe('main.tf');
    expect(place(find(root, 'infra/plan.json', { cwd: join(root, 'other') }))?.file).toBe('../infra/main.tf');
  });

  it('is in the current folder where the plan is elsewhere or comes from standard input', () => {
    const root = folderWith({ 'main.tf': SUBNET, 'plans/readme.md': '' });
    expect(place(find(root, 'plans/plan.json'))?.file).toBe('main.tf');
    expect(place(find(root, '-'))?.file).toBe('main.tf');
  });

  it('is in the current folder where the folder beside the plan is another one', () => {
    const root = folderWith({ 'main.tf': SUBNET, 'hub/main.tf': SUBNET.replace('"a"', '"hub"') });
    expect(place(find(root, 'hub/plan.json'))?.file).toBe('main.tf');
  });

  it('may declare more, in several files and modules', () => {
    const root = folderWith({ 'a.tf': SUBNET, 'b.tf': `${CALL}${SUBNET.replace('"a"', '"b"')}`, 'net/x.tf': SUBNET });
    const lookup = find(root, 'plan.json', { declared: ['azurerm_subnet.a', 'module.net'] });
    expect(lookup?.blockLocation(['net'], 'azurerm_subnet.a')?.file).toBe('net/x.tf');
  });
});

describe('a folder that the plan was not made from decides nothing', () => {
  it.each([
    ['a resource is missing', ['azurerm_subnet.a', 'azurerm_subnet.b']],
    ['a data source is missing', ['azurerm_subnet.a', 'data.azurerm_subnet.a']],
    ['a module call is missing', ['azurerm_subnet.a', 'module.net']],
    ['the plan declares nothing to compare (a state)', []],
    ['names are those of every object', ['toString', 'module.constructor', '__proto__']],
  ])('where %s', (_, declared) => {
    expect(find(folderWith({ 'main.tf': SUBNET }), 'plan.json', { declared })).toBeNull();
  });

  it('where there are no .tf files, and the plan is then not asked', () => {
    const root = folderWith({ 'main.tf.json': '{}', 'plan.json': '{}' });
    const declaredAddresses = (): never => {
      throw new Error('asked');
    };
    const file = { path: join(root, 'plan.json'), name: 'plan.json' };
    expect(findConfiguration(file, { cwd: root, within: root, declaredAddresses })).toBeNull();
    const gone = { path: join(root, 'gone/plan.json'), name: 'gone/plan.json' };
    expect(findConfiguration(gone, { cwd: join(root, 'none'), within: null, declaredAddresses })).toBeNull();
  });

  it('where it is outside the workspace, also through a link', () => {
    const root = folderWith({ 'work/readme.md': '', 'outside/main.tf': SUBNET });
    symlinkSync(join(root, 'outside'), join(root, 'work/linked'));
    const [within, cwd] = [join(root, 'work'), join(root, 'work')];
    expect(find(root, 'outside/plan.json', { within, cwd })).toBeNull();
    expect(find(root, 'work/linked/plan.json', { within, cwd })).toBeNull();
    expect(find(root, 'work/linked/plan.json', { within: null, cwd })).not.toBeNull();
  });

  it('and modules beside the folder are read only where nothing confines the run', () => {
    const files = { 'a/main.tf': `${SUBNET}${CALL.replace('./net', '../net')}`, 'net/x.tf': SUBNET };
    const root = folderWith(files);
    const module = (within: string | null): Location | null | undefined =>
      find(root, 'a/plan.json', { cwd: join(root, 'a'), within })?.blockLocation(['net'], 'azurerm_subnet.a');
    expect(module(null)?.file).toBe('../net/x.tf');
    expect(module(join(root, 'a'))).toBeNull();
  });
});

describe('a file that cannot be parsed', () => {
  it('is a warning with its place, and what the other files say still counts', () => {
    const lookup = find(folderWith({ 'main.tf': SUBNET, 'bad.tf': 'locals {\n  a = [\n}\n' }), 'plan.json');
    expect(place(lookup)?.file).toBe('main.tf');
    expect(lookup?.localReferences([], 'a', [])).toBeNull();
    const [diagnostic, another] = lookup?.diagnostics() ?? [];
    expect(diagnostic).toMatchObject({ severity: 'warning', location: { file: 'bad.tf', line: 3 } });
    expect(said(diagnostic?.message)).toMatch(/; the plan is checked without this file$/);
    expect(another).toBeUndefined();
  });

  it('may be the one that declares what is missing: then nothing is known, and the warning says why', () => {
    const root = folderWith({ 'main.tf': SUBNET, 'bad.tf': '}' });
    const lookup = find(root, 'plan.json', { declared: ['azurerm_subnet.a', 'azurerm_subnet.b'] });
    expect(place(lookup)).toBeNull();
    expect(lookup?.diagnostics()).toHaveLength(1);
  });

  it('of a folder that has nothing in common with a plan elsewhere is nobody’s concern', () => {
    const root = folderWith({ 'bad.tf': '}', 'plans/readme.md': '' });
    expect(find(root, 'plans/plan.json')).toBeNull();
    expect(find(root, 'plan.json')?.diagnostics()).toHaveLength(1);
  });
});

describe('genuine plans with their configuration beside them', () => {
  const cases = sharedFile('cases');
  const names =
    cases === null
      ? []
      : readdirSync(cases).filter((name) => existsSync(join(cases, name, 'plan.json')) && name.startsWith('tf-'));

  /** Resources that the file declares itself. */
  function ownResources(network: Network): readonly { readonly id: string; readonly location: Location | null }[] {
    return Object.values(network).flatMap(
      (list: readonly { id?: string; existing?: true; location?: Location | null }[]) =>
        list.flatMap(({ id, existing, location }) =>
          id === undefined || existing === true ? [] : [{ id, location: location ?? null }],
        ),
    );
  }

  /** The plan of a case with and without its `.tf` files. */
  function readBoth(name: string): { readonly together: Network; readonly alone: Network; readonly said: unknown } {
    const folder = join(cases ?? '', name);
    const document = readTerraformDocument(join(folder, 'plan.json'));
    const lookup = findConfiguration(
      { path: join(folder, 'plan.json'), name: 'plan.json' },
      { cwd: folder, within: folder, declaredAddresses: () => rootAddresses(document.configuration) },
    );
    const options = { file: 'plan.json', reported: true };
    return {
      together: readTerraform(document, { ...options, folder: lookup }).network,
      alone: readTerraform(document, options).network,
      said: lookup?.diagnostics(),
    };
  }

  const whereShared = names.length === 0 ? it.skip : it;

  whereShared('have a place for every resource, and for every rule one inside its group', () => {
    for (const name of names) {
      const { together, said } = readBoth(name);
      const rules = together.networkSecurityGroups.flatMap((group) =>
        group.securityRules.map((rule) => ({
          id: `${group.id} ${JSON.stringify(rule.name)}`,
          location: rule.location?.line === group.location?.line ? null : rule.location,
        })),
      );
      const lost = [...ownResources(together), ...rules].filter(
        ({ location }) => location === null || !/^[a-z]\S*\.tf$/.test(location.file),
      );
      expect([name, lost.map(({ id }) => id), said]).toEqual([name, [], []]);
    }
  });

  whereShared('say nothing else with their configuration where they say something alone', () => {
    for (const name of names) {
      const { together, alone } = readBoth(name);
      expect([name, differences(alone, together)]).toEqual([name, []]);
    }
  });
});

/** Paths at which a known value has become another one. A link by name may become the very resource. */
function differences(alone: unknown, together: unknown, path = ''): readonly string[] {
  if (typeof alone !== 'object' || alone === null) return alone === together ? [] : [path];
  if (isUnknown(alone) || ('type' in alone && 'name' in alone && 'key' in Object(together))) return [];
  return Object.entries(alone).flatMap(([key, value]) =>
    key === 'location' ? [] : differences(value, Object(together)[key], `${path}.${key}`),
  );
}
