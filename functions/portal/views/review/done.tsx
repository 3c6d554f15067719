import type { FC } from 'hono/jsx';
import { Form, Submit } from '../kit/form.tsx';
import { Notice } from '../kit/words.tsx';
import type { Reader } from '../layout.tsx';
import { placeOf } from './words.ts';

/** What the reader answered a moment ago. */
export type Told = { caseId: string; id: string; words: string; mayUndo: boolean };

/** Says what was answered, and undoes it at one click. */
export const Done: FC<{ told: Told; reader: Reader }> = ({
  told: { caseId, id, words, mayUndo },
  reader,
}) => (
  <Notice kind="success">
    <p>
      Répondu pour le dossier <a href={placeOf(caseId, id)}>{caseId}</a> : {words}.
    </p>
    {mayUndo ? (
      <Form action={`${placeOf(caseId, id)}/annuler`} reader={reader}>
        <Submit quiet>Annuler cette réponse</Submit>
      </Form>
    ) : null}
  </Notice>
);
