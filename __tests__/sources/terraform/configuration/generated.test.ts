/**
 * The oracle of the folder reader over generated folders: Terraform plans them, and what the folder says is what its plan says.
 * `PLAN_RUNS=50 npm test -- configuration/generated` plans more than one, `SEED` begins elsewhere.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it } from '@jest/globals';
import { sharedFile } from '../../../shared.js';
import { disagreements, open, reportOf } from './comparing.js';
import { generatedFolder } from './generated.js';

const RUNS = Math.min(Number(process.env['PLAN_RUNS'] ?? 1), 500);
const FIRST = Number(process.env['SEED'] ?? 1);
const NETWORKS = 8;

const planner = sharedFile('tfstub/plan.sh');
const canPlan = planner !== null && spawnSync('terraform', ['version']).status === 0;

(canPlan ? it : it.skip)(
  'generated folders have every verdict of their plans',
  async () => {
    for (let seed = FIRST; seed < FIRST + RUNS; seed++) {
      const folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'generated-')));
      try {
        for (const [name, content] of generatedFolder(seed, NETWORKS)) {
          mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
          writeFileSync(path.join(folder, name), content);
        }
        const plan = path.join(folder, 'plan.json');
        const { status, stderr } = spawnSync(planner ?? '', [folder, plan], { encoding: 'utf8' });
        expect({ seed, status, stderr: status === 0 ? '' : stderr }).toEqual({ seed, status: 0, stderr: '' });
        const [ofFolder, ofPlan] = [await reportOf(folder, []), await reportOf(plan, [])];
        expect(ofFolder.findings.length).toBeGreaterThan(NETWORKS);
        expect({ seed, wrong: disagreements(ofPlan, ofFolder) }).toEqual({ seed, wrong: [] });
        // Nothing in them is known to Terraform alone.
        expect({ seed, open: open(ofFolder) }).toEqual({ seed, open: open(ofPlan) });
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    }
  },
  60_000 * RUNS,
);
