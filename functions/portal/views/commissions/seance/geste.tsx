import type { Child, FC } from 'hono/jsx';
import type { InSeance } from '../../../in-seance.ts';
import { Form, Submit } from '../../kit/form.tsx';
import { seancePath } from '../words.tsx';

/** A form of one button. */
export const Geste: FC<{
  here: InSeance;
  faire: string;
  quiet?: boolean;
  champs?: Readonly<Record<string, string>>;
  children: Child;
}> = ({ here, faire, quiet = false, champs = {}, children }) => (
  <Form action={seancePath(here.seance)} reader={here.reader}>
    {Object.entries(champs).map(([name, value]) => (
      <input type="hidden" name={name} value={value} />
    ))}
    <Submit name="faire" value={faire} quiet={quiet}>
      {children}
    </Submit>
  </Form>
);
