import { describe, expect, it } from 'vitest';
import { declaresDe } from '../../shared/domain/indicateurs/declares.ts';
import { piecesDeDemande, renderDemande } from '../../shared/outbound/declares/demande.ts';
import type { Demande } from '../../shared/store/declares.ts';
import { aContact } from '../support/notices.ts';

const demande = (over: Partial<Demande> = {}): Demande => ({
  id: '2026-demande-adil',
  annee: 2026,
  etape: 'demande',
  partenaire: 'adil',
  nom: 'ADIL de Seine-et-Marne',
  mailbox: 'adil@exemple.fr',
  indicateurs: declaresDe('adil').map(({ id }) => id),
  at: '2027-01-10T05:00:00.000Z',
  status: 'due',
  ...over,
});
const context = { portail: 'https://passerelle.example', contact: aContact };
const mail = (over: Partial<Demande> = {}) => renderDemande(demande(over), context);

describe('a mail that asks for figures', () => {
  it('says what, for which year, where, and the three ways to answer', () => {
    const { subject, text, html } = mail();
    expect(subject).toBe('[passerelle] Vos chiffres 2026 pour la charte de prévention des expulsions');
    for (const said of [text, html]) {
      expect(said).toContain('Déclarez 4 chiffres de l’année 2026');
      for (const { libelle } of declaresDe('adil')) expect(said).toContain(libelle);
      expect(said.replaceAll('&#x2F;', '/').replaceAll('&#x3D;', '=')).toContain(
        'https://passerelle.example/partenaires/adil/chiffres?annee=2026',
      );
      expect(said).toContain('chiffres.v1');
      expect(said).toContain('2026-demande-adil');
    }
    expect(text).not.toMatch(/&[a-z#]/);
  });

  it('joins the table to fill in, a line a figure', () => {
    const [file, ...others] = piecesDeDemande(demande());
    expect(others).toEqual([]);
    expect(file?.filename).toBe('chiffres-2026-adil.csv');
    const lines = Buffer.from(file?.content ?? '')
      .toString('utf8')
      .trimEnd()
      .split('\r\n');
    expect(lines).toHaveLength(5);
    expect(lines[4]).toBe('2026;Analyse globale;;');
  });

  it('names what is missing when it reminds, and nothing else', () => {
    const { subject, text } = mail({ etape: 'rappel', indicateurs: ['adil.analyse'] });
    expect(subject).toBe('[passerelle] Rappel : vos chiffres 2026 pour la charte');
    expect(text).toContain('Il manque un chiffre de l’année 2026.');
    expect(text).toContain('- Analyse globale');
    expect(text).not.toContain('Nombre de personnes');
    expect(mail({ etape: 'dernierRappel', indicateurs: ['adil.recues'] }).text).toContain(
      'sera dit manquant',
    );
  });

  it('tells the State who has not answered, without a table', () => {
    const state = demande({
      etape: 'manquants',
      partenaire: 'etat',
      indicateurs: ['adil.analyse', 'caf.aidesDansLeDelai'],
      manquants: [
        { nom: 'ADIL', indicateurs: ['adil.analyse'] },
        { nom: 'CAF', indicateurs: ['caf.aidesDansLeDelai'] },
      ],
    });
    const { subject, text } = renderDemande(state, context);
    expect(subject).toBe('[passerelle] Chiffres 2026 de la charte : ce qui n’est pas déclaré');
    expect(text).toContain('ADIL :\n- Analyse globale');
    expect(text).toContain(
      'CAF :\n- Demandes d’aide au logement traitées par la CAF, dont traitées en moins de 15',
    );
    expect(text).toContain('/indicateurs/declares?annee=2026');
    expect(text).not.toContain('Trois façons');
    expect(piecesDeDemande(state)).toEqual([]);
  });
});
