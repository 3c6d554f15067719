import { planApurement, saisineCcapex, signalImpaye } from '../kinds/debt.ts';
import { choice } from '../kinds/fields.ts';
import { formatOfKind, formatOfKinds } from '../kinds/kind.ts';
import { type Partner, partnerOf } from '../partner.ts';

export const impayeFormat = formatOfKind('Signal d’impayé CAF ou MSA, version 1', 'caf', signalImpaye, {
  sender: choice(['caf', 'msa'], 'Organisme'),
});
const events = formatOfKinds('Suites données par la CAF ou la MSA, version 1', 'caf', [
  planApurement,
  saisineCcapex,
]);
const own = {
  many: false,
  formats: { 'impaye.v1': impayeFormat, 'suites.v1': events },
  tables: [{ name: 'impayes', title: 'Signaux d’impayé', format: impayeFormat }],
};

/** A message without `kind` is the signal of an unpaid rent, the first format CAF and MSA had. */
export const caf: Partner = partnerOf({ code: 'caf', title: 'Caisse d’allocations familiales', ...own });
export const msa: Partner = partnerOf({ code: 'msa', title: 'Mutualité sociale agricole', ...own });
