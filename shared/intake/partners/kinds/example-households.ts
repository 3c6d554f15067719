/** A household that nobody is, for the examples of one sender. */
type ExampleHousehold = {
  person: { nomNaissance: string; prenoms: string[]; dateNaissance?: string };
  dwelling: { insee: string; postcode: string; commune: string; street: string };
  /** The landlord's own reference of its lease. */
  bail: string;
};

const meaux = (street: string) => ({ insee: '77284', postcode: '77100', commune: 'Meaux', street });
const provins = (street: string) => ({ insee: '77379', postcode: '77160', commune: 'Provins', street });
const melun = (street: string) => ({ insee: '77288', postcode: '77000', commune: 'Melun', street });
const torcy = (street: string) => ({ insee: '77468', postcode: '77200', commune: 'Torcy', street });

const person = (nomNaissance: string, prenom: string, dateNaissance?: string) => ({
  nomNaissance: `${nomNaissance}-Exemple`,
  prenoms: [prenom],
  ...(dateNaissance && { dateNaissance }),
});

const households = {
  caf: {
    person: person('Aubry', 'Camille', '1984-05-17'),
    dwelling: meaux('12 rue des Tilleuls'),
    bail: 'B-00812',
  },
  bdf: {
    person: person('Bellec', 'Driss', '1971-11-02'),
    dwelling: provins('4 rue du Val'),
    bail: 'B-00813',
  },
  // An act seldom says when a tenant was born.
  'etude-moreau-meaux': {
    person: person('Carlier', 'Inès'),
    dwelling: meaux('27 avenue Foch'),
    bail: 'B-00814',
  },
  'bailleur-habitat-exemple': {
    person: person('Diallo', 'Moussa', '1990-02-28'),
    dwelling: melun('9 rue de la Fosse'),
    bail: 'B-00815',
  },
  'action-logement': {
    person: person('Esteve', 'Océane', '1995-07-09'),
    dwelling: torcy('31 rue de Paris'),
    bail: 'B-00816',
  },
  'association-exemple': {
    person: person('Fabre', 'Rachid', '1968-09-14'),
    dwelling: melun('2 quai Voltaire'),
    bail: 'B-00817',
  },
  'ccas-meaux': {
    person: person('Garnier', 'Sophie', '1979-01-23'),
    dwelling: meaux('6 rue du Grand Cerf'),
    bail: 'B-00818',
  },
  'mds-meaux': {
    person: person('Hamidi', 'Farid', '1987-12-05'),
    dwelling: meaux('18 rue Bossuet'),
    bail: 'B-00819',
  },
  'clpil-meaux': {
    person: person('Ibanez', 'Paul', '1963-06-30'),
    dwelling: meaux('41 rue de Chaage'),
    bail: 'B-00820',
  },
  'ccapex-nord': {
    person: person('Jacquet', 'Nadia', '1992-10-11'),
    dwelling: torcy('5 allée des Berges'),
    bail: 'B-00821',
  },
  'tribunal-meaux': {
    person: person('Keller', 'Hugo', '1975-03-19'),
    dwelling: meaux('3 place Doumer'),
    bail: 'B-00822',
  },
  etat: {
    person: person('Leroy', 'Wassila', '1981-08-08'),
    dwelling: provins('14 rue Courloison'),
    bail: 'B-00823',
  },
  comed: {
    person: person('Nguyen', 'Lina', '1989-03-03'),
    dwelling: torcy('8 rue des Rossignols'),
    bail: 'B-00825',
  },
  fsl: {
    person: person('Ollivier', 'Marc', '1977-10-21'),
    dwelling: melun('17 rue Carnot'),
    bail: 'B-00826',
  },
  adil: {
    person: person('Perrin', 'Salomé', '1992-06-18'),
    dwelling: provins('6 rue Saint-Thibault'),
    bail: 'B-00827',
  },
  siao: {
    person: person('Marin', 'Théo', '1998-04-26'),
    dwelling: torcy('8 cours de l’Arche Guédon'),
    bail: 'B-00824',
  },
} satisfies Record<string, ExampleHousehold>;

/** The senders whose examples are published. */
export type ExampleSender = keyof typeof households;

/** The household of a sender's examples: two partners' examples never speak of the same persons, dwelling or lease. */
export const householdOf = (sender: ExampleSender): ExampleHousehold => households[sender];
