import type { Issue } from './issue.ts';

/** What each code means to whoever reads it, in French. A code without a meaning does not compile. */
export const issueMeanings: Record<Issue['code'], string> = {
  JSON_ILLISIBLE:
    'Le message, ou les données d’une pièce, n’est pas du JSON lisible, ou dépasse la taille permise.',
  CHAMP_MANQUANT: 'Champ absent : motif de refus s’il est obligatoire, sinon avertissement.',
  CHAMP_INVALIDE:
    'Valeur qui ne convient pas ; « expected » dit ce qui est attendu. Dans un champ facultatif, elle est ignorée.',
  CHAMP_INCONNU: 'Champ qui n’est pas du format ; il est ignoré.',
  CHAMP_DOUBLE:
    'Champ donné deux fois dans un objet JSON : le dernier est retenu. Colonne donnée deux fois, de valeurs différentes : la première est retenue.',
  AUTRES_PROBLEMES:
    'Il y a d’autres problèmes que ceux qui sont énumérés ; « message » dit combien. Corrigez ceux-ci, puis renvoyez.',
  MESSAGE_TROP_GRAND: 'Le message, ou la ligne d’un fichier, dépasse 256 Ko : rien n’en est enregistré.',
  NON_TRAITE:
    'De notre fait, la ligne d’un fichier ou la requête n’a pas pu être traitée. Nous en sommes avertis ; renvoyez la ligne dans un autre fichier, la requête telle quelle.',
  VERSION_INCONNUE: '« version » n’est pas "1".',
  EXPEDITEUR_INATTENDU: '« sender » n’est pas le titulaire du canal.',
  IDENTIFIANT_REUTILISE: '« messageId » a déjà servi pour un autre contenu.',
  HORS_DEPARTEMENT: 'Le logement n’est pas en Seine-et-Marne ; le message nomme son département.',
  COMMUNE_A_VERIFIER:
    'La commune n’est pas certaine, ou le code INSEE, le code postal et le nom ne désignent pas la même : une personne la vérifie.',
  ADRESSE_CONTRADICTOIRE:
    'La commune nommée n’est pas de celles du code postal, qui décide seul de l’arrondissement.',
  DATE_FUTURE: 'La date de l’acte est dans le futur.',
  DATE_INVRAISEMBLABLE:
    'Date trop ancienne ou trop lointaine pour ce champ ; « expected » dit entre quelles dates. Dans un champ facultatif, elle est ignorée.',
  TEXTE_ABIME:
    'Texte abîmé par un changement d’encodage (« Ã© » pour « é ») : enregistré tel quel ; renvoyez-le bien encodé.',
  DATES_CONTRADICTOIRES:
    'Une date vient avant ce qu’elle suit (une audience avant l’acte, une fin avant son début) : enregistrée telle quelle.',
  NUMERO_INVRAISEMBLABLE:
    'Numéro qui n’est celui de personne (zéros, NEANT, nombre abîmé par un tableur…) : le message est enregistré, ce numéro ne sert pas à reconnaître le dossier.',
  DOSSIER_A_VERIFIER: 'N’est plus envoyé : ce que le hub sait par d’autres ne change pas votre réponse.',
  PRECISION_DEMANDEE: 'Une personne demande une précision ; « expected » dit laquelle.',
  PIECE_ABSENTE: 'Les données sont arrivées sans leur pièce, ou le dépôt n’est plus là.',
  DONNEES_ABSENTES: 'La pièce est arrivée sans ses données.',
  PIECE_PAS_PDF: 'Le fichier n’est pas un PDF.',
  PIECE_CHIFFREE: 'Le PDF est protégé par un mot de passe ou chiffré.',
  PIECE_ILLISIBLE: 'Le PDF ne s’ouvre pas : incomplet ou endommagé.',
  PAGES_ILLISIBLES:
    'Le PDF s’ouvre, mais des pages en sont perdues (copie abîmée) : la pièce est enregistrée, à redéposer entière.',
  PIECE_TROP_GRANDE: 'Le fichier, ou le corps d’une requête, dépasse la taille permise.',
  PREFIXE_ETUDE: 'Dépôt hors du préfixe d’une étude.',
  PIECE_INFECTEE:
    'L’antivirus a trouvé un logiciel malveillant, ou n’a pas pu ouvrir le fichier ; le dépôt est mis à l’écart.',
  PIECE_NON_ANALYSEE:
    'L’antivirus n’a pas répondu pendant un jour, sans que le fichier soit en cause : déposez-le à nouveau.',
  PIECE_REMPLACEE:
    'Un autre fichier a été enregistré pour les mêmes données ; le message dit laquelle des pièces il remplace. L’acte reste un seul.',
  FICHIER_FORMAT: 'Le fichier n’est ni un CSV, ni un classeur XLSX ou ODS, ni du JSON Lines.',
  FICHIER_ILLISIBLE: 'Le fichier est incomplet, endommagé ou protégé ; aucune ligne n’a été traitée.',
  FICHIER_VIDE: 'Le fichier n’a aucune ligne de données.',
  FICHIER_TROP_GRAND: 'Le fichier, ou ce qu’il devient une fois décompressé, est trop volumineux.',
  FICHIER_TROP_LONG: 'Le fichier a plus de 250 000 lignes ; aucune n’a été traitée.',
  FICHIER_PREFIXE: 'Le dépôt n’est sous le préfixe d’aucun partenaire.',
  FICHIER_DISPARU: 'Le fichier a été supprimé avant d’être lu en entier ; déposez-le à nouveau.',
  COLONNES_INCONNUES: 'Le fichier est traité ; ces colonnes, que la table n’a pas, ne sont pas lues.',
  FEUILLES_NON_LUES:
    'Le fichier est traité ; ces feuilles du classeur ne sont pas lues : une feuille par fichier.',
  LIGNE_ECARTEE: 'Ligne masquée, filtrée ou barrée dans le classeur : refusée sans être lue.',
  CELLULES_EN_TROP:
    'Ligne de plus de cellules que les en-têtes : un séparateur écrit dans un texte, sans guillemets, a décalé les suivantes. Refusée sans être lue.',
  COLONNES_ABSENTES: 'Des colonnes obligatoires sont absentes ; aucune ligne n’a été traitée.',
  ACCES_REFUSE: 'Le jeton n’est celui d’aucune étude.',
  PIECE_INCONNUE: 'Aucune pièce de votre étude n’a ce numéro.',
  PIECE_NON_ENREGISTREE: 'La pièce est attendue, ou a été refusée : elle n’a pas d’accusé.',
  INDICATEUR_INATTENDU:
    'Ce n’est pas un des chiffres que votre organisme déclare, ou son libellé en désigne plusieurs ; « expected » dit lesquels il déclare.',
  ANNEE_NON_DECLARABLE:
    'Cette année ne se déclare pas, ou pas encore : toute année finie depuis 2018, et l’année en cours à partir du 1er décembre.',
  PARTIE_TROP_GRANDE:
    'Une partie dépasse son tout, pour la même année ; « message » donne les deux chiffres. Pour baisser les deux, envoyez la partie d’abord.',
  CHIFFRE_INHABITUEL:
    'Cinq fois plus, ou moins, que l’année précédente : enregistré tel quel. S’il est faux, envoyez le bon.',
};
