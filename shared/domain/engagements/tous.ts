import type { Dit, Engagement, Signataire } from './engagement.ts';
import { signataireCodes } from './engagement.ts';
import { actionLogement } from './signataires/action-logement.ts';
import { adil } from './signataires/adil.ts';
import { annexe2 } from './signataires/annexe2.ts';
import { aorif } from './signataires/aorif.ts';
import { associations } from './signataires/associations.ts';
import { bdf } from './signataires/bdf.ts';
import { caf } from './signataires/caf.ts';
import { ccas } from './signataires/ccas.ts';
import { cgl } from './signataires/cgl.ts';
import { departement } from './signataires/departement.ts';
import { etat } from './signataires/etat.ts';
import { fnaim } from './signataires/fnaim.ts';
import { huissiers } from './signataires/huissiers.ts';
import { msa } from './signataires/msa.ts';
import { siao } from './signataires/siao.ts';
import { udaf } from './signataires/udaf.ts';

const parSignataire: Readonly<Record<Signataire, Readonly<Record<string, Dit>>>> = {
  etat,
  departement,
  ccas,
  adil,
  caf,
  msa,
  aorif,
  fnaim,
  huissiers,
  udaf,
  associations,
  cgl,
  bdf,
  'action-logement': actionLogement,
  siao,
  annexe2,
};

/** The 158 commitments: 149 of annex 1 by signatory, then the 9 of annex 2, each in the charter's order. */
export const engagements: readonly Engagement[] = signataireCodes.flatMap((signataire) =>
  Object.entries(parSignataire[signataire]).map(([id, dit]) => ({ ...dit, id, signataire })),
);

const parId: ReadonlyMap<string, Engagement> = new Map(engagements.map((one) => [one.id, one]));
/** The commitment of that id; undefined when there is none. */
export const engagementDe = (id: string): Engagement | undefined => parId.get(id);

/** Those of a signatory, in the charter's order. */
export const engagementsDe = (signataire: Signataire): Engagement[] =>
  engagements.filter((one) => one.signataire === signataire);
