import * as z from 'zod/mini';
import { parisDay } from '../../../domain/calendar/paris-day.ts';
import { type CaseEvent, caseEventSchema } from '../../../domain/events/case-event.ts';
import type { Dwelling } from '../../../domain/events/household.ts';
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
import { avisCcapex, decisionCcapex, decisionClpil } from '../kinds/commissions.ts';
import {
  echeance,
  inscriptionClpil,
  paiement,
  planApurement,
  protocoleCohesionSociale,
  saisineCcapex,
  saisineOrganisme,
} from '../kinds/debt.ts';
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

/**
 * What an agent may record in a case, kind by kind and field by field: no free text, no number that names a household, no
 * landlord, no piece. The agent never writes the sender, the case, the dwelling, the id or the author.
 */
const recordedSchema = z.discriminatedUnion('kind', [
  objectOf(decisionCfp, ['issue', 'motifRefus', 'jusquAu']),
  objectOf(receptionPrefet, ['acte', 'dateActe']),
  objectOf(decision, ['issue', 'delaiAccordeMois', 'delaiCommandementMois', 'juge', 'horsTreve']),
  objectOf(suspensionExpulsion, ['fin']),
  objectOf(avisSuspension, ['sens']),
  objectOf(relogement, ['etat', 'voie']),
  objectOf(indemnisation, ['etat', 'montant']),
  objectOf(transmissionDsf, ['destinataire']),
  objectOf(demandeEnqueteSociale, ['moment']),
  objectOf(enqueteSociale, ['moment', 'etat']),
  objectOf(protocoleCohesionSociale, ['etat']),
  objectOf(planApurement, ['etat']),
  objectOf(paiement, ['montant', 'solde']),
  objectOf(echeance, ['date', 'etat']),
  objectOf(saisineCcapex, ['loyer', 'charges', 'dette']),
  objectOf(saisineOrganisme, []),
  objectOf(inscriptionClpil, ['dateCommission', 'lettreAccordLe']),
  objectOf(decisionClpil, ['dateCommission', 'issues']),
  objectOf(avisCcapex, ['nature', 'recommandations']),
  objectOf(aideFsl, ['etat', 'montant']),
  objectOf(accompagnement('asll', 'avdl', 'masp'), ['mesure', 'etat', 'fin']),
  objectOf(intervention, ['nature']),
  objectOf(hebergement, ['etat', 'personnes']),
  objectOf(aideActionLogement, ['dispositif', 'etat', 'montant']),
  objectOf(departVolontaire, ['clesRemises']),
  objectOf(renvoiAudience, ['dateAudience']),
  objectOf(executionCfp, ['effectuee']),
  objectOf(caduciteAssignation, []),
  objectOf(suiteJugement, ['etape']),
  objectOf(retraitDemandeCfp, []),
  objectOf(finPoursuites, ['cause']),
  objectOf(nouveauBail, []),
  objectOf(recoursDalo, ['voie', 'etat']),
  objectOf(suiteOrientation('adil', 'mds', 'ccas', 'association'), ['organisme', 'etat']),
  objectOf(decisionCcapex, ['aide', 'notifieeLe']),
]);

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
