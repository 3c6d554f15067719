import type { CaseEvent } from '../../../../shared/domain/events/case-event.ts';
import { allFactsOf } from './facts-of-event.ts';

/** Something done for a household, as it was last told. */
export type Support = { event: CaseEvent; title: string; said: string };

/** What each kind is called, and the field that tells two of one kind apart. */
const kinds: Partial<Record<CaseEvent['kind'], { title: string; by?: string }>> = {
  accompagnement: { title: 'Accompagnement', by: 'mesure' },
  suiteOrientation: { title: 'Orientation', by: 'organisme' },
  demandeEnqueteSociale: { title: 'Enquête sociale demandée', by: 'moment' },
  enqueteSociale: { title: 'Enquête sociale', by: 'moment' },
  intervention: { title: 'Intervention', by: 'sender' },
  hebergement: { title: 'Hébergement' },
  aideFsl: { title: 'FSL' },
  aideActionLogement: { title: 'Action Logement', by: 'dispositif' },
  recoursDalo: { title: 'Recours', by: 'voie' },
  planApurement: { title: 'Plan d’apurement' },
  protocoleCohesionSociale: { title: 'Protocole de cohésion sociale' },
  surendettement: { title: 'Surendettement' },
  avisSuspension: { title: 'Avis de l’État sur la suspension' },
  inscriptionClpil: { title: 'Inscription en CLPIL' },
  decisionClpil: { title: 'Décision de la CLPIL', by: 'organisme' },
  retraitClpil: { title: 'CLPIL' },
  suiteDecision: { title: 'Suite d’une décision', by: 'mesure' },
  avisCcapex: { title: 'CCAPEX, en vigueur', by: 'nature' },
  inscriptionCcapex: { title: 'CCAPEX, ordre du jour' },
  decisionCcapex: { title: 'CCAPEX, aide au logement' },
  relogement: { title: 'Relogement' },
};

/**
 * Who works for a household, and where each stands: of each measure, body and commission, what was told last. An opinion of the CCAPEX is
 * in force until another of its nature comes. Newest first.
 */
export const supportsOf = (events: readonly CaseEvent[]): Support[] => {
  const last = new Map<string, Support>();
  for (const event of [...events].sort((a, b) => (a.actDate < b.actDate ? -1 : 1))) {
    const kind = kinds[event.kind];
    if (!kind) continue;
    const own: unknown = kind.by === undefined ? '' : Reflect.get(event, kind.by);
    const said = allFactsOf(event)
      .map(([label, text]) => (sayAlone.has(label) ? text : `${label.toLowerCase()} : ${text}`))
      .join(', ');
    last.set(`${event.kind}|${own}`, { event, title: kind.title, said });
  }
  return [...last.values()].reverse();
};

/** Labels that what they tell needs not. */
const sayAlone: ReadonlySet<string> = new Set([
  'État',
  'Étape',
  'Mesure',
  'Organisme',
  'Moment',
  'Nature',
  'Recours',
  'Dispositif',
  'Recommandé',
  'Décidé',
  'Voie',
  'Avis',
]);
