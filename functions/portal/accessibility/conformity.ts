import { type Audit, audit } from './audit.ts';

/** The three states that a site may say it is in (arrêté du 20 septembre 2019, annexe). */
export type Conformity = 'totalement conforme' | 'partiellement conforme' | 'non conforme';

/** Months for which an audit may be said. */
const VALID_MONTHS = 36;

/** Last day on which an audit may be said. */
export const validUntil = ({ on }: Audit): string => {
  const [year = 0, month = 1, day = 1] = on.split('-').map(Number);
  return new Date(Date.UTC(year, month - 1 + VALID_MONTHS, day)).toISOString().slice(0, 10);
};

/**
 * What the site says of itself. Without an audit that a person made and that is still valid, it says it does not conform, whatever the
 * machine's own tests found.
 *
 * @param today Europe/Paris
 */
export const conformityOf = (made: Audit | undefined, today: string): Conformity => {
  if (made === undefined || today > validUntil(made)) return 'non conforme';
  const { met, applicable } = made;
  if (applicable > 0 && met === applicable) return 'totalement conforme';
  return applicable > 0 && met / applicable >= 0.5 ? 'partiellement conforme' : 'non conforme';
};

/** What this site says of itself. @param today Europe/Paris */
export const conformity = (today: string): Conformity => conformityOf(audit, today);
