import { partnerOfQueue, sqsIntake } from '../../shared/intake/sqs-intake.ts';
import { now, receive } from './deps.ts';

export const handler = sqsIntake((record) =>
  receive({ sender: partnerOfQueue(record.eventSourceARN), raw: record.body, receivedAt: now() }),
);
