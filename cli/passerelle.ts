import { program, runProgram } from './program.ts';

/** The commands of operators and agents. */
export const passerelle = program('La plateforme en ligne de commande.', {
  start: {
    about: 'lance toute la plateforme sur cette machine et joue trois mois (npm start)',
    load: async () => (await import('./start.ts')).start,
  },
  route: {
    about: 'l’arrondissement et la boîte aux lettres d’un logement',
    load: async () => (await import('./route.ts')).route,
  },
  case: {
    about: 'où en est un dossier, ses échéances, et pourquoi',
    load: async () => (await import('./case.ts')).caseVerb,
  },
  'qui-suit': {
    about: 'quels organismes suivent un ménage, et qui appeler : pour le 115 et les CCAS',
    load: async () => (await import('./qui-suit.ts')).quiSuit,
  },
  communications: {
    about: 'ce qui a été dit d’un ménage aux partenaires, et les lettres qui l’en informent',
    load: async () => (await import('./communications.ts')).communications,
  },
  review: {
    about: 'ce qui attend une personne, et comment y répondre',
    load: async () => (await import('./review.ts')).review,
  },
  record: {
    about: 'enregistre ce qu’un agent sait et qu’aucun partenaire n’a envoyé',
    load: async () => (await import('./record.ts')).record,
  },
  diagnostic: {
    about: 'l’enquête sociale d’un dossier : qui en est chargé, ce qui en est écrit',
    load: async () => (await import('./diagnostic.ts')).diagnostic,
  },
  person: {
    about: 'droits d’une personne : export, effacement, gel, retour d’un dossier',
    load: async () => (await import('./person.ts')).person,
  },
  trace: {
    about: 'le chemin d’un message, de sa réception au mél',
    load: async () => (await import('./trace.ts')).trace,
  },
  partner: {
    about: 'les partenaires : en ajouter, changer un secret, mettre fin',
    load: async () => (await import('./partner.ts')).partner,
  },
  habilitation: {
    about: 'qui, nommément, peut quoi sur les pages',
    load: async () => (await import('./habilitation.ts')).habilitation,
  },
  ccapex: {
    about: 'la CCAPEX : saisines, décisions sur les aides, avis suivis',
    load: async () => (await import('./ccapex.ts')).ccapex,
  },
  commission: {
    about: 'les commissions CLPIL et CCAPEX : protocole, listes, séances, relevés',
    load: async () => (await import('./commission.ts')).commission,
  },
  engagements: {
    about: 'le suivi des engagements de la charte, année par année',
    load: async () => (await import('./engagements.ts')).engagements,
  },
  declarer: {
    about: 'les chiffres annuels de la charte : qui a répondu, en déclarer un',
    load: async () => (await import('./declarer.ts')).declarerVerb,
  },
  indicators: {
    about: 'le rapport annuel de la charte, sa version publique, et ses comptes refaits',
    load: async () => (await import('./indicators.ts')).indicators,
  },
  'check-file': {
    about: 'vérifie le fichier d’un partenaire avant de le déposer, hors ligne',
    load: async () => (await import('./check-file.ts')).checkFile,
  },
  backup: {
    about: 'sauvegarde de la table : export, reprise, exercice',
    load: async () => (await import('./backup.ts')).backup,
  },
  doctor: {
    about: 'ce qui empêche encore de déployer une étape : boîtes et adresses fictives',
    load: async () => (await import('./doctor.ts')).doctor,
  },
  rekey: {
    about: 'change la clé de rapprochement',
    load: async () => (await import('./rekey.ts')).rekey,
  },
});

if (import.meta.main) await runProgram(passerelle, 'npm run --silent passerelle --');
