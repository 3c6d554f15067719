import type { CaseEvent, EventOf } from '../events/case-event.ts';
import { inOrder } from '../events/compare-events.ts';
import { deSorte, type Fait, fait, unique, unParAnnee } from './fait.ts';

/** Suspensions, rehousing, shelter, DALO. @param procedure what was counted of the procedures: the evictions carried out */
export const suitesDeLEtat = (events: readonly CaseEvent[], procedure: readonly Fait[]): Fait[] => {
  // The Banque de France tells the judge's suspension too, by the day it begins.
  const suspensions = deSorte(
    inOrder(
      events.flatMap((event): CaseEvent[] =>
        event.kind === 'surendettement' && event.suspension
          ? [{ ...event, kind: 'suspensionExpulsion', actDate: event.suspension.debut }]
          : event.kind === 'suspensionExpulsion'
            ? [event]
            : [],
      ),
    ),
    'suspensionExpulsion',
  ).map(({ actDate }) => actDate);
  const reloges = deSorte(events, 'relogement', ({ etat = 'effectue' }) => etat).filter(
    ({ etat }) => etat !== 'assure',
  );
  const [avis] = events.filter(({ kind }) => kind === 'avisCcapex');
  const dalo = deSorte(events, 'recoursDalo', ({ voie, etat }) => `${voie} ${etat}`).filter(
    ({ voie }) => voie === 'dalo',
  );
  return [
    ...suspensions.map((jour) => fait('etat.suspensions', jour)),
    ...unParAnnee([
      ...reloges.flatMap(({ actDate, voie }) =>
        voie === 'contingentPrefectoral' || voie === 'dalo' || voie === 'accordCollectif'
          ? [
              fait('etat.relogementsContingent', actDate),
              ...(voie === 'contingentPrefectoral' ? [fait('etat.relogementsMenaces', actDate)] : []),
              ...(avis && avis.actDate <= actDate ? [fait('etat.relogementsApresCcapex', actDate)] : []),
            ]
          : [],
      ),
      ...dalo
        .filter(({ etat }) => etat === 'reconnu')
        .map(({ actDate }) => fait('etat.daloReconnus', actDate)),
      ...[
        ...dalo.filter(({ etat }) => etat === 'satisfait'),
        ...reloges.filter(({ voie }) => voie === 'dalo'),
      ].map(({ actDate }) => fait('etat.daloReloges', actDate)),
    ]),
    ...heberges(events, procedure),
  ];
};

/** The first shelter that follows each eviction. */
const heberges = (events: readonly CaseEvent[], procedure: readonly Fait[]): Fait[] => {
  const shelters = events.filter(
    (event): event is EventOf<'hebergement'> => event.kind === 'hebergement' && event.etat === 'heberge',
  );
  const found = procedure
    .filter(({ cle }) => cle === 'etat.interventions')
    .flatMap(({ jour }) => shelters.find(({ actDate }) => actDate >= jour) ?? []);
  return unique(found, ({ id }) => id).flatMap(({ actDate, personnes }) => [
    fait('etat.menagesHeberges', actDate),
    personnes === undefined
      ? fait('etat.menagesHebergesSansNombre', actDate)
      : fait('etat.personnesHebergees', actDate, personnes),
  ]);
};

const nomsDIndemnisation = {
  demandee: 'Demandees',
  accordee: 'Accordees',
  refusee: 'Refusees',
  transaction: 'Transactions',
} as const satisfies Record<EventOf<'indemnisation'>['etat'], string>;

export const indemnisations = (events: readonly CaseEvent[]): Fait[] =>
  deSorte(events, 'indemnisation', ({ etat }) => etat).flatMap(({ etat, actDate, montant }) => {
    const nom = nomsDIndemnisation[etat];
    return [
      fait(`etat.indemnisations${nom}`, actDate),
      montant === undefined
        ? fait(`etat.indemnisations${nom}SansMontant`, actDate)
        : fait(`etat.montant${nom}`, actDate, montant),
    ];
  });
