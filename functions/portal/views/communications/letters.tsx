import type { FC } from 'hono/jsx';
import { parisDay } from '../../../../shared/domain/calendar/paris-day.ts';
import type { ArrondissementCode } from '../../../../shared/domain/events/household.ts';
import { arrondissementNames } from '../../../../shared/domain/territory/arrondissements.ts';
import type { OwedHousehold } from '../../../../shared/store/communications.ts';
import { Form, Submit } from '../kit/form.tsx';
import { Table } from '../kit/table.tsx';
import { countOf, Day, Notice } from '../kit/words.tsx';
import { Page, type Reader } from '../layout.tsx';

/** Households shown: those that are prepared next come first. */
const SHOWN = 100;

/** The households of an arrondissement that await a letter, the one that has waited longest first. */
export const LettersPage: FC<{
  reader: Reader;
  arrondissement: ArrondissementCode;
  /** The arrondissements of the reader. */
  mine: readonly ArrondissementCode[];
  households: readonly OwedHousehold[];
  more: boolean;
  /** Letters prepared at once, at most. */
  atOnce: number;
  done: string | undefined;
  /** The lot that was just prepared. */
  lot: string | undefined;
}> = ({ reader, arrondissement, mine, households, more, atOnce, done, lot }) => {
  const next = Math.min(households.length, atOnce);
  return (
    <Page title="Lettres aux ménages" reader={reader}>
      {done === 'lettres' && lot !== undefined ? (
        <Notice kind="success" title="Les lettres sont prêtes">
          <p>
            <a href={`/communications/${arrondissement}/lettres/${lot}`}>Imprimer les lettres (PDF)</a>, une
            par page. Le même fichier se retrouve ici pendant trente jours, et chaque lettre dans son dossier.
          </p>
        </Notice>
      ) : null}
      {done === 'rien' ? (
        <Notice kind="info">
          <p>
            Aucune lettre n’a été préparée : ce qui est listé n’est pas encore parti, ou vient d’être dit.
          </p>
        </Notice>
      ) : null}
      <p>
        Un ménage est informé de ce qui est dit de lui aux partenaires (loi n° 2002-2 du 2 janvier 2002). Une
        lettre réunit ce qui a été dit depuis la précédente.
      </p>
      {mine.length < 2 ? null : (
        <nav aria-label="Arrondissements" class="choix">
          <ul>
            {mine.map((code) => (
              <li>
                <a
                  class="fr-tag"
                  href={`/communications?arrondissement=${code}`}
                  aria-current={code === arrondissement ? 'true' : undefined}
                >
                  {arrondissementNames[code]}
                </a>
              </li>
            ))}
          </ul>
        </nav>
      )}
      <h2>
        Arrondissement de {arrondissementNames[arrondissement]} : {more ? 'plus de ' : ''}
        {countOf(households.length, 'ménage')}
      </h2>
      {households.length === 0 ? (
        <p>Aucun ménage n’attend de lettre.</p>
      ) : (
        <>
          <Form action="/communications" reader={reader}>
            <input type="hidden" name="arrondissement" value={arrondissement} />
            <Submit>{next < 2 ? 'Préparer la lettre' : `Préparer les lettres de ${next} ménages`}</Submit>
          </Form>
          <Table
            caption={
              households.length > SHOWN
                ? `Les ${SHOWN} ménages qui attendent depuis le plus longtemps`
                : 'Ménages qui attendent une lettre'
            }
            columns={['Dossier', 'Commune', 'À dire', 'Depuis le'].map((text) => ({ text }))}
            rows={households
              .slice(0, SHOWN)
              .map(({ caseId, commune, count, since }) => [
                <a href={`/dossiers/${caseId}/communications`}>{caseId}</a>,
                commune || '–',
                countOf(count, 'communication'),
                <Day of={parisDay(since)} />,
              ])}
          />
        </>
      )}
    </Page>
  );
};
