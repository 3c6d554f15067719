import type { FC } from 'hono/jsx';
import { frameNow } from '../../frame.ts';
import { helpTopics } from '../help-topics.ts';
import { held, P } from '../kit/prose.tsx';
import { Page } from '../layout.tsx';
import type { Reader } from '../reader.ts';

/** Help, by screen. The link «Aide» of each page leads to its own part. */
export const HelpPage: FC<{ reader: Reader | undefined }> = ({ reader }) => {
  const { contact } = frameNow().site;
  return (
    <Page title="Aide" reader={reader} crumbs={[]}>
      <nav class="fr-summary fr-mb-4w" aria-labelledby="sommaire">
        <h2 class="fr-summary__title" id="sommaire">
          Sommaire
        </h2>
        <ol class="fr-summary__list">
          {helpTopics.map(({ id, title }) => (
            <li>
              <a class="fr-summary__link" href={`#${id}`}>
                {title}
              </a>
            </li>
          ))}
          <li>
            <a class="fr-summary__link" href="#contact">
              À qui écrire
            </a>
          </li>
        </ol>
      </nav>
      {helpTopics.map(({ id, title, text }) => (
        <section aria-labelledby={id}>
          <h2 id={id}>{title}</h2>
          {text.map((one) => (
            <p>{held(one)}</p>
          ))}
        </section>
      ))}
      <section aria-labelledby="contact">
        <h2 id="contact">À qui écrire</h2>
        <P>
          {contact.service}, <a href={`mailto:${contact.mail}`}>{contact.mail}</a>
          {contact.telephone === undefined ? '' : `, ${contact.telephone}`}. Dites l’adresse de la page et ce
          que vous faisiez ; n’écrivez le nom d’aucun ménage : la référence du dossier suffit.
        </P>
      </section>
    </Page>
  );
};
