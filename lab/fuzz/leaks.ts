import { type DynamoDBDocumentClient, paginateScan } from '@aws-sdk/lib-dynamodb';
import { renderNotice } from '../../shared/outbound/mail/render.ts';
import { dueNoticeSchema } from '../../shared/outbound/notice.ts';
import { keysIn, plantedIn } from '../../test/support/planted.ts';

/**
 * Looks for planted words where the table must not hold them: in a key, in the outbox, in a mail made from it. Returns a line for
 * each word found.
 */
export const leaksIn = async (client: DynamoDBDocumentClient, table: string): Promise<string[]> => {
  const found: string[] = [];
  const note = (where: string, text: string): void => {
    for (const word of plantedIn(text)) found.push(`${word} in ${where}`);
  };
  for await (const { Items = [] } of paginateScan({ client }, { TableName: table }))
    for (const item of Items) {
      note(`a key of ${item.entity}`, keysIn(item));
      if (item.entity !== 'NOTICE') continue;
      note(`a notice (${item.template})`, JSON.stringify(item));
      const due = dueNoticeSchema.safeParse(item);
      if (!due.success) continue;
      const mail = renderNotice(due.data, {
        stage: 'local',
        caseUrlBase: 'https://hub.example/dossiers',
        contact: { service: 'service', mail: 'service@etat.example' },
      });
      note(`a mail (${item.template})`, JSON.stringify(mail));
    }
  return [...new Set(found)];
};
