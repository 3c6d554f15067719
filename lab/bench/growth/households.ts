import { createWorld } from '../../link/world/create-world.ts';
import { DEBT } from '../messages.ts';

/** A CAF signal, as sent. */
export type Signal = Record<string, unknown> & { messageId: string };

/**
 * First signals of as many invented households as asked for. Names, birth dates and addresses are as common as in the
 * département, so that homonyms meet as households add up. In truth no two households are the same.
 *
 * @param most the most households that can be asked for: three million take ten seconds to prepare
 */
export function* signals(seed: number, most = 3_000_000): Generator<Signal> {
  const seen = new Set<string>();
  for (const row of createWorld({ households: most, seed, hazards: 0 }).records()) {
    if (row.kind !== 'impaye' || !row.allocataire || !row.insee || seen.has(row.dossier)) continue;
    seen.add(row.dossier);
    const persons = [
      [row.p1_nom_naissance, row.p1_nom_usage, row.p1_prenoms, row.p1_date_naissance],
      [row.p2_nom_naissance, row.p2_nom_usage, row.p2_prenoms, row.p2_date_naissance],
      [row.p3_nom_naissance, row.p3_nom_usage, row.p3_prenoms, row.p3_date_naissance],
    ] as const;
    const household = persons
      .filter(([nom]) => nom)
      .map(([nomNaissance, nomUsage, prenoms, dateNaissance]) => ({
        nomNaissance,
        ...(nomUsage && { nomUsage }),
        ...(prenoms && { prenoms: prenoms.split(' ') }),
        ...(/^\d{4}-\d{2}-\d{2}$/.test(dateNaissance) && { dateNaissance }),
      }));
    if (household.length === 0) continue;
    yield {
      version: '1',
      messageId: `W${seed}-${row.dossier}`,
      sender: 'caf',
      reference: `W${seed}-${row.dossier}`,
      actDate: '2026-03-01',
      dwelling: {
        insee: row.insee,
        ...(row.postcode && { postcode: row.postcode }),
        ...(row.street && { street: row.street }),
        ...(row.complement && { complement: row.complement }),
      },
      household,
      allocataire: `${seed}${row.dossier}`,
      ...DEBT,
      bailleur: {
        nom: row.bailleur || 'Habitat Exemple',
        ...(row.reference_bail && { referenceBail: `${seed}-${row.reference_bail}` }),
      },
      suites: ['planDemande'],
    };
  }
}
