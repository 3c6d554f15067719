import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { countOpenReviews } from '../../shared/cases/review/open-reviews.ts';
import { createCloseGroup, readHeld } from '../../shared/cases/watch/held.ts';
import { createWatchCase, readDueCases } from '../../shared/cases/watch/watch.ts';
import { loadDirectory } from '../../shared/outbound/directory.ts';
import { routeOf } from '../../shared/outbound/mailbox.ts';
import { createDocumentClient } from '../../shared/store/client.ts';
import { jitter } from '../../shared/store/contention.ts';
import { env } from './env.ts';
import { createWatch } from './watch.ts';

const client = createDocumentClient();
const sqs = new SQSClient({});
const table = env.TABLE_NAME;
const routing = {
  stage: env.STAGE,
  mailboxes: env.MAILBOXES,
  ccapexFormations: env.CCAPEX_FORMATIONS,
  directory: loadDirectory(),
};

export const watch = createWatch({
  readDue: (shard, day, from) => readDueCases(client, table, shard, day, from),
  watchCase: createWatchCase({
    client,
    table,
    routeOf: (notice) => {
      const route = routeOf(notice, routing);
      return route.kind === 'mailbox' ? route : undefined;
    },
    drop: async (caseId) => {
      await sqs.send(
        new SendMessageCommand({ QueueUrl: env.DROP_QUEUE_URL, MessageBody: JSON.stringify({ caseId }) }),
      );
    },
    pause: jitter,
  }),
  readHeld: (day) => readHeld(client, table, day),
  closeGroup: createCloseGroup(client, table, env.DIGEST_ABOVE),
  goOn: async (order, DelaySeconds) => {
    await sqs.send(
      new SendMessageCommand({
        QueueUrl: env.WATCH_QUEUE_URL,
        MessageBody: JSON.stringify(order),
        DelaySeconds,
      }),
    );
  },
  countReviews: () => countOpenReviews(client, table),
  closeDelaySeconds: env.CLOSE_DELAY_SECONDS,
  dropsADay: env.DROPS_A_DAY,
  now: () => new Date().toISOString(),
});
