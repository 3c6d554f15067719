import type { Child, FC } from 'hono/jsx';
import { eventNameOf } from '../../../../shared/cases/reading/piece-of-event.ts';
import { dateInFrench } from '../../../../shared/domain/calendar/civil-date.ts';
import type { CaseEvent } from '../../../../shared/domain/events/case-event.ts';
import { Buttons, Form, Submit } from '../kit/form.tsx';
import { Facts, Moment, Notice } from '../kit/words.tsx';
import { Page, type Reader } from '../layout.tsx';
import { eventTitle } from '../state-words.ts';
import { allFactsOf } from './facts-of-event.ts';
import { Told, tellerOf } from './told.tsx';
import { nameOf } from './words.ts';

/** Why a message could not be taken out, or brought back. */
const detachProblems = {
  gone: 'Ce message n’est plus dans ce dossier : il a été déplacé entre-temps. Rien n’a été fait.',
  alone: 'C’est le seul message de ce dossier : il n’y a rien dont le détacher.',
  changed: 'Le dossier a changé pendant que vous lisiez. Rien n’a été fait : relisez-le, puis recommencez.',
  notBoth: 'L’autre dossier est d’un arrondissement que vous ne relisez pas : son relecteur peut annuler.',
  nothing:
    'Il n’y a plus rien à annuler : le dossier a changé depuis, ou le détachement n’est pas d’aujourd’hui.',
} as const;
export type DetachProblem = keyof typeof detachProblems;

const crumbsOf = (caseId: string) => [
  { href: '/dossiers', text: 'Dossiers' },
  { href: `/dossiers/${caseId}`, text: caseId },
];

/** Asks before a message is taken out of its case, and says what follows. */
export const DetachingPage: FC<{ caseId: string; event: CaseEvent; reader: Reader }> = ({
  caseId,
  event,
  reader,
}) => (
  <Page title="Détacher ce message ?" reader={reader} crumbs={crumbsOf(caseId)}>
    <div class="dossier">
      <Facts
        of={[
          ['Message', `${eventTitle(event.kind)} du ${dateInFrench(event.actDate)}`],
          ['De', <Told>{tellerOf(event.sender, event.by)}</Told>],
          ['Reçu', <Moment of={event.receivedAt} />],
          ['Ménage', <Told>{event.household.map(nameOf).join(', ')}</Told>],
          [
            'Logement',
            <Told>
              {[event.dwelling.street, event.dwelling.complement, event.dwelling.commune]
                .filter(Boolean)
                .join(', ')}
            </Told>,
          ],
          ...allFactsOf(event).map(([label, text]): readonly [string, Child] => [label, <Told>{text}</Told>]),
        ]}
      />
      <p>
        Il quitte le dossier {caseId} et ouvre un dossier à lui seul. Les échéances des deux sont comptées de
        nouveau ; la boîte de l’arrondissement est prévenue que les avis reçus pour ce message ne valent plus
        sous {caseId}. Vous pourrez l’annuler aujourd’hui.
      </p>
      <Form action={`/dossiers/${caseId}/detacher`} reader={reader}>
        <input type="hidden" name="evenement" value={eventNameOf(event)} />
        <Buttons>
          <Submit>Détacher ce message</Submit>
          <a class="fr-btn fr-btn--secondary" href={`/dossiers/${caseId}/rattachements`}>
            Ne rien changer
          </a>
        </Buttons>
      </Form>
    </div>
  </Page>
);

/** Says why nothing was done. */
export const NotDetachedPage: FC<{ caseId: string; problem: DetachProblem; reader: Reader }> = ({
  caseId,
  problem,
  reader,
}) => (
  <Page title="Rien n’a été fait" reader={reader} crumbs={crumbsOf(caseId)}>
    <Notice kind="warning">
      <p>{detachProblems[problem]}</p>
    </Notice>
    <p>
      <a class="fr-link" href={`/dossiers/${caseId}`}>
        Revenir au dossier {caseId}
      </a>
    </p>
  </Page>
);

/** Says where a message went, to a reviewer who may not follow it there. */
export const DetachedElsewherePage: FC<{ caseId: string; to: string; reader: Reader }> = ({
  caseId,
  to,
  reader,
}) => (
  <Page title="Message détaché" reader={reader} crumbs={crumbsOf(caseId)}>
    <Notice kind="success">
      <p>
        Il est dans le dossier {to}, d’un arrondissement que vous ne suivez pas : son relecteur peut annuler
        aujourd’hui.
      </p>
    </Notice>
    <p>
      <a class="fr-link" href={`/dossiers/${caseId}`}>
        Revenir au dossier {caseId}
      </a>
    </p>
  </Page>
);
