import { parseJson } from '../../domain/text/parse-json.ts';
import { reportSchema } from '../../outbound/reports/report.ts';
import { jsonHead, jsonRow, jsonTail } from '../../outbound/reports/write-report.ts';
import { fileOfPlace, placeOfFile } from '../../store/row-place.ts';
import { textOfBytes, textOfMetadata } from '../../text-of-bytes.ts';
import type { BucketNames, Buckets, ObjectVersion } from './buckets.ts';
import { type Finding, type Search, unsure } from './finding.ts';

/** Objects read at once: reading waits on the network. */
const WINDOW = 16;

/** Gives the rows of a dropped file, each as a text to search. Intake provides it: it knows the formats of files. */
export type RowsOfFile = (bytes: Uint8Array, sender: string) => Promise<string[]>;

type Place = keyof BucketNames;
type Deps = {
  objects: Buckets;
  buckets: BucketNames;
  rowsOfFile: RowsOfFile;
  onRead: (objects: number) => void;
};

/**
 * Finds what the buckets hold about the persons, in every version of every object. Every object is read except PDFs: a PDF is
 * recognised by its case, or by the data beside it or in its metadata. A name that only the PDF itself shows is not found.
 */
export async function* findInBuckets(deps: Deps, search: Search): AsyncGenerator<Finding> {
  let read = 0;
  const places: Place[] = ['raw', 'pieces', 'quarantine', 'drop', 'hold'];
  for (const place of places) {
    let window: ObjectVersion[] = [];
    const settle = async (): Promise<Finding[]> => {
      const found = await Promise.all(window.map((one) => findIn(deps, search, place, one)));
      read += window.length;
      deps.onRead(read);
      window = [];
      return found.flat();
    };
    for await (const one of deps.objects.versions(deps.buckets[place])) {
      if (!one.marker) window.push(one);
      if (window.length >= WINDOW) yield* await settle();
    }
    yield* await settle();
  }
}

const findIn = async (deps: Deps, search: Search, place: Place, one: ObjectVersion): Promise<Finding[]> => {
  const owner = place === 'hold' ? one.key.split('/')[0] : search.owners.get(`${one.bucket}/${one.key}`);
  if (owner !== undefined) return findOwned(deps, search, place, one, owner);
  if (place === 'drop') return findDropped(deps, search, one);
  const sender = one.key.replace(/^unanswered\//, '').split('/')[0];
  const text = isPdf(one.key) ? await inlineOf(deps, one) : textIn(await deps.objects.read(one));
  const named = { place, key: one.key, what: whatOf(place, one.key), size: one.size };
  const kept = [...search.kept.values()][0];
  if (text === undefined || !search.speaks(`${text}\n`, sender))
    return search.mayName(text ?? '') || search.mayName(one.key) ? [{ ...named, ...unsure }] : [];
  const base = { ...named, content: contentOf(text) };
  if (kept !== undefined) return [{ ...base, act: 'gardé', why: kept }];
  // The data of a piece name the persons: the PDF beside them goes too.
  const stem = one.key.replace(/\.[^./]*$/, '');
  const pair = place === 'raw' ? [] : [`${stem}.pdf`, `${stem}.PDF`];
  return [
    {
      ...base,
      act: 'efface',
      apply: async () => {
        await deps.objects.remove([one]);
        for (const key of pair) await deps.objects.removeKey(one.bucket, key);
      },
    },
  ];
};

/** An object that a case's items lead to: it goes with the case, loses the person, or stays with the case. */
const findOwned = async (
  deps: Deps,
  { whole, partly, kept }: Search,
  place: Place,
  one: ObjectVersion,
  owner: string,
): Promise<Finding[]> => {
  const text = isPdf(one.key) ? undefined : textIn(await deps.objects.read(one));
  const base = {
    place,
    key: one.key,
    what: whatOf(place, one.key),
    size: one.size,
    ...(text !== undefined && { content: contentOf(text) }),
  };
  if (whole.has(owner)) return [{ ...base, act: 'efface' }];
  const why = kept.get(owner);
  if (why !== undefined) return [{ ...base, act: 'gardé', why }];
  const take = partly.get(owner);
  if (!take) return [];
  if (isPdf(one.key) || one.key.startsWith('reports/'))
    return [
      {
        ...base,
        act: 'gardé',
        why: 'acte signifié au ménage entier, ou son accusé : il part avec le dossier',
      },
    ];
  // Rewriting the data of a piece would file the piece again: they are deleted, and the register keeps them.
  if (place !== 'raw')
    return [
      { ...base, act: 'efface', apply: async () => void (await deps.objects.removeKey(one.bucket, one.key)) },
    ];
  if (!one.latest)
    return [{ ...base, act: 'efface', apply: async () => void (await deps.objects.remove([one])) }];
  const rewritten = String(take(text ?? ''));
  return [
    {
      ...base,
      act: 'réécrit',
      apply: () => deps.objects.replace(one.bucket, one.key, rewritten, 'application/json'),
    },
  ];
};

/**
 * Why a version of a dropped file stays; undefined when nothing keeps it. What names no version that is there keeps them all: a row
 * filed before versions were recorded, or a bucket that was restored since, whose objects have new versions.
 */
const keptOf = async (deps: Deps, search: Search, one: ObjectVersion): Promise<string | undefined> => {
  const own = search.files.get(placeOfFile(one)) ?? search.files.get(one.key);
  if (own !== undefined) return own;
  const named = [...search.files].filter(([place]) => fileOfPlace(place).key === one.key);
  if (named.length === 0) return undefined;
  const there = new Set((await deps.objects.of(one.bucket, one.key)).map(placeOfFile));
  return named.find(([place]) => !there.has(place))?.[1];
};

const findDropped = async (deps: Deps, search: Search, one: ObjectVersion): Promise<Finding[]> => {
  const [top = '', sender = ''] = one.key.split('/');
  if (isPdf(one.key)) return [];
  const bytes = await deps.objects.read(one);
  const base = { place: 'drop' as const, key: one.key, size: one.size };
  if (top === 'drop') {
    const read = await deps.rowsOfFile(bytes, sender);
    const rows = read.filter((row) => search.speaks(row, sender));
    if (rows.length === 0)
      return search.mayName(one.key) || read.some((row) => row.startsWith('{') && search.mayName(row))
        ? [{ ...base, what: 'Fichier déposé', ...unsure }]
        : [];
    const why = (await keptOf(deps, search, one)) ?? [...search.kept.values()][0];
    return [
      {
        ...base,
        what: 'Fichier déposé, avec des lignes d’autres ménages : seules celles-ci sont montrées',
        content: [...new Set(rows)].map(contentOf),
        ...(why !== undefined
          ? { act: 'gardé' as const, why }
          : { act: 'efface' as const, apply: async () => void (await deps.objects.remove([one])) }),
      },
    ];
  }
  const text = textIn(bytes);
  if (top === 'parts') {
    if (!text.split('\n').some((line) => search.speaks(line, sender))) return [];
    const part = { ...base, what: 'Morceau d’un compte rendu' };
    // When the file's report is written, the part lies behind a delete marker and nobody reads it.
    const versions = await deps.objects.of(one.bucket, one.key);
    if (versions.some(({ latest, marker }) => latest && marker))
      return [{ ...part, act: 'efface', apply: async () => void (await deps.objects.remove([one])) }];
    const why = 'fichier en cours de traitement : relancez la commande quand il est fini';
    return [{ ...part, act: 'gardé', why }];
  }
  if (one.key.includes('/accuses/')) {
    if (!search.speaks(text, sender)) return [];
    const pdf = one.key.replace(/\.json$/, '.pdf');
    const apply = async (): Promise<void> => {
      await deps.objects.removeKey(one.bucket, pdf);
      await deps.objects.remove([one]);
    };
    return [{ ...base, what: whatOf('drop', one.key), content: contentOf(text), act: 'efface', apply }];
  }
  return findReported(deps, search, one, text, sender);
};

/** A report's lines about the persons. The other lines stay as they are. */
const findReported = (
  deps: Deps,
  { speaks }: Search,
  one: ObjectVersion,
  text: string,
  sender: string,
): Finding[] => {
  const json = one.key.endsWith('.json');
  const report = json ? reportSchema.safeParse(contentOf(text)).data : undefined;
  const lines = report ? report.rows.map(jsonRow) : text.split('\r\n');
  const said = lines.filter((line) => speaks(line, sender));
  if (said.length === 0) return [];
  const base = {
    place: 'drop' as const,
    key: one.key,
    size: one.size,
    what: 'Lignes d’un compte rendu',
    content: said.map(contentOf),
  };
  // Nobody reads a report that a later one replaced. Rewriting it would put it in the later one's place.
  if (!one.latest)
    return [{ ...base, act: 'efface', apply: async () => void (await deps.objects.remove([one])) }];
  const left = (): string => {
    if (!report) return lines.filter((line) => !said.includes(line)).join('\r\n');
    const { rows, ...head } = report;
    const kept = rows.map(jsonRow).filter((line) => !said.includes(line));
    return `${jsonHead(head)}${kept.join(',\n')}${jsonTail}`;
  };
  return [
    {
      ...base,
      act: 'réécrit',
      apply: () =>
        deps.objects.replace(
          one.bucket,
          one.key,
          left(),
          json ? 'application/json' : 'text/csv; charset=utf-8',
        ),
    },
  ];
};

const textIn = (bytes: Uint8Array): string => textOfBytes(bytes).text;
const isPdf = (key: string): boolean => /\.pdf$/i.test(key);
/** A JSON text's value, so that it is shown and compared as what it says; else the text. */
const contentOf = (text: string): unknown => {
  const json = parseJson(text);
  return json.ok ? json.value : text;
};

/** A piece's data, when they came in the metadata of its PDF. */
const inlineOf = async ({ objects }: Deps, one: ObjectVersion): Promise<string | undefined> => {
  const { passerelle } = await objects.metadata(one);
  return passerelle === undefined ? undefined : textOfMetadata(passerelle).text;
};

const whatOf = (place: Place, key: string): string => {
  if (place === 'hold') return 'Copie mise en gel';
  if (place === 'raw')
    return key.startsWith('unanswered/') ? 'Réponse qu’aucune file n’attendait' : 'Message tel que reçu';
  if (place === 'drop') return 'Accusé d’enregistrement';
  const apart = place === 'quarantine' ? ', mise à l’écart' : '';
  return `${isPdf(key) ? 'Pièce' : 'Données d’une pièce'}${apart}`;
};
