import { isDay } from '../calendar/civil-date.ts';
import { arrondissementCodeSchema } from '../events/household.ts';
import { type Habilitation, type Role, roles } from './habilitation.ts';

/** A right as somebody asks for it, before anything is known of what they wrote. */
export type AskedRight = {
  role: string;
  arrondissements: readonly string[];
  partner: string | undefined;
  /** First day; today when absent. */
  from: string | undefined;
  /** The day from which it gives nothing; none when absent. */
  to: string | undefined;
};
export type RightField = keyof AskedRight;
/** What is wrong with one field, in words that say what to do. */
export type Wrong<Field extends string> = { field: Field; text: string };

const isRole = (text: string): text is Role => Object.hasOwn(roles, text);

/**
 * A right, or all that is wrong with what was asked.
 *
 * @param own its id, and who gives it
 * @param today Europe/Paris
 */
export const rightOf = (
  asked: AskedRight,
  own: Pick<Habilitation, 'id' | 'by' | 'byPerson'>,
  today: string,
): { right: Habilitation } | { wrong: Wrong<RightField>[] } => {
  const wrong: Wrong<RightField>[] = [];
  const say = (field: RightField, text: string): void => {
    wrong.push({ field, text });
  };
  const { role, partner, from = today, to } = asked;
  if (!isRole(role)) {
    say('role', `un rôle est attendu : ${Object.keys(roles).join(', ')}`);
    return { wrong };
  }
  const { of } = roles[role];
  const codes = arrondissementCodes(asked.arrondissements);
  if (codes === undefined || codes.length > 0 !== (of === 'arrondissements'))
    say(
      'arrondissements',
      'un arrondissement au moins est attendu pour un agent ou un relecteur, et aucun pour un autre',
    );
  if ((partner !== undefined) !== (of === 'partner'))
    say('partner', 'un code du registre est attendu pour un partenaire, et aucun pour un autre');
  for (const [field, day] of [
    ['from', from],
    ['to', to],
  ] as const)
    if (day !== undefined && !isDay(day)) say(field, `${day} : un jour est attendu, AAAA-MM-JJ`);
  if (to !== undefined && isDay(to) && (to <= from || to <= today))
    say('to', 'un jour à venir, après le premier, est attendu');
  if (wrong.length > 0) return { wrong };
  const given = { ...own, from, ...(to === undefined ? {} : { to }) };
  switch (role) {
    case 'agent':
    case 'relecteur':
      return { right: { ...given, role, arrondissements: codes ?? [] } };
    case 'partenaire':
      return { right: { ...given, role, partner: partner ?? '' } };
    case 'administrateur':
    case 'dpd':
      return { right: { ...given, role } };
  }
};

const arrondissementCodes = (all: readonly string[]) => {
  const read = [...new Set(all)].map((one) => arrondissementCodeSchema.safeParse(one).data);
  const known = read.filter((one) => one !== undefined);
  return known.length === read.length ? known.toSorted() : undefined;
};
