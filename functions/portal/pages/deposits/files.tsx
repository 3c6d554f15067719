import { parisDay } from '../../../../shared/domain/calendar/paris-day.ts';
import { declaresDe, derniereAnnee, estDeclarable } from '../../../../shared/domain/indicateurs/declares.ts';
import { modelOf } from '../../../../shared/intake/partners/model.ts';
import { tablesOf } from '../../../../shared/intake/partners/partner.ts';
import { modeleChiffres, nomDuModele } from '../../../../shared/outbound/declares/modele.ts';
import { reportStartOf } from '../../../../shared/outbound/reports/report-start.ts';
import type { Sent } from '../../../../shared/store/sent.ts';
import type { Answers, Ctx, PageDeps } from '../../page.ts';
import { type Here, under } from '../../partner-here.ts';
import { FilePage, FilesPage } from '../../views/deposits/files.tsx';
import { fileAnswer } from '../file-answer.ts';
import { refuse } from '../refuse.tsx';
import { createPartnerAnswers } from './here.ts';

const FILE = /^\d{8}-[0-9a-f]{32}$/;
/** Bytes of a report that its page reads: some thousand rows. */
const REPORT_BYTES = 512 * 1024;

/** The part of a file's number by which the hub and its API know it. */
const hexOf = ({ id }: Sent): string => id.slice(id.indexOf('-') + 1);

/** The tables that a partner drops, and what became of each row. */
export const filePages = (
  deps: PageDeps,
): Answers<'files' | 'announceFile' | 'fileModel' | 'file' | 'fileReport'> => {
  const { deposits, now, origin } = deps;
  const { sent } = deposits;
  const { reads, sends } = createPartnerAnswers(deps);
  const found =
    (say: (c: Ctx, here: Here, file: Sent) => Promise<Response>) =>
    async (c: Ctx, here: Here): Promise<Response> => {
      const id = c.req.param('fichier') ?? '';
      const file = FILE.test(id) ? await sent.get(here.code, 'file', id) : undefined;
      return file ? say(c, here, file) : refuse(c, 'noPage');
    };
  const prefixOf = (here: Here, file: Sent): string => `reports/${here.code}/api/${hexOf(file)}.`;

  return {
    files: reads('others', async (c, here) => {
      const after = c.req.query('apres');
      const page = await sent.list(
        here.code,
        'file',
        after !== undefined && FILE.test(after) ? after : undefined,
      );
      return c.html(<FilesPage here={here} sent={page.sent} next={page.next} />);
    }),

    announceFile: sends('others', async (c, here) => {
      const at = now();
      const id = `${parisDay(at).replaceAll('-', '')}-${deposits.newId()}`;
      await sent.enter(here.code, { id, what: 'file', at, by: here.by });
      return c.redirect(under(here, `/fichiers/${id}`), 303);
    }),

    fileModel: reads('others', (c, here) => {
      const table = tablesOf(here.family).find(
        ({ name, former }) => name === c.req.param('modele') && !former,
      );
      const isOfFigures = table !== undefined && 'declare' in table.format;
      if (isOfFigures && declaresDe(here.code).length === 0) return refuse(c, 'noPage');
      const today = parisDay(now());
      const asked = Number(c.req.query('annee'));
      const annee = estDeclarable(asked, today) ? asked : derniereAnnee(today);
      return table
        ? fileAnswer(isOfFigures ? modeleChiffres(annee, here.code) : modelOf(table), {
            type: 'text/csv; charset=utf-8',
            name: isOfFigures
              ? nomDuModele(annee, here.code)
              : `${here.family.code}-${table.name}.modele.csv`,
          })
        : refuse(c, 'noPage');
    }),

    file: reads(
      'others',
      found(async (c, here, file) => {
        if (c.req.query('etag') !== undefined) return c.redirect(`${c.req.path}?envoi=fait`, 303);
        const bytes = await deposits.readReport(prefixOf(here, file), 'json', REPORT_BYTES);
        const report = bytes && reportStartOf(new TextDecoder().decode(bytes));
        const isSent = c.req.query('envoi') === 'fait';
        const back = `${origin}${under(here, `/fichiers/${file.id}`)}?envoi=fait`;
        const upload =
          report || isSent || !here.maySend
            ? undefined
            : await deposits.fileUpload(`drop/${here.code}/api/${hexOf(file)}`, now(), back);
        if (upload) c.set('sendsTo', new URL(upload.url).origin);
        return c.html(<FilePage here={here} file={file} report={report} upload={upload} />);
      }),
    ),

    fileReport: reads(
      'others',
      found(async (c, here, file) => {
        const { csv } = await deposits.reportsOf(prefixOf(here, file));
        return csv === undefined ? refuse(c, 'noPage') : c.redirect(csv, 303);
      }),
    ),
  };
};
