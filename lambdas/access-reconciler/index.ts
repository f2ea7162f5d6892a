import type { CdkCustomResourceEvent, CdkCustomResourceResponse } from 'aws-lambda';
import { generateAuthToken } from 'aws-msk-iam-sasl-signer-js';
import { Kafka, logLevel } from 'kafkajs';
import { ownsPrincipal } from '../../lib/workload/access';
import { describeAccessChange } from './access-changes';
import { accessRequest } from './access-request';
import { reconcileAccess } from './apply-access';
import { kafkajsAclAdmin } from './kafkajs-acl-admin';

/** Custom resource that keeps a cluster's ACLs equal to the topology. Runs inside the VPC, authenticated by its own role. */
export async function handler(event: CdkCustomResourceEvent): Promise<CdkCustomResourceResponse> {
  const { bootstrapBrokers, workload, desired, dryRun, physicalResourceId } = accessRequest(event);
  const admin = iamAdmin(bootstrapBrokers);

  await admin.connect();
  try {
    const owns = (principal: string) => ownsPrincipal(workload, principal);
    const changes = await reconcileAccess(kafkajsAclAdmin(admin), desired, owns, { dryRun });
    log({ event: 'access-reconciled', dryRun, changes: changes.map(describeAccessChange) });
    return { PhysicalResourceId: physicalResourceId, Data: { changes: changes.length } };
  } finally {
    await admin.disconnect();
  }
}

function iamAdmin(brokers: readonly string[]) {
  const region = requireEnv('AWS_REGION');
  return new Kafka({
    clientId: 'access-reconciler',
    brokers: [...brokers],
    ssl: true,
    sasl: {
      mechanism: 'oauthbearer',
      oauthBearerProvider: async () => ({ value: (await generateAuthToken({ region })).token }),
    },
    logLevel: logLevel.WARN,
  }).admin();
}

function requireEnv(name: string): string {
  const value = process.env[name];
  if (value === undefined || value === '') throw new Error(`environment variable ${name} is not set`);
  return value;
}

function log(fields: Readonly<Record<string, unknown>>): void {
  process.stdout.write(`${JSON.stringify(fields)}\n`);
}
