import { anyReader, type Ctx } from '../page.ts';
import { type Refusal, RefusalPage, refusals } from '../views/refusal.tsx';

/** Answers with a page that says why not, and what to do. @param mail the address to entitle, where that is the reason */
export const refuse = (c: Ctx, refusal: Refusal, mail?: string): Response | Promise<Response> =>
  c.html(
    <RefusalPage refusal={refusal} reader={anyReader(c.get('signedIn'))} mail={mail} />,
    refusals[refusal].status,
  );
