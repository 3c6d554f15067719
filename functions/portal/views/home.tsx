import type { FC } from 'hono/jsx';
import { P } from './kit/prose.tsx';
import { Page } from './layout.tsx';
import { ProConnectButton } from './public/sign-in.tsx';
import type { Reader } from './reader.ts';

/** What anybody sees first. */
export const HomePage: FC<{ reader: Reader | undefined }> = ({ reader }) => (
  <Page title="Prévenir les expulsions locatives" reader={reader}>
    <P class="fr-text--lead">
      Passerelle réunit ce que savent, d’un même ménage menacé d’expulsion, les services de l’État, les
      commissaires de justice, la CAF, la MSA, la Banque de France, les bailleurs et ceux qui accompagnent ;
      elle prévient à temps ceux qui peuvent encore agir.
    </P>
    {reader === undefined ? (
      <>
        <P>
          L’accès est réservé aux personnes nommément habilitées. <a href="/connexion">Comment entrer</a>
        </P>
        <ProConnectButton next="/" />
      </>
    ) : (
      <p>
        <a class="fr-btn" href="/mon-compte">
          Voir mes droits
        </a>
      </p>
    )}
    <h2>Vous êtes</h2>
    <ul>
      <li>
        <strong>un partenaire</strong> qui envoie ou dépose : <a href="/contrats">contrats et guides</a>
      </li>
      <li>
        <strong>une personne</strong> dont un dossier parle : <a href="/donnees-personnelles">vos droits</a>
      </li>
      <li>
        <strong>un agent ou une étude</strong> qui cherche comment faire : <a href="/aide">aide</a>
      </li>
    </ul>
  </Page>
);
