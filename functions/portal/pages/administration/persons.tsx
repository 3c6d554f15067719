import { parisDay } from '../../../../shared/domain/calendar/paris-day.ts';
import { roles } from '../../../../shared/domain/habilitation/habilitation.ts';
import { standingOf } from '../../../../shared/domain/habilitation/review.ts';
import { normaliseName } from '../../../../shared/domain/text/normalise-name.ts';
import type { PersonEntry } from '../../../../shared/store/persons.ts';
import { type Answers, type Ctx, readerOf, type SignedIn } from '../../page.ts';
import { type PersonsFilter, PersonsPage } from '../../views/administration/persons.tsx';
import { type AdminDeps, registersOf, sentBy } from './deps.ts';

const matches = ({ name, mail }: PersonEntry, text: string): boolean =>
  text === '' ||
  normaliseName(name).includes(normaliseName(text)) ||
  mail.toLowerCase().includes(text.toLowerCase());

/** The list of persons who were given something. */
export const personsPages = (deps: AdminDeps): Answers<'persons' | 'findPersons'> => {
  const { persons } = registersOf(deps);
  const show = async (c: Ctx, signedIn: SignedIn, { droit, texte }: PersonsFilter) => {
    const today = parisDay(deps.now());
    const all = await persons.all();
    const isAsked = droit === 'a-revoir' || Object.hasOwn(roles, droit);
    const has = ({ habilitations }: PersonEntry): boolean =>
      !isAsked ||
      habilitations.some((one) =>
        droit === 'a-revoir' ? standingOf(one, today) === 'toReview' : one.role === droit,
      );
    const shown = all.filter((one) => has(one) && matches(one, texte));
    return c.html(
      <PersonsPage
        reader={readerOf(signedIn)}
        filter={{ droit: isAsked ? droit : '', texte }}
        persons={shown.toSorted((a, b) => a.name.localeCompare(b.name, 'fr'))}
        known={all.length}
        today={today}
      />,
    );
  };
  return {
    persons: (c, signedIn) => show(c, signedIn, { droit: c.req.query('droit') ?? '', texte: '' }),
    findPersons: async (c, signedIn) => {
      const sent = await sentBy(c);
      return show(c, signedIn, { droit: sent.one('droit'), texte: sent.one('texte') });
    },
  };
};
