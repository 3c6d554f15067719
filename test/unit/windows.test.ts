import { describe, expect, it } from 'vitest';
import { addDays, addMonths } from '../../shared/domain/calendar/civil-date.ts';
import { caseEventSchema } from '../../shared/domain/events/case-event.ts';
import { boundsOf, farDates, type WindowName, windows } from '../../shared/domain/events/windows.ts';
import { readMessage } from '../../shared/intake/read-message.ts';
import { type DatedField, datedFields, withAt } from '../support/dated-fields.ts';

const TODAY = '2026-11-23';
const receivedAt = `${TODAY}T08:00:00.000Z`;
const read = ({ partner, sender, path, message }: DatedField, value: unknown) =>
  readMessage(partner.formatFor, { sender, raw: JSON.stringify(withAt(message, path, value)), receivedAt });
const nameOf = ({ partner, kind, path }: DatedField): string => `${partner.code} ${kind} ${path.join('.')}`;
const pathOf = ({ path }: DatedField): string =>
  path.reduce<string>(
    (text, part) => (typeof part === 'number' ? `${text}[${part}]` : text ? `${text}.${part}` : part),
    '',
  );
const valueIn = (value: unknown, path: DatedField['path']): unknown =>
  path.reduce<unknown>((inner, part) => Reflect.get(Object(inner), part), value);

describe('a date of a partner’s message', () => {
  it.each(datedFields.map((field): [string, DatedField] => [nameOf(field), field]))(
    '%s is not kept when it is far, by whatever way it is written, and its sender is told between which days',
    (_, field) => {
      const far = ['9999-12-31', '0001-01-01', '2199-01-01', '1815-06-18'];
      for (const day of far) {
        const reading = read(field, field.month ? day.slice(0, 7) : day);
        const told = reading.kind === 'refusal' ? reading.errors : reading.warnings;
        expect(told, day).toContainEqual(
          expect.objectContaining({
            code: 'DATE_INVRAISEMBLABLE',
            path: pathOf(field),
            expected: expect.stringMatching(/^une date du \d{2}\/\d{2}\/\d{4} au \d{2}\/\d{2}\/\d{4}$/),
          }),
        );
        if (reading.kind === 'event') expect(valueIn(reading.event, field.path)).toBeUndefined();
      }
      for (const text of ['+010002-12-31', '12026-01-01', '2026-02-30', '2025-02-29', '']) {
        const value = field.month ? text.slice(0, -3) : text;
        if (field.month && /^\d{4}-\d{2}$/.test(value)) continue;
        const reading = read(field, value);
        if (reading.kind === 'event') expect(valueIn(reading.event, field.path)).toBeUndefined();
      }
    },
  );

  it('is refused for its act, taken with a warning a year ahead at most', () => {
    const act = datedFields.find(({ kind, path }) => kind === 'saisineOrganisme' && path[0] === 'actDate');
    if (!act) throw new Error('no act');
    expect(read(act, TODAY)).toMatchObject({ kind: 'event', warnings: [] });
    const codes = (day: string) => {
      const reading = read(act, day);
      return [
        reading.kind,
        ...(reading.kind === 'refusal' ? reading.errors : reading.warnings).map(({ code }) => code),
      ];
    };
    expect(codes(addDays(TODAY, 1))).toEqual(['event', 'DATE_FUTURE']);
    expect(codes(addDays(TODAY, 366))).toEqual(['event', 'DATE_FUTURE']);
    expect(codes(addDays(TODAY, 367))).toEqual(['refusal', 'DATE_INVRAISEMBLABLE']);
    expect(codes('1989-12-31')).toEqual(['refusal', 'DATE_INVRAISEMBLABLE']);
  });

  it('is told once: a field set aside is not asked for too', () => {
    const field = datedFields.find(
      ({ partner, path }) => partner.code === 'caf' && path[0] === 'dateConstitution',
    );
    if (!field) throw new Error('no field');
    const reading = read(field, '9999-12-31');
    expect(reading.kind).toBe('event');
    if (reading.kind !== 'event') return;
    expect(reading.warnings.filter(({ path }) => path === 'dateConstitution')).toHaveLength(1);
  });
});

describe('a window', () => {
  const names = Object.keys(windows).filter((name): name is WindowName => name in windows);

  it.each(names)('%s opens and closes on its very days', (name) => {
    const { from, to } = boundsOf(name, TODAY);
    expect(from < TODAY && TODAY <= to).toBe(true);
    expect(to <= addMonths(TODAY, 84)).toBe(true);
  });

  it('is that of the field, whatever stands beside', () => {
    const event = {
      kind: 'surendettement',
      actDate: '2026-03-01',
      household: [{ dateNaissance: '1984-05-17' }, { dateNaissance: addDays(TODAY, 1) }],
      suspension: { debut: '2026-03-02', fin: addDays(addMonths(TODAY, 60), 1) },
      // A field of another kind of event: it does not apply to this one.
      dateAudience: '9999-12-31',
    };
    expect(farDates(caseEventSchema, event, TODAY).map(({ path }) => path.join('.'))).toEqual([
      'household.1.dateNaissance',
      'suspension.fin',
    ]);
    expect(farDates(caseEventSchema, { kind: 'inconnu', actDate: '9999-12-31' }, TODAY)).toEqual([]);
    expect(farDates(caseEventSchema, undefined, TODAY)).toEqual([]);
  });
});
