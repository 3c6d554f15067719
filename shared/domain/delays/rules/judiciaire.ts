import { type Mark, named } from '../../procedure/mark.ts';
import type { Rule } from '../rule.ts';
import { acteDeProcedure, aRebours, dateFixee, delaiAdministratif } from './reports.ts';

const LOI_89 = 'loi n° 89-462 du 6 juillet 1989';
const LOI_2023 = 'loi n° 2023-668 du 27 juillet 2023';
const immediat = { value: 0, unit: 'jours' } as const;
/**
 * A text is in force the day after it is published: the law of 27 July 2023 from 29 July, the decree of 5 January 2021 from the
 * 8th.
 */
const LAW_2023 = '2023-07-29';

/** The hearing that counts: the one the latest act announces. */
export const currentAudience = (marks: readonly Mark[]): Mark | undefined =>
  named(marks, 'audience').reduce<Mark | undefined>(
    (found, mark) => (found && found.toldOn > mark.toldOn ? found : mark),
    undefined,
  );

/** From the commandement de payer to the judge's delays (domain §4, §5, §9). */
export const judiciaireRules = [
  {
    name: 'orientationMenage',
    title: 'Orientation du ménage vers l’ADIL, la MDS et le CCAS',
    nature: 'demande',
    from: ['commandementDePayer'],
    versions: [{ length: immediat, source: 'Charte 2018-2023, annexe 1 (État)', reliability: 'texte' }],
    report: delaiAdministratif,
    satisfiedBy: [],
    mootBy: ['assignation', 'detteSoldee'],
    alerts: [
      {
        name: 'orientationMenage',
        at: { depart: 0 },
        to: ['secretariatCcapex', 'adil', 'mds', 'ccas'],
      },
    ],
  },
  {
    name: 'effetCommandementDePayer',
    title: 'Délai pour payer après le commandement, puis assignation possible',
    nature: 'attente',
    from: ['commandementDePayer'],
    stated: true,
    versions: [
      {
        validTo: '2023-07-28',
        length: { value: 2, unit: 'mois' },
        source: `${LOI_89}, art. 24 I ; charte 2018-2023, annexe 4`,
        reliability: 'texte',
      },
      {
        validFrom: LAW_2023,
        length: { value: 6, unit: 'semaines' },
        source: `${LOI_89}, art. 24 I, modifiée par la ${LOI_2023}`,
        reliability: 'texte',
      },
    ],
    report: acteDeProcedure,
    satisfiedBy: ['assignation', 'detteSoldee'],
    alerts: [{ name: 'assignationPossible', at: { echeance: 0 }, to: ['arrondissement'] }],
  },
  {
    name: 'demandeEnqueteAssignation',
    title: 'Demande de l’enquête sociale à l’assignation',
    nature: 'demande',
    from: ['assignation'],
    versions: [{ length: immediat, source: 'Charte 2018-2023, annexe 1 (État)', reliability: 'texte' }],
    report: delaiAdministratif,
    satisfiedBy: ['enqueteAssignation'],
    mootBy: ['decision'],
    alerts: [
      {
        name: 'enqueteDemandee',
        at: { depart: 0 },
        to: ['mds', 'ccas'],
        answerBy: 'enqueteAvantAudience',
      },
    ],
  },
  {
    name: 'entretienDiagnostic',
    title: 'Entretien proposé au locataire pour le diagnostic social et financier',
    nature: 'obligation',
    from: ['assignation'],
    motifs: ['impaye'],
    versions: [
      {
        validFrom: '2021-01-08',
        length: { value: 15, unit: 'joursOuvres' },
        source: 'Décret n° 2021-8 du 5 janvier 2021',
        reliability: 'source',
      },
    ],
    report: delaiAdministratif,
    satisfiedBy: ['enqueteAssignation'],
    mootBy: ['decision'],
    alerts: [{ name: 'entretienAttendu', at: { echeance: 0 }, to: ['mds', 'ccas'] }],
  },
  {
    name: 'enqueteAvantAudience',
    title: 'Enquête sociale à remettre au préfet, 30 jours avant l’audience',
    nature: 'obligation',
    from: ['audience'],
    direction: 'avant',
    versions: [
      {
        length: { value: 30, unit: 'jours' },
        source: 'Charte 2018-2023, annexe 1 (État)',
        reliability: 'texte',
      },
    ],
    report: aRebours,
    satisfiedBy: ['enqueteAssignation'],
    satisfiedBefore: true,
    mootBy: ['decision'],
    alerts: [
      { name: 'enqueteProche', at: { echeance: -7 }, to: ['mds', 'ccas'] },
      { name: 'enqueteTardive', at: { echeance: 0 }, to: ['arrondissement', 'mds', 'ccas'] },
    ],
  },
  {
    name: 'diagnosticAvantAudience',
    title: 'Diagnostic social et financier à transmettre au juge avant l’audience',
    nature: 'obligation',
    from: ['audience'],
    motifs: ['impaye'],
    direction: 'avant',
    versions: [
      {
        validFrom: '2021-01-08',
        length: { value: 5, unit: 'joursOuvres' },
        source: 'Décret n° 2021-8 du 5 janvier 2021',
        reliability: 'source',
      },
    ],
    report: aRebours,
    satisfiedBy: ['enqueteAssignation'],
    satisfiedBefore: true,
    mootBy: ['decision'],
    alerts: [{ name: 'diagnosticManquant', at: { echeance: 0 }, to: ['arrondissement'] }],
  },
  {
    name: 'assignationAvantAudience',
    title: 'Délai entre l’assignation portée au préfet et l’audience',
    nature: 'attente',
    from: ['assignation'],
    motifs: ['impaye'],
    versions: [
      {
        validTo: '2023-07-28',
        length: { value: 2, unit: 'mois' },
        source: `${LOI_89}, art. 24 III ; charte 2018-2023, annexe 4`,
        reliability: 'texte',
      },
      {
        validFrom: LAW_2023,
        length: { value: 6, unit: 'semaines' },
        source: `${LOI_89}, art. 24 III, modifiée par la ${LOI_2023}`,
        reliability: 'texte',
      },
    ],
    report: acteDeProcedure,
    // A hearing that is too early raises a flag with the assignation: once the hearing is known, this delay waits for nothing
    // more.
    satisfiedBy: ['audience', 'decision'],
    alerts: [{ name: 'audienceInconnue', at: { echeance: 0 }, to: ['arrondissement'] }],
  },
  {
    name: 'audience',
    title: 'Audience',
    nature: 'terme',
    from: ['audience'],
    versions: [{ length: immediat, source: 'Charte 2018-2023, annexe 4', reliability: 'texte' }],
    report: dateFixee,
    satisfiedBy: ['decision'],
    alerts: [{ name: 'audienceProche', at: { echeance: -7 }, to: ['arrondissement'] }],
  },
  {
    name: 'finDelaiDePaiement',
    title: 'Dernier terme du délai de paiement accordé par le juge',
    nature: 'obligation',
    from: ['delaiDePaiement'],
    when: (_, from) => from.until !== undefined,
    granted: true,
    versions: [
      {
        length: { value: 36, unit: 'mois' },
        source: `${LOI_89}, art. 24 V (trois ans au plus) ; charte 2018-2023, annexe 4`,
        reliability: 'texte',
      },
    ],
    report: dateFixee,
    satisfiedBy: ['detteSoldee'],
    mootBy: ['echeanceManquee'],
    alerts: [{ name: 'finDelaiDePaiement', at: { echeance: 0 }, to: ['arrondissement', 'bailleur'] }],
  },
  {
    name: 'protocoleAEtudier',
    title: 'Protocole de cohésion sociale à étudier',
    nature: 'demande',
    from: ['expulsionOrdonnee', 'echeanceManquee'],
    motifs: ['impaye'],
    when: ({ situation }) => situation.parc === 'social',
    versions: [{ length: immediat, source: 'Charte 2018-2023, annexe 1 (État)', reliability: 'texte' }],
    report: delaiAdministratif,
    satisfiedBy: ['protocoleCohesionSociale'],
    mootBy: ['cfpAccorde', 'cfpSursis', 'cfpRefuse'],
    alerts: [{ name: 'protocoleAEtudier', at: { depart: 0 }, to: ['bailleur', 'arrondissement'] }],
  },
  {
    name: 'delaiPourQuitter',
    title: 'Délai pour quitter les lieux accordé par le juge',
    nature: 'terme',
    from: ['delaiPourQuitter'],
    when: (_, from) => from.until !== undefined,
    granted: true,
    versions: [
      {
        validTo: '2023-07-28',
        length: { value: 36, unit: 'mois' },
        source: 'CPCE, art. L412-3 et L412-4 (3 mois à 3 ans)',
        reliability: 'aConfirmer',
      },
      {
        validFrom: LAW_2023,
        length: { value: 12, unit: 'mois' },
        source: `CPCE, art. L412-3 et L412-4, modifiés par la ${LOI_2023} (1 mois à 1 an)`,
        reliability: 'texte',
      },
    ],
    report: dateFixee,
    satisfiedBy: [],
    alerts: [
      { name: 'delaiPourQuitterProche', at: { echeance: -30 }, to: ['arrondissement'] },
      { name: 'delaiPourQuitterEchu', at: { echeance: 0 }, to: ['arrondissement'] },
    ],
  },
] as const satisfies readonly Rule[];
