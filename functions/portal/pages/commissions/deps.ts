import type { z } from 'zod/mini';
import type { Boites } from '../../../../shared/cases/commissions/destinataires.ts';
import { readCurrentCase } from '../../../../shared/cases/reading/current-case.ts';
import { recordRead } from '../../../../shared/cases/recording/record-read.ts';
import { parisDay } from '../../../../shared/domain/calendar/paris-day.ts';
import { peut, travaille } from '../../../../shared/domain/commissions/acces.ts';
import { type Eclairage, eclairageDe } from '../../../../shared/domain/commissions/eclairage.ts';
import type { Refus, Situation } from '../../../../shared/domain/commissions/seance.ts';
import type { ApiMessage } from '../../../../shared/intake/api-intake.ts';
import { direInscription } from '../../../../shared/intake/commissions/dire-inscription.ts';
import type { Desk } from '../../../../shared/outbound/letters/letter.ts';
import type { mailboxesSchema } from '../../../../shared/outbound/mailbox.ts';
import { createCommissionStore } from '../../../../shared/store/commissions.ts';
import { createPartnerRegistry } from '../../../../shared/store/partners.ts';
import type { InSeance } from '../../in-seance.ts';
import { answerBy, type Ctx, type PageDeps, readerOf, type Seated, type SignedIn } from '../../page.ts';

/** What the pages of commissions reach. */
export type CommissionPageDeps = Pick<PageDeps, 'client' | 'table' | 'matchingKey' | 'origin' | 'now'> & {
  /** The State's mailboxes. */
  mailboxes: z.infer<typeof mailboxesSchema>;
  /** Where addresses are, as they are known now. */
  desk: () => Promise<Desk>;
  /** Puts a message on the API's own intake, as a partner's software would. */
  send: (message: ApiMessage) => Promise<void>;
};

export const createCommissionWork = (deps: CommissionPageDeps) => {
  const { client, table, matchingKey, now, send } = deps;
  const store = createCommissionStore(client, table);
  const registry = createPartnerRegistry(client, table);
  const boites: Boites = {
    etat: (code) => deps.mailboxes.arrondissements[code],
    partenaire: async (code) => (await registry.get(code))?.contact,
  };
  return {
    store,
    registry,
    record: { client, table, matchingKey, store, boites },
    dire: (commission: string) => direInscription(commission, { send, now }),
    today: () => parisDay(now()),
    by: (signedIn: SignedIn) => answerBy(signedIn, deps),

    /** What a page of a session needs; undefined when the path names none. */
    inSeance: ({ commission, seance, sieges }: Seated, signedIn: SignedIn): InSeance | undefined =>
      seance && {
        commission,
        seance,
        sieges,
        reader: readerOf(signedIn),
        does: (tache) => peut(commission, sieges, tache),
        works: travaille(commission, sieges),
        membres: sieges.flatMap((siege) => (siege.kind === 'invite' ? [] : (siege.membre ?? []))),
      },

    /** What a CCAPEX, or a synthesis, is told of a household's case. One request. */
    eclairage: async ({ commission }: InSeance, { caseId }: Situation): Promise<Eclairage | undefined> => {
      if (commission.nature === 'clpil' || caseId === undefined) return undefined;
      const found = await readCurrentCase(client, table, caseId);
      return found && eclairageDe(found.events, parisDay(now()));
    },

    /** Records that a person reads what a session says of cases. Nothing is shown before. */
    recordSeen: (
      signedIn: SignedIn,
      page: string,
      situations: readonly Pick<Situation, 'caseId'>[],
    ): Promise<void> =>
      recordRead(
        client,
        table,
        answerBy(signedIn, deps),
        `page ${page}`,
        situations.flatMap(({ caseId }) => caseId ?? []),
        'part',
      ),
  };
};
export type CommissionWork = ReturnType<typeof createCommissionWork>;

/** What a form sent, one text for each field. */
export const sentTexts = async (c: Ctx): Promise<(name: string) => string> => {
  const body = await c.req.parseBody();
  return (name) => {
    const value = body[name];
    return typeof value === 'string' ? value.trim() : '';
  };
};

/** What came of something that was asked, told on the next page by its code; or why nothing did. */
export const CHANGED: Refus = {
  code: 'CHANGE_ENTRE_TEMPS',
  text: 'Quelqu’un vient de changer la même chose : rien n’a été fait. Relisez, puis recommencez.',
};
