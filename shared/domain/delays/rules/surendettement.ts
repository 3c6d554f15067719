import { inSurendettement } from '../../procedure/situation.ts';
import type { Rule } from '../rule.ts';
import { dateFixee, delaiAdministratif } from './reports.ts';

const immediat = { value: 0, unit: 'jours' } as const;
const CHARTE = 'Charte 2018-2023, annexe 1 (Banque de France)';

/** Recevabilité does not suspend an eviction; the judge may suspend it. They are two delays, never one (domain §9). */
export const surendettementRules = [
  {
    name: 'suspensionAProposer',
    title: 'Suspension de la procédure à proposer dès la recevabilité',
    nature: 'demande',
    from: ['surendettementRecevable'],
    versions: [
      {
        length: immediat,
        source: `${CHARTE} ; code de la consommation, art. L722-6`,
        reliability: 'texte',
      },
    ],
    report: delaiAdministratif,
    satisfiedBy: ['suspensionExpulsion'],
    mootBy: ['surendettementClos'],
    alerts: [{ name: 'suspensionAProposer', at: { depart: 0 }, to: ['arrondissement', 'bdf', 'huissier'] }],
  },
  {
    name: 'avisSuspension',
    title: 'Avis de l’État à la Banque de France sur la suspension',
    nature: 'demande',
    from: ['commandementDeQuitterLesLieux', 'demandeCfp'],
    when: ({ marks }, from) => inSurendettement(marks, from.date),
    versions: [{ length: immediat, source: CHARTE, reliability: 'texte' }],
    report: delaiAdministratif,
    satisfiedBy: ['avisSuspension'],
    mootBy: ['surendettementClos', 'suspensionExpulsion'],
    alerts: [{ name: 'avisSuspension', at: { depart: 0 }, to: ['arrondissement', 'bdf'] }],
  },
  {
    name: 'finSuspension',
    title: 'Fin de la suspension de l’expulsion ordonnée par le juge',
    nature: 'terme',
    from: ['suspensionExpulsion'],
    when: (_, from) => from.until !== undefined,
    granted: true,
    versions: [
      {
        length: { value: 24, unit: 'mois' },
        source: 'Code de la consommation, art. L722-8 et L722-9 (deux ans au plus)',
        reliability: 'texte',
      },
    ],
    report: dateFixee,
    satisfiedBy: ['surendettementClos'],
    alerts: [
      { name: 'finSuspensionProche', at: { echeance: -30 }, to: ['arrondissement'] },
      { name: 'finSuspension', at: { echeance: 0 }, to: ['arrondissement'] },
    ],
  },
] as const satisfies readonly Rule[];
