import type { FC } from 'hono/jsx';
import type { Beside, ToldNotice } from '../../../../shared/cases/reading/read-beside.ts';
import type { CaseEvent } from '../../../../shared/domain/events/case-event.ts';
import type { Handling } from '../../../../shared/store/alerts.ts';
import { Table } from '../kit/table.tsx';
import { Badge, countOf, Day, eurosOf, Moment } from '../kit/words.tsx';
import { alertTitle, eventTitle, recipientWords } from '../state-words.ts';
import { DebtSvg, debtsOf } from './debts.tsx';
import type { Support } from './support.ts';
import { Told, tellerOf } from './told.tsx';

/** Who works for the household. */
export const SupportSection: FC<{ supports: readonly Support[] }> = ({ supports }) => (
  <section aria-labelledby="suivi">
    <h2 id="suivi">Qui suit ce ménage</h2>
    {supports.length === 0 ? (
      <p>Personne n’a dit suivre ce ménage.</p>
    ) : (
      <Table
        caption="Qui suit ce ménage"
        captionHidden
        columns={['Quoi', 'Où cela en est', 'Dit par', 'Le'].map((text) => ({ text }))}
        rows={supports.map(({ event, title, said }) => [
          title,
          <Told>{said || '–'}</Told>,
          tellerOf(event.sender, event.by),
          <Day of={event.actDate} />,
        ])}
      />
    )}
  </section>
);

const subjectOf = ({ about, template }: ToldNotice): string =>
  about === 'evenement' ? eventTitle(template) : alertTitle(template);

/** What became of a notice's mail. */
const Delivery: FC<{ notice: ToldNotice }> = ({ notice }) => {
  const { status, sentAt, undeliveredAt, digestDay, sendBy } = notice;
  switch (status) {
    case 'sent':
      return (
        <>
          <Badge kind="success">parti</Badge> {sentAt === undefined ? null : <Moment of={sentAt} />}
        </>
      );
    case 'digested':
      return (
        <>
          <Badge kind="success">parti</Badge> avec le récapitulatif
          {digestDay === undefined ? null : (
            <>
              {' du '}
              <Day of={digestDay} />
            </>
          )}
        </>
      );
    case 'carried':
      return <>dit sous un autre dossier</>;
    case 'undelivered':
      return (
        <>
          <Badge kind="error">non remis</Badge>{' '}
          {undeliveredAt === undefined ? null : <Moment of={undeliveredAt} />}
        </>
      );
    case 'unaddressed':
      return <Badge kind="warning">sans adresse connue</Badge>;
    case 'waiting':
      return <Badge>attend la commune</Badge>;
    case 'gathered':
    case 'due':
      return (
        <>
          <Badge>à partir</Badge>
          {sendBy === undefined || sendBy === '' ? null : (
            <>
              {' le '}
              <Day of={sendBy} /> au plus tard
            </>
          )}
        </>
      );
  }
};

/** What an agent did of an alert, the last. */
const handlingWords: Record<Handling['state'], string> = {
  prise: 'prise par',
  rendue: 'rendue par',
  faite: 'close par',
  renvoyee: 'renvoyée par',
};

const NOTICES = 8;

const Notices: FC<{ notices: readonly ToldNotice[]; caseId: string; agent: boolean }> = ({
  notices,
  caseId,
  agent,
}) => (
  <Table
    caption="Avis envoyés"
    captionHidden
    columns={['Le', 'Quoi', 'À qui', 'État'].map((text) => ({ text }))}
    rows={notices.map((notice) => [
      notice.createdAt === undefined ? '–' : <Moment of={notice.createdAt} />,
      agent && notice.about === 'alerte' && notice.recipient === 'arrondissement' ? (
        <a href={`/alertes/${caseId}/${notice.noticeId}`}>{subjectOf(notice)}</a>
      ) : (
        subjectOf(notice)
      ),
      <>
        {recipientWords[notice.recipient]}
        {notice.mailbox === undefined ? null : <span class="boite"> {notice.mailbox}</span>}
      </>,
      <>
        <Delivery notice={notice} />
        {notice.handling === undefined ? null : (
          <span class="boite">
            {handlingWords[notice.handling.state]} <Told>{notice.handling.by}</Told>,{' '}
            <Moment of={notice.handling.at} />
          </span>
        )}
      </>,
    ])}
  />
);

/** Whom the hub told what, and what became of it. */
export const ToldSection: FC<
  Pick<Beside, 'notices'> & {
    caseId: string;
    /** Whether the reader may open the alerts. */
    agent: boolean;
  }
> = ({ notices, caseId, agent }) => (
  <section aria-labelledby="dit">
    <h2 id="dit">Dit à qui</h2>
    {notices.length === 0 ? <p>Rien n’a été dit à personne de ce dossier.</p> : null}
    <p>
      <a href={`/dossiers/${caseId}/communications`}>Registre des communications</a> : ce que les partenaires
      ont su, et la lettre qui en informe le ménage.
    </p>
    {notices.length === 0 ? null : (
      <Notices notices={notices.slice(0, NOTICES)} caseId={caseId} agent={agent} />
    )}
    {notices.length <= NOTICES ? null : (
      <details class="replie">
        <summary>{countOf(notices.length - NOTICES, 'avis antérieur', 'avis antérieurs')}</summary>
        <Notices notices={notices.slice(NOTICES)} caseId={caseId} agent={agent} />
      </details>
    )}
  </section>
);

/** What is owed, as it was told over time. */
export const DebtSection: FC<{ events: readonly CaseEvent[] }> = ({ events }) => {
  const debts = debtsOf(events);
  return debts.length === 0 ? null : (
    <section aria-labelledby="dettes">
      <h2 id="dettes">Dettes</h2>
      <DebtSvg debts={debts} />
      <Table
        caption="Montants dus, tels qu’ils ont été communiqués"
        captionHidden
        columns={['Le', 'Montant dû', 'Dit par', 'À propos de'].map((text) => ({ text }))}
        rows={debts.map(({ event, cents }) => [
          <Day of={event.actDate} />,
          eurosOf(cents),
          tellerOf(event.sender, event.by),
          eventTitle(event.kind),
        ])}
      />
    </section>
  );
};
