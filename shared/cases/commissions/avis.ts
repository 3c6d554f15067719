import * as z from 'zod/mini';
import type { CivilDate } from '../../domain/calendar/civil-date.ts';
import { type Eclairage, eclairageDe } from '../../domain/commissions/eclairage.ts';
import type { Situation, Suite } from '../../domain/commissions/seance.ts';
import { readBesideCase } from '../../store/case-store.ts';
import { readCurrentCase } from '../reading/current-case.ts';
import type { CommissionDeps } from './deps.ts';

/** A recommendation, and what became of it as the body in charge said last. */
type Suivie = { mesure: Situation['recommandations'][number]; suite: Suite | undefined };

/** How the CCAPEX was told of a decision of the préfet's: by a mail, sent or on its way; `page`: no mail is due, this page says it. */
type Dite = { par: 'mel'; le: string | undefined } | { par: 'page' };

/** A household of a session, and what became of the opinion on it. */
export type AvisSuivi = {
  situation: Situation;
  suivies: Suivie[];
  /** What its case says since; undefined where it has none any more. */
  eclairage: Eclairage | undefined;
  concours: (Eclairage['concours'][number] & { dite: Dite })[];
};

/** Cases read at the same time. */
const AT_ONCE = 8;

const toldSchema = z.object({
  entity: z.literal('NOTICE'),
  template: z.literal('decisionCfp'),
  recipient: z.enum(['ccapex', 'secretariatCcapex']),
  eventId: z.string(),
  status: z.string(),
  sentAt: z.optional(z.string()),
  digestDay: z.optional(z.string()),
});

/**
 * What became of a session's opinions: each recommendation, and the préfet's decisions beside it (loi n° 90-449, art. 7-2: the CCAPEX is informed of the
 * decisions taken after its opinions). Two requests a household.
 */
export const suivreAvis = async (
  { client, table }: Pick<CommissionDeps, 'client' | 'table'>,
  situations: readonly Situation[],
  date: CivilDate,
  today: CivilDate,
): Promise<AvisSuivi[]> => {
  const followed: AvisSuivi[] = [];
  for (let start = 0; start < situations.length; start += AT_ONCE)
    followed.push(
      ...(await Promise.all(
        situations.slice(start, start + AT_ONCE).map(async (situation): Promise<AvisSuivi> => {
          const suivies = situation.recommandations.map((mesure) => ({
            mesure,
            suite: situation.suites.findLast((suite) => suite.mesure === mesure),
          }));
          const found =
            situation.caseId === undefined
              ? undefined
              : await readCurrentCase(client, table, situation.caseId);
          if (!found) return { situation, suivies, eclairage: undefined, concours: [] };
          const eclairage = eclairageDe(found.events, today, date);
          const beside =
            eclairage.concours.length === 0
              ? []
              : await readBesideCase(client, table, found, Object.keys(toldSchema.shape));
          const told = beside.flatMap((item) => toldSchema.safeParse(item).data ?? []);
          return {
            situation,
            suivies,
            eclairage,
            concours: eclairage.concours.map((one): AvisSuivi['concours'][number] => {
              const notice = told.find(({ eventId }) => eventId === one.event.id);
              return {
                ...one,
                dite: notice ? { par: 'mel', le: notice.sentAt ?? notice.digestDay } : { par: 'page' },
              };
            }),
          };
        }),
      )),
    );
  return followed;
};
