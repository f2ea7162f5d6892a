import { archiverEnvironment } from '../../../services/archiver/archiver-environment';
import { edgeEnvironment } from '../../../services/edge/edge-environment';
import {
  type Environment,
  EnvironmentError,
  readEnvironment,
} from '../../../services/runtime/read-environment';

const COMMON: Environment = {
  SERVICE_NAME: 'edge',
  KAFKA_BOOTSTRAP: 'localhost:1,localhost:2',
  KAFKA_CREDENTIALS: '{"username":"w.edge","password":"secret"}',
};
const EDGE: Environment = { ...COMMON, EDGE_STREAMS_FILE: '/streams.json' };

function problemsOf(environment: Environment): readonly string[] {
  try {
    readEnvironment('edge', edgeEnvironment, environment);
  } catch (error) {
    if (error instanceof EnvironmentError) return error.problems;
  }
  return [];
}

test('fills in the defaults', () => {
  expect(readEnvironment('edge', edgeEnvironment, EDGE)).toMatchObject({
    HTTP_PORT: 8080,
    OPS_PORT: 9090,
    EDGE_MAX_BODY_BYTES: 4 * 1024 ** 2,
    EDGE_IN_FLIGHT_BYTES: 64 * 1024 ** 2,
  });
  expect(
    readEnvironment('archiver', archiverEnvironment, {
      ...COMMON,
      ARCHIVE_BUCKET: 'b',
      ARCHIVE_TOPICS: 'x,y',
    }),
  ).toMatchObject({ ARCHIVE_GROUP: 'archiver', ARCHIVE_TOPICS: ['x', 'y'], ARCHIVE_CUT_SECONDS: 60 });
});

test('takes credentials in the form of an MSK secret, and brokers as a list', () => {
  expect(readEnvironment('edge', edgeEnvironment, EDGE)).toMatchObject({
    KAFKA_BOOTSTRAP: ['localhost:1', 'localhost:2'],
    KAFKA_CREDENTIALS: { username: 'w.edge', password: 'secret' },
  });
});

test('names all problems at once', () => {
  expect(
    problemsOf({
      SERVICE_NAME: 'edge',
      KAFKA_BOOTSTRAP: 'nonsense',
      KAFKA_CREDENTIALS: '{}',
      HTTP_PORT: '70000',
    }),
  ).toEqual([
    'KAFKA_BOOTSTRAP: expected host:port[,host:port…], got "nonsense"',
    expect.stringContaining('KAFKA_CREDENTIALS: '),
    expect.stringContaining('KAFKA_CREDENTIALS: '),
    'EDGE_STREAMS_FILE: not set',
    'HTTP_PORT: expected a whole number from 0 to 65535, got "70000"',
  ]);
});

test('an empty variable counts as not set', () => {
  expect(problemsOf({ ...EDGE, EDGE_STREAMS_FILE: '' })).toEqual(['EDGE_STREAMS_FILE: not set']);
});

test('never shows what is in a secret', () => {
  expect(problemsOf({ ...EDGE, KAFKA_CREDENTIALS: 'hunter2' }).join()).not.toContain('hunter2');
});
