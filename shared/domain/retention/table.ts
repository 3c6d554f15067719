/**
 * How long everything is kept, and why: the only such table. `docs/aipd.md` prints it, a test holds the days of `infra/stages.ts`
 * to it, and the watch retires cases by it (ADR 27).
 */

/** `loi`: a text in force. `choix`: our choice, to be confirmed by the data controller. */
export type Source = { nature: 'loi' | 'choix'; text: string };
export type Line = {
  /** What is kept, in French. */
  what: string;
  /** From when, in French. */
  from: string;
  length: { value: number; unit: 'mois' | 'jours' | 'heures' };
  source: Source;
};

const bail: Source = {
  nature: 'loi',
  text: 'Loi 89-462, art. 7-1 : les actions nées du bail se prescrivent par trois ans',
};
const etat: Source = {
  nature: 'loi',
  text: 'Loi 68-1250, art. 1er : une créance sur l’État se prescrit par quatre ans à compter du 1er janvier qui suit, soit cinq ans au plus',
};
const choice = (text: string): Source => ({ nature: 'choix', text });
const cloture = 'la clôture, ou la dernière information reçue si elle est plus tardive';
const mois = (value: number) => ({ value, unit: 'mois' as const });
const jours = (value: number) => ({ value, unit: 'jours' as const });

/** What happens to a case at its term. Only a case that ended goes by itself; for an open one, a person is asked. */
type CaseLine = Line & { atTerm: 'efface' | 'demande' };

/**
 * How long a case is kept, by how it ended. No length is under two years: by then, what the buckets keep of a case (`rawDays`) is
 * gone, the pieces excepted, which go with the case.
 */
export const caseLines = {
  detteSoldee: {
    what: 'Dossier : dette soldée, le bail continue',
    from: cloture,
    length: mois(36),
    source: bail,
    atTerm: 'efface',
  },
  demandeRejetee: {
    what: 'Dossier : demande d’expulsion rejetée',
    from: cloture,
    length: mois(36),
    source: bail,
    atTerm: 'efface',
  },
  reloge: {
    what: 'Dossier : ménage relogé',
    from: cloture,
    length: mois(24),
    source: choice('Le dernier contact de l’accompagnement social plus deux ans'),
    atTerm: 'efface',
  },
  parti: {
    what: 'Dossier : occupant parti',
    from: cloture,
    length: mois(36),
    source: bail,
    atTerm: 'efface',
  },
  expulse: {
    what: 'Dossier : expulsion exécutée',
    from: cloture,
    length: mois(60),
    source: etat,
    atTerm: 'efface',
  },
  concoursDemande: {
    what: 'Dossier : concours de la force publique demandé, quelle que soit l’issue',
    from: cloture,
    length: mois(60),
    source: etat,
    atTerm: 'efface',
  },
  sansSuite: {
    what: 'Dossier sans suite : jamais clos, plus aucune échéance à venir ; une personne décide de le garder ou non',
    from: 'la dernière information reçue, ou la dernière échéance si elle est plus tardive',
    length: mois(36),
    source: bail,
    atTerm: 'demande',
  },
  vide: {
    what: 'Dossier vidé par une réunion : ses événements sont dans l’autre',
    from: 'la réunion',
    length: mois(24),
    source: choice('Le temps d’annuler une réunion faite à tort'),
    atTerm: 'efface',
  },
} as const satisfies Record<string, CaseLine>;
export type Ending = keyof typeof caseLines;

/**
 * What is kept beside cases, in production; other stages keep less. `stage`: the entry of `infra/stages.ts` that sets it, if
 * there is one.
 */
export const otherLines: readonly (Line & {
  stage?: 'logDays' | 'messageDays' | 'rawDays' | 'pieceDays' | 'accessLogDays';
})[] = [
  {
    what: 'Message refusé : sa marque, son contenu et la réponse, dans la table',
    from: 'la réception',
    length: jours(400),
    source: choice('Un an et un mois : l’expéditeur corrige et renvoie, une réclamation se vérifie'),
    stage: 'messageDays',
  },
  {
    what: 'Marque d’un message enregistré, avec son contenu, dans la table ; elle part avec son dossier s’il part avant ; annoncée et jamais envoyée, après trente jours',
    from: 'la réception',
    length: jours(400),
    source: choice('Le temps pendant lequel un même message peut revenir'),
    stage: 'messageDays',
  },
  {
    what: 'Message tel que reçu (archive) ; fichier déposé, compte rendu et accusé (bucket de dépôt)',
    from: 'la réception',
    length: jours(730),
    source: choice('Deux ans couvrent une procédure, de l’impayé au concours de la force publique'),
    stage: 'rawDays',
  },
  {
    what: 'Pièce (PDF) et son inscription au registre de l’étude ; elle part avec son dossier s’il part avant ; annoncée et jamais envoyée, après trente jours',
    from: 'la réception',
    length: jours(1825),
    source: etat,
    stage: 'pieceDays',
  },
  {
    what: 'Pièce mise à l’écart par l’antivirus',
    from: 'la mise à l’écart',
    length: jours(90),
    source: choice('Le temps de comprendre d’où elle venait'),
  },
  {
    what: 'Journaux des fonctions : identifiants et codes, aucune donnée de ménage',
    from: 'l’écriture',
    length: jours(365),
    source: choice('Un an de journaux, comme la CNIL le recommande (délibération 2021-122)'),
    stage: 'logDays',
  },
  {
    what: 'Journaux d’accès S3 : noms d’objets',
    from: 'l’écriture',
    length: jours(365),
    source: choice('Comme les journaux des fonctions'),
    stage: 'accessLogDays',
  },
  {
    what: 'Sauvegarde continue de la table (PITR)',
    from: 'l’écriture',
    length: jours(35),
    source: choice('La durée du service ; ce qui est effacé en disparaît à son tour'),
  },
  {
    what: 'Sauvegarde de chaque nuit, table et objets, et sa copie dans un autre compte',
    from: 'la nuit',
    length: jours(35),
    source: choice(
      'Comme la sauvegarde continue : personne ne peut l’en retirer avant (sept jours dans le compte lui-même)',
    ),
  },
  {
    what: 'Version remplacée ou effacée d’un objet, hors d’un effacement (qui les retire toutes)',
    from: 'le remplacement',
    length: jours(30),
    source: choice('Le temps de réparer une fausse manœuvre'),
  },
  {
    what: 'Trace d’une demande (export, effacement, gel) ou d’une lecture de dossiers : qui, quand, quels dossiers ; aucun nom de ménage',
    from: 'la demande ou la lecture',
    length: jours(1826),
    source: choice(
      'Cinq ans : rendre compte (RGPD, art. 5(2)), et rejouer un effacement après une restauration',
    ),
  },
  {
    what: 'Envoi fait par un formulaire pour un partenaire : qui, quand, de quelle nature ; aucune donnée de ménage',
    from: 'l’envoi',
    length: jours(400),
    source: choice('Comme la marque du message'),
    stage: 'messageDays',
  },
  {
    what: 'Session d’une personne habilitée',
    from: 'la connexion ; elle finit après trente minutes sans usage',
    length: { value: 10, unit: 'heures' },
    source: choice('Une journée de travail'),
  },
  {
    what: 'Dernier passage d’une personne habilitée sur un dossier, pour lui montrer ce qui est nouveau',
    from: 'le passage',
    length: jours(30),
    source: choice('Ce qui est plus ancien n’est plus une nouvelle'),
  },
  {
    what: 'Ménage examiné par une commission : ce que son bailleur en a dit, ce que chaque organisme en a dit, ce qui a été décidé et fait ; il part aussitôt si le ménage se retire',
    from: 'la séance',
    length: jours(730),
    source: choice('La séance, le bilan de l’année et celui de la suivante'),
  },
  {
    what: 'Décision de la CCAPEX sur une aide, en route vers son organisme ; signalement confié à un membre. Le dossier en garde ce qui a été décidé et fait',
    from: 'la décision, le signalement',
    length: jours(730),
    source: choice('Comme les situations d’une séance'),
  },
  {
    what: 'Lot de lettres d’information préparées ensemble : références de dossiers',
    from: 'la préparation',
    length: jours(30),
    source: choice('Le temps de réimprimer'),
  },
  {
    what: 'Message en file de rebut ou en file de réponses',
    from: 'l’arrivée dans la file',
    length: jours(14),
    source: choice('La plus longue durée du service'),
  },
];

/** What goes with its case, at its term. */
export const withTheCase =
  'Événements, résumé, avis, lignes de récapitulatifs, questions aux agents et leurs réponses, enquêtes sociales (organisme désigné, diagnostics et brouillons), lettres d’information et réponses à « qui suit ce ménage ? », décisions de rapprochement, identités et blocs (clés hachées), marques, registre, messages archivés, pièces de toutes versions, accusés.';

/** What has no term yet: nothing erases it. */
export const withoutTerm =
  'Droits des personnes habilitées, même retirés, avec qui les a donnés, confirmés et retirés ; qui a changé l’annuaire et le registre des partenaires ; recherches qu’une personne a enregistrées, tant qu’elle les garde ; chiffres annuels que les partenaires déclarent, leurs valeurs d’avant, le nom de la personne qui les a déclarés ou annulés et les mails qui les demandent, sans rien d’un ménage : la charte se suit d’année en année ; commissions et dates de leurs séances, qui y a pris connaissance de la charte, journal et mails, sans nom de ménage ; empreintes hachées sous clé d’un ménage qui s’est retiré d’une CLPIL, pour ne plus l’y inscrire, avec les références de ses dossiers et les bailleurs qui l’avaient présenté, pour son accord s’il en donne un ; ce que les signataires ont dit de leurs engagements, année par année, avec qui l’a dit, sans nom de ménage ; les comptes des indicateurs, qui ne nomment personne ; ce qui en a été publié, avec le nom de la personne qui l’a publié.';
