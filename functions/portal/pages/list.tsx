import { resolveCase } from '../../../shared/cases/filing/case-names.ts';
import { readCurrentCase } from '../../../shared/cases/reading/current-case.ts';
import { type FoundCase, findByName, readFound } from '../../../shared/cases/reading/find-cases.ts';
import { countCases, everyCase, listCases } from '../../../shared/cases/reading/list-cases.ts';
import { recordRead } from '../../../shared/cases/recording/record-read.ts';
import { parisDay } from '../../../shared/domain/calendar/paris-day.ts';
import { reachesCase } from '../../../shared/domain/habilitation/habilitation.ts';
import { HubError } from '../../../shared/errors.ts';
import type { ListedCase } from '../../../shared/store/lists.ts';
import { createPersonOwn, MOST_VIEW_NAME, MOST_VIEWS } from '../../../shared/store/persons-own.ts';
import { type Answers, answerBy, type Ctx, type PageDeps, readerOf, type SignedIn } from '../page.ts';
import type { FieldErrors } from '../views/kit/fields.tsx';
import { CasesPage } from '../views/list/cases.tsx';
import { FoundPage } from '../views/list/found.tsx';
import { addressOf, queryOf } from '../views/list/query.ts';
import { arrondissementsOf } from './day.tsx';
import { formatOf, MOST_EXPORTED, writeCases } from './list-file.ts';
import { refuse } from './refuse.tsx';

/** The list of cases, what is looked for in it, what is kept of it. */
export const listPages = (deps: PageDeps): Answers<'cases' | 'casesExport' | 'saveView'> => {
  const { client, table, matchingKey, now } = deps;
  const own = createPersonOwn(client, table);

  /** The list that an address asks for, of an arrondissement of the reader's. */
  const queryFor = ({ scope }: SignedIn, asked: Readonly<Record<string, string>>) => {
    const [first, ...others] = arrondissementsOf(scope);
    return first === undefined ? undefined : queryOf(asked, [first, ...others]);
  };

  const showList = async (
    c: Ctx,
    signedIn: SignedIn,
    asked: Readonly<Record<string, string>>,
    errors: FieldErrors = new Map(),
  ) => {
    const query = queryFor(signedIn, asked);
    if (query === undefined) return refuse(c, 'notYours');
    const [page, views, count] = await Promise.all([
      listCases(client, table, query),
      own.views(signedIn.id),
      c.req.query('compter') === 'oui' ? countCases(client, table, query.filter) : undefined,
    ]);
    return c.html(
      <CasesPage
        reader={readerOf(signedIn)}
        today={parisDay(now())}
        query={query}
        mine={arrondissementsOf(signedIn.scope)}
        page={page}
        count={count}
        views={views}
        errors={errors}
      />,
      errors.size === 0 ? 200 : 422,
    );
  };

  const find = async (asked: string): Promise<{ cases: FoundCase[]; more: boolean } | string> => {
    if (/\d/.test(asked)) {
      try {
        const caseId = await resolveCase(client, table, asked);
        const now = await readCurrentCase(client, table, caseId);
        return { cases: now ? await readFound(client, table, [now.summary.caseId]) : [], more: false };
      } catch (error) {
        if (!(error instanceof HubError) || error.retryable) throw error;
        return error.code === 'NAME_UNKNOWN'
          ? { cases: [], more: false }
          : 'Cette référence n’est pas entière, ou une lettre y est fausse : relisez-la.';
      }
    }
    return (
      (await findByName(client, table, matchingKey, asked)) ??
      'Écrivez un nom et un prénom : un nom seul donnerait trop de dossiers.'
    );
  };

  const showFound = async (c: Ctx, signedIn: SignedIn, asked: string) => {
    const found = await find(asked);
    const problem = typeof found === 'string' ? found : undefined;
    const mine =
      typeof found === 'string'
        ? []
        : found.cases.filter(({ arrondissement }) => reachesCase(signedIn.scope, 'state', arrondissement));
    // Names are shown: it is a read of each.
    await recordRead(
      client,
      table,
      answerBy(signedIn, deps),
      'page recherche',
      mine.map(({ caseId }) => caseId),
    );
    const [only] = mine;
    if (only && mine.length === 1 && /\d/.test(asked)) return c.redirect(`/dossiers/${only.caseId}`, 303);
    return c.html(
      <FoundPage
        reader={readerOf(signedIn)}
        asked={asked}
        cases={mine}
        more={typeof found === 'string' ? false : found.more}
        problem={problem}
        today={parisDay(now())}
      />,
      problem === undefined ? 200 : 422,
    );
  };

  return {
    cases: (c, signedIn) => {
      const asked = c.req.query('recherche')?.trim().slice(0, 100) ?? '';
      return asked === '' ? showList(c, signedIn, c.req.query()) : showFound(c, signedIn, asked);
    },

    casesExport: async (c, signedIn) => {
      const query = queryFor(signedIn, c.req.query());
      if (query === undefined) return refuse(c, 'notYours');
      const format = formatOf(c.req.query('format'));
      const most = MOST_EXPORTED[format];
      const cases: ListedCase[] = [];
      for await (const some of everyCase(client, table, query.filter)) {
        cases.push(...some);
        if (cases.length > most) break;
      }
      const shown = cases.slice(0, most);
      await recordRead(
        client,
        table,
        answerBy(signedIn, deps),
        'page export',
        shown.map(({ caseId }) => caseId),
      );
      const { type, body } = await writeCases(format, shown, cases.length > most);
      c.header('content-type', type);
      c.header(
        'content-disposition',
        `attachment; filename="dossiers-${query.filter.arrondissement}-${parisDay(now())}.${format}"`,
      );
      return c.body(body);
    },

    saveView: async (c, signedIn) => {
      const { nom, requete } = await c.req.parseBody();
      const name = typeof nom === 'string' ? nom.trim().slice(0, MOST_VIEW_NAME) : '';
      const [first, ...others] = arrondissementsOf(signedIn.scope);
      if (first === undefined) return refuse(c, 'notYours');
      // Only what a list understands is kept.
      const asked = Object.fromEntries(new URLSearchParams(typeof requete === 'string' ? requete : ''));
      const query = addressOf({ ...queryOf(asked, [first, ...others]), next: undefined }).split('?')[1] ?? '';
      if (name === '') return showList(c, signedIn, asked, new Map([['nom', 'Donnez un nom à la vue.']]));
      const before = (await own.views(signedIn.id)).filter((view) => view.name !== name);
      const bare = new URLSearchParams(query).size <= 1;
      if (!bare && before.length >= MOST_VIEWS)
        return showList(
          c,
          signedIn,
          asked,
          new Map([['nom', `Vous gardez déjà ${MOST_VIEWS} vues : retirez-en une d’abord.`]]),
        );
      await own.keepViews(signedIn.id, bare ? before : [...before, { name, query }]);
      return c.redirect(`/dossiers?${query}`, 303);
    },
  };
};
