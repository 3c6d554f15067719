import { describe, expect, it } from 'vitest';
import { chronologyOf } from '../../shared/domain/case/chronology.ts';
import { type Alert, alertsOf } from '../../shared/domain/delays/alerts.ts';
import { type Deadline, statusAt } from '../../shared/domain/delays/deadline.ts';
import { explain, sourceOf } from '../../shared/domain/delays/explain.ts';
import type { RuleName } from '../../shared/domain/delays/rules/all.ts';
import { inOrder } from '../../shared/domain/events/compare-events.ts';
import { cfpInOrder, type Draft, eventsOf } from '../support/procedures.ts';

const d = (kind: string, actDate: string, over: object = {}): Draft => ({ kind, actDate, ...over });
const deadlinesOf = (...drafts: Draft[]): Deadline[] => chronologyOf(inOrder(eventsOf(...drafts))).deadlines;
const one = (rule: RuleName, ...drafts: Draft[]): Deadline => {
  const found = deadlinesOf(...drafts).find((deadline) => deadline.rule === rule);
  if (!found) throw new Error(`no delay ${rule}`);
  return found;
};
const cql = (prefetInformeLe?: string): Draft =>
  d('commandementDeQuitterLesLieux', '2026-02-02', { prefetInformeLe });
const cfp = cfpInOrder('2026-08-31');

/** A delay of each shape, and every line of its explanation. */
const table: [string, RuleName, Draft[], string[]][] = [
  [
    'in weeks, carried over a holiday',
    'effetCommandementDePayer',
    [d('commandementDePayer', '2026-04-02', { dateBail: '2024-04-01' })],
    [
      'Délai pour payer après le commandement, puis assignation possible.',
      'Le locataire a le délai de l’acte ou du bail pour payer : deux mois pour un bail signé avant le 29 juillet 2023, six semaines au moins depuis. L’assignation est possible ensuite.',
      'Règle : loi n° 89-462 du 6 juillet 1989, art. 24 I, modifiée par la loi n° 2023-668 du 27 juillet 2023 ; elle ne régit pas les baux en cours (Cass., avis, 13 juin 2024, n° 24-70.002) (valeur tirée d’une source professionnelle).',
      'Départ : commandement de payer, jeudi 2 avril 2026.',
      '02/04/2026 + 6 semaines = 14/05/2026.',
      'Le 14/05/2026 est un jour férié (Ascension) : échéance reportée au vendredi 15 mai 2026 (délai d’un acte de procédure : expirant un samedi, un dimanche ou un jour férié, il court jusqu’au jour ouvrable suivant (CPC, art. 642)).',
      'Le délai court jusqu’au vendredi 15 mai 2026 inclus.',
    ],
  ],
  [
    'carried over a Sunday',
    'saisineCcapexAvantAssignation',
    [d('saisineCcapex', '2026-01-15', { parc: 'social' }), d('assignation', '2026-02-02')],
    [
      'Délai entre la saisine de la CCAPEX par le bailleur et l’assignation.',
      'Un bailleur personne morale (hors SCI familiale) assigne pour impayé deux mois au plus tôt après la saisine de la CCAPEX ; le signalement d’un impayé qui dure à la CAF ou à la MSA en tient lieu.',
      'Règle : loi n° 89-462 du 6 juillet 1989, art. 24 II (valeur tirée d’une source professionnelle).',
      'Départ : saisine de la CCAPEX, jeudi 15 janvier 2026.',
      '15/01/2026 + 2 mois = 15/03/2026.',
      'Le 15/03/2026 est un dimanche : échéance reportée au lundi 16 mars 2026 (délai d’un acte de procédure : expirant un samedi, un dimanche ou un jour férié, il court jusqu’au jour ouvrable suivant (CPC, art. 642)).',
      'Le délai court jusqu’au lundi 16 mars 2026 inclus.',
      'Satisfait le 02/02/2026 : assignation.',
    ],
  ],
  [
    'counted backwards, in jours ouvrés, of a professional source',
    'diagnosticAvantAudience',
    [d('assignation', '2026-03-02', { dateAudience: '2026-05-18' })],
    [
      'Diagnostic social et financier à transmettre au juge avant l’audience.',
      'Le diagnostic est transmis au juge au plus tard cinq jours ouvrés avant l’audience.',
      'Règle : Décret n° 2021-8 du 5 janvier 2021 (valeur tirée d’une source professionnelle).',
      'Départ : audience, lundi 18 mai 2026.',
      '18/05/2026 - 5 jours ouvrés = 07/05/2026.',
      'Échéance : jeudi 7 mai 2026.',
      'Le hub prévient un jour ouvré avant : que le cinquième jour soit encore utile est à confirmer.',
    ],
  ],
  [
    'at once, and too late to be so',
    'avisSuspension',
    [
      d('surendettement', '2026-01-10', { etape: 'depot' }),
      cql(),
      d('avisSuspension', '2026-06-02', { sens: 'favorable' }),
    ],
    [
      'Avis de l’État à la Banque de France sur la suspension.',
      'Un dossier de surendettement étant ouvert, l’État donne son avis à la Banque de France sur la suspension.',
      'Règle : Charte 2018-2023, annexe 1 (Banque de France) (charte dont aucune suite n’est connue après 2023).',
      'Départ : commandement de quitter les lieux, lundi 2 février 2026.',
      'À faire sans attendre.',
      'Satisfait le 02/06/2026 : avis de l’État sur la suspension.',
    ],
  ],
  [
    'on a day of its own',
    'audience',
    [d('assignation', '2026-05-04', { dateAudience: '2026-07-12' })],
    [
      'Audience.',
      'Le juge entend les parties ce jour-là.',
      'Règle : Charte 2018-2023, annexe 4 (charte dont aucune suite n’est connue après 2023).',
      'Départ : audience, dimanche 12 juillet 2026.',
      'Terme : dimanche 12 juillet 2026.',
    ],
  ],
  [
    'fixed by the judge',
    'delaiPourQuitter',
    [d('decision', '2026-01-15', { issue: 'delaiPourQuitter', delaiAccordeMois: 6 })],
    [
      'Délai pour quitter les lieux accordé par le juge.',
      'Le juge laisse à l’occupant jusqu’à cette date pour partir.',
      'Règle : CPCE, art. L412-3 et L412-4, modifiés par la loi n° 2023-668 du 27 juillet 2023 (1 mois à 1 an).',
      'Départ : délai pour quitter les lieux accordé, jeudi 15 janvier 2026.',
      'Terme fixé par la décision : 15/07/2026 (au plus 12 mois).',
      'Terme : mercredi 15 juillet 2026.',
    ],
  ],
  [
    'from another day, then put off',
    'delaiCommandementDeQuitter',
    [d('decision', '2026-01-15', { issue: 'delaiPourQuitter', delaiAccordeMois: 6 }), cql('2026-02-04')],
    [
      'Délai après le commandement de quitter les lieux, puis concours de la force publique possible.',
      'L’occupant a deux mois pour partir, sauf décision du juge, à compter du commandement ou du jour où le préfet en est informé ; le concours peut être demandé ensuite.',
      'Règle : CPCE, art. L412-1 et L412-5 ; charte 2018-2023, annexe 4.',
      'Départ : commandement de quitter les lieux, lundi 2 février 2026.',
      'Départ repoussé au jour où le préfet est informé (CPCE, art. L412-5) : mercredi 4 février 2026.',
      '04/02/2026 + 2 mois = 04/04/2026.',
      'Le 04/04/2026 est un samedi : échéance reportée au mardi 7 avril 2026 (délai d’un acte de procédure : expirant un samedi, un dimanche ou un jour férié, il court jusqu’au jour ouvrable suivant (CPC, art. 642)).',
      'Échéance repoussée à la fin du délai accordé par le juge (CPCE, art. L412-3) : mercredi 15 juillet 2026.',
      'Le délai court jusqu’au mercredi 15 juillet 2026 inclus.',
    ],
  ],
  [
    'done away with by the judge',
    'delaiCommandementDeQuitter',
    [d('decision', '2026-01-15', { issue: 'resiliation', delaiCommandementMois: 0 }), cql('2026-02-02')],
    [
      'Délai après le commandement de quitter les lieux, puis concours de la force publique possible.',
      'L’occupant a deux mois pour partir, sauf décision du juge, à compter du commandement ou du jour où le préfet en est informé ; le concours peut être demandé ensuite.',
      'Règle : CPCE, art. L412-1 et L412-5 ; charte 2018-2023, annexe 4.',
      'Départ : commandement de quitter les lieux, lundi 2 février 2026.',
      '02/02/2026 + 0 mois (délai fixé par le juge) = 02/02/2026.',
      'Le délai court jusqu’au lundi 2 février 2026 inclus.',
    ],
  ],
  [
    'suspended',
    'delaiCommandementDeQuitter',
    [cql()],
    [
      'Délai après le commandement de quitter les lieux, puis concours de la force publique possible.',
      'L’occupant a deux mois pour partir, sauf décision du juge, à compter du commandement ou du jour où le préfet en est informé ; le concours peut être demandé ensuite.',
      'Règle : CPCE, art. L412-1 et L412-5 ; charte 2018-2023, annexe 4.',
      'Départ : commandement de quitter les lieux, lundi 2 février 2026.',
      'Suspendu : le jour où le préfet a reçu le commandement n’est pas connu : tant qu’il n’en est pas informé, le délai est suspendu (CPCE, art. L412-5).',
    ],
  ],
  [
    'chosen by the hub, from the end of the trêve',
    'compteRenduCfp',
    [d('decisionCfp', '2026-11-10', { issue: 'accord' })],
    [
      'Compte rendu d’exécution du concours accordé.',
      'Le commissaire de justice dit si l’expulsion a eu lieu. Si une période de responsabilité court, une exécution plus de quinze jours après l’octroi n’y met fin que ce jour-là, sauf retard dû au propriétaire, au commissaire de justice ou à des circonstances particulières.',
      'Règle : Charte 2018-2023, annexe 1 (huissiers) ; CPCE, art. R154-4 ; CE, 27 novembre 2015, n° 377645 (durée choisie par le hub).',
      'Départ : concours accordé, mardi 10 novembre 2026.',
      'Départ repoussé à la fin de la trêve hivernale (CPCE, art. L412-6) : jeudi 1er avril 2027.',
      '01/04/2027 + 15 jours = 16/04/2027.',
      'Échéance : vendredi 16 avril 2027.',
      'Les quinze jours d’une responsabilité qui court partent de l’octroi ; que la trêve hivernale, un sursis ou une suspension les repousse est à confirmer.',
    ],
  ],
  [
    'of a length that what was told does not give: the longer one, to be confirmed',
    'effetCommandementDePayer',
    [d('commandementDePayer', '2026-04-02')],
    [
      'Délai pour payer après le commandement, puis assignation possible.',
      'Le locataire a le délai de l’acte ou du bail pour payer : deux mois pour un bail signé avant le 29 juillet 2023, six semaines au moins depuis. L’assignation est possible ensuite.',
      'Règle : loi n° 89-462 du 6 juillet 1989, art. 24 I ; charte 2018-2023, annexe 4 (valeur tirée d’une source professionnelle).',
      'Départ : commandement de payer, jeudi 2 avril 2026.',
      '02/04/2026 + 2 mois = 02/06/2026.',
      'Le délai court jusqu’au mardi 2 juin 2026 inclus.',
      'La date du bail n’est pas connue, ni le délai que porte l’acte : six semaines si le bail est signé depuis le 29/07/2023 (à confirmer).',
    ],
  ],
  [
    'counted backwards in days, and not moved from a Sunday',
    'notificationPrefet',
    [d('assignation', '2026-11-02', { dateAudience: '2027-01-18' })],
    [
      'Assignation à notifier au préfet avant l’audience.',
      'L’assignation est notifiée au préfet six semaines au moins avant l’audience (deux mois pour une assignation d’avant le 29/07/2023) : dernier jour utile, le 43e jour avant, sans report ; c’est la notification au préfet qui compte.',
      'Règle : loi n° 89-462 du 6 juillet 1989, art. 24 III, modifiée par la loi n° 2023-668 du 27 juillet 2023 ; Cass., avis, 6 novembre 2025, n° 25-70.018 (valeur tirée d’une source professionnelle).',
      'Départ : audience, lundi 18 janvier 2027.',
      '18/01/2027 - 43 jours = 06/12/2026.',
      'Le 06/12/2026 est un dimanche : pas de report (délai compté à rebours : le reporter après son terme le ferait manquer).',
      'Échéance : dimanche 6 décembre 2026.',
      'La notification au préfet n’est pas connue : le jour de l’acte en tient lieu ici, à vérifier.',
      'Satisfait le 02/11/2026 : assignation.',
    ],
  ],
  [
    'from the day the préfet is seized, of a request made too early',
    'decisionCfp',
    [cql('2026-02-04'), d('demandeCfp', '2026-02-20')],
    [
      'Décision du préfet sur le concours de la force publique.',
      'Le préfet a deux mois pour répondre ; sans réponse, la demande est refusée. La responsabilité de l’État a sa propre date : le jour même du refus, ou plus tard (trêve hivernale, délai accordé par le juge).',
      'Règle : CPCE, art. L153-1 et R153-1 ; charte 2018-2023, annexe 4.',
      'Départ : demande de concours de la force publique, vendredi 20 février 2026.',
      'Demande prématurée : le préfet est saisi à la fin du délai du commandement (CE, 18 décembre 2013, n° 363126) : samedi 4 avril 2026.',
      '04/04/2026 + 2 mois = 04/06/2026.',
      'Échéance : jeudi 4 juin 2026.',
    ],
  ],
  [
    'not begun: nobody knows whether the préfet has the commandement',
    'decisionCfp',
    [d('demandeCfp', '2026-02-20')],
    [
      'Décision du préfet sur le concours de la force publique.',
      'Le préfet a deux mois pour répondre ; sans réponse, la demande est refusée. La responsabilité de l’État a sa propre date : le jour même du refus, ou plus tard (trêve hivernale, délai accordé par le juge).',
      'Règle : CPCE, art. L153-1 et R153-1 ; charte 2018-2023, annexe 4.',
      'Départ : demande de concours de la force publique, vendredi 20 février 2026.',
      'Suspendu : la réception par le préfet du commandement de quitter les lieux n’est pas connue : sans elle, son silence ne fait courir aucun délai (CPCE, art. L412-5 ; CE, 15 mai 2012, n° 351964).',
    ],
  ],
  [
    'of a liability that starts after the refusal',
    'responsabilite',
    cfpInOrder('2025-12-31'),
    [
      'Période de responsabilité de l’État pour le refus du concours.',
      'La période de responsabilité de l’État commence le jour du refus ou, s’il est plus tardif, le lendemain de la fin de la trêve hivernale ou du délai accordé par le juge. L’octroi du concours y met fin, sauf exécution plus de quinze jours après.',
      'Règle : CPCE, art. L153-1, R154-1, R154-4 et R154-5 (décret n° 2025-1052 du 3 novembre 2025) (valeur tirée d’une source professionnelle).',
      'Départ : début de la responsabilité de l’État, mercredi 1er avril 2026.',
      'Premier jour : mercredi 1er avril 2026.',
    ],
  ],
];

describe('the explanation of a delay', () => {
  it.each(table)('%s', (_, rule, drafts, lines) => {
    expect(explain(one(rule, ...drafts))).toEqual(lines);
  });

  it.each<[string, RuleName, Draft[], string]>([
    [
      'late',
      'decisionCfp',
      [...cfp, d('decisionCfp', '2026-11-02', { issue: 'refus' })],
      'Satisfait en retard le 02/11/2026 : concours refusé.',
    ],
    [
      'moved',
      'audience',
      [
        d('assignation', '2026-05-04', { dateAudience: '2026-07-09' }),
        d('renvoiAudience', '2026-06-01', { dateAudience: '2026-09-10' }),
      ],
      'Remplacé le 01/06/2026 : le délai court de nouveau, depuis le 10/09/2026.',
    ],
    [
      'without object',
      'decisionCfp',
      [...cfp, d('departVolontaire', '2026-09-02')],
      'Sans objet depuis le 02/09/2026 : occupant parti.',
    ],
    [
      'past, what was to be done not done',
      'decisionCfp',
      [...cfp, d('departVolontaire', '2026-12-02')],
      'Échu sans réponse le 31/10/2026 ; suite le 02/12/2026 : occupant parti.',
    ],
    [
      'past, what was to wait for waited for',
      'effetCommandementDePayer',
      [
        d('commandementDePayer', '2026-04-02', { dateBail: '2024-04-01' }),
        d('departVolontaire', '2026-12-02'),
      ],
      'A couru jusqu’au 15/05/2026 ; suite le 02/12/2026 : occupant parti.',
    ],
  ])('ends with what became of it: %s', (_, rule, drafts, last) => {
    expect(explain(one(rule, ...drafts)).at(-1)).toBe(last);
  });

  it('says that the charter has no known sequel, of what came after it, where no other text is given', () => {
    const doubt = ' (charte dont aucune suite n’est connue après 2023)';
    const asked = (actDate: string) =>
      sourceOf(one('audience', d('assignation', '2023-09-04', { dateAudience: actDate })));
    expect(asked('2023-12-31')).toBe('Charte 2018-2023, annexe 4');
    expect(asked('2024-01-01')).toBe(`Charte 2018-2023, annexe 4${doubt}`);
  });

  it('says nothing of doubt where the text was read', () => {
    expect(sourceOf(one('decisionCfp', ...cfp))).toBe(
      'CPCE, art. L153-1 et R153-1 ; charte 2018-2023, annexe 4',
    );
  });
});

describe('the status of a delay', () => {
  it.each<[string, RuleName, Draft[], [string, string][]]>([
    [
      'runs up to its last day',
      'decisionCfp',
      [...cfp],
      [
        ['2026-10-31', 'ouvert'],
        ['2026-11-01', 'echu'],
      ],
    ],
    ['to be asked at once stays to be', 'demandeEnqueteRequisition', [...cfp], [['2027-10-31', 'ouvert']]],
    ['suspended', 'delaiCommandementDeQuitter', [cql()], [['2027-10-31', 'suspendu']]],
    [
      'settled',
      'decisionCfp',
      [...cfp, d('decisionCfp', '2026-09-02', { issue: 'refus' })],
      [['2027-10-31', 'satisfait']],
    ],
  ])('%s', (_, rule, drafts, days) => {
    const deadline = one(rule, ...drafts);
    expect(days.map(([today]) => [today, statusAt(deadline, today)])).toEqual(days);
  });
});

describe('the alerts of a delay', () => {
  const told = (from: string, rule: RuleName, ...drafts: Draft[]): Alert[] =>
    alertsOf(deadlinesOf(...drafts), from).filter(({ deadline }) => deadline.rule === rule);
  const days = (alerts: readonly Alert[]) => alerts.map(({ day, name }) => [day, name]);

  it('have their days, in order, from the day the case could be routed', () => {
    const all = [
      ['2026-10-01', 'cfpDansTrenteJours'],
      ['2026-10-24', 'cfpDansSeptJours'],
      ['2026-10-31', 'cfpRefusImplicite'],
    ];
    expect(days(told('2026-01-01', 'decisionCfp', ...cfp))).toEqual(all);
    expect(days(told('2026-10-01', 'decisionCfp', ...cfp))).toEqual(all);
    expect(days(told('2026-10-23', 'decisionCfp', ...cfp))).toEqual([
      ['2026-10-23', 'cfpDansTrenteJours'],
      ...all.slice(1),
    ]);
    expect(days(told('2026-10-24', 'decisionCfp', ...cfp))).toEqual(all.slice(1));
    expect(days(told('2027-01-01', 'decisionCfp', ...cfp))).toEqual([['2027-01-01', 'cfpRefusImplicite']]);
  });

  it('are those that come after its end too', () => {
    const doubt = d('rapprochement', '2026-05-07', { etat: 'douteux', dossiers: [] });
    expect(days(told('2026-01-01', 'rapprochementATrancher', doubt))).toEqual([
      ['2026-05-12', 'rapprochementATrancher'],
      ['2026-05-19', 'rapprochementRappel'],
    ]);
  });

  it('are none once it is settled, moved or without object, and those of its start only while it is suspended', () => {
    expect(
      told('2026-01-01', 'decisionCfp', ...cfp, d('decisionCfp', '2026-09-02', { issue: 'refus' })),
    ).toEqual([]);
    expect(told('2026-01-01', 'decisionCfp', ...cfp, d('departVolontaire', '2026-09-02'))).toEqual([]);
    expect(told('2026-01-01', 'delaiCommandementDeQuitter', cql())).toEqual([]);
  });

  it('ask an enquiry by the day of the delay it serves, while that one runs', () => {
    const assigned = d('assignation', '2026-05-04', { dateAudience: '2026-07-09' });
    const put = d('renvoiAudience', '2026-06-01', { dateAudience: '2026-09-10' });
    const asked = (...drafts: Draft[]) => told('2026-01-01', 'demandeEnqueteAssignation', ...drafts)[0];
    expect(asked(assigned)).toMatchObject({
      answerBy: '2026-06-09',
      serves: { rule: 'enqueteAvantAudience' },
    });
    expect(asked(assigned, put)?.answerBy).toBe('2026-08-11');
    expect(asked(d('assignation', '2026-05-04'))).toMatchObject({ serves: undefined, answerBy: undefined });
  });

  it('are told apart by rule, start, end and name', () => {
    const [first] = told('2026-01-01', 'decisionCfp', ...cfp);
    expect(first).toMatchObject({
      key: 'decisionCfp|2026-08-31|2026-10-31|cfpDansTrenteJours',
      answerBy: '2026-10-31',
      serves: undefined,
      to: ['arrondissement'],
    });
    const [asked] = told('2026-01-01', 'orientationMenage', d('commandementDePayer', '2026-03-02'));
    expect(asked?.key).toBe('orientationMenage|2026-03-02|2026-03-02|orientationMenage');
    expect(asked?.answerBy).toBeUndefined();
  });
});
