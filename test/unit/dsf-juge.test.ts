import { describe, expect, it } from 'vitest';
import { dossierDuJugeDe } from '../../shared/outbound/dsf/dsf.ts';
import { type Draft, eventsOf } from '../support/procedures.ts';

const bare = {
  title: 'Diagnostic',
  day: '2026-11-30',
  titre: 'Diagnostic',
  sousTitre: 'Dossier 77-2026-000001, audience du 16 février 2027',
  avis: '',
  entete: [],
  sections: [],
  mention: '',
};
const transmission = { recuLe: '2026-11-25', juge: '2026-11-30', ccapex: undefined, jours: 5, ouvres: 3 };
const told = (...drafts: Draft[]): string =>
  JSON.stringify(dossierDuJugeDe(bare, eventsOf(...drafts), transmission).sections);

describe('what the judge is given beside the diagnostic (charter, annexe 1, État)', () => {
  it('is the CCAPEX’s opinion, the plan, surendettement, and the days it took', () => {
    const said = told(
      {
        kind: 'avisCcapex',
        actDate: '2026-10-06',
        nature: 'avis',
        recommandations: ['delais'],
        sender: 'ccapex',
      },
      { kind: 'planApurement', actDate: '2026-09-07', etat: 'denonce' },
      { kind: 'surendettement', actDate: '2026-11-02', etape: 'recevabilite' },
    );
    for (const words of ['06/10/2026', '07/09/2026', '02/11/2026', 'dénoncé', '5 jours, dont 3 ouvrés'])
      expect(said).toContain(words);
    expect(said).not.toContain('n’est connu');
  });

  it('says what is not known', () => {
    const said = told();
    for (const words of ['Aucun avis', 'Aucun plan', 'Aucun dossier de surendettement'])
      expect(said).toContain(words);
  });
});
