import type { FaitDuProtocole } from '../../../../shared/cases/commissions/register.ts';
import { isDay } from '../../../../shared/domain/calendar/civil-date.ts';

/** What a form tells of a protocol, or what is wrong with it, field by field. */
export const faitOf = (
  sent: (name: string) => string,
): { fait: FaitDuProtocole } | { errors: ReadonlyMap<string, string> } => {
  const errors = new Map<string, string>();
  const [fait, le, membre, objet] = [sent('fait'), sent('le'), sent('membre'), sent('objet')];
  if (fait !== 'avenant' && !isDay(le)) errors.set('le', 'Une date est attendue.');
  if ((fait === 'signature' || fait === 'denonciation' || fait === 'signatureAvenant') && membre === '')
    errors.set('membre', 'Dites quel signataire.');
  if (fait === 'avenant' && objet === '') errors.set('objet', 'Dites ce que l’avenant change.');
  const annee = Number(sent('annee'));
  if (fait === 'bilan' && !(Number.isInteger(annee) && annee > 2000))
    errors.set('annee', 'Une année est attendue.');
  const rang = Number(sent('rang'));
  if (errors.size > 0) return { errors };
  switch (fait) {
    case 'signaturePrevue':
    case 'commissionPermanente':
      return { fait: { fait, le } };
    case 'signature':
    case 'denonciation':
      return { fait: { fait, membre, le } };
    case 'bilan':
      return { fait: { fait, annee, le } };
    case 'avenant':
      return { fait: { fait, objet } };
    case 'signatureAvenant':
      return { fait: { fait, rang: Number.isInteger(rang) ? rang : -1, membre, le } };
    default:
      return { errors: new Map([['fait', 'Choisissez ce qui s’est passé.']]) };
  }
};
