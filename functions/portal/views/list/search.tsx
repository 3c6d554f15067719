import type { FC } from 'hono/jsx';
import { type FieldErrors, Input } from '../kit/fields.tsx';
import { Submit } from '../kit/form.tsx';

/** A case by its reference, its name, or a person's: above the list, and above what was found. */
export const Search: FC<{ asked?: string; errors?: FieldErrors }> = ({ asked = '', errors = new Map() }) => (
  <form method="get" action="/dossiers" class="recherche">
    <Input
      name="recherche"
      type="search"
      label="Chercher un dossier"
      hint="Une référence (77-2026-000123), le nom qu’un partenaire lui donne (K7QF-2M9X-4TRB), ou le nom et le prénom d’une personne"
      required
      value={asked}
      errors={errors}
      most={100}
    />
    <Submit quiet>Chercher</Submit>
  </form>
);
