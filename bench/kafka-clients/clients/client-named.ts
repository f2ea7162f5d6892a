import type { ClusterAccess } from '../measurement';
import type { BenchClient } from './bench-client';
import type { ClientName } from './client-names';
import { KafkajsClient } from './kafkajs-client';
import { PlatformaticClient } from './platformatic-client';

/** A client by its name in the report. */
export function clientNamed(name: ClientName, cluster: ClusterAccess): BenchClient {
  return name === 'kafkajs' ? new KafkajsClient(cluster) : new PlatformaticClient(cluster);
}
