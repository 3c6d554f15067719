import { readCurrentCase } from '../../../shared/cases/reading/current-case.ts';
import { dateInFrench } from '../../../shared/domain/calendar/civil-date.ts';
import { bookkeepingKinds, type CaseEvent } from '../../../shared/domain/events/case-event.ts';
import type { ArrondissementCode } from '../../../shared/domain/events/household.ts';
import { reachesCase } from '../../../shared/domain/habilitation/habilitation.ts';
import { sideOf } from '../../../shared/domain/review/side.ts';
import { eventTexts } from '../../../shared/outbound/texts/event-texts.ts';
import type { StoredCase } from '../../../shared/store/case-store.ts';
import type { ReviewItem } from '../../../shared/store/items.ts';
import type { PageDeps, SignedIn } from '../page.ts';
import type { Shown } from '../views/review/compare.tsx';

/** What a question's page compares. */
export type Sides = {
  shown: readonly [Shown, ...Shown[]] | undefined;
  /** Cases that a doubt may belong to. */
  into: string[];
  /** Events asked about. */
  events: { id: string; text: string }[];
  /** Cases that the reader may open. */
  cases: string[];
  /** Where the compared cases are. */
  where: (ArrondissementCode | undefined)[];
  /** Every case of which something is shown. */
  read: string[];
};

type Reaches = (arrondissement: ArrondissementCode | undefined) => boolean;

/** Whether a reader's rights reach a case of an arrondissement, as a reviewer. */
export const reachOf =
  ({ scope }: SignedIn) =>
  (arrondissement: ArrondissementCode | undefined): boolean =>
    reachesCase(scope, 'relecteur', arrondissement);

const eventWords = ({ kind, actDate }: CaseEvent): string =>
  `${eventTexts[kind].title}, ${dateInFrench(actDate)}`;

/**
 * Reads what an open question compares. Of a case of another arrondissement than the reader's, only what matching compares.
 *
 * @param today Europe/Paris
 */
export const readSides = async (
  deps: PageDeps,
  { caseId, reason, candidates, events: asked = [] }: ReviewItem,
  own: StoredCase,
  reaches: Reaches,
  today: string,
): Promise<Sides> => {
  const isDoubt = reason === 'rapprochement' || reason === 'fusion';
  const mine = own.summary.caseId;
  const others = isDoubt ? await readOthers(deps, mine, [caseId, ...candidates]) : [];
  if (isDoubt) {
    const first: Shown = {
      title: mine,
      note: reason !== 'fusion' ? 'dans le doute' : mine === caseId ? 'le plus ancien' : 'le plus récent',
      side: sideOf(own.events, today, true),
    };
    const rest = others.map(({ summary, events }): Shown => {
      const whole = reaches(summary.arrondissement);
      return {
        title: summary.caseId,
        note: whole ? undefined : 'd’un autre arrondissement',
        side: sideOf(events, today, whole),
      };
    });
    return {
      shown: [first, ...rest],
      into: others.map(({ summary }) => summary.caseId),
      events: [],
      where: [own, ...others].map(({ summary }) => summary.arrondissement),
      read: [mine, ...others.map(({ summary }) => summary.caseId)],
      cases: [
        mine,
        ...others.flatMap(({ summary }) => (reaches(summary.arrondissement) ? [summary.caseId] : [])),
      ],
    };
  }
  const facts = [...new Set(asked)].flatMap((id) => own.events.find((event) => event.id === id) ?? []);
  const rest = own.events.filter((event) => !facts.includes(event));
  // What is asked about is compared with the rest of its case, and stands alone where there is no rest.
  const sides: Shown[] = [
    ...(rest.some(({ kind }) => !bookkeepingKinds.includes(kind))
      ? [
          {
            title: facts.length > 0 ? `Le reste du dossier ${mine}` : mine,
            side: sideOf(rest, today, true),
          },
        ]
      : []),
    ...facts.map((fact) => ({
      title: eventWords(fact),
      note: `transmis par ${fact.sender}`,
      side: sideOf([fact], today, true),
    })),
  ];
  const [first, ...following] = sides;
  return {
    // Where a dwelling is, its address tells: as it was written, not as a case has it.
    shown: reason === 'commune' ? undefined : first && [first, ...following],
    into: [],
    events: facts.map((fact) => ({ id: fact.id, text: eventWords(fact) })),
    where: [own.summary.arrondissement],
    read: [mine],
    cases: [mine],
  };
};

/** The cases that a review names besides its own, each once, where they are now. */
const readOthers = async (
  deps: PageDeps,
  own: string,
  candidates: readonly string[],
): Promise<StoredCase[]> => {
  const asked = candidates.filter((one) => one !== own);
  const found = await Promise.all(asked.map((one) => readCurrentCase(deps.client, deps.table, one)));
  return [
    ...new Map(
      found.flatMap((one) => (one && one.summary.caseId !== own ? [[one.summary.caseId, one] as const] : [])),
    ).values(),
  ];
};
