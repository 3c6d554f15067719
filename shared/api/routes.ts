import * as z from 'zod/mini';
import { pieceSchema } from '../intake/partners/huissier/partner.ts';
import { explocReceiptBody } from '../intake/pieces/exploc.ts';
import { receiptSchema } from '../outbound/receipts/receipt.ts';
import type { Answer, Route } from './route.ts';
import {
  depositSchema,
  explocPageSchema,
  fileAnnouncedSchema,
  fileStatusSchema,
  piecePageSchema,
  pieceStatusSchema,
  problemSchema,
  takenSchema,
  unreadPageSchema,
} from './schemas.ts';

const id = {
  in: 'path',
  description: 'Numéro d’enregistrement',
  schema: z.string().check(z.regex(/^\d{8}-[0-9a-f]{16}$/)),
} as const;
const jour = {
  in: 'path',
  description: 'Jour de réception, AAAA-MM-JJ, heure de Paris',
  schema: z.iso.date(),
} as const;
const apres = {
  in: 'query',
  description: 'Suite d’une liste : la valeur « next » de la réponse précédente',
  schema: z.optional(z.string().check(z.regex(/^\d{8}-[0-9a-f]{16}$/))),
} as const;
const problem = (description: string): Answer => ({ description, body: problemSchema });
const unknown = problem('Aucune pièce de votre étude n’a ce numéro');
const malformed = problem('Un paramètre n’a pas la forme attendue');
const notRegistered = problem('La pièce n’est pas enregistrée : attendue, ou refusée');

/**
 * Every operation of the HTTP API, version 1. The token identifies the partner: no path names one, so none can reach what is
 * another's.
 */
export const routes = [
  {
    operationId: 'envoyerMessage',
    method: 'POST',
    path: '/v1/messages',
    scope: 'passerelle/messages.deposer',
    summary: 'Envoyer un message',
    description:
      'Un message d’un de vos formats (docs/contracts). S’il est refusé par son format, la réponse le dit aussitôt et rien n’est enregistré ; sinon il est pris, et sa réponse est à lire sous /v1/reponses. Le même message envoyé deux fois n’est enregistré qu’une.',
    body: z.record(z.string(), z.unknown()),
    answers: {
      202: { description: 'Pris : la réponse suivra', body: takenSchema },
      413: problem('Message de plus de 256 Ko'),
      422: problem('Le message ne peut pas être enregistré'),
    },
  },
  {
    operationId: 'listeReponses',
    method: 'GET',
    path: '/v1/reponses',
    scope: 'passerelle/messages.lire',
    summary: 'Réponses non lues',
    description:
      'Les plus anciennes réponses que vous n’avez pas retirées, cinquante au plus. Une réponse peut venir deux fois : la retirer deux fois est sans effet. Qui a des files SQS lit les siennes là, et n’en trouve aucune ici.',
    answers: { 200: { description: 'Réponses', body: unreadPageSchema } },
  },
  {
    operationId: 'retirerReponse',
    method: 'DELETE',
    path: '/v1/reponses/{id}',
    scope: 'passerelle/messages.lire',
    summary: 'Retirer une réponse lue',
    description: 'Dit que la réponse est lue : elle ne sera plus donnée.',
    parameters: {
      id: {
        in: 'path',
        description: 'Numéro donné avec la réponse',
        schema: z.string().check(z.regex(/^\d{8}T\d{9}Z-[0-9a-f]{32}$/)),
      },
    },
    answers: { 204: { description: 'Retirée' }, 422: malformed },
  },
  {
    operationId: 'annoncerFichier',
    method: 'POST',
    path: '/v1/fichiers',
    scope: 'passerelle/messages.deposer',
    summary: 'Annoncer un fichier',
    description:
      'Donne un numéro, et un formulaire de dépôt valable dix minutes pour un fichier (CSV, XLSX, ODS ou JSON, 100 Mo au plus), lu comme un dépôt sous drop/.',
    answers: { 201: { description: 'Le fichier est attendu', body: fileAnnouncedSchema } },
  },
  {
    operationId: 'etatFichier',
    method: 'GET',
    path: '/v1/fichiers/{id}',
    scope: 'passerelle/messages.lire',
    summary: 'Compte rendu d’un fichier',
    description: 'Dit si le fichier est lu, et où lire son compte rendu, ligne par ligne.',
    parameters: {
      id: {
        in: 'path',
        description: 'Numéro du fichier',
        schema: z.string().check(z.regex(/^[0-9a-f]{32}$/)),
      },
    },
    answers: { 200: { description: 'État du fichier', body: fileStatusSchema }, 422: malformed },
  },
  {
    operationId: 'deposerPiece',
    method: 'POST',
    path: '/v1/pieces',
    scope: 'passerelle/pieces.deposer',
    summary: 'Annoncer une pièce',
    description:
      'Donne les données de la pièce et reçoit un formulaire de dépôt, valable dix minutes, pour son seul fichier (PDF de 25 Mo au plus). Annoncer deux fois les mêmes données le même jour donne le même numéro.',
    body: pieceSchema,
    answers: {
      200: { description: 'La pièce est déjà enregistrée', body: depositSchema },
      201: { description: 'Le fichier est attendu', body: depositSchema },
      413: problem('Données de plus de 256 Ko'),
      422: problem('Les données ne peuvent pas être enregistrées'),
    },
  },
  {
    operationId: 'etatPiece',
    method: 'GET',
    path: '/v1/pieces/{id}',
    scope: 'passerelle/pieces.lire',
    summary: 'État d’une pièce',
    description: 'Dit ce que la pièce est devenue, y compris après la vérification d’une personne.',
    parameters: { id },
    answers: {
      200: { description: 'État de la pièce', body: pieceStatusSchema },
      404: unknown,
      422: malformed,
    },
  },
  {
    operationId: 'listePieces',
    method: 'GET',
    path: '/v1/pieces',
    scope: 'passerelle/pieces.lire',
    summary: 'Pièces d’un jour',
    description: 'Les pièces de l’étude reçues ou annoncées un jour, cent au plus par réponse.',
    parameters: {
      jour: {
        in: 'query',
        description: 'Jour, AAAA-MM-JJ ; aujourd’hui par défaut',
        schema: z.optional(z.iso.date()),
      },
      apres,
    },
    answers: {
      200: { description: 'Pièces du jour', body: piecePageSchema },
      422: problem('Paramètre invalide'),
    },
  },
  {
    operationId: 'accuse',
    method: 'GET',
    path: '/v1/pieces/{id}/accuse',
    scope: 'passerelle/pieces.lire',
    summary: 'Accusé d’enregistrement (JSON)',
    description: 'Référence, empreinte, instant et nature de la pièce enregistrée.',
    parameters: { id },
    answers: {
      200: { description: 'Accusé', body: receiptSchema },
      404: unknown,
      422: malformed,
      409: notRegistered,
    },
  },
  {
    operationId: 'accusePdf',
    method: 'GET',
    path: '/v1/pieces/{id}/accuse/pdf',
    scope: 'passerelle/pieces.lire',
    summary: 'Accusé d’enregistrement (PDF)',
    description: 'Le même accusé, en une page à conserver.',
    parameters: { id },
    answers: {
      200: { description: 'Accusé', contentType: 'application/pdf' },
      404: unknown,
      422: malformed,
      409: notRegistered,
    },
  },
  {
    operationId: 'enregistrerRecepisse',
    method: 'PUT',
    path: '/v1/pieces/{id}/exploc',
    scope: 'passerelle/exploc',
    summary: 'Enregistrer le récépissé EXPLOC',
    description:
      'Le numéro et la date donnés par EXPLOC ; un autre envoi le remplace. EXPLOC connaît des actes : pour une pièce qui en remplace une autre, il est porté sur la première, dont l’état est rendu.',
    parameters: { id },
    body: explocReceiptBody,
    answers: {
      200: { description: 'Récépissé enregistré', body: pieceStatusSchema },
      404: unknown,
      409: notRegistered,
      422: problem('Récépissé invalide'),
    },
  },
  {
    operationId: 'retirerRecepisse',
    method: 'DELETE',
    path: '/v1/pieces/{id}/exploc',
    scope: 'passerelle/exploc',
    summary: 'Retirer le récépissé EXPLOC',
    description: 'Annule un récépissé enregistré par erreur : l’acte est de nouveau en attente EXPLOC.',
    parameters: { id },
    answers: {
      200: { description: 'Récépissé retiré', body: pieceStatusSchema },
      404: unknown,
      422: malformed,
    },
  },
  {
    operationId: 'exportExploc',
    method: 'GET',
    path: '/v1/exploc/jours/{jour}',
    scope: 'passerelle/exploc',
    summary: 'Actes d’un jour, pour EXPLOC (JSON)',
    description: 'Ce qu’EXPLOC demande de chaque acte reçu ce jour, cent pièces au plus par réponse.',
    parameters: { jour, apres },
    answers: { 200: { description: 'Actes', body: explocPageSchema }, 422: problem('Paramètre invalide') },
  },
  {
    operationId: 'exportExplocCsv',
    method: 'GET',
    path: '/v1/exploc/jours/{jour}/csv',
    scope: 'passerelle/exploc',
    summary: 'Actes d’un jour, pour EXPLOC (CSV)',
    description: 'Tous les actes du jour, en un fichier pour tableur.',
    parameters: { jour },
    answers: {
      200: { description: 'Actes', contentType: 'text/csv; charset=utf-8' },
      422: problem('Paramètre invalide'),
    },
  },
  {
    operationId: 'attenteExploc',
    method: 'GET',
    path: '/v1/exploc/attente',
    scope: 'passerelle/exploc',
    summary: 'Actes en attente EXPLOC',
    description: 'Les actes enregistrés dont le récépissé EXPLOC n’est pas connu, les plus anciens d’abord.',
    parameters: { apres },
    answers: {
      200: { description: 'Actes en attente', body: explocPageSchema },
      422: problem('Paramètre invalide'),
    },
  },
] as const satisfies readonly Route[];
