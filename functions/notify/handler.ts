import { streamConsumer } from '../../shared/outbound/stream/stream-consumer.ts';
import { aside, notify } from './deps.ts';
import { itemSchema } from './item.ts';

export const handler = streamConsumer(itemSchema, notify, aside);
