import type { FC } from 'hono/jsx';
import { portalRoutes } from '../../routes.ts';
import { Bullets, P } from '../kit/prose.tsx';
import { Page } from '../layout.tsx';
import type { Reader } from '../reader.ts';

/**
 * ProConnect's button, as the State's design system and ProConnect give it: the words, and the link beneath. It is a link, so that
 * no rule on where forms lead stands in its way.
 */
export const ProConnectButton: FC<{ next: string }> = ({ next }) => (
  <div class="fr-connect-group">
    <a
      class="fr-connect proconnect"
      href={`${portalRoutes.toProvider.path}${next === '/' ? '' : `?suite=${encodeURIComponent(next)}`}`}
    >
      <span class="fr-connect__login">S’identifier avec</span>{' '}
      <span class="fr-connect__brand">ProConnect</span>
    </a>
    <p>
      <a href="https://www.proconnect.gouv.fr/" rel="noopener external">
        Qu’est-ce que ProConnect ?
      </a>
    </p>
  </div>
);

/** How one comes in, before the identity provider is met. @param next the page that was asked for */
export const SignInPage: FC<{ reader: Reader | undefined; next: string }> = ({ reader, next }) => (
  <Page title="Connexion" reader={reader} crumbs={[]}>
    {reader === undefined ? null : (
      <P>
        Vous êtes déjà connecté : {reader.name}. Pour l’être sous un autre nom, déconnectez-vous d’abord, en
        haut de cette page.
      </P>
    )}
    <P class="fr-text--lead">
      Passerelle est réservée aux personnes nommément habilitées : agents de l’État, études, bailleurs et
      services qui suivent les ménages.
    </P>
    {next === '/' ? null : <P>Après la connexion, vous reviendrez à la page demandée.</P>}
    <ProConnectButton next={next} />
    <h2>Ce qu’il vous faut</h2>
    <Bullets
      of={[
        'Votre adresse professionnelle : c’est elle qui a été habilitée.',
        'Votre fournisseur d’identité habituel : celui de votre administration, ou ProConnect Identité si votre organisme n’en a pas.',
        'Une double authentification, quand ce site la demande.',
      ]}
    />
    <h2>Si vous n’entrez pas</h2>
    <P>
      ProConnect vous reconnaît, mais une page vous dit que vous n’êtes pas habilité : demandez à
      l’administrateur de votre service d’habiliter l’adresse qu’elle affiche. Une étude ou un organisme qui
      n’a pas encore d’accès s’adresse au service nommé en bas de page. L’<a href="/aide#connexion">aide</a>{' '}
      en dit plus.
    </P>
  </Page>
);
