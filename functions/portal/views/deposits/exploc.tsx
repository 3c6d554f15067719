import type { FC } from 'hono/jsx';
import type { CivilDate } from '../../../../shared/domain/calendar/civil-date.ts';
import type { ExplocAct } from '../../../../shared/outbound/exploc/export.ts';
import type { PieceItem } from '../../../../shared/store/pieces.ts';
import { type Here, under } from '../../partner-here.ts';
import { type FieldErrors, Input } from '../kit/fields.tsx';
import { Buttons, ErrorSummary, Form, Submit } from '../kit/form.tsx';
import { Table } from '../kit/table.tsx';
import { countOf, Day } from '../kit/words.tsx';
import { PartnerPage } from './partner-page.tsx';
import { actTitle } from './piece-words.ts';

/** The acts whose EXPLOC receipt is awaited. */
export const ExplocPage: FC<{
  here: Here;
  acts: readonly ExplocAct[];
  next: string | undefined;
  today: CivilDate;
}> = ({ here, acts, next, today }) => (
  <PartnerPage here={here} title="Actes à porter dans EXPLOC" path="/depots/exploc">
    <p>
      Ces actes sont enregistrés ici, et leur récépissé d’EXPLOC n’est pas noté. Sa date est celle à laquelle
      le préfet l’a reçu : elle commande des délais.
    </p>
    {acts.length === 0 ? (
      <p>Aucun récépissé n’est attendu.</p>
    ) : (
      <>
        <p>
          {next === undefined
            ? countOf(acts.length, 'acte')
            : `${acts.length} actes affichés ; il y en a d’autres`}
        </p>
        <Table
          caption="Actes dont le récépissé est attendu"
          captionHidden
          columns={['Acte', 'Votre référence', 'Date', 'Commune', 'Récépissé'].map((text) => ({ text }))}
          rows={acts.map(({ id, title, reference, actDate, commune }) => [
            <a href={under(here, `/depots/${id}`)}>{title}</a>,
            reference,
            <Day of={actDate} />,
            commune ?? 'à vérifier',
            <a href={under(here, `/depots/${id}/recepisse`)}>
              Noter le récépissé<span class="fr-sr-only"> de {reference}</span>
            </a>,
          ])}
        />
      </>
    )}
    {next === undefined ? null : (
      <p>
        <a class="fr-link" href={under(here, `/depots/exploc?apres=${next}`)}>
          Actes suivants
        </a>
      </p>
    )}
    <h2 class="fr-h5 fr-mt-4w">Exporter les actes d’un jour</h2>
    <form method="get" action={under(here, '/depots/exploc/export')} class="saisie">
      <div class="fr-input-group">
        <label class="fr-label" for="jour">
          Jour du dépôt
        </label>
        <input class="fr-input" type="date" id="jour" name="jour" value={today} max={today} />
      </div>
      <button class="fr-btn fr-btn--secondary" type="submit">
        Télécharger (CSV)
      </button>
    </form>
  </PartnerPage>
);

/** EXPLOC's receipt of one act: entered, corrected, or taken back. */
export const ExplocReceiptPage: FC<{
  here: Here;
  act: PieceItem;
  typed: { numero: string | undefined; date: string | undefined };
  errors: FieldErrors;
}> = ({ here, act, typed, errors }) => {
  const action = under(here, `/depots/${act.pieceId}/recepisse`);
  return (
    <PartnerPage
      here={here}
      title="Récépissé d’EXPLOC"
      hasErrors={errors.size > 0}
      path={`/depots/${act.pieceId}/recepisse`}
      crumbs={[{ href: under(here, `/depots/${act.pieceId}`), text: actTitle(act.kind) }]}
    >
      <ErrorSummary errors={errors} />
      <p>
        {actTitle(act.kind)}
        {act.actDate === undefined ? null : (
          <>
            {' '}
            du <Day of={act.actDate} />
          </>
        )}
        {act.reference === undefined ? null : `, votre référence ${act.reference}`}.
      </p>
      <Form action={action} reader={here.reader} class="saisie">
        <Input name="numero" label="Numéro du récépissé" value={typed.numero} errors={errors} most={60} />
        <Input
          name="date"
          label="Date du récépissé"
          hint="Le jour où le préfet a reçu l’acte"
          type="date"
          value={typed.date}
          errors={errors}
        />
        <Submit>{act.exploc === undefined ? 'Noter le récépissé' : 'Corriger le récépissé'}</Submit>
      </Form>
      {act.exploc === undefined ? null : (
        <Buttons>
          <Form action={`${action}/retrait`} reader={here.reader}>
            <Submit quiet>Retirer le récépissé : l’acte sera de nouveau attendu</Submit>
          </Form>
        </Buttons>
      )}
    </PartnerPage>
  );
};
