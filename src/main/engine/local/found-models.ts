import { readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { hashJson, ModelNotFoundError, TelarError, type JsonObject } from '../../../shared/base/index.ts';
import { endpointProblem, modelTemplate, type ModelTemplate } from '../../../shared/template/index.ts';
import { describeModelFolder, schedulerFacts, schedulerNames, type ModelDescription } from '../../diffusion/index.ts';
import { isErrno } from '../../platform/index.ts';

export interface FoundModels {
  templates: ModelTemplate[];
  /** Folders that look like models and cannot be used: the ids that they would have, and why. */
  refused: { id: string; failure: TelarError }[];
}

/** File that says that a folder is a model in the diffusers layout. */
const indexFile = 'model_index.json';
/** Longest edge of a picture in pixels. */
const largestEdge = 2048;

/**
 * Templates of the models that a user has put into a models folder, `local/<name of the folder>`, with the sizes and
 * settings that each was made for. A folder that cannot be used is reported and left out.
 */
export async function findModels(modelsFolder: string): Promise<FoundModels> {
  const found: FoundModels = { templates: [], refused: [] };
  for (const name of await namesIn(modelsFolder)) {
    const folder = join(modelsFolder, name);
    if ((await bytesOf(join(folder, indexFile))) === null) continue;
    try {
      if (endpointProblem('local', name) !== null) throw unusableName(folder);
      found.templates.push(await templateOf(folder, await describeModelFolder(folder)));
    } catch (error) {
      if (!isTelarError(error)) throw error;
      found.refused.push({ id: `local/${name}`, failure: error });
    }
  }
  return found;
}

/** `instanceof` alone leaves the code of the failure open. */
function isTelarError(error: unknown): error is TelarError {
  return error instanceof TelarError;
}

/** The name of the folder becomes the model's id, which stands in documents and file names. */
function unusableName(folder: string): Error {
  return new ModelNotFoundError(
    'unusable-name',
    `The model folder "${basename(folder)}" has a name that no model can have.`,
    {
      hint: 'Rename the folder: letters from a to z, digits, dots, dashes and underscores, no spaces.',
      place: { file: folder },
      values: { folder: basename(folder) },
    },
  );
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder)).sort();
  } catch (error) {
    if (isErrno(error, 'ENOENT')) return [];
    throw error;
  }
}

/** Size of a file; null where there is none. */
async function bytesOf(file: string): Promise<number | null> {
  try {
    return (await stat(file)).size;
  } catch (error) {
    if (isErrno(error, 'ENOENT') || isErrno(error, 'ENOTDIR')) return null;
    throw error;
  }
}

async function templateOf(folder: string, model: ModelDescription): Promise<ModelTemplate> {
  const name = basename(folder);
  const startsFromPictures = (await bytesOf(join(folder, 'vae_encoder/model.onnx'))) !== null;
  const parameters = parametersOf(model, startsFromPictures);
  const weights = await bytesOf(join(folder, 'unet/model.onnx'));
  return modelTemplate.parse({
    telar_template: 1,
    id: `local/${name}`,
    provider: 'local',
    endpoint: name,
    // Another model in the same folder makes other pictures of the same recipe.
    version: hashJson({ parameters, weights }).slice(0, 16),
    title: name,
    description: `A model of your own, found in the models folder: ${model.width} x ${model.height} pixels by nature.`,
    capabilities: model.isInpainting
      ? ['inpainting']
      : ['text-to-image', ...(startsFromPictures ? ['image-to-image', 'inpainting'] : [])],
    output: { asset_type: 'image', extension: 'png' },
    parameters,
    rules: startsFromPictures ? [maskRule] : [],
    cost: { kind: 'free' },
    folder: name,
  });
}

const maskRule = {
  schema: { if: { required: ['mask'] }, then: { required: ['image'] } },
  message: 'A mask belongs to a start picture.',
  pointer: '/image',
};

function parametersOf(model: ModelDescription, startsFromPictures: boolean): JsonObject {
  // More than anybody types: what a text encoder does not read is left out, and that is said.
  const text = { type: 'string', maxLength: 32_000 };
  return {
    type: 'object',
    required: model.isInpainting ? ['prompt', 'image', 'mask'] : ['prompt'],
    additionalProperties: false,
    properties: {
      prompt: { ...text, title: 'Prompt' },
      negative_prompt: { ...text, title: 'Negative prompt', default: '' },
      loras: loraParameter,
      ...(startsFromPictures ? startParameters : {}),
      seed: {
        type: 'integer',
        title: 'Seed',
        description: 'The same seed gives the same picture; left empty, one is drawn',
        minimum: 0,
        maximum: 2 ** 32 - 1,
      },
      steps: { type: 'integer', title: 'Steps', minimum: 1, maximum: 150, default: model.steps },
      guidance_scale: { type: 'number', title: 'CFG', minimum: 0, maximum: 30, default: model.guidanceScale },
      guidance_rescale: { type: 'number', title: 'CFG rescale', minimum: 0, maximum: 1, default: 0 },
      scheduler: {
        type: 'string',
        title: 'Sampler',
        enum: [...schedulerNames],
        'x-enum-titles': schedulerNames.map((name) => schedulerFacts(name).title),
        default: model.scheduler,
      },
      width: { ...edgeOf(model.width, model), title: 'Width', default: model.width },
      height: { ...edgeOf(model.height, model), title: 'Height', default: model.height },
      num_outputs: { type: 'integer', title: 'Pictures', minimum: 1, maximum: 16, default: 1 },
      clip_skip: {
        type: 'integer',
        title: 'Clip skip',
        description: 'Last layers of the text encoder that are left out',
        minimum: 0,
        maximum: 4,
        default: 0,
      },
    },
  };
}

function edgeOf(native: number, { sizeStep }: ModelDescription): JsonObject {
  if (sizeStep === null) return { type: 'integer', enum: [native] };
  return { type: 'integer', minimum: sizeStep, maximum: largestEdge, multipleOf: sizeStep };
}

const loraParameter: JsonObject = {
  type: 'array',
  title: 'LoRAs',
  description: 'Styles merged into the model, by name and weight; in a prompt they are written <lora:name:0.8>',
  maxItems: 16,
  items: {
    type: 'object',
    required: ['id'],
    additionalProperties: false,
    properties: {
      id: { type: 'string', title: 'Name', minLength: 1, maxLength: 200 },
      weight: { type: 'number', title: 'Weight', minimum: -4, maximum: 4, default: 1 },
    },
  },
};

const startParameters: JsonObject = {
  image: { type: 'string', format: 'uri', title: 'Start picture' },
  strength: {
    type: 'number',
    title: 'Strength',
    description: 'How much of the start picture is replaced',
    minimum: 0,
    maximum: 1,
    default: 0.6,
  },
  mask: {
    type: 'string',
    format: 'uri',
    title: 'Mask',
    description: 'White parts of the start picture are painted anew, black ones stay as they are',
  },
  mask_feather: {
    type: 'integer',
    title: 'Mask feather',
    description: 'Pixels over which the new and the old melt into each other, outwards from the mask',
    minimum: 0,
    maximum: 128,
    default: 8,
  },
};
