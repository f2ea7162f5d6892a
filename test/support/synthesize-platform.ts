import { join } from 'node:path';
import { Stack } from 'aws-cdk-lib/core';
import { plan } from '../../lib/capacity/plan';
import { stageNamed } from '../../lib/config/stages';
import { addPlatform } from '../../lib/stacks/add-platform';
import { topologyOf } from '../../lib/workload/topology';
import type { Workload } from '../../lib/workload/workload';
import { testApp } from './test-app';

/** Stands for the bundle of every service: what is in an image is not about stacks. */
const IMAGE_CONTEXT = join(__dirname, 'image-context');

/** The stacks of a workload in a stage, by their id: the real plan, the real composition. */
export function synthesizePlatform(workload: Workload, stageName: string): Readonly<Record<string, Stack>> {
  const app = testApp();
  const stage = stageNamed(stageName);
  const clients = topologyOf(workload).clients.map(({ name }) => [name, IMAGE_CONTEXT]);
  addPlatform(app, {
    workload,
    stage,
    plan: plan(workload, stage),
    imageContexts: Object.fromEntries(clients),
  });
  return Object.fromEntries(app.node.children.filter(Stack.isStack).map((stack) => [stack.node.id, stack]));
}
