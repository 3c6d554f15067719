import { type CivilDate, dateAloud } from '../calendar/civil-date.ts';
import { compteDe, type Etat, etats, NON_RENSEIGNE, type Preuve } from '../engagements/declaration.ts';
import type { Engagement } from '../engagements/engagement.ts';
import { signataireCodes, signataires as signatairesDesEngagements } from '../engagements/engagement.ts';
import {
  delaisMesures,
  type Indicateur,
  indicateurDe,
  indicateurs,
  nomsDeDelais,
  reference2016,
  type Signataire,
  signataireDe,
  signataires,
} from '../indicateurs/catalogue.ts';
import {
  type Annee,
  AVEC_LOYER,
  type Cellule,
  estBailleurDit,
  indicateursParLieu,
  type Lecteur,
  lecteurDe,
  libelleDe,
  lieuxDuRapport,
  nomDuDelai,
  nomsDesLieux,
  type Ou,
  type UniteDuRapport,
  uniteDe,
  valeur,
} from './chiffres.ts';
import {
  type Bloc,
  type Case,
  type Colonne,
  estGraphique,
  type Graphique,
  type LigneDeTable,
  type Rapport,
  type Section,
  type Table,
  type Version,
} from './document.ts';
import { methode } from './methode.ts';
import { emetteursDe, famillesDEmetteurs } from './provenance.ts';

/** A commitment, and what became of it in the year. */
export type EngagementDuRapport = {
  readonly engagement: Engagement;
  readonly etat: Etat | undefined;
  readonly preuve: Preuve | undefined;
  readonly reprisDe: number | undefined;
};

/** What a report is made of. */
export type MatiereDuRapport = {
  version: Version;
  annee: Annee;
  /** The years before it that have figures, the earliest first. */
  avant: readonly Annee[];
  engagements: readonly EngagementDuRapport[];
  /** What a partner is called, by its code. */
  nom: (code: string) => string;
  /** What a reason to refuse a message says, by its code. */
  motif?: (code: string) => string;
  /** When the public version was published (ISO UTC); undefined while it is a draft. */
  publieLe?: CivilDate | undefined;
};

const texte = (one: string, precision?: string): Case => ({ texte: one, ...(precision && { precision }) });
const ligne = (...cases: Case[]): LigneDeTable => ({ cases });
const mots = (titre: string): Colonne => ({ titre, nombre: false });
const nombre = (titre: string): Colonne => ({ titre, nombre: true });
const table = (titre: string, colonnes: Colonne[], lignes: LigneDeTable[], note?: string): Table => ({
  ...{ genre: 'table', titre, colonnes, lignes },
  ...(note !== undefined && { note }),
});
const dit = (un: string): Bloc => ({ genre: 'texte', texte: un });

const INCONNU: Cellule = { statut: 'inconnu' };
const SANS_OBJET: Cellule = { statut: 'sansObjet' };
const celluleDe = (lecteur: Lecteur, id: string, ou: Ou = 'total', detail = ''): Cellule =>
  lecteur.chiffre(id, ou, detail)?.cellule ?? INCONNU;
const caseDe = (lecteur: Lecteur, id: string, ou: Ou = 'total', detail = ''): Case => {
  const found = lecteur.chiffre(id, ou, detail);
  return { cellule: found?.cellule ?? INCONNU, unite: found?.unite ?? 'dossiers' };
};
const nombreDe = (cellule: Cellule, unite: UniteDuRapport): Case => ({ cellule, unite });
/** One figure out of another, in hundredths; hidden or unknown as they are. */
const partDe = (a: Cellule, b: Cellule): Cellule => {
  if (a.statut !== 'valeur') return a;
  if (b.statut !== 'valeur') return b;
  return b.valeur === 0 ? SANS_OBJET : valeur((100 * a.valeur) / b.valeur);
};
const ecartDe = (a: Cellule, b: Cellule): Cellule => {
  if (a.statut !== 'valeur') return a;
  return b.statut === 'valeur' ? valeur(a.valeur - b.valeur) : b;
};

const places: readonly Ou[] = [...lieuxDuRapport, 'total'];

/** What the report says of a figure beside it: who declared it, or where it is counted. */
const sourceEcrite = (one: Indicateur, { annee, nom }: MatiereDuRapport): string => {
  const declarants = annee.declarants[one.id] ?? [];
  switch (one.source) {
    case 'declare':
      return declarants.length > 0 ? `Déclaré par ${declarants.map(nom).join(', ')}` : 'À déclarer';
    case 'compte':
      return 'Compté dans les dossiers';
    case 'somme':
      return declarants.length > 0
        ? `Déclaré par ${declarants.map(nom).join(', ')}`
        : 'Somme des lignes suivantes';
    case 'rapport':
      return 'Calculé';
  }
};

/** Under a table: whose silence its lines tell of. */
const silences = (own: readonly Indicateur[], lecteur: Lecteur): string | undefined => {
  const qui = own.flatMap(({ id }) =>
    lecteur.chiffre(id)?.cellule.statut === 'nonRecu' ? emetteursDe(id) : [],
  );
  const noms = [...new Set(qui.map((code) => famillesDEmetteurs[code] ?? code))];
  return noms.length === 0
    ? undefined
    : `« rien reçu » : dans l’année, la plateforme n’a rien reçu de ceux qui le disent (${noms.join(', ')}) ; ce n’est pas un zéro.`;
};

const numero = ({ origine }: Indicateur): string =>
  origine.annexe === 3 || origine.annexe === 6 ? String(origine.ligne) : '';

/** An indicator's line: its rank, its words, last year's figure and this one's, and where it comes from. */
const ligneDIndicateur = (one: Indicateur, matiere: MatiereDuRapport, lecteurs: Lecteurs): LigneDeTable => {
  const unite = uniteDe(one);
  const told = matiere.annee.textes.some(({ id }) => id === one.id);
  const cases =
    one.unite === 'texte'
      ? [
          ...(lecteurs.precedente ? [texte('')] : []),
          texte(told ? 'plus bas' : matiere.version === 'public' ? 'non publié' : 'non déclaré'),
        ]
      : [
          ...(lecteurs.precedente ? [nombreDe(celluleDe(lecteurs.precedente, one.id), unite)] : []),
          nombreDe(celluleDe(lecteurs.courante, one.id), unite),
        ];
  return {
    cases: [
      texte(
        one.detailDe !== undefined && numero(indicateurDe(one.detailDe)) === numero(one) ? '' : numero(one),
      ),
      texte(one.libelle, one.inconnu),
      ...cases,
      texte(sourceEcrite(one, matiere)),
    ],
    ...(one.detailDe !== undefined && { retrait: true }),
  };
};

type Lecteurs = { courante: Lecteur; precedente: Lecteur | undefined };
const colonnesDIndicateurs = (
  { annee: { annee } }: MatiereDuRapport,
  { precedente }: Lecteurs,
): Colonne[] => [
  mots('Ligne'),
  mots('Indicateur'),
  ...(precedente ? [nombre(String(annee - 1))] : []),
  nombre(String(annee)),
  mots('Source'),
];

/** Parts come after what they are parts of, wherever the catalogue has them. */
const inOrder = (own: readonly Indicateur[]): Indicateur[] => {
  const ids = new Set(own.map(({ id }) => id));
  const parts = (id: string): Indicateur[] =>
    own.filter(({ detailDe }) => detailDe === id).flatMap((one) => [one, ...parts(one.id)]);
  return own
    .filter(({ detailDe }) => detailDe === undefined || !ids.has(detailDe))
    .flatMap((one) => [one, ...parts(one.id)]);
};

const annexe3 = (matiere: MatiereDuRapport, lecteurs: Lecteurs): Section => {
  const own = indicateurs.filter(({ origine }) => origine.annexe === 3);
  const groupes = [...new Set(own.map(({ id }) => signataireDe(id)))];
  return {
    id: 'annexe-3',
    feuille: 'Annexe 3',
    titre: 'Les indicateurs de l’annexe 3 de la charte',
    blocs: [
      dit(
        'Toutes les lignes de l’annexe 3, dans l’ordre et les mots de la charte. Une ligne que personne n’a déclarée, ou dont la plateforme n’a rien reçu, le dit.',
      ),
      ...groupes.flatMap((qui) => [
        table(
          signataires[qui],
          colonnesDIndicateurs(matiere, lecteurs),
          inOrder(own.filter(({ id }) => signataireDe(id) === qui)).map((one) =>
            ligneDIndicateur(one, matiere, lecteurs),
          ),
          silences(
            own.filter(({ id }) => signataireDe(id) === qui),
            lecteurs.courante,
          ),
        ),
        ...matiere.annee.textes
          .filter(({ id }) => signataireDe(id) === qui)
          .map(({ id, partenaire, texte: un }) =>
            dit(`${libelleDe(id)} (${matiere.nom(partenaire)}) : ${un}`),
          ),
      ]),
    ],
  };
};

const annexe6 = (matiere: MatiereDuRapport, lecteurs: Lecteurs): Section => {
  const own = indicateurs.filter(({ origine }) => origine.annexe === 6);
  const { courante } = lecteurs;
  const bailleurs = courante.details('clpil.situations').map(({ detail }) => detail);
  return {
    id: 'clpil',
    feuille: 'CLPIL',
    titre: 'Les commissions locales (annexe 6, article 6)',
    blocs: [
      table(
        'Bilan des CLPIL',
        colonnesDIndicateurs(matiere, lecteurs),
        own.map((one) => ligneDIndicateur(one, matiere, lecteurs)),
        silences(own, courante),
      ),
      bailleurs.length === 0
        ? dit('Aucune situation n’a été étudiée dans l’année : il n’y a pas de détail par bailleur.')
        : table(
            'Situations et ménages étudiés, par bailleur',
            [mots('Bailleur'), nombre('Situations'), nombre('Ménages')],
            [
              ...bailleurs.map((bailleur) =>
                ligne(
                  texte(estBailleurDit(bailleur) ? bailleur : 'Bailleur non dit'),
                  caseDe(courante, 'clpil.situations', 'total', bailleur),
                  caseDe(courante, 'clpil.menages', 'total', bailleur),
                ),
              ),
              ligne(
                texte('Ensemble'),
                caseDe(courante, 'clpil.situations'),
                caseDe(courante, 'clpil.menages'),
              ),
            ],
            'Un ménage que deux bailleurs présentent est compté une fois dans l’ensemble.',
          ),
    ],
  };
};

const cibles = (_: MatiereDuRapport, { courante }: Lecteurs): Section => ({
  id: 'cibles',
  feuille: 'Cibles',
  titre: 'Les cibles prises dans l’annexe 1',
  blocs: [
    table(
      'Ce qui était visé, et ce qui est atteint',
      [
        mots('Signataire'),
        mots('Cible'),
        nombre('Visé'),
        nombre('Atteint'),
        nombre('Sur'),
        mots('Cible atteinte'),
      ],
      indicateurs.flatMap((one) => {
        if (one.source !== 'rapport' || one.cible === undefined) return [];
        const atteint = celluleDe(courante, one.id);
        return [
          ligne(
            texte(signataires[signataireDe(one.id)]),
            texte(one.libelle, one.inconnu),
            nombreDe(valeur(one.cible), 'part'),
            nombreDe(atteint, 'part'),
            caseDe(courante, one.denominateur),
            texte(
              atteint.statut !== 'valeur' ? 'on ne sait pas' : atteint.valeur >= one.cible ? 'oui' : 'non',
            ),
          ),
        ];
      }),
      '« Sur » : le nombre auquel la part se rapporte (demandes, bailleurs, audiences).',
    ),
  ],
});

/** Indicators that the report begins with, and follows over years. */
const essentiels = [
  'parcours.dossiers',
  'parcours.assignations',
  'etat.commandementsQuitter',
  'etat.demandesCfp',
  'etat.cfpAccordes',
  'etat.interventions',
  'parcours.joursResponsabilite',
  'ccapex.avis',
  'clpil.menages',
  'departement.fslAccordes',
  'departement.menagesAsll',
] as const;

const en2016 = (id: string): Cellule => {
  const n = reference2016[id];
  return n === undefined ? INCONNU : valeur(n);
};

const essentiel = (
  { annee: { annee }, version }: MatiereDuRapport,
  { courante, precedente }: Lecteurs,
): Section => ({
  id: 'essentiel',
  feuille: 'Essentiel',
  titre: 'L’essentiel',
  blocs: [
    table(
      'L’année en quelques chiffres',
      [
        mots('Indicateur'),
        nombre('2016'),
        ...(precedente ? [nombre(String(annee - 1))] : []),
        nombre(String(annee)),
        ...(precedente ? [nombre('Écart')] : []),
      ],
      essentiels.map((id) => {
        const ici = celluleDe(courante, id);
        const avant = precedente && celluleDe(precedente, id);
        const cellules = [en2016(id), ...(avant ? [avant, ici, ecartDe(ici, avant)] : [ici])];
        return ligne(
          texte(libelleDe(id)),
          ...cellules.map((cellule) => nombreDe(cellule, uniteDe(indicateurDe(id)))),
        );
      }),
      [
        '2016 : ce que dit l’introduction de la charte.',
        ...(precedente
          ? [
              `L’écart est celui de ${annee} avec ${annee - 1}, où les deux sont ${version === 'public' ? 'montrés' : 'connus'}.`,
            ]
          : []),
      ].join(' '),
    ),
  ],
});

const evolution = ({ annee, avant }: MatiereDuRapport): Section => {
  const annees = [...avant, annee];
  const lecteurs = annees.map((one) => lecteurDe(one));
  const suivis = Object.keys(reference2016);
  const points = (id: string) => [
    { annee: 2016, cellule: en2016(id) },
    ...annees.map((one, n) => ({ annee: one.annee, cellule: celluleDe(lecteurs[n] ?? lecteurDe(one), id) })),
  ];
  return {
    id: 'evolution',
    feuille: 'Évolution',
    titre: 'D’une année à l’autre, depuis 2016',
    blocs: [
      dit(
        'Les cinq chiffres que l’introduction de la charte donne pour 2016, et ce qu’ils sont devenus. En 2016 ils étaient comptés par d’autres moyens ; entre 2016 et la première année de la plateforme, rien n’est connu.',
      ),
      {
        genre: 'courbes',
        titre: 'Les cinq chiffres de 2016, et depuis',
        courbes: suivis.map((id) => ({ nom: libelleCourt(id), points: points(id) })),
      },
      table(
        'Par année',
        [mots('Indicateur'), nombre('2016'), ...annees.map((one) => nombre(String(one.annee)))],
        [...new Set([...suivis, ...essentiels])].map((id) =>
          ligne(
            texte(libelleDe(id)),
            ...points(id).map(({ cellule }) => nombreDe(cellule, uniteDe(indicateurDe(id)))),
          ),
        ),
      ),
    ],
  };
};

const courts: Readonly<Record<string, string>> = {
  'parcours.assignations': 'Assignations',
  'etat.cfpAccordes': 'Concours accordés',
  'etat.interventions': 'Interventions effectives',
  'departement.fslAccordes': 'Aides du FSL au maintien',
  'departement.menagesAsll': 'Ménages suivis en ASLL',
};
const libelleCourt = (id: string): string => courts[id] ?? libelleDe(id);

/** Figures by place, a place a row. */
const parLieu = (
  titre: string,
  lecteur: Lecteur,
  ids: readonly [id: string, titre: string][],
  note?: string,
): Table =>
  table(
    titre,
    [mots('Arrondissement'), ...ids.map(([, un]) => nombre(un))],
    places.map((ou) => ligne(texte(nomsDesLieux[ou]), ...ids.map(([id]) => caseDe(lecteur, id, ou)))),
    note,
  );

const etapes: readonly [id: string, titre: string][] = [
  ['parcours.assignations', 'Assignations'],
  ['parcours.dsf', 'Diagnostic transmis au juge'],
  ['parcours.cfpDemandes', 'Concours demandé'],
  ['parcours.cfpAccordes', 'Concours accordé'],
  ['parcours.cfpEffectifs', 'Expulsion exécutée'],
];
const parcours = ({ annee: { annee } }: MatiereDuRapport, { courante }: Lecteurs): Section => {
  const base = celluleDe(courante, 'parcours.assignations');
  return {
    id: 'parcours',
    feuille: 'Parcours',
    titre: `Ce que sont devenues les assignations de ${annee}`,
    blocs: [
      {
        genre: 'entonnoir',
        titre: `De l’assignation à l’expulsion, procédures assignées en ${annee}`,
        etapes: etapes.map(([id, nom]) => ({ nom, cellule: celluleDe(courante, id) })),
      },
      table(
        'Étape par étape',
        [mots('Étape'), nombre('Procédures'), nombre('Part des assignations')],
        etapes.map(([id, nom]) =>
          ligne(texte(nom), caseDe(courante, id), nombreDe(partDe(celluleDe(courante, id), base), 'part')),
        ),
        'Une procédure de l’année peut avoir ses suites l’année d’après : ces chiffres augmentent encore. Le diagnostic n’est pas une étape de l’expulsion : une procédure peut aller plus loin sans lui.',
      ),
      parLieu('Par arrondissement', courante, etapes),
    ],
  };
};

const delais = (_: MatiereDuRapport, { courante }: Lecteurs): Section => ({
  id: 'delais',
  feuille: 'Délais',
  titre: 'Les délais entre deux étapes',
  blocs: [
    {
      genre: 'barres',
      titre: 'Durée médiane de chaque étape, en jours',
      unite: 'jours',
      barres: nomsDeDelais.map((cle) => ({
        nom: nomDuDelai(cle),
        cellule: celluleDe(courante, `delai.${cle}.mediane`),
      })),
    },
    table(
      'En jours',
      [mots('De'), mots('À'), nombre('Dossiers'), nombre('Médiane'), nombre('Neuf sur dix au plus')],
      nomsDeDelais.map((cle) =>
        ligne(
          texte(delaisMesures[cle].de),
          texte(delaisMesures[cle].a),
          ...['n', 'mediane', 'p90'].map((nom) => caseDe(courante, `delai.${cle}.${nom}`)),
        ),
      ),
      'Compté l’année où vient la seconde étape. Médiane : la moitié des dossiers ne la passent pas. Par arrondissement : voir plus loin.',
    ),
  ],
});

const responsabilite = ({ version }: MatiereDuRapport, { courante }: Lecteurs): Section => ({
  id: 'responsabilite',
  feuille: 'Responsabilité',
  titre: 'La responsabilité de l’État, par arrondissement',
  blocs: [
    dit(
      'Un concours refusé, ou demandé et resté sans réponse deux mois, engage la responsabilité de l’État jusqu’à ce que le bailleur retrouve son logement (CPCE, art. L. 153-1). Les euros sont une estimation : le loyer sans les charges, jour par jour, là où un loyer est connu.',
    ),
    {
      genre: 'barres',
      titre: 'Jours de responsabilité dans l’année',
      unite: 'jours',
      barres: lieuxDuRapport.map((ou) => ({
        nom: nomsDesLieux[ou],
        cellule: celluleDe(courante, 'parcours.joursResponsabilite', ou),
      })),
    },
    parLieu(
      'Dossiers, jours et euros',
      courante,
      [
        ['parcours.responsabilites', 'Dossiers'],
        ['parcours.joursResponsabilite', 'Jours'],
        ...(version === 'etat' ? loyersConnus : []),
        ['parcours.coutResponsabilite', 'Loyers de ces jours'],
      ],
      'Les dossiers sans loyer connu comptent pour zéro euro. Le point de départ et la fin de plusieurs périodes sont à confirmer en droit.',
    ),
  ],
});

const loyersConnus: readonly [id: string, titre: string][] = [
  [AVEC_LOYER, 'Dossiers avec loyer connu'],
  ['parcours.responsabilitesSansLoyer', 'Dossiers sans loyer connu'],
];

const suitesDesAvis: readonly [id: string, titre: string][] = [
  ['ccapex.suivies', 'Suivies'],
  ['ccapex.enCours', 'En cours'],
  ['ccapex.nonSuivies', 'Non suivies'],
  ['ccapex.refusDuMenage', 'Refusées par le ménage'],
  ['ccapex.sansSuite', 'Sans suite connue'],
];
const empilees = (titre: string, lecteur: Lecteur, parts: readonly [id: string, nom: string][]): Bloc => ({
  ...{ genre: 'empilees', titre, parties: parts.map(([, nom]) => nom) },
  barres: lieuxDuRapport.map((ou) => ({
    nom: nomsDesLieux[ou],
    cellules: parts.map(([id]) => celluleDe(lecteur, id, ou)),
  })),
});
const ccapex = (_: MatiereDuRapport, { courante }: Lecteurs): Section => ({
  id: 'ccapex',
  feuille: 'CCAPEX',
  titre: 'Les avis de la CCAPEX, suivis ou non',
  blocs: [
    empilees('Ce que sont devenues les mesures recommandées', courante, suitesDesAvis),
    parLieu('Mesures recommandées, par suite', courante, [
      ...suitesDesAvis,
      ['ccapex.recommandations', 'Ensemble'],
    ]),
    parLieu('Avis rendus, et décisions de l’État sur le concours après un avis', courante, [
      ['ccapex.avis', 'Avis et recommandations'],
      ['ccapex.decisionsConformes', 'Décisions conformes'],
      ['ccapex.decisionsContraires', 'Décisions qui s’en écartent'],
    ]),
  ],
});

const suitesDesLettres: readonly [id: string, titre: string][] = [
  ['parcours.lettresRecues', 'Ménage reçu'],
  ['parcours.lettresJointes', 'Ménage joint'],
  ['parcours.lettresRefusees', 'Aide refusée'],
  ['parcours.lettresInjoignables', 'Injoignable'],
  ['parcours.lettresNpai', 'Lettre revenue'],
  ['parcours.lettresSansSuite', 'Sans suite connue'],
];
const lettres = (_: MatiereDuRapport, { courante }: Lecteurs): Section => ({
  id: 'lettres',
  feuille: 'Lettres',
  titre: 'Les lettres d’orientation, et ce qu’elles sont devenues',
  blocs: [
    dit(
      'Chaque commandement de payer appelle une lettre d’orientation au ménage. De plusieurs suites, la plus avancée.',
    ),
    empilees('Suites des lettres dues dans l’année', courante, suitesDesLettres),
    parLieu('Par arrondissement', courante, [...suitesDesLettres, ['parcours.lettres', 'Ensemble']]),
  ],
});

const detailDelais = (courante: Lecteur): Table =>
  table(
    'Délais médians, en jours',
    [mots('Délai'), ...places.map((ou) => nombre(nomsDesLieux[ou]))],
    nomsDeDelais.map((cle) =>
      ligne(texte(nomDuDelai(cle)), ...places.map((ou) => caseDe(courante, `delai.${cle}.mediane`, ou))),
    ),
  );

/** What is in the other sections by place already. */
const ailleurs: readonly string[] = [
  ...etapes.map(([id]) => id),
  ...suitesDesAvis.map(([id]) => id),
  ...suitesDesLettres.map(([id]) => id),
];
const arrondissements = (_: MatiereDuRapport, { courante }: Lecteurs): Section => {
  const of = (qui: Signataire): Indicateur[] =>
    indicateursParLieu.filter(
      ({ id }) => signataireDe(id) === qui && !ailleurs.includes(id) && courante.chiffre(id) !== undefined,
    );
  return {
    id: 'arrondissements',
    feuille: 'Arrondissements',
    titre: 'Par arrondissement',
    paysage: true,
    blocs: [
      dit(
        'Tout ce qui se compte dans les dossiers. Ce que les partenaires déclarent ne l’est que pour le département.',
      ),
      ...[...new Set(indicateursParLieu.map(({ id }) => signataireDe(id)))].flatMap((qui) => {
        const own = of(qui);
        return own.length === 0
          ? []
          : [
              table(
                signataires[qui],
                [mots('Indicateur'), ...places.map((ou) => nombre(nomsDesLieux[ou]))],
                inOrder(own).map(({ id, libelle, detailDe }) => ({
                  cases: [texte(libelle), ...places.map((ou) => caseDe(courante, id, ou))],
                  ...(detailDe !== undefined && { retrait: true }),
                })),
              ),
            ];
      }),
      detailDelais(courante),
    ],
  };
};

const etatEcrit = ({ etat, reprisDe }: EngagementDuRapport): string =>
  `${etat === undefined ? NON_RENSEIGNE : etats[etat]}${reprisDe === undefined ? '' : ` (repris de ${reprisDe})`}`;
const engagements = ({ engagements: tous, version }: MatiereDuRapport): Section => {
  const groupes = signataireCodes.map((code) => ({
    titre: signatairesDesEngagements[code],
    own: tous.filter(({ engagement }) => engagement.signataire === code),
  }));
  const n = (un: number): Case => nombreDe(valeur(un), 'actions');
  const montre = ({ preuve }: EngagementDuRapport): boolean => version === 'etat' && preuve !== undefined;
  return {
    id: 'engagements',
    feuille: 'Engagements',
    titre: 'Les engagements de la charte',
    blocs: [
      {
        genre: 'empilees',
        titre: 'Ce que sont devenus les engagements, par signataire',
        parties: ['Fait', 'En cours', 'Non fait', 'Non renseigné'],
        barres: groupes.map(({ titre, own }) => {
          const { fait, enCours, nonFait, sans } = compteDe(own);
          return { nom: titre, cellules: [fait, enCours, nonFait, sans].map(valeur) };
        }),
      },
      table(
        'Par signataire',
        [
          mots('Signataire'),
          ...['Engagements', 'Faits', 'En cours', 'Non faits', 'Non renseignés', 'dont repris'].map(nombre),
        ],
        [...groupes, { titre: 'Ensemble', own: [...tous] }].map(({ titre, own }) => {
          const { fait, enCours, nonFait, sans, repris } = compteDe(own);
          return ligne(texte(titre), n(own.length), n(fait), n(enCours), n(nonFait), n(sans), n(repris));
        }),
        '« dont repris » : leur état est celui d’une année d’avant, que personne n’a encore confirmé.',
      ),
      ...groupes.map(({ titre, own }) =>
        table(
          titre,
          [
            mots('N°'),
            mots('Engagement'),
            mots('État'),
            ...(own.some(montre) ? [mots('Ce qui le montre')] : []),
          ],
          own.map((one) =>
            ligne(
              texte(one.engagement.id),
              texte(one.engagement.texte),
              texte(etatEcrit(one)),
              ...(own.some(montre) ? [texte(one.preuve?.dit ?? '')] : []),
            ),
          ),
        ),
      ),
    ],
  };
};

/** How long a mail took, by the most minutes. */
const attentes: Readonly<Record<string, string>> = {
  '1': 'une minute au plus',
  '5': 'cinq minutes au plus',
  '15': 'un quart d’heure au plus',
  '60': 'une heure au plus',
  '240': 'quatre heures au plus',
  '1440': 'un jour au plus',
  plus: 'plus d’un jour',
};

const service = (
  { annee, nom, motif = (code) => code }: MatiereDuRapport,
  { courante, precedente }: Lecteurs,
): Section => {
  const details = (id: string) => annee.chiffres.filter((one) => one.id === id);
  const senders = details('service.messagesAcceptes').map(({ detail }) => detail);
  const own = indicateurs.filter(({ id }) => id.startsWith('hub.'));
  return {
    id: 'plateforme',
    feuille: 'Plateforme',
    titre: 'La plateforme elle-même',
    blocs: [
      senders.length === 0
        ? dit('Aucun message n’a été reçu dans l’année.')
        : table(
            'Messages reçus, par expéditeur',
            [mots('Expéditeur'), nombre('Acceptés'), nombre('En attente'), nombre('Refusés')],
            senders.map((qui) =>
              ligne(
                texte(nom(qui)),
                ...['Acceptes', 'EnAttente', 'Refuses'].map((un) =>
                  caseDe(courante, `service.messages${un}`, 'total', qui),
                ),
              ),
            ),
          ),
      ...(details('service.refus').length === 0
        ? []
        : [
            table(
              'Motifs des refus',
              [mots('Motif'), nombre('Messages')],
              details('service.refus').map(({ detail, cellule, unite }) =>
                ligne(texte(motif(detail)), nombreDe(cellule, unite)),
              ),
            ),
          ]),
      ...(['uns', 'resumes'] as const).flatMap((comment) => {
        const rows = details(`service.mels.${comment}`);
        return rows.length === 0
          ? []
          : [
              table(
                libelleDe(`service.mels.${comment}`),
                [mots('Attente'), nombre('Méls')],
                rows.map(({ detail, cellule, unite }) =>
                  ligne(texte(attentes[detail] ?? detail), nombreDe(cellule, unite)),
                ),
              ),
            ];
      }),
      table(
        'Alertes à prendre, doutes à trancher',
        [mots('Indicateur'), nombre(String(annee.annee - 1)), nombre(String(annee.annee))],
        [
          ...own.map(({ id, libelle, detailDe }) => ({
            cases: [
              texte(libelle),
              precedente ? caseDe(precedente, id) : nombreDe(INCONNU, 'alertes'),
              caseDe(courante, id),
            ],
            ...(detailDe !== undefined && { retrait: true }),
          })),
          {
            cases: [
              texte(libelleDe('service.alertesJamaisPrises')),
              precedente ? caseDe(precedente, 'service.alertesJamaisPrises') : nombreDe(INCONNU, 'alertes'),
              caseDe(courante, 'service.alertesJamaisPrises'),
            ],
          },
        ],
      ),
    ],
  };
};

const cellulesDe = (chart: Graphique): readonly Cellule[] => {
  switch (chart.genre) {
    case 'barres':
      return chart.barres.map(({ cellule }) => cellule);
    case 'entonnoir':
      return chart.etapes.map(({ cellule }) => cellule);
    case 'courbes':
      return chart.courbes.flatMap(({ points }) => points.map(({ cellule }) => cellule));
    case 'empilees':
      return chart.barres.flatMap(({ cellules }) => cellules);
  }
};
/** A chart of nothing is not drawn: its table says why. */
const sansGraphiqueVide = (sections: readonly Section[]): Section[] =>
  sections.map((section) => ({
    ...section,
    blocs: section.blocs.filter(
      (bloc) => !estGraphique(bloc) || cellulesDe(bloc).some(({ statut }) => statut === 'valeur'),
    ),
  }));

/** The yearly report of the charter's follow-up (charter, VI): its sections, tables and charts. Pure: no clock, no file. */
export const rapportDe = (matiere: MatiereDuRapport): Rapport => {
  const { annee, avant, version, publieLe } = matiere;
  const courante = lecteurDe(annee);
  const derniere = avant.find((one) => one.annee === annee.annee - 1);
  const lecteurs: Lecteurs = { courante, precedente: derniere && lecteurDe(derniere) };
  const provisoire = annee.le <= `${annee.annee}-12-31`;
  return {
    ...{ annee: annee.annee, version, le: annee.le },
    titre: `Suivi et évaluation de la charte de prévention de l’expulsion, année ${annee.annee}`,
    sousTitre:
      version === 'etat'
        ? 'Seine-et-Marne, version de l’État'
        : `Seine-et-Marne, version publique${publieLe === undefined ? ' (projet)' : ''}`,
    mentions: [
      'À la coordination du PDALHPD, pour le comité responsable et la CCAPEX doctrinale (charte 2018-2023, VI).',
      `Chiffres arrêtés au ${dateAloud(annee.le)}${provisoire ? ` : l’année n’est pas finie, tout est provisoire` : ''}.`,
      version === 'etat'
        ? 'Cette version montre de petits nombres : elle ne se diffuse pas hors des services de l’État et du comité responsable.'
        : `Les nombres inférieurs à cinq, et ceux qui permettraient de les retrouver, sont remplacés par « secret ».${publieLe === undefined ? ' Ce projet n’est pas publié.' : ` Publié le ${dateAloud(publieLe)} : ces chiffres ne changent plus.`}`,
    ],
    sections: sansGraphiqueVide([
      essentiel(matiere, lecteurs),
      evolution(matiere),
      annexe3(matiere, lecteurs),
      annexe6(matiere, lecteurs),
      cibles(matiere, lecteurs),
      parcours(matiere, lecteurs),
      delais(matiere, lecteurs),
      responsabilite(matiere, lecteurs),
      ccapex(matiere, lecteurs),
      lettres(matiere, lecteurs),
      arrondissements(matiere, lecteurs),
      engagements(matiere),
      ...(version === 'etat' ? [service(matiere, lecteurs)] : []),
      methode(version, annee),
    ]),
  };
};
