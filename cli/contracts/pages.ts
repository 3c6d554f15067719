import { readFileSync } from 'node:fs';
import Mustache from 'mustache';
import type { ZodMiniType } from 'zod/mini';
import { type Route, scopes } from '../../shared/api/route.ts';
import { organismesPayeurs } from '../../shared/domain/events/signals.ts';
import { declares } from '../../shared/domain/indicateurs/declares.ts';
import { CHIFFRE } from '../../shared/intake/chiffres/format.ts';
import { partners } from '../../shared/intake/partners/all.ts';
import {
  CHIFFRES,
  formatsOf,
  type Partner,
  type Table,
  tablesOf,
} from '../../shared/intake/partners/partner.ts';
import { receiptSchema } from '../../shared/outbound/receipts/receipt.ts';
import { decisionAideSchema } from '../../shared/outbound/replies/decision-aide.ts';
import { issueMeanings } from '../../shared/outbound/replies/issue-meanings.ts';
import { replySchema } from '../../shared/outbound/replies/reply.ts';
import { reportSchema } from '../../shared/outbound/reports/report.ts';
import { contracts } from './contracts.ts';
import { commonFields, type Field, fieldsOf, typeOf } from './fields.ts';
import { type Guide, guidesOf } from './guides.ts';
import { isMust, needsOf } from './need.ts';
import { examplesOf, type Schema, schemaOf } from './schema.ts';
import { cellTitle, tableDocs } from './templates.ts';

const template = (name: string): string =>
  readFileSync(new URL(`./templates/${name}.mustache`, import.meta.url), 'utf8');
const templates = {
  page: template('page'),
  fields: template('fields'),
  index: template('index'),
  partner: template('partner'),
  replies: template('replies'),
  api: template('api'),
};

const nav = [
  { href: 'index.html', text: 'Contrats' },
  { href: 'reponses.html', text: 'Réponses et codes' },
  { href: 'api.html', text: 'API HTTP' },
];

/** A page by itself, for a folder that is opened without a server. */
const pageOf = (href: string, { title, body }: Body): string =>
  Mustache.render(templates.page, {
    title: typeset(title),
    nav: nav.map((one) => ({ ...one, here: one.href === href })),
    body,
  });

/** Keeps French punctuation from beginning a line, and a quotation mark from ending one. Code stays as typed. */
const typeset = (html: string): string =>
  html
    .split(/(<(?:pre|code|style)\b[\s\S]*?<\/(?:pre|code|style)>)/)
    .map((part, index) =>
      index % 2 === 1 ? part : part.replace(/ (?=[;:!?»])/g, '\u00a0').replace(/« /g, '«\u00a0'),
    )
    .join('');
const table = (caption: string, fields: readonly Field[]): string =>
  fields.length === 0
    ? ''
    : Mustache.render(templates.fields, {
        caption,
        fields: fields.map((field) => ({ ...field, must: isMust(field.need) })),
      });

const hrefOf = ({ code }: Partner): string => `${code}.html`;

/** What a page says, under a heading that is its title. Its links lead to files beside it. */
export type Body = { title: string; body: string };

/** What the pages say, by file name, for whoever has a frame of their own to show them in. */
export const bodies = (routes: readonly Route[]): Map<string, Body> => {
  const guides = guidesOf();
  return new Map(
    [
      { href: 'index.html', title: 'Contrats, version 1', body: indexBody(guides) },
      { href: 'reponses.html', title: 'Réponses, comptes rendus et codes', body: repliesBody() },
      { href: 'api.html', title: 'API HTTP', body: apiBody(routes) },
      ...partners.map((partner) => ({
        href: hrefOf(partner),
        title: partner.title,
        body: partnerBody(partner),
      })),
      ...guides,
    ].map(({ href, title, body }) => [href, { title, body: typeset(body) }]),
  );
};

/** The same as static pages: no script, and nothing loaded from elsewhere. */
export const pages = (routes: readonly Route[]): Map<string, string> =>
  new Map([...bodies(routes)].map(([href, body]) => [href, pageOf(href, body)]));

const indexBody = (guides: readonly Guide[]): string =>
  Mustache.render(templates.index, {
    guides,
    partners: partners.map((partner) => ({
      href: hrefOf(partner),
      title: partner.title,
      channels:
        partner.code === 'etude'
          ? 'pièces (dépôt, API HTTP)'
          : `messages (file, API HTTP)${tablesOf(partner).length > 0 ? ', fichiers CSV, XLSX, JSON Lines' : ''}`,
    })),
    contracts: contracts.map(({ name, io, schema }) => ({
      name,
      title: schemaOf(schema, io).title ?? name,
      example: examplesOf(schema).length > 0,
      several: examplesOf(schema).length > 1,
    })),
  });

const partnerBody = (partner: Partner): string => {
  const { code, many } = partner;
  const member = many ? `${code}-<membre>` : code;
  const isStudy = code === 'etude';
  return Mustache.render(templates.partner, {
    code: member,
    queue: !isStudy,
    pieces: isStudy,
    files: tablesOf(partner).length > 0,
    intake: `passerelle-<stage>-${member}-intake`,
    replies: `passerelle-<stage>-replies-${member}`,
    tables: tableDocs
      .filter((one) => one.partner === code)
      .map(({ title, file, columns }) => ({
        title,
        file,
        columns: columns.map((column) => ({
          title: column.title,
          need: column.need,
          must: isMust(column.need),
          content: cellTitle(column),
          help: column.help,
        })),
      })),
    formats: Object.entries(formatsOf(partner)).map(([name, format]) =>
      name === CHIFFRES ? chiffresOf(partner, formatOf(name, format)) : formatOf(name, format),
    ),
    decisions: organismesPayeurs.some((one) => one === code) && {
      example: exampleOf(decisionAideSchema),
      fields: table('Décision sur une aide', fieldsOf(schemaOf(decisionAideSchema, 'output'))),
    },
  });
};

/** The format of figures, with an example of this partner's own. */
const chiffresOf = (partner: Partner, shown: ReturnType<typeof formatOf>): ReturnType<typeof formatOf> => {
  const [one] = declares.filter(({ declarants, unite }) =>
    unite === 'texte'
      ? false
      : declarants.some((debut) => debut.startsWith(partner.code) || partner.code.startsWith(debut)),
  );
  const debut = one?.declarants.find((code) => code.startsWith(partner.code)) ?? partner.code;
  const sender = partner.many && debut === partner.code ? `${partner.code}-exemple` : debut;
  const example = {
    version: '1',
    messageId: `${sender}-2025-01`,
    sender,
    kind: CHIFFRE,
    annee: 2025,
    indicateur: one?.id,
    valeur: 12,
  };
  return { ...shown, example: JSON.stringify(example, null, 2) };
};

const formatOf = (name: string, format: Table['format']) => {
  const { schema: zodSchema } = format;
  const needOf = needsOf(format);
  const schema = schemaOf(zodSchema, 'input');
  const variants = schema.oneOf ?? schema.anyOf;
  const [example, ...others] = examplesOf(zodSchema);
  const shown = {
    name,
    title: schema.title ?? name,
    example: example && JSON.stringify(example, null, 2),
    several: others.length > 0,
  };
  if (!variants)
    return {
      ...shown,
      common: table(`Champs : ${schema.title ?? name}`, fieldsOf(schema, needOf)),
      kinds: [],
    };
  const common = commonFields(variants);
  const [first] = variants;
  return {
    ...shown,
    common: table('Champs de tous les messages', first ? fieldsOf(only(first, common), needOf) : []),
    kinds: variants.map((variant) => {
      const { kind } = variant.properties ?? {};
      const own = new Set(
        Object.keys(variant.properties ?? {}).filter((one) => !common.has(one) && one !== 'kind'),
      );
      return {
        kind: String(kind?.const ?? ''),
        title: kind?.description ?? '',
        fields:
          table(
            `Champs propres : ${String(kind?.const ?? '')}`,
            fieldsOf(only(variant, own), (path) => needOf(path, String(kind?.const ?? ''))),
          ) || '<p class="quiet">Aucun champ propre.</p>',
      };
    }),
  };
};

const only = (schema: Schema, names: ReadonlySet<string>): Schema => ({
  ...schema,
  properties: Object.fromEntries(Object.entries(schema.properties ?? {}).filter(([name]) => names.has(name))),
});

const exampleOf = (schema: ZodMiniType<unknown>): string => JSON.stringify(examplesOf(schema)[0], null, 2);

const repliesBody = (): string =>
  Mustache.render(templates.replies, {
    replyExample: exampleOf(replySchema),
    reportExample: exampleOf(reportSchema),
    reply: table('Réponse', fieldsOf(schemaOf(replySchema, 'output'))),
    report: table('Compte rendu', fieldsOf(schemaOf(reportSchema, 'output'))),
    receipt: table('Accusé', fieldsOf(schemaOf(receiptSchema, 'output'))),
    codes: Object.entries(issueMeanings).map(([code, meaning]) => ({ code, meaning })),
  });

/** The published name of a body, whose schema is a file beside the page. */
const contractNameOf = (body: ZodMiniType<unknown> | undefined): string | undefined =>
  contracts.find(({ schema }) => schema === body)?.name;

/** Must be explicit: Mustache would otherwise find the `body` of the enclosing route. */
const noBody = { body: undefined, contentType: undefined };

const apiBody = (routes: readonly Route[]): string =>
  Mustache.render(templates.api, {
    scopes: Object.entries(scopes).map(([name, description]) => ({ name, description })),
    routes: routes.map((route) => {
      const parameters = Object.entries(route.parameters ?? {});
      return {
        ...route,
        body: contractNameOf(route.body),
        hasParameters: parameters.length > 0,
        parameters: parameters.map(([name, { in: place, description, schema }]) => ({
          name,
          place: place === 'path' ? 'chemin' : 'requête',
          required: place === 'path',
          type: typeOf(schemaOf(schema, 'input')),
          description,
        })),
        answers: [
          ...Object.entries(route.answers).map(([status, { description, body, contentType }]) => ({
            status,
            description,
            body: contractNameOf(body),
            contentType,
          })),
          { status: '401', description: 'Jeton absent, inconnu ou périmé', ...noBody },
          { status: '403', description: 'Le jeton ne donne pas ce droit', ...noBody },
        ].sort((a, b) => a.status.localeCompare(b.status)),
      };
    }),
  });
