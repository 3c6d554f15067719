import { createChance } from '../../../cli/demo/random.ts';
import { lieux } from '../../../shared/domain/indicateurs/apport.ts';
import { indicateurs, nomsDeDelais } from '../../../shared/domain/indicateurs/catalogue.ts';
import {
  type Chiffre,
  type Ligne,
  type Tableau,
  tableauDe,
} from '../../../shared/domain/indicateurs/tableau.ts';

/** Counts of which others are parts: a part is never more. */
const parties: Readonly<Record<string, string>> = {
  'etat.relogementsApresCcapex': 'etat.relogementsContingent',
  'etat.relogementsMenaces': 'etat.relogementsContingent',
  'departement.fslAccordes': 'departement.fslDemandes',
  'departement.enquetesCarence': 'departement.enquetesAssignation',
  'aorif.dossiersRequisition': 'etat.demandesCfp',
  'aorif.cfpEffectifs': 'etat.interventions',
  'parcours.dsfAvantAudience': 'parcours.audiences',
  'parcours.dsf': 'parcours.assignations',
  'parcours.cfpDemandes': 'parcours.assignations',
  'parcours.cfpAccordes': 'parcours.cfpDemandes',
  'parcours.cfpEffectifs': 'parcours.cfpAccordes',
  'parcours.responsabilitesSansLoyer': 'parcours.responsabilites',
  'etat.menagesHeberges': 'etat.interventions',
  'etat.menagesHebergesSansNombre': 'etat.menagesHeberges',
  'etat.indemnisationsDemandeesSansMontant': 'etat.indemnisationsDemandees',
  'etat.indemnisationsAccordeesSansMontant': 'etat.indemnisationsAccordees',
  'etat.indemnisationsRefuseesSansMontant': 'etat.indemnisationsRefusees',
  'etat.indemnisationsTransactionsSansMontant': 'etat.indemnisationsTransactions',
  'clpil.menages': 'clpil.situations',
};

const declares = (scale: number): Chiffre[] => [
  ...indicateurs.flatMap((one, n): Chiffre[] =>
    one.source === 'declare' && one.unite !== 'texte' && n % 5 !== 0
      ? one.declarants.map((partenaire) => ({
          indicateur: one.id,
          partenaire,
          valeur: (n * 37) % (scale * 10),
        }))
      : [],
  ),
  { indicateur: 'adil.analyse', partenaire: 'adil', texte: 'Les impayés viennent plus tôt dans le bail.' },
];

/**
 * The figures of an invented year: parts within their wholes, some places nearly empty, some figures that nobody declares.
 *
 * @param scale the most cases of a place, about
 */
export const anneeInventee = (annee: number, seed: number, scale: number): Tableau => {
  const { random } = createChance(seed);
  const upTo = (most: number): number => Math.floor(random() * random() * (most + 1));
  const lignes: Ligne[] = [];
  for (const lieu of lieux) {
    if (lieu === 'hub') continue;
    const here = lieu === 'sans' ? 2 : lieu === '774' ? 4 : scale;
    const valeurs = new Map<string, number>();
    for (const one of indicateurs) {
      if (one.source !== 'compte' || one.id.startsWith('hub.')) continue;
      const whole = parties[one.id];
      const n = whole === undefined ? upTo(here) : upTo(valeurs.get(whole) ?? 0);
      valeurs.set(one.id, one.unite === 'centimes' ? n * 43_210 : one.unite === 'jours' ? n * 17 : n);
    }
    // What is of no case has no days, and no euros.
    for (const [id, count] of [
      ['parcours.joursResponsabilite', 'parcours.responsabilites'],
      ['parcours.coutResponsabilite', 'parcours.responsabilites'],
    ] as const)
      if (valeurs.get(count) === 0) valeurs.set(id, 0);
    for (const [id, n] of valeurs) {
      const [ligne = '', nom = ''] = id.split('.');
      lignes.push({ lieu, ligne, valeurs: { [nom]: n } });
    }
    for (const cle of nomsDeDelais)
      lignes.push({
        lieu,
        ligne: `delai.${cle}`,
        valeurs: { '12': upTo(here), '45': upTo(here), '61': upTo(here) },
      });
    const situations = valeurs.get('clpil.situations') ?? 0;
    const menages = valeurs.get('clpil.menages') ?? 0;
    const [one, other] = [Math.ceil(situations / 3), situations - Math.ceil(situations / 3)];
    const first = Math.min(one, Math.ceil(menages / 3));
    lignes.push({
      lieu,
      ligne: 'clpil',
      valeurs: {
        'situations@HABITAT EXEMPLE': one,
        'situations@SANS': other,
        'menages@HABITAT EXEMPLE': first,
        'menages@SANS': menages - first,
      },
    });
  }
  for (const qui of [
    'caf',
    'etat',
    'etude-girard-provins',
    'mds-provins',
    'bailleur-habitat-77',
    'clpil',
    'fsl',
  ])
    lignes.push({ lieu: 'hub', ligne: `messages.${qui}`, valeurs: { accepted: 40, refused: 3, pending: 1 } });
  lignes.push({ lieu: 'hub', ligne: 'refus.caf', valeurs: { CHAMP_MANQUANT: 3 } });
  lignes.push({ lieu: 'hub', ligne: 'mels.uns', valeurs: { '5': 30, '15': 2 } });
  lignes.push({
    lieu: 'hub',
    ligne: 'hub',
    valeurs: { alertes: 12, alertesPrises: 9, alertesReglees: 1, doutes: 2 },
  });
  return tableauDe(annee, lignes, declares(scale), `${annee + 1}-02-01`);
};
