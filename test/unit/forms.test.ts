import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { fieldsOfSchema } from '../../functions/portal/forms/schema-fields.ts';
import { errorsOf, shownValue, toldBy, typedIn } from '../../functions/portal/forms/typed.ts';
import { actGroups, likelyActs } from '../../functions/portal/views/record/acts.ts';
import { recordedKinds, recordedSchemas } from '../../shared/intake/partners/etat/recorded.ts';

const named = <S extends z.ZodMiniType>(schema: S, title: string) => schema.check(z.describe(title));
const schema = z.strictObject({
  kind: z.literal('essai'),
  jour: named(z.iso.date(), 'Jour, AAAA-MM-JJ ; celui de l’acte'),
  somme: z.optional(named(z.number(), 'Somme, en euros')),
  mois: z.optional(named(z.int(), 'Mois')),
  faite: named(z.boolean(), 'Faite'),
  sens: named(z.enum(['accord', 'sursis']), 'Sens ; sursis : accordé, l’exécution est reportée'),
  moment: named(z.enum(['assignation', 'requisition']), 'Moment'),
  suites: z.optional(named(z.array(z.enum(['avdl', 'relogement'])), 'Suites')),
  texte: z.optional(named(z.string(), 'Texte')),
});
const fields = fieldsOfSchema(schema);
const fieldOf = (name: string) => {
  const field = fields.find((one) => one.name === name);
  if (!field) throw new Error(name);
  return field;
};

describe('a form made from a schema', () => {
  it('has its fields in their order, but for what says what it is of', () => {
    expect(fields.map(({ name, type, required }) => [name, type, required])).toEqual([
      ['jour', 'date', true],
      ['somme', 'euros', false],
      ['mois', 'integer', false],
      ['faite', 'boolean', true],
      ['sens', 'choice', true],
      ['moment', 'choice', true],
      ['suites', 'list', false],
      ['texte', 'text', false],
    ]);
  });

  it('says them in the schema’s own words, its values in those of mails, and no code', () => {
    expect(fieldOf('jour')).toMatchObject({ label: 'Jour', hint: 'celui de l’acte' });
    expect(fieldOf('sens')).toMatchObject({
      label: 'Sens',
      hint: undefined,
      options: [
        { value: 'accord', text: 'concours accordé', hint: undefined },
        { value: 'sursis', text: 'concours accordé, sursis à l’exécution', hint: 'l’exécution est reportée' },
      ],
    });
    expect(fieldOf('moment')).toMatchObject({
      options: [{ text: 'à l’assignation' }, { text: 'à la réquisition' }],
    });
  });

  it.each([
    ['a value without a word', named(z.enum(['inconnue']), 'Champ')],
    ['a field that nothing describes', z.iso.date()],
    ['a field that no form shows', named(z.strictObject({}), 'Champ')],
  ])('is not made of %s', (_, field) => {
    expect(() => fieldsOfSchema(z.strictObject({ champ: field }))).toThrow(RangeError);
  });

  it.each(recordedKinds)(
    'can be made of %s, its date first, and no field has the name of what sends it',
    (kind) => {
      const names = fieldsOfSchema(recordedSchemas[kind]).map(({ name }) => name);
      expect(names[0]).toBe('actDate');
      expect(names.filter((name) => ['jeton', 'faire', 'lu'].includes(name))).toEqual([]);
    },
  );
});

describe('what is typed in a form', () => {
  const told = (body: Record<string, unknown>) => toldBy(fields, typedIn(fields, body));

  it.each([
    [{ jour: '2026-11-12' }, { jour: '2026-11-12' }],
    [{ jour: ' 12/11/2026 ' }, { jour: '2026-11-12' }],
    [{ jour: '12.11.2026' }, { jour: '2026-11-12' }],
    [{ somme: '1 234,56' }, { somme: 1234.56 }],
    [{ somme: '1\u202f234,56\u00a0€' }, { somme: 1234.56 }],
    [{ somme: '1.234,56' }, { somme: 1234.56 }],
    [{ somme: '1234.5' }, { somme: 1234.5 }],
    [{ mois: '6' }, { mois: 6 }],
    [{ faite: 'non' }, { faite: false }],
    [{ suites: ['avdl', 'relogement'] }, { suites: ['avdl', 'relogement'] }],
    [{ suites: 'avdl' }, { suites: ['avdl'] }],
    [{ jour: '', somme: ' ', suites: [] }, {}],
  ])('is read as French people write it: %o', (body, expected) => {
    expect(told(body)).toEqual(expected);
  });

  it.each([
    ['jour', '12/11/26'],
    ['jour', '31/02/2026'],
    ['somme', '1.500'],
    ['somme', '1,234,5'],
    ['somme', 'douze'],
    ['mois', '6,5'],
    ['faite', 'peut-être'],
    ['sens', 'refus'],
    ['suites', 'asll'],
  ])('may be read in two ways, or in none, and is refused beside its field: %s %s', (name, value) => {
    const good = { jour: '2026-11-12', faite: 'oui', sens: 'accord', moment: 'requisition' };
    const read = schema.safeParse({ kind: 'essai', ...told({ ...good, [name]: value }) });
    expect(read.error?.issues.map(({ path }) => path[0])).toEqual([name]);
  });

  it('is not taken twice, nor from a file, nor from a field that the form has not', () => {
    expect(told({ sens: ['accord', 'sursis'] })).toEqual({ sens: ['accord', 'sursis'] });
    expect(told({ texte: new File(['x'], 'x.txt'), autre: 'x', constructor: 'x' })).toEqual({});
  });

  it('is shown again in words', () => {
    const values = {
      jour: '12/11/2026',
      somme: '1234,5',
      mois: '6',
      faite: 'oui',
      sens: 'sursis',
      suites: ['avdl', 'relogement'],
    };
    expect(fields.map((field) => shownValue(field, told(values)))).toEqual([
      '12/11/2026',
      '1\u202f234,50\u00a0€',
      '6',
      'oui',
      'concours accordé, sursis à l’exécution',
      undefined,
      'AVDL, relogement',
      undefined,
    ]);
  });

  it('that is wrong of no field in particular is said of the first', () => {
    const issue = { code: 'JSON_ILLISIBLE', path: '', expected: '', message: '' } as const;
    expect([...errorsOf(fields, [issue])]).toEqual([
      ['jour', 'Jour : ce formulaire est trop long pour être lu.'],
    ]);
  });
});

describe('the acts offered', () => {
  it('are each in one group', () => {
    expect(actGroups.flatMap(({ kinds }) => kinds).sort()).toEqual([...recordedKinds].sort());
  });

  it('are each once at a stage', () => {
    for (const [stage, kinds] of Object.entries(likelyActs))
      expect([stage, new Set(kinds).size]).toEqual([stage, kinds.length]);
  });
});
