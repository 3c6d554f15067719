import type { FC } from 'hono/jsx';
import type { FoundCase } from '../../../../shared/cases/reading/find-cases.ts';
import type { CivilDate } from '../../../../shared/domain/calendar/civil-date.ts';
import type { Person } from '../../../../shared/domain/events/household.ts';
import { titleOf } from '../../../../shared/domain/procedure/stage.ts';
import { arrondissementNames } from '../../../../shared/domain/territory/arrondissements.ts';
import { CaseLink } from '../case-words.tsx';
import type { FieldErrors } from '../kit/fields.tsx';
import { ErrorSummary } from '../kit/form.tsx';
import { Table } from '../kit/table.tsx';
import { countOf, Day } from '../kit/words.tsx';
import { Page, type Reader } from '../layout.tsx';
import { NextSaid } from './next-said.tsx';
import { Search } from './search.tsx';

const personSaid = ({ nomNaissance, nomUsage, prenoms = [], dateNaissance }: Person) => (
  <span class="mention">
    {[nomUsage ?? nomNaissance, nomUsage && nomNaissance ? `(${nomNaissance})` : '', ...prenoms]
      .filter(Boolean)
      .join(' ')}
    {dateNaissance === undefined ? null : ', né(e) le '}
    {dateNaissance === undefined ? null : <Day of={dateNaissance} />}
  </span>
);

/** The cases that a search found, with the names by which a reader tells them apart. */
export const FoundPage: FC<{
  reader: Reader;
  asked: string;
  cases: readonly FoundCase[];
  more: boolean;
  /** Why nothing could be looked for. */
  problem: string | undefined;
  today: CivilDate;
}> = ({ reader, asked, cases, more, problem, today }) => {
  const errors: FieldErrors = new Map(problem === undefined ? [] : [['recherche', problem]]);
  return (
    <Page
      title="Recherche"
      reader={reader}
      path="/dossiers/recherche"
      crumbs={[{ href: '/dossiers', text: 'Dossiers' }]}
      hasErrors={errors.size > 0}
    >
      <ErrorSummary errors={errors} />
      <Search asked={asked} errors={errors} />
      {problem !== undefined ? null : cases.length === 0 ? (
        <p>
          Aucun dossier de vos arrondissements ne répond à cette recherche. Vérifiez l’orthographe : les noms
          proches par le son sont trouvés, les autres non.
        </p>
      ) : (
        <Table
          caption={`${more ? 'plus de ' : ''}${countOf(cases.length, 'dossier')} de vos arrondissements`}
          columns={[
            { text: 'Dossier' },
            { text: 'Commune' },
            { text: 'Ménage' },
            { text: 'Étape' },
            { text: 'Prochaine échéance' },
          ]}
          rows={cases.map(({ caseId, row, household, arrondissement }) => [
            <CaseLink of={caseId} />,
            <>
              {row.commune}
              {arrondissement === undefined ? null : (
                <span class="mention">{arrondissementNames[arrondissement]}</span>
              )}
            </>,
            household.map(personSaid),
            titleOf(row.stage),
            <NextSaid row={row} today={today} />,
          ])}
        />
      )}
    </Page>
  );
};
