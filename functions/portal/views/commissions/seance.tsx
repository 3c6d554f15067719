import type { FC } from 'hono/jsx';
import { dateAloud } from '../../../../shared/domain/calendar/civil-date.ts';
import { voitLeMenage, vueDe } from '../../../../shared/domain/commissions/acces.ts';
import { inscrites } from '../../../../shared/domain/commissions/seance.ts';
import { countOf, Facts, Moment, Notice } from '../kit/words.tsx';
import { Minutes } from './ccapex/minutes.tsx';
import { Charte as CharteForm } from './charte.tsx';
import { InSeancePage } from './in-seance.tsx';
import { Invites } from './seance/invites.tsx';
import { AVerifier, Listes } from './seance/listes.tsx';
import type { SeancePageProps } from './seance/props.ts';
import { Travail } from './seance/secretariat.tsx';
import { SeanceBadge, seancePath } from './words.tsx';

const faits: Readonly<Record<string, string>> = {
  prevue: 'La séance est prévue. Les membres ne sont pas encore invités.',
  convoquer: 'Les invitations partent, avec l’heure, le lieu, l’ordre du jour et un fichier pour l’agenda.',
  changer: 'C’est changé. Si les membres étaient invités, invitez-les de nouveau : leur agenda suivra.',
  annuler: 'La séance est annulée ; ceux qui étaient invités sont prévenus.',
  rappeler: 'Le rappel part aux membres qui n’ont encore rien dit.',
  tardives: 'L’examen des situations arrivées en retard est annulé.',
  verifier: 'C’est noté.',
  rouvrir: 'La séance est rouverte : ce que les dossiers avaient reçu est repris.',
  releve: 'Le relevé part aux membres et à la boîte de l’État ; les absents reçoivent le tableau annoté.',
  invite: 'C’est noté.',
  retrait: 'Le ménage est retiré de toutes les listes de cette commission.',
};

/** A session, for whoever has a seat: what it is, what is to be done, and by whom. */
export const SeancePage: FC<SeancePageProps> = (props) => {
  const { here, situations, charte, today, refused, done } = props;
  const { commission, seance, sieges } = here;
  const listed = inscrites(situations, seance);
  const seen = listed.filter((one) => voitLeMenage(commission.nature, sieges, vueDe(one)));
  const own = seancePath(seance);
  const said = done === undefined ? undefined : faits[done];
  return (
    <InSeancePage here={here} title={`Séance du ${dateAloud(seance.date)}`} path="">
      {refused === undefined ? null : (
        <Notice kind="error" title="Rien n’a été fait">
          <p>{refused.text}</p>
        </Notice>
      )}
      {said === undefined ? null : (
        <Notice kind="success">
          <p>{said}</p>
        </Notice>
      )}
      <div>
        <SeanceBadge of={seance.etat} /> {commission.nom}
      </div>
      <Facts
        of={[
          ['Heure', seance.heure.replace(':', ' h ')],
          ['Lieu', seance.lieu],
          [
            'Invitations',
            seance.convocation && (
              <>
                parties le <Moment of={seance.convocation.at} />
                {seance.convocation.fois > 1 ? `, ${seance.convocation.fois} fois` : ''}
              </>
            ),
          ],
          [
            'Situations',
            seance.type === 'situations'
              ? countOf(seen.length, 'situation inscrite', 'situations inscrites')
              : undefined,
          ],
          [
            'Relevé',
            seance.releve && (
              <>
                envoyé le <Moment of={seance.releve.at} />
              </>
            ),
          ],
        ]}
      />
      {seance.points.length === 0 ? null : (
        <>
          <h2>Ordre du jour</h2>
          <ul class="puces">
            {seance.points.map((one) => (
              <li>{one}</li>
            ))}
          </ul>
        </>
      )}
      {charte ? (
        <ul class="boutons fr-raw-list fr-mt-3w">
          {seance.type === 'situations' ? (
            <li>
              <a class="fr-btn" href={`${own}/liste`}>
                {commission.nature === 'clpil' ? 'La liste' : 'Ordre du jour'}
              </a>
            </li>
          ) : null}
          {here.does('animation') && seance.etat === 'ouverte' && seance.type === 'situations' ? (
            <li>
              <a class="fr-btn" href={`${own}/salle`}>
                En salle
              </a>
            </li>
          ) : null}
          {seance.etat === 'close' || here.works ? (
            <li>
              <a class="fr-btn fr-btn--secondary" href={`${own}/releve`}>
                {seance.type === 'doctrinale' ? 'Relevé' : 'Relevé et lettres'}
              </a>
            </li>
          ) : null}
          {here.works ? (
            <li>
              <a class="fr-btn fr-btn--secondary" href={`${own}/journal`}>
                Journal
              </a>
            </li>
          ) : null}
        </ul>
      ) : (
        <CharteForm here={here} suite={seance.type === 'doctrinale' ? own : `${own}/liste`} />
      )}
      {charte ? <Minutes here={here} /> : null}
      {commission.nature === 'clpil' ? <Listes {...props} /> : null}
      {here.works ? <AVerifier {...props} /> : null}
      <Invites {...props} seen={charte ? seen : []} />
      {here.works ? <Travail {...props} listed={listed} today={today} /> : null}
    </InSeancePage>
  );
};
