import type { Rule } from '../rule.ts';
import { delaiAdministratif } from './reports.ts';

/** The hub's own delay: a person's answer to a doubtful rapprochement, until which the case's other alerts wait. */
export const rapprochementRules = [
  {
    name: 'rapprochementATrancher',
    title: 'Rapprochement à trancher par une personne',
    enClair:
      'Une personne dit si ce dossier est celui d’un ménage déjà connu ; les autres alertes attendent sa réponse, sauf celles qui engagent l’État (audience, concours, responsabilité).',
    nature: 'obligation',
    from: ['rapprochementDouteux'],
    versions: [
      {
        length: { value: 2, unit: 'joursOuvres' },
        source: 'Aucun texte : règle du hub, un dossier par ménage et par logement',
        reliability: 'choix',
      },
    ],
    report: delaiAdministratif,
    satisfiedBy: ['rapprochementTranche'],
    alerts: [
      { name: 'rapprochementATrancher', at: { echeance: 0 }, to: ['arrondissement'] },
      { name: 'rapprochementRappel', at: { echeance: 7 }, to: ['arrondissement'] },
    ],
  },
] as const satisfies readonly Rule[];
