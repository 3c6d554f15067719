import type { Child, FC } from 'hono/jsx';
import { retards } from '../../../../shared/cases/commissions/retards.ts';
import { type CivilDate, dateAloud } from '../../../../shared/domain/calendar/civil-date.ts';
import { voitLeMenage, vueDe } from '../../../../shared/domain/commissions/acces.ts';
import { bailleursDe } from '../../../../shared/domain/commissions/commission.ts';
import { echeancesDe, estTardive } from '../../../../shared/domain/commissions/echeances.ts';
import {
  estOuverteAuxListes,
  inscrites,
  invitesAcceptes,
  type Presence,
  presences,
  type Refus,
  type Situation,
} from '../../../../shared/domain/commissions/seance.ts';
import { organismes } from '../../../../shared/domain/events/organismes.ts';
import type { Charte, Courriel } from '../../../../shared/store/commissions.ts';
import type { InSeance } from '../../in-seance.ts';
import { Choices, Input, Select, TextArea } from '../kit/fields.tsx';
import { Buttons, Form, Submit } from '../kit/form.tsx';
import { P } from '../kit/prose.tsx';
import { Table } from '../kit/table.tsx';
import { countOf, Day, Facts, Moment, Notice } from '../kit/words.tsx';
import { Minutes } from './ccapex/minutes.tsx';
import { Charte as CharteForm } from './charte.tsx';
import { InSeancePage } from './in-seance.tsx';
import { Avant, logementDe, menageDe, SeanceBadge, seancePath } from './words.tsx';

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

const presenceNames = { present: 'présent', excuse: 'excusé', absent: 'absent' } as const satisfies Record<
  Presence,
  string
>;

export type SeancePageProps = {
  here: InSeance;
  situations: readonly Situation[];
  /** Whether the reader has acknowledged the charter. */
  charte: boolean;
  chartes: readonly Charte[];
  courriels: readonly Courriel[];
  today: CivilDate;
  refused: Refus | undefined;
  done: string | undefined;
};

/** A form of one button. */
const Geste: FC<{
  here: InSeance;
  faire: string;
  quiet?: boolean;
  champs?: Readonly<Record<string, string>>;
  children: Child;
}> = ({ here, faire, quiet = false, champs = {}, children }) => (
  <Form action={seancePath(here.seance)} reader={here.reader}>
    {Object.entries(champs).map(([name, value]) => (
      <input type="hidden" name={name} value={value} />
    ))}
    <Submit name="faire" value={faire} quiet={quiet}>
      {children}
    </Submit>
  </Form>
);

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

/** The lists of landlords, with the days by which each step is due. A landlord is shown its own line alone. */
const Listes: FC<SeancePageProps> = ({ here, situations, today }) => {
  const { commission, seance, membres, works } = here;
  const due = echeancesDe(seance.date, commission.parametres.delaiReponse);
  const landlords = bailleursDe(commission).filter(
    ({ id }) =>
      works ||
      membres.some((one) => one.id === id) ||
      membres.some(({ organisme }) => organisme !== 'bailleur'),
  );
  const isOnlyLandlord = !works && membres.every(({ organisme }) => organisme === 'bailleur');
  const shown = isOnlyLandlord
    ? landlords.filter(({ id }) => membres.some((one) => one.id === id))
    : landlords;
  const isDone = !estOuverteAuxListes(seance) || shown.every(({ id }) => seance.listes[id] !== undefined);
  const { bailleursTardifs, aRappeler } = retards({ commission, seance }, situations);
  return (
    <>
      <h2 id="listes">Listes des bailleurs</h2>
      <ol>
        <li>
          Lettres aux locataires : au plus tard le <Avant of={due.lettres} today={today} fait={isDone} />,
          pour leur laisser {countOf(commission.parametres.delaiReponse, 'jour')}.
        </li>
        <li>
          Liste aux membres, sans les refus : au plus tard le{' '}
          <Avant of={due.liste} today={today} fait={isDone} />.
        </li>
        <li>
          Séance : le <Day of={seance.date} aloud />.
        </li>
      </ol>
      <Table
        caption="Où en est chaque bailleur"
        captionHidden
        columns={['Bailleur', 'Passage', 'Liste', 'Situations'].map((text) => ({ text }))}
        rows={shown.map(({ id, nom }) => {
          const list = seance.listes[id];
          const rows = situations.filter(({ bailleur, etat }) => bailleur === id && etat !== 'retiree');
          const isMine = works || membres.some((one) => one.id === id);
          return [
            isMine ? (
              <a class="fr-link" href={`${seancePath(seance)}/bailleurs/${id}`}>
                {nom}
              </a>
            ) : (
              nom
            ),
            seance.creneaux[id]?.replace(':', ' h ') ?? 'à fixer',
            list ? (
              <>
                transmise le <Day of={list.transmiseLe} />
                {estTardive(list.transmiseLe, seance.date) ? ', en retard' : ''}
              </>
            ) : (
              'attendue'
            ),
            isMine
              ? `${rows.filter(({ etat }) => etat === 'inscrite').length} inscrites, ${rows.filter(({ etat }) => etat === 'proposee').length} proposées`
              : String(rows.filter(({ etat }) => etat === 'inscrite').length),
          ];
        })}
      />
      {here.does('invitation') && estOuverteAuxListes(seance)
        ? bailleursTardifs.map((id) => (
            <Notice kind="warning" title="Liste arrivée en retard">
              <P>
                La liste de {commission.membres.find((one) => one.id === id)?.nom ?? id} est arrivée moins
                d’un mois avant la séance. Aucun membre n’est tenu d’en parler s’il est absent. Vous pouvez
                annuler l’examen de ces situations.
              </P>
              <Geste here={here} faire="tardives" quiet champs={{ bailleur: id }}>
                Annuler leur examen
              </Geste>
            </Notice>
          ))
        : null}
      {here.does('invitation') && estOuverteAuxListes(seance) && aRappeler.length > 0 ? (
        <>
          <P>N’ont encore rien dit : {aRappeler.map(({ nom }) => nom).join(', ')}.</P>
          <Geste here={here} faire="rappeler" quiet>
            Les rappeler
          </Geste>
        </>
      ) : null}
    </>
  );
};

/** Rows that look like another landlord's household: the secretariat alone sees both. */
const AVerifier: FC<SeancePageProps> = ({ here, situations, charte }) => {
  const waiting = situations.filter(({ aVerifier, etat }) => aVerifier !== undefined && etat !== 'retiree');
  if (waiting.length === 0 || !charte || !here.does('suivi')) return null;
  const nameOf = (id: string): string => here.commission.membres.find((one) => one.id === id)?.nom ?? id;
  return (
    <>
      <h2 id="a-verifier">À vérifier avant d’inscrire</h2>
      <p>Ces lignes ressemblent à une situation d’un autre bailleur. Aucun des deux ne le sait.</p>
      <Table
        caption={countOf(waiting.length, 'ligne à vérifier', 'lignes à vérifier')}
        columns={['Ménage', 'Logement', 'Bailleur', 'Que faire'].map((text) => ({ text }))}
        rows={waiting.map((one) => [
          menageDe(one),
          logementDe(one),
          nameOf(one.bailleur),
          <div class="boutons">
            <Geste here={here} faire="verifier" champs={{ situation: one.id, garder: 'oui' }}>
              Un autre ménage : inscrire
            </Geste>
            <Geste here={here} faire="verifier" quiet champs={{ situation: one.id, garder: 'non' }}>
              Le même : écarter la ligne
            </Geste>
          </div>,
        ])}
      />
    </>
  );
};

/** Guests: proposed by a member, seen by none before all others accepted (annexe 6, art. 2). */
const Invites: FC<SeancePageProps & { seen: readonly Situation[] }> = ({ here, seen }) => {
  const { commission, seance, membres, reader } = here;
  const [own] = membres;
  const ids = commission.membres.map(({ id }) => id);
  const accepted = new Set(invitesAcceptes(seance, ids).map(({ id }) => id));
  if (!own) return null;
  const nameOf = (id: string): string => commission.membres.find((one) => one.id === id)?.nom ?? id;
  const isOpen = seance.etat !== 'close' && seance.etat !== 'annulee';
  return (
    <>
      <h2 id="invites">Invités</h2>
      {seance.invites.length === 0 ? <p>Aucun organisme n’est invité en plus des membres.</p> : null}
      {seance.invites.map((one) => {
        const missing = ids.filter((id) => id !== one.par && one.reponses[id] === undefined);
        const no = ids.filter((id) => one.reponses[id]?.oui === false);
        return (
          <div class="fr-mb-2w">
            <P>
              {one.nom}, invité par {nameOf(one.par)}
              {one.menages === undefined ? '' : ` pour ${countOf(one.menages.length, 'ménage')}`} :{' '}
              {accepted.has(one.id)
                ? 'accepté de tous'
                : no.length > 0
                  ? `refusé par ${no.map(nameOf).join(', ')}`
                  : `attend ${missing.map(nameOf).join(', ')}`}
              .
            </P>
            {isOpen && here.does('invitation') && missing.length > 0 ? (
              <details>
                <summary>Noter la réponse d’un membre</summary>
                <Form action={`${seancePath(seance)}/invites`} reader={reader}>
                  <input type="hidden" name="faire" value="repondre" />
                  <input type="hidden" name="invite" value={one.id} />
                  <Select
                    name={`pour-${one.id}`}
                    label="Membre"
                    hint="Qui a répondu par mél, ou en séance"
                    choices={missing.map((id) => ({ value: id, text: nameOf(id) }))}
                  />
                  <Buttons>
                    <Submit name="oui" value="oui">
                      Il accepte
                    </Submit>
                    <Submit name="oui" value="non" quiet>
                      Il n’accepte pas
                    </Submit>
                  </Buttons>
                </Form>
              </details>
            ) : null}
            {isOpen && own.id !== one.par && one.reponses[own.id] === undefined ? (
              <Form action={`${seancePath(seance)}/invites`} reader={reader} class="boutons">
                <input type="hidden" name="faire" value="repondre" />
                <input type="hidden" name="invite" value={one.id} />
                <Submit name="oui" value="oui">
                  Accepter {one.nom}
                </Submit>
                <Submit name="oui" value="non" quiet>
                  Ne pas accepter
                </Submit>
              </Form>
            ) : null}
          </div>
        );
      })}
      {isOpen ? (
        <details>
          <summary>Inviter un organisme</summary>
          <Form action={`${seancePath(seance)}/invites`} reader={reader}>
            <Input
              name="partenaire"
              label="Son code au registre des partenaires"
              hint="Par exemple association-exemple. Les autres membres doivent l’accepter."
              most={40}
            />
            {seen.length === 0 ? null : (
              <Choices
                name="menages"
                label="Pour quels ménages"
                hint="Un tuteur, une association qui suit un locataire : ceux-là seuls. Sans choix, tous."
                many
                required={false}
                choices={seen.map((one) => ({ value: one.id, text: menageDe(one) }))}
              />
            )}
            <Buttons>
              <Submit>Inviter</Submit>
            </Buttons>
          </Form>
        </details>
      ) : null}
    </>
  );
};

/** What whoever does the commission's work may do to the session, in its order. */
const Travail: FC<SeancePageProps & { listed: readonly Situation[] }> = ({
  here,
  listed,
  today,
  chartes,
}) => {
  const { commission, seance, reader } = here;
  const left = listed.filter(({ decidee }) => decidee === undefined).length;
  const isPlanned = estOuverteAuxListes(seance);
  return (
    <>
      <h2 id="secretariat">Secrétariat</h2>
      <P>
        {countOf(chartes.length, 'personne a', 'personnes ont')} pris connaissance de la charte de
        confidentialité.
      </P>
      <div class="boutons">
        {here.does('invitation') && isPlanned ? (
          <Geste here={here} faire="convoquer" quiet={seance.convocation !== undefined}>
            {seance.convocation ? 'Inviter de nouveau' : 'Inviter les membres'}
          </Geste>
        ) : null}
        {here.does('animation') && seance.etat === 'ouverte' && left === 0 ? (
          <Geste here={here} faire="clore">
            Clore la séance
          </Geste>
        ) : null}
        {here.does('releve') && seance.etat === 'close' ? (
          <Geste here={here} faire="releve" quiet={seance.releve !== undefined}>
            {seance.releve ? 'Envoyer de nouveau le relevé' : 'Envoyer le relevé'}
          </Geste>
        ) : null}
      </div>
      {here.does('animation') && isPlanned && seance.date <= today ? (
        <>
          <h3>Ouvrir la séance</h3>
          <Form action={seancePath(seance)} reader={reader}>
            {commission.membres.map(({ id, nom, organisme }) => (
              <Select
                name={`presence-${id}`}
                label={`${nom} (${organismes[organisme]})`}
                value={seance.presences[id] ?? 'present'}
                choices={presences.map((value) => ({ value, text: presenceNames[value] }))}
              />
            ))}
            <Buttons>
              <Submit name="faire" value="ouvrir">
                Ouvrir la séance
              </Submit>
            </Buttons>
          </Form>
        </>
      ) : null}
      {here.does('invitation') && (isPlanned || seance.etat === 'ouverte') ? (
        <details class="fr-mt-3w">
          <summary>Changer l’heure, le lieu, les passages, l’ordre du jour</summary>
          <Form action={seancePath(seance)} reader={reader} kept>
            <Input name="heure" label="Heure" value={seance.heure} most={5} />
            <Input name="lieu" label="Lieu" value={seance.lieu} most={200} />
            {bailleursDe(commission).map(({ id, nom }) => (
              <Input
                name={`creneau-${id}`}
                label={`Heure de passage : ${nom}`}
                value={seance.creneaux[id]}
                required={false}
                most={5}
              />
            ))}
            <TextArea
              name="points"
              label="Ordre du jour"
              hint="Un point par ligne"
              value={seance.points.join('\n')}
              required={false}
            />
            <Buttons>
              <Submit name="faire" value="changer">
                Enregistrer
              </Submit>
            </Buttons>
          </Form>
        </details>
      ) : null}
      {here.does('animation') && seance.etat === 'close' ? (
        <details class="fr-mt-3w">
          <summary>Rouvrir la séance</summary>
          <P>
            Ce que les dossiers ont reçu de cette séance est repris, et ceux qui en avaient été prévenus le
            sont. Les décisions restent, pour être corrigées. Le prochain relevé dira qu’il remplace celui-ci.
          </P>
          <Geste here={here} faire="rouvrir" quiet>
            Rouvrir maintenant
          </Geste>
        </details>
      ) : null}
      {here.does('invitation') && seance.etat !== 'close' && seance.etat !== 'annulee' ? (
        <details class="fr-mt-1w">
          <summary>Annuler la séance</summary>
          <Geste here={here} faire="annuler" quiet>
            Annuler maintenant
          </Geste>
        </details>
      ) : null}
    </>
  );
};
