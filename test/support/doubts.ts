import { createHash } from 'node:crypto';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { isAudited } from '../../shared/cases/filing/filing-plans.ts';
import { messageIdOf } from '../../shared/domain/reference/message-id.ts';
import { surendettementFormat } from '../../shared/intake/partners/bdf/partner.ts';
import { impayeFormat } from '../../shared/intake/partners/caf-msa/partner.ts';
import { pieceFormat } from '../../shared/intake/partners/huissier/partner.ts';
import type { WireFormat } from '../../shared/intake/read-message.ts';
import { createReceive } from '../../shared/intake/receive.ts';
import { createReceiveDeps } from '../../shared/intake/wiring.ts';

type Hub = { client: DynamoDBDocumentClient; table: string; matchingKey: string; clock: { now: string } };

/** An invented name, the same for the same number, and like no other number's. */
const nameOf = (what: string, n: number): string => {
  const bytes = createHash('sha256').update(`${what} ${n}`).digest();
  const syllables = [...bytes.subarray(0, 4)].map(
    (byte) => `${'bcdfglmnprstvz'[byte % 14]}${'aeiou'[byte % 5]}`,
  );
  return syllables.join('').replace(/^./, (first) => first.toUpperCase());
};

const ETUDE = 'etude-moreau-meaux';

/**
 * Messages as partners send them, filed by the hub's own receivers: what makes real doubts. Each `household()` is another, in a street of
 * its own, in Meaux.
 */
export const createDoubts = ({ client, table, matchingKey, clock }: Hub) => {
  const env = { TABLE_NAME: table, MATCHING_KEY: matchingKey, DEPARTEMENT: '77', MESSAGE_TTL_DAYS: 30 };
  let sent = 0;
  let made = 0;

  const file = async (format: WireFormat, sender: string, message: object): Promise<string> => {
    const receive = createReceive(createReceiveDeps(client, env), () => format);
    const raw = JSON.stringify({ version: '1', sender, ...message });
    const { caseId, outcome } = await receive({ sender, raw, receivedAt: clock.now });
    if (caseId === undefined) throw new Error(`not filed: ${outcome}`);
    return caseId;
  };

  /** A household of its own; what it sends gives the reference of the case that takes it. */
  const household = () => {
    made += 1;
    const own = made;
    const street = `${10 + own} rue ${nameOf('way', own)}`;
    const person = { nomNaissance: nameOf('surname', own), prenoms: [nameOf('first name', own)] };
    const born = { ...person, dateNaissance: `19${20 + (own % 70)}-05-${10 + (own % 18)}` };
    const flat = (complement?: string) => ({ insee: '77284', street, complement });
    const one =
      (format: WireFormat, sender: string, base: object) =>
      (over: object = {}) => {
        sent += 1;
        const messageId = `m-${sent}`;
        return file(format, sender, { messageId, actDate: '2026-10-12', dwelling: flat(), ...base, ...over });
      };
    return {
      street,
      person,
      born,
      flat,
      caf: one(impayeFormat, 'caf', { reference: `I-${own}`, allocataire: `9${own}00`, household: [born] }),
      etude: one(pieceFormat(undefined), ETUDE, {
        reference: `E-${own}`,
        kind: 'demandeCfp',
        household: [person],
      }),
      bdf: one(surendettementFormat, 'bdf', {
        reference: `B-${own}`,
        numeroBdf: `8${own}00`,
        household: [born],
        etape: 'recevabilite',
      }),
    };
  };

  return {
    household,
    /** Two brothers' flats in one building: the second's message may be the first's. Gives both cases, the doubtful one last. */
    brothers: async (over: object = {}) => {
      const one = household();
      const known = await one.caf({ dwelling: one.flat('appt 12') });
      const messageId = `doubt-${known}`;
      const doubtful = await one.etude({
        messageId,
        actDate: '2026-09-07',
        dwelling: one.flat('appt 31'),
        ...over,
      });
      return { ...one, known, doubtful, messageId: messageIdOf(ETUDE, messageId) };
    },
    /** A message whose postal code is of two arrondissements. */
    lost: (over: object = {}) => {
      const one = household();
      return one.caf({ dwelling: { postcode: '77130', street: one.street, ...over } });
    },
    /** Two cases of one household, that nothing shows to be one. */
    two: async () => {
      const one = household();
      const first = await one.caf();
      const other = await one.etude({
        household: [{ nomNaissance: nameOf('other', made), prenoms: [nameOf('other first', made)] }],
        dwelling: { insee: '77284', street: `${one.street} bis` },
      });
      return [first, other] as const;
    },
    /** A message that comparison alone attached, and that was drawn for an audit. Gives its case. */
    audited: async () => {
      const one = household();
      const caseId = await one.caf();
      const drawn = Array.from({ length: 2000 }, (_, n) => `drawn-${caseId}-${n}`).find((id) =>
        isAudited(messageIdOf('bdf', id)),
      );
      return { ...one, caseId, into: await one.bdf({ messageId: drawn }) };
    },
    /** A father's case, and his son's message under the father's file. */
    mixed: async () => {
      const one = household();
      const caseId = await one.caf();
      await one.etude();
      await one.caf({
        actDate: '2026-10-19',
        allocataire: '7123477',
        household: [{ ...one.born, dateNaissance: '2001-11-23' }],
      });
      return caseId;
    },
    /** A departure, told by somebody new to the case. */
    departed: async () => {
      const one = household();
      const caseId = await one.caf({ dateConstitution: '2026-09-20', suites: ['planDemande'] });
      await one.etude({ kind: 'departVolontaire', household: [one.born] });
      return caseId;
    },
  };
};
