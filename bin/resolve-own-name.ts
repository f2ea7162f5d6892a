import { registerHooks } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const DEFINE_WORKLOAD = pathToFileURL(join(__dirname, '..', 'lib', 'workload', 'define-workload.ts')).href;

/** Lets a user's file import `defineWorkload` from 'penstock', wherever it lies and whether or not we are installed there. */
registerHooks({
  resolve: (specifier, context, next) =>
    next(specifier === 'penstock' ? DEFINE_WORKLOAD : specifier, context),
});
