import type { Contribution } from './score.ts';
import { toldOf, type VetoName } from './vetoes.ts';

const texts: Record<string, Record<string, string>> = {
  surname: {
    same: 'même nom',
    sound: 'nom qui sonne pareil',
    edit: 'nom à une faute près',
    part: 'nom en partie commun',
    different: 'nom différent',
  },
  firstName: {
    same: 'mêmes prénoms',
    first: 'même premier prénom',
    edit: 'prénom à une faute près',
    nickname: 'diminutif du prénom',
    clash: 'même premier prénom, autres prénoms différents',
    near: 'prénoms voisins, mais deux prénoms',
    second: 'prénom commun, dans un autre ordre',
    initial: 'même initiale du prénom',
    different: 'prénom différent',
  },
  inverted: { inverted: 'nom et prénom inversés' },
  birth: {
    same: 'même date de naissance',
    swapped: 'jour et mois de naissance inversés',
    digit: 'date de naissance à un chiffre près',
    year: 'même année de naissance seulement',
    different: 'date de naissance différente',
  },
  birthPlace: { same: 'même lieu de naissance', different: 'lieu de naissance différent' },
  secondPerson: { same: 'une seconde personne en commun', alike: 'une seconde personne ressemblante' },
  address: {
    door: 'même appartement',
    exact: 'même adresse',
    building: 'même bâtiment',
    otherFlat: 'même numéro, autre appartement',
    near: 'adresse à une faute ou à un détail près',
    street: 'même rue, numéro différent',
    commune: 'même commune, autre rue',
    different: 'autre commune',
  },
  bailleur: { owner: 'même propriétaire', same: 'même bailleur', different: 'autre bailleur' },
  reference: { same: 'même référence', different: 'autre référence' },
  allocataire: { same: 'même numéro d’allocataire', different: 'autre numéro d’allocataire' },
  bdf: { same: 'même dossier de surendettement', different: 'autre dossier de surendettement' },
  bail: { same: 'même bail', different: 'autre bail' },
  identifiant: {
    same: 'même identifiant',
    edit: 'identifiant à une faute près',
    different: 'autre identifiant',
  },
};

/** Bits above its level's average from which a name is called rare; as many below, common. */
const RARE = 3;

/**
 * A score as a reviewer reads it, strongest first: `même nom (rare) · jour et mois de naissance inversés · même rue, numéro
 * différent`. It says what was compared, never the values.
 *
 * @param average bits of a level before its value's own frequency
 */
export const explainScore = (
  contributions: readonly Contribution[],
  vetoes: readonly VetoName[],
  average: (contribution: Contribution) => number,
): string => {
  const said = [...contributions]
    .sort((a, b) => Math.abs(b.bits) - Math.abs(a.bits))
    .map((contribution) => {
      const { field, level, bits } = contribution;
      // Stryker disable next-line OptionalChaining: for the types: what the question mark guards is there
      const text = texts[field]?.[level] ?? `${field} ${level}`;
      const more = bits - average(contribution);
      const rarity =
        field === 'surname' || field === 'firstName'
          ? more >= RARE
            ? ' (rare)'
            : more <= -RARE
              ? ' (courant)'
              : ''
          : '';
      return `${text}${rarity}`;
    });
  const comparison = said.join(' · ');
  if (vetoes.length === 0) return comparison;
  return [...(comparison ? [`${comparison}.`] : []), ...vetoes.map(toldOf)].join(' ');
};
