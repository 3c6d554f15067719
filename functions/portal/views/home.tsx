import type { FC } from 'hono/jsx';
import { Page, type Reader } from './layout.tsx';

/** What anybody sees first. */
export const HomePage: FC<{ reader: Reader | undefined }> = ({ reader }) => (
  <Page title="Prévenir les expulsions locatives" reader={reader}>
    <p>
      Passerelle réunit ce que savent, d’un même ménage menacé d’expulsion, les services de l’État, les
      commissaires de justice, la CAF, la MSA, la Banque de France, les bailleurs et ceux qui accompagnent.
    </p>
    {reader === undefined ? (
      <>
        <p>L’accès est réservé aux personnes nommément habilitées.</p>
        <a class="fr-btn" href="/connexion">
          S’identifier avec ProConnect
        </a>
      </>
    ) : (
      <a class="fr-btn" href="/mon-compte">
        Voir mes droits
      </a>
    )}
  </Page>
);
