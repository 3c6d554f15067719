import {
  LOG_DAYS_MOST,
  type LoggedRead,
  type LogPlace,
  type LogSearch,
  readLog,
} from '../../../shared/cases/recording/read-log.ts';
import { recordRead } from '../../../shared/cases/recording/record-read.ts';
import { addDays, dateInFrench, daysBetween, isDay } from '../../../shared/domain/calendar/civil-date.ts';
import { parisDay, parisHour } from '../../../shared/domain/calendar/paris-day.ts';
import { CSV_MARK, csvLine } from '../../../shared/outbound/csv.ts';
import { type Answers, answerBy, type Ctx, type PageDeps, readerOf, type SignedIn } from '../page.ts';
import type { FieldErrors } from '../views/kit/fields.tsx';
import { ReadsPage, readingInWords, type TypedSearch } from '../views/lectures.tsx';

const PAGE_ROWS = 50;
/** Rows of an export: what one answer has room for. */
const EXPORT_ROWS = 20_000;
/** Days shown when none is asked for. */
const USUAL_DAYS = 7;

const placeOfText = (text: string): LogPlace | undefined => {
  const [, day, sort] = /^(\d{4}-\d{2}-\d{2})\|(TRACE[\w#:.$-]{1,120})$/.exec(text) ?? [];
  return day !== undefined && sort !== undefined && isDay(day) ? { day, sort } : undefined;
};

/** What was typed, as a search, with what is wrong in it. */
const searchOf = (c: Ctx, today: string) => {
  const asked = (name: string): string => c.req.query(name)?.trim() ?? '';
  const typed: TypedSearch = {
    du: asked('du') || addDays(today, 1 - USUAL_DAYS),
    au: asked('au') || today,
    dossier: asked('dossier'),
    qui: /^[0-9a-f]{16}$/.test(asked('qui')) ? asked('qui') : '',
  };
  const errors = new Map<string, string>();
  for (const name of ['du', 'au'] as const) if (!isDay(typed[name])) errors.set(name, 'Un jour est attendu.');
  if (errors.size === 0) {
    const days = daysBetween(typed.du, typed.au);
    if (days < 0) errors.set('au', 'Un jour après le premier est attendu.');
    if (days >= LOG_DAYS_MOST) errors.set('au', `${LOG_DAYS_MOST} jours au plus sont attendus.`);
  }
  if (typed.dossier !== '' && !/^(\d{2,3}|2[AB])-\d{4}-\d{6,9}$/.test(typed.dossier))
    errors.set('dossier', 'Une référence de dossier est attendue : 77-2026-000001.');
  const search: LogSearch = {
    from: typed.du,
    to: typed.au,
    caseId: typed.dossier || undefined,
    who: typed.qui || undefined,
  };
  return { typed, search, errors };
};

const rowOf = ({ at, by, command, cases }: LoggedRead): string =>
  csvLine([
    `${dateInFrench(parisDay(at))} ${parisHour(at)}`,
    by,
    readingInWords(command),
    cases.length,
    cases.join(' '),
    at,
  ]);

/** The log of who read which case. Reading it is a read too. */
export const readingPages = (deps: PageDeps): Answers<'readLog' | 'exportReads'> => {
  const { client, table, now } = deps;
  /** Recorded before anything is shown. */
  const record = (signedIn: SignedIn, command: string, { caseId }: LogSearch): Promise<void> =>
    recordRead(client, table, answerBy(signedIn, deps), command, caseId === undefined ? [] : [caseId]);

  const page = async (c: Ctx, signedIn: SignedIn): Promise<Response> => {
    const reader = readerOf(signedIn);
    const { typed, search, errors } = searchOf(c, parisDay(now()));
    const show = (rows: readonly LoggedRead[], next: LogPlace | undefined, wrong: FieldErrors) =>
      c.html(
        <ReadsPage
          reader={reader}
          typed={typed}
          errors={wrong}
          rows={rows}
          after={next && `${next.day}|${next.sort}`}
        />,
        wrong.size > 0 ? 422 : 200,
      );
    if (errors.size > 0) return show([], undefined, errors);
    await record(signedIn, 'page readLog', search);
    const { rows, next } = await readLog(
      client,
      table,
      search,
      PAGE_ROWS,
      placeOfText(c.req.query('apres') ?? ''),
    );
    return show(rows, next, errors);
  };

  return {
    readLog: page,

    exportReads: async (c, signedIn) => {
      const { search, errors } = searchOf(c, parisDay(now()));
      if (errors.size > 0) return page(c, signedIn);
      await record(signedIn, 'page exportReads', search);
      const rows: LoggedRead[] = [];
      let from: LogPlace | undefined;
      do {
        const read = await readLog(client, table, search, EXPORT_ROWS + 1 - rows.length, from);
        rows.push(...read.rows);
        from = read.next;
      } while (from && rows.length <= EXPORT_ROWS);
      const heading = csvLine([
        'quand (heure de Paris)',
        'qui',
        'page ou commande',
        'nombre de dossiers',
        'dossiers',
        'instant (UTC)',
      ]);
      const cut = csvLine([
        `coupé à ${EXPORT_ROWS} lectures : les plus anciennes de ces jours n’y sont pas, demandez moins de jours`,
      ]);
      const all = rows.slice(0, EXPORT_ROWS).map(rowOf).join('');
      c.header('content-type', 'text/csv; charset=utf-8');
      c.header('content-disposition', `attachment; filename="lectures-${search.from}-${search.to}.csv"`);
      return c.body(`${CSV_MARK}${heading}${all}${rows.length > EXPORT_ROWS ? cut : ''}`);
    },
  };
};
