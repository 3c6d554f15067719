import type { FC } from 'hono/jsx';
import type { Case } from '../../../../shared/domain/case/case-of.ts';
import { titleOf } from '../../../../shared/domain/procedure/stage.ts';
import type { Crumb } from '../kit/crumbs.tsx';

/** The pages above those that record in a case. */
export const crumbsOf = (caseId: string, ...more: readonly Crumb[]): Crumb[] => [
  { href: '/dossiers', text: 'Dossiers' },
  { href: `/dossiers/${caseId}`, text: caseId },
  ...more,
];

/** Where the acts of a case are recorded. */
export const recordPath = (caseId: string): string => `/dossiers/${caseId}/consigner`;

/** Whose case it is, so that nobody records in another's. */
export const AboutCase: FC<{ caseId: string; state: Case }> = ({ caseId, state }) => {
  const { household, dwelling, stage } = state;
  const names = household.map(({ nomUsage, nomNaissance, prenoms = [] }) =>
    [prenoms[0], nomUsage ?? nomNaissance].filter(Boolean).join(' '),
  );
  const where = [dwelling.street, dwelling.complement, dwelling.commune ?? dwelling.postcode];
  return (
    <p class="fr-text--lead">
      <strong>{caseId}</strong>
      {[names.filter(Boolean).join(', '), where.filter(Boolean).join(', '), titleOf(stage)]
        .filter(Boolean)
        .map((part) => ` · ${part}`)}
    </p>
  );
};
