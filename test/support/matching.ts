import { addressFormOf } from '../../shared/domain/matching/address-form.ts';
import { personFormOf } from '../../shared/domain/matching/person-form.ts';
import type { Subject } from '../../shared/domain/matching/subject.ts';

/** A subject from plain values: persons by name, first name and birth date, and an address. */
export const subjectFor = (
  people: readonly { nom?: string; prenom?: string; ne?: string }[],
  where: { insee?: string; street?: string; complement?: string } = {},
  more: Partial<Subject> = {},
): Subject => ({
  persons: people.map(({ nom, prenom, ne }) =>
    personFormOf({
      ...(nom && { nomNaissance: nom }),
      ...(prenom && { prenoms: [prenom] }),
      ...(ne && { dateNaissance: ne }),
    }),
  ),
  addresses: Object.keys(where).length > 0 ? [addressFormOf(where)] : [],
  references: [],
  ...more,
});

export const melun = { insee: '77288', street: '12 rue des Tilleuls' };
