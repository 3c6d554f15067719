import type { FC } from 'hono/jsx';
import { dateInFrench, isDay } from '../../../../shared/domain/calendar/civil-date.ts';
import {
  type Habilitation,
  overOf,
  type roles,
} from '../../../../shared/domain/habilitation/habilitation.ts';
import { isOwnGift, type Standing, standingOf } from '../../../../shared/domain/habilitation/review.ts';
import { Badge, Day } from '../kit/words.tsx';

/** The pages of administration, as trails name them. */
export const ADMINISTRATION = { href: '/administration', text: 'Administration' } as const;
export const PERSONS = { href: '/administration/personnes', text: 'Personnes' } as const;
export const DIRECTORY = { href: '/administration/annuaire', text: 'Annuaire' } as const;

/** How a role is called in a list. */
export const roleNames = {
  agent: 'Agent de l’État',
  relecteur: 'Relecteur',
  partenaire: 'Partenaire',
  administrateur: 'Administrateur',
  dpd: 'Protection des données',
} as const satisfies Record<keyof typeof roles, string>;

const standings = {
  toCome: { text: 'à venir', kind: 'info' },
  inForce: { text: 'en cours', kind: 'success' },
  toReview: { text: 'à revoir', kind: 'warning' },
  ending: { text: 'finit bientôt', kind: 'warning' },
  ended: { text: 'terminé', kind: undefined },
} as const satisfies Record<Standing, { text: string; kind: 'info' | 'success' | 'warning' | undefined }>;

/** A right in a line: «Agent de l’État, Provins». */
export const rightInLine = (one: Habilitation): string =>
  [roleNames[one.role], overOf(one)].filter(Boolean).join(', ');

/** What was changed, as people read it: days in French, roles by the names of these pages, and no identifier. */
export const changeInWords = (what: string): string =>
  what
    .replace(/ \([0-9a-f]{8,}\)/g, '')
    .replace(/\b\d{4}-\d{2}-\d{2}\b/g, (day) => (isDay(day) ? dateInFrench(day) : day))
    .replace(
      /(?<= : | ; )(agent|relecteur|partenaire|administrateur|dpd)(?=[ ,])/g,
      (role) => Object.entries(roleNames).find(([name]) => name === role)?.[1] ?? role,
    );

/** How a right stands, in words. */
export const StandingBadge: FC<{ of: Habilitation; person: string; today: string }> = ({
  of,
  person,
  today,
}) => {
  const { text, kind } = standings[standingOf(of, today)];
  return (
    <>
      {kind === undefined ? <Badge>{text}</Badge> : <Badge kind={kind}>{text}</Badge>}
      {isOwnGift(of, person) ? <Badge kind="new">donné à soi-même</Badge> : null}
    </>
  );
};

/** When somebody last answered for a right: its review, or who gave it. */
export const Answered: FC<{ of: Habilitation }> = ({ of: { from, by, confirmed } }) =>
  confirmed === undefined ? (
    <>
      donné par {by}, du <Day of={from} />
    </>
  ) : (
    <>
      confirmé par {confirmed.by} le <Day of={confirmed.on} />
    </>
  );
