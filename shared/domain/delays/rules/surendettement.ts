import { inSurendettement } from '../../procedure/situation.ts';
import { isAdjudicationAlone } from '../../responsabilite/periodes.ts';
import type { Rule } from '../rule.ts';
import { dateFixee, delaiAdministratif } from './reports.ts';

const immediat = { value: 0, unit: 'jours' } as const;
const CHARTE = 'Charte 2018-2023, annexe 1 (Banque de France)';

/** Recevabilité does not suspend an eviction; the judge may suspend it. They are two delays, never one (domain §9). */
export const surendettementRules = [
  {
    name: 'suspensionAProposer',
    title: 'Suspension de l’expulsion à proposer dès la recevabilité',
    enClair:
      'La recevabilité ne suspend pas l’expulsion : la commission peut demander au juge de la suspendre.',
    nature: 'demande',
    from: ['surendettementRecevable'],
    when: ({ marks }) => !isAdjudicationAlone(marks),
    versions: [
      {
        length: immediat,
        source: `${CHARTE} ; code de la consommation, art. L722-6`,
        reliability: 'texte',
      },
    ],
    report: delaiAdministratif,
    satisfiedBy: ['suspensionExpulsion'],
    mootBy: ['surendettementClos', 'suspensionTerminee'],
    alerts: [{ name: 'suspensionAProposer', at: { depart: 0 }, to: ['arrondissement', 'bdf', 'huissier'] }],
  },
  {
    name: 'avisSuspension',
    title: 'Avis de l’État à la Banque de France sur la suspension',
    enClair:
      'Un dossier de surendettement étant ouvert, l’État donne son avis à la Banque de France sur la suspension.',
    nature: 'demande',
    from: ['commandementDeQuitterLesLieux', 'demandeCfp'],
    when: ({ marks }, from) => inSurendettement(marks, from.date) && !isAdjudicationAlone(marks),
    versions: [{ length: immediat, source: CHARTE, reliability: 'texte' }],
    report: delaiAdministratif,
    satisfiedBy: ['avisSuspension'],
    mootBy: ['surendettementClos', 'suspensionTerminee', 'suspensionExpulsion'],
    alerts: [{ name: 'avisSuspension', at: { depart: 0 }, to: ['arrondissement', 'bdf'] }],
  },
  {
    name: 'finSuspension',
    title: 'Fin de la suspension de l’expulsion ordonnée par le juge',
    enClair:
      'La suspension dure deux ans au plus ; un plan, des mesures ou un rétablissement personnel y mettent fin avant.',
    nature: 'terme',
    from: ['suspensionExpulsion'],
    when: ({ marks }) => !isAdjudicationAlone(marks),
    granted: true,
    versions: [
      {
        length: { value: 24, unit: 'mois' },
        source: 'Code de la consommation, art. L722-8 et L722-9 (deux ans au plus)',
        reliability: 'texte',
      },
    ],
    report: dateFixee,
    satisfiedBy: ['suspensionTerminee', 'surendettementClos'],
    alerts: [
      { name: 'finSuspensionProche', at: { echeance: -30 }, to: ['arrondissement'] },
      { name: 'finSuspension', at: { echeance: 0 }, to: ['arrondissement'] },
    ],
  },
] as const satisfies readonly Rule[];
