import type { FC } from 'hono/jsx';
import { dateAloud } from '../../../../shared/domain/calendar/civil-date.ts';
import { type Audit, audit } from '../../accessibility/audit.ts';
import { conformityOf, validUntil } from '../../accessibility/conformity.ts';
import { ESTABLISHED, plan, sample, scheme } from '../../accessibility/plan.ts';
import { frameNow } from '../../frame.ts';
import { Address, Bullets, P } from '../kit/prose.tsx';
import { Page } from '../layout.tsx';
import type { Reader } from '../reader.ts';

const RGAA = 'référentiel général d’amélioration de l’accessibilité (RGAA), version 4.1.2';

const Results: FC<{ made: Audit | undefined }> = ({ made }) =>
  made === undefined ? (
    <P>
      Aucun audit n’a encore été réalisé : le site est donc dit non conforme, quels que soient ses propres
      essais. À chaque version, des essais automatiques (axe-core, html-validate) ouvrent toutes ses pages, à
      320 et à 1 280 pixels de large ; ils ne voient qu’une part des critères.
    </P>
  ) : (
    <P>
      L’audit de conformité réalisé par {made.by}, terminé le {dateAloud(made.on)}, révèle que{' '}
      {String(Math.floor((made.met / made.applicable) * 100))} % des critères du RGAA sont respectés. Il vaut
      jusqu’au {dateAloud(validUntil(made))}.
    </P>
  );

const orNone = (lines: readonly string[], none: string) =>
  lines.length === 0 ? <P>{none}</P> : <Bullets of={lines} />;

/** The declaration, in the order and the words of its model (arrêté du 20 septembre 2019), then the scheme and the plan. */
export const AccessibilityPage: FC<{ reader: Reader | undefined }> = ({ reader }) => {
  const { site, today } = frameNow();
  const { contact, editeur } = site;
  const body = editeur?.name ?? contact.service;
  const state = conformityOf(audit, today);
  const failures = audit?.failures ?? [
    'Elles ne sont pas connues : aucune personne n’a encore audité le site.',
  ];
  return (
    <Page title="Accessibilité" reader={reader} crumbs={[]}>
      <h2>Déclaration d’accessibilité</h2>
      <P>
        {body} s’engage à rendre ses sites internet, intranet, extranet et ses progiciels accessibles,
        conformément à l’article 47 de la loi n° 2005-102 du 11 février 2005. À cette fin, la stratégie et les
        actions sont : <a href="#schema">le schéma pluriannuel</a> et <a href="#plan">le plan de l’année</a>.
      </P>
      <P>Cette déclaration s’applique à Passerelle, pages publiques et pages sous connexion.</P>
      <h3>État de conformité</h3>
      <P>
        Passerelle est <strong>{state}</strong> au {RGAA}
        {state === 'totalement conforme' ? '.' : ', en raison de ce qui est énuméré ci-dessous.'}
      </P>
      <h4>Résultats des tests</h4>
      <Results made={audit} />
      <h3>Contenus non accessibles</h3>
      <h4>Non-conformités</h4>
      {orNone(failures, 'Aucune.')}
      <h4>Dérogations pour charge disproportionnée</h4>
      {orNone(audit?.exemptions ?? [], 'Aucune.')}
      <h4>Contenus non soumis à l’obligation d’accessibilité</h4>
      <P>
        Les pièces de procédure reçues de tiers (PDF numérisés) : elles sont montrées telles qu’elles sont
        arrivées. Ce qui en a été lu est écrit en texte sur la page du dossier.
      </P>
      <h3>Établissement de cette déclaration</h3>
      <P>Cette déclaration a été établie le {dateAloud(ESTABLISHED)}.</P>
      <h4>Technologies utilisées</h4>
      <Bullets
        of={['HTML5, CSS, SVG', 'JavaScript, facultatif : toute page fait la même chose sans lui', 'PDF']}
      />
      <h4>Agents utilisateurs, technologies d’assistance et outils</h4>
      {orNone(
        audit?.withWhat ?? [],
        'Aucune combinaison de navigateur et de lecteur d’écran n’a encore été essayée par une personne.',
      )}
      <h4>Pages vérifiées</h4>
      {audit === undefined ? <P>Celles que l’audit regardera, au moins :</P> : null}
      <Bullets of={audit?.pages ?? sample} />
      <h3 id="contact">Retour d’information et contact</h3>
      <P>
        Si vous n’arrivez pas à accéder à un contenu ou à un service, écrivez à {contact.service} pour être
        orienté vers une alternative accessible ou recevoir le contenu sous une autre forme :{' '}
        <a href={`mailto:${contact.mail}`}>{contact.mail}</a>
        {contact.telephone === undefined ? '' : `, ${contact.telephone}`}. Votre message est accusé, et une
        réponse vous est donnée dans la semaine.
      </P>
      <h3>Voies de recours</h3>
      <P>
        Si vous avez signalé un défaut d’accessibilité qui vous empêche d’accéder à un contenu ou à un
        service, et que vous n’avez pas obtenu de réponse satisfaisante, vous pouvez :
      </P>
      <Bullets
        of={[
          <a href="https://formulaire.defenseurdesdroits.fr/" rel="noopener external">
            écrire un message au Défenseur des droits
          </a>,
          <a href="https://www.defenseurdesdroits.fr/saisir/delegues" rel="noopener external">
            contacter le délégué du Défenseur des droits dans votre région
          </a>,
          'envoyer un courrier par la poste, gratuitement et sans timbre :',
        ]}
      />
      <Address lines={['Défenseur des droits', 'Libre réponse 71120', '75342 Paris Cedex 07']} />
      <h2 id="schema">Schéma pluriannuel</h2>
      {scheme.map(({ title, lines }) => (
        <>
          <h3>{title}</h3>
          <Bullets of={lines} />
        </>
      ))}
      <h2 id="plan">Plan de l’année {plan.year}</h2>
      <h3>Ce qui est fait</h3>
      <Bullets of={plan.done} />
      <h3>Ce qui vient</h3>
      <Bullets of={plan.next} />
    </Page>
  );
};
