import { incomingOf, sqsIntake } from '../../shared/intake/sqs-intake.ts';
import { now, receive } from './deps.ts';

export const handler = sqsIntake((record) => receive(incomingOf(record, now())));
