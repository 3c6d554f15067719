import type { FC } from 'hono/jsx';
import type { Releve } from '../../../../shared/outbound/commissions/releve.ts';
import type { InSeance } from '../../in-seance.ts';
import { Form, Submit } from '../kit/form.tsx';
import { P } from '../kit/prose.tsx';
import { Facts, Moment, Notice } from '../kit/words.tsx';
import { InSeancePage } from './in-seance.tsx';
import { seancePath } from './words.tsx';

/** The relevé de décisions and the letters of a session: read here, taken away, sent. */
export const RelevePage: FC<{ here: InSeance; releve: Releve; done: string | undefined }> = ({
  here,
  releve,
  done,
}) => {
  const { seance } = here;
  const own = `${seancePath(seance)}/fichiers`;
  const isClosed = seance.etat === 'close';
  return (
    <InSeancePage here={here} title={releve.titre} path="/releve">
      {done === 'clore' ? (
        <Notice kind="success" title="La séance est close">
          <p>
            {seance.type === 'situations'
              ? 'Le relevé et les lettres sont prêts. Les dossiers des ménages ont reçu ce qui a été décidé.'
              : 'Le relevé est prêt.'}
          </p>
        </Notice>
      ) : null}
      <P>
        {releve.sousTitre}
        {isClosed ? '' : '. La séance n’est pas close : ceci est un projet.'}
      </P>
      <ul class="boutons fr-raw-list">
        <li>
          <a class="fr-btn fr-btn--secondary" href={`${own}/releve.docx`}>
            Relevé à amender (.docx)
          </a>
        </li>
        <li>
          <a class="fr-btn fr-btn--secondary" href={`${own}/releve.pdf`}>
            Relevé (.pdf)
          </a>
        </li>
        {here.works ? (
          <>
            {seance.type === 'situations' ? (
              <li>
                <a class="fr-btn fr-btn--secondary" href={`${own}/lettres.pdf`}>
                  Lettres aux ménages (.pdf)
                </a>
              </li>
            ) : null}
            <li>
              <a class="fr-btn fr-btn--secondary" href={`${own}/seance.json`}>
                Exporter la séance
              </a>
            </li>
          </>
        ) : null}
        {seance.type === 'situations' ? (
          <li>
            <a class="fr-btn fr-btn--secondary" href={`${own}/tableau.xlsx`}>
              Tableau annoté (.xlsx)
            </a>
          </li>
        ) : null}
      </ul>
      {here.does('releve') && isClosed ? (
        <Form action={seancePath(seance)} reader={here.reader} class="fr-mt-3w">
          <Submit name="faire" value="releve" quiet={seance.releve !== undefined}>
            {seance.releve ? 'Envoyer de nouveau' : 'Envoyer aux membres et à l’État'}
          </Submit>
          {seance.releve ? (
            <p class="mention fr-mt-1w">
              Envoyé le <Moment of={seance.releve.at} /> par {seance.releve.by}.
            </p>
          ) : null}
        </Form>
      ) : null}
      <Facts of={releve.entete} />
      {releve.points.length === 0 ? null : (
        <>
          <h2>Ordre du jour</h2>
          <ul class="puces">
            {releve.points.map((one) => (
              <li>{one}</li>
            ))}
          </ul>
        </>
      )}
      {releve.minutes.length === 0 ? null : <h2>Compte rendu</h2>}
      {releve.minutes.map((one) => (
        <section>
          <h3>{one.titre}</h3>
          {one.texte.map((text) => (
            <p>{text}</p>
          ))}
        </section>
      ))}
      {releve.groupes.map(({ titre, situations }) => (
        <section>
          <h2>{titre}</h2>
          {situations.map((one) => (
            <div class="fr-mb-4w">
              <h3>{one.titre}</h3>
              <Facts of={one.lignes} />
              <ul class="puces">
                {one.decisions.map((text) => (
                  <li>{text}</li>
                ))}
              </ul>
            </div>
          ))}
        </section>
      ))}
      <p class="mention">{releve.mention}</p>
    </InSeancePage>
  );
};
