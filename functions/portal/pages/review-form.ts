import type { Ctx } from '../page.ts';
import type { Typed } from './review-answer.ts';

/** The texts of a form, each without what surrounds it; empty where there is none. */
export const textsIn = async (c: Ctx): Promise<Typed> => {
  const body = await c.req.parseBody();
  return (name) => {
    const value = body[name];
    return typeof value === 'string' ? value.trim() : '';
  };
};
