/** What bin/resolve-own-name.ts does for the programs. */
const moduleNameMapper = { '^penstock$': '<rootDir>/lib/workload/define-workload.ts' };
const transform = { '^.+\\.ts$': ['@swc/jest', { jsc: { target: 'es2024' } }] };

/** Unit tests never start a server; integration tests run the real local platform; browser tests need a Chromium. */
module.exports = {
  reporters: ['default', '<rootDir>/test/support/plain-summary-reporter.js'],
  projects: [
    {
      displayName: 'unit',
      roots: ['<rootDir>/test'],
      testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/integration/', '<rootDir>/test/browser/'],
      testEnvironment: 'node',
      transform,
      moduleNameMapper,
    },
    {
      displayName: 'integration',
      roots: ['<rootDir>/test/integration'],
      testEnvironment: 'node',
      transform,
      moduleNameMapper,
    },
    {
      displayName: 'browser',
      roots: ['<rootDir>/test/browser'],
      testEnvironment: 'node',
      transform,
      moduleNameMapper,
    },
  ],
};
