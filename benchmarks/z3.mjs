// The engine against Z3 on generated policies: verdicts, disagreements, and the time of both side by side.
// `node benchmarks/z3.mjs [--tags ServiceTags.json] [--policies 500] [--seed 1]`; wants build/oracle/: `npx tsc -p benchmarks/tsconfig.json`.
// Without a list of service tags it makes one up. Exit status 1 where the two disagree.

import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';

const ROOT = path.join(path.dirname(fileURLToPath(import.meta.url)), '..');
const BUILD = path.resolve(process.env.ORACLE_BUILD ?? path.join(ROOT, 'build', 'oracle'));
const MOST_SHOWN = 5;

const load = (name) => import(pathToFileURL(path.join(BUILD, '__tests__', 'oracles', `${name}.js`)).href);

const { values } = parseArgs({
  options: {
    tags: { type: 'string' },
    policies: { type: 'string', default: '500' },
    seed: { type: 'string', default: '1' },
    show: { type: 'boolean', default: false },
  },
});
const policies = Number(values.policies);
const first = Number(values.seed);
if (!(policies > 0) || !Number.isInteger(first)) {
  console.error('usage: node benchmarks/z3.mjs [--tags ServiceTags.json] [--policies 500] [--seed 1] [--show]');
  process.exit(2);
}
process.exitCode = (await main()) === 0 ? 0 : 1;

async function main() {
  const { readTags, madeUpTags, vocabularyOf, engineTagList } = await load('z3-tags');
  const { openSession } = await load('z3-session');
  const { makePolicy } = await load('z3-policies');
  const { compare, describe, shrink } = await load('z3-compare');

  const tags = values.tags === undefined ? madeUpTags() : readTags(fs.readFileSync(values.tags, 'utf8'));
  const vocabulary = vocabularyOf(tags);
  const session = await openSession(vocabulary);
  const judges = { session, vocabulary, tagList: engineTagList(tags) };
  const sum = { engineMs: 0, oracleMs: 0, verdicts: new Map(), disagreements: 0 };
  console.log(
    `Node ${process.version} on ${os.cpus().length} x ${os.cpus()[0]?.model ?? 'unknown'}; ${tags.size} service tags, ${[...tags.values()].flat().length} prefixes`,
  );
  for (let seed = first; seed < first + policies; seed += 1) {
    const policy = makePolicy(seed, tags);
    if (values.show) console.log(describe(policy));
    const { engineMs, oracleMs, verdicts, disagreements } = compare(policy, judges);
    sum.engineMs += engineMs;
    sum.oracleMs += oracleMs;
    for (const verdict of verdicts) sum.verdicts.set(verdict, (sum.verdicts.get(verdict) ?? 0) + 1);
    for (const it of disagreements) {
      sum.disagreements += 1;
      console.log(`seed ${seed}, ${it.requirement}: the engine says ${it.engine}, Z3 says ${it.oracle}`);
      if (sum.disagreements <= MOST_SHOWN) console.log(describe(shrink(policy, it, judges)));
    }
  }
  const contracts = [...sum.verdicts.values()].reduce((a, b) => a + b, 0);
  const each = (ms) =>
    `${(ms / 1000).toFixed(2).padStart(8)} s ${((ms * 1000) / contracts).toFixed(0).padStart(8)} µs each`;
  console.log(
    `${policies} policies, ${contracts} requirements: ${[...sum.verdicts].map((it) => it.join(' ')).join(', ')}`,
  );
  console.log(`engine ${each(sum.engineMs)}`);
  console.log(
    `Z3     ${each(sum.oracleMs)} (${session.questions()} questions, those about uncovered addresses included)`,
  );
  console.log(`ratio  ${(sum.oracleMs / sum.engineMs).toFixed(0).padStart(8)}`);
  console.log(`disagreements: ${sum.disagreements}`);
  await session.close();
  return sum.disagreements;
}
