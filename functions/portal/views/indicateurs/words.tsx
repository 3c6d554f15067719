import type { FC } from 'hono/jsx';
import type { Lieu } from '../../../../shared/domain/indicateurs/apport.ts';
import { type Indicateur, unites } from '../../../../shared/domain/indicateurs/catalogue.ts';
import type { Valeur } from '../../../../shared/domain/indicateurs/tableau.ts';
import { arrondissementNames } from '../../../../shared/domain/territory/arrondissements.ts';
import { eurosOf } from '../kit/words.tsx';

/** The page of an indicator in a year. */
export const indicateurPath = (annee: number, id: string): string => `/indicateurs/${annee}/${id}`;

/** What a list of indicators shows: of a year, of one arrondissement or of the whole département, of one signatory or of all. */
export type IndicateursQuery = { annee: number; lieu: Lieu | 'total'; signataire: string };

/** The address of a list. */
export const indicateursPath = ({ annee, lieu, signataire }: IndicateursQuery): string =>
  `/indicateurs?${new URLSearchParams({
    annee: String(annee),
    ...(lieu === 'total' ? {} : { arrondissement: lieu }),
    ...(signataire === '' ? {} : { signataire }),
  })}`;

/** A place as readers call it. */
export const lieuNames: Readonly<Record<Lieu | 'total', string>> = {
  ...arrondissementNames,
  sans: 'Commune à préciser',
  hub: 'Hors dossiers',
  total: 'Seine-et-Marne',
};

let numbers: Intl.NumberFormat | undefined;
/** `Intl` takes a while to load (ADR 34): no other page waits for it. */
const numberOf = (n: number): string => {
  numbers ??= new Intl.NumberFormat('fr-FR', { maximumFractionDigits: 1 });
  return numbers.format(n);
};

/** A figure as it is read: `1 204`, `12,5 %`, `4 350 €`. Undefined where there is none. */
export const figureOf = (one: Indicateur, n: number | undefined): string | undefined => {
  if (n === undefined) return undefined;
  if (one.unite === 'centimes') return eurosOf(n);
  if (one.source === 'rapport' && one.pour === 100) return `${numberOf(n)} %`;
  if (one.source === 'rapport') return `${numberOf(n)} pour ${numberOf(one.pour)}`;
  return numberOf(n);
};

/** The value of an indicator in a place; a declared figure is of the whole département. */
export const valueIn = (
  one: Indicateur,
  value: Valeur | undefined,
  lieu: Lieu | 'total',
): number | undefined => {
  if (value === undefined || lieu === 'total') return value?.total;
  return one.source === 'declare'
    ? undefined
    : (value.parLieu[lieu] ?? (one.source === 'rapport' ? undefined : 0));
};

/** What is read where there is no figure. */
export const noFigure = (one: Indicateur, lieu: Lieu | 'total'): string =>
  lieu !== 'total' && (one.source === 'declare' || one.source === 'rapport')
    ? 'non réparti'
    : one.source === 'declare'
      ? 'non déclaré'
      : 'non calculable';

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
