import { globSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

const ROOT = join(__dirname, '..');

/** What a folder must not import, and why. Paths are from the root; packages as they are written. */
const RULES: readonly { folder: string; forbidden: RegExp; because: string }[] = [
  {
    folder: 'lib/workload',
    forbidden: /^(?!lib\/workload\/|zod$)/,
    because: 'a workload is checked the same way everywhere: no CDK, no SDK, no I/O, nothing above it',
  },
  {
    folder: 'lib/capacity',
    forbidden: /^(?!lib\/(capacity|workload)\/)/,
    because: 'the same workload gives the same plan: no CDK, no SDK, no I/O, nothing above it',
  },
  {
    folder: 'lib/config',
    forbidden: /^(?!lib\/(config|capacity|workload)\/)/,
    because: 'stages are plain values',
  },
  {
    folder: 'lib/project',
    forbidden: /^(aws-cdk-lib|constructs$|lib\/(constructs|stacks|config)\/|bin\/|local\/)/,
    because: 'files of a project are read for the CDK app and for this machine alike',
  },
  {
    folder: 'lib/constructs',
    forbidden: /^(@aws-sdk\/|lib\/(stacks|config|project)\/|bin\/|local\/|services\/)/,
    because: 'a construct is told everything through its props, and does not know which stage it is in',
  },
  {
    folder: 'lib/stacks',
    forbidden: /^(@aws-sdk\/|lib\/project\/|bin\/|local\/|services\/|lambdas\/)/,
    because: 'a stack composes constructs; bin/ reads files and builds programs',
  },
  ...['lambdas', 'services', 'local'].map((folder) => ({
    folder,
    forbidden: /^(aws-cdk-lib|constructs$|lib\/(constructs|stacks|config)\/|bin\/)/,
    because: 'a program that runs never loads the CDK, and is told its stage by whoever starts it',
  })),
  {
    folder: 'workloads',
    forbidden: /^(?!lib\/workload\/)/,
    because: 'a workload file is its owner’s: it knows the vocabulary and nothing else',
  },
];

describe('imports go one way: bin -> stacks -> constructs -> capacity -> workload', () => {
  test.each(RULES)('$folder', ({ folder, forbidden, because }) => {
    const broken = sourcesIn(folder).flatMap((file) =>
      importsOf(file)
        .filter((imported) => forbidden.test(imported))
        .map((imported) => `${file} imports ${imported}: ${because}`),
    );

    expect(broken).toEqual([]);
  });

  test.each(['lib/workload', 'lib/capacity', 'lib/constructs', 'lib/stacks', 'lambdas'])(
    '%s has files, so that its rule holds something',
    (folder) => {
      expect(sourcesIn(folder)).not.toEqual([]);
    },
  );
});

describe('only bin/ asks which stage and which machine it is', () => {
  test.each(['lib/constructs', 'lib/stacks', 'lib/capacity', 'lib/workload'])('%s', (folder) => {
    const asking = sourcesIn(folder).filter((file) =>
      /process\.env|tryGetContext|Date\.now|new Date\(\)|Math\.random/.test(
        readFileSync(join(ROOT, file), 'utf8'),
      ),
    );

    expect(asking).toEqual([]);
  });
});

function sourcesIn(folder: string): string[] {
  return globSync(`${folder}/**/*.ts`, { cwd: ROOT });
}

/** Relative imports as paths from the root, packages as they are written. */
function importsOf(file: string): string[] {
  const source = readFileSync(join(ROOT, file), 'utf8');
  const specifiers = source.matchAll(
    /(?:^(?:import|export|\}).*\bfrom |^import |\brequire\(|\bimport\()'([^'\s]+)'/gm,
  );
  return [...specifiers].map(([, specifier = '']) =>
    specifier.startsWith('.') ? relative(ROOT, join(ROOT, dirname(file), specifier)) : specifier,
  );
}
