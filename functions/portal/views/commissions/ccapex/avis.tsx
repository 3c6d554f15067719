import type { Child, FC } from 'hono/jsx';
import type { AvisSuivi } from '../../../../../shared/cases/commissions/avis.ts';
import { dateAloud } from '../../../../../shared/domain/calendar/civil-date.ts';
import { parisDay } from '../../../../../shared/domain/calendar/paris-day.ts';
import { type Rubrique, voit, vueDe } from '../../../../../shared/domain/commissions/acces.ts';
import { reservesAvdl } from '../../../../../shared/domain/commissions/eclairage.ts';
import type { Seance } from '../../../../../shared/domain/commissions/seance.ts';
import { words } from '../../../../../shared/domain/notices/words.ts';
import type { InSeance } from '../../../in-seance.ts';
import { P } from '../../kit/prose.tsx';
import { Table } from '../../kit/table.tsx';
import { Badge, Day } from '../../kit/words.tsx';
import { Page } from '../../layout.tsx';
import { commissionPath, menageDe, seancePath } from '../words.tsx';

/** What a case says of a recommendation, beside what the body in charge reported. */
const fait = (suivi: AvisSuivi, mesure: string): Child => {
  const { eclairage } = suivi;
  if (!eclairage) return '';
  const { relogement, hebergement, indemnisation, aideFsl, ouverts } = eclairage;
  if (mesure === 'relogement')
    return (
      <>
        {relogement ? (
          <>
            {words[relogement.etat ?? 'effectue']}
            {relogement.voie === undefined ? '' : ` (${words[relogement.voie]})`}, le{' '}
            <Day of={relogement.actDate} />.{' '}
          </>
        ) : (
          'aucun relogement connu. '
        )}
        {hebergement ? (
          <>
            {words[hebergement.etat]}, le <Day of={hebergement.actDate} />.{' '}
          </>
        ) : null}
        {indemnisation ? (
          <>
            indemnisation du bailleur {words[indemnisation.etat]}, le <Day of={indemnisation.actDate} />.
          </>
        ) : null}
      </>
    );
  if (mesure === 'aideFsl')
    return aideFsl ? (
      <>
        aide du FSL {words[aideFsl.etat]}, le <Day of={aideFsl.actDate} />
      </>
    ) : (
      ''
    );
  if (mesure === 'avdl') return ouverts.includes('avdl') ? 'AVDL ouvert' : reservesAvdl(eclairage).join(' ');
  if (mesure === 'accompagnement')
    return ouverts.length > 0 ? `ouvert : ${ouverts.map((one) => one.toUpperCase()).join(', ')}` : '';
  return '';
};

/** What became of a session's opinions, household by household, with the préfet's decisions beside them. */
export const AvisPage: FC<{
  here: InSeance;
  seances: readonly Seance[];
  suivis: readonly AvisSuivi[];
}> = ({ here, seances, suivis }) => {
  const { commission, seance, reader, sieges } = here;
  const own = `${commissionPath(commission.code)}/avis`;
  return (
    <Page
      title={commission.nature === 'ccapex' ? 'Avis suivis' : 'Recommandations suivies'}
      reader={reader}
      path={own}
      crumbs={[
        { href: '/commissions', text: 'Commissions' },
        { href: commissionPath(commission.code), text: commission.nom },
      ]}
    >
      <P>
        Ce qu’est devenu chaque avis, dit par qui en est chargé, et ce que l’État a décidé ensuite du concours
        de la force publique (loi n° 90-449, art. 7-2).
      </P>
      <nav aria-label="Séances">
        <ul class="boutons fr-raw-list">
          {seances.map(({ date }) => (
            <li>
              <a
                class="fr-tag"
                aria-current={date === seance.date ? 'page' : undefined}
                href={`${own}?seance=${date}`}
              >
                {dateAloud(date)}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <h2>Séance du {dateAloud(seance.date)}</h2>
      {suivis.length === 0 ? <p>Aucune situation n’y a reçu d’avis que vous puissiez voir.</p> : null}
      {suivis.map((suivi) => {
        const { situation, suivies, concours } = suivi;
        const shows = (rubrique: Rubrique): boolean =>
          voit(commission.nature, sieges, rubrique, vueDe(situation));
        return (
          <section>
            <h3>
              <a href={`${seancePath(seance)}/situations/${situation.id}`}>{menageDe(situation)}</a>
            </h3>
            <p class="mention">
              {situation.caseId ?? situation.reference}
              {suivi.eclairage && shows('procedure') ? ` · ${suivi.eclairage.etape}` : ''}
            </p>
            {shows('suites') ? (
              <Table
                caption={situation.nature === 'avis' ? 'Avis' : 'Recommandations'}
                columns={['Recommandation', 'Où elle en est', 'Ce que dit le dossier'].map((text) => ({
                  text,
                }))}
                rows={suivies.map(({ mesure, suite }) => [
                  words[mesure],
                  suite ? (
                    <>
                      {words[suite.etat]}
                      {suite.raison === undefined ? '' : ` : ${words[suite.raison]}`}, le{' '}
                      <Day of={suite.le} />
                    </>
                  ) : (
                    'personne n’en a rendu compte'
                  ),
                  fait(suivi, mesure),
                ])}
              />
            ) : null}
            {shows('procedure') && commission.nature === 'ccapex' ? (
              concours.length === 0 ? (
                <p>L’État n’a rien décidé du concours depuis.</p>
              ) : (
                <ul class="puces">
                  {concours.map(({ event, ecarte, dite }) => (
                    <li>
                      {words[event.issue]}, le <Day of={event.actDate} />{' '}
                      {ecarte ? (
                        <Badge kind="warning">s’écarte de l’avis</Badge>
                      ) : (
                        ' (ne s’écarte pas de l’avis)'
                      )}
                      {event.motifEcart === undefined ? '' : ` : ${words[event.motifEcart]}`}.{' '}
                      {dite.par === 'page' ? (
                        'La CCAPEX en est informée par cette page ; aucun mél n’est dû.'
                      ) : dite.le === undefined ? (
                        'Le mél à la CCAPEX est en route.'
                      ) : (
                        <>
                          La CCAPEX en a été informée par mél le <Day of={dayOf(dite.le)} />.
                        </>
                      )}
                    </li>
                  ))}
                </ul>
              )
            ) : null}
          </section>
        );
      })}
    </Page>
  );
};

const dayOf = (instant: string): string => (instant.length === 10 ? instant : parisDay(instant));

/** A commission that has given no opinion yet. */
export const SansAvis: FC<Pick<InSeance, 'commission' | 'reader'>> = ({ commission, reader }) => (
  <Page
    title={commission.nature === 'ccapex' ? 'Avis suivis' : 'Recommandations suivies'}
    reader={reader}
    path={`${commissionPath(commission.code)}/avis`}
    crumbs={[
      { href: '/commissions', text: 'Commissions' },
      { href: commissionPath(commission.code), text: commission.nom },
    ]}
  >
    <p>Aucune séance n’est close : il n’y a pas encore d’avis à suivre.</p>
  </Page>
);
