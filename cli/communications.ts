import * as z from 'zod';
import { stages } from '../infra/stages.ts';
import { registerOf } from '../shared/cases/communications/letters.ts';
import { resolveCase } from '../shared/cases/filing/case-names.ts';
import { recordRead } from '../shared/cases/recording/record-read.ts';
import { dateInFrench } from '../shared/domain/calendar/civil-date.ts';
import { aDire } from '../shared/domain/communications/registre.ts';
import { HubError } from '../shared/errors.ts';
import {
  jourDe,
  motsDestinataire,
  motsLettre,
  motsMoyen,
  motsTeneur,
} from '../shared/outbound/communications/mots.ts';
import { boitesDeLEtat } from '../shared/outbound/mailbox.ts';
import { readCase } from '../shared/store/case-store.ts';
import { createDocumentClient } from '../shared/store/client.ts';
import { createCommissionStore } from '../shared/store/commissions.ts';
import { DONE, environment, needed } from './arguments.ts';
import { authorIn } from './author.ts';
import { command } from './command.ts';

/** The State's mailboxes of every stage: no partner has one of them. */
const stateMailboxes = (): ReadonlySet<string> =>
  new Set(Object.values(stages).flatMap(({ mailboxes }) => [...boitesDeLEtat(mailboxes)]));

export const communications = command({
  about:
    'Dit ce qui a été dit d’un ménage à des partenaires : quand, à qui, quoi, par quel moyen, et par quelle lettre il le sait.',
  usage: '--case DOSSIER --by NOM [--json]',
  options: {
    case: { type: 'string', value: 'DOSSIER', about: 'sa référence, ou le nom qu’un partenaire lui donne' },
    by: { type: 'string', value: 'NOM', about: 'qui lit' },
    json: { type: 'boolean', about: 'le même contenu pour un programme' },
  },
  notes: `Les lettres se préparent et s’impriment sur le portail. Variables : TABLE_NAME, et l’accès AWS de qui lit ; en local,
AWS_ENDPOINT_URL_DYNAMODB aussi. Qui a lu quel dossier est conservé.`,
  run: async ({ values }) => {
    const who = { by: authorIn(values.by), at: new Date().toISOString() };
    const asked = needed(values.case, '--case');
    const { TABLE_NAME: table } = environment(z.object({ TABLE_NAME: z.string().min(1) }));
    const client = createDocumentClient();
    const caseId = await resolveCase(client, table, asked);
    const found = await readCase(client, table, caseId);
    await recordRead(client, table, who, 'communications', found ? [caseId] : [], 'part');
    if (!found || found.summary.erasing)
      throw new HubError('CASE_UNKNOWN', `no case ${caseId}`, { retryable: false });
    const store = createCommissionStore(client, table);
    const { communications: all, letters } = await registerOf(
      { client, table, store, boitesDeLEtat: stateMailboxes() },
      found,
    );
    if (values.json) {
      console.log(JSON.stringify({ caseId, communications: all, letters }, null, 2));
      return DONE;
    }
    for (const one of all)
      console.log(
        [
          dateInFrench(jourDe(one)),
          motsDestinataire(one.a),
          motsTeneur(one.teneur),
          motsMoyen[one.moyen],
          motsLettre(one),
        ].join(' · '),
      );
    console.log(
      `${all.length} communications, ${aDire(all).length} à dire au ménage ; ${letters.length} lettres.`,
    );
    return DONE;
  },
});
