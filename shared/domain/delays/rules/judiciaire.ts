import { addDays } from '../../calendar/civil-date.ts';
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
export const LAW_2023 = '2023-07-29';

/** The hearing that counts: the one the latest act announces, unless its assignation lapsed since. */
export const currentAudience = (marks: readonly Mark[]): Mark | undefined =>
  audiencesIn(marks).reduce<Mark | undefined>(
    // Of two that are told on one day, the nearer one.
    (found, mark) => (found && found.toldOn >= mark.toldOn ? found : mark),
    undefined,
  );

const audiencesIn = (marks: readonly Mark[]): Mark[] => {
  const lapsed = named(marks, 'assignationCaduque').at(-1);
  return named(marks, 'audience').filter(({ toldOn }) => !lapsed || toldOn >= lapsed.date);
};

/** The days of the assignations for a hearing: those that announced it, or the one whose hearing was put off to that day. */
const actsOfAudience = (marks: readonly Mark[], { date }: Pick<Mark, 'date'>): ReadonlySet<string> =>
  new Set(
    audiencesIn(marks)
      .filter((audience) => audience.date === date)
      .flatMap(({ toldOn }) => named(marks, 'assignation').findLast((act) => act.date <= toldOn)?.date ?? []),
  );

/** The notices to the préfet, as told, of the acts that announced a hearing. */
const noticesOf = (marks: readonly Mark[], audience: Pick<Mark, 'date'>): Mark[] => {
  const acts = actsOfAudience(marks, audience);
  return named(marks, 'assignationAuPrefet').filter(({ toldOn }) => acts.has(toldOn));
};

const cinquiemeJour = (): string =>
  'Le hub prévient un jour ouvré avant : que le cinquième jour soit encore utile est à confirmer.';

/** From the commandement de payer to the judge's delays (domain §4, §5, §9). */
export const judiciaireRules = [
  {
    name: 'orientationMenage',
    title: 'Orientation du ménage vers l’ADIL, la MDS et le CCAS',
    enClair: 'Dès le commandement de payer, le ménage est orienté par lettre vers l’ADIL, la MDS et le CCAS.',
    nature: 'demande',
    from: ['commandementDePayer'],
    versions: [{ length: immediat, source: 'Charte 2018-2023, annexe 1 (État)', reliability: 'texte' }],
    report: delaiAdministratif,
    satisfiedBy: ['orientationSuivie'],
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
    enClair:
      'Le locataire a le délai de l’acte ou du bail pour payer : deux mois pour un bail signé avant le 29 juillet 2023, six semaines au moins depuis. L’assignation est possible ensuite.',
    nature: 'attente',
    from: ['commandementDePayer'],
    stated: true,
    // Of a lease whose date nobody told, the longer delay is the safer one.
    dated: ({ leaseDate }) => leaseDate ?? addDays(LAW_2023, -1),
    versionsGoBy: 'baux signés',
    note: (_, { date, leaseDate, stated }) =>
      date >= LAW_2023 && !leaseDate && !stated
        ? 'La date du bail n’est pas connue, ni le délai que porte l’acte : six semaines si le bail est signé depuis le 29/07/2023 (à confirmer).'
        : undefined,
    versions: [
      {
        validTo: '2023-07-28',
        length: { value: 2, unit: 'mois' },
        source: `${LOI_89}, art. 24 I ; charte 2018-2023, annexe 4`,
        reliability: 'source',
      },
      {
        validFrom: LAW_2023,
        length: { value: 6, unit: 'semaines' },
        source: `${LOI_89}, art. 24 I, modifiée par la ${LOI_2023} ; elle ne régit pas les baux en cours (Cass., avis, 13 juin 2024, n° 24-70.002)`,
        reliability: 'source',
      },
    ],
    report: acteDeProcedure,
    satisfiedBy: ['assignation', 'detteSoldee'],
    // An assignation of another motif waits for no payment.
    counts: (_, { name, motif = 'impaye' }) => name !== 'assignation' || motif === 'impaye',
    alerts: [{ name: 'assignationPossible', at: { echeance: 0 }, to: ['arrondissement'] }],
  },
  {
    name: 'demandeEnqueteAssignation',
    title: 'Demande de l’enquête sociale à l’assignation',
    enClair: 'À réception de l’assignation, l’État demande l’enquête sociale à la MDS ou au CCAS.',
    nature: 'demande',
    from: ['assignation'],
    versions: [{ length: immediat, source: 'Charte 2018-2023, annexe 1 (État)', reliability: 'texte' }],
    report: delaiAdministratif,
    satisfiedBy: ['enqueteAssignation', 'enqueteDemandeeAssignation'],
    mootBy: ['decision', 'assignationCaduque'],
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
    enClair:
      'L’organisme saisi par le préfet propose un entretien au locataire dans les quinze jours ouvrés de sa saisine.',
    nature: 'obligation',
    // From the préfet's request to the body, not from the assignation.
    from: ['enqueteDemandeeAssignation'],
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
    mootBy: ['decision', 'assignationCaduque'],
    alerts: [{ name: 'entretienAttendu', at: { echeance: 0 }, to: ['mds', 'ccas'] }],
  },
  {
    name: 'enqueteAvantAudience',
    title: 'Enquête sociale à remettre au préfet, 30 jours avant l’audience',
    enClair:
      'L’enquête sociale parvient au préfet trente jours avant l’audience : c’est l’objectif de la charte.',
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
    mootBy: ['decision', 'assignationCaduque'],
    alerts: [
      { name: 'enqueteProche', at: { echeance: -7 }, to: ['mds', 'ccas'] },
      { name: 'enqueteTardive', at: { echeance: 0 }, to: ['arrondissement', 'mds', 'ccas'] },
    ],
  },
  {
    name: 'diagnosticAvantAudience',
    title: 'Diagnostic social et financier à transmettre au juge avant l’audience',
    enClair: 'Le diagnostic est transmis au juge au plus tard cinq jours ouvrés avant l’audience.',
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
    satisfiedBy: ['dsfAuJuge'],
    satisfiedBefore: true,
    mootBy: ['decision', 'assignationCaduque'],
    note: cinquiemeJour,
    alerts: [
      {
        name: 'diagnosticManquant',
        at: { echeance: -1, ouvres: true },
        to: ['arrondissement'],
      },
    ],
  },
  {
    name: 'diagnosticCcapex',
    title: 'Diagnostic social et financier à transmettre à la CCAPEX avant l’audience',
    enClair: 'Le diagnostic est aussi transmis à la CCAPEX, au plus tard cinq jours ouvrés avant l’audience.',
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
    satisfiedBy: ['dsfCcapex'],
    satisfiedBefore: true,
    mootBy: ['decision', 'assignationCaduque'],
    note: cinquiemeJour,
    alerts: [
      { name: 'diagnosticCcapexManquant', at: { echeance: -1, ouvres: true }, to: ['arrondissement'] },
    ],
  },
  {
    name: 'audienceAConnaitre',
    title: 'Date de l’audience à connaître',
    enClair: 'Sans la date de l’audience, aucun des délais comptés avant elle ne peut être suivi.',
    nature: 'attente',
    from: ['assignation'],
    versions: [
      {
        length: { value: 6, unit: 'semaines' },
        source: 'Aucun texte : délai du hub, le plus court entre l’assignation et l’audience',
        reliability: 'choix',
      },
    ],
    report: delaiAdministratif,
    satisfiedBy: ['audience', 'decision'],
    mootBy: ['assignationCaduque'],
    alerts: [{ name: 'audienceInconnue', at: { echeance: 0 }, to: ['arrondissement'] }],
  },
  {
    name: 'notificationPrefet',
    title: 'Assignation à notifier au préfet avant l’audience',
    enClair:
      'L’assignation est notifiée au préfet six semaines au moins avant l’audience (deux mois pour une assignation d’avant le 29/07/2023) : dernier jour utile, le 43e jour avant, sans report ; c’est la notification au préfet qui compte.',
    nature: 'obligation',
    from: ['audience'],
    motifs: ['impaye'],
    direction: 'avant',
    dated: ({ toldOn }) => toldOn,
    versions: [
      {
        validTo: '2023-07-28',
        length: { value: 2, unit: 'mois' },
        source: `${LOI_89}, art. 24 III ; charte 2018-2023, annexe 4`,
        reliability: 'source',
      },
      {
        validFrom: LAW_2023,
        // Six weeks are 42 days, the day of the hearing and the day of the notification left out.
        length: { value: 43, unit: 'jours' },
        source: `${LOI_89}, art. 24 III, modifiée par la ${LOI_2023} ; Cass., avis, 6 novembre 2025, n° 25-70.018`,
        reliability: 'source',
      },
    ],
    report: aRebours,
    satisfiedBy: ['assignationAuPrefet', 'assignation'],
    // The service on the tenant stands for the notice to the préfet only while nobody told of that notice.
    counts: ({ marks }, { name, toldOn }, audience) =>
      name === 'assignationAuPrefet'
        ? actsOfAudience(marks, audience).has(toldOn)
        : name !== 'assignation' || noticesOf(marks, audience).length === 0,
    note: (_, audience, { marks }) =>
      noticesOf(marks, audience).length === 0
        ? 'La notification au préfet n’est pas connue : le jour de l’acte en tient lieu ici, à vérifier.'
        : undefined,
    satisfiedBefore: true,
    mootBy: ['decision', 'assignationCaduque'],
    alerts: [],
  },
  {
    name: 'audience',
    commitsState: true,
    title: 'Audience',
    enClair: 'Le juge entend les parties ce jour-là.',
    nature: 'terme',
    from: ['audience'],
    versions: [{ length: immediat, source: 'Charte 2018-2023, annexe 4', reliability: 'texte' }],
    report: dateFixee,
    satisfiedBy: ['decision'],
    mootBy: ['assignationCaduque'],
    alerts: [{ name: 'audienceProche', at: { echeance: -7 }, to: ['arrondissement'] }],
  },
  {
    name: 'finDelaiDePaiement',
    title: 'Dernier terme du délai de paiement accordé par le juge',
    enClair:
      'La dette est payée à ce terme, et le loyer courant entre-temps : au premier impayé, le délai tombe.',
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
    enClair: 'Le bail résilié, le bailleur social étudie un protocole de cohésion sociale avec le ménage.',
    nature: 'demande',
    from: ['expulsionOrdonnee', 'echeanceManquee', 'protocoleDenonce'],
    motifs: ['impaye'],
    when: ({ situation }) => situation.parc === 'social',
    versions: [{ length: immediat, source: 'Charte 2018-2023, annexe 1 (État)', reliability: 'texte' }],
    report: delaiAdministratif,
    satisfiedBy: ['protocoleSigne', 'protocoleRefuse'],
    mootBy: ['cfpAccorde', 'cfpSursis', 'cfpRefuse'],
    alerts: [{ name: 'protocoleAEtudier', at: { depart: 0 }, to: ['bailleur', 'arrondissement'] }],
  },
  {
    name: 'delaiPourQuitter',
    title: 'Délai pour quitter les lieux accordé par le juge',
    enClair: 'Le juge laisse à l’occupant jusqu’à cette date pour partir.',
    nature: 'terme',
    from: ['delaiPourQuitter'],
    when: (_, from) => from.until !== undefined,
    granted: true,
    versions: [
      {
        validTo: '2023-07-28',
        length: { value: 36, unit: 'mois' },
        source: 'CPCE, art. L412-3 et L412-4 (3 mois à 3 ans)',
        reliability: 'texte',
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
