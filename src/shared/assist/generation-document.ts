import { z } from 'zod';
import { unitId, type JsonObject, type UnitId } from '../base/index.ts';
import { literal, matrixDocument, type MatrixDocument } from '../matrix/index.ts';
import type { ModelTemplate } from '../template/index.ts';
import type { PlannedPicture } from './batch-pictures.ts';
import { batchAxisValue } from './batch.ts';
import { parameterNameOf, parametersOf, type PictureSettings } from './picture-settings.ts';
import { generationChoices, loraChoice, operationMode } from './pipeline-config.ts';
import { recommendation } from './recommendation.ts';

/** Layer of a generation's document that holds its pictures. */
export const pictureLayer = 'picture';

const noteKey = 'assist';

/** What a generation's document says of itself beside its cells; other programs that save it keep it. */
export const generationNote = z.object({
  version: z.literal(1),
  id: z.string().min(1).max(64),
  createdAt: z.iso.datetime(),
  prompt: z.string(),
  mode: operationMode,
  recommendation: recommendation.nullable(),
  choices: generationChoices,
  /** A picture that takes longer is stopped, also when the generation is gone on with; null for no limit. */
  maxSeconds: z.number().positive().nullable().default(null),
  pictures: z.array(
    z.object({
      unit: unitId,
      axes: z.array(batchAxisValue),
      /** By their own names, whatever the model calls them. */
      loras: z.array(loraChoice),
    }),
  ),
});
export type GenerationNote = z.output<typeof generationNote>;

export interface GenerationParts {
  note: Omit<GenerationNote, 'version' | 'pictures'>;
  template: ModelTemplate;
  pictures: readonly PlannedPicture[];
  /** What somebody has chosen by name; see parametersOf. */
  asked: ReadonlySet<keyof PictureSettings>;
  /** Whether its pictures may be made at the same time. */
  isParallel: boolean;
}

/**
 * The document of a generation: one layer, a unit for each picture. What all pictures share stands in the layer, what they
 * differ in in their cells. One picture that fails keeps no other from being made.
 */
export function generationDocument({ note, template, pictures, asked, isParallel }: GenerationParts): MatrixDocument {
  const all = pictures.map(({ settings }) => parametersOf(template, settings, asked));
  const shared = sharedOf(all);
  const ids = pictures.map((_, i) => unitId.parse(`picture-${i + 1}`));
  return matrixDocument.parse({
    telar: 1,
    title: generationTitle(note.prompt),
    settings: { on_error: 'continue' },
    layers: [
      {
        name: pictureLayer,
        asset_type: template.output.asset_type,
        model: template.id,
        parameters: literal(shared),
        ...(isParallel ? {} : { parallel_inference: false }),
      },
    ],
    units: all.map((parameters, i) => ({
      id: ids[i],
      cells: { [pictureLayer]: { parameters: literal(differing(parameters, shared)) } },
    })),
    [noteKey]: {
      version: 1,
      ...note,
      pictures: pictures.map(({ axes, settings }, i) => ({ unit: ids[i], axes, loras: settings.loras })),
    } satisfies Record<keyof GenerationNote, unknown>,
  });
}

/** The note of a generation's document; null for any other document. */
export function generationNoteOf(matrix: MatrixDocument): GenerationNote | null {
  const parsed = generationNote.safeParse(matrix[noteKey]);
  return parsed.success ? parsed.data : null;
}

/** What a picture is made once more of. */
export interface TriedPicture {
  matrix: MatrixDocument;
  note: GenerationNote;
  unit: UnitId;
  template: ModelTemplate;
}

/** The document of one picture made once more: without its seed, so that another one is drawn; all else stays. */
export function anotherTry(
  { matrix, note, unit, template }: TriedPicture,
  id: string,
  createdAt: string,
): MatrixDocument {
  const seed = parameterNameOf(template, 'seed');
  const unseeded = <T extends { parameters?: JsonObject | undefined }>(place: T): T =>
    seed === null || place.parameters === undefined ? place : { ...place, parameters: without(place.parameters, seed) };
  return matrixDocument.parse({
    ...matrix,
    layers: matrix.layers.map(unseeded),
    units: matrix.units
      .filter((each) => each.id === unit)
      .map((each) => ({
        ...each,
        cells: Object.fromEntries(
          Object.entries(each.cells).map(([name, cell]) => [name, cell === null ? null : unseeded(cell)]),
        ),
      })),
    [noteKey]: {
      ...note,
      id,
      createdAt,
      // Of a single picture nothing sets it apart.
      pictures: note.pictures.filter((each) => each.unit === unit).map((each) => ({ ...each, axes: [] })),
    } satisfies Record<keyof GenerationNote, unknown>,
  });
}

function without(parameters: JsonObject, name: string): JsonObject {
  return Object.fromEntries(Object.entries(parameters).filter(([each]) => each !== name));
}

/** Title of a document, in characters that are whole. */
export function generationTitle(prompt: string): string {
  const words = prompt.replaceAll(/\s+/g, ' ').trim();
  let title = '';
  for (const character of words) {
    if (title.length + character.length > 200) break;
    title += character;
  }
  return title;
}

function sharedOf(all: readonly JsonObject[]): JsonObject {
  const [first = {}, ...others] = all;
  return Object.fromEntries(
    Object.entries(first).filter(([name, value]) => others.every((each) => isSame(each[name], value))),
  );
}

function differing(parameters: JsonObject, shared: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(parameters).filter(([name]) => !Object.hasOwn(shared, name)));
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
