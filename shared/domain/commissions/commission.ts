import * as z from 'zod/mini';
import type { CivilDate } from '../calendar/civil-date.ts';
import { arrondissementCodeSchema } from '../events/household.ts';
import { type Organisme, organismeCodes } from '../events/organismes.ts';
import { protocoleSchema } from './protocole.ts';

/**
 * What a commission is. `clpil`: local, by consent, at the request of social landlords (charter, annexe 6). `ccapex`: of the law (loi
 * n° 90-449, art. 7-2; décret n° 2026-83). `synthese`: the SIAO's monthly one for hard situations (charter, annexe 1).
 */
export const naturesCommission = ['clpil', 'ccapex', 'synthese'] as const;
export type NatureCommission = (typeof naturesCommission)[number];

/** How one sits: by right, on request, or heard only. */
export const qualites = ['droit', 'demande', 'consultatif'] as const;
export const qualiteNames = {
  droit: 'membre de droit',
  demande: 'membre à sa demande',
  consultatif: 'voix consultative',
} as const satisfies Record<(typeof qualites)[number], string>;

/** What somebody does for a CLPIL: its secretariat, or where it has none, the bodies that share the work (annexe 6, art. 4). */
export const taches = {
  salle: 'réserver la salle',
  invitation: 'inviter les membres, avec l’heure, le lieu et l’ordre du jour',
  animation: 'animer la séance',
  releve: 'rédiger le relevé de décisions et l’envoyer',
  suivi: 'suivre les dossiers',
  bilan: 'réunir les chiffres du bilan annuel',
} as const;
export type Tache = keyof typeof taches;
export const tacheCodes = ['salle', 'invitation', 'animation', 'releve', 'suivi', 'bilan'] as const;

const idSchema = z.string().check(z.regex(/^[a-z0-9]+(-[a-z0-9]+)*$/), z.maxLength(40));

export const membreSchema = z.object({
  /** Names it in its commission. */
  id: idSchema,
  organisme: z.enum(organismeCodes),
  nom: z.string().check(z.minLength(1), z.maxLength(80)),
  /** Its code in the registry of partners: whoever speaks for that partner sits for it. The State's agents need none. */
  partenaire: z.optional(z.string()),
  /** A service's mailbox, where it is written to. */
  mail: z.optional(z.email()),
  qualite: z.enum(qualites),
  /** A landlord's stock: only a social landlord may be a party to a CLPIL. */
  parc: z.optional(z.enum(['social', 'prive'])),
});
export type Membre = z.infer<typeof membreSchema>;

const parametresSchema = z.object({
  /** Days that a tenant has to answer the landlord's letter before the list goes. The charter gives none. */
  delaiReponse: z._default(z.int().check(z.minimum(0), z.maximum(60)), 15),
  /** Who writes to households after a session (annexe 6, art. 4): the secretariat, or each body for what it is in charge of. */
  courriers: z._default(z.enum(['secretariat', 'responsable']), 'secretariat'),
  /** Months between two sessions. */
  rythme: z._default(z.int().check(z.minimum(1), z.maximum(12)), 3),
});

export const commissionSchema = z.object({
  code: idSchema,
  nature: z.enum(naturesCommission),
  nom: z.string().check(z.minLength(1), z.maxLength(80)),
  /** Of a CCAPEX (décret n° 2026-83): `centrale`, for the whole département, or `locale`, for the arrondissements below. */
  niveau: z.optional(z.enum(['centrale', 'locale'])),
  arrondissements: z._default(z.array(arrondissementCodeSchema), []),
  /** INSEE codes of the communes of a CLPIL. */
  communes: z._default(z.array(z.string().check(z.regex(/^77\d{3}$/))), []),
  /** First day, and the day from which it no longer sits. */
  from: z.iso.date(),
  to: z.optional(z.iso.date()),
  membres: z.array(membreSchema).check(z.minLength(1), z.maxLength(60)),
  /** The member that does all of `taches`; without one, `taches` names who does each. */
  secretariat: z.optional(idSchema),
  taches: z._default(z.partialRecord(z.enum(tacheCodes), idSchema), {}),
  parametres: z._default(parametresSchema, { delaiReponse: 15, courriers: 'secretariat', rythme: 3 }),
  protocole: z.optional(protocoleSchema),
  /** Counts its changes: each is made upon the one before. */
  version: z._default(z.int(), 0),
});
export type Commission = z.infer<typeof commissionSchema>;

/** What is wrong with a commission as a person describes it: the path of the field, and words that say what to do. */
export type Fault = { path: string; text: string };

/** Work upon the households of all landlords. */
const OF_ALL = ['animation', 'releve', 'suivi'] as const satisfies readonly Tache[];

/** All that keeps a commission from being one, beyond its schema. */
export const faultsOf = (commission: Commission): Fault[] => {
  const { nature, membres, secretariat, taches: shared, niveau, communes, arrondissements } = commission;
  const ids = membres.map(({ id }) => id);
  const severalLandlords = membres.filter(({ organisme }) => organisme === 'bailleur').length > 1;
  const deBailleurs = new Set(
    membres.flatMap(({ organisme, partenaire }) =>
      organisme === 'bailleur' && partenaire !== undefined ? [partenaire] : [],
    ),
  );
  const unknown = (id: string | undefined): id is string => id !== undefined && !ids.includes(id);
  return [
    ...ids.flatMap((id, n) =>
      ids.indexOf(id) < n
        ? [{ path: `membres[${n}].id`, text: `${id} : ce membre est donné deux fois` }]
        : [],
    ),
    ...membres.flatMap(({ organisme, parc, nom }, n) =>
      nature === 'clpil' && organisme === 'bailleur' && parc === 'prive'
        ? [
            {
              path: `membres[${n}].parc`,
              text: `${nom} : une CLPIL examine les situations que présentent des bailleurs sociaux (charte, V.1). Un bailleur privé saisit la CCAPEX, la CAF ou la MSA`,
            },
          ]
        : [],
    ),
    ...membres.flatMap(({ organisme, partenaire, nom }, n) =>
      nature === 'clpil' && organisme === 'bailleur' && partenaire === undefined
        ? [
            {
              path: `membres[${n}].partenaire`,
              text: `${nom} : son code au registre des partenaires est attendu, pour qu’il dépose sa liste`,
            },
          ]
        : [],
    ),
    ...(nature === 'clpil' && severalLandlords
      ? membres.flatMap(({ organisme, partenaire, nom }, n) =>
          organisme !== 'bailleur' && partenaire !== undefined && deBailleurs.has(partenaire)
            ? [
                {
                  path: `membres[${n}].partenaire`,
                  text: `${nom} : ce partenaire siège déjà comme bailleur, et verrait ici les ménages des autres bailleurs`,
                },
              ]
            : [],
        )
      : []),
    ...(severalLandlords &&
    membres.some(({ id, organisme }) => id === secretariat && organisme === 'bailleur')
      ? [
          {
            path: 'secretariat',
            text: 'un bailleur ne tient pas le secrétariat d’une commission de plusieurs bailleurs : il verrait les ménages des autres',
          },
        ]
      : []),
    ...(severalLandlords
      ? OF_ALL.flatMap((tache) =>
          membres.some(({ id, organisme }) => id === shared[tache] && organisme === 'bailleur')
            ? [
                {
                  path: `taches.${tache}`,
                  text: 'un bailleur ne la fait pas dans une commission de plusieurs bailleurs : il verrait les ménages des autres',
                },
              ]
            : [],
        )
      : []),
    ...(unknown(secretariat)
      ? [{ path: 'secretariat', text: `${secretariat} n’est pas un des membres` }]
      : []),
    ...Object.entries(shared).flatMap(([tache, id]) =>
      unknown(id) ? [{ path: `taches.${tache}`, text: `${id} n’est pas un des membres` }] : [],
    ),
    ...(nature === 'clpil' && communes.length === 0
      ? [{ path: 'communes', text: 'une commune au moins est attendue' }]
      : []),
    ...(nature === 'clpil' && !membres.some(({ organisme }) => organisme === 'bailleur')
      ? [{ path: 'membres', text: 'un bailleur social au moins est attendu' }]
      : []),
    ...(nature === 'ccapex' && niveau === undefined
      ? [{ path: 'niveau', text: 'centrale ou locale (décret n° 2026-83)' }]
      : []),
    ...(nature === 'ccapex' && niveau === 'locale' && arrondissements.length === 0
      ? [{ path: 'arrondissements', text: 'un arrondissement au moins est attendu' }]
      : []),
  ];
};

/** Whether a commission sits on a day. */
export const sitsOn = ({ from, to }: Pick<Commission, 'from' | 'to'>, day: CivilDate): boolean =>
  from <= day && (to === undefined || day < to);

/** The member that does a piece of the work; undefined where nobody was named. */
export const whoDoes = (
  { membres, secretariat, taches: shared }: Pick<Commission, 'membres' | 'secretariat' | 'taches'>,
  tache: Tache,
): Membre | undefined => {
  const id = shared[tache] ?? secretariat;
  return membres.find((membre) => membre.id === id);
};

/** The members of one body. */
export const membresDe = ({ membres }: Pick<Commission, 'membres'>, organisme: Organisme): Membre[] =>
  membres.filter((membre) => membre.organisme === organisme);

/** The landlords who are parties to a CLPIL. */
export const bailleursDe = (commission: Pick<Commission, 'membres'>): Membre[] =>
  membresDe(commission, 'bailleur');

export const natureNames = {
  clpil: 'CLPIL',
  ccapex: 'CCAPEX',
  synthese: 'Commission de synthèse du SIAO',
} as const satisfies Record<NatureCommission, string>;

/**
 * A commission's name with what it is, once.
 *
 * @example intituleDe({ nature: 'clpil', nom: 'CLPIL de Meaux' }) // 'CLPIL de Meaux'
 * @example intituleDe({ nature: 'clpil', nom: 'Meaux et ses environs' }) // 'CLPIL Meaux et ses environs'
 */
export const intituleDe = ({ nature, nom }: Pick<Commission, 'nature' | 'nom'>): string =>
  nom.startsWith(natureNames[nature]) ? nom : `${natureNames[nature]} ${nom}`;

/** What a commission rests upon, as its pages and letters say it. */
export const fondements = {
  clpil:
    'La CLPIL n’est ni obligatoire ni réglementée : elle repose sur un protocole entre partenaires et sur l’accord du ménage (charte 2018-2023, V.1 et annexe 6 ; code pénal, art. 226-1 et 226-13).',
  ccapex: 'Loi n° 90-449 du 31 mai 1990, art. 7-2 ; décret n° 2026-83 du 12 février 2026.',
  synthese: 'Charte 2018-2023, annexe 1 (SIAO).',
} as const satisfies Record<NatureCommission, string>;
