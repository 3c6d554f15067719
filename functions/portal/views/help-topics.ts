/** A part of the help, and the addresses whose pages it explains. */
export type HelpTopic = {
  /** Its place in the page of help: `/aide#id`. */
  readonly id: string;
  readonly title: string;
  /** Paths of the pages that it explains, and of all under them; `*` stands for one element. */
  readonly of: readonly string[];
  readonly text: readonly string[];
};

/** The help, in the order in which it is read. */
export const helpTopics: readonly HelpTopic[] = [
  {
    id: 'connexion',
    title: 'Se connecter, se déconnecter',
    of: ['/connexion'],
    text: [
      'L’entrée se fait par ProConnect, avec votre adresse professionnelle. Passerelle ne connaît aucun mot de passe.',
      'ProConnect dit qui vous êtes ; ce que vous pouvez faire ici vous est donné nommément par un administrateur de votre service. S’il vous manque un droit, la page le dit et nomme l’adresse à lui donner.',
      'Une session s’arrête après trente minutes sans rien faire, et après dix heures en tout. « Se déconnecter », en haut de chaque page, ferme aussi celle de ProConnect.',
    ],
  },
  {
    id: 'journee',
    title: 'Ma journée',
    of: ['/journee', '/engagements'],
    text: [
      'Ce qui engage l’État vient d’abord, avec les jours qui restent avant un refus par le silence, puis ce qui est à prendre et ce qui est à trancher. Chaque nombre ouvre la liste correspondante, déjà filtrée.',
      'Une étiquette dit pourquoi un dossier est là ; elle disparaît quand vous l’avez lu.',
      'En cas d’absence, « Prises », dans les alertes, mène à ce que chaque collègue a pris.',
    ],
  },
  {
    id: 'dossiers',
    title: 'La liste des dossiers',
    of: ['/dossiers'],
    text: [
      'Les filtres sont dans l’adresse de la page : la garder en favori garde la vue. Une phrase au-dessus de la liste dit ce qui est filtré ; chaque croix retire un filtre.',
      'On trie en suivant le titre d’une colonne. La liste ne montre que les dossiers de vos arrondissements.',
    ],
  },
  {
    id: 'dossier',
    title: 'Un dossier',
    of: ['/dossiers/*'],
    text: [
      'La première phrase dit ce qui est en jeu et depuis quand ; « pourquoi » en donne les dates et le texte de loi.',
      'Vient ensuite la procédure : ce qui est fait, ce qui est attendu, ce qui est suspendu. Le tableau qui suit le dessin dit la même chose en mots.',
      'Ouvrir un dossier laisse une trace : qui, quand, quelle page. La personne chargée de la protection des données peut la lire.',
    ],
  },
  {
    id: 'rattachements',
    title: 'Comment un message est arrivé dans un dossier',
    of: ['/dossiers/*/rattachements', '/dossiers/*/detacher'],
    text: [
      'Un message va à un dossier par une référence déjà connue, ou parce que noms, dates et adresse se ressemblent assez : la page dit ce qui a été comparé.',
      'Un relecteur détache un message qui n’est pas de ce ménage : il ouvre un dossier à lui seul, et l’annule le jour même.',
    ],
  },
  {
    id: 'consigner',
    title: 'Consigner ce qu’aucun partenaire n’a envoyé',
    of: ['/dossiers/*/consigner', '/dossiers/*/actes'],
    text: [
      'Un acte par page, sa date d’abord. Avant l’envoi, la page dit ce qui va suivre : les échéances qui se ferment, les personnes prévenues.',
      'Un acte consigné s’annule le jour même ; ensuite, un autre acte le corrige.',
    ],
  },
  {
    id: 'alertes',
    title: 'Les alertes',
    of: ['/alertes'],
    text: [
      'Une alerte est reçue, prise, rendue (« ce n’est pas pour moi », avec la raison) ou faite. Tant que personne ne la prend, elle reste visible et elle est rappelée.',
      '« Nous ne connaissons pas ce ménage » n’est pas une raison de rendre une alerte : c’est une raison d’aller vers lui.',
    ],
  },
  {
    id: 'commissions',
    title: 'Les commissions',
    of: ['/commissions'],
    text: [
      'Vous voyez les commissions où vous siégez, et de chaque ménage la part qui revient à votre organisme. Un bailleur ne voit que ses ménages. La charte de confidentialité se lit avant la première liste de chaque séance.',
      'Une CLPIL suit un ordre : une lettre à chaque locataire, quinze jours pour refuser, la liste un mois avant, la séance, le relevé. Chaque date est sur la page de la séance ; une ligne dont la lettre est partie trop tard n’est pas inscrite.',
      'En salle, les décisions se tapent au clavier : la page dit les touches. Ce qui est tapé sans réseau attend dans cet onglet, et part quand le réseau revient. Si quelqu’un d’autre a décidé du même ménage, rien n’est écrasé : la page montre sa décision.',
      'Un ménage qui ne veut pas être examiné est retiré à tout moment, partout. Clore une séance porte ses décisions dans les dossiers ; la rouvrir les reprend.',
    ],
  },
  {
    id: 'communications',
    title: 'Ce qui a été dit d’un ménage, et la lettre qui l’en informe',
    of: ['/dossiers/*/communications', '/communications'],
    text: [
      'Le registre réunit ce qui est parti vers un partenaire : méls, listes et relevés des commissions, diagnostics, réponses à « qui suit ce ménage ? ». Ce qui a été dit de vive voix n’y est pas.',
      'La loi du 2 janvier 2002 veut que le ménage le sache. Une lettre réunit ce qui a été dit depuis la précédente ; ce qu’une autre lettre a déjà dit n’y revient pas.',
      'Préparer une lettre la date et la garde : elle se réimprime, et la suivante ne redit que ce qui est nouveau. Passerelle ne sait pas si elle est postée.',
      '« Lettres » en prépare jusqu’à cinquante pour un arrondissement, les ménages qui attendent depuis le plus longtemps d’abord, en un seul PDF.',
    ],
  },
  {
    id: 'indicateurs',
    title: 'Les indicateurs',
    of: ['/indicateurs'],
    text: [
      'Ce que l’annexe 3 de la charte demande chaque année : ce qui se compte dans les dossiers, une minute après ce qui arrive, et ce que les partenaires déclarent une fois par an. Un chiffre que personne n’a déclaré se lit « non déclaré », non zéro.',
      'Un chiffre mène à sa définition, à ce qu’on n’en sait pas, à ce qu’il valait les années d’avant et, pour un agent, aux dossiers de ses arrondissements qui le font.',
      'Un fait compte dans l’année où il a eu lieu, même appris plus tard : une année passée peut encore changer. Un dossier effacé reste compté, sans que rien ne dise lequel.',
      'Un partenaire lit les chiffres de tout le département ; par arrondissement, ils ne sont qu’à l’État, car ils tiennent parfois à un ménage.',
    ],
  },
  {
    id: 'charte',
    title: 'Le suivi de la charte',
    of: ['/charte'],
    text: [
      'Les 158 engagements de la charte, par signataire, et ce que chacun est devenu dans l’année : fait, en cours, non fait, ou non renseigné. Une barre pleine est ce qui est fait, une demi-barre ce qui est en cours, une barre creuse ce qui n’est pas fait ; les nombres sont à côté.',
      'Un agent de l’État parle de tous les engagements ; une personne habilitée pour un partenaire, de ceux de son signataire. Les engagements de l’annexe 2, pris par tous, reviennent aux agents. Tous lisent le tout.',
      'Une preuve est une page du portail, une sorte d’événement, un indicateur ou une note. Une note ne nomme personne d’un ménage.',
      'Rien de ce qui a été dit ne disparaît : une correction s’ajoute. Son auteur annule son dernier mot le jour même. Une année commence par le dernier mot de la précédente, marqué « repris », jusqu’à ce que quelqu’un le confirme.',
    ],
  },
  {
    id: 'qui-suit',
    title: 'Qui suit ce ménage ?',
    of: ['/qui-suit'],
    text: [
      'Pour le 115 et les CCAS : un nom, un prénom et une date de naissance donnent les organismes à l’œuvre et qui appeler. Rien d’autre n’est dit : ni adresse, ni dette, ni procédure.',
      'Le nom et le prénom se retrouvent à l’oreille ; la date de naissance doit être exacte. Un 1er janvier mis faute de mieux ne trouve personne.',
      'Chaque question est gardée : qui, quand, et sur quel dossier. Le ménage en est informé. Ce qui est tapé ici n’est gardé nulle part.',
    ],
  },
  {
    id: 'rapprochements',
    title: 'Les rapprochements et les communes à trancher',
    of: ['/rapprochements', '/communes-a-trancher'],
    text: [
      'Deux dossiers côte à côte, une ligne par fait ; ce qui diffère est dit en mots. Sous chaque réponse, ce qu’elle fait.',
      'Au clavier, les touches 1 à 4 répondent. Une réponse s’annule tant que la session dure.',
      'Dans le doute, ne réunissez pas : « demander au partenaire » propose la question à lui poser.',
    ],
  },
  {
    id: 'deposer',
    title: 'Déposer pour une étude ou un partenaire',
    of: ['/partenaires'],
    text: [
      'Choisissez ou glissez les PDF, dites pour chacun de quel acte il s’agit, puis remplissez les champs demandés. Chaque ligne donne son accusé, ou dit ce qui est à revoir, à côté du champ.',
      'Un PDF pèse 25 Mo au plus et ne doit pas être protégé par un mot de passe. Déposer deux fois la même pièce ne change rien.',
      'Sans JavaScript, le dépôt se fait un fichier à la fois, avec les mêmes mots.',
    ],
  },
  {
    id: 'droits',
    title: 'Mes droits',
    of: ['/mon-compte'],
    text: [
      '« Mes droits » dit ce qui vous a été donné, sur quoi, jusqu’à quand et par qui. Le nom en haut de chaque page y mène.',
      'Un droit se donne à une personne nommée, pour un rôle et un territoire ou un partenaire, d’un jour à un autre. Retiré, il cesse à la page suivante.',
    ],
  },
  {
    id: 'contrats',
    title: 'Les contrats et les guides des partenaires',
    of: ['/contrats'],
    text: [
      'Pour qui envoie par une file, un fichier ou l’API : chaque champ de chaque message, un exemple, et ce que disent les réponses.',
    ],
  },
  {
    id: 'ccapex',
    title: 'La CCAPEX : saisines, aides, avis',
    of: ['/commissions/*/saisines', '/commissions/*/aides', '/commissions/*/avis'],
    text: [
      'Une saisine attend tant que rien n’y répond : une inscription à l’ordre du jour ou un avis pour une situation, une décision pour une aide. La liste suit les dossiers réunis, détachés ou terminés ; le plus urgent vient d’abord, et dit pourquoi.',
      'Les critères sont ceux que dit la saisine, puis ceux que montre le dossier (« constaté »), par des seuils choisis ici, que le règlement intérieur de la commission peut changer.',
      'Sans décision, l’aide au logement est maintenue. Une décision part aussitôt sur la file de la CAF ou de la MSA ; le jour où elle y est remise est celui de sa notification, et une suspension prend effet le premier jour du mois suivant. Le dossier la porte au plus tard le lendemain matin.',
      'Chaque membre voit sa part : la MSA ses ressortissants, la Banque de France les ménages sur lesquels la commission l’interroge.',
    ],
  },
  {
    id: 'administration',
    title: 'Administrer le hub',
    of: ['/administration'],
    text: [
      'Chaque droit est donné à une personne nommée, et confirmé deux fois par an par un autre administrateur que celui qui l’a. Un droit en retard de revue continue ; il reste dans la liste. Retirer un droit ferme les pages de la personne aussitôt.',
      'Une adresse ajoutée à l’annuaire sert en moins de deux minutes, sans déploiement. « Reçoit » veut dire que le serveur de la boîte a accepté le dernier mél, pas que quelqu’un l’a lu.',
      'Ajouter, fermer ou rouvrir un partenaire reste une commande de qui exploite le hub : elle déploie ce qui n’est qu’à lui.',
    ],
  },
  {
    id: 'enquete',
    title: 'Demander l’enquête sociale, et transmettre le diagnostic',
    of: ['/dossiers/*/enquete'],
    text: [
      'Désignez un seul organisme, MDS ou CCAS, pour chaque enquête : ses personnes trouvent le dossier dans leurs diagnostics, et l’autre est prévenu. Remplacer un organisme lui retire le dossier ; le jour même, retirer la désignation annule aussi la demande.',
      'Vous voyez qui est chargé de l’enquête, quand elle a été enregistrée et ce qui reste de jours ; son contenu, une fois rendue seulement.',
      'Le diagnostic va au juge et à la CCAPEX au plus tard cinq jours ouvrés avant l’audience : visez six. « Tout ce qui est utile au juge » y joint les avis, le plan et le surendettement. La page compte les jours entre la réception et l’envoi.',
    ],
  },
  {
    id: 'diagnostics',
    title: 'Remplir un diagnostic',
    of: ['/diagnostics'],
    text: [
      'La liste montre les enquêtes que l’État vous a confiées, l’audience la plus proche d’abord. Personne d’un autre organisme ne les lit.',
      'Le formulaire se remplit par parties, dans l’ordre que vous voulez ; chaque partie s’enregistre en brouillon. Ce que le dossier sait est déjà dans les champs, avec d’où cela vient : une partie préremplie se relit et s’enregistre.',
      'Le locataire et le bailleur sont invités tous deux à présenter leurs observations : dites le jour, le moyen, et ce qu’ils ont dit ou qu’ils n’ont pas répondu. Le locataire et le bailleur reçoivent une copie.',
      'Si quelqu’un de votre organisme enregistre la même partie avant vous, la page montre ce qu’il a écrit à côté de ce que vous avez tapé : rien n’est perdu.',
      '« Nous ne connaissons pas ce ménage » n’est pas une raison de ne pas faire l’enquête. La carence se dit quand le ménage n’a pas répondu, après les invitations faites.',
    ],
  },
  {
    id: 'lectures',
    title: 'Qui a lu quoi',
    of: ['/lectures'],
    text: [
      'Chaque lecture d’un dossier est gardée cinq ans : qui, quand, par quelle page ou commande, quel dossier. Un nom mène aux lectures de cette personne. Consulter ces lectures en est une.',
    ],
  },
  {
    id: 'site',
    title: 'Le site lui-même',
    of: ['/'],
    text: [
      'Tout se fait sans JavaScript et au clavier. Les couleurs suivent le réglage clair ou sombre de votre ordinateur. Une page s’imprime sans ses menus.',
      'Quand un formulaire est refusé, les points à revoir sont en haut de la page, et chacun mène à son champ ; rien de ce qui a été tapé n’est perdu.',
      'Un défaut, une question : écrivez au service nommé ci-dessous.',
    ],
  },
];

const elements = (path: string): string[] => path.split('/').filter(Boolean);

/** How many elements of a page's path a topic's one covers; −1 when it is of another page. */
const covered = (path: readonly string[], of: readonly string[]): number =>
  of.length <= path.length && of.every((one, n) => one === '*' || one === path[n]) ? of.length : -1;

/** The part of the help that explains a page: the one that covers most of its path. */
export const helpOf = (path: string): HelpTopic['id'] => {
  const asked = elements(path);
  let best = { id: 'site', length: -1 };
  for (const { id, of } of helpTopics)
    for (const one of of) {
      const length = covered(asked, elements(one));
      if (length > best.length) best = { id, length };
    }
  return best.id;
};
