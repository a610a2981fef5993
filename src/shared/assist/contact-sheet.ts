import type { BatchAxisValue } from './batch.ts';
import type { ExplanationLanguage } from './explanation.ts';
import type { GenerationMetadata, GenerationPicture } from './generation.ts';

/** A grid of pictures with the words that stand at its edges and below its pictures. */
export interface SheetGrid {
  /** Heads of the columns; none where each picture has a caption of its own. */
  columns: string[];
  rows: string[];
  /** Row by row, left to right: the number of the picture, null for a place that stays free. */
  places: ({ picture: number; caption: string } | null)[][];
}

/** Pictures that stand side by side before a second row begins. */
const oneRow = 5;

const words = {
  en: { seed: 'Seed', steps: 'Steps', width: 'Width', height: 'Height', noLora: 'No LoRA', gap: 'Not made' },
  es: { seed: 'Semilla', steps: 'Pasos', width: 'Ancho', height: 'Alto', noLora: 'Sin LoRA', gap: 'Sin hacer' },
} as const;

/**
 * How the pictures of a batch are laid out. What varies along one axis stands below the pictures; of several axes the
 * slower ones head the rows and the faster ones the columns, so that the grid comes near a square.
 */
export function sheetGrid(pictures: readonly { axes: BatchAxisValue[] }[], language: ExplanationLanguage): SheetGrid {
  const names = pictures[0]?.axes.map(({ axis }) => axis) ?? [];
  const headsOf = (some: readonly BatchAxisValue['axis'][]): string[] => [
    ...new Set(pictures.map((picture) => captionOf(picture, some, language))),
  ];
  const varied = names.filter((name) => headsOf([name]).length > 1);
  const splits = varied.slice(1).map((_, i) => {
    const [slow, fast] = [varied.slice(0, i + 1), varied.slice(i + 1)];
    return { slow, fast, rows: headsOf(slow), columns: headsOf(fast) };
  });
  const unevenness = ({ rows, columns }: { rows: string[]; columns: string[] }): number =>
    Math.abs(rows.length - columns.length);
  const [split] = splits.sort((a, b) => unevenness(a) - unevenness(b));
  if (split === undefined) return wrapped(pictures, varied, language);
  const { slow, fast, rows, columns } = split;
  const at = new Map(
    pictures.map((each, i) => [`${captionOf(each, slow, language)}\n${captionOf(each, fast, language)}`, i]),
  );
  const places = rows.map((row) =>
    columns.map((column) => {
      const picture = at.get(`${row}\n${column}`);
      return picture === undefined ? null : { picture, caption: '' };
    }),
  );
  return { columns, rows, places };
}

/** Near a square, read like a text. */
function wrapped(
  pictures: readonly { axes: BatchAxisValue[] }[],
  varied: readonly BatchAxisValue['axis'][],
  language: ExplanationLanguage,
): SheetGrid {
  const count = pictures.length;
  const across = count <= oneRow ? count : Math.ceil(Math.sqrt(count));
  const places = Array.from({ length: Math.ceil(count / Math.max(1, across)) }, (_, row) =>
    Array.from({ length: across }, (_place, column) => {
      const picture = pictures[row * across + column];
      return picture === undefined
        ? null
        : { picture: row * across + column, caption: captionOf(picture, varied, language) };
    }),
  );
  return { columns: [], rows: [], places };
}

function captionOf(
  { axes }: { axes: BatchAxisValue[] },
  names: readonly BatchAxisValue['axis'][],
  language: ExplanationLanguage,
): string {
  return axes
    .filter(({ axis }) => names.includes(axis))
    .map((each) => axisWords(each, language))
    .join(' · ');
}

/** A value of an axis with its name: "Steps 30", "LoRA neon 0.8". */
function axisWords({ axis, value }: BatchAxisValue, language: ExplanationLanguage): string {
  const named = words[language];
  if (Array.isArray(value)) {
    return value.length === 0
      ? named.noLora
      : `LoRA ${value.map(({ id, weight }) => `${id} ${written(weight, language)}`).join(' + ')}`;
  }
  const name =
    axis === 'guidanceScale' ? 'CFG' : axis === 'scheduler' ? 'Sampler' : axis === 'lora' ? 'LoRA' : named[axis];
  // A seed is a name, not an amount: it has no separators.
  return `${name} ${typeof value === 'number' && axis !== 'seed' ? written(value, language) : value}`;
}

/** What stands in the place of a picture that is not there. */
export function sheetGap(language: ExplanationLanguage): string {
  return words[language].gap;
}

/** What all pictures of a batch that are there have in common, in a line: the model, the size, the steps and so on. */
export function sheetFacts(
  pictures: readonly Pick<GenerationPicture, 'metadata'>[],
  language: ExplanationLanguage,
): string {
  const made = pictures.flatMap(({ metadata }) => metadata ?? []);
  const named = words[language];
  const facts: ((metadata: GenerationMetadata) => string | null)[] = [
    ({ baseModelId }) => baseModelId,
    ({ width, height }) => (width === null || height === null ? null : `${width} × ${height}`),
    ({ steps }) => (steps === null ? null : `${named.steps} ${written(steps, language)}`),
    ({ cfgScale }) => (cfgScale === null ? null : `CFG ${written(cfgScale, language)}`),
    ({ sampler }) => sampler,
    ({ seed }) => (seed === null ? null : `${named.seed} ${seed}`),
    ({ lorasUsed }) =>
      lorasUsed.length === 0
        ? null
        : `LoRA ${lorasUsed.map(({ name, weight }) => `${name} ${written(weight, language)}`).join(' + ')}`,
  ];
  return facts.flatMap((fact) => inCommon(made.map(fact)) ?? []).join(' · ');
}

/** Settings are compared digit by digit: no separators of thousands. */
function written(value: number, language: ExplanationLanguage): string {
  return value.toLocaleString(language, { useGrouping: false });
}

function inCommon(values: readonly (string | null)[]): string | null {
  const [first = null] = values;
  return values.every((each) => each === first) ? first : null;
}
