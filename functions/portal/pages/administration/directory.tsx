import { writtenCommune } from '../../../../shared/cases/directory/communes.ts';
import { type AskedEntry, dropEntry, saveEntry } from '../../../../shared/cases/directory/entry.ts';
import { communesByInsee } from '../../../../shared/domain/territory/table.ts';
import { unreachedCommunes } from '../../../../shared/outbound/coverage.ts';
import type { Directory } from '../../../../shared/outbound/directory.ts';
import { type Body, bodies, type DirectoryEntry, isBody } from '../../../../shared/store/directory.ts';
import { type Answers, answerBy, type Ctx, readerOf, type SignedIn } from '../../page.ts';
import { coverageOf } from '../../views/administration/coverage.tsx';
import { BodyPage, DirectoryPage, EntryPage } from '../../views/administration/directory.tsx';
import { type FieldErrors, NO_ERROR } from '../../views/kit/fields.tsx';
import { refuse } from '../refuse.tsx';
import { type AdminDeps, newId, registersOf, sentBy } from './deps.ts';

const CHANGES_SHOWN = 20;
const NEW = 'nouvelle';

const nameOf = (insee: string): string => {
  const commune = communesByInsee().get(insee);
  return commune ? writtenCommune(commune) : insee;
};
const typedOf = ({ nom, mail, communes, code = '' }: DirectoryEntry): AskedEntry => ({
  nom,
  mail: mail ?? '',
  communes: communes.map(nameOf).join('\n'),
  code,
});
/** Names in the file that was deployed. */
const deployedIn = (file: Directory, kind: Body): string[] => {
  if (kind === 'adil' || kind === 'bdf') return file[kind].mail === null ? [] : [file[kind].nom];
  return file[kind].map(({ nom }) => nom);
};
const capitalised = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;

/** The directory: who is written to, by commune. */
export const directoryPages = (
  deps: AdminDeps,
): Answers<'directory' | 'directoryOf' | 'directoryEntry' | 'saveDirectoryEntry'> => {
  const { directory, addresses, proofs } = registersOf(deps);
  /** The body and the entry that an address names. */
  const named = (c: Ctx): { kind: Body; id: string } | undefined => {
    const kind = c.req.param('organisme') ?? '';
    return isBody(kind) ? { kind, id: c.req.param('entree') ?? '' } : undefined;
  };
  const form = (
    c: Ctx,
    signedIn: SignedIn,
    at: { kind: Body; id: string },
    typed: AskedEntry,
    errors: FieldErrors = NO_ERROR,
    isStale = false,
  ) =>
    c.html(
      <EntryPage reader={readerOf(signedIn)} {...at} typed={typed} errors={errors} isStale={isStale} />,
      errors.size > 0 || isStale ? 422 : 200,
    );

  return {
    directory: async (c, signedIn) => {
      const [{ whole }, changes] = await Promise.all([addresses(), directory.changes()]);
      return c.html(
        <DirectoryPage
          reader={readerOf(signedIn)}
          coverage={coverageOf(whole)}
          changes={changes.toReversed().slice(0, CHANGES_SHOWN)}
        />,
      );
    },

    directoryOf: async (c, signedIn) => {
      const kind = named(c)?.kind;
      if (kind === undefined) return refuse(c, 'noSuch');
      const [{ entries, whole }, proven] = await Promise.all([addresses(), proofs.all()]);
      const coverage = coverageOf(whole).find((one) => one.kind === kind);
      if (!coverage) return refuse(c, 'noSuch');
      const fait = c.req.query('fait');
      return c.html(
        <BodyPage
          reader={readerOf(signedIn)}
          kind={kind}
          coverage={coverage}
          entries={entries
            .filter((one) => one.kind === kind)
            .toSorted((a, b) => a.nom.localeCompare(b.nom, 'fr'))}
          deployed={deployedIn(deps.file, kind)}
          missing={kind === 'ccas' || kind === 'mds' ? unreachedCommunes(whole, kind).missing : new Map()}
          proofs={proven}
          nameOf={nameOf}
          telling={fait === 'garde' || fait === 'retire' ? fait : undefined}
        />,
      );
    },

    directoryEntry: async (c, signedIn) => {
      const at = named(c);
      if (!at) return refuse(c, 'noSuch');
      if (at.id === NEW) return form(c, signedIn, at, { nom: '', mail: '', communes: '', code: '' });
      const { entries } = await directory.read();
      const entry = entries.find(({ kind, id }) => kind === at.kind && id === at.id);
      return entry ? form(c, signedIn, at, typedOf(entry)) : refuse(c, 'noSuch');
    },

    saveDirectoryEntry: async (c, signedIn) => {
      const at = named(c);
      if (!at) return refuse(c, 'noSuch');
      const above = `/administration/annuaire/${at.kind}`;
      const sent = await sentBy(c);
      const author = answerBy(signedIn, deps);
      const typed: AskedEntry = {
        nom: sent.one('nom'),
        mail: sent.one('mail'),
        communes: sent.one('communes'),
        code: sent.one('code'),
      };
      if (sent.one('faire') === 'retirer') {
        const dropped = await dropEntry(directory, at, author);
        if (dropped === 'changed') return form(c, signedIn, at, typed, NO_ERROR, true);
        return dropped === 'dropped' ? c.redirect(`${above}?fait=retire`, 303) : refuse(c, 'noSuch');
      }
      const isNew = at.id === NEW;
      // There is one of these, whoever adds it.
      const added = bodies[at.kind].by === 'one' ? at.kind : newId();
      const done = await saveEntry(directory, { ...at, id: isNew ? added : at.id, isNew }, typed, author);
      switch (done.kind) {
        case 'saved':
          return c.redirect(`${above}?fait=garde`, 303);
        case 'nothing':
          return refuse(c, 'noSuch');
        case 'changed':
          return form(c, signedIn, at, typed, NO_ERROR, true);
        case 'refused': {
          const errors = new Map<string, string>();
          for (const { field, text } of done.wrong)
            errors.set(field, [errors.get(field), capitalised(text)].filter(Boolean).join(' '));
          return form(c, signedIn, at, typed, errors);
        }
      }
    },
  };
};
