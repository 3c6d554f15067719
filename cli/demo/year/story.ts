import { addDays, type CivilDate } from '../../../shared/domain/calendar/civil-date.ts';
import type { CaseEventKind } from '../../../shared/domain/events/case-event.ts';
import type { Household } from '../households.ts';
import type { DemoLine } from '../play.ts';

/** What a day of the year brings: a partner's message, or what an agent records in the household's case. */
export type Happening = { day: CivilDate } & (
  | { by: 'partner'; line: DemoLine }
  | { by: 'agent'; household: Household; event: { kind: CaseEventKind } & Record<string, unknown> }
);

/** Writes a household's year. Each step is told by whoever would tell it, on its day or some days later. */
export type Story = {
  readonly happenings: readonly Happening[];
  /** The signal of the unpaid rent, from the household's body (CAF or MSA). */
  impaye: (on: CivilDate, details: object) => void;
  /** An étude's piece. */
  piece: (on: CivilDate, kind: CaseEventKind, details?: object) => void;
  /** Banque de France's notice. */
  surendettement: (on: CivilDate, etape: string, details?: object) => void;
  /** What only an agent of the State or of the Département, or a landlord, knows. */
  agent: (on: CivilDate, kind: CaseEventKind, details?: object) => void;
};

/** @param lag days between a fact and the message that tells it, drawn anew for each message */
export const createStory = (household: Household, lag: () => number): Story => {
  const happenings: Happening[] = [];
  const { n, person, etude, landlord, rent, body, commune, street } = household;
  const dwelling =
    n % 4 === 0
      ? { postcode: commune.postcodes[0], commune: commune.name.toUpperCase(), street }
      : { insee: commune.insee, street };
  const common = { version: '1', dwelling, household: [person] };
  const bailleur = { nom: landlord, referenceBail: `B-${20_000 + n}` };
  const told = (on: CivilDate): CivilDate => addDays(on, lag());
  return {
    happenings,
    impaye: (on, details) => {
      const message = {
        ...common,
        messageId: `${body.toUpperCase()}-AN-${n}-${on}`,
        sender: body,
        reference: `IMP-AN-${n}`,
        actDate: on,
        allocataire: String(3_000_000 + n * 37),
        loyer: rent,
        dette: Math.round(rent * 300) / 100,
        bailleur,
        ...details,
      };
      const line: DemoLine = { channel: body === 'msa' ? 'msa' : 'caf', body: JSON.stringify(message) };
      happenings.push({ day: told(on), by: 'partner', line });
    },
    piece: (on, kind, details = {}) => {
      const stem = `${etude}/an/${n}-${kind}-${on}`;
      const data = {
        ...common,
        sender: etude,
        reference: `AN-${n}`,
        actDate: on,
        kind,
        bailleur,
        ...details,
      };
      const day = told(on);
      happenings.push(
        { day, by: 'partner', line: { channel: 'pieces', key: `${stem}.pdf`, file: 'acte.pdf' } },
        { day, by: 'partner', line: { channel: 'pieces', key: `${stem}.json`, text: JSON.stringify(data) } },
      );
    },
    surendettement: (on, etape, details = {}) => {
      const message = {
        ...common,
        sender: 'bdf',
        reference: `BDF-AN-${n}`,
        numeroBdf: `00012${600_000 + n}`,
        actDate: on,
        etape,
        ...details,
      };
      happenings.push({
        day: told(on),
        by: 'partner',
        line: { channel: 'bdf', body: JSON.stringify(message) },
      });
    },
    agent: (on, kind, details = {}) =>
      happenings.push({ day: told(on), by: 'agent', household, event: { kind, actDate: on, ...details } }),
  };
};
