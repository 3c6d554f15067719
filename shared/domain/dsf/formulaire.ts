import { type Champs, estValeurs, type Valeurs, valeursSaines } from './champs.ts';

const texte = (libelle: string, aide?: string) =>
  ({ type: 'texte', libelle, ...(aide && { aide }) }) as const;
const longTexte = (libelle: string, aide?: string) =>
  ({ type: 'longTexte', libelle, ...(aide && { aide }) }) as const;
const date = (libelle: string, aide?: string) => ({ type: 'date', libelle, ...(aide && { aide }) }) as const;
const mois = (libelle: string) => ({ type: 'mois', libelle, aide: 'Par exemple 2026-03' }) as const;
const euros = (libelle: string, aide?: string) =>
  ({ type: 'euros', libelle, ...(aide && { aide }) }) as const;
const ouiNon = (libelle: string, aide?: string) =>
  ({ type: 'ouiNon', libelle, ...(aide && { aide }) }) as const;
const choix = <const O extends Readonly<Record<string, string>>>(
  libelle: string,
  options: O,
  aide?: string,
) => ({ type: 'choix', libelle, options, ...(aide && { aide }) }) as const;
const liste = <const O extends Readonly<Record<string, string>>>(
  libelle: string,
  options: O,
  aide?: string,
) => ({ type: 'liste', libelle, options, ...(aide && { aide }) }) as const;

/** How an invitation, or a reminder, was sent. */
const moyens = {
  courrier: 'courrier',
  mail: 'courriel',
  telephone: 'téléphone',
  visite: 'visite ou remise en main propre',
} as const;
const reponses = {
  ecrites: 'observations écrites',
  orales: 'observations orales',
  aucune: 'n’a pas répondu',
} as const;
const demandes = {
  nonDemande: 'non demandé',
  demande: 'demandé, sans réponse',
  accorde: 'accordé',
  refuse: 'refusé',
} as const;
const mensuel = 'Par mois';

/**
 * How sure it is that a part is one of the form's. `source`: a professional source that was read names it, or the notice of the arrêté does.
 * `aConfirmer`: ours, since the form itself was not read.
 */
export type Surete = 'source' | 'aConfirmer';

/**
 * The form of the diagnostic social et financier (loi n° 89-462, art. 24 III; décret n° 2021-8 du 5 janvier 2021; arrêté du 23 août 2022, JO of
 * 7 September 2022, NOR TREI2224439A, CERFA 16227*01), part by part.
 *
 * **The text of the form was not read**, nor article 2 of the décret: neither was within reach. What was read: the notice of the arrêté as two
 * legal sources reproduce it (idcite.com, avocats-assouslegrand.com), which says what the judge is told of, and that section 7.3 is the reckoning
 * of the debt; the décret's modalities as banquedesterritoires.fr and ANIL tell them; the first obligatory rubrics of the décret as the resource
 * centre of Seine-Saint-Denis lists them. `surete` marks each part; the order and the fields are ours. Whoever has the CERFA compares it with
 * this table, and changes nothing else: pages, checks and the PDF are made of it.
 */
export const parties = {
  redacteur: {
    titre: 'Rédacteur et entretien',
    surete: 'source',
    champs: {
      nom: texte('Nom et prénom du rédacteur'),
      qualite: choix('Qualité', {
        travailleurSocial: 'intervenant social',
        juriste: 'juriste',
      }),
      service: texte('Service'),
      telephone: texte('Téléphone du service'),
      mail: texte('Adresse électronique du service'),
      entretienProposeLe: date(
        'Entretien proposé le',
        'Quinze jours ouvrés au plus après la demande du préfet',
      ),
      relances: {
        type: 'rangs',
        libelle: 'Relances du ménage',
        rang: 'Relance',
        most: 6,
        champs: { le: date('Le'), moyen: choix('Par', moyens) },
      },
      entretienLe: date('Entretien tenu le'),
      entretienLieu: choix('Entretien tenu', {
        domicile: 'au domicile',
        bureau: 'dans le service',
        telephone: 'par téléphone ou en visioconférence',
      }),
      locatairePresent: ouiNon('Locataire présent lors du diagnostic'),
    },
  },
  menage: {
    titre: 'Ménage',
    surete: 'source',
    champs: {
      situationFamiliale: choix('Situation familiale', {
        seul: 'personne seule',
        seulAvecEnfants: 'personne seule avec enfants',
        couple: 'couple',
        coupleAvecEnfants: 'couple avec enfants',
        autre: 'autre',
      }),
      personnes: {
        type: 'rangs',
        libelle: 'Personnes du foyer',
        rang: 'Personne',
        most: 12,
        champs: {
          nom: texte('Nom et prénom'),
          naissance: date('Naissance'),
          lien: choix('Lien', {
            locataire: 'locataire en titre',
            conjoint: 'conjoint ou concubin',
            enfant: 'enfant',
            autre: 'autre',
          }),
          situation: choix('Situation', {
            emploi: 'en emploi',
            chomage: 'au chômage',
            retraite: 'à la retraite',
            scolaire: 'scolarisé ou étudiant',
            invalidite: 'en invalidité ou malade',
            sansActivite: 'sans activité',
          }),
        },
      },
      protection: choix('Mesure de protection', {
        aucune: 'aucune',
        tutelle: 'tutelle',
        curatelle: 'curatelle',
        autre: 'autre mesure',
      }),
      particularites: longTexte(
        'Ce que le juge doit savoir du ménage',
        'L’essentiel, et rien que le ménage n’accepte de dire au juge et à son bailleur',
      ),
    },
  },
  ressources: {
    titre: 'Ressources',
    surete: 'aConfirmer',
    champs: {
      sansRessources: ouiNon('Le ménage n’a aucune ressource'),
      salaires: euros('Salaires et revenus d’activité', mensuel),
      chomage: euros('Allocations de chômage', mensuel),
      rsa: euros('RSA', mensuel),
      primeActivite: euros('Prime d’activité', mensuel),
      prestationsFamiliales: euros('Prestations familiales', mensuel),
      handicap: euros('AAH, pension d’invalidité', mensuel),
      retraites: euros('Retraites', mensuel),
      indemnites: euros('Indemnités journalières', mensuel),
      pensionsRecues: euros('Pensions alimentaires reçues', mensuel),
      autres: euros('Autres ressources', mensuel),
      precisions: longTexte('Précisions sur les ressources'),
    },
  },
  charges: {
    titre: 'Charges',
    surete: 'aConfirmer',
    champs: {
      energie: euros('Électricité, gaz, chauffage', mensuel),
      eau: euros('Eau', mensuel),
      assurances: euros('Assurances et mutuelle', mensuel),
      transports: euros('Transports', mensuel),
      telephone: euros('Téléphone et internet', mensuel),
      impots: euros('Impôts et taxes', mensuel),
      pensionsVersees: euros('Pensions alimentaires versées', mensuel),
      enfants: euros('Garde, cantine, scolarité', mensuel),
      sante: euros('Santé', mensuel),
      autres: euros('Autres charges', mensuel),
      precisions: longTexte('Précisions sur les charges'),
    },
  },
  dettes: {
    titre: 'Dettes autres que le loyer',
    surete: 'aConfirmer',
    champs: {
      energie: euros('Énergie et eau'),
      credits: euros('Crédits'),
      mensualites: euros('Mensualités des crédits', mensuel),
      impots: euros('Impôts et amendes'),
      decouvert: euros('Découvert bancaire'),
      autres: euros('Autres dettes'),
      precisions: longTexte('Précisions sur les dettes'),
    },
  },
  logement: {
    titre: 'Logement et dette locative',
    surete: 'source',
    champs: {
      bailLe: date('Bail signé le'),
      parc: choix('Parc', { social: 'social', prive: 'privé' }),
      etat: choix('État du logement', {
        decent: 'décent',
        indecent: 'non décent ou insalubre',
        nonVu: 'non vérifié',
      }),
      loyer: euros('Loyer', mensuel),
      charges: euros('Charges locatives', mensuel),
      aide: euros('Aide au logement', mensuel),
      dette: euros('Dette locative'),
      detteLe: date('Dette arrêtée le'),
      premierImpaye: mois('Mois du premier impayé'),
      decompte: longTexte(
        'Décompte de la dette',
        'Ce qui est loyer, charges, frais ; ce que le ménage conteste. Section 7.3 du formulaire : un juriste peut aider, à l’ADIL',
      ),
      causes: liste('Causes de l’impayé', {
        perteEmploi: 'perte d’emploi ou baisse d’activité',
        separation: 'séparation',
        sante: 'maladie ou handicap',
        deces: 'décès d’un proche',
        aideRompue: 'droits ou aide au logement interrompus',
        surendettement: 'autres dettes',
        loyerTropCher: 'loyer trop élevé pour les ressources',
        litige: 'litige avec le bailleur',
        autre: 'autre',
      }),
      causesPrecisions: longTexte('Précisions sur les causes'),
    },
  },
  droits: {
    titre: 'Droits et dispositifs sollicités',
    surete: 'source',
    champs: {
      aideLogement: choix('Aide au logement', {
        percue: 'perçue',
        suspendue: 'suspendue',
        demandee: 'demandée',
        nonDemandee: 'non demandée',
        sansDroit: 'sans droit',
      }),
      fsl: choix('Aide du FSL', demandes),
      surendettement: choix('Surendettement', {
        aucun: 'aucun dossier',
        depose: 'dossier déposé',
        recevable: 'dossier recevable',
        mesures: 'plan, mesures ou rétablissement personnel',
        clos: 'dossier clos ou irrecevable',
      }),
      plan: choix('Plan d’apurement', {
        aucun: 'aucun',
        signe: 'signé',
        respecte: 'respecté',
        refuse: 'refusé',
        denonce: 'dénoncé, ou non respecté',
      }),
      actionLogement: choix('Aide d’Action Logement', demandes),
      dalo: choix('Recours DALO', {
        aucun: 'aucun',
        depose: 'déposé',
        reconnu: 'reconnu prioritaire',
        rejete: 'rejeté',
      }),
      accompagnement: liste('Accompagnement en cours', {
        asll: 'ASLL',
        avdl: 'AVDL',
        masp: 'MASP',
        autre: 'autre suivi social',
      }),
      precisions: longTexte('Précisions sur les droits'),
    },
  },
  demarches: {
    titre: 'Démarches du ménage',
    surete: 'source',
    champs: {
      repriseLoyer: choix('Le loyer courant est-il de nouveau payé ?', {
        oui: 'oui',
        partielle: 'en partie',
        non: 'non',
      }),
      repriseDepuis: date('Depuis le'),
      dernierVersement: euros('Dernier versement'),
      dernierVersementLe: date('Versé le'),
      logementSocial: choix('Demande de logement social', {
        active: 'déposée, en cours',
        aRenouveler: 'à renouveler',
        aucune: 'aucune',
      }),
      faites: longTexte('Ce que le ménage a fait pour remédier à l’impayé'),
    },
  },
  projet: {
    titre: 'Projet du ménage',
    surete: 'source',
    champs: {
      souhait: choix('Le ménage souhaite', {
        maintien: 'rester dans le logement',
        relogement: 'être relogé',
        indecis: 'ne sait pas encore',
      }),
      capacite: euros('Ce qu’il peut verser en plus du loyer', mensuel),
      texte: longTexte('Projet, tel que le ménage le dit'),
      relogement: longTexte('Recherche d’un autre logement'),
      consequences: longTexte('Ce qu’une résiliation du bail ferait au ménage'),
    },
  },
  observations: {
    titre: 'Observations des deux parties',
    surete: 'source',
    champs: {
      menageInviteLe: date('Locataire invité à présenter ses observations le'),
      menageMoyen: choix('Locataire invité par', moyens),
      menageReponse: choix('Réponse du locataire', reponses),
      menageReponseLe: date('Réponse du locataire reçue le'),
      menageDit: longTexte('Observations du locataire'),
      bailleurInviteLe: date('Bailleur invité à présenter ses observations le'),
      bailleurMoyen: choix('Bailleur invité par', moyens),
      bailleurReponse: choix('Réponse du bailleur', reponses),
      bailleurReponseLe: date('Réponse du bailleur reçue le'),
      bailleurDit: longTexte('Observations du bailleur'),
      ccapex: longTexte('Ce que la CCAPEX a fait savoir'),
      copieMenageLe: date('Copie remise au locataire le'),
      copieBailleurLe: date('Copie remise au bailleur le'),
    },
  },
  propositions: {
    titre: 'Ce que propose l’organisme',
    surete: 'aConfirmer',
    champs: {
      mesures: liste('Mesures proposées', {
        delais: 'délais de paiement et maintien dans le logement',
        plan: 'plan d’apurement',
        fsl: 'aide du FSL',
        surendettement: 'dossier de surendettement',
        accompagnement: 'accompagnement social',
        relogement: 'relogement',
        hebergement: 'hébergement',
        aucune: 'aucune',
      }),
      texte: longTexte('Appréciation de l’organisme'),
    },
  },
} as const satisfies Readonly<Record<string, { titre: string; surete: Surete; champs: Champs }>>;

export type Partie = keyof typeof parties;
export const nomsParties: readonly Partie[] = Object.keys(parties).filter((name): name is Partie =>
  Object.hasOwn(parties, name),
);
export const estPartie = (name: string): name is Partie => Object.hasOwn(parties, name);

/** What one part holds. */
export type ValeursDe<P extends Partie> = Valeurs<(typeof parties)[P]['champs']>;
/** What a form holds, by part. A part that nobody saved is absent. */
export type Contenu = { readonly [P in Partie]?: ValeursDe<P> };

/** Whether a value is what a form may hold. */
export const estContenu = (value: unknown): value is Contenu =>
  typeof value === 'object' &&
  value !== null &&
  Object.entries(value).every(
    ([name, valeurs]) => estPartie(name) && estValeurs(parties[name].champs, valeurs),
  );

/** What a form holds of a stored value: parts and values that it cannot hold are left out (`valeursSaines`). */
export const contenuSain = (value: unknown): Contenu => {
  const own: Readonly<Record<string, unknown>> = { ...(typeof value === 'object' ? value : {}) };
  const kept = Object.fromEntries(
    nomsParties.flatMap((partie) =>
      own[partie] === undefined ? [] : [[partie, valeursSaines(champsDe(partie), own[partie])]],
    ),
  );
  if (!estContenu(kept)) throw new RangeError('parts that were kept one by one are not valid');
  return kept;
};

/** The fields of a part, whatever the part: what pages, checks and the PDF go through. */
export const champsDe = (partie: Partie): Champs => parties[partie].champs;
