/** Day on which the declaration was last written. */
export const ESTABLISHED = '2026-11-30';

/** The multi-year scheme: what the law has it say (décret n° 2019-768, art. 6). The data controller makes it theirs, or changes it. */
export const scheme: readonly { title: string; lines: readonly string[] }[] = [
  {
    title: 'Politique d’accessibilité, 2027-2029',
    lines: [
      'Toute page se lit et s’emploie au clavier, sans JavaScript, à 320 pixels de large et à 200 % de zoom.',
      'Tout document produit (courrier, accusé) est un PDF balisé.',
      'Aucune exception aux essais automatiques : un défaut trouvé est corrigé, jamais mis de côté.',
    ],
  },
  {
    title: 'Organisation',
    lines: [
      'L’accessibilité est l’affaire de qui écrit chaque page ; un essai de chaque page arrête une version qui la dégrade.',
      'Le service nommé en bas de page reçoit les réclamations et y répond dans la semaine.',
      'Personne référente, formations et budget : à nommer par le responsable du traitement avant la mise en service.',
    ],
  },
  {
    title: 'Périmètre et audits',
    lines: [
      'Un seul service : Passerelle, toutes ses pages et ses documents.',
      'Audit par une personne formée avant la mise en service, puis tous les trois ans, et après toute refonte.',
    ],
  },
];

/** The year's plan, with what was done before. */
export const plan: { year: number; done: readonly string[]; next: readonly string[] } = {
  year: 2027,
  done: [
    'Pages écrites sur les composants du Système de design de l’État, sans fenêtre modale ni menu qui demande un script.',
    'Essais automatiques de toutes les pages, à deux largeurs, sans aucune règle écartée.',
    'Impression, contraste forcé, thème sombre.',
  ],
  next: [
    'Audit du RGAA sur l’échantillon ci-dessus, avec NVDA et VoiceOver.',
    'Essais avec des agents qui emploient un lecteur d’écran ou une loupe.',
    'Correction de ce que l’audit aura trouvé, et mise à jour de cette déclaration.',
  ],
};

/** The pages that an audit has to look at, as the method asks (RGAA, «échantillon»). */
export const sample: readonly string[] = [
  'accueil, contact, mentions légales, accessibilité, plan du site, aide ;',
  'connexion et refus ;',
  'une page de chaque sorte : journée, liste, dossier, formulaire, rapprochement, dépôt, administration ;',
  'un parcours entier de chaque rôle ;',
  'un document à télécharger : accusé d’une pièce, courrier d’orientation ;',
  'une page sur dix, prise au hasard.',
];
