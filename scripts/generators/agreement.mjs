// The table in CONTRIBUTING.md of how far the reader of .tf folders and the reader of plans agree, over examples/, by what dist/cli.js answers.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..', '..');
const START = '<!-- agreement -->';
const END = '<!-- /agreement -->';

/**
 * CONTRIBUTING.md with its table made anew.
 * @returns {Promise<Map<string, string>>} path from the root of the repository, and content
 */
export async function outputs() {
  const text = await readFile(path.join(root, 'CONTRIBUTING.md'), 'utf8');
  const [from, to] = [text.indexOf(START), text.indexOf(END)];
  if (from < 0 || to < from) throw new Error(`CONTRIBUTING.md has no markers ${START} and ${END}`);
  const examples = path.join(root, 'examples');
  const names = readdirSync(examples).filter((name) => existsSync(path.join(examples, name, 'plan.json')));
  const rows = names.sort().map((name) => {
    const folder = `examples/${name}`;
    const flags = flagsOf(readFileSync(path.join(root, folder, 'README.md'), 'utf8'));
    return row(name, check(folder, flags), check(`${folder}/plan.json`, flags));
  });
  const head =
    '| example | findings | the same verdict | only the plan decides | the opposite | `missing` |\n|---|---|---|---|---|---|';
  const table = [head, ...rows].join('\n');
  return new Map([['CONTRIBUTING.md', `${text.slice(0, from + START.length)}\n${table}\n${text.slice(to)}`]]);
}

/** The flags of the command in an example's README. */
function flagsOf(readme) {
  const command = /^node dist\/cli\.js check \S+ ?(.*)$/m.exec(readme);
  return (command?.[1] ?? '').split(' ').filter((word) => word !== '');
}

function check(file, flags) {
  const args = ['dist/cli.js', 'check', file, ...flags, '--format', 'json'];
  const run = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8', maxBuffer: 1 << 28 });
  if (run.status !== 0 && run.status !== 1) throw new Error(`${file}: exit status ${run.status}\n${run.stderr}`);
  return JSON.parse(run.stdout);
}

function row(name, folder, plan) {
  const keyOf = ({ scope, requirement, tag, host }) => JSON.stringify([scope, requirement, tag, host]);
  const ofPlan = new Map(plan.findings.map((finding) => [keyOf(finding), finding.verdict]));
  const counts = { same: 0, open: 0, opposite: Math.abs(plan.findings.length - folder.findings.length) };
  for (const finding of folder.findings) {
    const verdict = ofPlan.get(keyOf(finding));
    if (verdict === finding.verdict) counts.same += 1;
    else if (verdict !== undefined && finding.verdict === 'unknown') counts.open += 1;
    else counts.opposite += 1;
  }
  const missing = JSON.stringify(folder.missing) === JSON.stringify(plan.missing) ? 'equal' : 'not equal';
  return `| ${name} | ${plan.findings.length} | ${counts.same} | ${counts.open} | ${counts.opposite} | ${missing} |`;
}
