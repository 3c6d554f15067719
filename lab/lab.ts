import { program, runProgram } from '../cli/program.ts';

/** The commands that prove and measure; nothing here is deployed. */
export const lab = program('Ce qui éprouve et mesure la plateforme, sur les moteurs embarqués.', {
  link: {
    about: 'le rapprochement, sur des données dont la vérité est connue',
    load: async () => (await import('./link.ts')).link,
  },
  bench: {
    about: 'tailles, démarrages, requêtes, débit et délais (docs/performance.md)',
    load: async () => (await import('./bench/bench.ts')).bench,
  },
  growth: {
    about: 'les mêmes de 1 000 à 1 000 000 de dossiers (docs/performance-growth.md)',
    load: async () => (await import('./bench/growth.ts')).growth,
  },
  pages: {
    about: 'les pages du portail à 1 000 et 100 000 dossiers (docs/performance-pages.md)',
    load: async () => (await import('./bench/pages.ts')).pages,
  },
  crowd: {
    about: 'cinquante agents à leurs pages pendant qu’un fichier de 20 000 lignes arrive',
    load: async () => (await import('./bench/crowd.ts')).crowd,
  },
  commissions: {
    about: 'le tableau d’un bailleur, une séance et ses documents (docs/performance-commissions.md)',
    load: async () => (await import('./bench/commissions.ts')).commissions,
  },
  watch: {
    about: 'la veille d’un jour sur 100 000 dossiers ouverts (docs/performance-watch.md)',
    load: async () => (await import('./bench/watch.ts')).watch,
  },
  counters: {
    about: 'ce que coûtent les indicateurs à un million d’événements (docs/performance-indicators.md)',
    load: async () => (await import('./bench/counters.ts')).counters,
  },
  files: {
    about: 'une table de 200 000 lignes de la CAF : débit, mémoire, rien de perdu',
    load: async () => (await import('./bench/files.ts')).files,
  },
  identity: {
    about: 'le débit quand un numéro nomme le dossier, auprès d’une autre version',
    load: async () => (await import('./bench/identity.ts')).identity,
  },
  memory: {
    about: 'un récepteur à la part de processeur que donne chaque mémoire',
    load: async () => (await import('./bench/memory.ts')).memory,
  },
  pictures: {
    about: 'les images du guide du portail (docs/fr), prises par Chromium',
    load: async () => (await import('./pictures.ts')).pictures,
  },
  cost: {
    about: 'ce que coûte une année (docs/cost.md)',
    load: async () => (await import('./bench/cost.ts')).cost,
  },
  chaos: {
    about: 'des pannes à chaque appel, puis la réparation et la preuve (docs/chaos.md)',
    load: async () => (await import('./chaos/chaos.ts')).chaos,
  },
  fuzz: {
    about: 'des messages et des fichiers abîmés à chaque entrée',
    load: async () => (await import('./fuzz/fuzz.ts')).fuzz,
  },
  peers: {
    about: 'chaque étape déployée sur LocalStack, et ses partenaires joués (docs/engines.md)',
    load: async () => (await import('./peers/peers.ts')).peers,
  },
  donnees: {
    about: 'les données ouvertes du rapport annuel, jugées par frictionless',
    load: async () => (await import('./documents/donnees.ts')).donnees,
  },
  documents: {
    about: 'chaque document qu’une personne reçoit, jugé par veraPDF (PDF/UA-1)',
    load: async () => (await import('./documents/documents.ts')).documents,
  },
  mutation: {
    about: 'change le domaine morceau par morceau : ses tests doivent échouer (docs/mutation.md)',
    load: async () => (await import('./mutation/mutation.ts')).mutation,
  },
});

if (import.meta.main) await runProgram(lab, 'npm run --silent lab --');
