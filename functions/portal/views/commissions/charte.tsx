import type { FC } from 'hono/jsx';
import type { InSeance } from '../../in-seance.ts';
import { Choices } from '../kit/fields.tsx';
import { Buttons, Form, Submit } from '../kit/form.tsx';
import { P } from '../kit/prose.tsx';
import { InSeancePage } from './in-seance.tsx';
import { seancePath } from './words.tsx';

/** The confidentiality charter, which each person acknowledges before a session's list is shown (annexe 6, art. 7). */
export const Charte: FC<{ here: InSeance; suite: string }> = ({ here, suite }) => (
  <section aria-labelledby="confidentialite">
    <h2 id="confidentialite">Charte de confidentialité</h2>
    <P>
      Vous allez lire la situation de ménages. Toute personne qui participe à la commission, à quelque titre
      que ce soit, est tenue à la discrétion et au secret professionnels (code pénal, art. 226-13).
    </P>
    <ul class="puces">
      <li>Ce que vous lisez et entendez ne sert qu’à aider ces ménages, et ne se répète pas.</li>
      <li>
        Rien ne s’imprime ni ne s’envoie sans nécessité ; ce qui est imprimé est détruit après la séance.
      </li>
      <li>Les ménages sont informés de ce qui est dit d’eux, et à qui (loi n° 2002-2 du 2 janvier 2002).</li>
      <li>Chacune de vos lectures d’un dossier est consignée.</li>
    </ul>
    <Form action={`${seancePath(here.seance)}/confidentialite`} reader={here.reader}>
      <input type="hidden" name="suite" value={suite} />
      <Choices
        name="lu"
        label="Charte de confidentialité"
        many
        choices={[{ value: 'oui', text: 'J’ai lu cette charte et je m’y engage' }]}
      />
      <Buttons>
        <Submit>Continuer</Submit>
      </Buttons>
    </Form>
  </section>
);

/** The charter in place of a page that shows households. */
export const ChartePage: FC<{ here: InSeance; suite: string }> = ({ here, suite }) => (
  <InSeancePage here={here} title="Avant de lire la liste" path="/confidentialite">
    <Charte here={here} suite={suite} />
  </InSeancePage>
);
