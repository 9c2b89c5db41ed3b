/** A stand-in for the Bicep compiler: it writes down how it was called and does what a test tells it to. */
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

export interface FakeBehaviour {
  readonly stdout?: string;
  readonly stderr?: string;
  readonly status?: number;
  /** Never ends, and neither does a process that it has started. */
  readonly hangs?: true;
  /** Prints without end. */
  readonly floods?: true;
}

export interface FakeCall {
  readonly argv: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  /** What standard input held: nothing, and its end. */
  readonly stdin: string;
  /** Of what it has started, where it hangs. */
  readonly child: number | null;
}

export interface Fake {
  /** The only folder that a path has to name. */
  readonly bin: string;
  /** A folder for projects. */
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
  readonly call: () => FakeCall;
  readonly write: (name: string, text: string) => string;
  readonly remove: () => void;
}

/** @param program `bicep` or `az` */
export function fakeCompiler(program: 'bicep' | 'az', behaviour: FakeBehaviour): Fake {
  const folder = mkdtempSync(path.join(tmpdir(), 'bicep fake-'));
  const bin = path.join(folder, 'bin with space');
  mkdirSync(bin);
  const record = path.join(folder, 'call.json');
  const told = path.join(folder, 'behaviour.json');
  writeFileSync(told, JSON.stringify(behaviour));
  const script = `#!${process.execPath}
const fs = require('node:fs');
const does = JSON.parse(fs.readFileSync(${JSON.stringify(told)}, 'utf8'));
let child = null;
if (does.hangs) child = require('node:child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'inherit' }).pid;
fs.writeFileSync(${JSON.stringify(record)}, JSON.stringify({ argv: process.argv.slice(2), cwd: process.cwd(), env: process.env, stdin: fs.readFileSync(0, 'utf8'), child }));
if (does.stderr) fs.writeSync(2, does.stderr);
for (let text = does.stdout || ''; text.length > 0; ) {
  try { text = text.slice(fs.writeSync(1, text.slice(0, 60000))); } catch (error) { if (error.code !== 'EAGAIN') throw error; }
}
if (does.floods) for (const line = 'x'.repeat(65536); ; ) { try { fs.writeSync(1, line); } catch (error) { if (error.code !== 'EAGAIN') break; } }
if (does.hangs) setInterval(() => {}, 1000);
else process.exitCode = does.status || 0;
`;
  const executable = path.join(bin, program);
  writeFileSync(executable, script);
  chmodSync(executable, 0o755);
  return {
    bin,
    folder,
    env: { PATH: `${bin}${path.delimiter}${path.dirname(process.execPath)}` },
    call: () => JSON.parse(readFileSync(record, 'utf8')) as FakeCall,
    write: (name, text) => {
      const file = path.join(folder, name);
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(file, text);
      return file;
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
