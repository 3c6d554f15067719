import type { FC } from 'hono/jsx';
import type { EtatDiagnostic } from '../../../../shared/domain/dsf/diagnostic.ts';
import type { Partie } from '../../../../shared/domain/dsf/formulaire.ts';
import type { Compte, Jours } from '../../../../shared/domain/dsf/jours.ts';
import type { Moment } from '../../../../shared/domain/dsf/organisme.ts';
import { P } from '../kit/prose.tsx';
import { Table } from '../kit/table.tsx';
import { Badge, countOf, Day } from '../kit/words.tsx';

export const diagnosticPath = ({ caseId, moment }: { caseId: string; moment: Moment }): string =>
  `/diagnostics/${caseId}/${moment}`;
export const partPath = (of: { caseId: string; moment: Moment }, partie: Partie): string =>
  `${diagnosticPath(of)}/parties/${partie}`;

/** Where a diagnostic stands, for who reads of it. */
export const etatNames: Readonly<Record<EtatDiagnostic, string>> = {
  enCours: 'en cours',
  rendu: 'rendu',
  carence: 'rendu, le ménage n’a pas répondu',
};

/** How many working days are left, or late. */
const resteDit = ({ fait, tard, restants }: Compte): string => {
  if (fait !== undefined) return tard ? 'fait en retard' : 'fait';
  if (restants === undefined) return 'sans objet';
  if (restants < 0) return `en retard de ${countOf(-restants, 'jour ouvré', 'jours ouvrés')}`;
  return restants === 0 ? 'aujourd’hui' : `${countOf(restants, 'jour ouvré', 'jours ouvrés')}`;
};

/** The colour of what is left; none for what does not run. */
const badgeProps = ({
  fait,
  tard,
  restants,
}: Compte): { kind?: 'error' | 'warning' | 'success' | 'info' } => {
  if (fait !== undefined) return { kind: tard ? 'warning' : 'success' };
  if (restants === undefined) return {};
  return { kind: restants < 0 ? 'error' : restants <= SOON ? 'warning' : 'info' };
};
/** Working days from which a delay is said to be near. */
const SOON = 5;

/** The delays of an enquiry, each with its text and what is left; and the day to aim at before the hearing. */
export const Days: FC<{ jours: Jours }> = ({ jours: { audience, viser, comptes } }) => (
  <>
    {audience === undefined ? null : (
      <P class="fr-mt-2w">
        Audience le <Day of={audience} aloud />.
        {viser === undefined ? null : (
          <>
            {' '}
            Visez le <Day of={viser} aloud /> pour l’envoi au juge et à la CCAPEX, six jours ouvrés avant :
            que le cinquième jour soit encore utile reste à confirmer.
          </>
        )}
      </P>
    )}
    {comptes.length === 0 ? (
      <P>Aucun délai ne court : le dossier n’en dit pas encore le point de départ.</P>
    ) : (
      <Table
        caption="Les délais de l’enquête"
        captionHidden
        columns={['Délai', 'Au plus tard', 'Reste', 'Texte'].map((text) => ({ text }))}
        rows={comptes.map((one) => [
          one.titre,
          one.jusquAu === undefined ? 'ne court pas' : <Day of={one.jusquAu} />,
          <>
            <Badge {...badgeProps(one)}>{resteDit(one)}</Badge>
            {one.fait === undefined ? null : (
              <>
                {' '}
                le <Day of={one.fait} />
              </>
            )}
          </>,
          one.source,
        ])}
      />
    )}
  </>
);
