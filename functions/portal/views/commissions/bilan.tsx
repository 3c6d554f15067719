import type { FC } from 'hono/jsx';
import type { Bilan } from '../../../../shared/domain/commissions/bilan.ts';
import type { Commission } from '../../../../shared/domain/commissions/commission.ts';
import { tableauxDe } from '../../../../shared/outbound/commissions/bilan.ts';
import { Form, Submit } from '../kit/form.tsx';
import { P } from '../kit/prose.tsx';
import { Table } from '../kit/table.tsx';
import { countOf } from '../kit/words.tsx';
import { Page, type Reader } from '../layout.tsx';
import { commissionPath } from './words.tsx';

/** The yearly evaluation of a CLPIL (charter, annexe 6, art. 6), counted from its sessions and cases. */
export const BilanPage: FC<{ reader: Reader; commission: Commission; bilan: Bilan; works: boolean }> = ({
  reader,
  commission,
  bilan,
  works,
}) => {
  const own = `${commissionPath(commission.code)}/bilans/${bilan.annee}`;
  const presented = commission.protocole?.bilans.find(({ annee }) => annee === bilan.annee);
  return (
    <Page
      title={`Bilan ${bilan.annee}`}
      reader={reader}
      path={own}
      crumbs={[
        { href: '/commissions', text: 'Commissions' },
        { href: commissionPath(commission.code), text: commission.nom },
      ]}
    >
      <P>
        {countOf(bilan.seances, 'séance tenue', 'séances tenues')}. Une situation est comptée chaque fois
        qu’elle est étudiée, un ménage une fois.{' '}
        {presented
          ? 'Ce bilan a été présenté.'
          : 'Il est à présenter à la première séance de l’année suivante.'}
      </P>
      <ul class="boutons fr-raw-list">
        <li>
          <a class="fr-btn fr-btn--secondary" href={`${own}/bilan.pdf`}>
            PDF
          </a>
        </li>
        <li>
          <a class="fr-btn fr-btn--secondary" href={`${own}/bilan.xlsx`}>
            Classeur
          </a>
        </li>
      </ul>
      {tableauxDe(commission, bilan).map(({ titre, colonnes, lignes }) => (
        <>
          <h2>{titre}</h2>
          {lignes.length === 0 ? (
            <p>Aucune situation.</p>
          ) : (
            <Table caption={titre} captionHidden columns={colonnes.map((text) => ({ text }))} rows={lignes} />
          )}
        </>
      ))}
      {bilan.sansDossier > 0 ? (
        <P>
          {countOf(bilan.sansDossier, 'situation n’a', 'situations n’ont')} pas de dossier dans le hub : leur
          suite n’est pas comptée.
        </P>
      ) : null}
      {works && !presented ? (
        <Form action={`${commissionPath(commission.code)}/protocole`} reader={reader}>
          <input type="hidden" name="fait" value="bilan" />
          <input type="hidden" name="annee" value={String(bilan.annee)} />
          <div class="fr-input-group">
            <label class="fr-label" for="le">
              Présenté à la séance du
            </label>
            <input class="fr-input" type="date" id="le" name="le" />
          </div>
          <Submit quiet>Noter qu’il a été présenté</Submit>
        </Form>
      ) : null}
    </Page>
  );
};
