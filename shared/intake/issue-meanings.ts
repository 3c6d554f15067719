import type { Issue } from './issue.ts';

/** What each code means to whoever reads it, in French. A code without a meaning does not compile. */
export const issueMeanings: Record<Issue['code'], string> = {
  JSON_ILLISIBLE:
    'Le message, ou les données d’une pièce, n’est pas du JSON lisible, ou dépasse la taille permise.',
  CHAMP_MANQUANT: 'Champ absent : motif de refus s’il est obligatoire, sinon avertissement.',
  CHAMP_INVALIDE:
    'Valeur qui ne convient pas ; « expected » dit ce qui est attendu. Dans un champ facultatif, elle est ignorée.',
  CHAMP_INCONNU: 'Champ qui n’est pas du format ; il est ignoré.',
  VERSION_INCONNUE: '« version » n’est pas "1".',
  EXPEDITEUR_INATTENDU: '« sender » n’est pas le titulaire du canal.',
  IDENTIFIANT_REUTILISE: '« messageId » a déjà servi pour un autre contenu.',
  HORS_DEPARTEMENT: 'Le logement n’est pas en Seine-et-Marne ; le message nomme son département.',
  COMMUNE_A_VERIFIER:
    'La commune n’est pas certaine : donnez le code INSEE. Une personne la vérifie s’il le faut.',
  ADRESSE_CONTRADICTOIRE: 'Code INSEE et code postal ne concordent pas ; le code INSEE est retenu.',
  DATE_FUTURE: 'La date de l’acte est dans le futur.',
  DOSSIER_A_VERIFIER: 'N’est plus envoyé : ce que le hub sait par d’autres ne change pas votre réponse.',
  PRECISION_DEMANDEE: 'Une personne demande une précision ; « expected » dit laquelle.',
  PIECE_ABSENTE: 'Les données sont arrivées sans leur pièce.',
  DONNEES_ABSENTES: 'La pièce est arrivée sans ses données.',
  PIECE_PAS_PDF: 'Le fichier n’est pas un PDF.',
  PIECE_CHIFFREE: 'Le PDF est protégé par un mot de passe ou chiffré.',
  PIECE_ILLISIBLE: 'Le PDF ne s’ouvre pas : incomplet ou endommagé.',
  PIECE_TROP_GRANDE: 'Le fichier, ou le corps d’une requête, dépasse la taille permise.',
  PREFIXE_ETUDE: 'Dépôt hors du préfixe d’une étude.',
  PIECE_INFECTEE:
    'L’antivirus a trouvé un logiciel malveillant, ou n’a pas pu ouvrir le fichier ; le dépôt est mis à l’écart.',
  FICHIER_FORMAT: 'Le fichier n’est ni un CSV, ni un XLSX, ni du JSON Lines.',
  FICHIER_ILLISIBLE: 'Le fichier est incomplet, endommagé ou protégé ; aucune ligne n’a été traitée.',
  FICHIER_VIDE: 'Le fichier n’a aucune ligne de données.',
  FICHIER_TROP_GRAND: 'Le fichier, ou ce qu’il devient une fois décompressé, est trop volumineux.',
  FICHIER_TROP_LONG: 'Le fichier a plus de 250 000 lignes ; aucune n’a été traitée.',
  FICHIER_PREFIXE: 'Le dépôt n’est sous le préfixe d’aucun partenaire.',
  COLONNES_ABSENTES: 'Des colonnes obligatoires sont absentes ; aucune ligne n’a été traitée.',
  ACCES_REFUSE: 'Le jeton n’est celui d’aucune étude.',
  PIECE_INCONNUE: 'Aucune pièce de votre étude n’a ce numéro.',
  PIECE_NON_ENREGISTREE: 'La pièce est attendue, ou a été refusée : elle n’a pas d’accusé.',
};
