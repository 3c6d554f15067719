import type { FC } from 'hono/jsx';
import {
  type Etat,
  etats,
  NON_RENSEIGNE,
  type Preuve,
} from '../../../../shared/domain/engagements/declaration.ts';
import type { Signataire } from '../../../../shared/domain/engagements/engagement.ts';
import { flagTitles } from '../../../../shared/domain/flags/flag-titles.ts';
import { estIndicateur, indicateurDe } from '../../../../shared/domain/indicateurs/catalogue.ts';
import { actTitles } from '../../../../shared/domain/notices/act-titles.ts';
import { words } from '../../../../shared/domain/notices/words.ts';
import { alertTexts } from '../../../../shared/outbound/texts/alert-texts.ts';
import { indicateurPath } from '../indicateurs/words.tsx';
import { Badge } from '../kit/words.tsx';
import { ecrans } from './ecrans.ts';

/** What a list of commitments shows: of a year, of one signatory or of all, in one state or in any. */
export type SuiviQuery = {
  annee: number;
  signataire: Signataire | 'tous';
  etat: Etat | 'sans' | 'repris' | 'tous';
};

/** The address of a list. */
export const suiviPath = ({ annee, signataire, etat }: SuiviQuery): string =>
  `/charte?${new URLSearchParams({ annee: String(annee), signataire, ...(etat === 'tous' ? {} : { etat }) })}`;
/** The page of a commitment in a year. */
export const engagementPath = (annee: number, id: string): string => `/charte/${annee}/${id}`;

const kinds = { fait: 'success', enCours: 'info', nonFait: 'error' } as const satisfies Record<Etat, string>;
/** What became of a commitment, and whether that is a year before's word. */
export const EtatSaid: FC<{ etat: Etat | undefined; reprisDe: number | undefined }> = ({
  etat,
  reprisDe,
}) => (
  <>
    {etat === undefined ? (
      <Badge inline>{NON_RENSEIGNE}</Badge>
    ) : (
      <Badge inline kind={kinds[etat]}>
        {etats[etat]}
      </Badge>
    )}
    {reprisDe === undefined ? null : <span class="mention">repris de {reprisDe}, à confirmer</span>}
  </>
);

const lookup = (of: Readonly<Record<string, string>>, name: string): string | undefined =>
  Object.hasOwn(of, name) ? of[name] : undefined;
const titleOfAlert = (name: string): string | undefined =>
  Object.entries(alertTexts).find(([one]) => one === name)?.[1].title;

/** A page by what the register calls it, or by its address; led to where that is whole. */
const Ecran: FC<{ path: string }> = ({ path }) => {
  const name = lookup(ecrans, path);
  const said = name === undefined ? path : `« ${name} »`;
  return path.includes(':') ? (
    <>page {said}</>
  ) : (
    <>
      page{' '}
      <a class="fr-link" href={path}>
        {said}
      </a>
    </>
  );
};
const Evenement: FC<{ kind: string; values?: readonly string[] }> = ({ kind, values = [] }) => (
  <>
    événement « {lookup(actTitles, kind) ?? kind} »
    {values.length === 0 ? null : ` : ${values.map((one) => lookup(words, one) ?? one).join(', ')}`} (
    <code>{[kind, ...values].join(' ')}</code>)
  </>
);

/** What shows a commitment, as somebody said it. */
export const PreuveSaid: FC<{ of: Preuve; annee: number }> = ({ of: { sorte, dit }, annee }) => {
  switch (sorte) {
    case 'ecran':
      return <Ecran path={dit} />;
    case 'evenement':
      return <Evenement kind={dit} />;
    case 'indicateur':
      return estIndicateur(dit) ? (
        <a class="fr-link" href={indicateurPath(annee, dit)}>
          {indicateurDe(dit).libelle}
        </a>
      ) : (
        <>indicateur {dit}</>
      );
    case 'note':
      return <>{dit}</>;
  }
};

/** What the hub shows of it by itself, by the names of its data. */
export const Montre: FC<{ name: string }> = ({ name }) => {
  if (name.startsWith('/')) return <Ecran path={name} />;
  const [kind = '', ...values] = name.split(' ');
  if (kind === 'passerelle') return <>commande {name}</>;
  if (/\.v\d+$/.test(name)) return <>contrat {name}</>;
  const alert = titleOfAlert(name);
  if (alert !== undefined) return <>alerte « {alert} »</>;
  const flag = lookup(flagTitles, name);
  if (flag !== undefined) return <>signalement « {flag} »</>;
  if (lookup(actTitles, kind) !== undefined) return <Evenement kind={kind} values={values} />;
  return (
    <>
      suivi par la plateforme (<code>{name}</code>)
    </>
  );
};
