import { ampleur, type Ecart, ecartVers, RAYONS, zoneDe } from './ecart.ts';
import { parId, type Systeme, systemeDe, type TableauPublie, type Terme } from './tableau.ts';

/*
 * Secret statistique: what the public report hides. Counts under the threshold are hidden (primary), and as few others as it takes (secondary) so that
 * no subtraction gives the first back. One mark for both.
 *
 * Each protected figure keeps two witnesses: two other tables, in whole numbers, where every figure shown is the same and every relation holds, and
 * between which the figure differs by enough. What no witness needs is shown. The pattern is right because its witnesses are.
 */

/** How much is protected. */
export type Regle = {
  /** Counts strictly under it are protected, 0 among them. */
  seuil: number;
  /** Between the least and the greatest value that a protected count may have, as far as a reader can tell. */
  etendue: number;
};

const REGLE: Regle = { seuil: 5, etendue: 5 };

/** A protected figure that nothing still to be hidden protects. */
type Exposee = {
  id: string;
  /** Between what values a reader of all the reports may hesitate. */
  min: number;
  max: number;
  /** Counts already published that are enough to say so, without those that were seen not to matter; none, where the relations alone do. */
  par: readonly string[];
};

export type Secret = {
  /** What is not shown, all with the same mark: counts and magnitudes, never shown ones among them. */
  masquees: ReadonlySet<string>;
  /** In the order of ids; empty when the guarantee holds. */
  exposees: readonly Exposee[];
};

/** Whether a figure may be printed that rests on these: a rate on its count and its denominator, a median on its count. */
export const estMontrable = ({ masquees }: Pick<Secret, 'masquees'>, ...ids: readonly string[]): boolean =>
  ids.every((id) => !masquees.has(id));

/**
 * What to hide of a table, so that for each count under the threshold, shown or not, what is published leaves `etendue` or more between its least and
 * its greatest possible value, and the threshold within reach; and for each magnitude that rides on one, its own value or more. The reader is taken to
 * know the relations, the rule, that values are whole, and the figures of earlier reports.
 *
 * Greedy, and the same for the same table: the cheapest way out of each exposure, then every figure shown again that no protection needs.
 *
 * @throws RangeError when the table contradicts itself, as `systemeDe` says.
 */
export const secretDe = (tableau: TableauPublie, regle: Partial<Regle> = {}): Secret => {
  const recherche = rechercheDe(systemeDe(tableau), { ...REGLE, ...regle });
  const hausses: Hausses = new Map();
  const protections = protegees(recherche).map((chiffre) => cacher(recherche, chiffre, hausses));
  const exposees = montrer(recherche, protections)
    .map((protection) => (tient(protection, recherche.regle) ? protection : mesurer(recherche, protection)))
    .filter((protection) => !tient(protection, recherche.regle))
    .map(({ chiffre, haut, bas }) => {
      const { id, valeur } = chiffre;
      const par = parQuoi(recherche, chiffre);
      return { id, min: valeur - ampleur(bas, id), max: valeur + ampleur(haut, id), par };
    });
  const { systeme, masques } = recherche;
  const masquees = [...systeme.chiffres.values()].filter(({ compte }) => masques.has(compte.id));
  return { masquees: new Set(masquees.map(({ id }) => id)), exposees: exposees.sort(parId) };
};

/** The table, the rule, and the counts that are hidden so far. */
type Recherche = { systeme: Systeme; regle: Regle; masques: Set<string> };

const rechercheDe = (systeme: Systeme, regle: Regle): Recherche => {
  const masques = new Set<string>();
  for (const { id, compte } of systeme.chiffres.values())
    if (id === compte.id && (!compte.publiable || (compte.valeur < regle.seuil && !compte.dejaPubliee)))
      masques.add(id);
  return { systeme, regle, masques };
};

/** Counts under the threshold and what rides on them, the smallest first. */
const protegees = ({ systeme, regle }: Recherche): Terme[] =>
  [...systeme.chiffres.values()]
    .filter(({ compte }) => compte.valeur < regle.seuil)
    .sort((a, b) => a.compte.valeur - b.compte.valeur || parId(a, b));

/** A protected figure, and two tables that a reader cannot tell from the true one: where it is greatest, and where it is least. */
type Protection = { chiffre: Terme; haut: Ecart; bas: Ecart };

/** By how much a reader must be unable to tell: a count by the rule, a magnitude by its own value. */
const etendueDe = ({ grandeur, valeur }: Terme, { etendue }: Regle): number =>
  grandeur ? Math.max(1, valeur) : etendue;

/** How far up one witness must go when the other goes down by `bas`. */
const hausseDe = (chiffre: Terme, bas: number, regle: Regle): number =>
  Math.max(etendueDe(chiffre, regle) - bas, chiffre.grandeur ? 0 : regle.seuil - chiffre.valeur);

const tient = ({ chiffre, haut, bas }: Protection, regle: Regle): boolean =>
  ampleur(haut, chiffre.id) >= hausseDe(chiffre, ampleur(bas, chiffre.id), regle);

/** What it costs to move what is hidden already: nearly nothing, so that the shortest way is taken. */
const DEJA_MASQUE = 1e-3;

type Prix = (id: string) => number | undefined;

/** Only what is hidden may move, but for one count. */
const seulsMasques =
  ({ systeme, masques }: Recherche, saufCompte?: string): Prix =>
  (id) => {
    const compte = systeme.chiffres.get(id)?.compte.id;
    return compte !== undefined && compte !== saufCompte && masques.has(compte) ? DEJA_MASQUE : undefined;
  };

/** What a unit costs at a count that would have to be hidden: more where it is great, and more again where it is a total. */
const prixDe = ({ compte, totalDe }: Terme): number => (1 + totalDe) * (1 + Math.log2(1 + compte.valeur));

/** All may move but what is already published; what is shown, at its price. */
const ouMasquer = (recherche: Recherche): Prix => {
  const masques = seulsMasques(recherche);
  return (id) => {
    const chiffre = recherche.systeme.chiffres.get(id);
    if (chiffre === undefined || chiffre.compte.dejaPubliee) return undefined;
    return masques(id) ?? prixDe(chiffre);
  };
};

/** How far witnesses are looked for among what is hidden, before anything more is (`PRES`), and to do with less (`LOIN`): in relations. */
const PRES = 4;
const LOIN = 6;

/** The witnesses of a figure at those prices: down for free, then up as far as it takes, then down by what up did not give. */
const temoinsDe = (
  recherche: Recherche,
  chiffre: Terme,
  gratuit: Prix,
  prix = gratuit,
  portee?: number,
): Protection => {
  const { systeme, regle } = recherche;
  const { id, valeur } = chiffre;
  const vers = (sens: 1 | -1, cible: number, a: Prix) =>
    ecartVers(systeme, { id, sens, cible, prix: a, portee: a === prix ? portee : PRES });
  const bas = vers(-1, Math.min(valeur, etendueDe(chiffre, regle)), gratuit);
  const cible = hausseDe(chiffre, ampleur(bas, id), regle);
  const gratuite = vers(1, cible, gratuit);
  if (gratuit === prix || ampleur(gratuite, id) >= cible) return { chiffre, haut: gratuite, bas };
  const haut = vers(1, cible, prix);
  const reste = Math.min(valeur, etendueDe(chiffre, regle) - ampleur(haut, id));
  return { chiffre, haut, bas: ampleur(bas, id) >= reste ? bas : vers(-1, reste, prix) };
};

const comptesDe = ({ systeme }: Recherche, { haut, bas }: Protection): Set<string> =>
  new Set([...haut.keys(), ...bas.keys()].flatMap((id) => systeme.chiffres.get(id)?.compte.id ?? []));

/** Of the tables found so far, the one where each figure is greatest: a table found for one figure often serves others. */
type Hausses = Map<string, Ecart>;

/** A table found already that is enough for a figure; else what is found now, which is kept. */
const connueOu = (
  { regle }: Recherche,
  chiffre: Terme,
  hausses: Hausses,
  trouver: () => Protection,
): Protection => {
  const connue = hausses.get(chiffre.id);
  if (connue !== undefined && ampleur(connue, chiffre.id) >= hausseDe(chiffre, 0, regle))
    return { chiffre, haut: connue, bas: new Map() };
  const protection = trouver();
  for (const ecart of [protection.haut, protection.bas])
    for (const [id, move] of ecart) if (move > (hausses.get(id)?.get(id) ?? 0)) hausses.set(id, ecart);
  return protection;
};

/** Hides what a figure needs, or what does most for it. */
const cacher = (recherche: Recherche, chiffre: Terme, hausses: Hausses): Protection => {
  if (chiffre.compte.dejaPubliee) return { chiffre, haut: new Map(), bas: new Map() };
  const protection = connueOu(recherche, chiffre, hausses, () =>
    temoinsDe(recherche, chiffre, seulsMasques(recherche), ouMasquer(recherche)),
  );
  for (const compte of comptesDe(recherche, protection)) recherche.masques.add(compte);
  return protection;
};

/** Shows again, the costliest first, every count over the threshold without which each figure stays as uncertain. */
const montrer = (recherche: Recherche, protections: readonly Protection[]): readonly Protection[] => {
  const { systeme, regle, masques } = recherche;
  const secondaires = [...systeme.chiffres.values()]
    .filter(
      ({ id, compte }) =>
        id === compte.id && masques.has(id) && compte.publiable && compte.valeur >= regle.seuil,
    )
    .sort((a, b) => prixDe(b) - prixDe(a) || parId(a, b));
  let kept = protections;
  for (const { id } of secondaires) {
    const sans = seulsMasques(recherche, id);
    const hausses: Hausses = new Map();
    const tried: Protection[] = [];
    let holds = true;
    for (const protection of kept) {
      const next = comptesDe(recherche, protection).has(id)
        ? connueOu(recherche, protection.chiffre, hausses, () =>
            temoinsDe(recherche, protection.chiffre, sans, sans, LOIN),
          )
        : protection;
      holds = tient(next, regle) || (!tient(protection, regle) && largeur(next) >= largeur(protection));
      if (!holds) break;
      tried.push(next);
    }
    if (!holds) continue;
    masques.delete(id);
    kept = tried;
  }
  return kept;
};

/** Between what values a reader may hesitate, as far as the witnesses show. */
const largeur = ({ chiffre: { id }, haut, bas }: Protection): number => ampleur(haut, id) + ampleur(bas, id);

/** What a reader may know at the end of a figure that could not be protected, by all that is hidden for others too. */
const mesurer = (recherche: Recherche, { chiffre, haut, bas }: Protection): Protection => {
  if (chiffre.compte.dejaPubliee) return { chiffre, haut, bas };
  return temoinsDe(recherche, chiffre, seulsMasques(recherche));
};

/** The counts already published that expose a figure even if all else were hidden: each is left out in turn, and those that matter are kept. */
const parQuoi = (recherche: Recherche, chiffre: Terme): string[] => {
  const { systeme, regle } = recherche;
  if (chiffre.compte.dejaPubliee) return [chiffre.compte.id];
  const compteDe = (id: string) => systeme.chiffres.get(id)?.compte;
  let publies = new Set<string>();
  const prix: Prix = (id) => (publies.has(compteDe(id)?.id ?? id) ? undefined : DEJA_MASQUE);
  const expose = () => !tient(temoinsDe(recherche, chiffre, prix, prix, LOIN), regle);
  for (const rayon of [1, ...RAYONS]) {
    const near = zoneDe(systeme, { id: chiffre.id, prix: () => DEJA_MASQUE }, rayon).map(compteDe);
    publies = new Set(near.flatMap((compte) => (compte?.dejaPubliee ? compte.id : [])));
    if (expose()) break;
  }
  for (const id of [...publies].sort()) {
    publies.delete(id);
    if (!expose()) publies.add(id);
  }
  return [...publies].sort();
};
