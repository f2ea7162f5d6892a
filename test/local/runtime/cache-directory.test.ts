import { cacheDirectory } from '../../../local/runtime/cache-directory';

test.each([
  [{ PENSTOCK_CACHE: '/mnt/cache', XDG_CACHE_HOME: '/x' }, 'linux', '/mnt/cache'],
  [{ XDG_CACHE_HOME: '/x' }, 'linux', '/x/penstock'],
  [{}, 'linux', '/home/me/.cache/penstock'],
  [{}, 'darwin', '/home/me/Library/Caches/penstock'],
] as const)('with %j on %s it is %s', (env, platform, directory) => {
  expect(cacheDirectory(env, platform, '/home/me')).toBe(directory);
});
