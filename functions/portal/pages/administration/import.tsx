import { applyImport, planImport } from '../../../../shared/cases/directory/import.ts';
import { type Answers, answerBy, type Ctx, readerOf, type SignedIn } from '../../page.ts';
import { ImportedPage, ImportPage, ImportReportPage } from '../../views/administration/import.tsx';
import { NO_ERROR } from '../../views/kit/fields.tsx';
import { type AdminDeps, registersOf, sentBy } from './deps.ts';

/** Longest text that is read: some two thousand lines. */
const TEXT_MOST = 500_000;

/** The text that was dropped or pasted; undefined when there is none. A spreadsheet of Windows may not write UTF-8: that is told. */
const textIn = async (c: Ctx): Promise<{ text: string } | { wrong: string; text: string }> => {
  const { fichier } = await c.req.parseBody();
  const pasted = (await sentBy(c)).one('texte');
  if (!(fichier instanceof File) || fichier.size === 0)
    return pasted === ''
      ? { text: '', wrong: 'Un fichier, ou un tableau collé, est attendu.' }
      : { text: pasted };
  if (fichier.size > TEXT_MOST)
    return { text: pasted, wrong: 'Ce fichier est trop grand : coupez-le en plusieurs.' };
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(await fichier.arrayBuffer()) };
  } catch {
    return {
      text: pasted,
      wrong:
        'Ce fichier n’est pas en UTF-8 : dans le tableur, enregistrez-le en « CSV UTF-8 », ou collez le tableau.',
    };
  }
};

/** The import of a table in the directory: read, reported, then agreed to. */
export const importPages = (deps: AdminDeps): Answers<'importDirectory' | 'readImport'> => {
  const { directory } = registersOf(deps);
  const form = (c: Ctx, signedIn: SignedIn, text: string, wrong?: string) =>
    c.html(
      <ImportPage
        reader={readerOf(signedIn)}
        text={text}
        errors={wrong === undefined ? NO_ERROR : new Map([['fichier', wrong]])}
      />,
      wrong === undefined ? 200 : 422,
    );
  return {
    importDirectory: (c, signedIn) => form(c, signedIn, ''),

    readImport: async (c, signedIn) => {
      const sent = await sentBy(c);
      if (sent.one('faire') === 'corriger') return form(c, signedIn, sent.one('texte'));
      const given = await textIn(c);
      if ('wrong' in given) return form(c, signedIn, given.text, given.wrong);
      if (given.text.length > TEXT_MOST)
        return form(c, signedIn, '', 'Ce tableau est trop grand : coupez-le en plusieurs.');
      const { entries, version } = await directory.read();
      const plan = planImport(given.text, entries, version);
      const isAgreed = sent.one('faire') === 'appliquer';
      if (isAgreed && sent.one('version') === String(version)) {
        const done = await applyImport(directory, plan, answerBy(signedIn, deps));
        return c.html(<ImportedPage reader={readerOf(signedIn)} done={done} planned={plan.put.length} />);
      }
      return c.html(
        <ImportReportPage
          reader={readerOf(signedIn)}
          text={given.text}
          lines={plan.lines}
          writes={plan.put.length}
          version={version}
          isStale={isAgreed}
        />,
      );
    },
  };
};
