import { words } from './words.ts';

/** What streets are called, most common first: the same names come back from one commune to the next. */
export const streetNames = words(`
de_l'Église de_la_Mairie de_la_République Victor_Hugo Jean_Jaurès du_Général_de_Gaulle Pasteur des_Écoles
Jean_Moulin du_Moulin de_la_Gare de_Paris du_Maréchal_Leclerc du_Château des_Tilleuls de_Verdun du_8_Mai_1945 Jules_Ferry
Léon_Blum Pierre_Curie des_Lilas des_Acacias Gambetta de_Meaux de_Melun de_la_Fontaine du_Stade Émile_Zola Paul_Vaillant-Couturier
Aristide_Briand Anatole_France des_Rosiers de_la_Libération des_Marronniers du_Parc Saint-Martin de_la_Marne
de_la_Forêt du_Lavoir des_Vignes des_Peupliers Voltaire du_11_Novembre des_Champs du_Bois Grande de_Provins Molière
Georges_Clemenceau Louis_Pasteur des_Cerisiers du_Pont du_Four du_Puits des_Érables de_Fontainebleau de_Coulommiers
des_Jardins de_la_Paix Marcel_Pagnol de_Lagny de_l'Europe Pablo_Picasso de_la_Croix Albert_Camus Salvador_Allende
des_Chênes des_Prés Saint-Nicolas Jacques_Prévert Henri_Barbusse du_Marché Notre-Dame du_Clos Claude_Debussy
Charles_Péguy de_la_Brie des_Sources du_Bac Camille_Claudel Louis_Aragon George_Sand Lafayette Carnot de_Rome Édouard_Branly
Chateaubriand Frédéric_Chopin Maurice_Ravel Paul_Éluard Arthur_Rimbaud Romain_Rolland Rosa_Parks Simone_Veil
Nelson_Mandela du_Lac des_Noyers des_Bleuets des_Coquelicots du_Chemin_Vert des_Carrières de_la_Plaine des_Sablons
de_l'Ourcq du_Gué de_la_Tour de_la_Garenne du_Vieux_Puits des_Hirondelles des_Alouettes des_Fauvettes des_Mésanges
de_Bourgogne de_Champagne de_Picardie d'Alsace de_Lorraine de_Bretagne des_Pyrénées du_Jura du_Poitou des_Templiers
de_la_Ferme des_Meuniers de_l'Abreuvoir Saint-Fiacre Saint-Aspais du_Faubourg Aimé_Césaire Lucie_Aubrac Missak_Manouchian
Colbert Mansart Racine La_Bruyère Ronsard du_Docteur_Roux du_Capitaine_Dreyfus du_Commandant_Charcot
`);

/** Kinds of way, with how often out of a hundred and the short forms partners write. */
export const ways: readonly { name: string; share: number; short: readonly string[] }[] = [
  { name: 'rue', share: 60, short: ['r.', 'r', 'R'] },
  { name: 'avenue', share: 12, short: ['av.', 'av', 'AVE'] },
  { name: 'allée', share: 7, short: ['all.', 'all', 'ALL'] },
  { name: 'place', share: 5, short: ['pl.', 'pl', 'PL'] },
  { name: 'boulevard', share: 5, short: ['bd', 'bld', 'boul.'] },
  { name: 'chemin', share: 4, short: ['ch.', 'chem.', 'CHE'] },
  { name: 'square', share: 2, short: ['sq.', 'SQ'] },
  { name: 'impasse', share: 2, short: ['imp.', 'IMP'] },
  { name: 'route', share: 1.5, short: ['rte', 'RTE'] },
  { name: 'quai', share: 0.8, short: ['q.', 'QU'] },
  { name: 'résidence', share: 0.7, short: ['rés.', 'RES'] },
];

/** Names of estates and buildings that stand in an address complement. */
export const estates = words(`Beauval La_Rocade Les_Mézereaux Le_Mée Surville Les_Fougères La_Pierre_Collinet
Les_Aulnes Le_Luzard L'Arche_Guédon La_Mare_aux_Champs Les_Tilleuls Les_Courtilleraies Le_Parc Beauregard Les_Vergers`);

/** Towns outside the département where a household lived before, as BdF or a body may still have them. */
export const elsewhere: readonly { postcode: string; commune: string }[] = [
  ['93000', 'Bobigny'],
  ['93200', 'Saint-Denis'],
  ['93100', 'Montreuil'],
  ['93600', 'Aulnay-sous-Bois'],
  ['94000', 'Créteil'],
  ['94800', 'Villejuif'],
  ['91000', 'Évry-Courcouronnes'],
  ['91100', 'Corbeil-Essonnes'],
  ['75019', 'Paris'],
  ['75020', 'Paris'],
  ['95200', 'Sarcelles'],
  ['60100', 'Creil'],
  ['51100', 'Reims'],
  ['89100', 'Sens'],
  ['10000', 'Troyes'],
].map(([postcode = '', commune = '']) => ({ postcode, commune }));
