import * as z from 'zod/mini';
import { parisDay } from '../../../domain/calendar/paris-day.ts';
import { type CaseEvent, type CaseEventKind, caseEventSchema } from '../../../domain/events/case-event.ts';
import type { Dwelling } from '../../../domain/events/household.ts';
import { motifsEcart } from '../../../domain/events/measures.ts';
import { farDates } from '../../../domain/events/windows.ts';
import { canonicalJson, sha256 } from '../../../domain/text/canonical.ts';
import { parseTold } from '../../../domain/text/parse-json.ts';
import {
  doubledIssues,
  type Issue,
  issueCodes,
  issueFromZod,
  pathText,
} from '../../../outbound/replies/issue.ts';
import { implausibleDate } from '../../far-dates.ts';
import { wireFields } from '../../wire.ts';
import {
  caduciteAssignation,
  decision,
  departVolontaire,
  executionCfp,
  finPoursuites,
  nouveauBail,
  renvoiAudience,
  retraitDemandeCfp,
  suiteJugement,
} from '../kinds/acts.ts';
import { avisCcapex, decisionCcapex, decisionClpil, suiteDecision } from '../kinds/commissions.ts';
import {
  echeance,
  inscriptionClpil,
  paiement,
  planApurement,
  protocoleCohesionSociale,
  retraitClpil,
  saisineCcapex,
  saisineOrganisme,
} from '../kinds/debt.ts';
import { choice } from '../kinds/fields.ts';
import { inCents, type Kind } from '../kinds/kind.ts';
import {
  accompagnement,
  aideActionLogement,
  aideFsl,
  demandeEnqueteSociale,
  enqueteSociale,
  hebergement,
  intervention,
  suiteOrientation,
} from '../kinds/social.ts';
import {
  avisSuspension,
  decisionCfp,
  indemnisation,
  receptionPrefet,
  recoursDalo,
  relogement,
  suspensionExpulsion,
  transmissionDsf,
} from '../kinds/state.ts';

/** @throws RangeError when the kind has no such field */
const objectOf = ({ kind, fields }: Kind, allowed: readonly string[]) =>
  z.strictObject({
    kind: z.literal(kind),
    actDate: wireFields.actDate,
    ...Object.fromEntries(
      allowed.map((name) => {
        const field = fields[name];
        if (field === undefined) throw new RangeError(`${kind} has no ${name}`);
        return [name, field];
      }),
    ),
  });

/** A decision as a person tells it: no system of the State's says why a grant departs from an opinion. */
const grant: Kind = {
  ...decisionCfp,
  fields: {
    ...decisionCfp.fields,
    motifEcart: z.optional(
      choice(motifsEcart, 'Pourquoi le concours est accordé malgré l’avis en vigueur de la CCAPEX'),
    ),
  },
};

/**
 * What an agent may record in a case, kind by kind and field by field: no free text, no number that names a household, no
 * landlord, no piece. The agent never writes the sender, the case, the dwelling, the id or the author.
 */
export const recordedSchemas = {
  decisionCfp: objectOf(grant, ['issue', 'motifRefus', 'jusquAu', 'motifEcart']),
  receptionPrefet: objectOf(receptionPrefet, ['acte', 'dateActe']),
  decision: objectOf(decision, ['issue', 'delaiAccordeMois', 'delaiCommandementMois', 'juge', 'horsTreve']),
  suspensionExpulsion: objectOf(suspensionExpulsion, ['fin']),
  avisSuspension: objectOf(avisSuspension, ['sens']),
  relogement: objectOf(relogement, ['etat', 'voie']),
  indemnisation: objectOf(indemnisation, ['etat', 'montant']),
  transmissionDsf: objectOf(transmissionDsf, ['destinataire']),
  demandeEnqueteSociale: objectOf(demandeEnqueteSociale, ['moment', 'organisme']),
  enqueteSociale: objectOf(enqueteSociale, ['moment', 'etat']),
  protocoleCohesionSociale: objectOf(protocoleCohesionSociale, ['etat']),
  planApurement: objectOf(planApurement, ['etat']),
  paiement: objectOf(paiement, ['montant', 'solde']),
  echeance: objectOf(echeance, ['date', 'etat']),
  saisineCcapex: objectOf(saisineCcapex, ['objet', 'criteres', 'loyer', 'charges', 'dette']),
  saisineOrganisme: objectOf(saisineOrganisme, []),
  inscriptionClpil: objectOf(inscriptionClpil, ['dateCommission', 'lettreAccordLe']),
  decisionClpil: objectOf(decisionClpil, ['dateCommission', 'issues', 'organisme']),
  suiteDecision: objectOf(suiteDecision, ['decisionDu', 'mesure', 'organisme', 'etat', 'raison']),
  retraitClpil: objectOf(retraitClpil, ['accordEcrit']),
  avisCcapex: objectOf(avisCcapex, ['nature', 'recommandations']),
  aideFsl: objectOf(aideFsl, ['etat', 'montant']),
  accompagnement: objectOf(accompagnement('asll', 'avdl', 'masp'), ['mesure', 'etat', 'fin']),
  intervention: objectOf(intervention, ['nature']),
  hebergement: objectOf(hebergement, ['etat', 'personnes']),
  aideActionLogement: objectOf(aideActionLogement, ['dispositif', 'etat', 'montant']),
  departVolontaire: objectOf(departVolontaire, ['clesRemises']),
  renvoiAudience: objectOf(renvoiAudience, ['dateAudience']),
  executionCfp: objectOf(executionCfp, ['effectuee']),
  caduciteAssignation: objectOf(caduciteAssignation, []),
  suiteJugement: objectOf(suiteJugement, ['etape']),
  retraitDemandeCfp: objectOf(retraitDemandeCfp, []),
  finPoursuites: objectOf(finPoursuites, ['cause']),
  nouveauBail: objectOf(nouveauBail, []),
  recoursDalo: objectOf(recoursDalo, ['voie', 'etat']),
  suiteOrientation: objectOf(suiteOrientation('adil', 'mds', 'ccas', 'association'), ['organisme', 'etat']),
  decisionCcapex: objectOf(decisionCcapex, ['aide', 'raisonsAide', 'notifieeLe']),
} satisfies Partial<Record<CaseEventKind, unknown>>;
export type RecordedKind = keyof typeof recordedSchemas;
export const isRecordedKind = (kind: string): kind is RecordedKind => Object.hasOwn(recordedSchemas, kind);
export const recordedKinds: readonly RecordedKind[] = Object.keys(recordedSchemas).filter(isRecordedKind);

const [first, ...rest] = Object.values(recordedSchemas);
if (!first) throw new RangeError('something may be recorded');
const recordedSchema = z.discriminatedUnion('kind', [first, ...rest]);

/** Most characters accepted: more than any of these events needs. */
const MOST_CHARACTERS = 4000;

/** The case that an agent records a fact in, who the agent is, and when (ISO UTC). */
export type Speaking = { caseId: string; dwelling: Dwelling; by: string; at: string };

/**
 * Reads a fact that an agent records, with amounts in euros and ISO dates. Gives an event of the State, its amounts in cents, or
 * why there is none. The same fact recorded twice is one event.
 */
export const readRecorded = (
  text: string,
  { caseId, dwelling, by, at }: Speaking,
): { ok: true; event: CaseEvent } | { ok: false; issues: Issue[] } => {
  const json = text.length > MOST_CHARACTERS ? undefined : parseTold(text);
  if (!json?.ok) return { ok: false, issues: [unreadable] };
  const doubled = doubledIssues(text, 'Champ donné deux fois.');
  if (doubled.length > 0) return { ok: false, issues: doubled };
  const told = recordedSchema.safeParse(json.value);
  if (!told.success)
    return { ok: false, issues: told.error.issues.flatMap((one) => issuesOf(one, json.value)) };
  if (told.data.actDate > parisDay(at)) return { ok: false, issues: [future] };
  const event = caseEventSchema.parse({
    ...inCents(told.data),
    id: sha256(`${caseId}|${canonicalJson(told.data)}`),
    sender: 'etat',
    reference: caseId,
    by,
    receivedAt: at,
    dwelling,
    household: [],
  });
  const far = farDates(caseEventSchema, event, parisDay(at));
  return far.length > 0 ? { ok: false, issues: far.map(implausibleDate) } : { ok: true, event };
};

const issuesOf = (issue: z.core.$ZodIssue, told: unknown): Issue[] => {
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({
      code: issueCodes.inconnu,
      path: pathText([...issue.path, key]),
      expected: 'un champ que ce genre permet à un agent',
      message: 'Champ qu’un agent ne peut pas écrire.',
    }));
  const [field] = issue.path;
  const missing = field !== undefined && !(Object(told) === told && Object.hasOwn(Object(told), field));
  return [issueFromZod(issue, missing)];
};

const unreadable: Issue = {
  code: issueCodes.illisible,
  path: '',
  expected: `un objet JSON de ${MOST_CHARACTERS} caractères au plus`,
  message: 'Ce n’est pas du JSON lisible.',
};
const future: Issue = {
  code: issueCodes.dateFuture,
  path: 'actDate',
  expected: 'une date passée ou du jour',
  message: 'La date de l’acte est dans le futur.',
};
