import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { identitiesOf } from '../../shared/domain/matching/identity.ts';
import { isPlausible, type NumberKind } from '../../shared/domain/matching/numbers.ts';
import { referencesTold, subjectOf } from '../../shared/domain/matching/subject.ts';
import { surendettementFormat } from '../../shared/intake/partners/bdf/partner.ts';
import { impayeFormat } from '../../shared/intake/partners/caf-msa/partner.ts';
import { pieceFormat } from '../../shared/intake/partners/huissier/partner.ts';
import { explocReceiptBody } from '../../shared/intake/pieces/exploc.ts';
import { readMessage } from '../../shared/intake/read-message.ts';
import { anEvent } from '../support/events.ts';

const kinds: readonly NumberKind[] = ['reference', 'allocataire', 'bdf', 'bail', 'rg', 'exploc'];

const nobodys = [
  ...['0', '00', '0000000', '0000000A', 'A0000', 'IMP-0000', '1111111', '1111111A', '999999999'],
  ...['12345', '1234567', '1234567A', '0123456', '9876543', 'NEANT', 'Néant', 'néant.', 'NC', 'N.C.', 'nc'],
  ...[
    'NCXXXX',
    'N/A',
    '#N/A',
    '#REF!',
    '#VALEUR!',
    '#####',
    'SANS',
    'sans objet',
    'SANS NUMERO',
    'INCONNU',
    'inconnue',
  ],
  ...[
    'A RENSEIGNER',
    'à renseigner',
    'À COMPLÉTER',
    'en attente',
    'EN COURS',
    'non communiqué',
    'aucun',
    'XXXX',
    'xx',
    '----',
  ],
  ...[
    '-',
    '?',
    '???',
    '.',
    '2,02611E+12',
    '2.02611E+12',
    '2,02611E12',
    '2E+12',
    '20/11/2026',
    '2026-11-20',
    '20-11-2026',
  ],
  ...[
    '20/11/2026 00:00:00',
    '2026-11-20T00:00:00Z',
    'janv-26',
    'nov.-26',
    '2026110012345670000',
    '202611001234567 000',
  ],
];

describe('a number that is nobody’s', () => {
  it.each(nobodys)('«%s» names no file, no household, no lease, no receipt', (told) => {
    expect(kinds.filter((kind) => isPlausible(kind, told, 'caf'))).toEqual([]);
    for (const padded of [` ${told} `, told.toLowerCase()])
      expect(isPlausible('reference', padded, 'caf')).toBe(false);
  });
});

describe('a number', () => {
  it.each<[string, readonly NumberKind[]]>([
    ['7204518', kinds],
    ['0412345A', kinds],
    ['000126009811', kinds],
    ['12 34', kinds],
    ['1 84 05 77 284 012 34', kinds],
    ['ML-2026-00831', ['reference', 'bail', 'rg', 'exploc']],
    ['26/00012', kinds],
    ['2026E123', ['reference', 'bail', 'rg', 'exploc']],
    ['12E45', ['reference', 'bail', 'rg', 'exploc']],
    ['12-05-2', ['reference', 'allocataire', 'bdf', 'bail', 'rg', 'exploc']],
    ['B.7', ['reference', 'bail', 'exploc']],
    ['EXEMPLE', ['reference', 'exploc']],
    ['19840517', ['reference', 'bail', 'rg', 'exploc']],
    ['17051984', ['reference', 'bail', 'rg', 'exploc']],
    ['2026110012345678', ['reference', 'bail', 'rg', 'exploc']],
  ])('«%s» may be one of its kinds only', (told, of) => {
    expect(kinds.filter((kind) => isPlausible(kind, told, 'caf'))).toEqual(of);
  });

  it('of MSA may be a social security number of Corsica', () => {
    expect(isPlausible('allocataire', '1 84 05 2A 123 456 78', 'msa')).toBe(true);
    expect(isPlausible('allocataire', '1 84 05 2A 123 456 78', 'caf')).toBe(false);
  });

  it('is judged the same however it is spaced, accented or written', () => {
    fc.assert(
      fc.property(fc.constantFrom(...kinds), fc.string({ unit: 'grapheme', maxLength: 40 }), (kind, told) => {
        const judged = isPlausible(kind, told, 'caf');
        if (judged) expect(isPlausible(kind, ` ${told}  `, 'caf')).toBe(true);
        else if (/^[A-Z\d]+$/.test(told)) expect(isPlausible(kind, ` ${told}`, 'caf')).toBe(false);
      }),
    );
  });
});

describe('a message with a number that is nobody’s', () => {
  const told = (sender: string, format: Parameters<typeof readMessage>[0], more: object) => {
    const raw = JSON.stringify({
      version: '1',
      sender,
      reference: 'NC',
      actDate: '2026-03-02',
      dwelling: { insee: '77284' },
      household: [{ nomNaissance: 'Exemple' }],
      ...more,
    });
    const reading = readMessage(format, { sender, raw, receivedAt: '2026-03-03T08:00:00.000Z' });
    return reading.kind === 'event' ? reading : undefined;
  };
  const bailleur = { nom: 'Habitat', referenceBail: '2,02611E+12' };

  it.each<[string, Parameters<typeof readMessage>[0], object, string[]]>([
    [
      'caf',
      () => impayeFormat,
      { allocataire: '0000000', bailleur },
      ['reference', 'allocataire', 'bailleur.referenceBail'],
    ],
    ['bdf', () => surendettementFormat, { numeroBdf: 'N/A', etape: 'depot' }, ['reference', 'numeroBdf']],
    [
      'etude-a',
      () => pieceFormat(undefined),
      { kind: 'assignation', numeroRg: '?', bailleur },
      ['reference', 'numeroRg', 'bailleur.referenceBail'],
    ],
  ])('from %s is filed, claims nothing by it, and says which', (sender, format, more, paths) => {
    const read = told(sender, format, more);
    const warned = read?.warnings.filter(({ code }) => code === 'NUMERO_INVRAISEMBLABLE') ?? [];
    expect(warned.map(({ path }) => path)).toEqual(paths);
    for (const { expected, message } of warned) expect(expected && message).toBeTruthy();
    expect(JSON.stringify(warned)).not.toMatch(/NC|E\+12|N\/A|0000000/);
    const subject = read && subjectOf(read.event);
    expect(subject?.references).toEqual([]);
    expect(subject && identitiesOf(subject)).toEqual([]);
  });

  it('is nobody’s when an erasure looks for whose it is', () => {
    expect(referencesTold(anEvent({ reference: 'NC', allocataire: '0000000' }))).toEqual([]);
  });

  it('is no EXPLOC receipt', () => {
    expect(explocReceiptBody.safeParse({ numero: 'NEANT', date: '2026-03-17' }).success).toBe(false);
    expect(explocReceiptBody.safeParse({ numero: 'EXP-2026-0045127', date: '2026-03-17' }).success).toBe(
      true,
    );
  });
});
