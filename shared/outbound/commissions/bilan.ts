import { type CivilDate, dateAloud } from '../../domain/calendar/civil-date.ts';
import type { Bilan } from '../../domain/commissions/bilan.ts';
import type { Commission } from '../../domain/commissions/commission.ts';
import { ORIENTATIONS } from '../../domain/commissions/issues.ts';
import { documentOf } from '../documents/documents.ts';

type Tableau = { titre: string; colonnes: string[]; lignes: string[][] };

const orientationNames = {
  ccas: 'CCAS',
  mds: 'MDS',
  bailleur: 'Travailleurs sociaux des bailleurs',
  asll: 'Associations ASLL',
} as const satisfies Record<(typeof ORIENTATIONS)[number], string>;

/** The tables of a yearly evaluation, in the order of article 6. */
export const tableauxDe = ({ membres }: Pick<Commission, 'membres'>, bilan: Bilan): Tableau[] => [
  {
    titre: 'Situations et ménages étudiés, par bailleur',
    colonnes: ['Bailleur', 'Situations', 'Ménages'],
    lignes: bilan.parBailleur.map(({ bailleur, situations, menages }) => [
      membres.find(({ id }) => id === bailleur)?.nom ?? bailleur,
      String(situations),
      String(menages),
    ]),
  },
  {
    titre: 'Situations orientées',
    colonnes: ['Vers', 'Situations'],
    lignes: ORIENTATIONS.map((one) => [orientationNames[one], String(bilan.orientations[one])]),
  },
  {
    titre: 'Sorties positives',
    colonnes: ['Sortie', 'Ménages'],
    lignes: [
      ['Plan d’apurement respecté', String(bilan.sorties.planRespecte)],
      ['Protocole de cohésion sociale respecté', String(bilan.sorties.protocoleRespecte)],
      ['Nouveau bail', String(bilan.sorties.nouveauBail)],
      ['Au moins une de ces sorties', String(bilan.sorties.total)],
    ],
  },
  {
    titre: 'Concours de la force publique',
    colonnes: ['Après la commission', 'Ménages'],
    lignes: [['Concours accordé', String(bilan.cfpAccordes)]],
  },
];

const mentionDe = ({ seances, sansDossier }: Bilan): string =>
  `${seances} ${seances < 2 ? 'séance tenue' : 'séances tenues'}. Charte 2018-2023, annexe 6, article 6. Une situation est comptée chaque fois qu’elle est étudiée, un ménage une fois.${sansDossier > 0 ? ` ${sansDossier} ${sansDossier < 2 ? 'situation n’a' : 'situations n’ont'} pas de dossier dans le hub : leur suite n’est pas comptée.` : ''}`;

/** The yearly evaluation as a tagged PDF. @param le the day it is made */
export const bilanPdf = (commission: Commission, bilan: Bilan, le: CivilDate): Promise<Uint8Array> => {
  const titre = `Bilan ${bilan.annee}`;
  return documentOf('bilan', {
    title: `${titre}, ${commission.nom}`,
    day: le,
    titre,
    sousTitre: `${commission.nom}, fait le ${dateAloud(le)}`,
    tableaux: tableauxDe(commission, bilan),
    mention: mentionDe(bilan),
  });
};

/** The yearly evaluation as a workbook, a sheet a table: its numbers are numbers. */
export const bilanXlsx = async (commission: Commission, bilan: Bilan): Promise<Uint8Array<ArrayBuffer>> => {
  const { writeXlsx } = await import('hucre/xlsx');
  return new Uint8Array(
    await writeXlsx({
      sheets: tableauxDe(commission, bilan).map(({ titre, colonnes, lignes }) => ({
        name: titre.slice(0, 31),
        rows: [colonnes, ...lignes.map(([first = '', ...rest]) => [first, ...rest.map(Number)])],
        columns: colonnes.map((_, n) => ({ width: n === 0 ? 44 : 14 })),
      })),
    }),
  );
};
