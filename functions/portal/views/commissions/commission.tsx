import type { FC } from 'hono/jsx';
import type { CivilDate } from '../../../../shared/domain/calendar/civil-date.ts';
import type { Siege } from '../../../../shared/domain/commissions/acces.ts';
import {
  type Commission,
  fondements,
  natureNames,
  qualiteNames,
  tacheCodes,
  taches,
  whoDoes,
} from '../../../../shared/domain/commissions/commission.ts';
import { etatsProtocole, type VieDuProtocole } from '../../../../shared/domain/commissions/protocole.ts';
import type { Seance } from '../../../../shared/domain/commissions/seance.ts';
import { organismes } from '../../../../shared/domain/events/organismes.ts';
import type { Change } from '../../../../shared/store/register.ts';
import { type FieldErrors, Input, Select } from '../kit/fields.tsx';
import { Buttons, ErrorSummary, Form, Submit } from '../kit/form.tsx';
import { P } from '../kit/prose.tsx';
import { Table } from '../kit/table.tsx';
import { Badge, countOf, Day, Facts, Moment, Notice } from '../kit/words.tsx';
import { Page, type Reader } from '../layout.tsx';
import { LiensCcapex } from './ccapex/liens.tsx';
import { commissionPath, SeanceBadge, seancePath } from './words.tsx';

export type CommissionPageProps = {
  reader: Reader;
  commission: Commission;
  vie: VieDuProtocole | undefined;
  seances: readonly Seance[];
  changes: readonly Change[];
  sieges: readonly Siege[];
  /** Whether the reader does some of the commission's work, and plans its sessions. */
  works: boolean;
  plans: boolean;
  today: CivilDate;
  errors: FieldErrors;
  refused: string | undefined;
  done: string | undefined;
};

/** A commission: what it rests upon, who sits, its calendar. */
export const CommissionPage: FC<CommissionPageProps> = (props) => {
  const { reader, commission, vie, seances, changes, works, plans, today, errors, refused, done } = props;
  const { code, nature, nom } = commission;
  const years = [
    ...new Set(seances.filter(({ etat }) => etat === 'close').map(({ date }) => date.slice(0, 4))),
  ];
  return (
    <Page
      title={nom}
      reader={reader}
      path={commissionPath(code)}
      crumbs={[{ href: '/commissions', text: 'Commissions' }]}
      hasErrors={errors.size > 0}
    >
      <ErrorSummary errors={errors} />
      {done === 'protocole' ? (
        <Notice kind="success">
          <p>C’est noté au protocole.</p>
        </Notice>
      ) : null}
      {refused === undefined ? null : (
        <Notice kind="error" title="Rien n’a été fait">
          <p>{refused}</p>
        </Notice>
      )}
      <P>
        {natureNames[nature]}
        {commission.niveau === undefined ? '' : ` ${commission.niveau}`}. {fondements[nature]}
      </P>
      <LiensCcapex commission={commission} works={works} sieges={props.sieges} />
      <h2 id="calendrier">Calendrier</h2>
      {seances.length === 0 ? (
        <p>Aucune séance n’est prévue.</p>
      ) : (
        <Table
          caption={countOf(seances.length, 'séance')}
          columns={['Date', 'Lieu', 'État', 'Listes', 'Relevé'].map((text) => ({ text }))}
          rows={seances.toReversed().map((one) => [
            <a class="fr-link" href={seancePath(one)}>
              <Day of={one.date} aloud />
              {one.type === 'doctrinale' ? ' (doctrinale)' : ''}
            </a>,
            `${one.lieu}, ${one.heure.replace(':', ' h ')}`,
            <SeanceBadge of={one.etat} />,
            nature === 'clpil' ? countOf(Object.keys(one.listes).length, 'liste reçue', 'listes reçues') : '',
            one.releve ? 'envoyé' : one.date < today && one.etat !== 'annulee' ? 'attendu' : '',
          ])}
        />
      )}
      {plans ? <PlanForm {...props} /> : null}
      {nature === 'clpil' && years.length > 0 ? (
        <p>
          Bilan annuel :{' '}
          {years.map((year, n) => (
            <>
              {n === 0 ? '' : ', '}
              <a class="fr-link" href={`${commissionPath(code)}/bilans/${year}`}>
                {year}
              </a>
            </>
          ))}
        </p>
      ) : null}
      {vie === undefined ? null : <Protocole {...props} vie={vie} />}
      <h2>Membres</h2>
      <Table
        caption={countOf(commission.membres.length, 'membre')}
        columns={['Organisme', 'Nom', 'Siège', ...(nature === 'clpil' ? ['Chargé de'] : [])].map((text) => ({
          text,
        }))}
        rows={commission.membres.map((membre) => [
          organismes[membre.organisme],
          membre.nom,
          qualiteNames[membre.qualite],
          ...(nature === 'clpil'
            ? [
                commission.secretariat === membre.id
                  ? 'secrétariat'
                  : tacheCodes
                      .filter((tache) => whoDoes(commission, tache)?.id === membre.id)
                      .map((tache) => taches[tache])
                      .join(' ; '),
              ]
            : []),
        ])}
      />
      {works && changes.length > 0 ? (
        <details class="fr-mt-3w">
          <summary>Qui a changé quoi</summary>
          <Table
            caption="Derniers changements"
            captionHidden
            columns={['Quand', 'Qui', 'Quoi'].map((text) => ({ text }))}
            rows={changes.map(({ at, by, what }) => [<Moment of={at} />, by, what])}
          />
        </details>
      ) : null}
    </Page>
  );
};

const PlanForm: FC<CommissionPageProps> = ({ commission, reader, errors }) => (
  <details class="fr-mt-3w" open={['date', 'heure', 'lieu'].some((one) => errors.has(one))}>
    <summary>Prévoir une séance</summary>
    <Form action={`${commissionPath(commission.code)}/seances`} reader={reader}>
      <Input name="date" label="Date" type="date" errors={errors} />
      <Input name="heure" label="Heure" hint="Par exemple 14:00" value="14:00" errors={errors} most={5} />
      <Input
        name="lieu"
        label="Lieu"
        hint="Salle et adresse, ou visioconférence"
        errors={errors}
        most={200}
      />
      {commission.nature === 'ccapex' ? (
        <Select
          name="type"
          label="Nature de la séance"
          choices={[
            { value: 'situations', text: 'Situations individuelles' },
            { value: 'doctrinale', text: 'Doctrinale : pilotage, bilans' },
          ]}
        />
      ) : null}
      <Buttons>
        <Submit>Prévoir la séance</Submit>
      </Buttons>
    </Form>
  </details>
);

const Protocole: FC<CommissionPageProps & { vie: VieDuProtocole }> = ({
  commission,
  vie,
  works,
  reader,
  errors,
  today,
}) => {
  const { code, membres, parametres, protocole } = commission;
  const nameOf = (id: string): string => membres.find((one) => one.id === id)?.nom ?? id;
  return (
    <>
      <h2 id="protocole">Protocole</h2>
      <P>
        <Badge kind={vie.etat === 'enVigueur' ? 'success' : vie.etat === 'fini' ? 'error' : 'warning'} inline>
          {vie.etat === 'aReconduire' ? 'à confirmer' : etatsProtocole[vie.etat]}
        </Badge>{' '}
        {vie.etat === 'aReconduire'
          ? `${etatsProtocole.aReconduire}. Le texte ne dit pas si ce manque y met fin.`
          : ''}
      </P>
      <Facts
        of={[
          ['En vigueur depuis', vie.effet && <Day of={vie.effet} aloud />],
          ['Fin de l’année en cours', vie.terme && <Day of={vie.terme} aloud />],
          ['Reste à signer', vie.manquants.map(nameOf).join(', ')],
          [
            'Rapport à la Commission permanente du Département',
            protocole?.commissionPermanente ? (
              <>
                inscrit le <Day of={protocole.commissionPermanente} />
              </>
            ) : (
              vie.commissionPermanenteAvant && (
                <>
                  au plus tard le <Day of={vie.commissionPermanenteAvant} />, deux mois avant la signature
                </>
              )
            ),
          ],
          [
            'Dénoncé par',
            vie.departs.length === 0
              ? undefined
              : vie.departs.map(({ membre, le }) => (
                  <>
                    {nameOf(membre)}, qui quitte le protocole le <Day of={le} />.{' '}
                  </>
                )),
          ],
          [
            'Avenants',
            vie.avenants.length === 0
              ? undefined
              : vie.avenants.map(({ objet, effet, manquants }) => (
                  <>
                    {objet}
                    {effet ? (
                      <>
                        , en vigueur le <Day of={effet} />
                      </>
                    ) : (
                      `, reste à signer : ${manquants.map(nameOf).join(', ')}`
                    )}
                    .{' '}
                  </>
                )),
          ],
          ['Délai laissé au locataire', countOf(parametres.delaiReponse, 'jour')],
          [
            'Lettres après la séance',
            parametres.courriers === 'secretariat'
              ? 'par le secrétariat'
              : 'par chaque organisme chargé d’une action',
          ],
          ['Rythme', `une séance tous les ${parametres.rythme} mois`],
        ]}
      />
      {works ? (
        <details open={errors.has('le') || errors.has('membre') || errors.has('objet') || errors.has('fait')}>
          <summary>Noter ce qui arrive au protocole</summary>
          <Form action={`${commissionPath(code)}/protocole`} reader={reader}>
            <Select
              name="fait"
              label="Ce qui s’est passé"
              errors={errors}
              choices={[
                { value: 'signature', text: 'Un signataire a signé' },
                { value: 'signaturePrevue', text: 'La signature est prévue' },
                { value: 'commissionPermanente', text: 'La Commission permanente a pris le rapport' },
                { value: 'bilan', text: 'Le bilan annuel a été présenté' },
                { value: 'denonciation', text: 'Un signataire dénonce (lettre recommandée reçue de tous)' },
                { value: 'avenant', text: 'Un avenant est proposé' },
                { value: 'signatureAvenant', text: 'Un signataire a signé le dernier avenant' },
              ]}
            />
            <Select
              name="membre"
              label="Signataire"
              hint="Pour une signature ou une dénonciation"
              required={false}
              errors={errors}
              empty="aucun"
              choices={membres.map(({ id, nom }) => ({ value: id, text: nom }))}
            />
            <Input name="le" label="Date" type="date" required={false} value={today} errors={errors} />
            <Input
              name="annee"
              label="Année du bilan"
              required={false}
              inputmode="numeric"
              errors={errors}
              most={4}
            />
            <Input name="objet" label="Objet de l’avenant" required={false} errors={errors} most={200} />
            <input type="hidden" name="rang" value={String((protocole?.avenants.length ?? 0) - 1)} />
            <Buttons>
              <Submit>Noter</Submit>
            </Buttons>
          </Form>
        </details>
      ) : null}
    </>
  );
};
