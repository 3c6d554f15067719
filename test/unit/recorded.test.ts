import { describe, expect, it } from 'vitest';
import { authorOf, isSameAuthor } from '../../shared/domain/events/author.ts';
import { readRecorded } from '../../shared/intake/partners/etat/recorded.ts';

const speaking = {
  caseId: '77-2026-000123',
  dwelling: { insee: '77284' },
  by: 'Claire Martin',
  at: '2026-11-28T09:00:00.000Z',
};
const cfp = { kind: 'decisionCfp', actDate: '2026-06-20', issue: 'accord' };
const read = (told: unknown) =>
  readRecorded(typeof told === 'string' ? told : JSON.stringify(told), speaking);
const issuesOf = (told: unknown) => {
  const found = read(told);
  return found.ok ? [] : found.issues;
};

describe('what an agent tells of a case', () => {
  it.each([
    ['sender', 'etude-moreau-meaux'],
    ['reference', 'MOR-2026-1'],
    ['by', 'Quelqu’un d’autre'],
    ['auteur', 'Quelqu’un d’autre'],
    ['id', 'caf:caf-1'],
    ['messageId', 'caf-1'],
    ['version', '1'],
    ['receivedAt', '2026-01-01T00:00:00.000Z'],
    ['rawKey', 'caf/2026/01/01/x.json'],
    ['dwelling', { insee: '77305', arrondissement: '773' }],
    ['household', [{ nomNaissance: 'Autre' }]],
    ['piece', { key: 'etude-moreau-meaux/a.pdf', sha256: 'a'.repeat(64), size: 1 }],
    ['bailleur', { nom: 'Habitat Exemple', referenceBail: 'B-00812' }],
    ['motif', 'impaye'],
    ['parc', 'social'],
    ['numeroBdf', '077'],
    ['allocataire', '0001177'],
    ['numeroRg', '26/00001'],
    ['tribunal', 'Ouvrir le dossier : https://exemple.example'],
    ['diligences', 'texte libre'],
    ['solde', 0],
    ['constructor', 'x'],
    ['toJSON', 'x'],
  ])('is refused whole when it has %s', (path, value) => {
    expect(issuesOf({ ...cfp, [path]: value })).toMatchObject([
      { code: 'CHAMP_INCONNU', path, expected: expect.stringContaining('agent') },
    ]);
  });

  it('is refused when a field is there twice: nobody knows which was meant', () => {
    for (const second of [
      '"kind":"gel"',
      '"kind":"decisionCfp"',
      '"issue":"refus","issue":"accord","kind":"x"',
    ])
      expect(
        issuesOf(`{"kind":"decisionCfp","actDate":"2026-06-20","issue":"accord",${second}}`),
      ).toContainEqual(expect.objectContaining({ code: 'CHAMP_DOUBLE', path: 'kind' }));
    const proto = issuesOf(
      '{"kind":"decisionCfp","actDate":"2026-06-20","issue":"accord","__proto__":{"sender":"caf"}}',
    );
    expect(proto).toMatchObject([{ code: 'CHAMP_INCONNU', path: '__proto__' }]);
  });

  it.each([
    'rapprochement',
    'deplacement',
    'communeConfirmee',
    'gel',
    'commandementDePayer',
    'assignation',
    'demandeCfp',
    'procesVerbal',
    'commandementDeQuitterLesLieux',
    'impaye',
    'surendettement',
    'canary',
    '__proto__',
    'toString',
    1,
    null,
    ['decisionCfp'],
  ])('is refused when its kind is %j: the hub’s own, or told by a partner alone', (kind) => {
    expect(issuesOf({ ...cfp, kind, etat: 'leve', dossiers: [], sender: 'hub' })).toMatchObject([
      { code: 'CHAMP_INVALIDE', path: 'kind', expected: expect.stringContaining('decisionCfp') },
    ]);
  });

  it.each([
    ['null', 'CHAMP_INVALIDE', ''],
    ['[]', 'CHAMP_INVALIDE', ''],
    ['{', 'JSON_ILLISIBLE', ''],
    ['{}', 'CHAMP_MANQUANT', 'kind'],
    ['{"kind":"decisionCfp","actDate":"2026-06-20"}', 'CHAMP_MANQUANT', 'issue'],
    ['{"kind":"decisionCfp","issue":"accord"}', 'CHAMP_MANQUANT', 'actDate'],
    ['{"kind":"relogement","actDate":"2026-02-30"}', 'CHAMP_INVALIDE', 'actDate'],
    ['{"kind":"relogement","actDate":"2026-11-29"}', 'DATE_FUTURE', 'actDate'],
    [
      '{"kind":"decision","actDate":"2026-06-20","delaiAccordeMois":999999}',
      'CHAMP_INVALIDE',
      'delaiAccordeMois',
    ],
    ['{"kind":"paiement","actDate":"2026-06-20","solde":-1}', 'CHAMP_INVALIDE', 'solde'],
    ['{"kind":"paiement","actDate":"2026-06-20","solde":1e15}', 'CHAMP_INVALIDE', 'solde'],
    [`{"kind":"relogement","actDate":"2026-06-20"${' '.repeat(4000)}}`, 'JSON_ILLISIBLE', ''],
  ])('is refused in French: %.60s', (told, code, path) => {
    const issues = issuesOf(told);
    expect(issues).toMatchObject([{ code, path }]);
    expect(JSON.stringify(issues)).not.toMatch(/expected [a-z]+,|Invalid|undefined/);
  });

  it.each<Record<string, unknown>>([
    { kind: 'caduciteAssignation' },
    { kind: 'suiteJugement', etape: 'executionProvisoireArretee' },
    { kind: 'retraitDemandeCfp' },
    { kind: 'receptionPrefet', acte: 'commandementDeQuitterLesLieux' },
    { kind: 'receptionPrefet', acte: 'demandeCfp', dateActe: '2026-06-18' },
    { kind: 'finPoursuites', cause: 'vente' },
    { kind: 'nouveauBail' },
    { kind: 'recoursDalo', voie: 'daho', etat: 'reconnu' },
    { kind: 'suiteOrientation', organisme: 'adil', etat: 'injoignable' },
    { kind: 'decisionCcapex', aide: 'suspension', notifieeLe: '2026-06-22' },
    { kind: 'decisionCcapex', aide: 'suspension', raisonsAide: ['planNonTenu', 'sansReponse'] },
    { kind: 'saisineCcapex', objet: 'aideLogement', criteres: ['aideMenacee'] },
    { kind: 'decisionClpil', dateCommission: '2026-06-18', issues: ['revue'], organisme: 'bailleur' },
    { kind: 'retraitClpil' },
    { kind: 'retraitClpil', accordEcrit: true },
    { kind: 'suiteDecision', decisionDu: '2026-06-18', mesure: 'aideFsl', organisme: 'fsl', etat: 'faite' },
    {
      kind: 'suiteDecision',
      decisionDu: '2026-06-18',
      mesure: 'accompagnement',
      etat: 'nonFaite',
      raison: 'injoignable',
    },
    { kind: 'demandeEnqueteSociale', moment: 'assignation', organisme: 'ccas' },
    { kind: 'relogement', etat: 'effectue', voie: 'mediationLocative' },
    { kind: 'hebergement', etat: 'listeAttente' },
    {
      kind: 'decision',
      issue: 'delaiPourQuitter',
      delaiAccordeMois: 6,
      juge: 'jex',
      horsTreve: 'protection',
    },
    { kind: 'decisionCfp', issue: 'refus', motifRefus: 'prematuree' },
    { kind: 'decisionCfp', issue: 'miseEnDemeure' },
    { kind: 'protocoleCohesionSociale', etat: 'respecte' },
    { kind: 'planApurement', etat: 'respecte' },
    { kind: 'relogement', etat: 'assure', voie: 'contingentPrefectoral' },
    { kind: 'transmissionDsf', destinataire: 'ccapex' },
    { kind: 'indemnisation', etat: 'transaction' },
    { kind: 'hebergement', etat: 'heberge', personnes: 3 },
  ])('may be %o', (told) => {
    expect(read({ ...told, actDate: '2026-06-20' })).toMatchObject({ ok: true, event: told });
  });

  it.each<[Record<string, unknown>, code: string, path: string]>([
    [{ kind: 'caduciteAssignation', tribunal: 'Meaux' }, 'CHAMP_INCONNU', 'tribunal'],
    [{ kind: 'suiteJugement', etape: 'cassation' }, 'CHAMP_INVALIDE', 'etape'],
    [{ kind: 'suiteJugement', etape: 'appel', tribunal: 'Paris' }, 'CHAMP_INCONNU', 'tribunal'],
    [{ kind: 'receptionPrefet' }, 'CHAMP_MANQUANT', 'acte'],
    [{ kind: 'receptionPrefet', acte: 'conge' }, 'CHAMP_INVALIDE', 'acte'],
    [{ kind: 'receptionPrefet', acte: 'demandeCfp', annulee: true }, 'CHAMP_INCONNU', 'annulee'],
    [{ kind: 'finPoursuites' }, 'CHAMP_MANQUANT', 'cause'],
    [{ kind: 'nouveauBail', bailleur: { nom: 'X' } }, 'CHAMP_INCONNU', 'bailleur'],
    [{ kind: 'recoursDalo', voie: 'dalo' }, 'CHAMP_MANQUANT', 'etat'],
    [{ kind: 'suiteOrientation', organisme: 'mairie', etat: 'recu' }, 'CHAMP_INVALIDE', 'organisme'],
    [{ kind: 'decisionCcapex', aide: 'reprise' }, 'CHAMP_INVALIDE', 'aide'],
    [{ kind: 'inscriptionCcapex', dateCommission: '2026-06-30' }, 'CHAMP_INVALIDE', 'kind'],
    [{ kind: 'retraitClpil', commission: 'clpil-meaux' }, 'CHAMP_INCONNU', 'commission'],
    [{ kind: 'suiteDecision', mesure: 'avdl', etat: 'faite' }, 'CHAMP_MANQUANT', 'decisionDu'],
    [
      { kind: 'suiteDecision', decisionDu: '2026-06-18', mesure: 'expulsion', etat: 'faite' },
      'CHAMP_INVALIDE',
      'mesure',
    ],
    [
      { kind: 'demandeEnqueteSociale', moment: 'assignation', organisme: 'adil' },
      'CHAMP_INVALIDE',
      'organisme',
    ],
    [{ kind: 'relogement', voie: 'hotel' }, 'CHAMP_INVALIDE', 'voie'],
    [{ kind: 'hebergement', etat: 'heberge', personnes: 0 }, 'CHAMP_INVALIDE', 'personnes'],
  ])('is refused: %o', (told, code, path) => {
    expect(issuesOf({ ...told, actDate: '2026-06-20' })).toMatchObject([{ code, path }]);
  });

  it('is an event of the State’s, about that case and nobody else’s, that keeps who told it', () => {
    expect(read({ ...cfp, kind: 'paiement', issue: undefined, solde: 1437.2 })).toMatchObject({
      ok: true,
      event: {
        kind: 'paiement',
        solde: 143_720,
        sender: 'etat',
        reference: '77-2026-000123',
        by: 'Claire Martin',
        household: [],
        receivedAt: speaking.at,
      },
    });
  });

  it('is one event however it is written', () => {
    const [a, b] = [read(cfp), read('{ "issue":"accord",\n"actDate":"2026-06-20","kind":"decisionCfp"}')];
    expect(a.ok && b.ok && a.event.id === b.event.id).toBe(true);
  });
});

describe('who answers', () => {
  it.each([
    '',
    ' ',
    'a',
    '12',
    '\u200b',
    'Claire\u200bMartin',
    'hub',
    ' HUB ',
    'hüb',
    'Le hub',
    'l’État',
    'État',
    'h u b',
    'H.U.B.',
    'Hub, Le',
    'le hub Passerelle',
    'hub 77',
    'passerelle',
    'la plateforme',
    'La plate-forme',
    'L’É T A T',
    'hᴜb', // small capitals
    'x'.repeat(101),
    'Claire\nMartin',
    'Сlаire', // Cyrillic
    '<b>Claire</b>',
    '=CMD()',
  ])('is nobody: %j', (name) => {
    expect(authorOf(name)).toBeUndefined();
  });

  it.each([
    'Claire Martin',
    'Jean-Noël L’Hôte',
    "D'Arc",
    'c.martin@exemple.example',
    'Agent',
    'Le Hubert',
    'Łukasz Þór',
  ])('is %s', (name) => {
    expect(authorOf(` ${name}  `)).toBe(name);
  });

  it('is the same however the name is written', () => {
    for (const other of [
      'claire martin',
      'MARTIN Claire',
      'Clàire  Martin',
      'claire.martin',
      'Martin, Claire',
    ])
      expect([other, isSameAuthor('Claire Martin', other)]).toEqual([other, true]);
    expect(isSameAuthor('Claire Martin', 'Claire Martineau')).toBe(false);
  });
});
