import { describe, expect, it } from 'vitest';
import { english, englishWeights } from '../../lab/link/english.ts';
import { addressFormOf, wayOf } from '../../shared/domain/matching/address-form.ts';
import { attach } from '../../shared/domain/matching/attach.ts';
import { areNicknames } from '../../shared/domain/matching/compare/nicknames.ts';
import { foyersOf, identitiesOf } from '../../shared/domain/matching/identity.ts';
import { french } from '../../shared/domain/matching/language.ts';
import {
  compact,
  isPlaceholder,
  personFormOf,
  soundOf,
  stem,
} from '../../shared/domain/matching/person-form.ts';
import { remembered } from '../../shared/domain/matching/remembered.ts';
import { joined, referencesTold, type Subject, subjectOf } from '../../shared/domain/matching/subject.ts';
import { normaliseName } from '../../shared/domain/text/normalise-name.ts';
import { anEvent } from '../support/events.ts';
import { melun, subjectFor } from '../support/matching.ts';

describe('a name', () => {
  it.each([
    ['Léa-Marie d’Aubigné', 'LEA MARIE D AUBIGNE'],
    ['  ŒUVRARD  Lætitia ', 'OEUVRARD LAETITIA'],
    ['N’Guyen 2', 'N GUYEN 2'],
    ['—', ''],
    ['Łukasz Đặng', 'LUKASZ DANG'],
    ['Straße Ødegård', 'STRASSE ODEGARD'],
    ['Ковальчук', 'КОВАЛЬЧУК'],
    ['Παπαδόπουλος', 'ΠΑΠΑΔΟΠΟΥΛΟΣ'],
    ['محمد', 'محمد'],
    ['王 小明', '王 小明'],
    ['क्षत्रिय', 'क्षत्रिय'],
  ])('«%s» is compared as «%s»', (written, compared) => {
    expect(normaliseName(written)).toBe(compared);
  });

  it.each([
    ['DE LA TOUR', 'TOUR', 'DELATOUR'],
    ['EL KHATTABI', 'KHATTABI', 'ELKHATTABI'],
    ['BEN AIT ALI', 'ALI', 'BENAITALI'],
    ['VAN DER BERG', 'DERBERG', 'VANDERBERG'],
    ['GARCIA LOPEZ', 'GARCIALOPEZ', 'GARCIALOPEZ'],
    ['DU', 'DU', 'DU'],
    ['DE LA', 'DELA', 'DELA'],
  ])('%s has the stem %s, and is %s in one word', (name, stemmed, whole) => {
    expect([stem(name), compact(name)]).toEqual([stemmed, whole]);
  });

  it('leaves every particle out of its stem', () => {
    const particles = 'DE DU DES D LE LA L EL AL BEN AIT DA DO DOS DAS VAN VON DI'.split(' ');
    expect(particles.map((particle) => stem(`${particle} SILVA`))).toEqual(particles.map(() => 'SILVA'));
  });

  it('sounds like its other spellings, and like itself when nothing of it sounds', () => {
    expect(soundOf('LEFEBVRE')).toBe(soundOf('LEFEVRE'));
    expect(soundOf('LEFEBVRE')).not.toBe(soundOf('MARTIN'));
    expect([soundOf('2'), english.sound('2')]).toEqual(['2', '2']);
    expect(english.sound('SMITH')).toBe(english.sound('SMYTH'));
  });

  it('that is a form of another is one both ways, and groups do not run together', () => {
    expect([areNicknames('ALEXANDRE', 'ALEX'), areNicknames('ALEX', 'ALEXANDRE')]).toEqual([true, true]);
    expect(areNicknames('ALEX', 'SANDRA')).toBe(true);
    expect(areNicknames('ALEXANDRE', 'SANDRA')).toBe(false);
    expect(areNicknames('AWA', 'KARIM')).toBe(false);
    expect(areNicknames('AWA', 'ALEX')).toBe(false);
  });

  it('is a known first name or not, in French only', () => {
    expect([french.isFirstName('KARIM'), french.isFirstName('KARIMM')]).toEqual([true, false]);
    expect(english.isFirstName('JAMES')).toBe(false);
    expect(englishWeights.version).toMatch(/^en/);
  });

  it('is worked out once, and asked for again when all were forgotten', () => {
    const asked: string[] = [];
    const length = remembered((name) => {
      asked.push(name);
      return name.length;
    });
    expect([length('ab'), length('ab'), length('abc')]).toEqual([2, 2, 3]);
    expect(asked).toEqual(['ab', 'abc']);
    for (let n = 0; n <= 200_000; n += 1) length(`#${n}`);
    asked.length = 0;
    length('ab');
    expect(asked).toEqual(['ab']);
  });
});

describe('a person', () => {
  it('has the names both are known by, first names a word each, and what is known of the birth', () => {
    expect(
      personFormOf({
        nomNaissance: 'Diallo',
        nomUsage: 'Garcia-Lopez',
        prenoms: ['Jean-Marie', ' Paul '],
        dateNaissance: '1980-03-04',
        lieuNaissance: 'Saint-Denis',
      }),
    ).toEqual({
      surnames: ['DIALLO', 'GARCIA LOPEZ'],
      firstNames: ['JEAN', 'MARIE', 'PAUL'],
      compound: true,
      birth: { date: '1980-03-04', placeholder: false },
      birthPlace: 'SAINT DENIS',
    });
  });

  it.each([
    ['MADAME DIALLO', ['DIALLO']],
    ['Mme Traoré épouse Diallo', ['TRAORE', 'DIALLO']],
    ['DIALLO née TRAORE', ['DIALLO', 'TRAORE']],
    ['M. et Mme Dupont', ['DUPONT']],
    ['M DUPONT', ['DUPONT']],
    ['Veuve Martin', ['MARTIN']],
    ['VVE MARTIN', ['MARTIN']],
    ['M', ['M']],
    ['MARTIN', ['MARTIN']],
    ['MRABET', ['MRABET']],
    ['DUP0NT', ['DUPONT']],
    ['KOBAYASH1', ['KOBAYASH1']],
  ])('named «%s» has the surnames %j', (nomNaissance, surnames) => {
    expect(personFormOf({ nomNaissance }).surnames).toEqual(surnames);
  });

  it.each([
    [['Jean-Claude'], true],
    [['Jean – Claude'], undefined],
    [['Jean Claude'], undefined],
    [['Jean', 'Claude'], undefined],
    [['J-C'], undefined],
  ])('called %j has a first name of two words: %s', (prenoms, compound) => {
    expect(personFormOf({ prenoms }).compound).toBe(compound);
  });

  it('has one name when both are the same, and nothing of what is not told', () => {
    expect(personFormOf({ nomNaissance: 'Diallo', nomUsage: 'DIALLO' })).toEqual({
      surnames: ['DIALLO'],
      firstNames: [],
    });
    expect(personFormOf({ nomNaissance: '-', prenoms: ['?'], lieuNaissance: '?' })).toEqual({
      surnames: [],
      firstNames: [],
    });
  });

  it.each([
    ['1980-01-01', true],
    ['1980-12-31', true],
    ['1980-01-02', false],
    ['1980-12-30', false],
    ['1980-11-01', false],
  ])('born on %s: the day is not known, %s', (date, placeholder) => {
    expect(isPlaceholder(date)).toBe(placeholder);
    expect(personFormOf({ dateNaissance: date }).birth).toEqual({ date, placeholder });
  });
});

describe('a way', () => {
  it.each([
    ['12 bis, av. du Gal de Gaulle', { number: '12B', way: 'GENERAL GAULLE' }],
    ['12 TER rue X', { number: '12T', way: 'X' }],
    ['12quater rue X', { number: '12Q', way: 'X' }],
    ['12 B rue X', { number: '12B', way: 'X' }],
    ['012 rue X', { number: '12', way: 'X' }],
    ['12Bus', { way: '12BUS' }],
    ['rue des Tilleuls', { way: 'TILLEULS' }],
    ['3 rue', { number: '3', way: 'RUE' }],
    ['5', { number: '5' }],
    ['', {}],
    ['8 place St Jean CEDEX 2', { number: '8', way: 'SAINT JEAN' }],
    ['8 place St Jean BP 120', { number: '8', way: 'SAINT JEAN' }],
    ['TSA 4 CS 12 rue X', { way: 'X' }],
    ['BP 40 12 rue X', { number: '12', way: 'X' }],
    ['rue du 8 mai 1945', { way: '8MAI' }],
    ['4 rue de la Place', { number: '4', way: 'PLACE' }],
    ['4 rue du 8 mai 1945', { number: '4', way: '8MAI' }],
    ['4 rue du Huit Mai', { number: '4', way: '8MAI' }],
    ['4 rue du 8 mai 45', { number: '4', way: '8MAI' }],
    ['8 mai 1945', { way: '8MAI' }],
    ['12 8 mai 1945', { number: '12', way: '8MAI' }],
    ['4 av. du Onze Novembre 1918', { number: '4', way: '11NOVEMBRE' }],
    ['4 rue du Dix-neuf Mars 1962', { number: '4', way: '19MARS' }],
    ['4 place du 1er Mai', { number: '4', way: '1MAI' }],
    ['4 rue des Prés', { number: '4', way: 'PRES' }],
    ['4 rue du Pdt Wilson', { number: '4', way: 'PRESIDENT WILSON' }],
    ['4 bld Racine', { number: '4', way: 'RACINE', type: 'BOULEVARD' }],
    ['4 boul. Racine', { number: '4', way: 'RACINE', type: 'BOULEVARD' }],
    ['4 chem. du Lac', { number: '4', way: 'LAC', type: 'CHEMIN' }],
    ['50 q. de la République', { number: '50', way: 'REPUBLIQUE', type: 'QUAI' }],
    ['50Q. Voltaire', { number: '50', way: 'VOLTAIRE', type: 'QUAI' }],
    ['12R. de la Gare', { number: '12', way: 'GARE', type: 'RUE' }],
    ['12 E rue Haute', { number: '12E', way: 'HAUTE', type: 'RUE' }],
    ['12 Q rue Haute', { number: '12Q', way: 'HAUTE', type: 'RUE' }],
    ['12 V. Hugo', { number: '12', way: 'V HUGO' }],
    ['12 rue Haute 3e étg gauche', { number: '12', way: 'HAUTE' }],
    ['12 rue Haute 3ème', { number: '12', way: 'HAUTE' }],
    ['12 rue Haute 1er n° 102', { number: '12', way: 'HAUTE' }],
    ['12 rue Haute n° 102 2e', { number: '12', way: 'HAUTE' }],
    ['12 rue du 4e Zouaves', { number: '12', way: '4E ZOUAVES' }],
    ['12 rue du 8e', { number: '12', way: '8E' }],
    ['12 route n° 7', { number: '12', way: 'N 7' }],
    ['12 rue Haute résidence des Lilas', { number: '12', way: 'HAUTE' }],
    ['rue Haute rés. des Lilas', { way: 'HAUTE' }],
    ['12 rue Haute immeuble le Mistral', { number: '12', way: 'HAUTE' }],
    ['12 rue Haute tour Bleue', { number: '12', way: 'HAUTE' }],
    ['12 résidence des Lilas', { number: '12', way: 'LILAS' }],
    ['12 rue de la Résidence', { number: '12', way: 'RESIDENCE' }],
    ['12 place de la Vieille Tour', { number: '12', way: 'VIEILLE TOUR' }],
    ['12 rue Haute résidence', { number: '12', way: 'HAUTE RESIDENCE' }],
    ['12 rue Marc Bloch', { number: '12', way: 'MARC BLOCH' }],
    ['12 rue Marc Bloch bât 3', { number: '12', way: 'MARC BLOCH' }],
    ['3 rue des Trois Tours', { number: '3', way: 'TROIS TOURS' }],
    ['3 rue du Vieux Pavé', { number: '3', way: 'VIEUX PAVE' }],
    ['12 rue François 1er', { number: '12', way: 'FRANCOIS 1ER' }],
    ['12 rue A', { number: '12', way: 'A' }],
    ['Tour 3', { way: 'TOUR 3' }],
    ['Pavillon, 12 rue Haute', { number: '12', way: 'HAUTE' }],
    ['Studio 4 rue Haute', { number: '4', way: 'HAUTE' }],
    ['Tour Bleue 12 rue Haute', { number: '12', way: 'HAUTE' }],
    ['12 bis A rue Haute', { number: '12BA', way: 'HAUTE' }],
    ['12 rue Pasteur 3', { number: '12', way: 'PASTEUR' }],
    ['12 rue Pasteur lot 3', { number: '12', way: 'PASTEUR' }],
    ['12 rue Pasteur 3E G', { number: '12', way: 'PASTEUR' }],
    ['12 Route Départementale 12', { number: '12', way: 'DEPARTEMENTALE 12' }],
    ['12 RD 1004', { number: '12', way: 'RD 1004' }],
    ['12 lieu-dit Chez Bernard', { number: '12', way: 'LIEU DIT CHEZ BERNARD' }],
    ['12 Chez Bernard', { number: '12', way: 'CHEZ BERNARD' }],
    ['12 chemin de Chez Perret', { number: '12', way: 'CHEZ PERRET' }],
    ['12 rue Haute chez M. Petit', { number: '12', way: 'HAUTE' }],
    ['4 rue du 19/03/1962', { number: '4', way: '19MARS' }],
    ['4 rue du 8-5-1945', { number: '4', way: '8MAI' }],
    ['4 rue du 19 Mars1962', { number: '4', way: '19MARS' }],
    ['4 rue du 1 er mai', { number: '4', way: '1MAI' }],
    ['4 rue du Vingt-sept août', { number: '4', way: '27AOUT' }],
    ['4 rue de l’Île sur Seine', { number: '4', way: 'ILE SEINE' }],
    ['n° 12 rue Haute', { number: '12', way: 'HAUTE', type: 'RUE' }],
    ['12T rue Haute', { number: '12T', way: 'HAUTE' }],
    ['12-14 rue Haute', { number: '12', way: 'HAUTE' }],
    ['12 à 14 rue Haute', { number: '12', way: 'HAUTE' }],
    ['12 rue Haute APPT12', { number: '12', way: 'HAUTE' }],
    ['Bât B appt 4, 12 rue Haute', { number: '12', way: 'HAUTE' }],
    ['Résidence Les Lilas 12 rue Haute', { number: '12', way: 'HAUTE' }],
    ['3 rue de la Tour', { number: '3', way: 'TOUR' }],
    ['3 rue N-D de Lourdes', { number: '3', way: 'NOTRE DAME LOURDES' }],
    ['12 av Foch', { number: '12', way: 'FOCH', type: 'AVENUE' }],
    ['La Ferme du Bois', { way: 'FERME BOIS' }],
  ])('«%s» is %o', (street, form) => {
    const { type, thing: _, ...rest } = wayOf(street);
    expect('type' in form ? { ...rest, type } : rest).toEqual(form);
  });

  it.each([
    ['12 rue du Moulin', true],
    ['12 rue de la Gare', true],
    ['12 rue des Prés', true],
    ['12 rue de l’Église', true],
    ['12 rue Moulin', undefined],
    ['12 rue de Gaulle', undefined],
    ['12 rue Jean Moulin', undefined],
    ['12 avenue du Général Leclerc', undefined],
  ])('«%s» bears a thing’s name: %s', (street, thing) => {
    expect(wayOf(street).thing).toBe(thing);
  });

  it.each([
    ['12 rue Haute APPT12', { flat: '12' }],
    ['12 rue Haute bât B appt 04', { building: 'B', flat: '4' }],
    ['12 rue Haute esc 2', { stairs: '2' }],
    ['12 rue Haute 3e étage', { floor: '3' }],
    ['12 rue Haute 3e étg gauche', { floor: '3', side: 'G' }],
    ['12 rue Haute 3ème', { floor: '3' }],
    ['12 rue Haute étage 3', { floor: '3' }],
    ['12 rue Haute 3e et', { floor: '3' }],
    ['12 rue Haute 1er n° 102', { floor: '1', flat: '102' }],
    ['12 rue Haute n° 102 2e', { floor: '2', flat: '102' }],
    ['12 rue du 8e', {}],
    ['12 route n° 7', {}],
    ['12 rue Haute résidence des Lilas', { residence: 'LILAS' }],
    ['12 rue Haute résidence des Lilas appt 4', { residence: 'LILAS', flat: '4' }],
    ['12 rue Haute immeuble le Mistral', { building: 'MISTRAL' }],
    ['12 rue Haute tour Bleue', { building: 'BLEUE' }],
    ['Tour Bleue 12 rue Haute', { building: 'BLEUE' }],
    ['12 rue Pasteur lot 3', { flat: '3' }],
    ['12 rue Pasteur 3E G', { floor: '3', side: 'G' }],
    ['12 rue François 1er', {}],
    ['12 rue Marc Bloch', {}],
    ['Résidence Les Lilas 12 rue Haute', { residence: 'LILAS' }],
    ['Bât C, 12 rue Haute', { building: 'C' }],
    ['3 rue de la Tour', {}],
    ['3 place du Bât', {}],
  ])('«%s» tells where the flat is: %o', (street, form) => {
    const {
      commune: _,
      number: _n,
      way: _w,
      type: _t,
      thing: _th,
      ...door
    } = addressFormOf({
      insee: '77284',
      street,
    });
    expect(door).toEqual(form);
  });

  it.each([
    [
      'rue',
      'r',
      'avenue',
      'ave',
      'av',
      'boulevard',
      'bd',
      'place',
      'pl',
      'allée',
      'chemin',
      'che',
      'impasse',
      'imp',
    ],
    [
      'quai',
      'route',
      'rte',
      'square',
      'sq',
      'cours',
      'passage',
      'résidence',
      'res',
      'lotissement',
      'lot',
      'voie',
    ],
    [
      'sente',
      'sentier',
      'ruelle',
      'villa',
      'mail',
      'promenade',
      'esplanade',
      'faubourg',
      'cité',
      'hameau',
      'clos',
    ],
  ])('has its type left out: %s, %s, %s, %s…', (...types) => {
    for (const type of types) expect(wayOf(`1 ${type} Haute`)).toMatchObject({ number: '1', way: 'HAUTE' });
  });

  it.each([
    ['Gal', 'GENERAL'],
    ['Gén', 'GENERAL'],
    ['Gl', 'GENERAL'],
    ['Mal', 'MARECHAL'],
    ['Dr', 'DOCTEUR'],
    ['Pdt', 'PRESIDENT'],
    ['Pres', 'PRESIDENT'],
    ['St', 'SAINT'],
    ['Ste', 'SAINTE'],
    ['Cdt', 'COMMANDANT'],
    ['Cpt', 'CAPITAINE'],
    ['Col', 'COLONEL'],
    ['Pr', 'PROFESSEUR'],
  ])('has its titles in full: %s is %s', (short, long) => {
    expect(wayOf(`1 rue ${short} X`).way).toBe(`${long} X`);
  });

  it('in English ends with its type, and keeps one that is first', () => {
    expect(wayOf('7 The Wallaby of Oz St', english)).toEqual({ number: '7', way: 'WALLABY OZ' });
    expect(wayOf('7 Street', english)).toEqual({ number: '7', way: 'STREET' });
    expect(wayOf('7 Place Wallaby', english)).toEqual({ number: '7', way: 'PLACE WALLABY' });
  });
});

describe('an address', () => {
  it.each([
    ['Bât. C, esc. 2, 3e étage gauche', { building: 'C', stairs: '2', floor: '3', side: 'G' }],
    ['tour 04', { building: '4' }],
    ['immeuble Les Lilas', { building: 'LILAS' }],
    ['hall B', { building: 'B' }],
    ['escalier A', { stairs: 'A' }],
    ['1er étage', { floor: '1' }],
    ['2ème étg droite', { floor: '2', side: 'D' }],
    ['2nd et', { floor: '2' }],
    ['RDC face', { floor: '0', side: 'F' }],
    ['rez-de-chaussée, porte de gauche', { floor: '0', side: 'G' }],
    ['appt 03', { flat: '3' }],
    ['appt 003', { flat: '3' }],
    ['appt A012', { flat: 'A012' }],
    ['apt A12', { flat: 'A12' }],
    ['logement 12', { flat: '12' }],
    ['porte B', { flat: 'B' }],
    ['porte 0', { flat: '0' }],
    ['n° 7', { flat: '7' }],
    ['gche', { side: 'G' }],
    ['dte', { side: 'D' }],
    ['chez M. X', {}],
    ['', {}],
    ['Résidence des Lilas, RDC appt 4', { residence: 'LILAS', floor: '0', flat: '4' }],
    ['rés. Mare aux Champs esc B', { residence: 'MARE CHAMPS', stairs: 'B' }],
    ['Les Mirabelles, bât C', { residence: 'MIRABELLES', building: 'C' }],
    ['boîte 12', {}],
    ['bois', { residence: 'BOIS' }],
    ['au fond', {}],
    ['code 12A4', {}],
    ['12', { flat: '12' }],
    ['A12', { flat: 'A12' }],
    ['4G', { flat: '4G' }],
    ['4e', { floor: '4' }],
    ['lot 3', { building: '3' }],
    ['maison 2', { building: '2' }],
    ['maison', {}],
    ['maison individuelle', {}],
    ['Bât. n° 3 appt 12', { building: '3', flat: '12' }],
    ['lot 3 appt 12', { building: '3', flat: '12' }],
    ['escalier n° 2 porte 14', { stairs: '2', flat: '14' }],
    ['Appt B 2e étage', { floor: '2', flat: 'B' }],
    ['appt 3-12', { flat: '312' }],
    ['apt 12-B', { flat: '12B' }],
    ['tour 3, 12e étage, 1203', { building: '3', floor: '12', flat: '1203' }],
    ['B', { flat: 'B' }],
    ['B 12', { flat: 'B12' }],
    ['3 G', { flat: '3G' }],
    ['R+2', { floor: '2' }],
    ['au 2e', { floor: '2' }],
    ['deuxième étage', { floor: '2' }],
    ['second étage', { floor: '2' }],
    ['Foyer Adoma ch. 212', { residence: 'FOYER ADOMA', flat: '212' }],
    ['77160', {}],
    ['Résidence St Jean', { residence: 'SAINT JEAN' }],
  ])('has the parts of its complement: «%s» is %o', (complement, parts) => {
    expect(addressFormOf({ complement })).toEqual(parts);
  });

  it.each([
    [{ insee: '77288', commune: 'Melun', postcode: '77000' }, '77288'],
    [{ commune: 'La Ferté s/s Jouarre', postcode: '77260' }, 'FERTE SOUS JOUARRE'],
    [{ postcode: '77260' }, '77260'],
    [{}, undefined],
  ])('is in the commune by its code, else its name, else the postal code: %o', (dwelling, commune) => {
    expect(addressFormOf(dwelling).commune).toBe(commune);
  });
});

describe('what matching compares of an event', () => {
  it('is its persons, its dwelling without what is not sure, its numbers, its landlord', () => {
    const event = anEvent({
      allocataire: '12 34',
      bailleur: { nom: 'Habitat-Exemple', referenceBail: 'B.7' },
      dwelling: {
        insee: '77284',
        commune: 'Meaux',
        postcode: '77100',
        street: '1 rue Haute',
        complement: 'apt 2',
      },
      household: [{ nomNaissance: 'Diallo' }],
    });
    expect(subjectOf(event)).toEqual({
      persons: [{ surnames: ['DIALLO'], firstNames: [] }],
      addresses: [{ commune: '77284', number: '1', way: 'HAUTE', type: 'RUE', flat: '2' }],
      references: [
        { kind: 'reference', scope: 'caf', value: 'IMP 1' },
        { kind: 'allocataire', scope: 'caf', value: '12 34' },
        { kind: 'bail', scope: 'HABITAT EXEMPLE', value: 'B 7' },
      ],
      bailleurs: ['HABITAT EXEMPLE'],
    });
  });

  it('is nothing of what it does not say', () => {
    const event = anEvent({
      dwelling: { postcode: '77100', commune: 'Meaux' },
      household: [],
      bailleur: { referenceBail: 'B7' },
      reference: '-',
    });
    expect(subjectOf(event)).toEqual({ persons: [], addresses: [], references: [] });
  });

  it.each(['etat', 'hub'])('has no reference of its own from %s', (sender) => {
    expect(subjectOf(anEvent({ kind: 'relogement', sender })).references).toEqual([]);
  });

  it('has Banque de France’s number, whoever tells it', () => {
    const event = anEvent({ kind: 'surendettement', sender: 'bdf', etape: 'depot', numeroBdf: '0217' });
    expect(subjectOf(event).references).toContainEqual({ kind: 'bdf', scope: 'bdf', value: '0217' });
  });
});

describe('the numbers an event tells', () => {
  it('are its sender’s own and those of the bodies, as they were told', () => {
    const signal = anEvent({ allocataire: '12 34', bailleur: { nom: 'Habitat', referenceBail: 'B.7' } });
    expect(referencesTold(signal)).toEqual([
      { sender: 'caf', value: 'IMP-1' },
      { sender: 'caf', value: '12 34' },
      { sender: 'caf', value: 'B.7' },
    ]);
    const deposit = anEvent({
      kind: 'surendettement',
      sender: 'bdf',
      etape: 'depot',
      numeroBdf: '0217',
      reference: 'X',
    });
    expect(referencesTold(deposit)).toEqual([
      { sender: 'bdf', value: 'X' },
      { sender: 'bdf', value: '0217' },
    ]);
    const act = anEvent({ kind: 'assignation', sender: 'etude-a', reference: 'D1', numeroRg: '26/00012' });
    expect(referencesTold(act).map(({ value }) => value)).toEqual(['D1', '26/00012']);
  });

  it.each(['etat', 'hub'])('are none of those by which %s calls a case', (sender) => {
    expect(referencesTold(anEvent({ kind: 'relogement', sender }))).toEqual([]);
  });
});

describe('what a case knows', () => {
  const one = subjectFor([{ nom: 'Diallo' }], melun, { bailleurs: ['A'], endedOn: '2026-05-05' });
  const other = subjectFor([{ nom: 'Martin' }], melun, { bailleurs: ['B'], endedOn: '2026-04-04' });

  it('is all that was told of it, each description and landlord once, and the first end', () => {
    expect(joined([one, other, one, subjectFor([])])).toEqual({
      persons: [...one.persons, ...other.persons],
      addresses: one.addresses,
      references: [],
      bailleurs: ['A', 'B'],
      endedOn: '2026-04-04',
    });
  });

  it('is nothing when nothing was told', () => {
    expect(joined([])).toEqual({ persons: [], addresses: [], references: [] });
    expect(joined([subjectFor([])])).toEqual({ persons: [], addresses: [], references: [] });
  });
});

describe('what names a case', () => {
  const numbered: Subject = subjectFor(
    [],
    {},
    {
      references: [
        { kind: 'reference', scope: 'etude-a', value: '1' },
        { kind: 'reference', scope: 'etude-a', value: '1' },
        { kind: 'bail', scope: 'etude-a', value: '1' },
        { kind: 'identifiant', scope: 'x', value: '9' },
      ],
    },
  );

  it('is each number within its partner, once, and no person’s own', () => {
    expect(identitiesOf(numbered)).toEqual([
      { kind: 'reference', value: 'etude-a|1' },
      { kind: 'bail', value: 'etude-a|1' },
    ]);
  });

  it('is not the door and the surname: those only make two first messages meet', () => {
    const household = subjectFor([{ nom: 'Lefebvre' }, { nom: 'Lefèvre' }, { nom: 'de Martin' }], melun);
    expect(foyersOf(household)).toEqual([
      { kind: 'foyer', value: `77288|12|TILLEULS|${soundOf('LEFEBVRE')}` },
      { kind: 'foyer', value: `77288|12|TILLEULS|${soundOf('MARTIN')}` },
    ]);
    expect(foyersOf(subjectFor([{ nom: 'Diallo' }], { insee: '77288', street: 'rue Haute' }))).toEqual([]);
    expect(foyersOf(subjectFor([{ nom: 'Diallo' }], { insee: '77288', street: '12' }))).toEqual([]);
    expect(foyersOf(subjectFor([{ nom: 'Diallo' }], { street: '12 rue Haute' }))).toEqual([]);
    const long = foyersOf(subjectFor([{ nom: 'Diallo' }], { insee: '77288', street: '1 rue Jean Jaurès' }));
    expect(long[0]?.value).toContain('|1|JAURES|');
  });

  it.each([
    [[], { kind: 'new' }],
    [['A', 'A'], { kind: 'attach', caseId: 'A' }],
    [['B', 'A', 'B'], { kind: 'doubt', candidates: ['A', 'B'] }],
  ])('claimed by %j: %o', (claimed, attachment) => {
    expect(attach(claimed)).toEqual(attachment);
  });
});
