import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { caf } from '../../shared/intake/partners/caf-msa/partner.ts';
import { huissier } from '../../shared/intake/partners/huissier/partner.ts';
import { readMessage } from '../../shared/intake/read-message.ts';
import { tolerantParse } from '../../shared/intake/tolerant-parse.ts';

const signal = {
  version: '1',
  sender: 'caf',
  reference: 'IMP-1',
  actDate: '2026-11-20',
  dwelling: { insee: '77379', street: '70 rue Haute' },
  household: [{ nomNaissance: 'Aubelin', prenoms: ['Ana'], dateNaissance: '1980-05-06' }],
};
const act = {
  ...signal,
  sender: 'etude-girard-provins',
  kind: 'commandementDePayer',
};
const read = (message: object, partner = caf) => {
  const reading = readMessage(partner.formatFor, {
    sender: String(Reflect.get(message, 'sender')),
    raw: JSON.stringify(message),
    receivedAt: '2026-11-28T10:00:00.000Z',
  });
  const issues = reading.kind === 'refusal' ? reading.errors : reading.warnings;
  return {
    kind: reading.kind,
    event: reading.kind === 'event' ? { ...reading.event } : {},
    told: issues.filter(({ code }) => code !== 'CHAMP_MANQUANT').map(({ code, path }) => `${code} ${path}`),
    missing: issues.filter(({ code }) => code === 'CHAMP_MANQUANT').map(({ path }) => path),
  };
};

describe('one wrong thing is set aside, not the message', () => {
  it.each([
    ['an item of a list', { suites: ['fsl', 'accompagnementSocial'] }, { suites: ['fsl'] }, 'suites[1]'],
    ['every item of a list', { suites: ['accompagnementSocial'] }, { suites: [] }, 'suites[0]'],
    ['a list that is none', { suites: 'fsl' }, { reference: 'IMP-1' }, 'suites'],
    [
      'an empty first name',
      { household: [{ ...signal.household[0], prenoms: ['Eva', ''] }] },
      { household: [{ ...signal.household[0], prenoms: ['Eva'] }] },
      'household[0].prenoms[1]',
    ],
    [
      'the only first name',
      { household: [{ ...signal.household[0], prenoms: [''] }] },
      { household: [{ nomNaissance: 'Aubelin', dateNaissance: '1980-05-06' }] },
      'household[0].prenoms[0]',
    ],
    [
      'what a field holds',
      { bailleur: { nom: 'Habitat Exemple', nature: 'sarl' } },
      { bailleur: { nom: 'Habitat Exemple' } },
      'bailleur.nature',
    ],
  ])('%s', (_, sent, kept, path) => {
    const { kind, event, told } = read({ ...signal, ...sent });
    expect(kind).toBe('event');
    expect(event).toMatchObject(kept);
    expect(told).toEqual([`CHAMP_INVALIDE ${path}`]);
  });

  it('a child told by its first name alone', () => {
    const child = { prenoms: ['Léo'], dateNaissance: '2015-02-03' };
    const { event, missing } = read({ ...signal, household: [child, ...signal.household] });
    expect(event).toMatchObject({ household: signal.household });
    expect(missing).toContain('household[0].nomNaissance');
  });

  it('what stood after it is told at the place its sender gave it', () => {
    const { missing } = read({ ...signal, household: [{ prenoms: ['Léo'] }, { nomNaissance: 'Aubelin' }] });
    expect(missing).toEqual(expect.arrayContaining(['household[1].prenoms', 'household[1].dateNaissance']));
    expect(missing).not.toContain('household[0].prenoms');
  });

  it.each([
    [
      'a value inside a field that cannot do without it',
      { delai: { valeur: '2', unite: 'mois' } },
      'delai.valeur',
    ],
    [
      'the same, with what is unknown beside',
      { delai: { valeur: '2', unite: 'mois', note: 'x' } },
      'delai.valeur',
    ],
  ])('%s', (_, sent, path) => {
    const { kind, event, told } = read({ ...act, ...sent }, huissier);
    expect(kind).toBe('event');
    expect(event).not.toHaveProperty('delai');
    expect(told).toContain(`CHAMP_INVALIDE ${path}`);
  });

  it('one payment of several, whose date is impossible or too far', () => {
    const echeancier = [
      { date: '2027-02-30', montant: 10 },
      { date: '2027-03-05', montant: 20 },
      { date: '2190-03-05', montant: 30 },
    ];
    const { event, told } = read(
      { ...act, kind: 'decision', issue: 'delaiDePaiement', echeancier },
      huissier,
    );
    expect(event).toMatchObject({ echeancier: [{ date: '2027-03-05', montant: 2000 }] });
    expect(told).toEqual(['CHAMP_INVALIDE echeancier[0].date', 'DATE_INVRAISEMBLABLE echeancier[2].date']);
  });
});

describe('a message is refused for lack of what it cannot be filed without', () => {
  it.each([
    ['nobody who can be named', { household: [{ prenoms: ['Léo'] }] }, ['household[0].nomNaissance']],
    ['an impossible day', { actDate: '2026-02-30' }, ['actDate']],
    ['no place', { dwelling: { street: '1 rue Haute' } }, ['dwelling.insee']],
    ['a place that is none', { dwelling: { insee: '7' } }, ['dwelling.insee']],
    ['several at once', { reference: '', actDate: 3 }, ['reference', 'actDate']],
  ])('%s', (_, sent, paths) => {
    const reading = read({ ...signal, suites: ['x'], ...sent });
    expect(reading.kind).toBe('refusal');
    expect([...reading.told.map((one) => one.split(' ')[1]), ...reading.missing].sort()).toEqual(
      paths.sort(),
    );
  });

  it('and never changes what was sent', () => {
    const sent = { a: [{ b: 1 }, { b: 'x' }] };
    const schema = z.object({ a: z.optional(z.array(z.object({ b: z.number() }))) });
    const parsed = tolerantParse(schema, sent);
    expect(parsed).toMatchObject({ ok: true, value: { a: [{ b: 1 }] } });
    expect(sent).toEqual({ a: [{ b: 1 }, { b: 'x' }] });
  });
});

describe('every door reads texts alike', () => {
  const nfd = (text: string): string => text.normalize('NFD');
  it.each([
    ['in NFD', nfd(JSON.stringify({ ...signal, dwelling: { insee: '77379', street: '5 rue de la Forêt' } }))],
    ['with a byte order mark', `\ufeff${JSON.stringify(signal)}`],
    [
      'with spaces around',
      JSON.stringify({ ...signal, household: [{ ...signal.household[0], nomNaissance: 'Aubelin ' }] }),
    ],
  ])('the same message %s is the same', (_, raw) => {
    const idOf = (text: string): string =>
      readMessage(caf.formatFor, { sender: 'caf', raw: text, receivedAt: '2026-11-28T10:00:00.000Z' })
        .contentHash;
    const plain = raw.includes('For')
      ? { ...signal, dwelling: { insee: '77379', street: '5 rue de la Forêt' } }
      : signal;
    expect(idOf(raw)).toBe(idOf(JSON.stringify(plain)));
  });

  it('a damaged text is filed, and said', () => {
    const { event, told } = read({
      ...signal,
      household: [{ ...signal.household[0], nomNaissance: 'BÃ©ranger' }],
    });
    expect(event).toMatchObject({ household: [{ nomNaissance: 'BÃ©ranger' }] });
    expect(told).toEqual(['TEXTE_ABIME household[0].nomNaissance']);
  });
});
