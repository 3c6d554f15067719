import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  paginateListQueues,
  ReceiveMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { type Finding, type Search, unsure } from './finding.ts';

/** How long a message that is looked at is hidden from its reader, in seconds. */
const LOOK_SECONDS = 120;

/** Queues looked at in parallel. */
const WINDOW = 16;

/** URLs of all the queues whose name begins with `prefix`, sorted. One request for each page of 1000. */
export const queuesOf = async (client: SQSClient, prefix: string): Promise<string[]> => {
  const urls: string[] = [];
  for await (const { QueueUrls = [] } of paginateListQueues(
    { client },
    { QueueNamePrefix: prefix, MaxResults: 1000 },
  ))
    urls.push(...QueueUrls);
  return urls.sort();
};

const nameOf = (url: string): string => url.split('/').at(-1) ?? url;
/** The partner whose queue it is: `passerelle-prod-caf-intake`, `passerelle-prod-replies-caf`. */
const partnerOf = (name: string): string | undefined =>
  /^passerelle-[a-z]+-(?:replies-)?([a-z0-9-]+?)(?:-intake)?$/.exec(name)?.[1];

type Looked = { QueueUrl: string; hidden: number; messages: { body: string; receipt: string }[] };

/**
 * Finds what queues hold: messages, replies, dead letters. Each message is looked at once, then put back. A message that is
 * delayed, or held by its reader at that moment, cannot be seen: their number is given as a copy that stays.
 */
export async function* findInQueues(
  client: SQSClient,
  urls: readonly string[],
  search: Search,
): AsyncGenerator<Finding> {
  for (let start = 0; start < urls.length; start += WINDOW) {
    const looked = await Promise.all(urls.slice(start, start + WINDOW).map((url) => lookIn(client, url)));
    for (const one of looked) yield* findIn(client, one, search);
  }
}

async function* findIn(
  client: SQSClient,
  { QueueUrl, hidden, messages }: Looked,
  { speaks, mayName, kept }: Search,
): AsyncGenerator<Finding> {
  const key = nameOf(QueueUrl);
  const base = { place: 'file' as const, key };
  const gone = new Set<string>();
  if (hidden > 0) {
    const why = 'non lisibles à cet instant : relancez la commande';
    yield { ...base, what: `${hidden} message(s) en cours de lecture ou différés`, act: 'gardé', why };
  }
  for (const { body, receipt } of messages) {
    if (!speaks(body, partnerOf(key))) {
      if (mayName(body)) yield { ...base, what: 'Message en file', ...unsure };
      continue;
    }
    const found = { ...base, what: 'Message en file', content: body };
    const why = [...kept.values()][0];
    const apply = async (): Promise<void> => {
      await client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: receipt }));
      gone.add(receipt);
    };
    yield why === undefined ? { ...found, act: 'efface', apply } : { ...found, act: 'gardé', why };
  }
  for (const { receipt } of messages)
    if (!gone.has(receipt))
      await client.send(
        new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle: receipt, VisibilityTimeout: 0 }),
      );
}

const lookIn = async (client: SQSClient, QueueUrl: string): Promise<Looked> => {
  const hidden = await hiddenIn(client, QueueUrl);
  const messages: Looked['messages'] = [];
  for (;;) {
    const { Messages = [] } = await client.send(
      new ReceiveMessageCommand({
        QueueUrl,
        MaxNumberOfMessages: 10,
        VisibilityTimeout: LOOK_SECONDS,
        // A second of long polling, so that all of SQS's servers are asked.
        WaitTimeSeconds: 1,
      }),
    );
    if (Messages.length === 0) return { QueueUrl, hidden, messages };
    for (const { Body = '', ReceiptHandle = '' } of Messages)
      messages.push({ body: Body, receipt: ReceiptHandle });
  }
};

const hiddenIn = async (client: SQSClient, QueueUrl: string): Promise<number> => {
  const { Attributes = {} } = await client.send(
    new GetQueueAttributesCommand({
      QueueUrl,
      AttributeNames: ['ApproximateNumberOfMessagesNotVisible', 'ApproximateNumberOfMessagesDelayed'],
    }),
  );
  return Object.values(Attributes).reduce((sum, count) => sum + Number(count), 0);
};
