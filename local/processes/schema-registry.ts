import { join } from 'node:path';
import type { Runtime } from '../runtime/install-runtime';
import { freePorts } from './free-ports';
import { httpReady } from './http-ready';
import { type ClassArchive, jvmFlags, jvmStopTimeoutMs } from './jvm-flags';
import type { PostgresAddress } from './postgres/postgres-server';
import type { ProcessSpec } from './process-spec';

export interface SchemaRegistryOptions {
  readonly runtime: Runtime;
  readonly stateDir: string;
  readonly postgres: PostgresAddress;
  /** Database it keeps its schemas in; must exist. */
  readonly database: string;
  readonly archive?: ClassArchive;
}

export interface PreparedSchemaRegistry {
  /** Base of all its APIs; the Confluent-compatible one is at `/apis/ccompat/v7`. */
  readonly url: string;
  readonly spec: ProcessSpec;
}

/** Apicurio Registry with SQL storage, as on AWS. */
export async function prepareSchemaRegistry(options: SchemaRegistryOptions): Promise<PreparedSchemaRegistry> {
  const { runtime, stateDir, postgres, database, archive } = options;
  const [port = 0, managementPort = 0] = await freePorts(2);
  const url = `http://127.0.0.1:${port}`;
  return {
    url,
    spec: {
      name: 'registry',
      command: runtime.java.command,
      args: [...jvmFlags({ heapMiB: 256, archive }), '-jar', runtime.registryJar],
      env: {
        QUARKUS_HTTP_HOST: '127.0.0.1',
        QUARKUS_HTTP_PORT: String(port),
        QUARKUS_MANAGEMENT_HOST: '127.0.0.1',
        QUARKUS_MANAGEMENT_PORT: String(managementPort),
        QUARKUS_HTTP_ACCESS_LOG_ENABLED: 'false',
        APICURIO_STORAGE_KIND: 'sql',
        APICURIO_STORAGE_SQL_KIND: 'postgresql',
        APICURIO_DATASOURCE_URL: `jdbc:postgresql://${postgres.host}:${postgres.port}/${database}`,
        APICURIO_DATASOURCE_USERNAME: postgres.user,
        APICURIO_DATASOURCE_PASSWORD: postgres.password,
        // It opens 20 connections at once otherwise.
        APICURIO_DATASOURCE_JDBC_INITIAL_SIZE: '2',
        APICURIO_DATASOURCE_JDBC_MIN_SIZE: '2',
        APICURIO_DATASOURCE_JDBC_MAX_SIZE: '10',
        // Otherwise the first requests after a restart of PostgreSQL fail.
        QUARKUS_DATASOURCE_POSTGRESQL_JDBC_VALIDATE_ON_BORROW: 'true',
      },
      stopTimeoutMs: jvmStopTimeoutMs(archive),
      logFile: join(stateDir, 'logs', 'registry.log'),
      ready: httpReady(`${url}/apis/ccompat/v7/subjects`),
    },
  };
}
