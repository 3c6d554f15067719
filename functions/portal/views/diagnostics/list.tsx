import type { FC } from 'hono/jsx';
import type { ListedEnquete } from '../../../../shared/cases/diagnostics/enquetes.ts';
import { momentNames } from '../../../../shared/domain/dsf/organisme.ts';
import { P } from '../kit/prose.tsx';
import { Table } from '../kit/table.tsx';
import { Badge, Day } from '../kit/words.tsx';
import { Page, type Reader } from '../layout.tsx';
import { diagnosticPath, etatNames } from './words.tsx';

/** The enquiries that the reader's body is appointed for, by nearest hearing. */
export const DiagnosticsPage: FC<{
  reader: Reader;
  rows: readonly ListedEnquete[];
  /** Whether the reader speaks for several bodies: each row then says which. */
  several: boolean;
}> = ({ reader, rows, several }) => (
  <Page title="Diagnostics" reader={reader} path="/diagnostics" crumbs={[]}>
    <P>
      Les enquêtes sociales que l’État a confiées à votre organisme, l’audience la plus proche d’abord. Ne pas
      connaître un ménage n’est pas une raison de ne pas faire l’enquête : la charte la demande pour tous les
      publics, connus ou non.
    </P>
    {rows.length === 0 ? (
      <P class="rien">Aucune enquête ne vous est confiée à ce jour.</P>
    ) : (
      <Table
        caption="Enquêtes confiées à votre organisme"
        captionHidden
        columns={['Dossier', 'Commune', 'Audience', 'Demandée le', 'État', ...(several ? ['Pour'] : [])].map(
          (text) => ({ text }),
        )}
        rows={rows.map((one) => [
          <a class="fr-link" href={diagnosticPath(one)}>
            {one.caseId}, {momentNames[one.moment]}
          </a>,
          one.commune === '' ? 'à trancher' : one.commune,
          one.audience === undefined ? 'non connue' : <Day of={one.audience} aloud />,
          <Day of={one.demandeLe} />,
          <Badge kind={one.etat === 'enCours' ? 'info' : 'success'}>{etatNames[one.etat]}</Badge>,
          ...(several ? [one.partenaire] : []),
        ])}
      />
    )}
  </Page>
);
