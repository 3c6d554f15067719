import * as z from 'zod/mini';
import { cellValue } from '../../../shared/intake/files/read/cell.ts';
import { place } from '../../../shared/intake/place-value.ts';
import { fieldsOfForm, type WireField, type WireForm } from './wire-form.ts';

/** What was typed in a form, by the names of its fields: nothing of it is lost when something is wrong. */
export type Typed = ReadonlyMap<string, string>;

/** What a form's request holds. Several boxes of one name are one list. @param body as the framework parses it */
export const typedOf = (body: Readonly<Record<string, unknown>>): Typed =>
  new Map(
    Object.entries(body).flatMap(([name, value]): [string, string][] => {
      if (typeof value === 'string') return [[name, value]];
      const several = z.array(z.string()).safeParse(value).data;
      return several ? [[name, several.join('|')]] : [];
    }),
  );

/** A message as a form tells it, and where each of its persons stands in the form. */
export type FormMessage = { message: Record<string, unknown>; persons: readonly number[] };

/**
 * The message that a form tells, for its schema to read. A value is written as in a table: `1 234,56`, `16/03/2026`, «oui».
 *
 * @param sender the partner whose person fills it: the form says nothing of it
 */
export const messageOfForm = (form: WireForm, sender: string, typed: Typed): FormMessage => {
  const message: Record<string, unknown> = { version: '1', sender, ...(form.kind && { kind: form.kind }) };
  for (const field of fieldsOfForm(form)) {
    const value = cellValue(typed.get(field.name), field);
    if (value !== undefined) place(message, field.path, value);
  }
  const all: unknown[] = Array.isArray(message.household) ? message.household : [];
  const persons = all.flatMap((person, n) => (person === undefined ? [] : [n]));
  if (all.length > 0) message.household = persons.map((n) => all[n]);
  return { message, persons };
};

const record = z.record(z.string(), z.unknown());
const at = (value: unknown, path: string): unknown =>
  path
    .replaceAll(/\[(\d+)\]/g, '.$1')
    .split('.')
    .reduce<unknown>((inner, part) => Reflect.get(Object(inner), part), value);

const textOf = (value: unknown, { type }: WireField): string | undefined => {
  if (typeof value === 'boolean') return value ? 'oui' : 'non';
  if (typeof value === 'number') return type === 'euros' ? value.toFixed(2).replace('.', ',') : String(value);
  if (Array.isArray(value)) return value.join(type === 'liste' ? ', ' : '|');
  return typeof value === 'string' ? value : undefined;
};

/** Fields of an act that the next one of the same file says again. */
const SAME = /^(reference|household|dwelling|bailleur|parc|motif|tribunal)\b/;

/** What an earlier message of the same sender says that the next one of the same file will say again, as if it were typed. */
export const typedAgain = (form: WireForm, raw: string): Typed => {
  const told = record.safeParse(JSON.parse(raw)).data ?? {};
  return new Map(
    fieldsOfForm(form).flatMap((field): [string, string][] => {
      const text = SAME.test(field.path) ? textOf(at(told, field.path), field) : undefined;
      return text === undefined ? [] : [[field.name, text]];
    }),
  );
};
