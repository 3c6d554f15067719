import { sqsIntake } from '../../shared/intake/sqs-intake.ts';
import { canary } from './deps.ts';

export const handler = sqsIntake(({ body }) => canary(body));
