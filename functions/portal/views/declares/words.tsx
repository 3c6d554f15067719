import type { FC } from 'hono/jsx';
import { type Declare, unites } from '../../../../shared/domain/indicateurs/catalogue.ts';
import { derniereAnnee, nombre, PREMIERE_ANNEE } from '../../../../shared/domain/indicateurs/declares.ts';
import type { Chiffre } from '../../../../shared/store/declares.ts';
import { Moment } from '../kit/words.tsx';

/** Years that a page leads to. */
const SHOWN = 4;

/** The years that may be declared, the last first. */
export const YearLinks: FC<{ own: string; annee: number; today: string }> = ({ own, annee, today }) => {
  const last = derniereAnnee(today);
  const years = Array.from({ length: SHOWN }, (_, n) => last - n).filter((one) => one >= PREMIERE_ANNEE);
  return (
    <nav aria-label="Année" class="choix">
      <ul>
        {[...new Set([...years, annee])].map((one) => (
          <li>
            <a class="fr-tag" href={`${own}?annee=${one}`} aria-current={one === annee ? 'true' : undefined}>
              {one}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
};

/** A count as a bar, which its words say too. */
export const Bar: FC<{ n: number; of: number }> = ({ n, of }) => (
  <svg class="jauge" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true" focusable="false">
    <rect class="jauge-fond" width="100" height="8" />
    <rect class="jauge-fait" width={of === 0 ? 0 : Math.round((100 * n) / of)} height="8" />
  </svg>
);

/** A value with its unit. @example saidValue(unite, 1234) // '1 234 personnes' */
export const saidValue = ({ unite }: Pick<Declare, 'unite'>, valeur: number): string =>
  `${nombre(valeur)}\u00a0${unites[unite]}`;

const voies: Readonly<Record<Chiffre['voie'], string>> = {
  page: 'sur la page',
  fichier: 'par un fichier',
  message: 'par un message',
  commande: 'par une commande',
};
const moyens = { telephone: 'dit au téléphone', mail: 'dit par mél' } as const;

/** Who declared it, how and when. */
export const Said: FC<{ of: Pick<Chiffre, 'by' | 'at' | 'voie' | 'moyen'> }> = ({
  of: { by, at, voie, moyen },
}) => (
  <>
    {by}, {moyen === undefined ? voies[voie] : `service de l’État, ${moyens[moyen]}`}, <Moment of={at} />
  </>
);
