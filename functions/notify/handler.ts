import { noticeSchema } from '../../shared/mail/notice.ts';
import { streamConsumer } from '../../shared/stream/stream-consumer.ts';
import { notify } from './deps.ts';

export const handler = streamConsumer(noticeSchema, notify);
