import type { FC } from 'hono/jsx';
import type { Charte, Courriel } from '../../../../shared/store/commissions.ts';
import type { Change } from '../../../../shared/store/register.ts';
import type { InSeance } from '../../in-seance.ts';
import { Table } from '../kit/table.tsx';
import { countOf, Moment } from '../kit/words.tsx';
import { InSeancePage } from './in-seance.tsx';

const etats = { due: 'à partir', sent: 'parti', undelivered: 'non remis' } as const;
const genres = {
  convocation: 'invitation',
  annulation: 'annulation',
  liste: 'liste des situations',
  rappel: 'rappel',
  tableau: 'tableau annoté',
  releve: 'relevé de décisions',
  acceptation: 'invité à accepter',
  lettresBientot: 'lettres à envoyer',
  listeBientot: 'liste attendue',
  releveManquant: 'relevé manquant',
  questionBdf: 'question à la Banque de France',
} as const satisfies Record<Courriel['genre'], string>;

/** Who did what in a session, who acknowledged the charter, what was written to whom. */
export const JournalPage: FC<{
  here: InSeance;
  changes: readonly Change[];
  chartes: readonly Charte[];
  courriels: readonly Courriel[];
}> = ({ here, changes, chartes, courriels }) => {
  const nameOf = (id: string): string => here.commission.membres.find((one) => one.id === id)?.nom ?? 'État';
  return (
    <InSeancePage here={here} title="Journal de la séance" path="/journal">
      <Table
        caption={countOf(changes.length, 'fait')}
        columns={['Quand', 'Qui', 'Quoi'].map((text) => ({ text }))}
        rows={changes.map(({ at, by, what }) => [<Moment of={at} />, by, what])}
      />
      <h2>Confidentialité</h2>
      {chartes.length === 0 ? (
        <p>Personne n’a encore pris connaissance de la charte de confidentialité.</p>
      ) : (
        <Table
          caption="Qui a pris connaissance de la charte de confidentialité"
          captionHidden
          columns={['Qui', 'Quand'].map((text) => ({ text }))}
          rows={chartes.map(({ by, at }) => [by, <Moment of={at} />])}
        />
      )}
      <h2>Messages</h2>
      {courriels.length === 0 ? (
        <p>Aucun message n’est parti.</p>
      ) : (
        <Table
          caption="Messages de la séance"
          captionHidden
          columns={['Message', 'À', 'État', 'Quand'].map((text) => ({ text }))}
          rows={courriels.map(({ genre, membre, mailbox, status, at, sentAt }) => [
            genres[genre],
            `${nameOf(membre)} (${mailbox})`,
            etats[status],
            <Moment of={sentAt ?? at} />,
          ])}
        />
      )}
    </InSeancePage>
  );
};
