import type { FC } from 'hono/jsx';
import { conformity } from '../accessibility/conformity.ts';
import type { Site } from '../site.ts';

/** What the law asks for on every page, and where help is. */
const links = (today: string) => [
  { href: '/plan-du-site', text: 'Plan du site' },
  { href: '/accessibilite', text: `Accessibilité : ${conformity(today)}` },
  { href: '/mentions-legales', text: 'Mentions légales' },
  { href: '/donnees-personnelles', text: 'Données personnelles' },
  { href: '/aide', text: 'Aide' },
  { href: '/contrats', text: 'Contrats' },
];
/** Sites that the State's own pages lead to. */
const institutional = ['info.gouv.fr', 'service-public.gouv.fr', 'legifrance.gouv.fr', 'data.gouv.fr'];

/** What stands under every page. */
export const Footer: FC<{ etat: boolean; contact: Site['contact']; today: string }> = ({
  etat,
  contact,
  today,
}) => (
  <footer class="fr-footer" id="pied" tabindex={-1}>
    <div class="fr-container">
      <div class="fr-footer__body">
        {etat ? (
          <div class="fr-footer__brand fr-enlarge-link">
            <a href="/" title="Retour à l’accueil du site · République française">
              <p class="fr-logo">
                République
                <br />
                française
              </p>
            </a>
          </div>
        ) : null}
        <div class="fr-footer__content">
          <p class="fr-footer__content-desc">
            Une question sur un dossier, un défaut de ces pages : {contact.service},{' '}
            <a href={`mailto:${contact.mail}`}>{contact.mail}</a>
            {contact.telephone === undefined ? null : `, ${contact.telephone}`}.
          </p>
          {etat ? (
            <ul class="fr-footer__content-list">
              {institutional.map((host) => (
                <li class="fr-footer__content-item">
                  <a class="fr-footer__content-link" href={`https://${host}`} rel="noopener external">
                    {host}
                  </a>
                </li>
              ))}
            </ul>
          ) : null}
        </div>
      </div>
      <div class="fr-footer__bottom">
        <ul class="fr-footer__bottom-list">
          {links(today).map(({ href, text }) => (
            <li class="fr-footer__bottom-item">
              <a class="fr-footer__bottom-link" href={href}>
                {text}
              </a>
            </li>
          ))}
        </ul>
      </div>
    </div>
  </footer>
);
