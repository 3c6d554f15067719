import { addDays, type CivilDate } from '../calendar/civil-date.ts';
import { inForce, notUndone } from '../case/standing.ts';
import type { CaseEvent } from '../events/case-event.ts';
import type { Organisme } from '../events/organismes.ts';

/*
 * Who works for a household, and nothing else of it: what a body that receives the household needs to know whom to ring (charter, annexe 1 SIAO:
 * «vérifier le partenariat mobilisé»). Banque de France, the étude, the landlord and the State's own work are never told.
 */

/** The bodies that may be told of, in the order in which they are. */
const organismesDits = ['mds', 'ccas', 'association', 'ccapex', 'clpil', 'adil', 'fsl'] as const;
export type OrganismeDit = (typeof organismesDits)[number];

/** A body at work for a household. */
export type Suivi = {
  organisme: OrganismeDit;
  /** Its code in the hub, where it told something itself, or the commission's. */
  code?: string;
};

/** Days after its last word for which a body is said to be at work. Ours: no text gives any. */
export const JOURS_RECENTS = 365;
/** The same for a measure that is open and says no end. */
export const JOURS_MESURE = 730;

/** Families of senders that are told of. */
const familles = ['mds', 'ccas', 'association', 'adil', 'fsl'] as const;
const famille = (sender: string): OrganismeDit | undefined =>
  familles.find((one) => sender === one || sender.startsWith(`${one}-`));

/** A body that a commission put in charge of something, as it is told: a measure's kind is not. */
const charges: Partial<Record<Organisme, OrganismeDit>> = {
  mds: 'mds',
  departement: 'mds',
  ccas: 'ccas',
  asll: 'association',
  association: 'association',
  udaf: 'association',
  adil: 'adil',
  fsl: 'fsl',
};

/** What an event says of a body: `sujet` names what it is about, of which the last word counts. */
type Dit = {
  sujet: string;
  /** Nobody, when it says that the body does nothing more. */
  suivi: Suivi | undefined;
  /** First day on which it no longer holds. */
  fin: CivilDate;
};

const suiviDe = (organisme: OrganismeDit, sender: string): Suivi =>
  famille(sender) === organisme ? { organisme, code: sender } : { organisme };

/** What an event says of bodies at work; nothing, for most. */
const ditsDe = (event: CaseEvent): Dit[] => {
  const { actDate, sender } = event;
  const recent = addDays(actDate, JOURS_RECENTS);
  const own = famille(sender);
  const one = (sujet: string, suivi: Suivi | undefined, fin = recent): Dit[] => [{ sujet, suivi, fin }];
  switch (event.kind) {
    case 'accompagnement': {
      const organisme = own ?? 'association';
      return one(
        `mesure|${sender}|${event.mesure}`,
        event.etat === 'ouverte' ? suiviDe(organisme, sender) : undefined,
        event.fin === undefined ? addDays(actDate, JOURS_MESURE) : addDays(event.fin, 1),
      );
    }
    case 'demandeEnqueteSociale':
      // Asked of both, it is nobody's yet.
      return event.organisme === undefined
        ? []
        : one(`enquete|${event.organisme}|${event.moment}`, { organisme: event.organisme });
    case 'enqueteSociale':
      return own === undefined
        ? []
        : one(`enquete|${own}|${event.moment}`, event.etat === 'carence' ? undefined : suiviDe(own, sender));
    case 'intervention':
      return own === undefined ? [] : one(`intervention|${sender}`, suiviDe(own, sender));
    case 'suiteOrientation':
      return one(
        `orientation|${event.organisme}`,
        event.etat === 'joint' || event.etat === 'recu' ? suiviDe(event.organisme, sender) : undefined,
      );
    case 'aideFsl':
      return one('fsl', event.etat === 'refusee' ? undefined : suiviDe('fsl', sender));
    case 'decisionClpil': {
      const charge = event.organisme && charges[event.organisme];
      const code = event.commission ?? sender;
      return [
        { sujet: `clpil|${code}`, suivi: { organisme: 'clpil', code }, fin: recent },
        ...(charge === undefined || event.issues.every((issue) => issue === 'sortiePositive')
          ? []
          : one(`charge|${charge}`, suiviDe(charge, sender))),
      ];
    }
    case 'suiteDecision': {
      const charge = event.organisme && charges[event.organisme];
      if (charge === undefined) return [];
      const goes = event.etat === 'faite' || event.etat === 'enCours';
      return one(`charge|${charge}`, goes ? suiviDe(charge, sender) : undefined);
    }
    case 'avisCcapex':
    case 'decisionCcapex':
      return one('ccapex', { organisme: 'ccapex', ...(event.commission && { code: event.commission }) });
    default:
      return [];
  }
};

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The first day from which a CLPIL's words count: after the household's last refusal of one, none before does. */
const depuisLeRetrait = (events: readonly CaseEvent[]): string =>
  events.reduce(
    (last, event) =>
      event.kind === 'retraitClpil' && event.accordEcrit !== true && event.receivedAt > last
        ? event.receivedAt
        : last,
    '',
  );

/**
 * The bodies at work for a household on a day, each once: those that said so of late, and those that a commission put in charge. What a later word
 * ended is left out, and what a person undid; so is all that a CLPIL decided before the household refused it.
 *
 * @param events a case's, in any order
 * @param today Europe/Paris
 * @example quiSuit(events, '2026-11-30') // [{ organisme: 'mds', code: 'mds-meaux' }, { organisme: 'ccapex' }]
 */
export const quiSuit = (events: readonly CaseEvent[], today: CivilDate): Suivi[] => {
  const standing = inForce(notUndone(events)).filter(({ actDate }) => actDate <= today);
  const retrait = depuisLeRetrait(standing);
  const clpil = (kind: CaseEvent['kind']): boolean => kind === 'decisionClpil';
  const last = new Map<string, Dit>();
  for (const event of standing
    .filter(({ kind, receivedAt }) => !clpil(kind) || receivedAt > retrait)
    .toSorted((a, b) => compare(a.actDate, b.actDate) || compare(a.receivedAt, b.receivedAt)))
    for (const dit of ditsDe(event)) last.set(dit.sujet, dit);
  const found = [...last.values()].flatMap(({ suivi, fin }) => (suivi && today < fin ? [suivi] : []));
  // A body is named by its code where one word of it has one: «MDS de Meaux», and not «a MDS» too.
  const named = new Set(found.flatMap(({ organisme, code }) => (code === undefined ? [] : [organisme])));
  const unique = new Map(
    found
      .filter(({ organisme, code }) => code !== undefined || !named.has(organisme))
      .map((suivi) => [`${suivi.organisme}|${suivi.code ?? ''}`, suivi]),
  );
  return [...unique.values()].toSorted(
    (a, b) =>
      organismesDits.indexOf(a.organisme) - organismesDits.indexOf(b.organisme) ||
      compare(a.code ?? '', b.code ?? ''),
  );
};
