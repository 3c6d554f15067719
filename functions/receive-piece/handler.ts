import { sqsIntake } from '../../shared/intake/sqs-intake.ts';
import { receivePiece } from './deps.ts';
import { uploadsOf } from './upload.ts';

export const handler = sqsIntake((record) => Promise.all(uploadsOf(record.body).map(receivePiece)));
