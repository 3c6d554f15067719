import * as z from 'zod/mini';
import type { Wrong } from '../../domain/habilitation/asked-right.ts';
import { communesByInsee } from '../../domain/territory/table.ts';
import {
  type Body,
  bodies,
  type DirectoryEntry,
  type DirectoryStore,
  NAME_MOST,
} from '../../store/directory.ts';
import { isPartnerCode } from '../../store/partners.ts';
import type { Author } from '../habilitations/author.ts';
import { communesOf, writtenCommune } from './communes.ts';

/** An entry as somebody writes it. `communes`: codes or names. */
export type AskedEntry = { nom: string; mail: string; communes: string; code: string };
export type EntryField = keyof AskedEntry;
export type Saved =
  | { kind: 'saved'; entry: DirectoryEntry }
  | { kind: 'refused'; wrong: Wrong<EntryField>[] }
  | { kind: 'nothing' }
  | { kind: 'changed' };

const mailSchema = z.email().check(z.maxLength(200));

/**
 * Reads an entry, among the others of its kind: a commune and a code are found in one of them only.
 *
 * @param id its own, kept when it is changed
 */
export const entryOf = (
  kind: Body,
  id: string,
  asked: AskedEntry,
  all: readonly DirectoryEntry[],
): { entry: DirectoryEntry } | { wrong: Wrong<EntryField>[] } => {
  const wrong: Wrong<EntryField>[] = [];
  const { by } = bodies[kind];
  const others = all.filter((one) => one.kind === kind && one.id !== id);
  const nom = asked.nom.replace(/\s+/g, ' ').trim();
  if (!/\p{L}{2}/u.test(nom) || nom.length > NAME_MOST || /[\p{C}<>]/u.test(nom))
    wrong.push({
      field: 'nom',
      text: `le nom de l’organisme est attendu, en ${NAME_MOST} caractères au plus`,
    });
  const mail = asked.mail.trim();
  if (mail !== '' && !mailSchema.safeParse(mail).success)
    wrong.push({ field: 'mail', text: 'une adresse est attendue : accueil@ccas-ville.fr, ou rien' });
  const { codes, wrong: unknown } = communesOf(by === 'communes' ? asked.communes : '');
  for (const text of unknown) wrong.push({ field: 'communes', text });
  if (by === 'communes' && codes.length === 0 && unknown.length === 0)
    wrong.push({ field: 'communes', text: 'une commune au moins est attendue' });
  for (const code of codes) {
    const holder = others.find(({ communes }) => communes.includes(code));
    const commune = communesByInsee().get(code);
    if (holder && commune)
      wrong.push({ field: 'communes', text: `${writtenCommune(commune)} est déjà à ${holder.nom}` });
  }
  const code = asked.code.trim();
  if (by === 'code' && !isPartnerCode(code))
    wrong.push({ field: 'code', text: 'le code de l’association au registre des partenaires est attendu' });
  const sameCode = by === 'code' ? others.find((one) => one.code === code) : undefined;
  if (sameCode) wrong.push({ field: 'code', text: `${code} est déjà à ${sameCode.nom}` });
  if (wrong.length > 0) return { wrong };
  const entry = { kind, id, nom, mail: mail === '' ? null : mail, communes: codes };
  return { entry: by === 'code' ? { ...entry, code } : entry };
};

/** What changes in an entry, in a few words, as history keeps it. */
export const toldChange = (before: DirectoryEntry | undefined, entry: DirectoryEntry): string =>
  [
    `${entry.kind} ${entry.nom} : ${before === undefined ? 'ajouté' : 'changé'}`,
    ...(before !== undefined && before.nom !== entry.nom ? [`s’appelait ${before.nom}`] : []),
    ...((before?.mail ?? null) !== entry.mail
      ? [`adresse ${before?.mail ?? 'inconnue'} → ${entry.mail ?? 'inconnue'}`]
      : []),
    ...(before?.communes.join() !== entry.communes.join()
      ? [`communes ${before?.communes.length ?? 0} → ${entry.communes.length}`]
      : []),
  ].join(' ; ');

/** Adds an entry, or changes the one that has this id. */
export const saveEntry = async (
  store: DirectoryStore,
  { kind, id, isNew }: { kind: Body; id: string; isNew: boolean },
  asked: AskedEntry,
  { by, at }: Author,
): Promise<Saved> => {
  const { entries, version } = await store.read();
  const before = entries.find((one) => one.kind === kind && one.id === id);
  if (!isNew && !before) return { kind: 'nothing' };
  const made = entryOf(kind, id, asked, entries);
  if ('wrong' in made) return { kind: 'refused', wrong: made.wrong };
  const what = toldChange(before, made.entry);
  const done = await store.change(version, { put: [made.entry] }, { at, by, what });
  return done ? { kind: 'saved', entry: made.entry } : { kind: 'changed' };
};

/** Takes an entry out: what the deployed file says, if anything, serves again. */
export const dropEntry = async (
  store: DirectoryStore,
  { kind, id }: { kind: Body; id: string },
  { by, at }: Author,
): Promise<'dropped' | 'nothing' | 'changed'> => {
  const { entries, version } = await store.read();
  const entry = entries.find((one) => one.kind === kind && one.id === id);
  if (!entry) return 'nothing';
  const what = `${kind} ${entry.nom} : retiré ; adresse ${entry.mail ?? 'inconnue'}, communes ${entry.communes.length}`;
  return (await store.change(version, { drop: [entry] }, { at, by, what })) ? 'dropped' : 'changed';
};
