/** Bicep files go through the user's own compiler, which is run without a shell, a network or much patience. */
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import {
  type BicepOptions,
  type BicepTemplate,
  readBicep,
  readBicepParameters,
} from '../../../../src/sources/arm/bicep/read-bicep.js';
import { InputError } from '../../../../src/sources/source.js';
import { saying } from '../../../messages.js';
import { type Fake, type FakeBehaviour, fakeCompiler } from './fake-compiler.js';

const SCHEMA = 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#';
const TEMPLATE = JSON.stringify({ $schema: SCHEMA, contentVersion: '1.0.0.0', resources: [] });
const BICEP = "param location string = 'westus2'\n";

const fakes: Fake[] = [];
afterEach(() => {
  for (const fake of fakes.splice(0)) fake.remove();
});

function fake(behaviour: FakeBehaviour, program: 'bicep' | 'az' = 'bicep'): Fake {
  const made = fakeCompiler(program, behaviour);
  fakes.push(made);
  return made;
}

function read(compiler: Fake, name: string, options: Partial<BicepOptions> = {}): BicepTemplate {
  return readBicep({ path: path.join(compiler.folder, name), name }, optionsOf(compiler, options));
}

function optionsOf(compiler: Fake, options: Partial<BicepOptions> = {}): BicepOptions {
  return { cwd: compiler.folder, within: null, env: compiler.env, platform: 'linux', ...options };
}

function failure(run: () => unknown): InputError {
  try {
    run();
  } catch (error) {
    if (error instanceof InputError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}

describe('the compiler', () => {
  it.each(['main.bicep', 'with space.bicep', '--help.bicep', "quote'.bicep", '$(touch x).bicep'])(
    'is given the whole path of %s as one word, no standard input, and nothing to restore',
    (name) => {
      const compiler = fake({ stdout: TEMPLATE });
      const file = compiler.write(name, BICEP);
      expect(read(compiler, name).document.file).toBe(name);
      const { argv, stdin, cwd } = compiler.call();
      expect(argv).toEqual(['build', '--stdout', '--no-restore', file]);
      expect([stdin, cwd]).toEqual(['', compiler.folder]);
    },
  );

  it('may restore where the user asks for it, and only then reaches the network', () => {
    const compiler = fake({ stdout: TEMPLATE });
    const file = compiler.write('main.bicep', BICEP);
    read(compiler, 'main.bicep');
    expect(compiler.call().env['HTTPS_PROXY']).toBe('http://127.0.0.1:9');
    read(compiler, 'main.bicep', { restore: true });
    expect(compiler.call().argv).toEqual(['build', '--stdout', file]);
    expect(compiler.call().env['HTTPS_PROXY']).toBeUndefined();
  });

  it('is az where there is no bicep', () => {
    const compiler = fake({ stdout: `\ufeff${TEMPLATE}` }, 'az');
    const file = compiler.write('main.bicep', BICEP);
    expect(read(compiler, 'main.bicep').document.root.kind).toBe('object');
    expect(compiler.call().argv).toEqual(['bicep', 'build', '--stdout', '--no-restore', '--file', file]);
  });

  it('may be the one that az has installed for itself, and az without one says what is missing', () => {
    const compiler = fake({ stdout: TEMPLATE });
    const file = compiler.write('main.bicep', BICEP);
    mkdirSync(path.join(compiler.folder, 'home', '.azure'), { recursive: true });
    symlinkSync(compiler.bin, path.join(compiler.folder, 'home', '.azure', 'bin'));
    read(compiler, 'main.bicep', { env: { HOME: path.join(compiler.folder, 'home') } });
    expect(compiler.call().argv).toEqual(['build', '--stdout', '--no-restore', file]);
    const stderr =
      'ERROR: Error while attempting to download Bicep CLI: <urlopen error [Errno 111] Connection refused>';
    const az = fake({ status: 1, stderr }, 'az');
    az.write('main.bicep', BICEP);
    expect(failure(() => read(az, 'main.bicep')).message).toMatch(/run `az bicep install` in a step before$/);
  });

  it('is not looked for in relative folders of the path, among folders, or among files that are not executable', () => {
    const compiler = fake({ stdout: TEMPLATE });
    compiler.write('main.bicep', BICEP);
    mkdirSync(path.join(compiler.folder, 'a', 'bicep'), { recursive: true });
    const plain = compiler.write('b/bicep', 'text');
    chmodSync(plain, 0o644);
    const folders = ['', '.', path.relative(process.cwd(), compiler.bin), path.join(compiler.folder, 'a')];
    const paths = [folders.join(':'), path.dirname(plain), ''];
    for (const PATH of paths) {
      const error = failure(() => read(compiler, 'main.bicep', { env: { PATH } }));
      expect(error.message).toMatch(
        /neither bicep nor az is on the PATH; install one .*pass the JSON of `bicep build`/,
      );
      expect(error.message).not.toContain('\n');
    }
  });

  it('sees no variable that holds a credential', () => {
    const compiler = fake({ stdout: TEMPLATE });
    compiler.write('main.bicep', BICEP);
    const secrets = { 'INPUT_GITHUB-TOKEN': 'a', ACTIONS_RUNTIME_URL: 'b', GITHUB_TOKEN: 'c', ARM_CLIENT_SECRET: 'd' };
    read(compiler, 'main.bicep', { env: { ...compiler.env, ...secrets, LANG: 'C', REGION: 'westus2' } });
    const { env } = compiler.call();
    for (const name of Object.keys(secrets)) expect(env[name]).toBeUndefined();
    expect(env).toMatchObject({ LANG: 'C', REGION: 'westus2' });
  });

  it('that does not end is ended, with what it has started', async () => {
    const compiler = fake({ hangs: true });
    compiler.write('main.bicep', BICEP);
    const error = failure(() => read(compiler, 'main.bicep', { timeLimit: 1_500 }));
    expect(error.message).toMatch(/has not compiled this file within 2 seconds and was ended/);
    const { child } = compiler.call();
    expect(child).not.toBeNull();
    // The system needs a moment to clear away what was ended.
    for (let left = 50; left > 0 && isAlive(child ?? 0); left--) await new Promise((done) => setTimeout(done, 50));
    expect(isAlive(child ?? 0)).toBe(false);
  });

  it('that prints without end is ended', () => {
    const compiler = fake({ floods: true });
    compiler.write('main.bicep', BICEP);
    expect(failure(() => read(compiler, 'main.bicep')).message).toMatch(/has printed more than 128 MB/);
  });

  it('that cannot be started is an error that names it', () => {
    const compiler = fake({});
    compiler.write('main.bicep', BICEP);
    writeFileSync(path.join(compiler.bin, 'bicep'), '#!/nowhere/at/all\n');
    expect(failure(() => read(compiler, 'main.bicep')).message).toMatch(/bicep cannot be started \(ENOENT\)/);
  });
});

function isAlive(process_: number): boolean {
  try {
    process.kill(process_, 0);
    return true;
  } catch {
    return false;
  }
}

describe('what the compiler finds wrong', () => {
  it('is passed on with file, line and column, the first error first and the others behind it', () => {
    const compiler = fake({ status: 1 });
    const main = compiler.write('net/main.bicep', BICEP);
    const module_ = compiler.write('net/modules/a.bicep', BICEP);
    const messages = [
      `${main}(1,7) : Warning no-unused-params: Parameter "location" is declared but never used. [https://aka.ms/bicep/linter/no-unused-params]`,
      `${module_}(12,3) : Error BCP035: The specified "resource" declaration is missing: "name". [https://aka.ms/bicep/core-diagnostics#BCP035]`,
      `${main}(3,7) : Error BCP057: The name "x" does not exist. [https://aka.ms/bicep/core-diagnostics#BCP057]`,
      'some other words',
    ];
    for (const stderr of [messages.join('\n'), `ERROR: ${messages.slice(1).join('\r\n')}`]) {
      writeFileSync(path.join(compiler.folder, 'behaviour.json'), JSON.stringify({ status: 1, stderr }));
      const error = failure(() => read(compiler, 'net/main.bicep'));
      expect([error.file, error.place]).toEqual(['net/modules/a.bicep', { line: 12, column: 3 }]);
      expect(error.message).toBe('The specified "resource" declaration is missing: "name". (BCP035)');
      expect(error.others.map(({ file, place, message }) => [file, place, message])).toEqual([
        ['net/main.bicep', { line: 3, column: 7 }, 'The name "x" does not exist. (BCP057)'],
      ]);
    }
  });

  it('of a module that is not on this machine comes with the step that is missing', () => {
    const compiler = fake({
      status: 1,
      stderr: '/x/main.bicep(1,2) : Error BCP190: The artifact "br:x" has not been restored.',
    });
    compiler.write('main.bicep', BICEP);
    expect(failure(() => read(compiler, 'main.bicep')).message).toMatch(
      /\(BCP190\); run `bicep restore` in a step before/,
    );
  });

  it('in no known form is passed on by its first words', () => {
    const compiler = fake({ status: 134, stderr: '\nERROR: Out of memory.\n   at Bicep.Cli\n' });
    compiler.write('main.bicep', BICEP);
    expect(failure(() => read(compiler, 'main.bicep')).message).toBe(
      'the Bicep compiler has failed and says: Out of memory.',
    );
  });

  it('and does not stop it is noted where it concerns more than style', () => {
    const stderr = [
      '/p/main.bicep(1,7) : Warning no-unused-params: never used. [https://x]',
      '/p/main.bicep(4,9) : Warning BCP037: The property "destinationPortRang" is not allowed. [https://x]',
    ].join('\n');
    const compiler = fake({ stdout: TEMPLATE, stderr });
    compiler.write('main.bicep', BICEP);
    expect(read(compiler, 'main.bicep').diagnostics).toEqual([
      {
        severity: 'note',
        message: saying('The property "destinationPortRang" is not allowed. (BCP037)'),
        location: { file: expect.stringContaining('main.bicep'), line: 4, column: 9 },
      },
    ]);
  });

  it('is no template where it prints something else', () => {
    for (const stdout of ['', 'not JSON', '[1]', '{"a":']) {
      const compiler = fake({ stdout });
      compiler.write('main.bicep', BICEP);
      expect(failure(() => read(compiler, 'main.bicep')).message).toMatch(/printed something that is no template/);
    }
  });

  it('cannot be asked of standard input', () => {
    const compiler = fake({ stdout: TEMPLATE });
    expect(failure(() => readBicep({ path: '-', name: '-' }, optionsOf(compiler))).message).toMatch(/name the file/);
  });
});

describe('a project that may not be left', () => {
  const inside = (text: string, files: Readonly<Record<string, string>> = {}): (() => BicepTemplate) => {
    const compiler = fake({ stdout: TEMPLATE });
    compiler.write('secret.txt', 'secret');
    compiler.write('project/main.bicep', text);
    for (const [name, content] of Object.entries(files)) compiler.write(`project/${name}`, content);
    symlinkSync(path.join(compiler.folder, 'secret.txt'), path.join(compiler.folder, 'project', 'link.txt'));
    const cwd = path.join(compiler.folder, 'project');
    return () =>
      readBicep(
        { path: path.join(cwd, 'main.bicep'), name: 'main.bicep' },
        { ...optionsOf(compiler), cwd, within: cwd },
      );
  };

  it.each([
    ["var a = loadTextContent('../secret.txt')", 1],
    ["\nvar a = loadJsonContent(\n'../secret.txt', 'x')", 2],
    ["var a = loadFileAsBase64('/etc/passwd')", 1],
    ["var a = loadYamlContent('link.txt')", 1],
    ["var p = '../secret.txt'\nvar a = loadTextContent(p)", 2],
    [`var a = loadTextContent('\${'..'}/secret.txt')`, 1],
    [`var a = 'x\${loadTextContent('../secret.txt')}'`, 1],
    [`var a = 'x\${'y\${sys.loadTextContent( '../secret.txt')}'}'`, 1],
    [`var a = $'''\n\${loadTextContent('../secret.txt')}\n'''`, 2],
    [`var a = 'x\${loadTextContent/**/('../secret.txt')}'`, 1],
    ["var a = loadTextContent('link.txt' == 'x' ? 'a' : '../secret.txt')", 1],
    ["module m '../secret.bicep' = {\n}", 1],
    ["import { x } from '../secret.bicep'", 1],
  ])('is refused before it is compiled, with its place: %j', (text, line) => {
    const error = failure(inside(text));
    expect([error.file, error.place?.line]).toEqual(['main.bicep', line]);
    expect(error.message).toMatch(/outside the workspace|is computed/);
  });

  it('is refused where a module of a module leaves it', () => {
    const modules = {
      'a/one.bicep': "module two 'two.bicep' = {\n  name: 'two'\n}\n",
      'a/two.bicep': "module one 'one.bicep' = {\n  name: 'one'\n}\nvar x = loadTextContent('../../secret.txt')\n",
    };
    const error = failure(inside("module one 'a/one.bicep' = {\n  name: 'one'\n}\n", modules));
    expect([error.file, error.place?.line]).toEqual(['a/two.bicep', 4]);
  });

  it('may load what is in it, and speak of files in comments and texts', () => {
    const text = [
      "var a = loadTextContent('rules.txt')",
      "// loadTextContent('../secret.txt')",
      "var b = 'loadTextContent(\\'../secret.txt\\')'",
      "module m 'br/public:x:1' = {",
      "  name: 'm'",
      '}',
      "module n './n.bicep' = {",
      "  name: 'n'",
      '}',
    ].join('\n');
    expect(inside(text, { 'rules.txt': 'x', 'n.bicep': 'param a string\n' })().document.root.kind).toBe('object');
  });
});

describe('a .bicepparam', () => {
  const parametersJson = JSON.stringify({ $schema: 'x/deploymentParameters.json#', parameters: { a: { value: 1 } } });
  const BOTH = JSON.stringify({ parametersJson, templateJson: TEMPLATE, templateSpecId: null });

  it('is built to the parameter file that it stands for', () => {
    for (const stdout of [BOTH, parametersJson]) {
      const compiler = fake({ stdout });
      const file = compiler.write('main.bicepparam', "using './main.bicep'\nparam a = 1\n");
      const name = 'main.bicepparam';
      expect(readBicepParameters({ path: file, name }, optionsOf(compiler))).toBe(parametersJson);
      expect(compiler.call().argv).toEqual(['build-params', '--stdout', '--no-restore', file]);
    }
  });

  it('among the files brings its template along', () => {
    const compiler = fake({ stdout: BOTH });
    compiler.write('main.bicepparam', "// dev\nusing './main.bicep'\nparam a = 1\n");
    expect(read(compiler, 'main.bicepparam')).toMatchObject({
      parameters: parametersJson,
      document: { file: 'main.bicepparam' },
    });
    const without = fake({ stdout: JSON.stringify({ parametersJson, templateJson: null }) });
    without.write('main.bicepparam', 'using none\n');
    expect(failure(() => read(without, 'main.bicepparam')).message).toMatch(/uses no local Bicep file/);
  });
});
