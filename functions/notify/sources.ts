import { parisDay } from '../../shared/domain/calendar/paris-day.ts';
import type { ArrondissementCode } from '../../shared/domain/events/household.ts';
import { type Apport, compteEn, type Lieu, type Source } from '../../shared/domain/indicateurs/apport.ts';
import type { Notice } from '../../shared/outbound/notice.ts';

/** What a case counts for; nothing while an earlier version of the hub wrote it last. */
export const sourceOfCase = ({
  caseId,
  version,
  arrondissement,
  apport,
}: {
  caseId: string;
  version: number;
  arrondissement?: ArrondissementCode | undefined;
  apport?: Apport | undefined;
}): Source[] =>
  apport === undefined
    ? []
    : [{ id: `CASE#${caseId}`, caseId, version, compte: compteEn(arrondissement ?? 'sans', apport) }];

/** Something that happens once, in a year. */
const once = (id: string, lieu: Lieu, at: string, cle: string): Source => ({
  id,
  version: 1,
  compte: compteEn(lieu, { [parisDay(at).slice(0, 4)]: { [cle]: 1 } }),
});

/** Days after which something is no longer told: it was counted, and who counts soon forgets that it did (`ONCE_DAYS`). */
const TOLD_DAYS = 300;

/**
 * That an alert is to take, that somebody took it, or that its delay was settled before anybody did: each once, in the year it was made. An
 * alert that no arrondissement is to take counts for nothing. An alert lasts as long as its case: what became of it long ago is not told again.
 *
 * @param now ISO UTC
 */
export const sourcesOfAlert = (
  { noticeId, about, arrondissement, createdAt, listKey, handling, settledAt }: Notice,
  now: string,
): Source[] => {
  const toTake = listKey?.startsWith('ALERTES#') || handling !== undefined || settledAt !== undefined;
  if (about !== 'alerte' || !toTake || arrondissement === undefined || createdAt === undefined) return [];
  const since = new Date(Date.parse(now) - TOLD_DAYS * 86_400_000).toISOString();
  const said = (what: string, at: string): Source[] =>
    at < since ? [] : [once(`ALERTE#${noticeId}#${what}`, arrondissement, createdAt, `hub.${what}`)];
  return [
    ...said('alertes', createdAt),
    ...(handling === undefined ? [] : said('alertesPrises', handling.at)),
    ...(handling === undefined && settledAt !== undefined ? said('alertesReglees', settledAt) : []),
  ];
};

/** Minutes up to which a mail's time is counted together. */
const minutes = [1, 5, 15, 60, 240, 1_440] as const;

/** How long it took from the filing of an event to the mail that tells it. An alert is told on its day: it has no such time. */
export const sourceOfMail = (
  { noticeId, about, createdAt }: { noticeId: string; about: string; createdAt?: string | undefined },
  how: 'uns' | 'resumes',
  lieu: Lieu,
  sentAt: string,
): Source[] => {
  if (about !== 'evenement' || createdAt === undefined) return [];
  const took = (Date.parse(sentAt) - Date.parse(createdAt)) / 60_000;
  const upTo = minutes.find((most) => took <= most) ?? 'plus';
  return [once(`MEL#${noticeId}`, lieu, createdAt, `mels.${how}@${upTo}`)];
};
