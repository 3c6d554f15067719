import type { Child, FC } from 'hono/jsx';
import { type CivilDate, dateAloud, dateInFrench } from '../../../../shared/domain/calendar/civil-date.ts';
import { parisDay, parisHour } from '../../../../shared/domain/calendar/paris-day.ts';
import { saidEuros } from '../../../../shared/domain/notices/said.ts';

/** A day, as French readers write it. @param aloud «12 novembre 2026» in place of 12/11/2026 */
export const Day: FC<{ of: CivilDate; aloud?: boolean }> = ({ of, aloud = false }) => (
  <time datetime={of}>{aloud ? dateAloud(of) : dateInFrench(of)}</time>
);

/** The day and the minute of an instant (ISO UTC), in Paris. */
export const Moment: FC<{ of: string }> = ({ of }) => (
  <time datetime={of}>
    {dateInFrench(parisDay(of))}, {parisHour(of)}
  </time>
);

/** An amount, as French readers write it. @param cents euro cents @example eurosOf(123_456) // '1 234,56 €' */
export const eurosOf = (cents: number): string => saidEuros(cents) ?? '';

/** A number of things, in words. @example countOf(2, 'alerte') // '2 alertes' */
export const countOf = (n: number, one: string, many = `${one}s`): string => `${n} ${n < 2 ? one : many}`;

/** What something is, in a word of colour that does not count on it. */
export const Badge: FC<{
  kind?: 'error' | 'warning' | 'success' | 'info' | 'new';
  /** Within a sentence. */
  inline?: boolean;
  children: Child;
}> = ({ kind, inline = false, children }) => {
  const classes = `fr-badge fr-badge--sm fr-badge--no-icon${kind === undefined ? '' : ` fr-badge--${kind}`}`;
  return inline ? <span class={classes}>{children}</span> : <p class={classes}>{children}</p>;
};

/** What was done, or what is to be known before going on. */
export const Notice: FC<{
  kind: 'success' | 'info' | 'warning' | 'error';
  title?: string;
  children?: Child;
}> = ({ kind, title, children }) => (
  <div
    class={`fr-alert fr-alert--${kind}${title === undefined ? ' fr-alert--sm' : ''} fr-mb-3w`}
    role="status"
  >
    {title === undefined ? null : <h2 class="fr-alert__title">{title}</h2>}
    {children}
  </div>
);

/** Facts, each with what it is called. Those that are not known are left out. */
export const Facts: FC<{ of: readonly (readonly [string, Child | undefined])[] }> = ({ of }) => (
  <dl class="faits">
    {of.flatMap(([term, value]) =>
      value === undefined || value === '' || value === null
        ? []
        : [
            <div>
              <dt>{term}</dt>
              <dd>{value}</dd>
            </div>,
          ],
    )}
  </dl>
);
