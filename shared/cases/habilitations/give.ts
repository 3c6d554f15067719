import * as z from 'zod/mini';
import { parisDay } from '../../domain/calendar/paris-day.ts';
import { authorOf } from '../../domain/events/author.ts';
import {
  type AskedRight,
  type RightField,
  rightOf,
  type Wrong,
} from '../../domain/habilitation/asked-right.ts';
import { type Habilitation, isSameRight } from '../../domain/habilitation/habilitation.ts';
import { codeOf, HubError } from '../../errors.ts';
import type { PartnerRegistry } from '../../store/partners.ts';
import { type createPersonRegister, type PersonEntry, personIdOf } from '../../store/persons.ts';
import { type Author, toldRight } from './author.ts';

export type GiveDeps = {
  register: ReturnType<typeof createPersonRegister>;
  partners: Pick<PartnerRegistry, 'get'>;
  /** Names a right among those of its person. */
  newId: () => string;
};
/** `name`: theirs, the first time; what is known of them afterwards. `motif`: why, where it is said. */
export type AskedGift = AskedRight & { mail: string; name: string | undefined; motif?: string | undefined };
export type GiftField = RightField | 'mail' | 'name' | 'motif';
export type Given =
  | { kind: 'given'; person: PersonEntry; right: Habilitation }
  | { kind: 'refused'; wrong: Wrong<GiftField>[] }
  /** Somebody else changed this person meanwhile: the same may be asked again. */
  | { kind: 'changed' };

const mailSchema = z.email().check(z.maxLength(200));
/** Longest reason. */
const MOTIF_MOST = 200;

/**
 * Gives a right to a named person, once: an equal one is refused, as a form sent twice asks. Whoever gives one to themself says why: it is done in sight of the other administrators, who confirm it.
 */
export const giveRight = async (
  { register, partners, newId }: GiveDeps,
  asked: AskedGift,
  { by, at, person }: Author,
): Promise<Given> => {
  const wrong: Wrong<GiftField>[] = [];
  const mail = asked.mail.trim();
  const isMail = mailSchema.safeParse(mail).success;
  if (!isMail) wrong.push({ field: 'mail', text: 'une adresse est attendue : prenom.nom@domaine.fr' });
  const id = personIdOf(mail);
  const known = isMail ? await register.get(id) : undefined;
  // What they do is signed by it.
  const name = known?.name ?? authorOf(asked.name ?? '') ?? '';
  if (name === '') wrong.push({ field: 'name', text: 'un prénom et un nom sont attendus, sur une ligne' });
  const own = { id: newId(), by, ...(person === undefined ? {} : { byPerson: person }) };
  const made = rightOf(asked, own, parisDay(at));
  if ('wrong' in made) wrong.push(...made.wrong);
  const motif = (asked.motif ?? '').replace(/\s+/g, ' ').trim();
  if (motif.length > MOTIF_MOST)
    wrong.push({ field: 'motif', text: `${MOTIF_MOST} caractères au plus sont attendus` });
  if (motif === '' && person === id)
    wrong.push({ field: 'motif', text: 'un motif est attendu : vous vous donnez ce droit à vous-même' });
  if ('right' in made && made.right.role === 'partenaire' && !(await partners.get(made.right.partner)))
    wrong.push({
      field: 'partner',
      text: `aucun partenaire n’a le code ${made.right.partner}`,
    });
  if (wrong.length > 0 || 'wrong' in made) return { kind: 'refused', wrong };
  const { right } = made;
  const entry = (before: PersonEntry | undefined): PersonEntry => {
    const given = before?.habilitations ?? [];
    if (given.some((one) => isSameRight(one, right)))
      throw new HubError('GIVEN_ALREADY', 'an equal right was given', { retryable: false });
    return { id, mail: before?.mail ?? mail, name: before?.name ?? name, habilitations: [...given, right] };
  };
  const what = [
    `donnée${person === id ? ' à soi-même' : ''} : ${toldRight(right)}`,
    ...(motif === '' ? [] : [`motif : ${motif}`]),
  ].join(' ; ');
  try {
    const person = entry(known);
    if (!(await register.change(id, entry, { at, by, what }))) return { kind: 'changed' };
    return { kind: 'given', person, right };
  } catch (error) {
    if (codeOf(error) !== 'GIVEN_ALREADY') throw error;
    return { kind: 'refused', wrong: [{ field: 'role', text: 'ce droit est déjà donné' }] };
  }
};
