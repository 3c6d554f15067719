import * as z from 'zod';
import { dateInFrench } from '../../shared/domain/calendar/civil-date.ts';
import { parisDay } from '../../shared/domain/calendar/paris-day.ts';
import { eventTexts } from '../../shared/outbound/texts/event-texts.ts';
import type { Exported } from './export.ts';

/** A text as a page holds it. */
export const escaped = (text: unknown): string =>
  String(text ?? '').replace(
    /[&<>"]/g,
    (mark) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[mark] ?? mark,
  );

const eventSchema = z.looseObject({ kind: z.string(), actDate: z.string(), sender: z.string() });
const titles = new Map(Object.entries(eventTexts).map(([kind, { title }]) => [kind, title]));

/** Fields that say how the hub stores an event, and nothing about the person. */
const unsaid = ['id', 'kind', 'actDate', 'sender', 'rawKey', 'receivedAt', 'piece', 'dwelling', 'household'];

const table = (headings: readonly string[], rows: readonly (readonly unknown[])[]): string =>
  `<table><thead><tr>${headings.map((one) => `<th scope="col">${escaped(one)}</th>`).join('')}</tr></thead><tbody>${rows
    .map((cells) => `<tr>${cells.map((cell) => `<td>${escaped(cell)}</td>`).join('')}</tr>`)
    .join('')}</tbody></table>`;

const said = (event: object): string =>
  Object.entries(event)
    .filter(([name]) => !unsaid.includes(name))
    .map(([name, value]) => `${name} : ${typeof value === 'object' ? JSON.stringify(value) : value}`)
    .join(' ; ');

const dossier = (one: Exported['dossiers'][number]): string => {
  const events = z.array(eventSchema).parse(one.evenements);
  const persons = one.personnes.map((person) => [
    person.nomNaissance,
    person.nomUsage,
    person.prenoms?.join(' '),
    person.dateNaissance && dateInFrench(person.dateNaissance),
    person.lieuNaissance,
  ]);
  return [
    `<h2>Dossier ${escaped(one.dossier)}</h2>`,
    `<p>${escaped(one.etape)}${one.depuis ? `, depuis le ${dateInFrench(one.depuis)}` : ''}. Logement : ${escaped([one.adresse, one.commune].filter(Boolean).join(', '))}.</p>`,
    `<p>Conservation : ${escaped(one.conservation)}.</p>`,
    '<h3>Comment vous êtes désigné</h3>',
    table(['Nom de naissance', 'Nom d’usage', 'Prénoms', 'Naissance', 'Lieu'], unique(persons)),
    one.autresPersonnes > 0
      ? `<p>${one.autresPersonnes} autre(s) description(s) de personnes du ménage ne sont pas montrées : elles ne concernent qu’elles.</p>`
      : '',
    '<h3>Ce qui a été transmis, et par qui</h3>',
    table(
      ['Date', 'Fait', 'Transmis par', 'Détail'],
      events.map((event) => [
        dateInFrench(event.actDate),
        titles.get(event.kind) ?? event.kind,
        event.sender,
        said(event),
      ]),
    ),
  ].join('\n');
};

const unique = (rows: readonly unknown[][]): unknown[][] => [
  ...new Map(rows.map((row) => [JSON.stringify(row), row])).values(),
];

/** What is known of a person, as one page that needs no other file. */
export const htmlOf = (
  exported: Exported,
  pieces: readonly { name: string; key: string }[],
): string => `<!doctype html>
<html lang="fr"><head><meta charset="utf-8"><title>Vos données</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>body{font:16px/1.5 sans-serif;max-width:70rem;margin:2rem auto;padding:0 1rem}table{border-collapse:collapse;width:100%}
th,td{border:1px solid #bbb;padding:.3rem .5rem;text-align:left;vertical-align:top;overflow-wrap:anywhere}</style></head><body>
<h1>Ce que la plateforme sait de vous</h1>
<p>Arrêté au ${dateInFrench(parisDay(exported.faitLe))} (RGPD, art. 15). Le fichier export.json donne les mêmes données, complètes, pour un programme.</p>
${exported.dossiers.map(dossier).join('\n') || '<p>Aucun dossier.</p>'}
<h2>Pièces</h2>
<ul>${pieces.map(({ name }) => `<li><a href="${escaped(name)}">${escaped(name)}</a></li>`).join('') || '<li>Aucune.</li>'}</ul>
<h2>Où vos données se trouvent</h2>
${table(
  ['Quoi', 'Où', 'Sous quel nom'],
  exported.copies.map(({ what, place, key }) => [what, place, key]),
)}
<h2>Ce qui n’est pas ici</h2>
${table(
  ['Quoi', 'Pourquoi', 'Jusqu’à'],
  exported.horsDePortee.map(({ what, why, until }) => [what, why, until]),
)}
<h2>Vos droits</h2>
<p>Vous pouvez demander la rectification de ces données, leur effacement, la limitation de leur usage, ou vous y opposer, auprès du
responsable du traitement ; et saisir la CNIL (www.cnil.fr).</p>
</body></html>
`;
