import { parisDay } from '../../../../shared/domain/calendar/paris-day.ts';
import { partnerOfSender } from '../../../../shared/intake/partners/all.ts';
import { maySend } from '../../../../shared/store/partners.ts';
import { type AnswerOf, type Ctx, type PageDeps, readerOf, type SignedIn } from '../../page.ts';
import { type Here, isEtude } from '../../partner-here.ts';
import { refuse } from '../refuse.tsx';

type HereAnswer = (c: Ctx, here: Here) => Response | Promise<Response>;
type Of = 'etude' | 'others' | 'all';

const hereOf = async (deps: PageDeps, signedIn: SignedIn, code: string): Promise<Here | undefined> => {
  const family = partnerOfSender(code);
  const reader = readerOf(signedIn);
  if (!family || !reader) return undefined;
  const entry = await deps.deposits.partner(code);
  return {
    code,
    name: entry?.name ?? code,
    family,
    maySend: entry !== undefined && maySend(entry, parisDay(deps.now())),
    reader,
    by: { name: signedIn.name, person: signedIn.id },
  };
};

/** Pages of a partner: études deposit pieces, all others send events and files; a page of one is not there for the other. */
export const createPartnerAnswers = (deps: PageDeps) => {
  const answer =
    (of: Of, isSending: boolean, say: HereAnswer): AnswerOf<'deposits'> =>
    async (c, signedIn, code) => {
      const here = await hereOf(deps, signedIn, code);
      if (!here || (of !== 'all' && isEtude(here) !== (of === 'etude'))) return refuse(c, 'noPage');
      return isSending && !here.maySend ? refuse(c, 'noMoreSending') : say(c, here);
    };
  return {
    /** What a partner reads. */
    reads: (of: Of, say: HereAnswer) => answer(of, false, say),
    /** What it does, while its partnership is open. */
    sends: (of: Of, say: HereAnswer) => answer(of, true, say),
  };
};
