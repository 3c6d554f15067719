import { type CivilDate, dateAloud, dateInFrench } from '../../domain/calendar/civil-date.ts';
import { parisDay } from '../../domain/calendar/paris-day.ts';
import type { Case } from '../../domain/case/case-of.ts';
import { notUndone } from '../../domain/case/standing.ts';
import { type Champ, type ChampSimple, dire } from '../../domain/dsf/champs.ts';
import type { Diagnostic, EtatDiagnostic, Nomination } from '../../domain/dsf/diagnostic.ts';
import { champsDe, nomsParties, type Partie, parties } from '../../domain/dsf/formulaire.ts';
import type { Transmission } from '../../domain/dsf/jours.ts';
import { enqueteurNames, momentNames } from '../../domain/dsf/organisme.ts';
import type { CaseEvent, CaseEventKind } from '../../domain/events/case-event.ts';
import { actTitles } from '../../domain/notices/act-titles.ts';
import { factsOf } from '../../domain/notices/facts.ts';
import { saidEuros } from '../../domain/notices/said.ts';
import { documentOf } from '../documents/documents.ts';

/** A label, and what is said under it: a paragraph for each line that its author wrote. */
type Ligne = readonly [string, readonly string[]];
type Tableau = {
  titre: string;
  colonnes: readonly string[];
  lignes: readonly (readonly string[])[];
  total: boolean;
};
type Section = { titre: string; lignes: readonly Ligne[]; tableaux: readonly Tableau[] };
/** What the template reads. */
export type DocumentDsf = {
  title: string;
  day: CivilDate;
  titre: string;
  sousTitre: string;
  /** Said in bold before all else: a draft, a household that did not answer. */
  avis: string;
  entete: readonly (readonly [string, string])[];
  sections: readonly Section[];
  mention: string;
};

const paragraphs = (text: string): string[] => text.split(/\n+/).filter((one) => one.trim() !== '');

const SOMMES: readonly Partie[] = ['ressources', 'charges', 'dettes'];
/** An amount a month among amounts that are owed: it is no part of their sum. */
const HORS_SOMME = 'dettes.mensualites';

const ligneDe = (champ: ChampSimple, value: unknown): Ligne[] => {
  const said = dire(champ, value);
  return said === undefined ? [] : [[champ.libelle, paragraphs(said)]];
};

const tableauDe = (champ: Champ & { type: 'rangs' }, value: unknown): Tableau[] => {
  const rows: readonly unknown[] = Array.isArray(value) ? value : [];
  if (rows.length === 0) return [];
  const own = Object.entries(champ.champs);
  return [
    {
      titre: champ.libelle,
      colonnes: own.map(([, one]) => one.libelle),
      lignes: rows.map((row) => {
        const told: Readonly<Record<string, unknown>> = { ...(typeof row === 'object' ? row : {}) };
        return own.map(([name, one]) => dire(one, told[name]) ?? '–');
      }),
      total: false,
    },
  ];
};

const sectionDe = (partie: Partie, contenu: Diagnostic['contenu']): Section => {
  const champs = Object.entries(champsDe(partie));
  const own: Readonly<Record<string, unknown>> = contenu[partie] ?? {};
  const isSum = ([name, champ]: readonly [string, Champ]): boolean =>
    SOMMES.includes(partie) && champ.type === 'euros' && `${partie}.${name}` !== HORS_SOMME;
  const amounts = champs.filter((one) => isSum(one) && typeof own[one[0]] === 'number');
  const total = amounts.reduce((sum, [name]) => sum + Number(own[name]), 0);
  const { titre } = parties[partie];
  return {
    titre,
    tableaux: [
      ...champs.flatMap(([name, champ]) => (champ.type === 'rangs' ? tableauDe(champ, own[name]) : [])),
      ...(amounts.length === 0
        ? []
        : [
            {
              titre: `${titre}, montants`,
              colonnes: ['Nature', partie === 'dettes' ? 'Montant' : 'Par mois'],
              lignes: [
                ...amounts.map(([name, champ]) => [champ.libelle, saidEuros(Number(own[name])) ?? '']),
                ['Total', saidEuros(total) ?? ''],
              ],
              total: true,
            },
          ]),
    ],
    lignes: champs.flatMap((one) =>
      one[1].type === 'rangs' || isSum(one) ? [] : ligneDe(one[1], own[one[0]]),
    ),
  };
};

const avisDe: Readonly<Record<EtatDiagnostic, string>> = {
  enCours: 'Projet : ce diagnostic n’est pas rendu, et n’est opposable à personne.',
  rendu: '',
  carence: 'Carence : le ménage n’a pas répondu aux invitations dont les jours sont donnés ci-dessous.',
};

const logementDe = ({
  dwelling: { street, complement, postcode, commune },
}: Pick<Case, 'dwelling'>): string =>
  [street, complement, [postcode, commune].filter(Boolean).join(' ')].filter(Boolean).join(', ');

const MENTION =
  'Diagnostic social et financier : loi n° 89-462 du 6 juillet 1989, art. 24 III ; décret n° 2021-8 du 5 janvier 2021. Il suit les rubriques du formulaire de l’arrêté du 23 août 2022 (CERFA 16227) telles que le hub les connaît, et ne remplace pas ce formulaire s’il est exigé. Destinataires : le juge et la CCAPEX ; copie au locataire et au bailleur. Document confidentiel.';

/**
 * The diagnostic as a document: what its body wrote, and nothing else.
 *
 * @param le the day it is made
 */
export const documentDe = (
  nomination: Nomination,
  diagnostic: Diagnostic,
  state: Pick<Case, 'dwelling' | 'chronology'>,
  audience: CivilDate | undefined,
  le: CivilDate,
): DocumentDsf => {
  const { caseId, moment, organisme, nom } = nomination;
  const { nom: bailleur } = state.chronology.situation.bailleur;
  const { fini, etat } = diagnostic;
  const titre =
    moment === 'assignation' ? 'Diagnostic social et financier' : 'Seconde enquête sociale, à la réquisition';
  return {
    title: `${titre}, dossier ${caseId}`,
    day: le,
    titre,
    sousTitre: `Dossier ${caseId}, enquête ${momentNames[moment]}`,
    avis: avisDe[etat],
    entete: [
      ['Organisme', `${nom} (${enqueteurNames[organisme]})`],
      ['Demandé le', dateInFrench(nomination.demandeLe)],
      ...(fini ? [['Rendu le', dateInFrench(parisDay(fini.at))] as const] : []),
      ...(audience === undefined ? [] : [['Audience', dateAloud(audience)] as const]),
      ['Logement', logementDe(state) || 'adresse non connue'],
      ...(bailleur === undefined ? [] : [['Bailleur', bailleur] as const]),
    ],
    sections: nomsParties
      .map((partie) => sectionDe(partie, diagnostic.contenu))
      .filter(({ lignes, tableaux }) => lignes.length + tableaux.length > 0),
    mention: MENTION,
  };
};

/** What the State adds for the judge: «toutes les informations utiles» (charter A1 État), by kind, from the case. */
const UTILES: readonly { titre: string; kinds: readonly CaseEventKind[]; aucun: string }[] = [
  {
    titre: 'Avis et décisions de la CCAPEX',
    kinds: ['avisCcapex', 'decisionCcapex'],
    aucun: 'Aucun avis n’est connu.',
  },
  {
    titre: 'Plan d’apurement et versements',
    kinds: ['planApurement', 'echeance', 'paiement'],
    aucun: 'Aucun plan ni versement n’est connu.',
  },
  {
    titre: 'Surendettement',
    kinds: ['surendettement'],
    aucun: 'Aucun dossier de surendettement n’est connu.',
  },
];

/** The facts of a case that a judge is given beside the diagnostic. No free text of a partner's is among them (`factsOf`). */
const utilesDe = (events: readonly CaseEvent[]): Section[] =>
  UTILES.map(({ titre, kinds, aucun }) => {
    const own = notUndone(events)
      .filter(({ kind }) => kinds.includes(kind))
      .toSorted((a, b) => (a.actDate < b.actDate ? -1 : 1));
    return {
      titre,
      tableaux: [],
      lignes:
        own.length === 0
          ? [['', [aucun]]]
          : own.map(
              (event): Ligne => [
                dateInFrench(event.actDate),
                [
                  [
                    actTitles[event.kind],
                    ...Object.entries(factsOf(event)).map(([label, value]) => `${label} : ${value}`),
                  ].join(', '),
                ],
              ],
            ),
    };
  });

/** How long the report waited at the State, and how it is known to have gone. */
const remiseDe = ({ recuLe, juge, ccapex, jours, ouvres }: Transmission): Section => ({
  titre: 'Réception et transmission par l’État',
  tableaux: [],
  lignes: [
    ['Reçu par l’État le', [dateInFrench(recuLe)]],
    ['Transmis au juge le', [juge === undefined ? 'pas encore' : dateInFrench(juge)]],
    ['Transmis à la CCAPEX le', [ccapex === undefined ? 'pas encore' : dateInFrench(ccapex)]],
    ['Entre réception et envoi', [`${jours} jours, dont ${ouvres} ouvrés`]],
  ],
});

/** The whole for the judge: the diagnostic, then what else the State knows that is useful to the hearing. */
export const dossierDuJugeDe = (
  dsf: DocumentDsf,
  events: readonly CaseEvent[],
  transmission: Transmission,
): DocumentDsf => ({
  ...dsf,
  title: `Informations pour le juge, ${dsf.sousTitre.split(',')[0] ?? ''}`,
  titre: 'Informations pour le juge',
  sections: [...dsf.sections, ...utilesDe(events), remiseDe(transmission)],
});

/** A diagnostic, or the whole for the judge, as a tagged PDF (PDF/UA-1). */
export const dsfPdf = (document: DocumentDsf): Promise<Uint8Array> => documentOf('dsf', document);
