#!/usr/bin/env node
/** The executable. It loads nothing but the version until there is something to do. */
import { VERSION } from './version.js';

const argv = process.argv.slice(2);
if (argv.length === 1 && argv[0] === '--version') process.stdout.write(`${VERSION}\n`);
else {
  const { run } = await import('./cli.js');
  const { stdout, stderr, env, platform } = process;
  // Not process.exit: what is still being written to a pipe would be cut off.
  process.exitCode = await run(argv, { stdout, stderr, env, cwd: process.cwd(), platform });
}
