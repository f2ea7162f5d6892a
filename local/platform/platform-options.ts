import type { KafkaUser } from '../processes/kafka/format-storage';
import type { ProcessExit, ProcessSpec, ProcessStatus } from '../processes/process-spec';

/** Parts that can be left out, for a benchmark or a test that needs only some. */
export type PlatformPart = 'kafka' | 'postgres' | 'valkey' | 's3' | 'registry';

export interface PlatformOptions {
  /** Folder for data, logs, certificates and secrets; `.penstock` in the working directory is the usual one. */
  readonly stateDir: string;
  /** As MSK (`3.9.x.kraft`) or Maven (`3.9.1`) writes it. */
  readonly kafkaVersion: string;
  /** Availability zone of each broker: its `broker.rack`. Three of them make three brokers. */
  readonly zones: readonly string[];
  /** SCRAM users besides `admin`. */
  readonly users: readonly KafkaUser[];
  readonly buckets: readonly string[];
  /**
   * Broker configuration from the plan, in Kafka's spelling.
   *
   * @default - as brokerProperties has it
   */
  readonly brokerConfig?: Readonly<Record<string, string>>;
  /** @default 384 */
  readonly brokerHeapMiB?: number;
  /** @default - all of them */
  readonly parts?: readonly PlatformPart[];
  /**
   * Whether topics, objects and tables of the last run are still there.
   *
   * @default false
   */
  readonly keepData?: boolean;
  /**
   * Whether a broker that died is started again by itself, as MSK does.
   *
   * @default true
   */
  readonly restartBrokers?: boolean;
  /** Aborting it gives up a start that is under way, and leaves nothing running. */
  readonly signal?: AbortSignal;
  /** @default cacheDirectory() */
  readonly cache?: string;
}

/** Where everything is. Parts that were left out have empty values. */
export interface PlatformEndpoints {
  readonly kafka: {
    /** `localhost:port` of each broker: SASL_SSL with SCRAM-SHA-512. */
    readonly bootstrapBrokers: readonly string[];
    /** The superuser. */
    readonly admin: KafkaUser;
    /** PEM file of the authority that signed the brokers' certificates. */
    readonly caFile: string;
  };
  readonly postgresUrl: string;
  readonly valkeyUrl: string;
  /** Path style; region us-east-1. */
  readonly s3: { readonly endpoint: string; readonly accessKeyId: string; readonly secretAccessKey: string };
  /** Base of Apicurio's APIs; the Confluent-compatible one is at `/apis/ccompat/v7`. */
  readonly registryUrl: string;
}

/** One step of the start, as a task list shows it. */
export interface Progress {
  /** `runtime`, `kafka-storage`, `broker-1`, `postgres` … */
  readonly id: string;
  readonly title: string;
  readonly state: 'started' | 'ready' | 'failed';
  /** Since the step's start; 0 when it starts. */
  readonly ms: number;
}

export type ProgressListener = (progress: Progress) => void;

/** A further process: its log goes to the platform's folder unless it says otherwise. */
export type ServiceSpec = Omit<ProcessSpec, 'logFile'> & { readonly logFile?: string };

export interface RunningPlatform {
  readonly endpoints: PlatformEndpoints;
  readonly stateDir: string;
  /** Every process, in the order of their starts. */
  processes(): ProcessStatus[];
  /** Starts and supervises one of our own services; resolves when it is ready. */
  run(spec: ServiceSpec): Promise<void>;
  /**
   * A fault: sends the signal, and after SIGKILL waits for the end. The process comes back by itself if its specification
   * says so, unless `stayDown`; then `restart` brings it back.
   */
  kill(name: string, signal: NodeJS.Signals, options?: { readonly stayDown?: boolean }): Promise<void>;
  /** Stops the process if it runs, starts it on the same ports and data, and waits until it is ready. */
  restart(name: string): Promise<void>;
  /** Calls back at every end of a process; the result takes the listener away. */
  onExit(listener: (exit: ProcessExit) => void): () => void;
  /** Stops everything, services first. Calling it again waits for the same end. */
  stop(): Promise<void>;
}
