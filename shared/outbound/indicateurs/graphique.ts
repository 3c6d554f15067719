import { scaleBand, scaleLinear, scalePoint } from 'd3-scale';
import { line } from 'd3-shape';
import type { Cellule } from '../../domain/rapport/chiffres.ts';
import type {
  Barre,
  Barres,
  Courbes,
  Empilees,
  Entonnoir,
  Graphique,
} from '../../domain/rapport/document.ts';
import { celluleEcrite, enFrancais, marques, nombreEcrit } from './nombres.ts';

/*
 * Charts as SVG text, made on the server from data alone: the same data give the same text. They are read in grey and by those who confuse colours: what is told by a
 * colour is told by its lightness, and by a number or a name beside it too. Text stays text.
 */

const WIDTH = 640;
const FONT = 'Atkinson Hyperlegible Next, Arial, sans-serif';
const SIZE = 13;
/** Some hundredths more than the widest fonts' mean: what is measured so fits. */
const LETTER = 0.56;
const INK = '#1e1e1e';
const QUIET = '#5b5b66';
const GRID = '#d5d5dc';
const SOLID = '#0b3c5d';
const PALE = '#8cc3e6';
/** Of parts of a whole: three shades that grey tells apart (lightness 24, 83, 42), then three motifs. */
const SHADES = [SOLID, '#f0c987', '#8a4f7d'] as const;
const MOTIFS: readonly string[] = [
  '<pattern id="ID" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="7" height="7" fill="#cfe6f5"/><rect width="2" height="7" fill="#0b3c5d"/></pattern>',
  '<pattern id="ID" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(-45)"><rect width="5" height="5" fill="#ffffff"/><rect width="2.4" height="5" fill="#5f5f68"/></pattern>',
  '<pattern id="ID" width="6" height="6" patternUnits="userSpaceOnUse"><rect width="6" height="6" fill="#ededf0"/><circle cx="3" cy="3" r="1.1" fill="#5f5f68"/></pattern>',
];
const motifOf = (id: string, n: number): string => `${id}-motif-${n}`;
/** What a part is filled with. @param id of the chart, whose motifs are its own */
const filled = (id: string, n: number): string => SHADES[n] ?? `url(#${motifOf(id, n)})`;
/** The motifs that so many parts take. */
const motifsOf = (id: string, parts: number): string =>
  parts <= SHADES.length
    ? ''
    : `<defs>${MOTIFS.slice(0, parts - SHADES.length)
        .map((motif, n) => motif.replace('ID', motifOf(id, n + SHADES.length)))
        .join('')}</defs>`;
const isDark = (n: number): boolean => n === 0 || n === 2;

const escaped = (text: string): string =>
  text.replace(/[&<>"']/g, (one) => `&#${one.codePointAt(0)};`).replace(/\p{Cc}/gu, ' ');
const round = (n: number): string => String(Math.round(n * 100) / 100);
const widthOf = (text: string, size = SIZE): number => text.length * size * LETTER;

/** A text on lines no longer than that, at most three; the last one is cut. */
const wrapped = (text: string, width: number, size = SIZE): string[] => {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && widthOf(`${last} ${word}`, size) <= width)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines.length <= 3 ? lines : [...lines.slice(0, 2), `${lines[2]}…`];
};

type TextAt = {
  x: number;
  y: number;
  anchor?: 'start' | 'middle' | 'end';
  fill?: string;
  size?: number;
  bold?: boolean;
};
const label = (
  text: string,
  { x, y, anchor = 'start', fill = INK, size = SIZE, bold = false }: TextAt,
): string =>
  `<text x="${round(x)}" y="${round(y)}" text-anchor="${anchor}" fill="${fill}" font-size="${size}"${bold ? ' font-weight="700"' : ''}>${escaped(text)}</text>`;
/** Lines of a text, centred on a height. */
const lines = (texts: readonly string[], at: TextAt): string =>
  texts
    .map((text, n) =>
      label(text, {
        ...at,
        y: at.y + (n - (texts.length - 1) / 2) * (at.size ?? SIZE) * 1.2 + (at.size ?? SIZE) * 0.35,
      }),
    )
    .join('');
const rect = (x: number, y: number, width: number, height: number, fill: string): string =>
  `<rect x="${round(x)}" y="${round(y)}" width="${round(Math.max(0, width))}" height="${round(height)}" fill="${fill}"/>`;
const rule = (x1: number, y1: number, x2: number, y2: number, stroke = GRID): string =>
  `<line x1="${round(x1)}" y1="${round(y1)}" x2="${round(x2)}" y2="${round(y2)}" stroke="${stroke}" stroke-width="1"/>`;

const known = (cellule: Cellule): number | undefined =>
  cellule.statut === 'valeur' ? cellule.valeur : undefined;
const most = (all: readonly Cellule[]): number => Math.max(1, ...all.flatMap((one) => known(one) ?? []));

/** @param id of this chart in its page: two charts of one page have two */
const svg = (id: string, titre: string, description: string, height: number, body: string): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${round(height)}" width="${WIDTH}" height="${round(height)}" role="img" aria-labelledby="${id}-titre ${id}-texte" font-family="${FONT}">` +
  `<title id="${id}-titre">${escaped(titre)}</title><desc id="${id}-texte">${escaped(description)}</desc>${body}</svg>`;

const LABELS = 230;
const ROW = 34;

/** Horizontal bars: each with its name and its number. */
const rows = (
  barres: readonly Barre[],
  ecrit: (one: Barre) => string,
  fills: (n: number) => string,
): { body: string; height: number } => {
  const x = scaleLinear([0, most(barres.map(({ cellule }) => cellule))], [0, WIDTH - LABELS - 110]);
  const names = barres.map(({ nom }) => wrapped(nom, LABELS - 20, 12));
  const height = barres.length * Math.max(ROW, ...names.map(({ length }) => length * 14.4 + 4)) + 8;
  const y = scaleBand(
    barres.map((_, n) => n),
    [4, height - 4],
  ).padding(0.3);
  const body = barres.map((one, n) => {
    const top = y(n) ?? 0;
    const middle = top + y.bandwidth() / 2;
    const value = known(one.cellule);
    const width = value === undefined ? 0 : x(value);
    return [
      lines(names[n] ?? [], {
        x: LABELS - 12,
        y: middle,
        anchor: 'end',
        size: 12,
      }),
      value === undefined ? '' : rect(LABELS, top, width, y.bandwidth(), fills(n)),
      lines([ecrit(one)], {
        x: LABELS + width + 8,
        y: middle,
        fill: value === undefined ? QUIET : INK,
        size: 12,
      }),
    ].join('');
  });
  return { body: `${body.join('')}${rule(LABELS, 0, LABELS, height, QUIET)}`, height };
};

const barres = (id: string, chart: Barres): string => {
  const { body, height } = rows(
    chart.barres,
    ({ cellule }) => celluleEcrite(cellule, chart.unite),
    () => SOLID,
  );
  return svg(id, chart.titre, decrit(chart), height, body);
};

const entonnoir = (id: string, chart: Entonnoir): string => {
  const base = chart.etapes[0] && known(chart.etapes[0].cellule);
  const { body, height } = rows(
    chart.etapes,
    ({ cellule }) => {
      const n = known(cellule);
      if (n === undefined) return celluleEcrite(cellule, 'dossiers');
      return base === undefined || base === 0
        ? enFrancais(n)
        : `${enFrancais(n)} (${nombreEcrit((100 * n) / base, 'part')})`;
    },
    (n) => (n === 1 ? PALE : SOLID),
  );
  return svg(id, chart.titre, decrit(chart), height, body);
};

const PANEL = { width: 310, height: 150, left: 48, top: 42, right: 14, foot: 26, columns: 2, below: 20 };
/** Years stand at equal distances; those between two that do not follow each other are unknown, and the line is broken. */
const courbes = (id: string, chart: Courbes): string => {
  const height = Math.ceil(chart.courbes.length / PANEL.columns) * (PANEL.height + PANEL.below);
  const panels = chart.courbes.map(({ nom, points }, n) => {
    const left = (n % PANEL.columns) * (WIDTH / PANEL.columns);
    const top = Math.floor(n / PANEL.columns) * (PANEL.height + PANEL.below);
    const [from, to] = [left + PANEL.left, left + PANEL.width - PANEL.right];
    const [foot, head] = [top + PANEL.height - PANEL.foot, top + PANEL.top];
    const place = scalePoint(
      points.map(({ annee }) => annee),
      [from, to],
    ).padding(0.5);
    const x = (annee: number): number => place(annee) ?? from;
    const y = scaleLinear([0, most(points.map(({ cellule }) => cellule))], [foot, head]).nice(3);
    const told = points.flatMap(({ annee, cellule }) => {
      const value = known(cellule);
      return value === undefined ? [] : [{ annee, value }];
    });
    const segments = told.slice(1).map((one, rank) => {
      const before = told[rank] ?? one;
      const path = line<typeof one>(
        ({ annee }) => x(annee),
        ({ value }) => y(value),
      )([before, one]);
      const broken = one.annee - before.annee > 1 ? ' stroke-dasharray="5 4"' : '';
      return `<path d="${path ?? ''}" fill="none" stroke="${SOLID}" stroke-width="2"${broken}/>`;
    });
    return [
      label(nom, { x: left + 4, y: top + 16, bold: true }),
      ...y
        .ticks(3)
        .map(
          (tick) =>
            rule(from, y(tick), to, y(tick)) +
            label(enFrancais(tick), { x: from - 6, y: y(tick) + 4, anchor: 'end', fill: QUIET, size: 11 }),
        ),
      ...segments,
      ...told.map(
        ({ annee, value }) =>
          `<circle cx="${round(x(annee))}" cy="${round(y(value))}" r="4" fill="${annee === 2016 ? '#ffffff' : SOLID}" stroke="${SOLID}" stroke-width="2"/>` +
          label(enFrancais(value), { x: x(annee), y: y(value) - 9, anchor: 'middle', size: 12, bold: true }),
      ),
      ...points.map(
        ({ annee, cellule }) =>
          label(String(annee), { x: x(annee), y: foot + 16, anchor: 'middle', fill: QUIET, size: 11 }) +
          (cellule.statut === 'valeur'
            ? ''
            : label(marques[cellule.statut], {
                x: x(annee),
                y: foot - 5,
                anchor: 'middle',
                fill: QUIET,
                size: 10,
              })),
      ),
    ].join('');
  });
  return svg(id, chart.titre, decrit(chart), height, panels.join(''));
};

const empilees = (id: string, chart: Empilees): string => {
  const labels = 210;
  const totals = chart.barres.map(({ cellules }) =>
    cellules.reduce((sum, one) => sum + (known(one) ?? 0), 0),
  );
  const x = scaleLinear([0, Math.max(1, ...totals)], [0, WIDTH - labels - 100]);
  const legend = legendOf(id, chart.parties);
  const row = chart.barres.length > 8 ? 30 : ROW;
  const height = legend.height + chart.barres.length * row + 8;
  const y = scaleBand(
    chart.barres.map((_, n) => n),
    [legend.height + 4, height - 4],
  ).padding(0.25);
  const body = chart.barres.map(({ nom, cellules }, n) => {
    const top = y(n) ?? 0;
    const middle = top + y.bandwidth() / 2;
    let at = labels;
    const parts = cellules.map((one, part) => {
      const value = known(one) ?? 0;
      const width = x(value);
      const shown = enFrancais(value);
      const wide = widthOf(shown, 12) + 4;
      // A number over a motif has a plate of its own.
      const plate =
        part < SHADES.length ? '' : rect(at + (width - wide) / 2, middle - 8, wide, 16, '#ffffff');
      const ink = isDark(part) ? '#ffffff' : INK;
      const text =
        width > wide
          ? plate + lines([shown], { x: at + width / 2, y: middle, anchor: 'middle', fill: ink, size: 12 })
          : '';
      const drawn =
        value === 0 ? '' : rect(at, top, Math.max(1, width - 1), y.bandwidth(), filled(id, part)) + text;
      at += width;
      return drawn;
    });
    const hidden = cellules.some(({ statut }) => statut === 'secret');
    const [first] = cellules;
    const without = cellules.every(({ statut }) => statut === first?.statut);
    const sum = enFrancais(totals[n] ?? 0);
    const all = hidden ? `${sum} et des parts secrètes` : sum;
    const said = first && first.statut !== 'valeur' && without ? marques[first.statut] : all;
    return [
      lines(wrapped(nom, labels - 20, 12).slice(0, 2), {
        x: labels - 12,
        y: middle,
        anchor: 'end',
        size: 12,
      }),
      ...parts,
      lines(wrapped(said, 92, 11), { x: at + 6, y: middle, size: 11, fill: hidden ? QUIET : INK }),
    ].join('');
  });
  return svg(
    id,
    chart.titre,
    decrit(chart),
    height,
    `${motifsOf(id, chart.parties.length)}${legend.body}${body.join('')}${rule(labels, legend.height, labels, height, QUIET)}`,
  );
};

/** Names of the parts, each beside its shade, on as many lines as it takes. */
const legendOf = (id: string, parties: readonly string[]): { body: string; height: number } => {
  let [x, y] = [4, 4];
  const body = parties.map((nom, n) => {
    const width = widthOf(nom, 12) + 34;
    if (x + width > WIDTH) [x, y] = [4, y + 20];
    const drawn = rect(x, y, 13, 13, filled(id, n)) + label(nom, { x: x + 18, y: y + 11, size: 12 });
    x += width;
    return drawn;
  });
  return { body: body.join(''), height: y + 26 };
};

/** What a chart shows, in words: its alternative. Its table says the same in full. */
export const decrit = (chart: Graphique): string => {
  switch (chart.genre) {
    case 'barres':
      return `Barres. ${chart.barres.map(({ nom, cellule }) => `${nom} : ${celluleEcrite(cellule, chart.unite)}`).join(' ; ')}.`;
    case 'entonnoir':
      return `Entonnoir. ${chart.etapes.map(({ nom, cellule }) => `${nom} : ${celluleEcrite(cellule, 'dossiers')}`).join(' ; ')}.`;
    case 'courbes':
      return `Courbes. ${chart.courbes.map(({ nom, points }) => `${nom} : ${points.map(({ annee, cellule }) => `${annee}, ${celluleEcrite(cellule, 'dossiers')}`).join(' ; ')}`).join('. ')}.`;
    case 'empilees':
      return `Barres empilées. ${chart.barres.map(({ nom, cellules }) => `${nom} : ${chart.parties.map((partie, n) => `${partie}, ${celluleEcrite(cellules[n] ?? { statut: 'sansObjet' }, 'dossiers')}`).join(' ; ')}`).join('. ')}.`;
  }
};

/**
 * A chart as SVG, to stand in a page or in a document. Its text is in French.
 *
 * @param id unique in its page
 */
export const svgDe = (chart: Graphique, id: string): string => {
  switch (chart.genre) {
    case 'barres':
      return barres(id, chart);
    case 'entonnoir':
      return entonnoir(id, chart);
    case 'courbes':
      return courbes(id, chart);
    case 'empilees':
      return empilees(id, chart);
  }
};
