import { describe, expect, it } from 'vitest';
import { createApp } from '../../infra/create-app.ts';
import { findingsOf } from '../../infra/findings.ts';
import { type Stage, stages } from '../../infra/stages.ts';

/** A stage whose accounts and addresses are real in form. */
const real: Stage = {
  ...stages.prod,
  mailboxes: { ...stages.prod.mailboxes, ccapex: 'ccapex@seine-et-marne.gouv.fr' },
  alarmMailbox: 'astreinte@seine-et-marne.gouv.fr',
  senderDomain: 'passerelle.gouv.fr',
  senderAddress: 'ne-pas-repondre@passerelle.gouv.fr',
  backupAccount: '123456789012',
  portal: {
    ...stages.prod.portal,
    url: 'https://passerelle.gouv.fr',
    issuer: 'https://auth.gouv.fr/api/v2',
    editeur: {
      name: 'Préfecture de Seine-et-Marne',
      address: ['12, rue des Saints-Pères', '77000 MELUN'],
      director: 'Le préfet de Seine-et-Marne',
      dpo: 'contact-donnees@seine-et-marne.gouv.fr',
    },
  },
};
const stopping = (over: Partial<Stage>): string[] =>
  findingsOf({ ...real, ...over })
    .filter(({ stops }) => stops)
    .map(({ code, path }) => `${code} ${path}`);

describe('what stops the deployment of a stage', () => {
  it('is nothing when all is real, and is never asked of the machine’s own stage', () => {
    expect(stopping({})).toEqual([]);
    expect(findingsOf(stages.local)).toEqual([]);
  });

  it('is not the want of another account for the backups, which is only told', () => {
    const { backupAccount: _, ...alone } = real;
    const told = (stage: Stage) => findingsOf(stage).filter(({ code }) => code === 'SAUVEGARDE_SEULE');

    expect(told(alone)).toMatchObject([{ path: 'backupAccount', stops: false }]);
    expect(told(real)).toEqual([]);
  });

  it.each<[string, Partial<Stage>, string]>([
    ['a domain', { senderDomain: 'passerelle.example' }, 'ADRESSE_EXEMPLE senderDomain'],
    ['the pages', { portal: { ...real.portal, url: 'https://p.example' } }, 'ADRESSE_EXEMPLE portal.url'],
    ['a domain kept for examples', { senderDomain: 'example.com' }, 'ADRESSE_EXEMPLE senderDomain'],
    ['a domain of tests', { alarmMailbox: 'astreinte@hub.test' }, 'ADRESSE_EXEMPLE alarmMailbox'],
    ['a port', { portal: { ...real.portal, url: 'https://p.example:8443' } }, 'ADRESSE_EXEMPLE portal.url'],
    [
      'nobody who publishes the pages',
      { portal: { ...real.portal, editeur: undefined } },
      'EDITEUR_ABSENT portal.editeur',
    ],
    [
      'an identity provider',
      { portal: { ...real.portal, issuer: 'https://p.example' } },
      'ADRESSE_EXEMPLE portal.issuer',
    ],
    ['a mailbox', { alarmMailbox: 'a@b.EXAMPLE' }, 'ADRESSE_EXEMPLE alarmMailbox'],
    ['a sandbox', { sandboxRecipient: 'bac@passerelle.example' }, 'ADRESSE_EXEMPLE sandboxRecipient'],
    [
      'no mailbox of the CCAPEX',
      { mailboxes: { ...real.mailboxes, ccapex: '' } },
      'BOITE_ABSENTE mailboxes.ccapex',
    ],
    [
      'one person’s mailbox',
      { mailboxes: { ...real.mailboxes, ccapex: 'anne-marie.lefèvre@seine-et-marne.gouv.fr' } },
      'ADRESSE_PERSONNELLE mailboxes.ccapex',
    ],
    ['one person’s, for alarms', { alarmMailbox: 'jean.petit@gouv.fr' }, 'ADRESSE_PERSONNELLE alarmMailbox'],
  ])('%s', (_, over, expected) => {
    expect(stopping(over)).toEqual([expected]);
  });

  it.each([
    'sp-provins@seine-et-marne.gouv.fr',
    'expulsions.logement@77.gouv.fr',
    'contact@exampleville.fr',
    'comed.melun@seine-et-marne.gouv.fr',
    'fsl.melun@departement77.fr',
  ])('%s is a service’s', (alarmMailbox) => {
    expect(stopping({ alarmMailbox })).toEqual([]);
  });
});

describe('the synthesis', () => {
  it.each(['dev', 'preprod', 'prod'] as const)('of %s is refused while a placeholder is left', (name) => {
    const make = () => createApp(name, undefined, { bundle: false, ccapex: 'ccapex@gouv.fr' });
    expect(make).toThrow(`Stage ${name} cannot be deployed: `);
    expect(make).toThrow('alarmMailbox (astreinte@passerelle.example)');
  });
});

it('the mailboxes that the charter printed, the directory and the telephone are to be seen, and stop nothing', () => {
  const seen = findingsOf(real).map(({ code, found }) => `${code} ${found}`);
  expect(seen).toContain('BOITE_A_ESSAYER sp-provins@seine-et-marne.gouv.fr');
  expect(seen).toContain('TELEPHONE_ABSENT ');
  expect(seen).toContain('ANNUAIRE_INCOMPLET ');
});
