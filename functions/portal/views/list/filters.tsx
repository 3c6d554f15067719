import type { FC } from 'hono/jsx';
import { dateInFrench } from '../../../../shared/domain/calendar/civil-date.ts';
import { motifs } from '../../../../shared/domain/events/common.ts';
import type { ArrondissementCode } from '../../../../shared/domain/events/household.ts';
import { flagCodes } from '../../../../shared/domain/flags/flag.ts';
import { flagTitles } from '../../../../shared/domain/flags/flag-titles.ts';
import { type CaseFilter, debts } from '../../../../shared/domain/lists/row-filter.ts';
import { words } from '../../../../shared/domain/notices/words.ts';
import { endOf, stages, titleOf } from '../../../../shared/domain/procedure/stage.ts';
import { arrondissementNames } from '../../../../shared/domain/territory/arrondissements.ts';
import { Choices, Input, Select } from '../kit/fields.tsx';
import { Buttons, Submit } from '../kit/form.tsx';
import { addressOf, type ListQuery } from './query.ts';

/** Each thing that a list is filtered by, in words, and the list without it. */
const toldIn = (query: ListQuery): { text: string; without: CaseFilter }[] => {
  const { filter } = query;
  const one = (name: keyof CaseFilter, text: string | undefined) =>
    text === undefined ? [] : [{ text, without: { ...filter, [name]: undefined } }];
  return [
    ...one('stage', filter.stage && titleOf(filter.stage)),
    ...one('motif', filter.motif && words[filter.motif]),
    ...one('dueBy', filter.dueBy && `échéance avant le ${dateInFrench(filter.dueBy)}`),
    ...one('audienceBy', filter.audienceBy && `audience avant le ${dateInFrench(filter.audienceBy)}`),
    ...one('debt', filter.debt && `dette : ${debts[filter.debt].text}`),
    ...one('bailleur', filter.bailleur && `bailleur : ${filter.bailleur}`),
    ...one('flag', filter.flag && flagTitles[filter.flag]),
    ...one('provisional', filter.provisional === true ? 'rapprochement à confirmer' : undefined),
  ];
};

/** What the list is filtered by, in a sentence: each part with a link that takes it away. */
export const FilterSaid: FC<{ query: ListQuery }> = ({ query }) => {
  const { arrondissement, status } = query.filter;
  const told = toldIn(query);
  return (
    <p class="filtre">
      <strong>{arrondissementNames[arrondissement]}</strong>,{' '}
      {status === 'open' ? 'dossiers ouverts' : 'dossiers clos'}
      {told.map(({ text, without }) => (
        <>
          {' · '}
          {text}{' '}
          <a class="fr-link fr-link--sm" href={addressOf({ ...query, filter: without, next: undefined })}>
            retirer<span class="fr-sr-only"> le filtre « {text} »</span>
          </a>
        </>
      ))}
    </p>
  );
};

/** The form of filters, sent by its address: it can be kept and shared among colleagues. */
export const Filters: FC<{ query: ListQuery; mine: readonly ArrondissementCode[] }> = ({ query, mine }) => {
  const { filter, sort, backwards } = query;
  return (
    <details class="filtres" open={toldIn(query).length === 0 ? undefined : true}>
      <summary>Filtrer les dossiers</summary>
      <form method="get" action="/dossiers">
        {sort === 'echeance' ? null : <input type="hidden" name="tri" value={sort} />}
        {backwards ? <input type="hidden" name="ordre" value="desc" /> : null}
        <div class="champs">
          <Select
            name="arrondissement"
            label="Arrondissement"
            value={filter.arrondissement}
            choices={mine.map((code) => ({ value: code, text: arrondissementNames[code] }))}
          />
          <Select
            name="etat"
            label="Dossiers"
            value={filter.status}
            choices={[
              { value: 'open', text: 'ouverts' },
              { value: 'closed', text: 'clos' },
            ]}
          />
          <Select
            name="etape"
            label="Étape"
            empty="toutes"
            value={filter.stage}
            choices={stages
              .filter(({ name }) => (endOf(name) === undefined) === (filter.status === 'open'))
              .map(({ name, title }) => ({ value: name, text: title }))}
          />
          <Select
            name="motif"
            label="Motif"
            empty="tous"
            value={filter.motif}
            choices={motifs.map((motif) => ({ value: motif, text: words[motif] }))}
          />
          <Input name="avant" type="date" label="Échéance au plus tard le" required value={filter.dueBy} />
          <Input
            name="audience"
            type="date"
            label="Audience au plus tard le"
            required
            value={filter.audienceBy}
          />
          <Select
            name="dette"
            label="Dette"
            empty="toutes"
            value={filter.debt}
            choices={Object.entries(debts).map(([value, { text }]) => ({ value, text }))}
          />
          <Input name="bailleur" label="Bailleur" required value={filter.bailleur} most={60} />
          <Select
            name="signal"
            label="À vérifier"
            empty="sans importance"
            value={filter.flag}
            choices={flagCodes.map((code) => ({ value: code, text: flagTitles[code] }))}
          />
        </div>
        <Choices
          name="doute"
          label="Rapprochement"
          required
          many
          values={filter.provisional === true ? ['oui'] : []}
          choices={[{ value: 'oui', text: 'seulement ceux qui restent à confirmer' }]}
        />
        <Buttons>
          <Submit>Filtrer</Submit>
          <a class="fr-btn fr-btn--tertiary" href={`/dossiers?arrondissement=${filter.arrondissement}`}>
            Tout afficher
          </a>
        </Buttons>
      </form>
    </details>
  );
};
