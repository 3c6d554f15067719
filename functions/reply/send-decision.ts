import { parisDay } from '../../shared/domain/calendar/paris-day.ts';
import { log } from '../../shared/log/log.ts';
import { messageDeDecision } from '../../shared/outbound/replies/decision-aide.ts';
import type { DecisionAide } from '../../shared/store/decision-aide.ts';
import type { createMarkDecision } from '../../shared/store/mark-decision.ts';

export type DecisionDeps = {
  /** Gives false when the body has no replies queue. */
  send: (partner: string, json: string) => Promise<boolean>;
  mark: ReturnType<typeof createMarkDecision>;
  /** Now, ISO UTC. */
  now: () => string;
};

/**
 * Hands a decision on a housing aid over to the body that pays it: the day is that of its notification, from which a suspension takes effect. Told
 * once it is on the queue; a repeat has the same id. A body without a queue is notified by a person, who then says on which day.
 */
export const createSendDecision =
  ({ send, mark, now }: DecisionDeps) =>
  async (decision: DecisionAide): Promise<void> => {
    if (decision.status !== 'due') return;
    const { id, organisme, commission } = decision;
    const notifieeLe = parisDay(now());
    const isSent = await send(organisme, JSON.stringify(messageDeDecision(decision, notifieeLe)));
    await mark(decision, isSent ? { status: 'remise', notifieeLe } : { status: 'sansFile' });
    log(isSent ? 'decision.handed' : 'decision.unhandable', { id, organisme, commission });
  };
