import type { FC } from 'hono/jsx';
import type { InSeance } from '../../../in-seance.ts';
import { TextArea } from '../../kit/fields.tsx';
import { Buttons, Form, Submit } from '../../kit/form.tsx';
import { seancePath } from '../words.tsx';

/** What was said on each point of a session's agenda, and where it is written. */
export const Minutes: FC<{ here: InSeance }> = ({ here }) => {
  const { seance, reader } = here;
  const { minutes = [], points } = seance;
  if (seance.type !== 'doctrinale') return null;
  return (
    <>
      {minutes.length === 0 ? null : (
        <>
          <h2>Compte rendu</h2>
          {minutes.map(({ point, texte }) => (
            <>
              <h3>{point}</h3>
              {texte
                .split('\n')
                .filter(Boolean)
                .map((line) => (
                  <p>{line}</p>
                ))}
            </>
          ))}
        </>
      )}
      {here.does('releve') && seance.etat === 'ouverte' ? (
        <>
          <h2 id="compte-rendu">Rédiger le compte rendu</h2>
          <Form action={seancePath(seance)} reader={reader} kept>
            {points.map((point, n) => (
              <TextArea
                name={`minute-${n}`}
                label={point}
                value={minutes.find((one) => one.point === point)?.texte}
                required={false}
                most={5000}
              />
            ))}
            <Buttons>
              <Submit name="faire" value="minutes">
                Enregistrer le compte rendu
              </Submit>
            </Buttons>
          </Form>
        </>
      ) : null}
    </>
  );
};
