import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { accountNamed, isReachableByOthers } from '../../../../local/processes/postgres/postgres-account';

const PASSWD =
  'root:x:0:0:root:/root:/bin/bash\npostgresql-backup:x:7:8::/:/bin/sh\npostgres:x:101:104::/var/lib/postgresql:/bin/bash\n';

test('finds the account of exactly that name', () => {
  expect(accountNamed('postgres', PASSWD)).toEqual({ uid: 101, gid: 104 });
  expect(accountNamed('nobody', PASSWD)).toBeUndefined();
});

test('a folder inside a closed one cannot be reached by others', async () => {
  const home = await mkdtemp(join(tmpdir(), 'penstock-test-'));
  const inside = join(home, 'project');
  await mkdir(inside, { mode: 0o755 });

  await chmod(home, 0o755);
  const open = isReachableByOthers(inside);
  await chmod(home, 0o700);
  const closed = isReachableByOthers(inside);
  await rm(home, { recursive: true });

  expect({ open, closed }).toEqual({ open: true, closed: false });
});
