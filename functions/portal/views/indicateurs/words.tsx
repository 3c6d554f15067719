import type { FC } from 'hono/jsx';
import { type Indicateur, unites } from '../../../../shared/domain/indicateurs/catalogue.ts';
import type { Lecteur, Ou } from '../../../../shared/domain/rapport/chiffres.ts';
import { celluleEcrite, marques } from '../../../../shared/outbound/indicateurs/nombres.ts';

/** The page of an indicator in a year. */
export const indicateurPath = (annee: number, id: string): string => `/indicateurs/${annee}/${id}`;

/** What a list of indicators shows: of a year, of one arrondissement or of the whole département, of one chapter or of all. */
export type IndicateursQuery = { annee: number; lieu: Ou; chapitre: string };

/** The address of a list. */
export const indicateursPath = ({ annee, lieu, chapitre }: IndicateursQuery): string =>
  `/indicateurs?${new URLSearchParams({
    annee: String(annee),
    ...(lieu === 'total' ? {} : { arrondissement: lieu }),
    ...(chapitre === '' ? {} : { chapitre }),
  })}`;

/** What is read of an indicator somewhere, in French, whether it is known or not. */
export const figureIn = (lecteur: Lecteur, one: Indicateur, ou: Ou): string => {
  const chiffre = lecteur.chiffre(one.id, ou);
  if (chiffre !== undefined) return celluleEcrite(chiffre.cellule, chiffre.unite);
  return ou === 'total' ? marques.inconnu : 'non réparti';
};

/** What « secret » stands for, on a page that says it. */
export const Secret: FC = () => (
  <p class="mention">
    « secret » : moins de cinq, ou ce qui le laisserait deviner. Les services de l’État lisent tout.
  </p>
);

/** Where a figure comes from. */
export const sourceOf = (one: Indicateur): string => {
  switch (one.source) {
    case 'compte':
      return 'compté dans les dossiers';
    case 'somme':
      return 'somme de ses parties';
    case 'rapport':
      return 'calculé';
    case 'declare':
      return 'déclaré une fois par an';
  }
};
export const unitOf = ({ unite }: Indicateur): string => unites[unite];

const [WIDTH, HEIGHT] = [160, 12];
/** A number to be looked at, beside the others of its column: it is written there too. */
export const Barre: FC<{ n: number; of: number }> = ({ n, of }) => (
  <svg class="barre" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true" focusable="false">
    <rect
      class="part-fait"
      x={0}
      y={0}
      width={of === 0 ? 0 : Math.max(n > 0 ? 2 : 0, (WIDTH * n) / of)}
      height={HEIGHT}
    />
  </svg>
);
