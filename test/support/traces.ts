import { HeadObjectCommand, ListBucketsCommand } from '@aws-sdk/client-s3';
import { ChangeMessageVisibilityCommand, ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { paginateScan } from '@aws-sdk/lib-dynamodb';
import { clientsOf } from '../../local/clients.ts';
import type { LocalHub } from '../../local/hub.ts';
import { createBuckets } from '../../shared/cases/rights/buckets.ts';

/** A word, and one place where it was found. */
export type Trace = { where: string; word: string };

/**
 * Makes a search for words in all that a running hub holds: every item of its table, every version of every object of every
 * bucket with its name and metadata, every message of every queue. It shares no code with what erases, except the listing of versions.
 */
export const createLookEverywhere = (hub: LocalHub) => {
  const { documents, s3, sqs } = clientsOf(hub.endpoints);
  const objects = createBuckets(s3);

  async function* everything(): AsyncGenerator<{ where: string; text: string }> {
    const TableName = hub.outputs.get('TableName');
    for await (const { Items = [] } of paginateScan(
      { client: documents },
      { TableName, ConsistentRead: true },
    ))
      for (const item of Items)
        yield { where: `${item.entity} ${item.PK} ${item.SK}`, text: JSON.stringify(item) };
    const { Buckets = [] } = await s3.send(new ListBucketsCommand({}));
    for (const { Name = '' } of Buckets)
      for await (const one of objects.versions(Name)) {
        if (one.marker) continue;
        const head = await s3.send(
          new HeadObjectCommand({ Bucket: Name, Key: one.key, VersionId: one.versionId }),
        );
        const inline = head.Metadata?.passerelle ?? '';
        const bytes = Buffer.from(await objects.read(one));
        const texts = [
          one.key,
          inline,
          Buffer.from(inline, 'base64'),
          bytes.toString('latin1'),
          bytes.toString('utf8'),
        ];
        yield { where: `${Name}/${one.key}`, text: texts.join('\n') };
      }
    for (const [name, QueueUrl] of hub.queues) {
      const held: string[] = [];
      for (;;) {
        const { Messages = [] } = await sqs.send(
          new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, VisibilityTimeout: 60 }),
        );
        if (Messages.length === 0) break;
        for (const { Body = '', ReceiptHandle = '' } of Messages) {
          held.push(ReceiptHandle);
          yield { where: `file ${name}`, text: Body };
        }
      }
      for (const ReceiptHandle of held)
        await sqs.send(new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle, VisibilityTimeout: 0 }));
    }
  }

  return async (words: readonly string[]): Promise<Trace[]> => {
    const found: Trace[] = [];
    for await (const { where, text } of everything()) {
      const folded = text.toUpperCase();
      for (const word of words) if (folded.includes(word.toUpperCase())) found.push({ where, word });
    }
    return found;
  };
};
