import * as z from 'zod';
import { stages } from '../../infra/stages.ts';
import { createLazySend } from '../../shared/aws/lazy-send.ts';
import { caseOfMessages } from '../../shared/cases/commissions/cases-of.ts';
import type { Issue } from '../../shared/cases/commissions/deps.ts';
import { recordRead } from '../../shared/cases/recording/record-read.ts';
import { isDay } from '../../shared/domain/calendar/civil-date.ts';
import { parisDay } from '../../shared/domain/calendar/paris-day.ts';
import { inscrites, type Situation } from '../../shared/domain/commissions/seance.ts';
import { apiMessageBody } from '../../shared/intake/api-intake.ts';
import { direInscription } from '../../shared/intake/commissions/dire-inscription.ts';
import { createDocumentClient } from '../../shared/store/client.ts';
import { createCommissionStore } from '../../shared/store/commissions.ts';
import { createPartnerRegistry } from '../../shared/store/partners.ts';
import { environment, Misused, needed, type Options } from '../arguments.ts';
import { authorIn } from '../author.ts';

const envSchema = z.object({
  TABLE_NAME: z.string().min(1),
  MATCHING_KEY: z.string().min(16),
  STAGE: z.enum(['dev', 'preprod', 'prod', 'local']).default('local'),
  MESSAGES_QUEUE_URL: z.string().optional(),
});

export const open = () => {
  const env = environment(envSchema);
  const client = createDocumentClient();
  const table = env.TABLE_NAME;
  const store = createCommissionStore(client, table);
  const registry = createPartnerRegistry(client, table);
  const { arrondissements } = stages[env.STAGE].mailboxes;
  const now = (): string => new Date().toISOString();
  const queue = env.MESSAGES_QUEUE_URL;
  const send = createLazySend();
  return {
    client,
    table,
    matchingKey: env.MATCHING_KEY,
    store,
    now,
    today: () => parisDay(now()),
    boites: {
      etat: (code: keyof typeof arrondissements) => arrondissements[code],
      partenaire: async (code: string) => (await registry.get(code))?.contact,
    },
    dire: (commission: string) => {
      const url = needed(queue, 'MESSAGES_QUEUE_URL dans l’environnement');
      return direInscription(commission, { send: (message) => send(url, apiMessageBody(message)), now });
    },
  };
};
export type Open = ReturnType<typeof open>;

export const show = (value: unknown): void => {
  process.stdout.write(`${typeof value === 'string' ? value : JSON.stringify(value, null, 2)}\n`);
};

/** What a use case did; what it did not is told as a person who typed a command reads it. */
export const done = <T extends object>(result: Issue<T>): { kind: 'fait' } & T => {
  switch (result.kind) {
    case 'fait':
      return result;
    case 'refus':
      throw new Misused(`${result.refus.code} : ${result.refus.text}`);
    case 'change':
      throw new Error('quelqu’un a changé la même chose entre-temps : relancez la même commande');
  }
};
export const commissionNamed = async ({ store }: Open, code: string | undefined) => {
  const asked = needed(code, 'le code de la commission');
  const found = await store.get(asked);
  if (!found) throw new Misused(`aucune commission ${asked} : « passerelle commission list » les donne`);
  return found;
};

export const of = {
  date: { type: 'string', value: 'JOUR', about: 'la séance, AAAA-MM-JJ' },
  by: { type: 'string', value: 'NOM', about: 'qui le fait, ou qui lit' },
} as const satisfies Options;
export const outOption = { type: 'string', value: 'FICHIER', about: 'où écrire le fichier' } as const;
export const situationOption = {
  type: 'string',
  value: 'ID',
  about: 'la situation ; « situations » les donne',
} as const;

const seanceNamed = async (hub: Open, code: string | undefined, date: string | undefined) => {
  const commission = await commissionNamed(hub, code);
  const day = needed(date, '--date');
  const seance = isDay(day) ? await hub.store.seance(commission.code, day) : undefined;
  if (!seance)
    throw new Misused(
      `aucune séance le ${day} : « passerelle commission show ${commission.code} » les donne`,
    );
  return { commission, seance };
};
export type En = Awaited<ReturnType<typeof seanceNamed>>;
/** The households of a session, once this reading is recorded. */
export const readHouseholds = async (
  hub: Open,
  { commission, seance }: En,
  by: string,
  verb: string,
): Promise<Situation[]> => {
  const all = inscrites(await hub.store.situations(commission.code, seance.date), seance);
  const cases = await caseOfMessages(hub, all);
  const situations = all.map((one) => ({ ...one, caseId: cases.get(one.id) }));
  await recordRead(
    hub.client,
    hub.table,
    { by, at: hub.now() },
    `commission ${verb}`,
    situations.flatMap(({ caseId }) => caseId ?? []),
  );
  return situations;
};

/** Who asks, the hub, and the session that they named. */
export const seanceAsked = async (
  values: { by?: string | undefined; date?: string | undefined },
  code: string | undefined,
) => {
  const by = authorIn(values.by);
  const hub = open();
  return { by, hub, en: await seanceNamed(hub, code, values.date) };
};
