import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '../../shared/domain/calendar/civil-date.ts';
import { addWorkingDays, workingDayFrom } from '../../shared/domain/calendar/working-days.ts';
import { caseOf } from '../../shared/domain/case/case-of.ts';
import { alertsOf } from '../../shared/domain/delays/alerts.ts';
import type { AlertName } from '../../shared/domain/delays/rules/all.ts';
import { caseEventSchema } from '../../shared/domain/events/case-event.ts';
import { factsOf } from '../../shared/domain/notices/facts.ts';
import {
  type AlertNotice,
  alertNotices,
  type EventNotice,
  noticesOf,
} from '../../shared/domain/notices/notices.ts';
import { landlordKeyOf } from '../../shared/domain/notices/said.ts';
import { anEvent } from '../support/events.ts';
import { cfpInOrder, type Draft, eventsOf, liabilities, procedures } from '../support/procedures.ts';

const DAY = '2026-03-02';
const CASE = '77-2026-000001';
const d = (kind: string, over: object = {}): Draft => ({ kind, actDate: DAY, ...over });
const factsTold = (draft: Draft): Record<string, string> => {
  const [event] = eventsOf(draft);
  return event ? factsOf(event) : {};
};
/** Writes euros with narrow and non-breaking spaces. */
const euros = (text: string): string => text.replace(/ €$/, '\u00a0€').replace(/ (?=\d{3},)/, '\u202f');

const TO_READ = 'précisé par l’expéditeur : à lire dans le dossier';

const JCP = 'juge des contentieux de la protection';

/** What an agent reads of each kind of event. */
const table: [string, Draft, Record<string, string>][] = [
  [
    'an unpaid rent',
    d('impaye', {
      aide: { nature: 'APL' },
      dette: 123_456,
      dateConstitution: '2026-01-05',
      parc: 'social',
      suites: ['planDemande', 'fsl', 'maintien', 'suspension', 'saisineCcapex'],
    }),
    {
      Aide: 'APL',
      'Dette déclarée': euros('1 234,56 €'),
      'Impayé constitué le': '05/01/2026',
      Parc: 'social',
      'Suites données':
        "plan d'apurement demandé, FSL sollicité, maintien de l'aide, suspension de l'aide, saisine de la CCAPEX",
    },
  ],
  ['nothing but itself', d('impaye'), {}],
  [
    'a commandement',
    d('commandementDePayer', { delai: { valeur: 6, unite: 'semaines' }, dette: 0 }),
    { 'Délai de l’acte': '6 semaines', 'Dette visée': euros('0,00 €') },
  ],
  [
    'an assignation',
    d('assignation', {
      tribunal: 'TJ de Meaux',
      dateAudience: '2026-05-04',
      numeroRg: '26/00012',
      dette: 50,
    }),
    {
      Tribunal: TO_READ,
      'Date de l’audience': '04/05/2026',
      'Numéro RG': TO_READ,
      Dette: euros('0,50 €'),
    },
  ],
  [
    'a judgment',
    d('decision', { tribunal: 'TJ', issue: 'resiliation', delaiAccordeMois: 3, delaiCommandementMois: 0 }),
    {
      Juge: JCP,
      Tribunal: TO_READ,
      Issue: 'bail résilié ou titre perdu, expulsion ordonnée',
      'Délai accordé': '3 mois',
      'Délai du commandement changé par le juge': '0 mois',
    },
  ],
  [
    'time to pay',
    d('decision', { issue: 'delaiDePaiement' }),
    { Juge: JCP, Issue: 'délai de paiement accordé' },
  ],
  [
    'time to leave',
    d('decision', { issue: 'delaiPourQuitter' }),
    { Juge: JCP, Issue: 'délai pour quitter les lieux accordé' },
  ],
  [
    'a judgment of the last day of the tribunal d’instance',
    d('decision', { actDate: '2019-12-31' }),
    { Juge: 'juge du tribunal d’instance' },
  ],
  ['and of the day after', d('decision', { actDate: '2020-01-01' }), { Juge: JCP }],
  ['a rejection', d('decision', { issue: 'rejet' }), { Juge: JCP, Issue: 'demande rejetée' }],
  [
    'a commandement de quitter',
    d('commandementDeQuitterLesLieux', { dateLiberation: '2026-05-02', prefetInformeLe: DAY }),
    { 'Logement libre le': '02/05/2026', 'Préfet informé le': '02/03/2026' },
  ],
  [
    'the police asked for',
    d('demandeCfp', { diligences: 'Visites', difficultes: 'Aucune' }),
    { 'Démarches accomplies': TO_READ, Difficultés: TO_READ },
  ],
  [
    'the police did not come',
    d('executionCfp', { effectuee: false, motifNonExecution: 'Absence' }),
    { 'Concours exécuté': 'non', Motif: TO_READ },
  ],
  ['the police came', d('executionCfp', { effectuee: true }), { 'Concours exécuté': 'oui' }],
  ['an eviction', d('procesVerbal', { nature: 'expulsion' }), { Nature: 'expulsion' }],
  ['an attempt', d('procesVerbal', { nature: 'tentative' }), { Nature: 'tentative' }],
  ['taken back', d('procesVerbal', { nature: 'reprise' }), { Nature: 'reprise des lieux' }],
  ['the household left', d('departVolontaire', { clesRemises: true }), { 'Clés remises': 'oui' }],
  ['nobody says of the keys', d('departVolontaire'), {}],
  [
    'surendettement',
    d('surendettement', { etape: 'recevabilite', detteLocative: 1000, suspension: { debut: DAY } }),
    {
      Étape: 'recevabilité',
      'Dette locative déclarée': euros('10,00 €'),
      'Expulsion suspendue par le juge à compter du': '02/03/2026',
    },
  ],
  ...(
    [
      ['depot', 'dépôt du dossier'],
      ['irrecevabilite', 'irrecevabilité'],
      ['orientation', 'orientation'],
      ['planApprouve', 'plan conventionnel approuvé'],
      ['mesures', 'mesures décidées'],
      ['retablissementPersonnel', 'rétablissement personnel prononcé'],
      ['cloture', 'clôture'],
    ] as const
  ).map(([etape, said]): [string, Draft, Record<string, string>] => [
    `its step ${etape}`,
    d('surendettement', { etape }),
    { Étape: said },
  ]),
  ...(
    [
      ['impaye', 'impayé de loyer'],
      ['troubleDeJouissance', 'trouble de jouissance'],
      ['congeReprise', 'congé pour reprise'],
      ['congeVente', 'congé pour vente'],
      ['divorce', 'divorce'],
      ['adjudication', 'adjudication'],
    ] as const
  ).map(([motif, said]): [string, Draft, Record<string, string>] => [
    `a notice, motif ${motif}`,
    d('conge', { motif, dateEffet: '2026-09-30' }),
    { Motif: said, 'Prend effet le': '30/09/2026' },
  ]),
  [
    'a hearing put off',
    d('renvoiAudience', { tribunal: 'TJ', dateAudience: '2026-06-01' }),
    { Tribunal: TO_READ, 'Nouvelle date d’audience': '01/06/2026' },
  ],
  ...(
    [
      ['signification', 'jugement signifié'],
      ['appel', 'appel'],
      ['opposition', 'opposition'],
      ['executionProvisoireArretee', 'exécution provisoire arrêtée'],
      ['infirmation', 'jugement infirmé'],
    ] as const
  ).map(([etape, said]): [string, Draft, Record<string, string>] => [
    `what becomes of a judgment: ${etape}`,
    d('suiteJugement', { etape, tribunal: 'TJ' }),
    { Étape: said, Tribunal: TO_READ },
  ]),
  ...(
    [
      ['renonciation', 'renonciation à l’expulsion'],
      ['vente', 'vente du logement'],
      ['deces', 'décès de l’occupant'],
    ] as const
  ).map(([cause, said]): [string, Draft, Record<string, string>] => [
    `pursued no more: ${cause}`,
    d('finPoursuites', { cause }),
    { Cause: said },
  ]),
  ...(
    [
      ['fond', 'tribunal qui a ordonné l’expulsion'],
      ['jex', 'juge de l’exécution'],
    ] as const
  ).map(([juge, said]): [string, Draft, Record<string, string>] => [
    `time to leave, by ${juge}`,
    d('decision', { issue: 'delaiPourQuitter', delaiAccordeMois: 3, juge }),
    {
      Juge: juge === 'jex' ? said : JCP,
      Issue: 'délai pour quitter les lieux accordé',
      'Délai accordé': '3 mois',
      'Délai accordé par': said,
    },
  ]),
  ...(
    [
      ['entreeParForce', 'entrée par force ou par manœuvre'],
      ['logementEtudiant', 'logement étudiant'],
      ['protection', 'ordonnance de protection'],
    ] as const
  ).map(([horsTreve, said]): [string, Draft, Record<string, string>] => [
    `a judgment that the trêve does not stop: ${horsTreve}`,
    d('decision', { horsTreve }),
    // An ordonnance de protection is another judge's.
    { ...(horsTreve !== 'protection' && { Juge: JCP }), 'Hors trêve hivernale': said },
  ]),
  ['a divorce', d('jugementDivorce', { tribunal: 'TJ' }), { Tribunal: TO_READ }],
  ['an auction', d('adjudication', { tribunal: 'TJ' }), { Tribunal: TO_READ }],
  [
    'CCAPEX seized',
    d('saisineCcapex', { parc: 'prive', dette: 100 }),
    { Parc: 'privé', Dette: euros('1,00 €') },
  ],
  [
    'CCAPEX asked to decide on the housing aid',
    d('saisineCcapex', {
      objet: 'aideLogement',
      criteres: ['aideMenacee', 'accompagnementEnEchec'],
      accompagnementLe: '2026-01-12',
      diagnosticLe: '2026-02-16',
    }),
    {
      Objet: 'décider de l’aide au logement',
      Critères: 'aide au logement menacée, accompagnement en échec',
      'Accompagnement engagé le': '12/01/2026',
      'Diagnostic du': '16/02/2026',
    },
  ],
  [
    'CCAPEX asked to examine a situation',
    d('saisineCcapex', {
      objet: 'situation',
      criteres: [
        ...['detteLourde', 'stadeAvance', 'situationComplexe', 'relogementNecessaire'],
        ...['recoursDalo', 'signalementCommissaire'],
      ],
    }),
    {
      Objet: 'examiner la situation',
      Critères:
        'dette lourde, procédure très avancée, situation très complexe, relogement nécessaire, recours DALO pour menace d’expulsion, signalement d’un commissaire de justice',
    },
  ],
  ['a plan', d('planApurement', { etat: 'signe' }), { État: 'signé' }],
  ['a plan refused', d('planApurement', { etat: 'refuse' }), { État: 'refusé' }],
  ['a protocole', d('protocoleCohesionSociale', { etat: 'denonce' }), { État: 'dénoncé' }],
  [
    'a payment',
    d('paiement', { montant: 100, solde: 0 }),
    { Versé: euros('1,00 €'), 'Reste dû': euros('0,00 €') },
  ],
  [
    'an instalment kept',
    d('echeance', { date: DAY, etat: 'tenue' }),
    { 'Échéance du': '02/03/2026', État: 'tenue' },
  ],
  [
    'an instalment missed',
    d('echeance', { date: DAY, etat: 'manquee' }),
    { 'Échéance du': '02/03/2026', État: 'manquée' },
  ],
  [
    'the first enquiry',
    d('enqueteSociale', { moment: 'assignation', etat: 'rendue' }),
    { Moment: 'à l’assignation', État: 'remise' },
  ],
  [
    'the second enquiry',
    d('enqueteSociale', { moment: 'requisition', etat: 'carence' }),
    { Moment: 'à la réquisition', État: 'remise, le ménage n’a pas répondu' },
  ],
  ['the préfet grants', d('decisionCfp', { issue: 'accord' }), { Décision: 'concours accordé' }],
  ['the préfet refuses', d('decisionCfp', { issue: 'refus' }), { Décision: 'concours refusé' }],
  [
    'the préfet grants, later',
    d('decisionCfp', { issue: 'sursis', jusquAu: '2026-08-31' }),
    { Décision: 'concours accordé, sursis à l’exécution', 'Jusqu’au': '31/08/2026' },
  ],
  ...(
    [
      ['prematuree', 'demande prématurée'],
      ['ordrePublic', 'ordre public'],
      ['autre', 'autre motif'],
    ] as const
  ).map(([motifRefus, said]): [string, Draft, Record<string, string>] => [
    `the préfet refuses: ${motifRefus}`,
    d('decisionCfp', { issue: 'refus', motifRefus }),
    { Décision: 'concours refusé', 'Motif du refus': said },
  ]),
  [
    'the préfet orders the occupants out',
    d('decisionCfp', { issue: 'miseEnDemeure' }),
    { Décision: 'mise en demeure de quitter les lieux' },
  ],
  ['a suspension', d('suspensionExpulsion', { fin: '2027-02-02' }), { 'Fin de la suspension': '02/02/2027' }],
  ['an opinion for', d('avisSuspension', { sens: 'favorable' }), { Avis: 'favorable' }],
  ['an opinion against', d('avisSuspension', { sens: 'defavorable' }), { Avis: 'défavorable' }],
  [
    'on a list',
    d('inscriptionClpil', { dateCommission: '2026-03-31' }),
    { 'Date de la commission': '31/03/2026' },
  ],
  [
    'on a list, and why; nothing of who protects the tenant, nor of the debt',
    d('inscriptionClpil', {
      dateCommission: '2026-03-31',
      lettreAccordLe: '2026-02-10',
      commission: 'clpil-meaux',
      parc: 'social',
      dette: 123_456,
      motifsInscription: [
        'absenceContact',
        'absenceCollaboration',
        'absencePlan',
        'planNonTenu',
        'autreMotif',
      ],
      actionsBailleur: [
        ...['relance', 'visite', 'rendezVous', 'planPropose', 'saisineOrganisme', 'saisineFsl'],
        ...['travailleurSocial', 'commandement', 'assignationDemandee'],
      ],
      protection: 'curatelle',
      protecteur: 'Mme Exemple, 1 rue de l’Exemple, Meaux',
    }),
    {
      'Date de la commission': '31/03/2026',
      'Lettre au locataire du': '10/02/2026',
      'Motif de l’inscription':
        'pas de contact, pas de collaboration, pas de plan d’apurement, plan d’apurement non tenu, autre motif d’inscription',
      'Ce que le bailleur a fait':
        'relances, visite à domicile, rendez-vous proposé, plan d’apurement proposé, CAF ou MSA saisie, FSL saisi, travailleur social du bailleur, commandement de payer, assignation demandée',
    },
  ],
  [
    'the household refuses that its situation be examined',
    d('retraitClpil', { commission: 'clpil-meaux' }),
    { 'Réponse du ménage': 'refuse que sa situation soit examinée' },
  ],
  [
    'it agrees in writing',
    d('retraitClpil', { accordEcrit: true }),
    { 'Réponse du ménage': 'accepte par écrit que sa situation soit examinée' },
  ],
  ...(
    [
      ['fusion', 'les deux dossiers sont d’un même ménage'],
      ['detachement', 'un événement n’était pas de ce ménage'],
      ['annulation', 'une réunion de dossiers est annulée'],
    ] as const
  ).map(([cause, said]): [string, Draft, Record<string, string>] => [
    `events that went: ${cause}`,
    d('deplacement', { cause, role: 'source', autre: 'B', evenements: [] }),
    { 'Autre dossier': 'B', Cause: said },
  ]),
  ['FSL asked', d('aideFsl', { etat: 'demandee' }), { État: 'demandée' }],
  [
    'FSL given',
    d('aideFsl', { etat: 'accordee', montant: 100 }),
    { État: 'accordée', Montant: euros('1,00 €') },
  ],
  ['the landlord not paid', d('indemnisation', { etat: 'refusee' }), { État: 'refusée' }],
  [
    'ASLL',
    d('accompagnement', { mesure: 'asll', etat: 'ouverte', fin: '2026-09-02' }),
    { Mesure: 'ASLL', État: 'ouverte', 'Fin prévue le': '02/09/2026' },
  ],
  ['AVDL', d('accompagnement', { mesure: 'avdl', etat: 'close' }), { Mesure: 'AVDL', État: 'close' }],
  ['MASP', d('accompagnement', { mesure: 'masp', etat: 'close' }), { Mesure: 'MASP', État: 'close' }],
  ...(
    [
      ['information', 'information du ménage'],
      ['visite', 'visite à domicile'],
      ['bilanDiagnostic', 'bilan diagnostic'],
      ['appuiJuridique', 'appui juridique'],
      ['mediation', 'médiation'],
    ] as const
  ).map(([nature, said]): [string, Draft, Record<string, string>] => [
    `help: ${nature}`,
    d('intervention', { nature }),
    { Nature: said },
  ]),
  ...(
    [
      ['demande', 'hébergement demandé'],
      ['evaluation', 'évaluation sociale (équipe mobile)'],
      ['preconisation', 'préconisation validée'],
      ['listeAttente', 'en liste d’attente'],
      ['heberge', 'ménage hébergé'],
      ['sortie', 'sortie vers un logement'],
      ['sansSolution', 'sans solution'],
    ] as const
  ).map(([etat, said]): [string, Draft, Record<string, string>] => [
    `shelter: ${etat}`,
    d('hebergement', { etat }),
    { État: said },
  ]),
  [
    'a family sheltered',
    d('hebergement', { etat: 'heberge', personnes: 4 }),
    { État: 'ménage hébergé', 'Personnes hébergées': '4' },
  ],
  [
    'a guarantee called',
    d('aideActionLogement', { dispositif: 'visale', etat: 'miseEnJeu', montant: 100 }),
    { Dispositif: 'VISALE', État: 'garantie mise en jeu', Montant: euros('1,00 €') },
  ],
  [
    'a guarantee asked',
    d('aideActionLogement', { dispositif: 'locaPass', etat: 'demandee' }),
    { Dispositif: 'LOCA-PASS', État: 'demandée' },
  ],
  [
    'a loan',
    d('aideActionLogement', { dispositif: 'pretAllegement', etat: 'accordee' }),
    { Dispositif: 'prêt allègement', État: 'accordée' },
  ],
  [
    'a local commission',
    d('decisionClpil', {
      dateCommission: DAY,
      issues: ['accompagnement', 'verificationDroits', 'planApurement', 'renvoiCcapex', 'sortiePositive'],
    }),
    {
      'Date de la commission': '02/03/2026',
      Décidé:
        'accompagnement social, vérification des droits par la CAF, plan d’apurement, renvoi à la CCAPEX, sortie positive',
    },
  ],
  [
    'and who is in charge of what it decided',
    d('decisionClpil', {
      commission: 'clpil-meaux',
      dateCommission: DAY,
      issues: ['conciliation', 'revue'],
      organisme: 'bailleur',
    }),
    {
      'Date de la commission': '02/03/2026',
      Décidé: 'Commission départementale de conciliation, revue à la prochaine séance',
      'En charge': 'Bailleur',
    },
  ],
  [
    'CCAPEX recommends',
    d('avisCcapex', {
      nature: 'recommandation',
      recommandations: ['maintienDansLesLieux', 'aideFsl', 'relogement', 'delais', 'concoursForcePublique'],
    }),
    {
      Nature: 'recommandation',
      Recommandé: 'maintien dans les lieux, aide du FSL, relogement, délais, concours de la force publique',
    },
  ],
  [
    'CCAPEX gives its opinion, and recommends nothing',
    d('avisCcapex', { nature: 'avis', recommandations: [] }),
    { Nature: 'avis' },
  ],
  ...(
    [
      ['faite', 'faite'],
      ['enCours', 'en cours'],
      ['refusDuMenage', 'le ménage a refusé ce qui était proposé'],
    ] as const
  ).map(([etat, said]): [string, Draft, Record<string, string>] => [
    `what became of what a commission decided: ${etat}`,
    d('suiteDecision', { decisionDu: '2026-02-12', mesure: 'accompagnement', organisme: 'mds', etat }),
    { Mesure: 'accompagnement social', 'Décidée le': '12/02/2026', 'En charge': 'MDS', État: said },
  ]),
  ...(
    [
      ['injoignable', 'ménage injoignable'],
      ['horsCriteres', 'hors des critères'],
      ['sansPlace', 'pas de place, ou pas de logement'],
      ['situationChangee', 'la situation a changé'],
      ['autreRaison', 'autre raison'],
    ] as const
  ).map(([raison, said]): [string, Draft, Record<string, string>] => [
    `what was not done, and why: ${raison}`,
    d('suiteDecision', { decisionDu: '2026-02-12', mesure: 'avdl', etat: 'nonFaite', raison }),
    { Mesure: 'AVDL', 'Décidée le': '12/02/2026', État: 'non faite', Raison: said },
  ]),
  ['an enquiry asked', d('demandeEnqueteSociale', { moment: 'assignation' }), { Moment: 'à l’assignation' }],
  [
    'an enquiry asked of one body',
    d('demandeEnqueteSociale', { moment: 'assignation', organisme: 'ccas' }),
    { Moment: 'à l’assignation', 'Organisme chargé': 'CCAS' },
  ],
  [
    'a second one asked',
    d('demandeEnqueteSociale', { moment: 'requisition' }),
    { Moment: 'à la réquisition' },
  ],
  ['the diagnostic handed over', d('transmissionDsf', { tribunal: 'TJ' }), { Tribunal: TO_READ }],
  [
    'the diagnostic handed to the CCAPEX',
    d('transmissionDsf', { destinataire: 'ccapex' }),
    { Transmis: 'à la CCAPEX' },
  ],
  [
    'a rehousing assured',
    d('relogement', { etat: 'assure', voie: 'contingentPrefectoral' }),
    { État: 'relogement assuré', Voie: 'contingent préfectoral' },
  ],
  [
    'a transaction with the State',
    d('indemnisation', { etat: 'transaction' }),
    { État: 'transaction signée' },
  ],
  ['a doubt', d('rapprochement', { etat: 'douteux', dossiers: ['B'] }), {}],
  ['a formal notice', d('miseEnDemeure'), {}],
  ['a body seized', d('saisineOrganisme'), {}],
  ['a rehousing', d('relogement'), {}],
  [
    'a rehousing by an aid to mediation',
    d('relogement', { etat: 'effectue', voie: 'mediationLocative' }),
    { État: 'ménage relogé', Voie: 'aide à la médiation locative' },
  ],
  [
    'a rehousing that is assured',
    d('relogement', { etat: 'assure', voie: 'dalo' }),
    { État: 'relogement assuré', Voie: 'DALO' },
  ],
  ['an assignation that lapsed', d('caduciteAssignation', { tribunal: 'TJ' }), { Tribunal: TO_READ }],
  [
    'a judgment appealed against',
    d('suiteJugement', { etape: 'appel', tribunal: 'CA' }),
    { Étape: 'appel', Tribunal: TO_READ },
  ],
  ['a demande withdrawn', d('retraitDemandeCfp'), {}],
  [
    'the préfet received an act',
    d('receptionPrefet', { acte: 'demandeCfp', dateActe: '2026-03-02' }),
    { Acte: 'demande de concours de la force publique', 'Daté du': '02/03/2026' },
  ],
  ['proceedings given up', d('finPoursuites', { cause: 'vente' }), { Cause: 'vente du logement' }],
  ['a new lease', d('nouveauBail'), {}],
  [
    'a claim to the commission de médiation',
    d('recoursDalo', { voie: 'daho', etat: 'reconnu' }),
    { Recours: 'DAHO', État: 'recours reconnu prioritaire' },
  ],
  [
    'a letter that came back',
    d('suiteOrientation', { organisme: 'adil', etat: 'npai' }),
    { Organisme: 'ADIL', État: 'lettre revenue (NPAI)' },
  ],
  [
    'CCAPEX decides',
    d('decisionCcapex', { aide: 'suspension', notifieeLe: DAY }),
    { 'Aide au logement': "suspension de l'aide", 'Notifiée le': '02/03/2026' },
  ],
  [
    'CCAPEX decides, and why',
    d('decisionCcapex', {
      aide: 'suspension',
      raisonsAide: [
        ...['loyerCourantNonRepris', 'planNonTenu', 'accompagnementRefuse', 'sansReponse', 'logementQuitte'],
        'autreRaison',
      ],
    }),
    {
      'Aide au logement': "suspension de l'aide",
      Raisons:
        'loyer courant non repris, plan d’apurement non tenu, accompagnement refusé, aucune réponse du ménage, logement quitté, autre raison',
    },
  ],
  [
    'on the agenda of CCAPEX',
    d('inscriptionCcapex', { commission: 'ccapex-nord', dateCommission: '2026-04-14' }),
    { 'Date de la commission': '14/04/2026' },
  ],
  ['a commune confirmed', d('communeConfirmee'), {}],
  ['a legal hold', d('gel', { etat: 'pose' }), {}],
  [
    'a grant against an opinion',
    d('decisionCfp', { issue: 'accord', motifEcart: 'refusDuMenage', avisDu: DAY }),
    {
      Décision: 'concours accordé',
      'Avis de la CCAPEX du': '02/03/2026',
      'Motif de l’écart à cet avis': 'le ménage a refusé ce qui était proposé',
    },
  ],
  [
    'an act undone',
    d('acteAnnule', { evenement: 'e', acte: 'relogement', prevenus: [], alertes: [] }),
    { 'Acte annulé': 'Relogement du ménage' },
  ],
  [
    'an act undone, of a kind that nobody knows any more',
    d('acteAnnule', { evenement: 'e', acte: 'constructor', prevenus: [], alertes: [] }),
    {},
  ],
  ['a person’s word on an end', d('confirmationFin', { etat: 'confirmee', evenement: 'e' }), {}],
];

describe('what an agent reads of an event', () => {
  it.each(table)('%s', (_, draft, facts) => {
    expect(factsTold(draft)).toStrictEqual(facts);
  });

  it('does not hold the sender’s reference, nor anything else that was typed', () => {
    expect(factsOf(anEvent({ reference: 'DUPONT Marie 17/05/1984' }))).toEqual({});
  });

  it.each([0, 5, 99, 100, 99_999, 100_000, 123_456, 100_000_000, 123_456_789_01])(
    'writes %i cents as French euros',
    (dette) => {
      const euros = new Intl.NumberFormat('fr-FR', { style: 'currency', currency: 'EUR' });
      expect(factsTold(d('impaye', { dette }))['Dette déclarée']).toBe(euros.format(dette / 100));
    },
  );

  it('is told for every kind', () => {
    const kinds = caseEventSchema.def.options.map(({ shape }) => String(shape.kind.def.values[0]));
    expect(kinds.filter((kind) => !table.some(([, draft]) => draft.kind === kind))).toEqual([]);
  });
});

/** The notices of the last event of a case. */
const told = (...drafts: Draft[]): EventNotice[] => {
  const events = eventsOf(...drafts);
  const last = events.at(-1);
  return last ? noticesOf(last, caseOf(events, DAY), CASE) : [];
};
const recipients = (...drafts: Draft[]): string[] => told(...drafts).map(({ recipient }) => recipient);
const moved = (role: string, sender = 'etat') =>
  d('deplacement', { sender, cause: 'fusion', role, autre: 'B', evenements: [] });
const measure = (mesure: string, sender: string) => d('accompagnement', { mesure, etat: 'ouverte', sender });

describe('who is told of an event', () => {
  it.each<[string, Draft[], string[]]>([
    ['the State, of what a partner says', [d('assignation')], ['arrondissement']],
    [
      'and CCAPEX, of what CAF refers to it',
      [d('impaye', { suites: ['fsl', 'saisineCcapex'] })],
      ['arrondissement', 'ccapex'],
    ],
    ['not of what CAF keeps', [d('impaye', { suites: ['fsl'] })], ['arrondissement']],
    ['nobody, of what the State said itself', [d('decisionCfp', { issue: 'refus', sender: 'etat' })], []],
    [
      'nobody, of what the hub said',
      [d('rapprochement', { etat: 'douteux', dossiers: [], sender: 'hub' })],
      [],
    ],
    [
      'CCAPEX, of a grant that departs from its opinion',
      [d('decisionCfp', { issue: 'accord', motifEcart: 'autre', avisDu: DAY, sender: 'etat', by: 'A B' })],
      ['ccapex'],
    ],
    [
      'MDS and CCAS, of which of them makes an enquiry',
      [d('demandeEnqueteSociale', { moment: 'assignation', organisme: 'ccas', sender: 'etat' })],
      ['mds', 'ccas'],
    ],
    [
      'neither, of an enquiry that is asked of no one in particular',
      [d('demandeEnqueteSociale', { moment: 'assignation', sender: 'etat' })],
      [],
    ],
    [
      'whoever was told of an act, that it was undone; none that the hub does not know',
      [
        d('decision'),
        d('acteAnnule', {
          sender: 'etat',
          evenement: 'e',
          acte: 'decision',
          prevenus: ['bailleur', 'ccapex', 'personne'],
          alertes: [],
        }),
      ],
      ['ccapex', 'bailleur'],
    ],
    ['the State, of a case that went elsewhere', [d('impaye'), moved('source')], ['arrondissement']],
    ['nobody, of what came from elsewhere', [d('impaye'), moved('cible')], []],
    [
      'the State alone, of one measure in a case where something else is to be checked',
      [d('assignation'), measure('asll', 'mds-meaux')],
      ['arrondissement'],
    ],
    ['the State, of one measure', [measure('asll', 'mds-meaux')], ['arrondissement']],
    [
      'and the two bodies, of a doublon',
      [measure('asll', 'association-relais'), measure('avdl', 'mds-meaux')],
      ['arrondissement', 'mds', 'association'],
    ],
    [
      'a body without a code of its own',
      [measure('asll', 'ccas'), measure('avdl', 'ccas')],
      ['arrondissement', 'ccas'],
    ],
    [
      'not of another’s name that begins alike',
      [measure('asll', 'mdsx'), measure('avdl', 'autre')],
      ['arrondissement'],
    ],
    [
      'the State alone, of another event of that case',
      [measure('asll', 'ccas'), measure('avdl', 'ccas'), d('assignation')],
      ['arrondissement'],
    ],
  ])('%s', (_, drafts, expected) => {
    expect(recipients(...drafts)).toEqual(expected);
    for (const notice of told(...drafts)) expect(notice.recipients).toEqual(expected);
  });
});

describe('a notice of an event', () => {
  it('says by what name its sender knows the case, but for what a person recorded', () => {
    const named = (by?: string) => {
      const [event] = eventsOf(d('decisionCfp', { issue: 'accord', motifEcart: 'autre', by }));
      return (
        event && noticesOf(event, caseOf([event], DAY), CASE, 'K7QF')[0]?.facts['Connu de l’expéditeur sous']
      );
    };
    expect([named(), named('Anne Renard')]).toEqual(['K7QF', undefined]);
  });

  it('says of which event, where, whose, and by whom its addresses are found', () => {
    const [notice] = told(
      d('commandementDePayer', {
        sender: 'etude-a',
        reference: 'A-1',
        bailleur: { nom: 'Habitat Exemple' },
        household: [{ nomNaissance: 'Exemple', prenoms: ['Camille'] }],
      }),
    );
    expect(notice).toEqual({
      about: 'evenement',
      recipient: 'arrondissement',
      recipients: ['arrondissement'],
      noticeId: expect.stringMatching(/^[0-9a-f]{24}$/),
      template: 'commandementDePayer',
      actDate: DAY,
      eventId: 'e-0',
      sender: 'etude-a',
      status: 'due',
      arrondissement: '771',
      commune: 'Meaux',
      insee: '77284',
      bailleur: landlordKeyOf('habitat exemple'),
      etude: 'etude-a',
      facts: {
        'À vérifier':
          'Commandement de payer reçu : aucun signalement de l’impayé à la CAF ou à la MSA n’est connu.',
      },
      urgent: false,
      sendBy: '2026-03-04',
      calendar: undefined,
    });
  });

  it('says that the household may be known, while a person has not answered', () => {
    const doubt = d('rapprochement', { etat: 'douteux', dossiers: ['B'], sender: 'hub' });
    const [notice] = told(doubt, d('saisineOrganisme'));
    expect(notice?.facts).toMatchObject({
      Rapprochement: 'à confirmer : ce ménage est peut-être déjà connu',
    });
    expect(told(d('saisineOrganisme'))[0]?.facts).toEqual({});
  });

  it('joins what is to be checked', () => {
    const [notice] = told(d('assignation', { dateAudience: '2026-02-02' }));
    expect(notice?.facts['À vérifier']).toBe(
      'Assignation reçue sans commandement de payer connu. Audience du 02/02/2026, antérieure à l’assignation du 02/03/2026.',
    );
  });

  it.each([
    [{ postcode: '77130', commune: 'Nulle-Part' }, '77130'],
    [{ commune: 'MEAUX' }, 'Meaux'],
    [{ commune: 'Jean Dupont' }, ''],
    [{ postcode: '77130' }, '77130'],
    [{}, ''],
  ])('waits while the arrondissement is unknown: %o is called «%s»', (dwelling, commune) => {
    expect(told(d('assignation', { dwelling }))[0]).toMatchObject({
      status: 'waiting',
      arrondissement: undefined,
      commune,
    });
  });

  it('names who accompanies the household, where somebody does', () => {
    expect(told(measure('asll', 'mds-meaux'))[0]?.accompagnants).toEqual(['mds-meaux']);
    expect(told(d('assignation'))[0]).not.toHaveProperty('accompagnants');
  });

  it.each([
    [0, true, 0],
    [7, true, 0],
    [8, false, 2],
    [-1, false, 2],
  ])('of a hearing in %i days is urgent: %s, and sent within %i working days', (days, urgent, wait) => {
    const [notice] = told(d('assignation', { dateAudience: addDays(DAY, days) }));
    expect(notice).toMatchObject({ urgent, sendBy: addWorkingDays(DAY, wait) });
  });

  it('gives the hearing to keep, under one name when it is put off', () => {
    const calendar = (...drafts: Draft[]) => told(...drafts)[0]?.calendar;
    const uid = `${CASE}-audience`;
    expect(calendar(d('assignation', { dateAudience: '2026-05-04' }))).toEqual({
      uid,
      date: '2026-05-04',
      title: 'Audience',
      told: DAY,
    });
    expect(calendar(d('renvoiAudience', { dateAudience: '2026-06-01' }))).toMatchObject({
      uid,
      date: '2026-06-01',
    });
    expect(calendar(d('assignation'))).toBeUndefined();
    expect(calendar(d('decision'))).toBeUndefined();
  });

  it('has an id of its event and recipient alone', () => {
    const [state, ccapex] = told(d('impaye', { suites: ['saisineCcapex'] }));
    const [again] = told(d('impaye', { suites: ['saisineCcapex'], dette: 1 }));
    expect(again?.noticeId).toBe(state?.noticeId);
    expect(ccapex?.noticeId).not.toBe(state?.noticeId);
  });
});

/** The notices of one alert of a case. */
const alerted = (name: AlertName, ...drafts: Draft[]): AlertNotice[] => {
  const state = caseOf(eventsOf(...drafts), DAY);
  const alert = alertsOf(state.chronology.deadlines, DAY).find((one) => one.name === name);
  return alert ? alertNotices([alert], state, CASE, 'gathered') : [];
};
const hearing = (days: number) => d('assignation', { dateAudience: addDays(DAY, days) });

describe('a notice of a delay', () => {
  it('says which, since when, until when, why, and at what stage', () => {
    const [notice, other] = alerted('cfpDansTrenteJours', ...cfpInOrder(DAY));
    expect(notice).toEqual({
      about: 'alerte',
      recipient: 'arrondissement',
      recipients: ['arrondissement'],
      noticeId: expect.stringMatching(/^[0-9a-f]{24}$/),
      template: 'cfpDansTrenteJours',
      rule: 'decisionCfp',
      from: DAY,
      title: 'Décision du préfet sur le concours de la force publique',
      due: '2026-05-02',
      answerBy: '2026-05-02',
      day: '2026-04-02',
      urgent: false,
      sendBy: '2026-04-03',
      explanation: [
        'Décision du préfet sur le concours de la force publique.',
        'Le préfet a deux mois pour répondre ; sans réponse, la demande est refusée. La responsabilité de l’État a sa propre date : le jour même du refus, ou plus tard (trêve hivernale, délai accordé par le juge).',
        'Règle : CPCE, art. L153-1 et R153-1 ; charte 2018-2023, annexe 4.',
        'Départ : demande de concours de la force publique, lundi 2 mars 2026.',
        '02/03/2026 + 2 mois = 02/05/2026.',
        expect.stringMatching(/^Le 02\/05\/2026 est un samedi : pas de report/),
        'Échéance : samedi 2 mai 2026.',
      ],
      source: 'CPCE, art. L153-1 et R153-1 ; charte 2018-2023, annexe 4',
      status: 'gathered',
      toTake: true,
      arrondissement: '771',
      commune: 'Meaux',
      insee: '77284',
      bailleur: undefined,
      etude: 'etude-girard-provins',
      facts: { Étape: 'Concours de la force publique demandé' },
      calendar: {
        uid: `${CASE}-decisionCfp`,
        date: '2026-05-02',
        title: 'Décision du préfet sur le concours de la force publique',
        told: '2026-04-02',
      },
    });
    expect(other).toBeUndefined();
  });

  it('is for the arrondissement to take, unless another of the same delay is told at once: the last is', () => {
    const state = caseOf(eventsOf(...cfpInOrder(DAY)), DAY);
    const alerts = alertsOf(state.chronology.deadlines, DAY);
    const own = alerts.filter(({ deadline }) => deadline.rule === 'decisionCfp');
    expect(own.map(({ name }) => name)).toEqual([
      'cfpDansTrenteJours',
      'cfpDansSeptJours',
      'cfpRefusImplicite',
    ]);
    const toTake = alertNotices(own, state, CASE, 'due').filter((notice) => notice.toTake);
    expect(toTake.map(({ template }) => template)).toEqual(['cfpRefusImplicite']);
    for (const { recipient, toTake } of alertNotices(alerts, state, CASE, 'due'))
      if (recipient !== 'arrondissement') expect(toTake).toBe(false);
  });

  it('adds the hearing, and by when the answer is to come where that is another day', () => {
    const [notice] = alerted('enqueteDemandee', hearing(80));
    expect(notice?.facts).toEqual({
      Étape: 'Assignation',
      'Date de l’audience': '21/05/2026',
      'À rendre au plus tard le': '21/04/2026',
    });
    expect(notice?.calendar).toMatchObject({ uid: `${CASE}-demandeEnqueteAssignation`, date: '2026-04-21' });
    expect(notice?.explanation).toContain('Enquête sociale à remettre au préfet, 30 jours avant l’audience.');
    const [ofDelay] = alerted('enqueteProche', hearing(80));
    expect(ofDelay?.facts).not.toHaveProperty('À rendre au plus tard le');
  });

  it.each([
    // The enquête is due thirty days before the hearing.
    [37, DAY, true],
    [38, addDays(DAY, 1), true],
    [30, DAY, true],
    [29, addDays(DAY, 1), false],
  ])('of a hearing in %i days is sent by %s; to keep: %s', (days, sendBy, kept) => {
    const [notice] = alerted('enqueteDemandee', hearing(days));
    expect(notice).toMatchObject({ urgent: false, sendBy });
    expect(notice?.calendar !== undefined).toBe(kept);
  });

  it('is urgent in the last week of what cannot be mended after, never once it has gone by', () => {
    const [week] = alerted('cfpDansSeptJours', ...cfpInOrder(DAY));
    expect(week).toMatchObject({ urgent: true, sendBy: week?.day });
    const [early] = alerted('cfpDansTrenteJours', ...cfpInOrder(DAY));
    expect(early?.urgent).toBe(false);
    const told = { receivedAt: `${DAY}T08:00:00.000Z` };
    const [late] = alerted('cfpRefusImplicite', ...cfpInOrder(addDays(DAY, -70), told));
    expect(late).toMatchObject({ urgent: false, day: DAY });
  });

  it.each([
    ['on a Saturday, is read on Monday', 'audienceProche', hearing(12), '2026-03-07', '2026-03-09'],
    ['on a Saturday for Sunday, goes on Saturday', 'enqueteTardive', hearing(35), '2026-03-07', '2026-03-07'],
    [
      'without a date, on a Friday, waits for company until Monday',
      'orientationMenage',
      d('commandementDePayer', { actDate: '2026-03-06' }),
      '2026-03-06',
      '2026-03-09',
    ],
  ] satisfies [string, AlertName, Draft, string, string][])('%s', (_, name, draft, day, sendBy) => {
    const [notice] = alerted(name, draft);
    expect(notice).toMatchObject({ day, sendBy });
  });

  it('to be done at once has no day to keep, and is not urgent', () => {
    const [notice] = alerted('orientationMenage', d('commandementDePayer'));
    expect(notice).toMatchObject({ calendar: undefined, urgent: false });
    expect(notice?.facts).not.toHaveProperty('À rendre au plus tard le');
  });

  it('leaves the same morning when it is urgent, the first morning when its week has come, else the next working day', () => {
    fc.assert(
      fc.property(fc.oneof(liabilities, procedures), fc.nat(1500), (events, on) => {
        const today = addDays('2025-01-01', on);
        const state = caseOf(events, today);
        for (const alert of alertsOf(state.chronology.deadlines, today)) {
          const { day, answerBy } = alert;
          const near =
            answerBy !== undefined &&
            day <= answerBy &&
            answerBy <= addDays(day, 7) &&
            alert.deadline.nature !== 'attente';
          for (const { sendBy, urgent } of alertNotices([alert], state, CASE, 'gathered')) {
            if (urgent) expect([near, sendBy]).toEqual([true, day]);
            else if (near) expect(sendBy).toBe(answerBy <= workingDayFrom(day) ? day : workingDayFrom(day));
            else expect(sendBy).toBe(addWorkingDays(day, 1));
          }
        }
      }),
      { seed: 18, numRuns: 200 },
    );
  });

  it('has an id of its case, alert and recipient', () => {
    const ids = alerted('orientationMenage', d('commandementDePayer')).map(({ noticeId }) => noticeId);
    expect(new Set(ids).size).toBe(4);
    const drafts = cfpInOrder(DAY);
    const state = caseOf(eventsOf(...drafts), DAY);
    const all = alertsOf(state.chronology.deadlines, DAY).flatMap((alert) =>
      [CASE, '77-2026-999999'].flatMap((caseId) => alertNotices([alert], state, caseId, 'gathered')),
    );
    expect(all.length).toBeGreaterThan(8);
    expect(new Set(all.map(({ noticeId }) => noticeId)).size).toBe(all.length);
  });
});
