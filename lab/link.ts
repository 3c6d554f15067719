import { program } from '../cli/program.ts';

/** Measures matching on data whose truth is known. */
export const link = program(
  "Le rapprochement des messages d'un même ménage : l'apprendre, le juger, inventer de quoi le juger.",
  {
    evaluate: {
      about: 'juge sur un fichier dont la vérité est connue',
      load: async () => (await import('./link/run-evaluate.ts')).evaluateVerb,
    },
    train: {
      about: "apprend les poids d'un fichier",
      load: async () => (await import('./link/run-train.ts')).trainVerb,
    },
    growth: {
      about: "mesure ce que coûte un message quand les dossiers s'accumulent",
      load: async () => (await import('./link/run-growth.ts')).growthVerb,
    },
    world: {
      about: 'invente des ménages et leurs messages',
      load: async () => (await import('./link/world/run-world.ts')).worldVerb,
    },
  },
);
