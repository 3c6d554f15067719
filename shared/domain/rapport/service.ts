import { indicateurs } from '../indicateurs/catalogue.ts';
import { caseDe, dit, INCONNU, ligne, mots, nombre, nombreDe, table, texte } from './cases.ts';
import { libelleDe } from './chiffres.ts';
import type { Section } from './document.ts';
import type { Lecteurs, MatiereDuRapport } from './matiere.ts';

/** How long a mail took, by the most minutes. */
const attentes: Readonly<Record<string, string>> = {
  '1': 'une minute au plus',
  '5': 'cinq minutes au plus',
  '15': 'un quart d’heure au plus',
  '60': 'une heure au plus',
  '240': 'quatre heures au plus',
  '1440': 'un jour au plus',
  plus: 'plus d’un jour',
};

/** What the hub itself did. */
export const service = (
  { annee, nom, motif = (code) => code }: MatiereDuRapport,
  { courante, precedente }: Lecteurs,
): Section => {
  const details = (id: string) => annee.chiffres.filter((one) => one.id === id);
  const senders = details('service.messagesAcceptes').map(({ detail }) => detail);
  const own = indicateurs.filter(({ id }) => id.startsWith('hub.'));
  return {
    id: 'plateforme',
    feuille: 'Plateforme',
    titre: 'La plateforme elle-même',
    blocs: [
      senders.length === 0
        ? dit('Aucun message n’a été reçu dans l’année.')
        : table(
            'Messages reçus, par expéditeur',
            [mots('Expéditeur'), nombre('Acceptés'), nombre('En attente'), nombre('Refusés')],
            senders.map((qui) =>
              ligne(
                texte(nom(qui)),
                ...['Acceptes', 'EnAttente', 'Refuses'].map((un) =>
                  caseDe(courante, `service.messages${un}`, 'total', qui),
                ),
              ),
            ),
          ),
      ...(details('service.refus').length === 0
        ? []
        : [
            table(
              'Motifs des refus',
              [mots('Motif'), nombre('Messages')],
              details('service.refus').map(({ detail, cellule, unite }) =>
                ligne(texte(motif(detail)), nombreDe(cellule, unite)),
              ),
            ),
          ]),
      ...(['uns', 'resumes'] as const).flatMap((comment) => {
        const rows = details(`service.mels.${comment}`);
        return rows.length === 0
          ? []
          : [
              table(
                libelleDe(`service.mels.${comment}`),
                [mots('Attente'), nombre('Méls')],
                rows.map(({ detail, cellule, unite }) =>
                  ligne(texte(attentes[detail] ?? detail), nombreDe(cellule, unite)),
                ),
              ),
            ];
      }),
      table(
        'Alertes à prendre, doutes à trancher',
        [mots('Indicateur'), nombre(String(annee.annee - 1)), nombre(String(annee.annee))],
        [
          ...own.map(({ id, libelle, detailDe }) => ({
            cases: [
              texte(libelle),
              precedente ? caseDe(precedente, id) : nombreDe(INCONNU, 'alertes'),
              caseDe(courante, id),
            ],
            ...(detailDe !== undefined && { retrait: true }),
          })),
          {
            cases: [
              texte(libelleDe('service.alertesJamaisPrises')),
              precedente ? caseDe(precedente, 'service.alertesJamaisPrises') : nombreDe(INCONNU, 'alertes'),
              caseDe(courante, 'service.alertesJamaisPrises'),
            ],
          },
        ],
      ),
    ],
  };
};
