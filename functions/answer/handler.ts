import { streamConsumer } from '../../shared/outbound/stream/stream-consumer.ts';
import { answerItemSchema } from './answer.ts';
import { answer, aside } from './deps.ts';

export const handler = streamConsumer(answerItemSchema, answer, aside);
