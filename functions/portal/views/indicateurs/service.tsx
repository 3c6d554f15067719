import type { FC } from 'hono/jsx';
import type { Tableau } from '../../../../shared/domain/indicateurs/tableau.ts';
import { issueMeanings } from '../../../../shared/outbound/replies/issue-meanings.ts';
import { Table } from '../kit/table.tsx';
import { Facts } from '../kit/words.tsx';
import { Page, type Reader } from '../layout.tsx';
import { Barre } from './words.tsx';

const meanings = new Map<string, string>(Object.entries(issueMeanings));

/** A mail's time, as readers say it. */
const upTo: Readonly<Record<string, string>> = {
  1: 'une minute au plus',
  5: 'cinq minutes au plus',
  15: 'un quart d’heure au plus',
  60: 'une heure au plus',
  240: 'quatre heures au plus',
  1440: 'un jour au plus',
  plus: 'plus d’un jour',
};

/** What the hub did in a year: what it was sent, what it refused and why, how long its mails took, what became of its alerts. */
export const ServicePage: FC<{ reader: Reader; tableau: Tableau }> = ({ reader, tableau }) => {
  const { messages, refus, mels, alertes } = tableau.service;
  const [mostMessages, mostRefused, mostMails] = [
    Math.max(0, ...messages.map((one) => one.acceptes + one.enAttente + one.refuses)),
    Math.max(0, ...refus.map(({ n }) => n)),
    Math.max(0, ...mels.map(({ n }) => n)),
  ];
  const total = (id: string): number => tableau.valeurs.get(id)?.total ?? 0;
  return (
    <Page
      title={`Ce que fait la plateforme, ${tableau.annee}`}
      reader={reader}
      path="/indicateurs/service"
      crumbs={[{ href: `/indicateurs?annee=${tableau.annee}`, text: `Indicateurs, ${tableau.annee}` }]}
    >
      <section aria-labelledby="messages">
        <h2 id="messages">Messages reçus, par partenaire</h2>
        {messages.length === 0 ? (
          <p>Aucun message cette année.</p>
        ) : (
          <Table
            caption="Messages reçus, par partenaire"
            captionHidden
            columns={['Partenaire', 'En un regard', 'Acceptés', 'En attente', 'Refusés'].map((text) => ({
              text,
            }))}
            rows={messages.map((one) => [
              one.expediteur,
              <Barre n={one.acceptes + one.enAttente + one.refuses} of={mostMessages} />,
              String(one.acceptes),
              String(one.enAttente),
              String(one.refuses),
            ])}
          />
        )}
      </section>
      <section aria-labelledby="refus">
        <h2 id="refus">Refus, par raison</h2>
        {refus.length === 0 ? (
          <p>Aucun refus cette année.</p>
        ) : (
          <Table
            caption="Refus, par raison"
            captionHidden
            columns={['Raison', 'En un regard', 'Messages', 'Code'].map((text) => ({ text }))}
            rows={refus.map(({ code, n }) => [
              meanings.get(code) ?? code,
              <Barre n={n} of={mostRefused} />,
              String(n),
              <code>{code}</code>,
            ])}
          />
        )}
      </section>
      <section aria-labelledby="mels">
        <h2 id="mels">Du message au mél</h2>
        {mels.length === 0 ? (
          <p>Aucun mél cette année.</p>
        ) : (
          <Table
            caption="Temps entre un événement et le mél qui le dit"
            captionHidden
            columns={['Mél', 'Temps', 'En un regard', 'Événements'].map((text) => ({ text }))}
            rows={Object.keys(upTo).flatMap((minutes) =>
              mels
                .filter((one) => one.minutes === minutes)
                .map(({ comment, n }) => [
                  comment === 'uns' ? 'envoyé seul' : 'dans le résumé du matin',
                  upTo[minutes] ?? minutes,
                  <Barre n={n} of={mostMails} />,
                  String(n),
                ]),
            )}
          />
        )}
      </section>
      <section aria-labelledby="alertes">
        <h2 id="alertes">Alertes et doutes</h2>
        <Facts
          of={[
            ['Alertes à prendre', String(alertes.faites)],
            ['prises par quelqu’un', String(alertes.prises)],
            ['devenues sans objet avant', String(alertes.reglees)],
            ['jamais prises', String(alertes.jamaisPrises)],
            ['Doutes sur un ménage', String(total('hub.doutes'))],
            ['tranchés par un relecteur', String(total('hub.doutesTranches'))],
          ]}
        />
      </section>
    </Page>
  );
};
