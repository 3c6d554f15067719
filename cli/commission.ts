import { program } from './program.ts';

export const commission = program(
  `Les commissions : leur protocole, leurs séances, ce qui y est décidé. Variables : TABLE_NAME, MATCHING_KEY, STAGE,
MESSAGES_QUEUE_URL (sorties des piles), et l’accès AWS de qui le fait ; en local, celles que « npm start » imprime.`,
  {
    list: { about: 'les commissions', load: async () => (await import('./commission/register.ts')).list },
    show: {
      about: 'une commission, son protocole, ses séances',
      load: async () => (await import('./commission/register.ts')).showOne,
    },
    keep: {
      about: 'crée ou décrit une commission',
      load: async () => (await import('./commission/register.ts')).keep,
    },
    protocole: {
      about: 'note ce qui arrive au protocole',
      load: async () => (await import('./commission/register.ts')).protocole,
    },
    seance: { about: 'prévoit une séance', load: async () => (await import('./commission/seance.ts')).plan },
    faire: {
      about: 'invite, rappelle, ouvre, clôt, rouvre, envoie le relevé',
      load: async () => (await import('./commission/seance.ts')).faire,
    },
    modele: {
      about: 'le tableau prérempli d’un bailleur',
      load: async () => (await import('./commission/bailleur.ts')).modele,
    },
    deposer: {
      about: 'dépose le tableau d’un bailleur',
      load: async () => (await import('./commission/bailleur.ts')).deposer,
    },
    lettres: {
      about: 'les lettres aux locataires',
      load: async () => (await import('./commission/bailleur.ts')).lettres,
    },
    transmettre: {
      about: 'transmet la liste d’un bailleur',
      load: async () => (await import('./commission/bailleur.ts')).transmettreListe,
    },
    situations: {
      about: 'les situations d’une séance',
      load: async () => (await import('./commission/situations.ts')).situations,
    },
    dire: {
      about: 'ce qu’un membre sait d’une situation',
      load: async () => (await import('./commission/situations.ts')).say,
    },
    decider: {
      about: 'décide d’une situation',
      load: async () => (await import('./commission/situations.ts')).decide,
    },
    compte: {
      about: 'ce qu’une mesure est devenue',
      load: async () => (await import('./commission/situations.ts')).compte,
    },
    retirer: {
      about: 'un ménage ne veut pas être examiné',
      load: async () => (await import('./commission/situations.ts')).retirer,
    },
    fichier: {
      about: 'relevé, lettres, tableau, export',
      load: async () => (await import('./commission/files.ts')).fichier,
    },
    bilan: { about: 'le bilan annuel', load: async () => (await import('./commission/register.ts')).bilan },
  },
);
