import type { FC } from 'hono/jsx';
import type { MailboxProof } from '../../../../shared/store/mailboxes.ts';
import { isFailing } from '../../../../shared/store/mailboxes.ts';
import { hasLeft, type PartnerEntry } from '../../../../shared/store/partners.ts';
import type { PersonEntry } from '../../../../shared/store/persons.ts';
import type { Change } from '../../../../shared/store/register.ts';
import { Table } from '../kit/table.tsx';
import { Badge, countOf, Day, Facts, Moment, Notice } from '../kit/words.tsx';
import { Page, type Reader } from '../layout.tsx';
import { ADMINISTRATION, changeInWords } from './right.tsx';

const doorNames = { api: 'HTTP', aws: 'compte AWS' } as const;

const PartnerState: FC<{ of: PartnerEntry; today: string }> = ({ of, today }) => {
  if (hasLeft(of, today)) return <Badge>parti, lit encore ses réponses</Badge>;
  if (today < of.from) return <Badge kind="info">à venir</Badge>;
  return <Badge kind="success">en cours</Badge>;
};

/** The registry of partners. */
export const PartnersPage: FC<{
  reader: Reader;
  partners: readonly PartnerEntry[];
  stage: string;
  today: string;
}> = ({ reader, partners, stage, today }) => (
  <Page title="Partenaires" reader={reader} path="/administration/partenaires" crumbs={[ADMINISTRATION]}>
    <p>
      Ajouter un partenaire déploie ce qui n’est qu’à lui (file, rôle, secret) : écrivez à qui exploite le
      hub, qui le fait par une commande (<code>passerelle partner add --stage {stage}</code>, décrite par{' '}
      <code>--help</code>).
    </p>
    {partners.length === 0 ? (
      <p>Aucun partenaire n’est au registre.</p>
    ) : (
      <Table
        caption={countOf(partners.length, 'partenaire')}
        columns={['Partenaire', 'Code', 'Entrée par', 'Depuis le', 'État'].map((text) => ({ text }))}
        rows={partners.map((one) => [
          <a class="fr-link" href={`/administration/partenaires/${one.code}`}>
            {one.name}
          </a>,
          one.code,
          one.doors.map((door) => doorNames[door]).join(', ') || 'pages seulement',
          <Day of={one.from} />,
          <PartnerState of={one} today={today} />,
        ])}
      />
    )}
  </Page>
);

/** One partner: its entry, who enters for it, and who changed it. */
export const PartnerPage: FC<{
  reader: Reader;
  partner: PartnerEntry;
  changes: readonly Change[];
  persons: readonly PersonEntry[];
  stage: string;
  today: string;
}> = ({ reader, partner, changes, persons, stage, today }) => (
  <Page
    title={partner.name}
    reader={reader}
    path={`/administration/partenaires/${partner.code}`}
    crumbs={[ADMINISTRATION, { href: '/administration/partenaires', text: 'Partenaires' }]}
  >
    <PartnerState of={partner} today={today} />
    <Facts
      of={[
        ['Code', partner.code],
        ['Famille de formats', partner.kind],
        ['Entrée par', partner.doors.map((door) => doorNames[door]).join(', ') || 'pages seulement'],
        ['Compte AWS', partner.account],
        ['Boîte', partner.contact],
        ['Depuis le', <Day of={partner.from} />],
        ['Parti le', partner.to === undefined ? undefined : <Day of={partner.to} />],
        [
          'Secrets valables depuis',
          partner.secretsFrom === undefined ? undefined : <Moment of={partner.secretsFrom} />,
        ],
      ]}
    />
    <h2 class="fr-mt-4w">Qui entre pour lui</h2>
    {persons.length === 0 ? (
      <p>Personne n’est habilité à déposer pour ce partenaire sur les pages.</p>
    ) : (
      <ul>
        {persons.map(({ id, name }) => (
          <li>
            <a href={`/administration/personnes/${id}`}>{name}</a>
          </li>
        ))}
      </ul>
    )}
    <h2 class="fr-mt-4w">Historique</h2>
    <Table
      caption="Qui a changé quoi"
      captionHidden
      columns={['Quand', 'Qui', 'Quoi'].map((text) => ({ text }))}
      rows={changes.toReversed().map(({ at, by, what }) => [<Moment of={at} />, by, changeInWords(what)])}
    />
    <p>
      Fermer, rouvrir, changer un secret : écrivez à qui exploite le hub, qui le fait par une commande (
      <code>passerelle partner --stage {stage}</code>, décrite par <code>--help</code>).
    </p>
  </Page>
);

/** A mailbox of the State: all that one address serves, and what became of its last mails. */
export type Box = { mail: string; serves: readonly string[]; proof: MailboxProof | undefined };

/** What is known of the last mails to a mailbox, in words. */
export const ProofBadge: FC<{ of: MailboxProof | undefined }> = ({ of }) => {
  if (of === undefined) return <Badge>jamais éprouvée</Badge>;
  if (isFailing(of)) return <Badge kind="error">dernier mél non remis</Badge>;
  return of.deliveredAt === undefined ? (
    <Badge kind="warning">mél en attente</Badge>
  ) : (
    <Badge kind="success">reçoit</Badge>
  );
};

/** Why a mail did not arrive, as SES says it. */
const reasonInWords = (reason: string): string => {
  if (reason.startsWith('Bounce:Permanent')) return 'adresse refusée pour de bon';
  if (reason.startsWith('Bounce:Transient')) return 'boîte pleine ou indisponible';
  if (reason.startsWith('Complaint')) return 'signalé comme indésirable';
  return reason;
};

/** The State's mailboxes. */
export const MailboxesPage: FC<{ reader: Reader; boxes: readonly Box[]; stage: string }> = ({
  reader,
  boxes,
  stage,
}) => (
  <Page title="Boîtes de l’État" reader={reader} path="/administration/boites" crumbs={[ADMINISTRATION]}>
    {stage === 'prod' ? null : (
      <Notice kind="info">
        <p>
          Étape « {stage} » : aucun mél ne part à ces boîtes. Les preuves sont celles de la boîte d’essai
          {stage === 'local' ? ', et la machine locale n’en donne aucune' : ''}.
        </p>
      </Notice>
    )}
    <p>
      Ces boîtes sont celles de la charte, dans la configuration de l’étape. « Remis » veut dire que le
      serveur de la boîte a accepté le mél, pas que quelqu’un l’a lu.
    </p>
    <Table
      caption={countOf(boxes.length, 'boîte')}
      columns={['Boîte', 'Sert à', 'État', 'Dernier envoi connu', 'Dernière remise', 'Dernier échec'].map(
        (text) => ({ text }),
      )}
      rows={boxes.map(({ mail, serves, proof }) => [
        mail,
        serves.join(' ; '),
        <ProofBadge of={proof} />,
        proof ? <Moment of={proof.sentAt} /> : 'aucun',
        proof?.deliveredAt === undefined ? 'aucune' : <Moment of={proof.deliveredAt} />,
        proof?.failedAt === undefined ? (
          'aucun'
        ) : (
          <>
            <Moment of={proof.failedAt} /> : {reasonInWords(proof.reason ?? '')}
          </>
        ),
      ])}
    />
  </Page>
);
