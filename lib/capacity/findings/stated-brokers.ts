import type { Finding } from '../plan-model';
import { decimal, GIB, rate, size, usd, whole } from '../quantities';
import type { FindingContext } from './context';
import { fewest, hoursKept, monthly, plannedOffer, triedClusters } from './what-if';

/** Hours between two growths of a volume, and how much each adds: ten of them double it. */
const GROWTHS_TO_DOUBLE = 10;

/** Brokers and versions a document states. */
export function statedBrokerFindings(context: FindingContext): Finding[] {
  return [
    ...unknownType(context),
    ...tooFew(context),
    ...volumes(context),
    ...autoScaling(context),
    ...metadata(context),
  ];
}

function unknownType({ workload, catalog }: FindingContext): Finding[] {
  const brokers = workload.stated?.brokers;
  if (brokers === undefined || catalog.brokers.some(({ type }) => type === brokers.instanceType)) return [];
  const families = [...new Set(catalog.brokers.map(({ type }) => type.split('.').slice(0, -1).join('.')))];
  const sameSize = catalog.brokers.filter(({ type }) => type.endsWith(`.${sizeOf(brokers.instanceType)}`));
  return [
    {
      id: 'stated-broker-type-unknown',
      severity: 'problem',
      path: 'stated.brokers.instanceType',
      message: `MSK has no brokers of type ${brokers.instanceType}: its families are ${families.join(', ')}`,
      counterOffer:
        sameSize.length === 0
          ? 'choose one of the types in this plan'
          : `the same size there: ${sameSize.map(({ type }) => type).join(', ')}`,
    },
  ];
}

/** A stated type that MSK has is judged by the plan; another by the MSK types of the same size. */
function tooFew(context: FindingContext): Finding[] {
  const { workload, cluster, loads } = context;
  const brokers = workload.stated?.brokers;
  if (brokers === undefined) return [];
  const tried = triedClusters(context);
  const same = tried.filter(({ instanceType }) => instanceType === brokers.instanceType);
  const alike =
    same.length > 0
      ? same
      : tried.filter(({ instanceType }) => instanceType.endsWith(`.${sizeOf(brokers.instanceType)}`));
  const least = fewest(alike);
  if (least === undefined || brokers.count >= least.brokers) return [];
  const { ingressBytesPerSecond, egressBytesPerSecond } = loads[least.family];
  const copies = context.catalog.rules.replicationFactor.value;
  const each = (bytes: number) => rate(bytes / brokers.count);
  const binding = least.constraints.find(({ name }) => name === least.boundBy);
  return [
    {
      id: 'stated-brokers-too-few',
      severity: 'problem',
      path: 'stated.brokers',
      message: `${whole(brokers.count)} × ${brokers.instanceType} in ${workload.stated?.source}: each would take in ${each(ingressBytesPerSecond)} from producers, ${each(ingressBytesPerSecond * copies)} with replicas, and send ${each(egressBytesPerSecond + ingressBytesPerSecond * (copies - 1))} to readers and replicas. ${same.length > 0 ? 'That type' : `Of that size the best MSK has, ${least.instanceType},`} needs ${whole(least.brokers)} brokers, bound by ${least.boundBy}${binding === undefined ? '' : ` (${binding.arithmetic})`}: ${decimal(least.brokers / brokers.count)} times as many`,
      counterOffer: `${plannedOffer(context)}${cluster.rejected === undefined ? `; ${whole(brokers.count)} brokers of that size carry about ${whole((brokers.count / least.brokers) * 100)} % of this load` : ''}`,
    },
  ];
}

/** What the stated brokers would have to keep, against what one volume holds. */
function volumes(context: FindingContext): Finding[] {
  const { workload, loads, catalog } = context;
  const brokers = workload.stated?.brokers;
  if (brokers === undefined || brokers.instanceType.startsWith('express.')) return [];
  const most = brokers.volumeGiB ?? catalog.limits.volumeMax.value;
  const copies = catalog.rules.replicationFactor.value;
  const each = (loads.standard.storedBytes * copies) / brokers.count;
  if (each <= most * GIB) return [];
  return [
    {
      id: 'stated-volumes-too-small',
      severity: 'problem',
      path: brokers.volumeGiB === undefined ? 'stated.brokers.count' : 'stated.brokers.volumeGiB',
      message: `${size(loads.standard.storedBytes)} kept, ${size(loads.standard.storedBytes * copies)} with ${copies} replicas, put ${size(each)} on each of ${whole(brokers.count)} brokers; ${brokers.volumeGiB === undefined ? `a volume has at most ${whole(most)} GiB` : `the stated volume has ${whole(most)} GiB`}`,
      counterOffer: `${plannedOffer(context)}; or keep at most ${decimal((most * GIB * hoursKept(context)) / each)} h`,
    },
  ];
}

/** MSK adds a tenth of a volume at most every six hours; writers that fill it faster win. */
function autoScaling(context: FindingContext): Finding[] {
  const { workload, loads, catalog, stage } = context;
  const brokers = workload.stated?.brokers;
  if (brokers?.storageAutoScaling !== true || brokers.volumeGiB === undefined) return [];
  const { storageScalingCooldown } = catalog.limits;
  const hours = storageScalingCooldown.value * GROWTHS_TO_DOUBLE;
  const copies = catalog.rules.replicationFactor.value;
  const perHour = (loads.standard.averageIngressBytesPerSecond * 3600 * copies) / brokers.count / GIB;
  const needed = perHour * hours;
  if (brokers.volumeGiB >= needed) return [];
  const price = catalog.prices.find(
    ({ key, region }) => key === 'msk.standard.storage' && region === stage.region,
  );
  const cost =
    price === undefined
      ? `no price in ${stage.region}`
      : `${usd(needed * brokers.count * price.usd)} a month for all`;
  return [
    {
      id: 'auto-scaling-too-slow',
      severity: 'problem',
      path: 'stated.brokers.volumeGiB',
      message: `storage auto scaling adds a tenth of a volume at most every ${storageScalingCooldown.value} hours: ${decimal(brokers.volumeGiB / 10)} GiB, while ${decimal(perHour * storageScalingCooldown.value)} GiB arrive on each broker in that time. The disk is full before it grows`,
      counterOffer:
        needed <= catalog.limits.volumeMax.value
          ? `begin with ${whole(Math.ceil(needed))} GiB per broker, ${hours} hours of writes (${cost})`
          : `no volume is large enough for ${hours} hours of writes on so few brokers; ${plannedOffer(context)}`,
    },
  ];
}

/** https://docs.aws.amazon.com/msk/latest/developerguide/metadata-management.html, read 2026-11-21 */
const FIRST_KRAFT: readonly [number, number] = [3, 7];

function metadata(context: FindingContext): Finding[] {
  const kafka = context.workload.stated?.kafka;
  if (kafka === undefined) return [];
  const { catalog, workload } = context;
  const [major = 0, minor = 0] = kafka.version.split('.').map(Number);
  const isBefore = major < FIRST_KRAFT[0] || (major === FIRST_KRAFT[0] && minor < FIRST_KRAFT[1]);
  const offer = `use ${workload.cluster.kafkaVersion}, as this plan does; the metadata costs nothing either way${monthly(context.cluster)} for the brokers`;
  if (kafka.metadata === 'kraft' && isBefore) {
    return [
      {
        id: 'kraft-not-in-this-version',
        severity: 'problem',
        path: 'stated.kafka',
        message: `Kafka ${kafka.version} without ZooKeeper is not to be had: KRaft came to Apache Kafka as a preview in 2.8, was called ready in 3.3, and MSK offers it from 3.7 on, on Express brokers from 3.9 on`,
        counterOffer: offer,
      },
    ];
  }
  if (kafka.metadata !== 'zookeeper') return [];
  return [
    {
      id: 'zookeeper-limits',
      severity: major >= 4 ? 'problem' : 'warning',
      path: 'stated.kafka',
      message:
        major >= 4
          ? `Kafka ${kafka.version} has no ZooKeeper any more: the last version with it is 3.9`
          : `with ZooKeeper a cluster has at most 30 brokers, without ${catalog.limits.brokersPerCluster.value}, and 3.9 is the last version that knows it`,
      counterOffer: offer,
    },
  ];
}

/** `2xlarge` of `c5.2xlarge`. */
function sizeOf(instanceType: string): string {
  return instanceType.split('.').at(-1) ?? instanceType;
}
