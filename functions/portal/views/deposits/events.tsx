import type { FC } from 'hono/jsx';
import type { Commune } from '../../../../shared/domain/territory/table.ts';
import { replySchema } from '../../../../shared/outbound/replies/reply.ts';
import type { Ended, Sent } from '../../../../shared/store/sent.ts';
import { toldInWords } from '../../forms/field-errors.ts';
import type { WireForm } from '../../forms/wire-form.ts';
import type { Typed } from '../../forms/wire-typed.ts';
import { type Here, under } from '../../partner-here.ts';
import type { FieldErrors } from '../kit/fields.tsx';
import { Table } from '../kit/table.tsx';
import { Badge, Facts, Moment } from '../kit/words.tsx';
import { PartnerPage } from './partner-page.tsx';
import { Issues } from './status.tsx';
import { WireFormView } from './wire-fields.tsx';

const outcomes = {
  accepted: { word: 'Enregistré', kind: 'success', about: 'L’événement est dans le dossier du ménage.' },
  pending: {
    word: 'Enregistré, à vérifier',
    kind: 'warning',
    about: 'L’événement est enregistré. Un agent de l’État doit encore préciser un point du dossier.',
  },
  refused: { word: 'Refusé', kind: 'error', about: 'L’événement n’a pas été retenu, pour ce qui suit.' },
  waiting: {
    word: 'En cours',
    kind: 'info',
    about:
      'L’événement est reçu et sera traité dans un instant. Actualisez cette page pour savoir ce qu’il devient.',
  },
} as const;

const outcomeOf = (ended: Ended | undefined) => outcomes[ended?.outcome ?? 'waiting'];
const replyOf = (ended: Ended | undefined) => ended && replySchema.safeParse(JSON.parse(ended.reply)).data;
const titleOf = (forms: readonly WireForm[], { kind }: Sent): string =>
  forms.find(({ nature }) => nature === kind)?.title ?? 'Événement';

/** The kinds of events that a partner may tell, and those it told. */
export const SentEventsPage: FC<{
  here: Here;
  forms: readonly WireForm[];
  sent: readonly Sent[];
  ended: ReadonlyMap<string, Ended>;
  next: string | undefined;
}> = ({ here, forms, sent, ended, next }) => (
  <PartnerPage here={here} title="Événements" path="/evenements">
    {here.maySend ? (
      <>
        <h2>Signaler un événement</h2>
        <ul>
          {forms.map(({ nature, title }) => (
            <li>
              <a href={under(here, `/evenements/nouveau/${nature}`)}>{title}</a>
            </li>
          ))}
        </ul>
      </>
    ) : null}
    <h2>Ce qui a été envoyé ici</h2>
    {sent.length === 0 ? (
      <p>
        Aucun événement n’a été envoyé par ces pages. Ce que votre logiciel envoie n’est pas listé ici : il en
        reçoit les réponses.
      </p>
    ) : (
      <Table
        caption="Événements envoyés par ces pages, les plus récents d’abord"
        captionHidden
        columns={['Événement', 'Votre référence', 'Envoyé', 'Par', 'État'].map((text) => ({ text }))}
        rows={sent.map((one) => {
          const end = ended.get(one.messageId ?? '');
          const { word, kind } = outcomeOf(end);
          return [
            <a href={under(here, `/evenements/${one.id}`)}>
              {titleOf(forms, one)}
              <span class="fr-sr-only"> n° {one.id}</span>
            </a>,
            replyOf(end)?.reference ?? 'à venir',
            <Moment of={one.at} />,
            one.by.name,
            <Badge kind={kind}>{word}</Badge>,
          ];
        })}
      />
    )}
    {next === undefined ? null : (
      <p>
        <a class="fr-link" href={under(here, `/evenements?apres=${next}`)}>
          Événements précédents
        </a>
      </p>
    )}
  </PartnerPage>
);

const aboveEvent = (here: Here) => [{ href: under(here, '/evenements'), text: 'Événements' }];

/** The form of one kind of event. */
export const TellEventPage: FC<{
  here: Here;
  form: WireForm;
  typed: Typed;
  errors: FieldErrors;
  candidates: readonly Commune[];
  mayConfirm: boolean;
}> = ({ here, form, ...filled }) => (
  <PartnerPage
    here={here}
    title={form.title}
    path="/evenements/nouveau"
    crumbs={aboveEvent(here)}
    hasErrors={filled.errors.size > 0}
  >
    <WireFormView
      form={form}
      action={under(here, `/evenements/nouveau/${form.nature}`)}
      reader={here.reader}
      submit="Envoyer"
      {...filled}
    />
  </PartnerPage>
);

/** What became of one event. */
export const SentEventPage: FC<{
  here: Here;
  sent: Sent;
  form: WireForm | undefined;
  ended: Ended | undefined;
}> = ({ here, sent, form, ended }) => {
  const { word, kind, about } = outcomeOf(ended);
  const reply = replyOf(ended);
  const warnings = toldInWords(form, reply?.warnings ?? []);
  return (
    <PartnerPage
      here={here}
      title={form?.title ?? 'Événement'}
      path="/evenements/un"
      crumbs={aboveEvent(here)}
    >
      <div role="status">
        <Badge kind={kind}>{word}</Badge>
        <p>{about}</p>
      </div>
      {ended === undefined ? (
        <p>
          <a class="fr-btn" href={under(here, `/evenements/${sent.id}`)}>
            Actualiser
          </a>
        </p>
      ) : null}
      <Issues title="Pourquoi" of={toldInWords(form, reply?.errors ?? [])} />
      <Facts
        of={[
          ['Numéro', sent.id],
          ['Votre référence', reply?.reference],
          ['Nom du dossier, pour vous', ended?.caseName],
          ['Envoyé', <Moment of={sent.at} />],
          ['Par', sent.by.name],
        ]}
      />
      <Issues title="À compléter" of={warnings.filter(({ isLacking }) => isLacking)} />
      <Issues title="À noter" of={warnings.filter(({ isLacking }) => !isLacking)} />
      {here.maySend && form ? (
        <p>
          <a href={under(here, `/evenements/nouveau/${form.nature}`)}>
            Envoyer un autre événement de ce genre
          </a>
        </p>
      ) : null}
    </PartnerPage>
  );
};
