import { demanderQuiSuit, MOST_ASKS } from '../../../../shared/cases/suivi/demander.ts';
import { isDay } from '../../../../shared/domain/calendar/civil-date.ts';
import { isPlaceholder } from '../../../../shared/domain/matching/person-form.ts';
import { accueilDe } from '../../../../shared/domain/suivi/acces.ts';
import type { PersonneDemandee } from '../../../../shared/domain/suivi/personne.ts';
import { cellValue } from '../../../../shared/intake/files/read/cell.ts';
import { log } from '../../../../shared/log/log.ts';
import { contactsDe } from '../../../../shared/outbound/suivi/contacts.ts';
import { type Answers, type Ctx, readerOf, type SignedIn } from '../../page.ts';
import { type FieldErrors, NO_ERROR } from '../../views/kit/fields.tsx';
import { type QuiSuitAnswer, QuiSuitPage } from '../../views/suivi/qui-suit.tsx';
import { type CommissionPageDeps, createCommissionWork, sentTexts } from '../commissions/deps.ts';
import { refuse } from '../refuse.tsx';

/** Letters of a name, at most. */
const MOST_NAME = 80;
const NO_TEXT: PersonneDemandee = { nom: '', prenom: '', naissance: '' };

const errorsOf = ({ nom, prenom, naissance }: PersonneDemandee, today: string): FieldErrors => {
  const isName = (text: string): boolean => /\p{L}/u.test(text) && text.length <= MOST_NAME;
  return new Map(
    [
      ['nom', isName(nom) ? undefined : 'Nom : écrivez le nom de famille.'],
      ['prenom', isName(prenom) ? undefined : 'Prénom : écrivez le premier prénom.'],
      [
        'naissance',
        !isDay(naissance) || naissance > today
          ? 'Date de naissance : une date est attendue, par exemple 16/03/1984.'
          : isPlaceholder(naissance)
            ? 'Date de naissance : un 1er janvier ou un 31 décembre est souvent mis faute de mieux, et ne désigne personne. Sans autre date, appelez le service de l’État de l’arrondissement.'
            : undefined,
      ],
    ].flatMap(([name, text]): [string, string][] =>
      name === undefined || text === undefined ? [] : [[name, text]],
    ),
  );
};

/** Who follows a household: for a body that receives it, and nothing else of it. */
export const quiSuitPages = (deps: CommissionPageDeps): Answers<'quiSuit' | 'askQuiSuit'> => {
  const { client, table, matchingKey } = deps;
  const work = createCommissionWork(deps);

  const show = async (
    c: Ctx,
    signedIn: SignedIn,
    typed: PersonneDemandee,
    { errors = NO_ERROR, answer }: { errors?: FieldErrors; answer?: QuiSuitAnswer },
  ) =>
    c.html(
      <QuiSuitPage
        reader={readerOf(signedIn)}
        typed={typed}
        errors={errors}
        answer={answer}
        desk={await deps.desk()}
      />,
      errors.size > 0 ? 422 : answer?.kind === 'trop' ? 429 : 200,
    );

  return {
    quiSuit: (c, signedIn) => show(c, signedIn, NO_TEXT, {}),

    askQuiSuit: async (c, signedIn) => {
      const partner = accueilDe(signedIn.scope);
      if (partner === undefined) return refuse(c, 'notYours');
      const sent = await sentTexts(c);
      const date = cellValue(sent('naissance'), { type: 'date', values: new Map() });
      const typed = {
        nom: sent('nom'),
        prenom: sent('prenom'),
        naissance: typeof date === 'string' ? date : '',
      };
      const errors = errorsOf(typed, work.today());
      if (errors.size > 0) return show(c, signedIn, typed, { errors });
      const found = await demanderQuiSuit(
        { client, table, matchingKey },
        typed,
        { ...work.by(signedIn), partner },
        'page qui-suit',
      );
      log('quiSuit.asked', {
        person: signedIn.id,
        partner,
        outcome: found.kind,
        households: found.kind === 'dit' ? found.menages.length : 0,
      });
      if (found.kind === 'trop')
        return show(c, signedIn, NO_TEXT, { answer: { kind: 'trop', most: MOST_ASKS } });
      const desk = await deps.desk();
      const known = {
        partenaire: (code: string) => work.registry.get(code),
        commission: (code: string) => work.store.get(code),
      };
      const menages = await Promise.all(
        found.menages.map(async (menage) => ({
          arrondissement: menage.arrondissement,
          suivis: await contactsDe(menage, desk, known),
        })),
      );
      // Nobody found, the names are there to be put right; else the next person is another.
      return show(c, signedIn, menages.length === 0 ? typed : NO_TEXT, { answer: { kind: 'dit', menages } });
    },
  };
};
