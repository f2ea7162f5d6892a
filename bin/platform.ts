import './resolve-own-name';
import { App } from 'aws-cdk-lib/core';
import { plan } from '../lib/capacity/plan';
import { stageNamed } from '../lib/config/stages';
import { loadWorkload } from '../lib/project/load-workload';
import { prepareImages } from '../lib/project/prepare-images';
import { addPlatform } from '../lib/stacks/add-platform';
import { refuseUndeployable } from '../lib/stacks/refuse-undeployable';
import { reportFailure } from './report-failure';

const DEFAULT_WORKLOAD = 'realtime-analytics';
const DEFAULT_STAGE = 'dev';

/** The CDK app: `cdk synth -c workload=<name or path> -c stage=<name>`. */
async function synthesize(): Promise<void> {
  const app = new App();
  const stage = stageNamed(app.node.tryGetContext('stage') ?? DEFAULT_STAGE);
  const { workload, schemas } = loadWorkload(app.node.tryGetContext('workload') ?? DEFAULT_WORKLOAD);
  const planned = plan(workload, stage);
  refuseUndeployable(planned);

  const imageContexts = await prepareImages({ workload, schemas, stage: stage.name });
  addPlatform(app, { workload, stage, plan: planned, imageContexts });
}

synthesize().catch((error: unknown) => {
  process.exitCode = reportFailure(error, process.stderr);
});
