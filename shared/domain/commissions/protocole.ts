import * as z from 'zod/mini';
import { addMonths, type CivilDate } from '../calendar/civil-date.ts';

/*
 * The life of a CLPIL's protocol (charter, annexe 6, art. 6, 8 and 9, and «Circuit de signature pour le Département»).
 */

const signatureSchema = z.object({ membre: z.string(), on: z.iso.date() });

export const protocoleSchema = z.object({
  /** Day on which the signing is planned. */
  signaturePrevue: z.optional(z.iso.date()),
  /** Day of the Département's Commission permanente that took the report. */
  commissionPermanente: z.optional(z.iso.date()),
  signatures: z._default(z.array(signatureSchema), []),
  /** Yearly evaluations: of which year, and the session to which it was presented. */
  bilans: z._default(z.array(z.object({ annee: z.int(), presenteLe: z.iso.date() })), []),
  /** A party gave notice, by registered letter to all the others: the day the last of them received it. */
  denonciations: z._default(z.array(z.object({ membre: z.string(), recueLe: z.iso.date() })), []),
  avenants: z._default(
    z.array(
      z.object({
        objet: z.string().check(z.minLength(1), z.maxLength(200)),
        signatures: z.array(signatureSchema),
      }),
    ),
    [],
  ),
});
export type Protocole = z.infer<typeof protocoleSchema>;

/** Months before the signing by which the Département's Commission permanente must have the report. */
const MOIS_AVANT_SIGNATURE = 2;
/** Months of notice. */
const MOIS_DE_PREAVIS = 3;
const MOIS_DE_DUREE = 12;

/**
 * Where a protocol stands on a day. `aSigner`: a party has not signed; `enVigueur`; `aReconduire`: its term has passed and no yearly
 * evaluation was presented since the term before, on which tacit renewal depends; `preavis`: a party leaves on `fin`; `fini`: no landlord, or
 * nobody else, is left.
 */
export type VieDuProtocole = {
  etat: 'aSigner' | 'enVigueur' | 'aReconduire' | 'preavis' | 'fini';
  /** Parties that have not signed. */
  manquants: string[];
  /** The day of the last signature: it takes effect then. */
  effet?: CivilDate;
  /** The end of the current year of it. */
  terme?: CivilDate;
  /** The parties that left or leave, each on its day. */
  departs: { membre: string; le: CivilDate }[];
  /** The day by which the Commission permanente must have taken the report, while it is to be signed. */
  commissionPermanenteAvant?: CivilDate;
  avenants: { objet: string; effet: CivilDate | undefined; manquants: string[] }[];
};

/** The last signature, once all have signed. */
const effetDe = (
  signatures: readonly z.infer<typeof signatureSchema>[],
  parties: readonly string[],
): { effet: CivilDate | undefined; manquants: string[] } => {
  const signed = new Map(signatures.map(({ membre, on }) => [membre, on]));
  const manquants = parties.filter((one) => !signed.has(one));
  const last = parties
    .flatMap((one) => signed.get(one) ?? [])
    .toSorted()
    .at(-1);
  return { effet: manquants.length === 0 ? last : undefined, manquants };
};

/**
 * Where a protocol stands.
 *
 * Whether a missing evaluation ends it is not said by the text («tacitement reconductible… à l’issue du bilan annuel», art. 9): it goes on, and
 * is said to be confirmed. A denunciation is read as its author's leaving; the text does not say what becomes of the others.
 *
 * @param parties ids of those who sign
 * @param bailleurs those of them who are landlords
 */
export const vieDuProtocole = (
  protocole: Protocole,
  parties: readonly string[],
  bailleurs: readonly string[],
  today: CivilDate,
): VieDuProtocole => {
  const { signaturePrevue, signatures, bilans, denonciations } = protocole;
  const { effet, manquants } = effetDe(signatures, parties);
  const departs = denonciations
    .map(({ membre, recueLe }) => ({ membre, le: addMonths(recueLe, MOIS_DE_PREAVIS) }))
    .toSorted((a, b) => (a.le < b.le ? -1 : 1));
  const avenants = protocole.avenants.map(({ objet, signatures: own }) => ({
    objet,
    ...effetDe(own, parties),
  }));
  const common = { manquants, departs, avenants };
  if (effet === undefined || today < effet)
    return {
      etat: 'aSigner',
      ...common,
      ...(effet !== undefined && { effet }),
      ...(signaturePrevue !== undefined && {
        commissionPermanenteAvant: addMonths(signaturePrevue, -MOIS_AVANT_SIGNATURE),
      }),
    };
  const gone = new Set(departs.filter(({ le }) => le <= today).map(({ membre }) => membre));
  const left = parties.filter((one) => !gone.has(one));
  const { debut, terme } = anneeDe(effet, today);
  const dates = { effet, terme };
  if (!left.some((one) => bailleurs.includes(one)) || left.every((one) => bailleurs.includes(one)))
    return { etat: 'fini', ...common, ...dates };
  if (departs.some(({ le }) => today < le)) return { etat: 'preavis', ...common, ...dates };
  const isRenewed =
    debut === effet ||
    bilans.some(({ presenteLe }) => presenteLe >= addMonths(debut, -MOIS_DE_DUREE) && presenteLe <= today);
  return { etat: isRenewed ? 'enVigueur' : 'aReconduire', ...common, ...dates };
};

/** The year of a protocol that a day is in: from its effect, year after year. */
const anneeDe = (effet: CivilDate, today: CivilDate): { debut: CivilDate; terme: CivilDate } => {
  for (let year = 0; ; year += 1) {
    const terme = addMonths(effet, (year + 1) * MOIS_DE_DUREE);
    if (today < terme) return { debut: addMonths(effet, year * MOIS_DE_DUREE), terme };
  }
};

/** Whether a CLPIL may sit under its protocol on a day. */
export const estEnVigueur = ({ etat }: VieDuProtocole): boolean => etat !== 'aSigner' && etat !== 'fini';

export const etatsProtocole = {
  aSigner: 'à signer',
  enVigueur: 'en vigueur',
  aReconduire: 'en vigueur, reconduction à confirmer : aucun bilan annuel n’a été présenté depuis un an',
  preavis: 'en vigueur, un signataire l’a dénoncé',
  fini: 'terminé',
} as const satisfies Record<VieDuProtocole['etat'], string>;
