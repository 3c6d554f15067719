import * as z from 'zod/mini';
import { createSend } from '../../shared/aws/queues.ts';
import { readSecret } from '../../shared/aws/read-secret.ts';
import { remindAlerts } from '../../shared/cases/alerts/remind.ts';
import { consignerRemises } from '../../shared/cases/commissions/aides.ts';
import { veillerSeances } from '../../shared/cases/commissions/veille.ts';
import { demanderChiffres } from '../../shared/cases/indicateurs/demander.ts';
import { countOpenReviews } from '../../shared/cases/review/open-reviews.ts';
import { createCloseGroup, readGathered } from '../../shared/cases/watch/gathered.ts';
import { createWatchCase, readDueCases } from '../../shared/cases/watch/watch.ts';
import { attendUneLettre } from '../../shared/domain/communications/registre.ts';
import { secretArn } from '../../shared/intake/env.ts';
import { sqsIntake } from '../../shared/intake/sqs-intake.ts';
import { loadDirectory } from '../../shared/outbound/directory.ts';
import { createKeptDirectory } from '../../shared/outbound/kept-directory.ts';
import {
  boitesDeLEtat,
  ccapexFormationsSchema,
  mailboxesSchema,
  mailboxOf,
  type Told,
} from '../../shared/outbound/mailbox.ts';
import { jsonVariable, readEnv } from '../../shared/read-env.ts';
import { createCcapexStore } from '../../shared/store/ccapex.ts';
import { createDocumentClient } from '../../shared/store/client.ts';
import { createCommissionStore } from '../../shared/store/commissions.ts';
import { jitter } from '../../shared/store/contention.ts';
import { createDirectoryStore } from '../../shared/store/directory.ts';
import { createPartnerRegistry } from '../../shared/store/partners.ts';
import { orderOf } from './order.ts';
import { createWatch } from './watch.ts';

const env = readEnv(
  z.object({
    TABLE_NAME: z.string().check(z.minLength(1)),
    STAGE: z.string().check(z.minLength(1)),
    MAILBOXES: jsonVariable(mailboxesSchema),
    CCAPEX_FORMATIONS: jsonVariable(ccapexFormationsSchema),
    WATCH_QUEUE_URL: z.url(),
    MATCHING_KEY_SECRET: secretArn,
    RETIRE_QUEUE_URL: z.url(),
    RETIREMENTS_A_DAY: z.coerce.number().check(z.int(), z.positive()),
    /** Whether alerts are taken on pages, so that one nobody took is told again. */
    REMIND_ALERTS: z.enum(['true', 'false']),
    CLOSE_DELAY_SECONDS: z.coerce.number().check(z.int(), z.nonnegative(), z.maximum(900)),
  }),
);

const client = createDocumentClient();
const send = createSend();
const table = env.TABLE_NAME;
const commissions = createCommissionStore(client, table);
const registry = createPartnerRegistry(client, table);
const ccapex = createCcapexStore(client, table);
let key: Promise<string> | undefined;
/** Read with the first decision that a case is told of. */
const matchingKey = (): Promise<string> => {
  key ??= readSecret(env.MATCHING_KEY_SECRET);
  return key;
};
const file = loadDirectory();
const directory = createKeptDirectory(file, createDirectoryStore(client, table).read, Date.now);
/** Addresses as each order finds them. */
let addressBook = { mailboxes: env.MAILBOXES, ccapexFormations: env.CCAPEX_FORMATIONS, directory: file };

const mailboxOfTold = (told: Pick<Told, 'recipient' | 'recipients' | 'arrondissement'> & Partial<Told>) => {
  const found = mailboxOf(
    { commune: '', insee: undefined, bailleur: undefined, etude: undefined, ...told },
    addressBook,
  );
  return found.kind === 'mailbox' ? found : undefined;
};

const watch = createWatch({
  readDue: (shard, day, from) => readDueCases(client, table, shard, day, from),
  watchCase: createWatchCase({
    client,
    table,
    mailboxOf: (notice) => {
      const found = mailboxOfTold(notice);
      return (
        found && { ...found, owed: attendUneLettre(notice, found.mailbox, boitesDeLEtat(env.MAILBOXES)) }
      );
    },
    retire: (caseId) => send(env.RETIRE_QUEUE_URL, JSON.stringify({ caseId })),
    pause: jitter,
  }),
  readGathered: () => readGathered(client, table),
  closeGroup: createCloseGroup(client, table, env.MAILBOXES.atOnce),
  goOn: (order, delaySeconds) => send(env.WATCH_QUEUE_URL, JSON.stringify(order), delaySeconds),
  remind: (day, at) =>
    env.REMIND_ALERTS === 'true'
      ? remindAlerts({ client, table, mailboxOf: mailboxOfTold }, day, at)
      : Promise.resolve(0),
  tellSeances: async (day, at) => {
    const record = { client, table, matchingKey: await matchingKey(), store: commissions };
    for (const one of (await commissions.all()).filter(({ nature }) => nature === 'ccapex'))
      await consignerRemises({ ...record, ccapex }, one, at);
    return veillerSeances(
      commissions,
      {
        etat: (code) => env.MAILBOXES.arrondissements[code],
        partenaire: async (code) => (await registry.get(code))?.contact,
      },
      day,
      at,
    );
  },
  demander: (day, at) =>
    demanderChiffres(
      // The charter is steered in Melun, for the whole département.
      { client, table, partenaires: registry.all, etat: env.MAILBOXES.arrondissements['772'] },
      day,
      at,
    ),
  countReviews: () => countOpenReviews(client, table),
  closeDelaySeconds: env.CLOSE_DELAY_SECONDS,
  retirementsADay: env.RETIREMENTS_A_DAY,
  now: () => new Date().toISOString(),
});

/** One order at a time: the mapping's batch size is 1. */
export const handler = sqsIntake(async ({ body }, context) => {
  addressBook = { ...addressBook, directory: await directory() };
  return watch(orderOf(body), () => context.getRemainingTimeInMillis());
});
