import type { FC } from 'hono/jsx';
import type { Siege } from '../../../../../shared/domain/commissions/acces.ts';
import { organismeDe } from '../../../../../shared/domain/commissions/acces.ts';
import type { Commission } from '../../../../../shared/domain/commissions/commission.ts';
import { commissionPath } from '../words.tsx';

/** Whether a reader is shown the aids: who decides, the State, and the bodies that pay them. */
export const voitLesAides = (works: boolean, sieges: readonly Siege[]): boolean =>
  works || sieges.some((siege) => ['etat', 'caf', 'msa'].includes(organismeDe(siege)));

/** What a CCAPEX has beside its calendar; of a synthesis of the SIAO, its proposals and what became of them. */
export const LiensCcapex: FC<{ commission: Commission; works: boolean; sieges: readonly Siege[] }> = ({
  commission,
  works,
  sieges,
}) => {
  if (commission.nature === 'clpil') return null;
  const own = commissionPath(commission.code);
  const isCcapex = commission.nature === 'ccapex';
  const links = [
    { href: `${own}/saisines`, text: isCcapex ? 'Saisines' : 'Proposer une situation' },
    ...(isCcapex && voitLesAides(works, sieges) ? [{ href: `${own}/aides`, text: 'Aides au logement' }] : []),
    { href: `${own}/avis`, text: isCcapex ? 'Avis suivis' : 'Recommandations suivies' },
  ];
  return (
    <ul class="boutons fr-raw-list fr-mb-3w">
      {links.map(({ href, text }) => (
        <li>
          <a class="fr-btn fr-btn--secondary" href={href}>
            {text}
          </a>
        </li>
      ))}
    </ul>
  );
};
