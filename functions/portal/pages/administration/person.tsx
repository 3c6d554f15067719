import { confirmRight } from '../../../../shared/cases/habilitations/confirm.ts';
import { giveRight } from '../../../../shared/cases/habilitations/give.ts';
import { withdrawRight } from '../../../../shared/cases/habilitations/withdraw.ts';
import { parisDay } from '../../../../shared/domain/calendar/paris-day.ts';
import { type Answers, answerBy, type Ctx, readerOf, type SignedIn } from '../../page.ts';
import type { TypedGift } from '../../views/administration/gift-form.tsx';
import { NewPersonPage, PersonPage, type Telling, tellings } from '../../views/administration/person.tsx';
import { roleNames } from '../../views/administration/right.tsx';
import { type FieldErrors, NO_ERROR } from '../../views/kit/fields.tsx';
import { refuse } from '../refuse.tsx';
import { type AdminDeps, newId, registersOf, type Sent, sentBy } from './deps.ts';

const typedIn = (sent: Sent): TypedGift => ({
  mail: sent.one('mail'),
  name: sent.one('name'),
  role: sent.one('role'),
  arrondissements: sent.many('arrondissements'),
  partner: sent.one('partner'),
  from: sent.one('from'),
  to: sent.one('to'),
  motif: sent.one('motif'),
});
const isTelling = (text: string): text is Telling => Object.hasOwn(tellings, text);
const capitalised = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;

/** What is wrong, by the names that these pages give: commands have roles' codes, and days as programs write them. */
const inPageWords = (field: string, text: string): string => {
  if (field === 'role' && text.startsWith('un rôle est attendu'))
    return `Choisissez ce que cette personne pourra faire : ${Object.values(roleNames).join(', ')}.`;
  return capitalised(
    text
      .replace('un agent ou un relecteur', `« ${roleNames.agent} » ou « ${roleNames.relecteur} »`)
      .replace('AAAA-MM-JJ', 'JJ/MM/AAAA'),
  );
};

/** One person's rights: given, withdrawn, confirmed. */
export const personPages = (
  deps: AdminDeps,
): Answers<'newPerson' | 'addPerson' | 'person' | 'giveRight' | 'withdrawRight' | 'confirmRight'> => {
  const { persons, partners, sessions } = registersOf(deps);
  const blank = (): TypedGift => ({
    ...{ mail: '', name: '', role: '', arrondissements: [], partner: '' },
    ...{ from: parisDay(deps.now()), to: '', motif: '' },
  });
  const idIn = (c: Ctx): string => c.req.param('personne') ?? '';
  const pageOf = (id: string, fait: Telling): string => `/administration/personnes/${id}?fait=${fait}`;

  const show = async (
    c: Ctx,
    signedIn: SignedIn,
    {
      typed = blank(),
      errors = NO_ERROR,
      telling,
    }: { typed?: TypedGift; errors?: FieldErrors; telling?: Telling },
  ): Promise<Response> => {
    const id = idIn(c);
    const [person, changes, registry] = await Promise.all([
      persons.get(id),
      persons.changes(id),
      partners.all(),
    ]);
    if (!person) return refuse(c, 'noSuch');
    return c.html(
      <PersonPage
        reader={readerOf(signedIn)}
        person={person}
        changes={changes}
        partners={registry}
        typed={typed}
        errors={errors}
        telling={telling}
        isOwn={signedIn.id === id}
        today={parisDay(deps.now())}
      />,
      errors.size > 0 ? 422 : 200,
    );
  };

  const give = (signedIn: SignedIn, { name, partner, from, to, ...typed }: TypedGift) =>
    giveRight(
      { register: persons, partners, newId },
      {
        ...typed,
        name: name || undefined,
        partner: partner || undefined,
        from: from || undefined,
        to: to || undefined,
      },
      answerBy(signedIn, deps),
    );
  const errorsOf = (wrong: readonly { field: string; text: string }[]): FieldErrors =>
    new Map(wrong.map(({ field, text }) => [field, inPageWords(field, text)]));

  return {
    newPerson: async (c, signedIn) =>
      c.html(
        <NewPersonPage
          reader={readerOf(signedIn)}
          partners={await partners.all()}
          typed={blank()}
          errors={NO_ERROR}
        />,
      ),

    addPerson: async (c, signedIn) => {
      const typed = typedIn(await sentBy(c));
      const done = await give(signedIn, typed);
      if (done.kind === 'given') return c.redirect(pageOf(done.person.id, 'donne'), 303);
      const errors =
        done.kind === 'refused' ? errorsOf(done.wrong) : new Map([['mail', tellings.change.text]]);
      return c.html(
        <NewPersonPage
          reader={readerOf(signedIn)}
          partners={await partners.all()}
          typed={typed}
          errors={errors}
        />,
        422,
      );
    },

    person: (c, signedIn) => {
      const fait = c.req.query('fait') ?? '';
      return show(c, signedIn, isTelling(fait) ? { telling: fait } : {});
    },

    giveRight: async (c, signedIn) => {
      const person = await persons.get(idIn(c));
      if (!person) return refuse(c, 'noSuch');
      const typed = typedIn(await sentBy(c));
      const done = await give(signedIn, { ...typed, mail: person.mail, name: '' });
      if (done.kind === 'given') return c.redirect(pageOf(person.id, 'donne'), 303);
      if (done.kind === 'changed') return show(c, signedIn, { typed, telling: 'change' });
      return show(c, signedIn, { typed, errors: errorsOf(done.wrong) });
    },

    withdrawRight: async (c, signedIn) => {
      const id = idIn(c);
      const right = (await sentBy(c)).one('droit');
      const done = await withdrawRight(
        { register: persons, sessions },
        { person: id, right },
        answerBy(signedIn, deps),
      );
      const told = {
        withdrawn: 'retire',
        nothing: 'rien',
        lastAdministrator: 'dernier',
        changed: 'change',
      } as const;
      return c.redirect(pageOf(id, told[done.kind]), 303);
    },

    confirmRight: async (c, signedIn) => {
      const id = idIn(c);
      const right = (await sentBy(c)).one('droit');
      const done = await confirmRight(persons, { person: id, right }, answerBy(signedIn, deps));
      const told = { confirmed: 'confirme', nothing: 'rien', own: 'soi', changed: 'change' } as const;
      return c.redirect(pageOf(id, told[done.kind]), 303);
    },
  };
};
