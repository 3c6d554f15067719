/** Whole dossiers: what the procedure, the delays and the liability make of them together. */
const dossiers = ['dossiers', 'dossiers-attacked', 'dossiers-read'];

/**
 * The folders of shared/domain, each with the specifications (test/unit) that test it. A mutant is judged only by the
 * specifications of its own folder. The score is thus a lower bound, and a mutant costs a tenth of what all tests would.
 */
export const specifications: Readonly<Record<string, readonly string[]>> = {
  calendar: ['calendar'],
  delays: ['delays', 'delay-rules', 'explanations', 'alerts', ...dossiers],
  procedure: ['procedure', 'marks', 'situation', ...dossiers],
  case: ['case-of', 'standing', 'agenda', 'ends', 'episodes', 'retention', 'opinions', 'undone'],
  flags: ['flags', ...dossiers],
  indicateurs: [
    ...[
      'indicateurs',
      'indicateurs-dossiers',
      'indicateurs-exacts',
      'indicateurs-histories',
      'declares',
      'secret',
      'secret-attaque',
    ],
  ],
  engagements: ['engagements', 'engagements-suivi', 'engagements-dits'],
  rapport: ['rapport', 'rapport-public', 'rapport-fichiers'],
  lists: ['lists'],
  commissions: [
    'commissions-acces',
    'commissions-bilan',
    'commissions-ccapex',
    'ccapex-saisines',
    'commissions-commission',
    'commissions-echeances',
    'commissions-liste',
    'commissions-menages',
    'commissions-protocole',
    'commissions-seance',
  ],
  dsf: ['dsf-formulaire', 'dsf-jours'],
  suivi: ['qui-suit'],
  communications: ['communications'],
  ccapex: ['ccapex-saisines'],
  habilitation: ['habilitation'],
  // Its properties try hundreds of procedures each: too long for every mutant.
  responsabilite: ['responsabilite', ...dossiers],
  notices: ['notices', 'undone'],
  territory: ['territory'],
  review: ['reviews'],
  reference: ['reference', 'spoken'],
  matching: [
    'matching',
    'matching-vetoes',
    'matching-forms',
    'matching-levels',
    'matching-policy',
    'matching-cases',
    'numbers',
  ],
  events: ['events', 'author', 'windows'],
  erasure: ['erasure'],
  retention: ['retention'],
  text: ['doubled', 'plain-text', 'territory', 'matching-forms'],
};

/** The files of a folder that are mutated. Files without behaviour are left out (see docs/mutation.md). */
export const mutated = (folder: string): string[] => [
  `shared/domain/${folder}/**/*.ts`,
  '!**/*.d.ts',
  '!**/*.generated.ts',
];
