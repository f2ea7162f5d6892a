import { Template } from 'aws-cdk-lib/assertions';
import type { Stack } from 'aws-cdk-lib/core';

const ASSET_HASH = /\b[0-9a-f]{64}\b/g;

/**
 * The template of a stack as a snapshot keeps it: about infrastructure. Asset hashes are masked, because a changed
 * bundle is not a changed stack, and what every template has in common is left out.
 */
export function templateSnapshot(stack: Stack): object {
  const { Parameters: _bootstrap, Rules: _check, ...template } = Template.fromStack(stack).toJSON();
  return JSON.parse(JSON.stringify(template).replace(ASSET_HASH, '<asset>'));
}
