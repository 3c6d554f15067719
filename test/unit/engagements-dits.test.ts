import { describe, expect, it } from 'vitest';
import { factsOf } from '../../shared/domain/notices/facts.ts';
import { partnerOfSender } from '../../shared/intake/partners/all.ts';
import { readMessage } from '../../shared/intake/read-message.ts';

/*
 * What partners committed themselves to do (charter, annexe 1), and tell once it is done: their own format takes it, and agents read it in words.
 */
const DAY = '2026-03-16';
const base = {
  version: '1',
  reference: 'R-1',
  actDate: DAY,
  dwelling: { insee: '77284' },
  household: [{ nomNaissance: 'Exemple', prenoms: ['Camille'], dateNaissance: '1984-05-17' }],
};

describe('what is done for a household', () => {
  it.each<[sender: string, told: Record<string, unknown>, words: string]>([
    ['etat', { kind: 'relogement', voie: 'contingentPrefectoral' }, 'contingent préfectoral'],
    ['etat', { kind: 'relogement', voie: 'accordCollectif' }, 'accord collectif départemental'],
    ['etat', { kind: 'relogement', voie: 'intermediationLocative' }, 'intermédiation locative'],
    ['etat', { kind: 'relogement', voie: 'mediationLocative' }, 'aide à la médiation locative'],
    ['etat', { kind: 'relogement', voie: 'mutation' }, 'mutation dans le parc social'],
    ['etat', { kind: 'relogement', voie: 'parcPrive' }, 'parc privé'],
    ['etat', { kind: 'indemnisation', etat: 'demandee' }, 'demandée'],
    ['mds-meaux', { kind: 'aideFsl', etat: 'accordee' }, 'accordée'],
    ['mds-meaux', { kind: 'accompagnement', mesure: 'asll', etat: 'ouverte' }, 'ASLL'],
    ['association-x', { kind: 'accompagnement', mesure: 'asll', etat: 'ouverte' }, 'ASLL'],
    ['association-x', { kind: 'accompagnement', mesure: 'avdl', etat: 'ouverte' }, 'AVDL'],
    ['association-x', { kind: 'accompagnement', mesure: 'masp', etat: 'ouverte' }, 'MASP'],
    ['association-x', { kind: 'intervention', nature: 'appuiJuridique' }, 'appui juridique'],
    ['association-x', { kind: 'intervention', nature: 'mediation' }, 'médiation'],
    ['association-x', { kind: 'intervention', nature: 'information' }, 'information'],
    ['association-x', { kind: 'suiteOrientation', organisme: 'adil', etat: 'recu' }, 'ADIL'],
    ['mds-meaux', { kind: 'suiteOrientation', organisme: 'mds', etat: 'recu' }, 'MDS'],
    ['ccas-meaux', { kind: 'suiteOrientation', organisme: 'ccas', etat: 'recu' }, 'CCAS'],
    [
      'action-logement',
      { kind: 'aideActionLogement', dispositif: 'locaPass', etat: 'accordee' },
      'LOCA-PASS',
    ],
    ['action-logement', { kind: 'aideActionLogement', dispositif: 'visale', etat: 'accordee' }, 'VISALE'],
    [
      'action-logement',
      { kind: 'aideActionLogement', dispositif: 'pretAllegement', etat: 'accordee' },
      'prêt allègement',
    ],
    ['siao', { kind: 'hebergement', etat: 'evaluation' }, 'évalu'],
    ['siao', { kind: 'hebergement', etat: 'preconisation' }, 'préconisation validée'],
    ['siao', { kind: 'hebergement', etat: 'listeAttente' }, 'en liste d’attente'],
    ['siao', { kind: 'hebergement', etat: 'orientation' }, 'orient'],
    ['siao', { kind: 'hebergement', etat: 'heberge' }, 'héberg'],
    ['siao', { kind: 'hebergement', etat: 'sortie' }, 'sorti'],
    ['comed', { kind: 'recoursDalo', voie: 'dalo', etat: 'depose' }, 'DALO'],
  ])('%s %o is read: %s', (sender, told, words) => {
    const partner = partnerOfSender(sender);
    if (!partner) throw new Error(sender);
    const raw = JSON.stringify({ ...base, sender, ...told });
    const reading = readMessage(partner.formatFor, { sender, raw, receivedAt: `${DAY}T08:00:00.000Z` });
    expect(reading).toMatchObject({ kind: 'event', event: told, warnings: [] });
    expect(reading.kind === 'event' ? Object.values(factsOf(reading.event)).join(', ') : '').toContain(words);
  });
});
