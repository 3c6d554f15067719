import * as z from 'zod/mini';
import { decisionIssues } from '../../../domain/events/acts.ts';
import { motifs } from '../../../domain/events/common.ts';
import { bailleurWire, eurosWire, wireFields } from '../../wire.ts';

const date = z.iso.date();
const text = (max = 200) => z.string().check(z.trim(), z.minLength(1), z.maxLength(max));
const act = {
  ...wireFields,
  sender: text(60).check(z.describe('Code de l’étude, qui est aussi le préfixe de ses dépôts')),
  bailleur: z.optional(bailleurWire.check(z.describe('Bailleur'))),
  parc: z.optional(z.enum(['social', 'prive']).check(z.describe('Parc du logement'))),
  motif: z.optional(z.enum(motifs).check(z.describe('Motif de la procédure'))),
};
const occupants = z.optional(
  z.int().check(z.positive(), z.maximum(50), z.describe('Nombre d’occupants connus')),
);
const tribunal = z.optional(text().check(z.describe('Tribunal saisi')));

/** The data that come with a huissier's piece, format version 1 (charter A1 huissiers, domain §10). */
export const pieceWireSchema = z
  .discriminatedUnion('kind', [
    z.strictObject({
      ...act,
      kind: z.literal('commandementDePayer'),
      delai: z.optional(
        z
          .strictObject({
            valeur: z.int().check(z.positive(), z.maximum(12)),
            unite: z.enum(['mois', 'semaines']),
          })
          .check(z.describe('Délai que porte l’acte')),
      ),
      loyer: z.optional(eurosWire.check(z.describe('Loyer mensuel, en euros'))),
      charges: z.optional(eurosWire.check(z.describe('Charges mensuelles, en euros'))),
      dette: z.optional(eurosWire.check(z.describe('Dette visée, en euros'))),
      dateBail: z.optional(date.check(z.describe('Date du bail'))),
      adresseFsl: z.optional(text().check(z.describe('Adresse du FSL portée sur l’acte'))),
      occupants,
    }),
    z.strictObject({
      ...act,
      kind: z.literal('conge'),
      dateEffet: z.optional(date.check(z.describe('Date d’effet du congé'))),
    }),
    z.strictObject({ ...act, kind: z.literal('miseEnDemeure') }),
    z.strictObject({ ...act, kind: z.literal('jugementDivorce'), tribunal }),
    z.strictObject({ ...act, kind: z.literal('adjudication'), tribunal }),
    z.strictObject({
      ...act,
      kind: z.literal('assignation'),
      tribunal,
      dateAudience: z.optional(date.check(z.describe('Date de l’audience'))),
      dette: z.optional(eurosWire.check(z.describe('Dette, en euros'))),
      numeroRg: z.optional(text(40).check(z.describe('Numéro RG'))),
    }),
    z.strictObject({
      ...act,
      kind: z.literal('renvoiAudience'),
      tribunal,
      dateAudience: date.check(z.describe('Nouvelle date de l’audience')),
    }),
    z.strictObject({
      ...act,
      kind: z.literal('decision'),
      tribunal,
      issue: z.optional(
        z
          .enum(decisionIssues)
          .check(
            z.describe(
              'Sens de la décision ; resiliation : expulsion ordonnée, quel que soit le motif ; delaiPourQuitter : délai accordé après le commandement',
            ),
          ),
      ),
      delaiAccordeMois: z.optional(
        z.int().check(z.positive(), z.maximum(36), z.describe('Délai accordé, en mois')),
      ),
      delaiCommandementMois: z.optional(
        z
          .int()
          .check(
            z.nonnegative(),
            z.maximum(12),
            z.describe(
              'Délai du commandement de quitter les lieux changé par le juge, en mois ; 0 : supprimé',
            ),
          ),
      ),
      echeancier: z.optional(
        z
          .array(z.strictObject({ date, montant: eurosWire }))
          .check(z.maxLength(60), z.describe('Échéancier accordé')),
      ),
    }),
    z.strictObject({
      ...act,
      kind: z.literal('commandementDeQuitterLesLieux'),
      titre: z.optional(text().check(z.describe('Titre exécutoire'))),
      dateLiberation: z.optional(date.check(z.describe('Date à laquelle le logement doit être libre'))),
      occupants,
      prefetInformeLe: z.optional(date.check(z.describe('Date de notification au préfet'))),
    }),
    z.strictObject({
      ...act,
      kind: z.literal('demandeCfp'),
      dispositif: z.optional(text(4000).check(z.describe('Dispositif du titre'))),
      diligences: z.optional(text(4000).check(z.describe('Démarches accomplies'))),
      difficultes: z.optional(text(4000).check(z.describe('Difficultés rencontrées'))),
    }),
    z.strictObject({
      ...act,
      kind: z.literal('executionCfp'),
      effectuee: z.boolean().check(z.describe('Le concours accordé a été exécuté')),
      motifNonExecution: z.optional(
        text(1000).check(z.describe('Motif, si le concours n’a pas été exécuté')),
      ),
    }),
    z.strictObject({
      ...act,
      kind: z.literal('procesVerbal'),
      nature: z.optional(
        z.enum(['expulsion', 'tentative', 'reprise']).check(z.describe('Nature du procès-verbal')),
      ),
    }),
    z.strictObject({
      ...act,
      kind: z.literal('departVolontaire'),
      clesRemises: z.optional(z.boolean().check(z.describe('Clés remises'))),
    }),
  ])
  .check(
    z.meta({
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
    }),
  );
export type PieceWire = z.infer<typeof pieceWireSchema>;
