import type { FC } from 'hono/jsx';
import { aDire, type Communication } from '../../../../shared/domain/communications/registre.ts';
import {
  jourDe,
  motsDestinataire,
  motsLettre,
  motsMoyen,
  motsTeneur,
} from '../../../../shared/outbound/communications/mots.ts';
import type { Letter } from '../../../../shared/store/communications.ts';
import { Told } from '../case/told.tsx';
import { Form, Submit } from '../kit/form.tsx';
import { Table } from '../kit/table.tsx';
import { Badge, countOf, Day, Moment, Notice } from '../kit/words.tsx';
import { Page, type Reader } from '../layout.tsx';

const faits: Readonly<Record<string, { kind: 'success' | 'info'; text: string }>> = {
  lettre: {
    kind: 'success',
    text: 'La lettre est prête : imprimez-la et postez-la. La prochaine ne redira que ce qui est nouveau.',
  },
  rien: { kind: 'info', text: 'Aucune lettre n’a été préparée : rien de nouveau n’a été dit de ce ménage.' },
};

/** Every communication of a household's situation to a partner, and the letters by which it knows. */
export const CommunicationsPage: FC<{
  reader: Reader;
  caseId: string;
  communications: readonly Communication[];
  letters: readonly Letter[];
  /** Whether the reader may prepare letters. */
  agent: boolean;
  done: string | undefined;
}> = ({ reader, caseId, communications, letters, agent, done }) => {
  const owed = aDire(communications);
  const said = done === undefined ? undefined : faits[done];
  return (
    <Page
      title="Registre des communications"
      reader={reader}
      crumbs={[
        { href: '/dossiers', text: 'Dossiers' },
        { href: `/dossiers/${caseId}`, text: caseId },
      ]}
    >
      <div class="registre">
        {said === undefined ? null : (
          <Notice kind={said.kind}>
            <p>{said.text}</p>
          </Notice>
        )}
        <p>
          Dossier {caseId}. Ce qui a été dit de la situation du ménage à un partenaire : loi n° 2002-2 du 2
          janvier 2002 et charte, annexe 6, article 7. Ce que l’État se dit à lui-même, et ce qui a été dit de
          vive voix, n’y sont pas.
        </p>
        {communications.length === 0 ? (
          <p>Rien n’a été dit de ce ménage à un partenaire.</p>
        ) : (
          <Table
            caption={countOf(communications.length, 'communication')}
            columns={['Le', 'À qui', 'Quoi', 'Par quel moyen', 'Le ménage le sait par'].map((text) => ({
              text,
            }))}
            rows={communications.map((one) => [
              <Day of={jourDe(one)} />,
              <>
                <Told>{motsDestinataire(one.a)}</Told>
                {one.a.kind === 'avis' && one.a.boite !== undefined ? (
                  <span class="boite"> {one.a.boite}</span>
                ) : null}
              </>,
              motsTeneur(one.teneur),
              motsMoyen[one.moyen],
              one.lettre === undefined ? <Badge kind="warning">{motsLettre(one)}</Badge> : motsLettre(one),
            ])}
          />
        )}
        <section aria-labelledby="lettres">
          <h2 id="lettres">Lettres au ménage</h2>
          <p>
            {owed.length === 0
              ? 'Le ménage a été informé de tout ce qui précède, ou le sera par une autre lettre.'
              : `${countOf(owed.length, 'communication')} à lui dire dans la prochaine lettre.`}
          </p>
          {agent && owed.length > 0 ? (
            <Form action={`/dossiers/${caseId}/communications`} reader={reader}>
              <Submit>Préparer la lettre</Submit>
            </Form>
          ) : null}
          {letters.length === 0 ? null : (
            <Table
              caption="Lettres préparées"
              columns={['Préparée le', 'Par', 'Elle dit', 'Imprimer'].map((text) => ({ text }))}
              rows={letters.map(({ id, at, by, lines }) => [
                <Moment of={at} />,
                <Told>{by}</Told>,
                countOf(lines.length, 'communication'),
                agent ? (
                  <a href={`/dossiers/${caseId}/communications/lettres/${id}`}>
                    Lettre <span class="fr-sr-only">du </span>
                    <span class="fr-sr-only">
                      <Moment of={at} />
                    </span>{' '}
                    (PDF)
                  </a>
                ) : (
                  '–'
                ),
              ])}
            />
          )}
        </section>
      </div>
    </Page>
  );
};
