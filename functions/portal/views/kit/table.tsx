import type { Child, FC } from 'hono/jsx';

/** A column: its heading, and where a click on it leads, when rows can be sorted by it. */
export type Column = {
  text: string;
  sort?: { href: string; order: 'ascending' | 'descending' | undefined } | undefined;
};

/** What stands around a table: it scrolls by itself where it is too wide, and is a list of cards on a narrow screen. */
export const TableFrame: FC<{ class?: string; children?: Child }> = ({ class: more = '', children }) => (
  <div class={`fr-table fr-table--no-caption liste ${more}`.trim()}>
    <div class="fr-table__wrapper">
      <div class="fr-table__container">
        <div class="fr-table__content">{children}</div>
      </div>
    </div>
  </div>
);

/**
 * A table that is a list of cards on a narrow screen: each cell then says its heading.
 *
 * @example <Table caption="Alertes" columns={[{ text: 'Dossier' }]} rows={[[<a href="/dossiers/77-2026-000001">77-2026-000001</a>]]} />
 */
export const Table: FC<{
  caption: string;
  /** Hidden from sight where a heading above says the same. */
  captionHidden?: boolean;
  columns: readonly Column[];
  rows: readonly (readonly Child[])[];
}> = ({ caption, captionHidden = false, columns, rows }) => (
  <TableFrame>
    <table>
      <caption class={captionHidden ? 'fr-sr-only' : undefined}>{caption}</caption>
      <thead>
        <tr>
          {columns.map(({ text, sort }) => (
            <th scope="col" aria-sort={sort?.order}>
              {sort === undefined ? (
                text
              ) : (
                <a class="tri" href={sort.href}>
                  {text}
                  <span class="fr-sr-only">
                    {sort.order === 'ascending' ? ', trier en ordre décroissant' : ', trier'}
                  </span>
                </a>
              )}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((cells) => (
          <tr>
            {cells.map((cell, n) => (
              <td data-titre={columns[n]?.text}>{cell}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  </TableFrame>
);
