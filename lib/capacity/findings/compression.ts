import type { Finding } from '../plan-model';
import { decimal, MB, rate, usd } from '../quantities';
import type { FindingContext } from './context';
import { clusterFor, clusterOffer } from './what-if';

/** From here compression is worth a sentence. */
const WORTH_BYTES_PER_SECOND = 10 * MB;
/** What JSON usually shrinks to, batched. Assumed: measure with your own records. */
const USUAL_RATIO = 3;

/** Streams that are planned uncompressed although the load is large: it moves the whole bill. */
export function compressionFindings(context: FindingContext): Finding[] {
  const { workload, demands, cluster, loads } = context;
  const plain = demands.filter(
    ({ topic }) => topic.purpose === 'stream' && workload.streams[topic.name]?.load.compressionRatio === 1,
  );
  const plainBytes = plain.reduce((sum, demand) => sum + demand.ingressBytesPerSecond, 0);
  if (plainBytes < WORTH_BYTES_PER_SECOND) return [];
  const load = loads[cluster.family].ingressBytesPerSecond;
  const share = 1 - (plainBytes / load) * (1 - 1 / USUAL_RATIO);
  const { chosen } = clusterFor(context, { bytes: share });
  const codec = workload.stated?.compression;
  const said =
    codec === undefined || codec === 'none'
      ? ''
      : `${workload.stated?.source} prescribes ${codec}, but the load does not say what it saves. `;
  const saved =
    chosen.usdPerMonth === undefined || cluster.usdPerMonth === undefined
      ? ''
      : `, ${usd(cluster.usdPerMonth - chosen.usdPerMonth)} less`;
  return [
    {
      id: 'not-compressed',
      severity: 'warning',
      path: plain.length === 1 ? `streams.${plain[0]?.topic.name}.load.compressionRatio` : 'streams',
      message: `${said}${rate(plainBytes)} are planned uncompressed (compressionRatio 1): brokers, disks, traffic and archive are bought for every byte`,
      counterOffer:
        chosen.rejected === undefined
          ? `measure it with your own records. If they shrink to a third (assumed, usual for JSON in batches), ${clusterOffer(chosen)} is enough${saved}`
          : `measure it with your own records; even at ${decimal(USUAL_RATIO)} to 1 no cluster carries the load`,
    },
  ];
}
