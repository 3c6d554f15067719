import type { CaseEvent } from '../../../../shared/domain/events/case-event.ts';
import { factsOf } from '../../../../shared/domain/notices/facts.ts';
import { saidEuros } from '../../../../shared/domain/notices/said.ts';

/** Texts that a partner or a person typed. A mail only says that they are there: here they are read. */
const typed = {
  tribunal: 'Tribunal',
  numeroRg: 'Numéro RG',
  diligences: 'Démarches accomplies',
  difficultes: 'Difficultés',
  motifNonExecution: 'Motif',
  pourquoi: 'Pourquoi',
  adresseFsl: 'Adresse du FSL',
} as const;

/** What an event says, label and text: what mails say of it, and what they do not. */
export const allFactsOf = (event: CaseEvent): [string, string][] => {
  const texts = Object.entries(typed).flatMap(([field, label]): [string, string][] => {
    const text: unknown = Reflect.get(event, field);
    return typeof text === 'string' && text !== '' ? [[label, text]] : [];
  });
  const rent = 'loyer' in event ? saidEuros(event.loyer) : undefined;
  return [
    ...Object.entries<string>(factsOf(event)).filter(([label]) => !texts.some(([own]) => own === label)),
    ...(rent === undefined ? [] : [['Loyer', rent] satisfies [string, string]]),
    ...texts,
  ];
};
