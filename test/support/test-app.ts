import { App } from 'aws-cdk-lib/core';
import { context } from '../../cdk.json';

/**
 * An app with the feature flags of cdk.json, so that tests see the templates `cdk synth` writes. Lambdas are not
 * bundled and templates not validated: `cdk synth` does both, and they take most of its time.
 */
export function testApp(): App {
  return new App({
    builtinCloudFormationValidation: false,
    context: {
      ...context,
      'aws:cdk:bundling-stacks': [],
      'aws:cdk:enable-path-metadata': false,
      'aws:cdk:version-reporting': false,
    },
  });
}
