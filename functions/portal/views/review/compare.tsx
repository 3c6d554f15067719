import type { Child, FC } from 'hono/jsx';
import { dateInFrench } from '../../../../shared/domain/calendar/civil-date.ts';
import { titleOf } from '../../../../shared/domain/procedure/stage.ts';
import { type Cell, differencesOf, numbersCompared } from '../../../../shared/domain/review/differences.ts';
import type { Side } from '../../../../shared/domain/review/side.ts';
import { eventTexts } from '../../../../shared/outbound/texts/event-texts.ts';
import { TableFrame } from '../kit/table.tsx';
import { eurosOf } from '../kit/words.tsx';

/** A side of the comparison: a case, or part of one. */
export type Shown = { title: string; note?: string | undefined; side: Side };
type Shows = readonly [Shown, ...Shown[]];

/** Facts and debts of a side shown at most: the case's own page has them all. */
const MOST = 6;

const kinds: Readonly<Record<string, string>> = {
  reference: 'référence',
  allocataire: 'n° d’allocataire',
  bdf: 'n° de surendettement',
  bail: 'n° de bail',
  identifiant: 'identifiant',
};

const Lines: FC<{ of: readonly string[] }> = ({ of }) =>
  of.length === 0 ? (
    <span class="fr-text--light">non dit</span>
  ) : (
    <ul class="valeurs">
      {of.map((text) => (
        <li>{text}</li>
      ))}
    </ul>
  );

/** What a side tells of a fact, and how it stands to what another does, in words. */
const Compared: FC<{ cell: Cell }> = ({ cell: { values, mark, than } }) => (
  <>
    <Lines of={values} />
    {mark === 'meme' ? <span class="fr-hint-text">pareil</span> : null}
    {mark === 'initiale' ? <span class="fr-hint-text">initiale seulement</span> : null}
    {mark === 'different' ? (
      <strong class="ecart">
        ⚠ différent : {than.join(', ')} / {values.join(', ')}
      </strong>
    ) : null}
  </>
);

const kindOf = ({ kind, scope }: { kind: string; scope: string }): string =>
  `${kinds[kind] ?? kind} (${scope})`;
const numbersOf = ({ procedure }: Side): string[] =>
  (procedure?.numbers ?? []).map((one) => `${kindOf(one)} : ${one.value}`);

const hidden = <span class="fr-hint-text">suivi par un autre arrondissement : non montré</span>;

/** What only tells, and is not compared. */
const told: readonly { fact: string; of: (procedure: NonNullable<Side['procedure']>) => string[] }[] = [
  {
    fact: 'Dette',
    of: ({ dettes }) =>
      dettes
        .slice(0, MOST)
        .map(({ on, amount, sender }) => `${eurosOf(amount)} au ${dateInFrench(on)} (${sender})`),
  },
  {
    fact: 'Où il en est',
    of: ({ stage, stageSince }) => [
      `${titleOf(stage)}${stageSince ? `, depuis le ${dateInFrench(stageSince)}` : ''}`,
    ],
  },
  {
    fact: 'Ce qui est arrivé',
    of: ({ facts }) => [
      ...facts
        .slice(0, MOST)
        .map(({ on, kind, sender }) => `${dateInFrench(on)} : ${eventTexts[kind].title} (${sender})`),
      ...(facts.length > MOST ? [`et ${facts.length - MOST} de plus, plus anciens`] : []),
    ],
  },
];

type CompareRow = { fact: string; cells: Child[] };

const rowsOf = (shown: Shows, among: boolean): CompareRow[] => {
  const compared = differencesOf(
    shown.map(({ side }) => side),
    among,
  );
  const numbers = shown.map(({ side }) => numbersOf(side));
  return [
    ...compared.map(({ fact, cells }) => ({
      fact,
      cells: cells.map((cell) => <Compared cell={cell} />),
    })),
    ...(numbers.every(({ length }) => length === 0)
      ? []
      : [
          {
            fact: 'Numéros',
            cells: shown.map(({ side: { procedure } }, n) => {
              if (!procedure) return hidden;
              const before = shown.slice(0, among ? n : Math.min(n, 1));
              const mine = before.flatMap(({ side }) => side.procedure?.numbers ?? []);
              const { same, different } = numbersCompared(mine, procedure.numbers);
              return (
                <>
                  <Lines of={numbers[n] ?? []} />
                  {same.length === 0 ? null : (
                    <span class="fr-hint-text">pareil : {same.map(kindOf).join(', ')}</span>
                  )}
                  {different.length === 0 ? null : (
                    <strong class="ecart">⚠ différent : {different.map(kindOf).join(', ')}</strong>
                  )}
                </>
              );
            }),
          },
        ]),
    ...told.flatMap(({ fact, of }): CompareRow[] => {
      const values = shown.map(({ side }) => (side.procedure ? of(side.procedure) : []));
      if (values.every(({ length }) => length === 0)) return [];
      return [
        {
          fact,
          cells: shown.map(({ side }, n) => (side.procedure ? <Lines of={values[n] ?? []} /> : hidden)),
        },
      ];
    }),
  ];
};

/** Cases side by side, one line a fact, and how each stands to the first. On a narrow screen, a card a fact. */
export const Compare: FC<{
  caption: string;
  shown: Shows;
  /** They are said to be of one household. */
  among: boolean;
}> = ({ caption, shown, among }) => (
  <TableFrame class="fr-table--multiline cote-a-cote">
    <table>
      <caption class="fr-sr-only">{caption}</caption>
      <thead>
        <tr>
          <th scope="col">Fait</th>
          {shown.map(({ title, note }) => (
            <th scope="col">
              {title}
              {note === undefined ? null : <span class="fr-hint-text">{note}</span>}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rowsOf(shown, among).map(({ fact, cells }) => (
          <tr>
            <th scope="row">{fact}</th>
            {cells.map((cell, n) => (
              <td data-titre={shown[n]?.title}>{cell}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  </TableFrame>
);
