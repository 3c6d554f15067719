import type { FC } from 'hono/jsx';
import { LOG_DAYS_MOST, type LoggedRead, readerIdOf } from '../../../shared/cases/recording/read-log.ts';
import type { NameWith } from '../routes.ts';
import { type FieldErrors, Input } from './kit/fields.tsx';
import { ErrorSummary } from './kit/form.tsx';
import { Table } from './kit/table.tsx';
import { countOf, Moment } from './kit/words.tsx';
import { Page, type Reader } from './layout.tsx';

/** What was typed in the search. `qui` comes from a link on a name. */
export type TypedSearch = { du: string; au: string; dossier: string; qui: string };

const withQuery = (path: string, of: Record<string, string>): string =>
  `${path}?${new URLSearchParams(Object.entries(of).filter(([, value]) => value !== ''))}`;

type CasePage = NameWith<{ method: 'GET'; of: 'dossier' }>;
/** Pages that read cases, as their readers call them: those of one case, which the table of routes knows, then the others. */
const readings = {
  alert: 'Page d’une alerte',
  notMine: 'Renvoi d’une alerte',
  case: 'Page d’un dossier',
  attachments: 'Rattachements d’un dossier',
  piece: 'Pièce d’un dossier',
  detaching: 'Détachement d’un événement',
  record: 'Consigner un acte : choix de l’acte',
  recordForm: 'Consigner un acte : formulaire',
  enquete: 'Enquête sociale d’un dossier',
  diagnostics: 'Diagnostics : la liste',
  diagnostic: 'Diagnostic',
  diagnosticPart: 'Diagnostic : une partie du formulaire',
  diagnosticFile: 'Diagnostic : le PDF',
  review: 'Rapprochement à trancher',
  reviews: 'Rapprochements : la liste',
  communications: 'Registre des communications d’un ménage',
  householdLetter: 'Lettre à un ménage',
  printLetters: 'Lettres à des ménages, ensemble',
  'qui-suit': 'Qui suit ce ménage ?',
  recherche: 'Recherche d’un dossier',
  export: 'Export de la liste des dossiers',
  readLog: 'Lectures des dossiers',
  exportReads: 'Export des lectures',
} as const satisfies Record<CasePage, string> & Record<string, string>;

/** How a read was made, in French: the page, or the command of who operates the hub. */
export const readingInWords = (command: string): string => {
  const page = /^page ([\w-]+)$/.exec(command)?.[1];
  if (page === undefined) return `Commande « ${command} »`;
  return Object.entries(readings).find(([name]) => name === page)?.[1] ?? 'Autre page';
};

/** References of a read; many are counted. */
const Cases: FC<{ of: readonly string[] }> = ({ of }) => {
  const [first, ...others] = of;
  if (first === undefined) return <>aucun</>;
  if (first === '*') return <>toute la table</>;
  return <>{others.length === 0 ? first : `${first} et ${countOf(others.length, 'autre')}`}</>;
};

/** Who read which case: for whoever is in charge of data protection. */
export const ReadsPage: FC<{
  reader: Reader;
  typed: TypedSearch;
  errors: FieldErrors;
  rows: readonly LoggedRead[];
  /** Where the next page is; undefined at the end. */
  after: string | undefined;
}> = ({ reader, typed, errors, rows, after }) => {
  const [only] = rows;
  return (
    <Page title="Lectures des dossiers" reader={reader} path="/lectures" hasErrors={errors.size > 0}>
      <p>
        Chaque lecture d’un dossier par une personne est gardée cinq ans. Celles de cette page le sont aussi :
        la vôtre y figure.
      </p>
      <ErrorSummary errors={errors} />
      <form method="get" action="/lectures" class="fr-mb-4w" novalidate>
        <Input name="du" label="Du" type="date" value={typed.du} errors={errors} />
        <Input
          name="au"
          label="Au"
          type="date"
          hint={`${LOG_DAYS_MOST} jours au plus`}
          value={typed.au}
          errors={errors}
        />
        <Input
          name="dossier"
          label="Dossier"
          hint="Sa référence : 77-2026-000001"
          value={typed.dossier}
          errors={errors}
          required={false}
        />
        {typed.qui === '' ? null : <input type="hidden" name="qui" value={typed.qui} />}
        <div class="boutons fr-mt-3w">
          <button class="fr-btn" type="submit">
            Chercher
          </button>
          {errors.size > 0 ? null : (
            <a class="fr-btn fr-btn--secondary" href={withQuery('/lectures/export.csv', typed)}>
              Exporter (CSV)
            </a>
          )}
        </div>
      </form>
      {typed.qui === '' || errors.size > 0 ? null : (
        <p>
          {only === undefined ? 'D’une seule personne. ' : `De ${only.by} seulement. `}
          <a class="fr-link" href={withQuery('/lectures', { ...typed, qui: '' })}>
            Voir tout le monde
          </a>
        </p>
      )}
      {errors.size > 0 ? null : rows.length === 0 ? (
        <p>
          {after === undefined
            ? 'Aucune lecture ces jours-là. Élargissez les dates, ou retirez le dossier.'
            : 'Rien encore dans les jours les plus récents.'}
        </p>
      ) : (
        <Table
          caption={countOf(rows.length, 'lecture', 'lectures, la plus récente d’abord')}
          columns={['Quand', 'Qui', 'Page ou commande', 'Dossiers'].map((text) => ({ text }))}
          rows={rows.map(({ at, by, command, cases }) => [
            <Moment of={at} />,
            <a class="fr-link" href={withQuery('/lectures', { ...typed, qui: readerIdOf(by) })}>
              {by}
            </a>,
            readingInWords(command),
            <Cases of={cases} />,
          ])}
        />
      )}
      {after === undefined ? null : (
        <a class="fr-link" href={withQuery('/lectures', { ...typed, apres: after })}>
          Lectures plus anciennes
        </a>
      )}
    </Page>
  );
};
