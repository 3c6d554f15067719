import type { FC } from 'hono/jsx';
import type { CasePage, Sort } from '../../../../shared/cases/reading/list-cases.ts';
import type { CivilDate } from '../../../../shared/domain/calendar/civil-date.ts';
import type { ArrondissementCode } from '../../../../shared/domain/events/household.ts';
import { flagTitles } from '../../../../shared/domain/flags/flag-titles.ts';
import type { CaseRow } from '../../../../shared/domain/lists/row.ts';
import { titleOf } from '../../../../shared/domain/procedure/stage.ts';
import { MOST_VIEW_NAME, type SavedView } from '../../../../shared/store/persons-own.ts';
import { CaseLink } from '../case-words.tsx';
import { type FieldErrors, Input } from '../kit/fields.tsx';
import { ErrorSummary, Form, Submit } from '../kit/form.tsx';
import { type Column, Table } from '../kit/table.tsx';
import { Badge, countOf, Day, eurosOf, Notice } from '../kit/words.tsx';
import { Page, type Reader } from '../layout.tsx';
import { actorsOf } from '../state-words.ts';
import { FilterSaid, Filters } from './filters.tsx';
import { NextSaid } from './next-said.tsx';
import { addressOf, type ListQuery } from './query.ts';
import { Search } from './search.tsx';

/** What a list says of a case, from its stage on. */
export const cellsOf = (row: CaseRow, today: CivilDate) => [
  <>
    {titleOf(row.stage)}
    {row.provisional ? <Badge kind="info">à confirmer</Badge> : null}
  </>,
  <NextSaid row={row} today={today} />,
  actorsOf((row.late ?? row.next)?.rule ?? ''),
  row.dette === undefined ? '' : eurosOf(row.dette),
  row.flags.slice(0, 2).map((code) => <span class="mention">{flagTitles[code]}</span>),
];

export type CasesPageProps = {
  reader: Reader;
  today: CivilDate;
  query: ListQuery;
  mine: readonly ArrondissementCode[];
  page: CasePage;
  /** How many match, once that was asked. */
  count: { count: number; more: boolean } | undefined;
  views: readonly SavedView[];
  /** What is wrong with the name of a view. */
  errors: FieldErrors;
};

/** The cases of an arrondissement. */
export const CasesPage: FC<CasesPageProps> = ({ reader, today, query, mine, page, count, views, errors }) => {
  const sortLink = (text: string, sort: Sort): Column => {
    const on = query.sort === sort;
    return {
      text,
      sort: {
        href: addressOf({ ...query, sort, backwards: on && !query.backwards, next: undefined }),
        order: on ? (query.backwards ? 'descending' : 'ascending') : undefined,
      },
    };
  };
  const total = count ?? (page.total === undefined ? undefined : { count: page.total, more: false });
  return (
    <Page title="Dossiers" reader={reader} path="/dossiers" crumbs={[]} hasErrors={errors.size > 0}>
      <ErrorSummary errors={errors} />
      <Search />
      {views.length === 0 ? null : (
        <nav aria-label="Vos vues" class="choix">
          <ul>
            {views.map(({ name, query: saved }) => (
              <li>
                <a class="fr-tag" href={`/dossiers?${saved}`}>
                  {name}
                </a>
              </li>
            ))}
          </ul>
        </nav>
      )}
      <Filters query={query} mine={mine} />
      <FilterSaid query={query} />
      {page.unsorted ? (
        <Notice kind="info">
          <p>Trop de dossiers pour trier ainsi : filtrez d’abord. Ils sont montrés par échéance.</p>
        </Notice>
      ) : null}
      {page.cases.length === 0 ? (
        <p>
          {page.until === undefined
            ? 'Aucun dossier ne répond à ces filtres. Retirez-en un pour élargir.'
            : 'Aucun dossier trouvé jusqu’ici : la recherche peut continuer.'}
        </p>
      ) : (
        <Table
          caption={
            total === undefined
              ? 'Dossiers : ce qui est en retard, puis l’échéance la plus proche'
              : `${total.more ? 'plus de ' : ''}${countOf(total.count, 'dossier')}`
          }
          columns={[
            sortLink('Dossier', 'reference'),
            sortLink('Commune', 'commune'),
            sortLink('Étape', 'etape'),
            sortLink('Prochaine échéance', 'echeance'),
            { text: 'Qui doit agir' },
            sortLink('Dette', 'dette'),
            { text: 'À vérifier' },
          ]}
          rows={page.cases.map(({ caseId, row }) => [
            <>
              <CaseLink of={caseId} />
              {row.bailleur === undefined ? null : <span class="mention">Bailleur : {row.bailleur}</span>}
            </>,
            row.commune,
            ...cellsOf(row, today),
          ])}
        />
      )}
      {page.until === undefined ? null : (
        <p class="mention">
          La recherche a lu les dossiers jusqu’à l’échéance du <Day of={page.until} />.
        </p>
      )}
      <ul class="suite">
        {page.next === undefined ? null : (
          <li>
            <a class="fr-link" href={addressOf({ ...query, next: page.next })}>
              {page.until === undefined ? 'Page suivante' : 'Continuer la recherche'}
            </a>
          </li>
        )}
        {query.next === undefined ? null : (
          <li>
            <a class="fr-link" href={addressOf({ ...query, next: undefined })}>
              Revenir au début
            </a>
          </li>
        )}
        {total === undefined ? (
          <li>
            <a class="fr-link" href={`${addressOf(query)}&compter=oui`}>
              Compter les dossiers
            </a>
          </li>
        ) : null}
        <li>
          <a class="fr-link" href={addressOf({ ...query, next: undefined }, '/dossiers/export')}>
            Télécharger cette liste (CSV)
          </a>
        </li>
        <li>
          <a
            class="fr-link"
            href={`${addressOf({ ...query, next: undefined }, '/dossiers/export')}&format=ods`}
          >
            Télécharger cette liste (ODS)
          </a>
        </li>
      </ul>
      <details class="filtres" open={errors.size > 0 ? true : undefined}>
        <summary>Garder cette vue</summary>
        <Form action="/dossiers/vues" reader={reader}>
          <input
            type="hidden"
            name="requete"
            value={addressOf({ ...query, next: undefined }).split('?')[1]}
          />
          <Input
            name="nom"
            label="Nom de la vue"
            hint="Une vue qui porte déjà ce nom est remplacée ; sans filtre, elle est retirée."
            errors={errors}
            most={MOST_VIEW_NAME}
          />
          <Submit quiet>Garder</Submit>
        </Form>
      </details>
    </Page>
  );
};
