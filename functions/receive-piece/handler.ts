import { uploadsOf } from '../../shared/intake/s3-upload.ts';
import { sqsIntake } from '../../shared/intake/sqs-intake.ts';
import { openings, receivePiece } from './deps.ts';

export const handler = sqsIntake((record) => Promise.all(uploadsOf(record.body).map(receivePiece))).before(
  openings.begin,
);
