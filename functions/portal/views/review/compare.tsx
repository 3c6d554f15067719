import type { Child, FC } from 'hono/jsx';
import { dateInFrench } from '../../../../shared/domain/calendar/civil-date.ts';
import { titleOf } from '../../../../shared/domain/procedure/stage.ts';
import {
  type Cell,
  differencesOf,
  type Mark,
  numbersAlike,
} from '../../../../shared/domain/review/differences.ts';
import type { Side } from '../../../../shared/domain/review/side.ts';
import { eventTexts } from '../../../../shared/outbound/texts/event-texts.ts';

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

const euros = new Intl.NumberFormat('fr-FR', { style: 'currency', currency: 'EUR' });

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

/** How a value stands to the first side's, in words. */
const MarkOf: FC<{ mark: Mark | undefined; mine: readonly string[]; theirs: readonly string[] }> = ({
  mark,
  mine,
  theirs,
}) => {
  switch (mark) {
    case 'meme':
      return <span class="fr-hint-text">pareil</span>;
    case 'different':
      return (
        <strong class="ecart">
          ⚠ différent : {mine.join(', ')} / {theirs.join(', ')}
        </strong>
      );
    default:
      return null;
  }
};

const Compared: FC<{ cell: Cell; first: Cell | undefined }> = ({ cell, first }) => (
  <>
    <Lines of={cell.values} />
    <MarkOf mark={cell.mark} mine={first?.values ?? []} theirs={cell.values} />
  </>
);

const numbersOf = ({ procedure }: Side): string[] =>
  (procedure?.numbers ?? []).map(({ kind, scope, value }) => `${kinds[kind] ?? kind} (${scope}) : ${value}`);

const hidden = <span class="fr-hint-text">suivi par un autre arrondissement : non montré</span>;

/** What only tells, and is not compared. */
const told: readonly { fact: string; of: (procedure: NonNullable<Side['procedure']>) => string[] }[] = [
  {
    fact: 'Dette',
    of: ({ dettes }) =>
      dettes
        .slice(0, MOST)
        .map(({ on, amount, sender }) => `${euros.format(amount / 100)} au ${dateInFrench(on)} (${sender})`),
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

const rowsOf = (shown: Shows): CompareRow[] => {
  const [first, ...others] = shown;
  const compared = differencesOf([first.side, ...others.map(({ side }) => side)]);
  const numbers = shown.map(({ side }) => numbersOf(side));
  return [
    ...compared.map(({ fact, cells }) => ({
      fact,
      cells: cells.map((cell) => <Compared cell={cell} first={cells[0]} />),
    })),
    ...(numbers.every(({ length }) => length === 0)
      ? []
      : [
          {
            fact: 'Numéros',
            cells: shown.map(({ side: { procedure } }, n) => {
              if (!procedure) return hidden;
              const mine = first.side.procedure?.numbers ?? [];
              const mark = n === 0 ? 'muet' : numbersAlike(mine, procedure.numbers);
              return (
                <>
                  <Lines of={numbers[n] ?? []} />
                  {mark === 'meme' ? <span class="fr-hint-text">un numéro pareil</span> : null}
                  {mark === 'different' ? (
                    <strong class="ecart">⚠ différent : un même partenaire donne un autre numéro</strong>
                  ) : null}
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
export const Compare: FC<{ caption: string; shown: Shows }> = ({ caption, shown }) => (
  <div class="fr-table fr-table--no-caption fr-table--multiline liste cote-a-cote">
    <div class="fr-table__wrapper">
      <div class="fr-table__container">
        <div class="fr-table__content">
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
              {rowsOf(shown).map(({ fact, cells }) => (
                <tr>
                  <th scope="row">{fact}</th>
                  {cells.map((cell, n) => (
                    <td data-titre={shown[n]?.title}>{cell}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </div>
    </div>
  </div>
);
