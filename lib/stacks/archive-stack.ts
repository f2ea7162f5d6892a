import { Stack } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { type ArchivedTopic, RecordArchive } from '../constructs/record-archive';
import type { Workload } from '../workload/workload';
import { dataStackProps, type Platform, removalPolicyOf } from './platform';

/** What is kept after the brokers have let go of it. */
export class ArchiveStack extends Stack {
  readonly archive: RecordArchive;

  constructor(scope: Construct, id: string, platform: Platform) {
    super(scope, id, dataStackProps(platform, 'archive', 'Archive of records'));
    const { workload, stage } = platform;

    this.archive = new RecordArchive(this, 'Records', {
      topics: archivedTopics(workload),
      removalPolicy: removalPolicyOf(stage),
    });
  }
}

function archivedTopics({ streams }: Workload): ArchivedTopic[] {
  return Object.entries(streams).flatMap(([topic, { archive }]) =>
    archive === undefined ? [] : [{ topic, days: archive.days }],
  );
}
