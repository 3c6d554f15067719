import type { FC } from 'hono/jsx';
import { frameNow } from '../../frame.ts';
import { Address, P } from '../kit/prose.tsx';
import { Page } from '../layout.tsx';
import type { Reader } from '../reader.ts';

/** What only the data controller can say, where they have not said it: no stage that is open to the public is deployed so. */
export const ToComplete: FC<{ what: string }> = ({ what }) => (
  <P>
    <strong>À compléter par le responsable du traitement</strong> : {what}.
  </P>
);

const AWS = [
  'Amazon Web Services EMEA SARL',
  '38, avenue John F. Kennedy',
  'L-1855 Luxembourg',
  'aws.amazon.com/fr/contact-us',
];

/** Who publishes the pages, and who keeps them (loi n° 2004-575 du 21 juin 2004, art. 1-1). */
export const LegalPage: FC<{ reader: Reader | undefined }> = ({ reader }) => {
  const { editeur, contact, stage, region } = frameNow().site;
  return (
    <Page title="Mentions légales" reader={reader} crumbs={[]}>
      <h2>Éditeur</h2>
      {editeur === undefined ? (
        <ToComplete what="nom et adresse de l’éditeur" />
      ) : (
        <>
          <p>{editeur.name}</p>
          <Address lines={editeur.address} />
        </>
      )}
      <P>
        Service : {contact.service}, <a href={`mailto:${contact.mail}`}>{contact.mail}</a>
        {contact.telephone === undefined ? '' : `, ${contact.telephone}`}.
      </P>
      <h2>Direction de la publication</h2>
      {editeur === undefined ? (
        <ToComplete what="directeur ou directrice de la publication" />
      ) : (
        <p>{editeur.director}</p>
      )}
      <h2>Hébergement</h2>
      {stage === 'local' ? (
        <P>Ces pages viennent de la machine où elles sont essayées : rien n’est hébergé ailleurs.</P>
      ) : (
        <>
          <P>
            Pages et données sont hébergées dans la région {region === 'eu-west-3' ? 'de Paris' : region} de :
          </P>
          <Address lines={AWS} />
        </>
      )}
      <h2>Logiciel</h2>
      <P>
        Le code de Passerelle est publié sous la licence publique de l’Union européenne, version 1.2. La mise
        en page emploie le Système de design de l’État, version 1.14.4, sous licence MIT, tel qu’il est publié
        ; ce n’est pas, à soi seul, la marque d’un site de l’État.
      </P>
      <h2>Liens vers ce site</h2>
      <P>
        Un lien vers ses pages publiques ne demande pas d’autorisation. Les autres pages ne s’ouvrent qu’aux
        personnes habilitées.
      </P>
    </Page>
  );
};
