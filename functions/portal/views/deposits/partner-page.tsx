import type { Child, FC } from 'hono/jsx';
import { declaresDe } from '../../../../shared/domain/indicateurs/declares.ts';
import { type Here, isEtude, under } from '../../partner-here.ts';
import type { Crumb } from '../kit/crumbs.tsx';
import { Notice } from '../kit/words.tsx';
import { Page } from '../layout.tsx';

const linksOf = (here: Here): { path: string; text: string }[] =>
  isEtude(here)
    ? [
        { path: '/depots', text: 'Pièces déposées' },
        { path: '/depots/nouveau', text: 'Déposer' },
        { path: '/depots/exploc', text: 'EXPLOC' },
      ]
    : [
        { path: '/evenements', text: 'Événements' },
        { path: '/fichiers', text: 'Fichiers' },
        ...(declaresDe(here.code).length > 0 ? [{ path: '/chiffres', text: 'Chiffres de l’année' }] : []),
      ];

/** A page of a partner: who one speaks for, and the other pages of it. */
export const PartnerPage: FC<{
  here: Here;
  title: string;
  /** Its own path, after the partner's. */
  path: string;
  crumbs?: readonly Crumb[];
  hasErrors?: boolean;
  children?: Child;
}> = ({ here, title, path, crumbs = [], hasErrors = false, children }) => (
  <Page
    title={title}
    reader={here.reader}
    path={under(here, '/depots')}
    hasErrors={hasErrors}
    crumbs={[...(path === '/depots' ? [] : [{ href: under(here, '/depots'), text: 'Dépôts' }]), ...crumbs]}
  >
    <p class="fr-text--lead">
      Vous déposez pour {here.name}
      {here.name === here.code ? '' : ` (${here.code})`}.
    </p>
    <nav aria-label="Dépôts">
      <ul class="sous-menu">
        {linksOf(here).map((one) => (
          <li>
            <a
              class="fr-link"
              href={under(here, one.path)}
              aria-current={one.path === path ? 'page' : undefined}
            >
              {one.text}
            </a>
          </li>
        ))}
      </ul>
    </nav>
    {here.maySend ? null : (
      <Notice kind="warning">
        <p>
          Votre partenariat n’est pas ouvert à ce jour : vous lisez ce qui a été envoyé, et rien ne peut
          l’être de plus.
        </p>
      </Notice>
    )}
    {children}
  </Page>
);
