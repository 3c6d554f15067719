import { indicateurDe, reference2016 } from '../indicateurs/catalogue.ts';
import { celluleDe, dit, ecartDe, INCONNU, ligne, mots, nombre, nombreDe, table, texte } from './cases.ts';
import { type Cellule, lecteurDe, libelleDe, uniteDe, valeur } from './chiffres.ts';
import type { Section } from './document.ts';
import type { Lecteurs, MatiereDuRapport } from './matiere.ts';

/** Indicators that the report begins with, and follows over years. */
const essentiels = [
  'parcours.dossiers',
  'parcours.assignations',
  'etat.commandementsQuitter',
  'etat.demandesCfp',
  'etat.cfpAccordes',
  'etat.interventions',
  'parcours.joursResponsabilite',
  'ccapex.avis',
  'clpil.menages',
  'departement.fslAccordes',
  'departement.menagesAsll',
] as const;

const en2016 = (id: string): Cellule => {
  const n = reference2016[id];
  return n === undefined ? INCONNU : valeur(n);
};

/** The year in some figures. */
export const essentiel = (
  { annee: { annee }, version }: MatiereDuRapport,
  { courante, precedente }: Lecteurs,
): Section => ({
  id: 'essentiel',
  feuille: 'Essentiel',
  titre: 'L’essentiel',
  blocs: [
    table(
      'L’année en quelques chiffres',
      [
        mots('Indicateur'),
        nombre('2016'),
        ...(precedente ? [nombre(String(annee - 1))] : []),
        nombre(String(annee)),
        ...(precedente ? [nombre('Écart')] : []),
      ],
      essentiels.map((id) => {
        const ici = celluleDe(courante, id);
        const avant = precedente && celluleDe(precedente, id);
        const cellules = [en2016(id), ...(avant ? [avant, ici, ecartDe(ici, avant)] : [ici])];
        return ligne(
          texte(libelleDe(id)),
          ...cellules.map((cellule) => nombreDe(cellule, uniteDe(indicateurDe(id)))),
        );
      }),
      [
        '2016 : ce que dit l’introduction de la charte.',
        ...(precedente
          ? [
              `L’écart est celui de ${annee} avec ${annee - 1}, où les deux sont ${version === 'public' ? 'montrés' : 'connus'}.`,
            ]
          : []),
      ].join(' '),
    ),
  ],
});

/** The five figures of 2016, and since. */
export const evolution = ({ annee, avant }: MatiereDuRapport): Section => {
  const annees = [...avant, annee];
  const lecteurs = annees.map((one) => lecteurDe(one));
  const suivis = Object.keys(reference2016);
  const points = (id: string) => [
    { annee: 2016, cellule: en2016(id) },
    ...annees.map((one, n) => ({ annee: one.annee, cellule: celluleDe(lecteurs[n] ?? lecteurDe(one), id) })),
  ];
  return {
    id: 'evolution',
    feuille: 'Évolution',
    titre: 'D’une année à l’autre, depuis 2016',
    blocs: [
      dit(
        'Les cinq chiffres que l’introduction de la charte donne pour 2016, et ce qu’ils sont devenus. En 2016 ils étaient comptés par d’autres moyens ; entre 2016 et la première année de la plateforme, rien n’est connu.',
      ),
      {
        genre: 'courbes',
        titre: 'Les cinq chiffres de 2016, et depuis',
        courbes: suivis.map((id) => ({ nom: libelleCourt(id), points: points(id) })),
      },
      table(
        'Par année',
        [mots('Indicateur'), nombre('2016'), ...annees.map((one) => nombre(String(one.annee)))],
        [...new Set([...suivis, ...essentiels])].map((id) =>
          ligne(
            texte(libelleDe(id)),
            ...points(id).map(({ cellule }) => nombreDe(cellule, uniteDe(indicateurDe(id)))),
          ),
        ),
      ),
    ],
  };
};

const courts: Readonly<Record<string, string>> = {
  'parcours.assignations': 'Assignations',
  'etat.cfpAccordes': 'Concours accordés',
  'etat.interventions': 'Interventions effectives',
  'departement.fslAccordes': 'Aides du FSL au maintien',
  'departement.menagesAsll': 'Ménages suivis en ASLL',
};
const libelleCourt = (id: string): string => courts[id] ?? libelleDe(id);
