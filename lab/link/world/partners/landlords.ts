import type { Chance } from '../../../../cli/demo/random.ts';
import { byWeight, zipf } from '../chance.ts';
import type { Landlord } from '../model.ts';
import { drawOrigin, drawSurname } from '../people/names.ts';
import { createPerson } from '../people/person.ts';

const social: readonly Landlord[] = [
  ['Habitat du Confluent', 'OPH Habitat du Confluent', 'HABITAT DU CONFLUENT'],
  ['Foyers de la Marne', 'SA HLM Foyers de la Marne', 'FOYERS DE LA MARNE SA'],
  ['Logis de Brie', 'Le Logis de Brie', 'LOGIS DE BRIE ESH'],
  ['Trois Rivières Habitat', '3 Rivières Habitat', 'TROIS RIVIERES HABITAT'],
  ['Résidences du Val d’Europe', "Résidences du Val d'Europe", 'RVE'],
  ['Toit briard', 'Le Toit Briard', 'TOIT BRIARD (SA)'],
  ['Melun Sénart Logement', 'M.S.L.', 'MELUN-SENART LOGEMENT'],
  ['Coopérative du Grand Morin', 'Coop. Grand Morin', 'COOPERATIVE GRAND MORIN'],
  ['Gâtinais Habitat', 'GATINAIS HABITAT', 'OPAC Gâtinais Habitat'],
].map((names, n) => ({ social: true, names, leasePrefix: `${String.fromCharCode(65 + n)}${(n * 7) % 10}` }));
const drawSocial = byWeight(social, zipf(0.8, 2));

const agencies: readonly Landlord[] = [
  ['Cabinet Bertin', 'CABINET BERTIN IMMOBILIER'],
  ['Agence de la Brie', 'AGENCE DE LA BRIE SARL'],
  ['Immo Deux Morin', 'IMMO 2 MORIN'],
  ['Gestion Val de Seine', 'G.V.S.'],
  ['Provins Gestion', 'PROVINS GESTION'],
].map((names, n) => ({ social: false, names, leasePrefix: `G${n + 1}` }));

const flowers = [
  'Lilas',
  'Tilleuls',
  'Marronniers',
  'Glycines',
  'Platanes',
  'Deux Ponts',
  'Remparts',
  'Cèdres',
];

/** Who lets a dwelling: a social landlord, an agency, a family company, or a person. */
export const drawLandlord = (chance: Chance, inSocialStock: boolean): Landlord => {
  if (inSocialStock) return drawSocial(chance);
  const { percent, pick } = chance;
  if (percent(28)) return pick(agencies);
  const name = drawSurname(chance, drawOrigin(chance));
  if (percent(30)) {
    const company = percent(40) ? `des ${pick(flowers)}` : name;
    return { social: false, names: [`SCI ${company}`, `S.C.I. ${company}`, `SCI ${company.toUpperCase()}`] };
  }
  const { sex, firstNames } = createPerson(chance, { surname: name });
  const title = sex === 'F' ? 'Mme' : 'M.';
  return {
    social: false,
    names: [
      `${title} ${name}`,
      `${title} ${firstNames[0]} ${name}`,
      `${name.toUpperCase()} ${firstNames[0]}`,
    ],
  };
};
