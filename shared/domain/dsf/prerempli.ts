import { dateInFrench } from '../calendar/civil-date.ts';
import type { Case } from '../case/case-of.ts';
import { notUndone } from '../case/standing.ts';
import type { CaseEvent, CaseEventKind, EventOf } from '../events/case-event.ts';
import type { Person } from '../events/household.ts';
import { actTitles } from '../notices/act-titles.ts';
import type { Contenu, Partie, ValeursDe } from './formulaire.ts';

/** What a case already knows of a form, and for each field what told it: `logement.loyer`. */
export type Prerempli = { contenu: Contenu; sources: ReadonlyMap<string, string> };

const nomDe = ({ prenoms = [], nomUsage, nomNaissance }: Person): string =>
  [prenoms[0], nomUsage ?? nomNaissance].filter(Boolean).join(' ').slice(0, 120);

const surendettementDe = (
  etape: EventOf<'surendettement'>['etape'],
): NonNullable<ValeursDe<'droits'>['surendettement']> => {
  switch (etape) {
    case 'depot':
      return 'depose';
    case 'recevabilite':
    case 'orientation':
      return 'recevable';
    case 'planApprouve':
    case 'mesures':
    case 'retablissementPersonnel':
      return 'mesures';
    case 'irrecevabilite':
    case 'cloture':
      return 'clos';
  }
};

const etatDemande = {
  demandee: 'demande',
  accordee: 'accorde',
  miseEnJeu: 'accorde',
  refusee: 'refuse',
} as const;

/**
 * What a case knows of the form: who lives there, rent, debt and since when, aids, plan, surendettement, measures, the last payment. Nothing is
 * guessed: a field that no event tells is left to the body.
 *
 * @param events the case's, in any order
 */
export const prerempli = (state: Case, events: readonly CaseEvent[]): Prerempli => {
  const ordered = notUndone(events).toSorted((a, b) =>
    a.actDate === b.actDate ? (a.receivedAt < b.receivedAt ? -1 : 1) : a.actDate < b.actDate ? -1 : 1,
  );
  const sources = new Map<string, string>();
  const isOf =
    <K extends CaseEventKind>(kind: K) =>
    (event: CaseEvent): event is EventOf<K> =>
      event.kind === kind;
  const last = <T>(read: (event: CaseEvent) => T | undefined): { value: T; event: CaseEvent } | undefined => {
    for (const event of ordered.toReversed()) {
      const value = read(event);
      if (value !== undefined) return { value, event };
    }
    return undefined;
  };
  /** The last thing that an event says of a field, with where it comes from. */
  const told = <T>(field: string, read: (event: CaseEvent) => T | undefined): T | undefined => {
    const found = last(read);
    if (found) sources.set(field, `${actTitles[found.event.kind]} du ${dateInFrench(found.event.actDate)}`);
    return found?.value;
  };
  const lastOf = <K extends CaseEventKind>(kind: K): EventOf<K> | undefined => ordered.findLast(isOf(kind));
  const field = <P extends Partie, T>(partie: P, name: string, read: (event: CaseEvent) => T | undefined) =>
    told(`${partie}.${name}`, read);

  const personnes = state.household
    .slice(0, 12)
    .map((person) => ({
      ...(nomDe(person) !== '' && { nom: nomDe(person) }),
      ...(person.dateNaissance !== undefined && { naissance: person.dateNaissance }),
    }))
    .filter((row) => Object.keys(row).length > 0);
  if (personnes.length > 0) sources.set('menage.personnes', 'Personnes connues du dossier');

  const loyer = field('logement', 'loyer', (event) => ('loyer' in event ? event.loyer : undefined));
  const charges = field('logement', 'charges', (event) => ('charges' in event ? event.charges : undefined));
  const detteDe = (event: CaseEvent): number | undefined =>
    event.kind === 'surendettement'
      ? event.detteLocative
      : event.kind === 'paiement'
        ? event.solde
        : 'dette' in event
          ? event.dette
          : undefined;
  const dette = field('logement', 'dette', detteDe);
  const detteLe = field('logement', 'detteLe', (event) =>
    detteDe(event) === undefined ? undefined : event.actDate,
  );
  const bailLe = field('logement', 'bailLe', (event) =>
    event.kind === 'commandementDePayer' ? event.dateBail : undefined,
  );
  const premierImpaye = field('logement', 'premierImpaye', (event) =>
    event.kind === 'impaye' ? (event.premierImpayeLe?.slice(0, 7) ?? event.impayeDepuis) : undefined,
  );
  const parc = field('logement', 'parc', (event) => ('parc' in event ? event.parc : undefined));

  const fsl = field('droits', 'fsl', (event) =>
    event.kind === 'aideFsl' ? etatDemande[event.etat] : undefined,
  );
  const surendettement = field('droits', 'surendettement', (event) =>
    event.kind === 'surendettement' ? surendettementDe(event.etape) : undefined,
  );
  const plan = field('droits', 'plan', (event) => (event.kind === 'planApurement' ? event.etat : undefined));
  const actionLogement = field('droits', 'actionLogement', (event) =>
    event.kind === 'aideActionLogement' ? etatDemande[event.etat] : undefined,
  );
  const dalo = field('droits', 'dalo', (event) =>
    event.kind !== 'recoursDalo' || event.voie !== 'dalo'
      ? undefined
      : event.etat === 'satisfait'
        ? 'reconnu'
        : event.etat,
  );
  const mesures = (['asll', 'avdl', 'masp'] as const).filter((mesure) => {
    const spoken = ordered.findLast((event) => event.kind === 'accompagnement' && event.mesure === mesure);
    return spoken?.kind === 'accompagnement' && spoken.etat === 'ouverte';
  });
  if (mesures.length > 0)
    field('droits', 'accompagnement', (event) => isOf('accompagnement')(event) || undefined);
  const aideLogement = field('droits', 'aideLogement', (event) =>
    event.kind === 'decisionCcapex' ? (event.aide === 'suspension' ? 'suspendue' : 'percue') : undefined,
  );

  const paiement = lastOf('paiement');
  const verse = paiement?.montant;
  if (verse !== undefined) {
    told('demarches.dernierVersement', (event) => (event === paiement ? verse : undefined));
    told('demarches.dernierVersementLe', (event) => (event === paiement ? verse : undefined));
  }

  const logement: ValeursDe<'logement'> = {
    ...(bailLe !== undefined && { bailLe }),
    ...(parc !== undefined && { parc }),
    ...(loyer !== undefined && { loyer }),
    ...(charges !== undefined && { charges }),
    ...(dette !== undefined && { dette }),
    ...(detteLe !== undefined && { detteLe }),
    ...(premierImpaye !== undefined && { premierImpaye }),
  };
  const droits: ValeursDe<'droits'> = {
    ...(aideLogement !== undefined && { aideLogement }),
    ...(fsl !== undefined && { fsl }),
    ...(surendettement !== undefined && { surendettement }),
    ...(plan !== undefined && { plan }),
    ...(actionLogement !== undefined && { actionLogement }),
    ...(dalo !== undefined && { dalo }),
    ...(mesures.length > 0 && { accompagnement: mesures }),
  };
  const demarches: ValeursDe<'demarches'> = {
    ...(verse !== undefined && { dernierVersement: verse }),
    ...(verse !== undefined && paiement !== undefined && { dernierVersementLe: paiement.actDate }),
  };
  return {
    contenu: {
      ...(personnes.length > 0 && { menage: { personnes } }),
      ...(Object.keys(logement).length > 0 && { logement }),
      ...(Object.keys(droits).length > 0 && { droits }),
      ...(Object.keys(demarches).length > 0 && { demarches }),
    },
    sources,
  };
};
