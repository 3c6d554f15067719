import type { FC } from 'hono/jsx';
import { addDays, type CivilDate, dateAloud } from '../../../../shared/domain/calendar/civil-date.ts';
import { isFiled, type PieceItem } from '../../../../shared/store/pieces.ts';
import { type Here, under } from '../../partner-here.ts';
import { Table } from '../kit/table.tsx';
import { countOf, Day, Moment } from '../kit/words.tsx';
import { PartnerPage } from './partner-page.tsx';
import { actTitle } from './piece-words.ts';
import { StatusBadge, shownStatus } from './status.tsx';

/** The pieces of one day of an étude. */
export const PieceListPage: FC<{
  here: Here;
  day: CivilDate;
  today: CivilDate;
  pieces: readonly PieceItem[];
  /** Where the next hundred begin. */
  next: string | undefined;
}> = ({ here, day, today, pieces, next }) => {
  const of = (one: CivilDate): string => under(here, `/depots?jour=${one}`);
  return (
    <PartnerPage here={here} title="Dépôts" path="/depots">
      {here.maySend ? (
        <p>
          <a class="fr-btn" href={under(here, '/depots/nouveau')}>
            Déposer une pièce
          </a>
        </p>
      ) : null}
      <h2>{day === today ? `Aujourd’hui, ${dateAloud(day)}` : dateAloud(day)}</h2>
      {pieces.length === 0 ? (
        <p>
          Aucune pièce {day === today ? 'aujourd’hui' : 'ce jour-là'}. Une pièce est rangée au jour où elle a
          été annoncée ou reçue.
        </p>
      ) : (
        <>
          <p>
            {next === undefined
              ? countOf(pieces.length, 'pièce')
              : `${pieces.length} pièces affichées ; il y en a d’autres`}
          </p>
          <Table
            caption={`Pièces du ${dateAloud(day)}`}
            captionHidden
            columns={['Pièce', 'Votre référence', 'Date de l’acte', 'État', 'Déposée'].map((text) => ({
              text,
            }))}
            rows={pieces.map((piece) => [
              <a href={under(here, `/depots/${piece.pieceId}`)}>
                {actTitle(piece.kind)}
                <span class="fr-sr-only"> n° {piece.pieceId}</span>
              </a>,
              piece.reference ?? 'inconnue',
              piece.actDate === undefined ? 'inconnue' : <Day of={piece.actDate} />,
              <>
                <StatusBadge status={shownStatus(piece)} />
                {piece.instead === undefined || isFiled(piece) ? null : (
                  <span class="fr-hint-text">pour remplacer la pièce n° {piece.instead}</span>
                )}
              </>,
              <>
                <Moment of={piece.at} />
                {piece.by === undefined ? null : `, par ${piece.by.name}`}
              </>,
            ])}
          />
        </>
      )}
      {next === undefined ? null : (
        <p>
          <a class="fr-link" href={`${of(day)}&apres=${next}`}>
            Pièces suivantes
          </a>
        </p>
      )}
      <nav aria-label="Autres jours">
        <ul class="sous-menu">
          <li>
            <a class="fr-link" href={of(addDays(day, -1))}>
              Jour précédent
            </a>
          </li>
          {day < today ? (
            <li>
              <a class="fr-link" href={of(addDays(day, 1))}>
                Jour suivant
              </a>
            </li>
          ) : null}
          {day === today ? null : (
            <li>
              <a class="fr-link" href={under(here, '/depots')}>
                Aujourd’hui
              </a>
            </li>
          )}
          {pieces.length === 0 ? null : (
            <li>
              <a class="fr-link" href={under(here, `/depots/exploc/export?jour=${day}`)}>
                Export EXPLOC du jour (CSV)
              </a>
            </li>
          )}
        </ul>
      </nav>
      <form method="get" action={under(here, '/depots')} class="saisie">
        <div class="fr-input-group">
          <label class="fr-label" for="jour">
            Voir un autre jour
          </label>
          <input class="fr-input" type="date" id="jour" name="jour" value={day} max={today} />
        </div>
        <button class="fr-btn fr-btn--secondary" type="submit">
          Voir ce jour
        </button>
      </form>
    </PartnerPage>
  );
};
