import { RemovalPolicy } from 'aws-cdk-lib';
import type { Stage } from '../stages.ts';

/**
 * What becomes of what holds data when its stack is deleted or replaces it. Where a stage keeps it, it is kept but on its own failed
 * creation: the names of buckets and queues are fixed, and the next try would meet them.
 */
export const removalOf = ({ removalPolicy }: Pick<Stage, 'removalPolicy'>): RemovalPolicy =>
  removalPolicy === 'retain' ? RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE : RemovalPolicy.DESTROY;
