import { sqsIntake } from '../../shared/intake/sqs-intake.ts';
import { dropCase } from './deps.ts';
import { orderOf } from './order.ts';

export const handler = sqsIntake((record) => dropCase(orderOf(record.body)));
