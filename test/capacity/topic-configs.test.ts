import { plan } from '../../lib/capacity/plan';
import type { Plan } from '../../lib/capacity/plan-model';
import type { WorkloadInput } from '../../lib/workload/workload';
import { stageOf } from '../support/stage-of';
import { streamInput, workloadOf } from '../support/workload-of';

function planOf(stream: Partial<WorkloadInput['streams'][string]>, family: 'standard' | 'express'): Plan {
  return plan(workloadOf({ cluster: { family }, streams: { orders: streamInput(stream) } }), stageOf());
}

function configsOf({ topics }: Plan): Readonly<Record<string, string>> {
  return topics.find(({ name }) => name === 'orders')?.configs ?? {};
}

describe('topic settings', () => {
  test('keep a raw stream for its retention, by append time', () => {
    expect(configsOf(planOf({ retentionHours: 168 }, 'express'))).toEqual({
      'cleanup.policy': 'delete',
      'retention.ms': String(168 * 3_600_000),
      'message.timestamp.type': 'LogAppendTime',
    });
  });

  test('name in-sync replicas only where the family lets topics set them', () => {
    expect(configsOf(planOf({}, 'standard'))).toMatchObject({ 'min.insync.replicas': '2' });
    expect(configsOf(planOf({}, 'express'))).not.toHaveProperty('min.insync.replicas');
  });

  test('keep deletion marks of a compacted stream for its retention', () => {
    const configs = configsOf(planOf({ kind: 'compacted', retentionHours: 48 }, 'express'));

    expect(configs).toMatchObject({ 'cleanup.policy': 'compact', 'delete.retention.ms': '172800000' });
    expect(configs).not.toHaveProperty('retention.ms');
  });

  test('let records of twice the mean size through', () => {
    const load = { peakPerSecond: 1, averagePerSecond: 1, recordBytes: 600_000 };

    expect(configsOf(planOf({ load }, 'express'))).toMatchObject({ 'max.message.bytes': '1200000' });
  });

  test('take the workload’s own on top', () => {
    const configs = { 'min.compaction.lag.ms': '3600000' };

    expect(configsOf(planOf({ kind: 'compacted', configs }, 'express'))).toMatchObject(configs);
  });

  test('leave out what Express refuses, and say so', () => {
    const configs = { 'segment.ms': '600000' };
    const express = planOf({ configs }, 'express');

    expect(configsOf(express)).not.toHaveProperty('segment.ms');
    expect(express.findings).toContainEqual(
      expect.objectContaining({
        id: 'config-refused',
        severity: 'warning',
        path: 'streams.orders.configs.segment.ms',
      }),
    );
    expect(configsOf(planOf({ configs }, 'standard'))).toMatchObject(configs);
  });

  test('leave out a compaction lag Express finds too short', () => {
    const configs = { 'max.compaction.lag.ms': '86400000' };

    expect(configsOf(planOf({ kind: 'compacted', configs }, 'express'))).not.toHaveProperty(
      'max.compaction.lag.ms',
    );
    expect(configsOf(planOf({ kind: 'compacted', configs }, 'standard'))).toMatchObject(configs);
  });

  test('call a setting Kafka does not have a problem', () => {
    const { findings } = planOf({ configs: { 'retention.millis': '1' } }, 'standard');

    expect(findings).toContainEqual(expect.objectContaining({ id: 'config-refused', severity: 'problem' }));
  });

  test('are warned about when they contradict what the sizes are computed from', () => {
    const { findings } = planOf({ configs: { 'retention.ms': '1000' } }, 'standard');

    expect(findings).toContainEqual(expect.objectContaining({ id: 'config-overrides-plan' }));
  });
});
