import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Ajv from 'ajv';
import { printedPlan } from '../../../bin/commands/plan-json';
import { plan } from '../../../lib/capacity/plan';
import { allStages, LOCAL_STAGE } from '../../../lib/config/stages';
import { loadWorkload, workloadNames } from '../../../lib/project/load-workload';

const ROOT = join(__dirname, '..', '..', '..');
const SCHEMA = JSON.parse(readFileSync(join(ROOT, 'docs', 'plan.schema.json'), 'utf8'));
const isPlan = new Ajv({ allErrors: true }).compile(SCHEMA);

/** Makes the schema anew, as the script of package.json does. */
function generated(): unknown {
  const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  const [, words = ''] = /^ts-json-schema-generator (.*) --out /.exec(scripts['docs:plan-schema']) ?? [];
  // Its package exports no program, so the path is put together from what it does export.
  const main = join(dirname(require.resolve('ts-json-schema-generator/package.json')), 'bin');
  const program = join(main, 'ts-json-schema-generator.js');
  return JSON.parse(
    execFileSync(process.execPath, [program, ...words.split(' ')], { cwd: ROOT, encoding: 'utf8' }),
  );
}

describe('docs/plan.schema.json', () => {
  test('is what the types say: npm run docs:plan-schema writes it', () => {
    expect(generated()).toEqual(SCHEMA);
  }, 60_000);

  test.each(workloadNames())('describes every plan of %s', (name) => {
    const { workload } = loadWorkload(name);
    for (const stage of [...allStages(), LOCAL_STAGE]) {
      isPlan(JSON.parse(printedPlan(plan(workload, stage))));
      expect(isPlan.errors ?? []).toEqual([]);
    }
  });

  test('refuses a plan that lacks something, and a field nobody described', () => {
    const { workload } = loadWorkload('realtime-analytics');
    const printed = JSON.parse(printedPlan(plan(workload, LOCAL_STAGE)));
    const { cluster, ...without } = printed;

    expect(isPlan(without)).toBe(false);
    expect(isPlan({ ...printed, colour: 'blue' })).toBe(false);
    expect(isPlan({ ...printed, format: 'penstock-plan/2' })).toBe(false);
    expect(isPlan({ ...printed, cluster: { ...cluster, brokers: 'nine' } })).toBe(false);
  });
});
