import { describe, expect, it } from 'vitest';
import { chronologyOf } from '../../shared/domain/case/chronology.ts';
import { inOrder } from '../../shared/domain/events/compare-events.ts';
import { type FlagCode, flagCodes } from '../../shared/domain/flags/flag.ts';
import { type Draft, eventsOf } from '../support/procedures.ts';

const flags = (...drafts: Draft[]) => chronologyOf(inOrder(eventsOf(...drafts))).flags;
const d = (kind: string, actDate: string, over: object = {}): Draft => ({ kind, actDate, ...over });

const impaye = d('impaye', '2026-01-05');
const cp = d('commandementDePayer', '2026-01-12');
const cql = (over: object = {}) => d('commandementDeQuitterLesLieux', '2026-06-01', over);
const title = d('decision', '2026-05-18', { issue: 'resiliation' });

/** What raises a flag, and the nearest situation that does not. */
const table: [FlagCode, raises: Draft[], holds: Draft[]][] = [
  [
    'assignationSansCommandementDePayer',
    [impaye, d('assignation', '2026-03-02')],
    [impaye, cp, d('assignation', '2026-03-02')],
  ],
  [
    'assignationSansConge',
    [d('assignation', '2026-03-02', { motif: 'congeVente' })],
    [d('conge', '2026-01-05', { motif: 'congeVente' }), d('assignation', '2026-03-02')],
  ],
  ['assignationTropTot', [cp, d('assignation', '2026-02-20')], [cp, d('assignation', '2026-02-23')]],
  [
    'assignationAvantDelaiCcapex',
    [
      d('saisineCcapex', '2026-01-15', { bailleur: { nature: 'personneMorale' } }),
      d('assignation', '2026-03-13'),
    ],
    [
      d('saisineCcapex', '2026-01-15', { bailleur: { nature: 'personneMorale' } }),
      d('assignation', '2026-03-16'),
    ],
  ],
  [
    'audienceTropProche',
    [d('assignation', '2026-05-04', { dateAudience: '2026-06-12' })],
    [d('assignation', '2026-05-04', { dateAudience: '2026-06-15' })],
  ],
  [
    'audienceAvantAssignation',
    [d('assignation', '2026-05-04', { dateAudience: '2026-04-01' })],
    [d('assignation', '2026-05-04', { dateAudience: '2026-07-01' })],
  ],
  ['decisionSansAssignation', [title], [d('assignation', '2026-03-02'), title]],
  [
    'echeanceSansDelaiDePaiement',
    [d('echeance', '2026-06-05', { date: '2026-06-05', etat: 'manquee' })],
    [
      d('decision', '2026-05-18', { issue: 'delaiDePaiement' }),
      d('echeance', '2026-06-05', { date: '2026-06-05', etat: 'manquee' }),
    ],
  ],
  ['commandementDeQuitterSansTitre', [cql()], [d('adjudication', '2026-05-18'), cql()]],
  ['commandementNonPorteAuPrefet', [cql()], [cql({ prefetInformeLe: '2026-06-03' })]],
  ['demandeCfpSansCommandement', [d('demandeCfp', '2026-08-03')], [cql(), d('demandeCfp', '2026-08-03')]],
  [
    'demandeCfpPrematuree',
    [cql({ prefetInformeLe: '2026-06-01' }), d('demandeCfp', '2026-07-31')],
    [cql({ prefetInformeLe: '2026-06-01' }), d('demandeCfp', '2026-08-03')],
  ],
  [
    'decisionCfpSansDemande',
    [d('decisionCfp', '2026-09-07', { issue: 'refus' })],
    [d('demandeCfp', '2026-08-03'), d('decisionCfp', '2026-09-07', { issue: 'refus' })],
  ],
  [
    'executionSansConcours',
    [d('executionCfp', '2026-09-21', { effectuee: false })],
    [
      d('decisionCfp', '2026-09-07', { issue: 'accord' }),
      d('executionCfp', '2026-09-21', { effectuee: false }),
    ],
  ],
  [
    'expulsionPendantLaTreve',
    [d('executionCfp', '2026-11-02', { effectuee: true })],
    [d('executionCfp', '2026-11-02', { effectuee: false })],
  ],
  [
    'expulsionPendantLaSuspension',
    [
      d('suspensionExpulsion', '2026-02-02', { fin: '2026-12-31' }),
      d('executionCfp', '2026-09-21', { effectuee: true }),
    ],
    [
      d('suspensionExpulsion', '2026-02-02', { fin: '2026-08-31' }),
      d('executionCfp', '2026-09-21', { effectuee: true }),
    ],
  ],
  [
    'delaiDuJugeHorsBornes',
    [d('decision', '2026-05-18', { issue: 'resiliation', delaiAccordeMois: 13 })],
    [d('decision', '2026-05-18', { issue: 'resiliation', delaiAccordeMois: 12 })],
  ],
  [
    'suspensionTropLongue',
    [d('suspensionExpulsion', '2026-02-02', { fin: '2028-02-03' })],
    [d('suspensionExpulsion', '2026-02-02', { fin: '2028-02-02' })],
  ],
  ['impayeInconnuDesOrganismes', [cp], [impaye, cp]],
  ['motifsDifferents', [impaye, d('miseEnDemeure', '2026-02-02')], [impaye, cp]],
  [
    'doublonAccompagnement',
    [
      d('accompagnement', '2026-02-02', { mesure: 'asll', etat: 'ouverte' }),
      d('accompagnement', '2026-03-02', { mesure: 'avdl', etat: 'ouverte' }),
    ],
    [
      d('accompagnement', '2026-02-02', { mesure: 'asll', etat: 'ouverte' }),
      d('accompagnement', '2026-02-27', { mesure: 'asll', etat: 'close' }),
      d('accompagnement', '2026-03-02', { mesure: 'avdl', etat: 'ouverte' }),
      d('accompagnement', '2026-03-02', { mesure: 'masp', etat: 'ouverte' }),
    ],
  ],
  [
    'faitApresLaFin',
    [d('departVolontaire', '2026-02-02'), d('assignation', '2026-03-02')],
    [d('assignation', '2026-01-30'), d('departVolontaire', '2026-02-02')],
  ],
];

/** What each flag says of the first case of the table, and since when. */
const said: Record<FlagCode, [since: string, message: string]> = {
  assignationSansCommandementDePayer: ['2026-03-02', 'Assignation reçue sans commandement de payer connu.'],
  assignationSansConge: ['2026-03-02', 'Assignation reçue sans congé connu.'],
  assignationTropTot: [
    '2026-02-20',
    'Assignation du 20/02/2026, avant la fin du délai du commandement de payer (23/02/2026).',
  ],
  assignationAvantDelaiCcapex: [
    '2026-03-13',
    'Assignation du 13/03/2026, moins de deux mois après la saisine de la CCAPEX (possible à compter du 16/03/2026).',
  ],
  audienceTropProche: [
    '2026-05-04',
    'Audience du 12/06/2026, avant la fin du délai légal après l’assignation (15/06/2026).',
  ],
  audienceAvantAssignation: [
    '2026-05-04',
    'Audience du 01/04/2026, antérieure à l’assignation du 04/05/2026.',
  ],
  decisionSansAssignation: ['2026-05-18', 'Décision du juge reçue sans assignation connue.'],
  echeanceSansDelaiDePaiement: ['2026-06-05', 'Échéance signalée sans délai de paiement connu.'],
  commandementDeQuitterSansTitre: [
    '2026-06-01',
    'Commandement de quitter les lieux reçu sans décision d’expulsion connue.',
  ],
  commandementNonPorteAuPrefet: [
    '2026-06-01',
    'Commandement de quitter les lieux non porté à la connaissance du préfet : le délai est suspendu.',
  ],
  demandeCfpSansCommandement: [
    '2026-08-03',
    'Concours de la force publique demandé sans commandement de quitter les lieux connu.',
  ],
  demandeCfpPrematuree: [
    '2026-07-31',
    'Concours demandé le 31/07/2026, avant la fin du délai du commandement de quitter les lieux (03/08/2026).',
  ],
  decisionCfpSansDemande: ['2026-09-07', 'Décision sur le concours reçue sans demande connue.'],
  executionSansConcours: ['2026-09-21', 'Exécution signalée sans concours accordé connu.'],
  expulsionPendantLaTreve: ['2026-11-02', 'Expulsion signalée le 02/11/2026, pendant la trêve hivernale.'],
  expulsionPendantLaSuspension: [
    '2026-09-21',
    'Expulsion signalée le 21/09/2026, pendant la suspension ordonnée par le juge.',
  ],
  delaiDuJugeHorsBornes: [
    '2026-05-18',
    'Délai accordé par le juge jusqu’au 18/06/2027 : au-delà du maximum légal.',
  ],
  suspensionTropLongue: [
    '2026-02-02',
    'Suspension de l’expulsion jusqu’au 03/02/2028 : au-delà de deux ans.',
  ],
  impayeInconnuDesOrganismes: [
    '2026-01-12',
    'Commandement de payer reçu : l’impayé n’a été signalé ni par la CAF ni par la MSA.',
  ],
  motifsDifferents: ['2026-01-05', 'Plusieurs motifs ont été communiqués pour ce dossier.'],
  faitApresLaFin: ['2026-03-02', 'Un acte du 02/03/2026 est postérieur à la fin de la procédure.'],
  doublonAccompagnement: [
    '2026-03-02',
    'Doublon : ASLL (depuis le 02/02/2026) et AVDL (depuis le 02/03/2026) ouverts à la fois ; la charte demande de l’éviter.',
  ],
};

const cfp = (issue: string, actDate = '2026-09-07') => d('decisionCfp', actDate, { issue });
const missed = d('echeance', '2026-05-18', { date: '2026-05-18', etat: 'manquee' });
const evicted = (actDate: string) => d('executionCfp', actDate, { effectuee: true });
const suspended = (actDate: string, fin?: string) => d('suspensionExpulsion', actDate, { fin });
const measure = (mesure: string, etat: string, actDate: string) =>
  d('accompagnement', actDate, { mesure, etat });
const hearing = (dateAudience: string) => d('assignation', '2026-05-04', { dateAudience });

/** Where each flag begins and ends: one line on each side. */
const edges: [FlagCode, string, Draft[], boolean][] = [
  [
    'assignationSansCommandementDePayer',
    'no motif told: an unpaid rent',
    [d('assignation', '2026-03-02')],
    true,
  ],
  [
    'assignationSansCommandementDePayer',
    'another motif',
    [d('assignation', '2026-03-02', { motif: 'divorce' })],
    false,
  ],
  ['assignationSansCommandementDePayer', 'the same day', [cp, d('assignation', '2026-01-12')], false],
  ['assignationSansCommandementDePayer', 'the day after', [cp, d('assignation', '2026-01-11')], true],
  [
    'assignationSansConge',
    'to take it back',
    [d('assignation', '2026-03-02', { motif: 'congeReprise' })],
    true,
  ],
  ['assignationSansConge', 'an unpaid rent', [d('assignation', '2026-03-02', { motif: 'impaye' })], false],
  [
    'echeanceSansDelaiDePaiement',
    'an instalment kept is one too',
    [d('echeance', '2026-06-05', { date: '2026-06-05', etat: 'tenue' })],
    true,
  ],
  ['commandementDeQuitterSansTitre', 'the judge ordered it', [title, cql()], false],
  ['commandementDeQuitterSansTitre', 'an instalment was missed', [missed, cql()], false],
  [
    'commandementDeQuitterSansTitre',
    'the judge gave time to pay',
    [d('decision', '2026-05-18', { issue: 'delaiDePaiement' }), cql()],
    true,
  ],
  ['decisionCfpSansDemande', 'a grant', [cfp('accord')], true],
  ['decisionCfpSansDemande', 'a grant put off', [cfp('sursis')], true],
  ['executionSansConcours', 'an eviction', [evicted('2026-09-21')], true],
  ['executionSansConcours', 'a grant put off', [cfp('sursis'), evicted('2026-09-21')], false],
  ['executionSansConcours', 'a refusal', [cfp('refus'), evicted('2026-09-21')], true],
  ['executionSansConcours', 'a grant after it', [cfp('accord', '2026-09-22'), evicted('2026-09-21')], true],
  ['assignationTropTot', 'the day of the commandement', [cp, d('assignation', '2026-01-12')], true],
  ['assignationTropTot', 'of an earlier procedure', [d('assignation', '2026-01-11'), cp], false],
  ['audienceTropProche', 'the day of the assignation', [hearing('2026-05-04')], true],
  ['audienceTropProche', 'before it: that is another flag', [hearing('2026-05-03')], false],
  ['audienceTropProche', 'no hearing known', [d('assignation', '2026-05-04')], false],
  [
    'audienceTropProche',
    'put off in time',
    [hearing('2026-06-12'), d('renvoiAudience', '2026-05-20', { dateAudience: '2026-06-15' })],
    false,
  ],
  [
    'audienceTropProche',
    'no assignation is known',
    [d('renvoiAudience', '2026-05-20', { dateAudience: '2026-06-15' })],
    false,
  ],
  ['audienceAvantAssignation', 'the same day', [hearing('2026-05-04')], false],
  ['commandementNonPorteAuPrefet', 'told the same day', [cql({ prefetInformeLe: '2026-06-01' })], false],
  ['demandeCfpPrematuree', 'the delay has not started', [cql(), d('demandeCfp', '2026-06-02')], false],
  ['expulsionPendantLaTreve', 'the day before', [evicted('2026-10-31')], false],
  ['expulsionPendantLaSuspension', 'without an end', [suspended('2026-02-02'), evicted('2026-09-21')], true],
  [
    'expulsionPendantLaSuspension',
    'its first day',
    [suspended('2026-09-21', '2026-12-31'), evicted('2026-09-21')],
    true,
  ],
  [
    'expulsionPendantLaSuspension',
    'the day before',
    [suspended('2026-09-22', '2026-12-31'), evicted('2026-09-21')],
    false,
  ],
  [
    'expulsionPendantLaSuspension',
    'its last day',
    [suspended('2026-02-02', '2026-09-21'), evicted('2026-09-21')],
    true,
  ],
  ['expulsionPendantLaSuspension', 'no suspension', [evicted('2026-09-21')], false],
  [
    'delaiDuJugeHorsBornes',
    'three years to pay',
    [d('decision', '2026-05-18', { issue: 'delaiDePaiement', delaiAccordeMois: 36 })],
    false,
  ],
  [
    'delaiDuJugeHorsBornes',
    'more than three years to pay',
    [d('decision', '2026-05-18', { issue: 'delaiDePaiement', delaiAccordeMois: 37 })],
    true,
  ],
  ['motifsDifferents', 'one motif', [impaye], false],
  ['doublonAccompagnement', 'one measure', [measure('asll', 'ouverte', '2026-02-02')], false],
  ['doublonAccompagnement', 'the other', [measure('avdl', 'ouverte', '2026-02-02')], false],
  [
    'doublonAccompagnement',
    'AVDL closed',
    [
      measure('avdl', 'ouverte', '2026-02-02'),
      measure('avdl', 'close', '2026-02-27'),
      measure('asll', 'ouverte', '2026-03-02'),
    ],
    false,
  ],
  [
    'doublonAccompagnement',
    'closed and opened again',
    [
      measure('asll', 'ouverte', '2026-02-02'),
      measure('asll', 'close', '2026-02-27'),
      measure('asll', 'ouverte', '2026-03-02'),
      measure('avdl', 'ouverte', '2026-02-20'),
    ],
    true,
  ],
  [
    'faitApresLaFin',
    'the household was rehoused',
    [d('relogement', '2026-02-02'), d('assignation', '2026-03-02')],
    true,
  ],
  ['faitApresLaFin', 'it was evicted', [evicted('2026-05-05'), d('demandeCfp', '2026-06-02')], true],
  ['faitApresLaFin', 'the same day', [d('relogement', '2026-03-02'), d('assignation', '2026-03-02')], false],
  [
    'faitApresLaFin',
    'a hearing that was announced before',
    [hearing('2026-07-01'), d('relogement', '2026-06-02')],
    false,
  ],
  [
    'faitApresLaFin',
    'a hearing that was announced the same day',
    [d('assignation', '2026-06-02', { dateAudience: '2026-07-01' }), d('relogement', '2026-06-02')],
    false,
  ],
  [
    'faitApresLaFin',
    'a fact of the same day, told after',
    [
      d('impaye', '2026-06-02', { sender: 'bailleur-x', dateConstitution: '2026-02-02' }),
      d('relogement', '2026-02-02'),
    ],
    false,
  ],
  [
    'faitApresLaFin',
    'a fact from before, told after',
    [
      d('impaye', '2026-06-02', { sender: 'bailleur-x', dateConstitution: '2026-01-05' }),
      d('relogement', '2026-02-02'),
    ],
    false,
  ],
];

describe('a flag on a case, never a refusal', () => {
  it.each(table)('%s', (code, raises, holds) => {
    expect(flags(...raises).map((flag) => flag.code)).toContain(code);
    expect(flags(...holds).map((flag) => flag.code)).not.toContain(code);
  });

  it('every flag is in the table', () => {
    expect(flagCodes.filter((code) => !table.some(([known]) => known === code))).toEqual([]);
  });

  it('goes when the missing step arrives late', () => {
    const late = { ...cp, receivedAt: '2026-04-01T08:00:00.000Z' };
    expect(flags(impaye, d('assignation', '2026-03-02'), late)).toEqual([]);
  });

  it.each(table)('%s says what and since when in French, in one sentence', (code, raises) => {
    const [since, message] = said[code];
    expect(flags(...raises).find((flag) => flag.code === code)).toEqual({ code, since, message });
  });

  it.each(edges)('%s: %s, %3$s', (code, _, drafts, raised) => {
    expect(flags(...drafts).some((flag) => flag.code === code)).toBe(raised);
  });

  it('comes in the order of the codes', () => {
    const codes = flags(d('relogement', '2026-02-02'), hearing('2026-05-04'), cql(), cfp('accord')).map(
      ({ code }) => flagCodes.indexOf(code),
    );
    expect(codes.length).toBeGreaterThan(4);
    expect(codes).toEqual([...codes].sort((a, b) => a - b));
  });
});
