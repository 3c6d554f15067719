import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { DIRECTORY_FILE } from '../../infra/directory.ts';
import { stageOf } from '../../infra/stages.ts';
import { landlordKeyOf } from '../../shared/domain/notices/said.ts';
import { HubError } from '../../shared/errors.ts';
import { contactOf, directorySchema, loadDirectory } from '../../shared/outbound/directory.ts';
import { addressOf, mailboxOf } from '../../shared/outbound/mailbox.ts';
import { aDesk, aDirectory, anAlert } from '../support/notices.ts';

const { mailboxes } = stageOf('prod', 'ccapex@etat.example');
const MEAUX = 'sp-meaux-expulsionslocatives@seine-et-marne.gouv.fr';
const MELUN = 'ddc-logements@seine-et-marne.gouv.fr';
const PROVINS = 'sp-provins@seine-et-marne.gouv.fr';
const mds = { nom: 'MDS de Meaux', mail: 'mds.meaux@departement.example', communes: ['77284', '77513'] };
const ccas = { nom: 'CCAS de Meaux', mail: 'ccas@meaux.example', communes: ['77284'] };

/** The route of each recipient, in their order. */
const routesOf = (recipients: string[], directory = aDirectory(), over = {}) =>
  recipients.map((recipient) => {
    const found = mailboxOf(anAlert({ recipient, recipients, ...over }), aDesk(directory));
    return found.kind === 'mailbox' ? [found.mailbox, found.forward] : found.kind;
  });

describe('the State', () => {
  it.each([
    ['771', MEAUX, MEAUX],
    ['772', MELUN, MELUN],
    ['773', PROVINS, MELUN],
    ['774', MELUN, MELUN],
    ['775', MEAUX, MEAUX],
  ])('of %s has its mailboxes whatever the directory says', (arrondissement, own, secretariat) => {
    const over = { arrondissement };
    expect(routesOf(['arrondissement', 'ccapex', 'secretariatCcapex'], aDirectory(), over)).toEqual([
      [own, []],
      [mailboxes.ccapex, []],
      [secretariat, []],
    ]);
  });

  it('has no mailbox while the arrondissement is unknown, and that is an error told loudly', () => {
    const notice = { ...anAlert(), arrondissement: undefined };
    expect(() => mailboxOf(notice, aDesk())).toThrow(HubError);
  });
});

describe('partners without address', () => {
  it('are named in the mail that the State gets of the same thing, and get none', () => {
    expect(routesOf(['arrondissement', 'mds', 'ccas'])).toEqual([
      [MEAUX, ['MDS dont dépend Meaux', 'CCAS de Meaux']],
      'unaddressed',
      'unaddressed',
    ]);
  });

  it('are named wherever the State comes among the recipients', () => {
    expect(routesOf(['bailleur', 'arrondissement'])).toEqual(['unaddressed', [MEAUX, ['bailleur']]]);
  });

  it('are carried by the first of them to the arrondissement when the State is told nothing itself', () => {
    expect(routesOf(['mds', 'ccas'])).toEqual([
      [MEAUX, ['MDS dont dépend Meaux', 'CCAS de Meaux']],
      'unaddressed',
    ]);
  });

  it('leave those who have one their own mail, without anyone to forward to', () => {
    expect(routesOf(['secretariatCcapex', 'adil', 'mds', 'ccas'], aDirectory({ mds: [mds] }))).toEqual([
      [MEAUX, ['ADIL de Seine-et-Marne', 'CCAS de Meaux']],
      'unaddressed',
      [mds.mail, []],
      'unaddressed',
    ]);
    expect(routesOf(['mds', 'ccas'], aDirectory({ mds: [mds] }))).toEqual([
      [mds.mail, []],
      [MEAUX, ['CCAS de Meaux']],
    ]);
  });

  it('are none when everyone has one', () => {
    const directory = aDirectory({ mds: [mds], ccas: [ccas] });
    expect(routesOf(['arrondissement', 'mds', 'ccas'], directory)).toEqual([
      [MEAUX, []],
      [mds.mail, []],
      [ccas.mail, []],
    ]);
  });

  it('of another commune are not written to in place of those of this one', () => {
    const elsewhere = aDirectory({ ccas: [{ ...ccas, communes: ['77288'] }] });
    expect(routesOf(['ccas'], elsewhere)).toEqual([[MEAUX, ['CCAS de Meaux']]]);
  });
});

describe('the directory', () => {
  const called = (over: object, directory = aDirectory()) =>
    contactOf(directory, { recipient: 'ccas', commune: 'Meaux', ...over });

  it('calls who is not in it by their role, never by a name that a partner wrote', () => {
    expect(called({ recipient: 'bailleur', bailleur: landlordKeyOf('Monsieur Exemple') })).toEqual({
      nom: 'bailleur',
    });
    expect(called({ commune: 'Jean Dupont' })).toEqual({ nom: 'CCAS de la commune' });
    expect(called({ commune: 'Jean Dupont', recipient: 'mds' })).toEqual({
      nom: 'MDS dont dépend la commune',
    });
    expect(called({ recipient: 'huissier', etude: 'etude-a' })).toEqual({
      nom: 'commissaire de justice (etude-a)',
    });
    expect(called({ recipient: 'bdf' })).toEqual({ nom: 'Banque de France' });
  });

  it('finds a landlord by its name however it is written, and an étude by its code', () => {
    const directory = aDirectory({
      bailleurs: [{ nom: 'Trois Moulins Habitat', mail: 'contact@tmh.example' }],
      etudes: [{ code: 'etude-a', nom: 'Étude A', mail: null }],
    });
    const landlord = called(
      { recipient: 'bailleur', bailleur: landlordKeyOf('TROIS-MOULINS  habitat') },
      directory,
    );
    expect(landlord).toEqual({ nom: 'Trois Moulins Habitat', mail: 'contact@tmh.example' });
    expect(called({ recipient: 'huissier', etude: 'etude-a' }, directory)).toEqual({ nom: 'Étude A' });
  });

  it('gives a local commission only when it is the one: of the commune, and of the landlord where it is for some', () => {
    const clpil = (nom: string, bailleurs?: string[]) => ({
      nom,
      mail: `${nom}@clpil.example`,
      communes: ['77284'],
      ...(bailleurs && { bailleurs }),
    });
    const sought = { recipient: 'clpil', bailleur: landlordKeyOf('Bailleur A') } as const;
    const two = aDirectory({ clpil: [clpil('a', ['Bailleur A']), clpil('b', ['Bailleur B'])] });
    expect(called(sought, two)).toEqual({ nom: 'a', mail: 'a@clpil.example' });
    expect(called(sought, aDirectory({ clpil: [clpil('a'), clpil('b')] }))).toEqual({
      nom: 'secrétariat de la CLPIL',
    });
  });

  it.each([
    ['an address that is none', { adil: { nom: 'ADIL', mail: 'à compléter' } }],
    ['a misspelt key', { adil: { nom: 'ADIL', mails: null } }],
    ['a commune said twice', { ccas: [ccas, { ...ccas, nom: 'Autre' }] }],
    ['a landlord said twice', { bailleurs: ['A-B', 'a b'].map((nom) => ({ nom, mail: null })) }],
    ['a commune of another département', { mds: [{ ...mds, communes: ['75056'] }] }],
  ])('with %s is refused', (_, over) => {
    expect(directorySchema.safeParse({ ...aDirectory(), ...over }).success).toBe(false);
  });

  it('that is committed is a right one, and gives no address the charter does not give', () => {
    const directory = loadDirectory(new URL(`file://${DIRECTORY_FILE}`));
    expect(directory).toEqual(aDirectory());
    expect(readFileSync(DIRECTORY_FILE, 'utf8')).not.toContain('@');
  });
});

describe('the sandbox rule', () => {
  const sandboxRecipient = 'bac@sable.example';

  it.each(['prod', 'local'])('%s writes to the mailbox itself', (stage) => {
    expect(addressOf(PROVINS, { stage })).toEqual({ to: PROVINS, mailbox: PROVINS, intended: undefined });
  });

  it.each(['dev', 'preprod'])('%s writes to the sandbox only, and tells whom it was for', (stage) => {
    expect(addressOf(PROVINS, { stage, sandboxRecipient })).toEqual({
      to: sandboxRecipient,
      mailbox: PROVINS,
      intended: PROVINS,
    });
  });

  it.each([
    ['dev', undefined],
    ['preprod', undefined],
    ['unheard-of', undefined],
    ['prod', sandboxRecipient],
  ])('%s with the sandbox recipient %s is refused', (stage, recipient) => {
    expect(() => addressOf(PROVINS, { stage, sandboxRecipient: recipient })).toThrow(/misconfigured/);
  });
});
