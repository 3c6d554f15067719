import type { FC } from 'hono/jsx';
import type { CaseReport } from '../../../../shared/cases/reading/case-report.ts';
import { type CivilDate, dateInFrench } from '../../../../shared/domain/calendar/civil-date.ts';
import type { Case } from '../../../../shared/domain/case/case-of.ts';
import { arrondissementNames } from '../../../../shared/domain/territory/arrondissements.ts';
import { senderName } from '../../../../shared/outbound/mail/senders.ts';
import { costOf } from '../case-words.tsx';
import { eurosOf, Facts } from '../kit/words.tsx';
import type { Stake } from './stake.ts';
import { Told } from './told.tsx';
import { nameOf } from './words.ts';

const natures: Readonly<Record<string, string>> = {
  personnePhysique: 'personne physique',
  personneMorale: 'personne morale',
  sciFamiliale: 'SCI familiale',
};

const PERSONS = 8;

/** Who and where: what one looks at to be sure that it is this case. */
export const Head: FC<{ state: Case; report: CaseReport }> = ({
  state: { dwelling, household, chronology },
  report,
}) => {
  const { bailleur, parc, etude } = chronology.situation;
  const place = [dwelling.street, dwelling.complement].filter(Boolean).join(', ');
  const about = [
    report.motifTitle ?? 'motif non communiqué',
    parc && (parc === 'social' ? 'parc social' : 'parc privé'),
    bailleur.nom,
    bailleur.nature && natures[bailleur.nature],
    etude && senderName(etude),
  ].filter((one) => one !== undefined);
  return (
    <div class="tete">
      <p class="fr-text--lead">
        <strong>
          <Told>{dwelling.commune ?? dwelling.postcode ?? 'Commune à vérifier'}</Told>
        </strong>
        {place === '' ? null : (
          <>
            {', '}
            <Told>{place}</Told>
          </>
        )}
      </p>
      {household.length === 0 ? null : (
        <p>
          {household.slice(0, PERSONS).map((person, n) => (
            <>
              {n === 0 ? null : ', '}
              <Told>{nameOf(person)}</Told>
            </>
          ))}
          {household.length <= PERSONS ? null : ` et ${household.length - PERSONS} autres`}
        </p>
      )}
      <p>
        {about.map((one, n) => (
          <>
            {n === 0 ? null : ' · '}
            <Told>{one}</Told>
          </>
        ))}
      </p>
    </div>
  );
};

/** Where the case stands, and who follows it. */
export const Standing: FC<{ state: Case; report: CaseReport }> = ({
  state: { arrondissement, dette, gel },
  report,
}) => (
  <Facts
    of={[
      [
        'Où il en est',
        `${report.stageTitle}${report.stageSince === undefined ? '' : `, depuis le ${dateInFrench(report.stageSince)}`}`,
      ],
      ['Dette', dette === undefined ? undefined : eurosOf(dette)],
      ['Arrondissement', arrondissement === undefined ? 'à vérifier' : arrondissementNames[arrondissement]],
      [
        'Gel',
        gel && (
          <>
            depuis le {dateInFrench(gel.depuis)}, par <Told>{gel.par}</Told>
          </>
        ),
      ],
    ]}
  />
);

/** What is at stake, before anything else, and why. */
export const StakeBlock: FC<{ stake: Stake; today: CivilDate }> = ({
  stake: { kind, said, pourquoi, aConfirmer, cost },
  today,
}) => (
  <div class={`enjeu enjeu-${kind}`}>
    <p class="enjeu-dit">{said[0]}</p>
    {said.slice(1).map((line) => (
      <p>{line}</p>
    ))}
    {cost === undefined ? null : (
      <p>
        Coût pour l’État, par le loyer communiqué :{' '}
        {costOf({ loyer: cost.loyer, silence: { refus: today, expres: false, debut: cost.debut } }, today)}.
      </p>
    )}
    {pourquoi.length + aConfirmer.length === 0 ? null : (
      <details class="pourquoi">
        <summary>Pourquoi</summary>
        {pourquoi.map((line) => (
          <p>{line}</p>
        ))}
        {aConfirmer.map((line) => (
          <p>
            <strong>À confirmer :</strong> {line}
          </p>
        ))}
      </details>
    )}
  </div>
);
