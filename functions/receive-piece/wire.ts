import * as z from 'zod';
import { bailleurWire, eurosWire, wireFields } from '../../shared/intake/wire.ts';

const date = z.iso.date();
const text = (max = 200) => z.string().trim().min(1).max(max);
const act = {
  ...wireFields,
  sender: text(60).describe("Code de l'étude, qui est aussi le préfixe de ses dépôts"),
  bailleur: bailleurWire.optional().describe('Bailleur'),
};
const occupants = z.int().positive().max(50).optional().describe("Nombre d'occupants connus");
const tribunal = text().optional().describe('Tribunal saisi');

/** The data that come with a huissier's piece, format version 1 (charter A1 huissiers, domain §10). */
export const pieceWireSchema = z
  .discriminatedUnion('kind', [
    z.strictObject({
      ...act,
      kind: z.literal('commandementDePayer'),
      delai: z
        .strictObject({ valeur: z.int().positive().max(12), unite: z.enum(['mois', 'semaines']) })
        .optional()
        .describe("Délai que porte l'acte"),
      loyer: eurosWire.optional().describe('Loyer mensuel, en euros'),
      charges: eurosWire.optional().describe('Charges mensuelles, en euros'),
      dette: eurosWire.optional().describe('Dette visée, en euros'),
      dateBail: date.optional().describe('Date du bail'),
      adresseFsl: text().optional().describe('Adresse du FSL portée sur l’acte'),
      occupants,
    }),
    z.strictObject({
      ...act,
      kind: z.literal('assignation'),
      tribunal,
      dateAudience: date.optional().describe("Date de l'audience"),
      dette: eurosWire.optional().describe('Dette, en euros'),
      numeroRg: text(40).optional().describe('Numéro RG'),
    }),
    z.strictObject({
      ...act,
      kind: z.literal('decision'),
      tribunal,
      issue: z.enum(['delaiDePaiement', 'resiliation', 'rejet']).optional().describe('Sens de la décision'),
      delaiAccordeMois: z.int().positive().max(36).optional().describe('Délai accordé, en mois'),
      echeancier: z
        .array(z.strictObject({ date, montant: eurosWire }))
        .max(60)
        .optional()
        .describe('Échéancier accordé'),
    }),
    z.strictObject({
      ...act,
      kind: z.literal('commandementDeQuitterLesLieux'),
      titre: text().optional().describe('Titre exécutoire'),
      dateLiberation: date.optional().describe('Date à laquelle le logement doit être libre'),
      occupants,
      prefetInformeLe: date.optional().describe('Date de notification au préfet'),
    }),
    z.strictObject({
      ...act,
      kind: z.literal('demandeCfp'),
      dispositif: text(4000).optional().describe('Dispositif du titre'),
      diligences: text(4000).optional().describe('Démarches accomplies'),
      difficultes: text(4000).optional().describe('Difficultés rencontrées'),
    }),
    z.strictObject({
      ...act,
      kind: z.literal('executionCfp'),
      effectuee: z.boolean().describe('Le concours accordé a été exécuté'),
      motifNonExecution: text(1000).optional().describe('Motif, si le concours n’a pas été exécuté'),
    }),
    z.strictObject({
      ...act,
      kind: z.literal('procesVerbal'),
      nature: z.enum(['expulsion', 'tentative', 'reprise']).optional().describe('Nature du procès-verbal'),
    }),
    z.strictObject({
      ...act,
      kind: z.literal('departVolontaire'),
      clesRemises: z.boolean().optional().describe('Clés remises'),
    }),
  ])
  .meta({
    title: 'Données d’une pièce de procédure, version 1',
    examples: [
      {
        version: '1',
        messageId: 'ML-2026-00831-ASS',
        sender: 'etude-moreau-meaux',
        reference: 'ML-2026-00831',
        actDate: '2026-03-16',
        kind: 'assignation',
        dwelling: { insee: '77284', postcode: '77100', commune: 'Meaux', street: '12 rue des Tilleuls' },
        household: [{ nomNaissance: 'Exemple', prenoms: ['Camille'] }],
        bailleur: { nom: 'Habitat Exemple', nature: 'personneMorale', referenceBail: 'B-00812' },
        tribunal: 'Tribunal judiciaire de Meaux',
        dateAudience: '2026-05-28',
        dette: 2449.6,
      },
    ],
  });
export type PieceWire = z.infer<typeof pieceWireSchema>;
