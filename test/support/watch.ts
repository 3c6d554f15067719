import { createWatch } from '../../functions/watch-deadlines/watch.ts';
import { countOpenReviews } from '../../shared/cases/review/open-reviews.ts';
import { createCloseGroup, readGathered } from '../../shared/cases/watch/gathered.ts';
import { createWatchCase, readDueCases } from '../../shared/cases/watch/watch.ts';
import type { startTable } from './table.ts';

/** The watch of a day, at 5:00 UTC, on a table; every notice goes to one mailbox. `ordered` holds the cases it orders retired. */
export const watchOn = (
  { client, table }: Pick<Awaited<ReturnType<typeof startTable>>, 'client' | 'table'>,
  day: string,
  retirementsADay: number,
) => {
  const ordered: string[] = [];
  const watch = createWatch({
    readDue: (shard, date, from) => readDueCases(client, table, shard, date, from),
    watchCase: createWatchCase({
      client,
      table,
      mailboxOf: () => ({ mailbox: 'etat@etat.example', forward: [] }),
      retire: async (caseId) => {
        ordered.push(caseId);
      },
      pause: async () => {},
    }),
    readGathered: () => readGathered(client, table),
    closeGroup: createCloseGroup(client, table, ['etat@etat.example']),
    goOn: async () => {},
    tellSeances: async () => 0,
    demander: async () => 0,
    remind: async () => 0,
    countReviews: () => countOpenReviews(client, table),
    closeDelaySeconds: 0,
    retirementsADay,
    now: () => `${day}T05:00:00.000Z`,
  });
  return { ordered, step: (step: 'read' | 'close') => watch({ day, step }, () => 300_000) };
};
