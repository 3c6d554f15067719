import { describe, expect, it } from 'vitest';
import { declaresDe } from '../../shared/domain/indicateurs/declares.ts';
import { chiffres } from '../../shared/intake/chiffres/format.ts';
import { openFile } from '../../shared/intake/files/read/open-file.ts';
import { partnerOfSender } from '../../shared/intake/partners/all.ts';
import { columnsOf, headingOf } from '../../shared/intake/partners/columns.ts';
import { readMessage } from '../../shared/intake/read-message.ts';
import { modeleChiffres } from '../../shared/outbound/declares/modele.ts';

const AT = '2027-01-15T09:00:00.000Z';
const figure = (over: Record<string, unknown> = {}) => ({
  version: '1',
  sender: 'adil',
  kind: 'chiffre',
  annee: 2026,
  indicateur: 'adil.contacts',
  valeur: 1834,
  ...over,
});
const read = (message: unknown, sender = 'adil', receivedAt = AT) => {
  const partner = partnerOfSender(sender);
  if (!partner) throw new Error(sender);
  const raw = typeof message === 'string' ? message : JSON.stringify(message);
  return readMessage(partner.formatFor, { sender, raw, receivedAt });
};
const codes = (message: unknown, sender?: string, receivedAt?: string): string[] => {
  const reading = read(message, sender, receivedAt);
  const issues = reading.kind === 'refusal' ? reading.errors : reading.warnings;
  return [reading.kind, ...issues.map(({ code, path }) => `${code} ${path}`)];
};

describe('a valid figure', () => {
  it.each([
    ['a count', figure(), 'adil'],
    ['none at all', figure({ valeur: 0 }), 'adil'],
    ['an older year', figure({ annee: 2018 }), 'adil'],
    ['a text', figure({ indicateur: 'adil.analyse', valeur: undefined, texte: 'Une année calme.' }), 'adil'],
    ['by its label', figure({ indicateur: 'nombre d’intervention auprès des partenaires' }), 'adil'],
    ['of a landlord', figure({ sender: 'bailleur-x', indicateur: 'aorif.parcHlm' }), 'bailleur-x'],
    [
      'of the UDAF',
      figure({ sender: 'association-udaf77', indicateur: 'udaf.actions' }),
      'association-udaf77',
    ],
    ['of the State', figure({ sender: 'etat', indicateur: 'partenariat.rencontres' }), 'etat'],
    ['of the Banque de France', figure({ sender: 'bdf', indicateur: 'bdf.dossiersExpulsion' }), 'bdf'],
  ])('%s', (_, message, sender) => {
    expect(codes(message, sender)).toEqual(['chiffre']);
  });

  it('is no event, and is named by its sender’s id or by its content', () => {
    expect(read(figure({ messageId: 'adil-1' }))).toMatchObject({
      kind: 'chiffre',
      toldId: 'adil-1',
      chiffre: { annee: 2026, valeur: 1834, indicateur: { id: 'adil.contacts' } },
    });
    const [one, other] = [read(figure()), read({ ...figure(), valeur: 1835 })];
    expect(one.messageId).toBe(one.contentHash);
    expect(one.messageId).not.toBe(other.messageId);
    expect(read(Object.fromEntries(Object.entries(figure()).toReversed())).messageId).toBe(one.messageId);
  });
});

describe('an invalid figure is refused field by field', () => {
  it.each<[string, unknown, string[]]>([
    ['of no year', figure({ annee: undefined }), ['CHAMP_MANQUANT annee']],
    ['of a year to come', figure({ annee: 2027 }), ['ANNEE_NON_DECLARABLE annee']],
    ['of a year too old', figure({ annee: 2017 }), ['ANNEE_NON_DECLARABLE annee']],
    ['of a year that is a text', figure({ annee: '2026' }), ['CHAMP_INVALIDE annee']],
    ['negative', figure({ valeur: -1 }), ['CHAMP_INVALIDE valeur']],
    ['not whole', figure({ valeur: 12.5 }), ['CHAMP_INVALIDE valeur']],
    ['a text for a count', figure({ valeur: '1 834' }), ['CHAMP_INVALIDE valeur']],
    ['without its value', figure({ valeur: undefined }), ['CHAMP_MANQUANT valeur']],
    ['without its indicator', figure({ indicateur: undefined }), ['CHAMP_MANQUANT indicateur']],
    ['another body’s', figure({ indicateur: 'caf.offresDeService' }), ['INDICATEUR_INATTENDU indicateur']],
    ['counted by the hub', figure({ indicateur: 'etat.cfpAccordes' }), ['INDICATEUR_INATTENDU indicateur']],
    ['of another sender', figure({ sender: 'caf' }), ['EXPEDITEUR_INATTENDU sender']],
    ['of another version', figure({ version: '2' }), ['VERSION_INCONNUE version']],
    [
      'a text that is too long',
      figure({ indicateur: 'adil.analyse', valeur: undefined, texte: 'a'.repeat(2001) }),
      ['CHAMP_INVALIDE texte'],
    ],
    [
      'of two faults',
      figure({ annee: 2030, valeur: -3 }),
      ['ANNEE_NON_DECLARABLE annee', 'CHAMP_INVALIDE valeur'],
    ],
    [
      'another body’s, and negative',
      figure({ indicateur: 'caf.offresDeService', valeur: -3 }),
      ['INDICATEUR_INATTENDU indicateur', 'CHAMP_INVALIDE valeur'],
    ],
    ['no JSON', '{"kind":"chiffre"', ['JSON_ILLISIBLE ']],
  ])('%s', (_, message, expected) => {
    expect(codes(message)).toEqual(['refusal', ...expected]);
  });

  it('from a body that declares nothing, whose formats know no such kind', () => {
    expect(codes(figure({ sender: 'siao' }), 'siao')[0]).toBe('refusal');
    expect(codes(figure({ sender: 'association-x' }), 'association-x')).toEqual([
      'refusal',
      'INDICATEUR_INATTENDU indicateur',
    ]);
  });

  it('the year’s own figures from 1 December, Paris', () => {
    expect(codes(figure(), 'adil', '2026-11-30T22:59:00.000Z')[1]).toBe('ANNEE_NON_DECLARABLE annee');
    expect(codes(figure(), 'adil', '2026-11-30T23:00:00.000Z')).toEqual(['chiffre']);
  });

  it('what is unknown or given twice is told, and the figure taken', () => {
    expect(codes(figure({ dossier: 'x' }))).toEqual(['chiffre', 'CHAMP_INCONNU dossier']);
    expect(codes(JSON.stringify(figure()).replace('"valeur":1834', '"valeur":1,"valeur":1834'))).toEqual([
      'chiffre',
      'CHAMP_DOUBLE valeur',
    ]);
    expect(codes(figure({ texte: 'environ' }))).toEqual(['chiffre', 'CHAMP_INVALIDE texte']);
  });
});

describe('the table of figures', () => {
  const opened = async (text: string, sender: string) => {
    const partner = partnerOfSender(sender);
    if (!partner) throw new Error(sender);
    const file = await openFile(
      async function* () {
        yield Buffer.from(text);
      },
      partner,
      sender,
    );
    const rows = [];
    for await (const { raw } of file.rows()) rows.push(read(raw, sender));
    return { file, rows };
  };

  it('has the headings of its format', () => {
    const known = new Set(columnsOf(chiffres).flatMap(({ headings }) => [...headings]));
    const [first = ''] = modeleChiffres(2026, 'adil').replace('\ufeff', '').split('\r\n');
    expect(first.split(';').filter((heading) => !known.has(headingOf(heading)))).toEqual([]);
  });

  it.each(['adil', 'caf', 'msa', 'bailleur-x', 'association-cgl', 'etat', 'mds-meaux', 'action-logement'])(
    'that %s fills in is read line by line, each as the figure it names',
    async (sender) => {
      const asked = declaresDe(sender);
      const lines = modeleChiffres(2026, sender).trimEnd().split('\r\n');
      const filled = lines.map((line, n) =>
        n === 0 ? line : line.replace(/;;$/, asked[n - 1]?.unite === 'texte' ? ';;Calme' : `;${n};`),
      );
      const { file, rows } = await opened(`${filled.join('\r\n')}\r\n`, sender);
      expect(file.table?.name).toBe('chiffres');
      expect(rows.map((one) => (one.kind === 'chiffre' ? one.chiffre.indicateur.id : one))).toEqual(
        asked.map(({ id }) => id),
      );
    },
  );

  it('is taken as people write it; what lacks its value is refused alone', async () => {
    const { rows } = await opened(
      'ANNEE;indicateur;Chiffre\n2026;adil.contacts;1 834\n2026;Nombre de personnes reçues par l’ADIL dans le cadre des impayés de loyer;\n',
      'adil',
    );
    expect(rows.map(({ kind }) => kind)).toEqual(['chiffre', 'refusal']);
  });

  it('does not take the place of a partner’s other tables', async () => {
    const { file } = await opened(
      'Référence;Date;Nom;Prénom;Code postal;Commune;Allocataire\nR1;02/11/2026;Martin;Ana;77100;Meaux;7204512\n',
      'caf',
    );
    expect(file.table?.name).toBe('impayes');
  });
});
