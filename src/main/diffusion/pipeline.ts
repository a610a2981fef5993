import { basename } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { Tensor, type InferenceSession } from 'onnxruntime-node';
import { CancelledError, ParameterValidationError } from '../../shared/base/index.ts';
import { toPixels, toPlanes } from './pixels.ts';
import type { DiffusionEvent, GenerateRequest, GenerateResult, RgbPixels } from './protocol.ts';
import { createScheduler, type Scheduler } from './schedulers/index.ts';
import type { LoadedModel } from './sessions.ts';
import { fixedDimensions, floatOutput, idsTensor, timestepTensor } from './tensors.ts';
import { TorchGenerator } from './torch-random.ts';

/** Previews a job sends at most: each costs one run of the decoder. */
const maxPreviews = 5;

export interface GenerateOptions {
  signal: AbortSignal;
  emit: (event: DiffusionEvent) => void;
}

/**
 * Text-to-image and image-to-image with classifier-free guidance (Rombach et al. 2022; Ho and Salimans 2022; Meng et al.
 * 2022). Cancelling takes effect between steps: a step itself cannot be stopped.
 */
export async function generate(
  model: LoadedModel,
  request: GenerateRequest,
  { signal, emit }: GenerateOptions,
): Promise<Omit<GenerateResult, 'timings'> & { timings: Omit<GenerateResult['timings'], 'loadMs'> }> {
  checkSize(model, request);
  const clock = createClock();
  const guided = request.guidanceScale > 1;
  const context = await encodePrompts(
    model,
    guided ? [request.negativePrompt, request.prompt] : [request.prompt],
    clock,
  );
  const scheduler = createScheduler(request.scheduler, model.folder.noise, request.steps);
  const shape = latentShape(model, request);
  const noise = new TorchGenerator(request.seed).randn(shape.channels * shape.height * shape.width);
  const start = await startLatents(model, request, scheduler, noise, clock);
  clock.mark('encodeMs');

  const steps = scheduler.timesteps.length - start.index;
  const previewEvery = Math.max(1, Math.ceil(steps / maxPreviews));
  let sample = start.sample;
  for (let done = 0; done < steps; done++) {
    // Gives a cancel message the chance to arrive: session.run blocks the event loop.
    await setImmediate();
    if (signal.aborted) throw new CancelledError();
    const index = start.index + done;
    const input = scheduler.scaleInput(sample, index);
    const timestep = scheduler.timesteps[index] ?? 0;
    const output = await predictNoise(
      model.unet,
      { input, timestep, context, shape, guidance: guided ? request.guidanceScale : null },
      clock,
    );
    const step = scheduler.step(output, index, sample);
    sample = step.sample;
    emit({ kind: 'progress', step: done + 1, steps });
    const isLast = done === steps - 1;
    if (!isLast && (done + 1) % previewEvery === 0) {
      emit({ kind: 'preview', image: await decode(model, step.predicted, shape, clock) });
    }
  }
  clock.mark('stepsMs');
  const image = await decode(model, sample, shape, clock);
  clock.mark('decodeMs');
  return { image, timings: clock.timings };
}

interface LatentShape {
  channels: number;
  height: number;
  width: number;
}

interface Clock {
  timings: { encodeMs: number; stepsMs: number; decodeMs: number; sessionMs: number };
  mark(phase: 'encodeMs' | 'stepsMs' | 'decodeMs'): void;
  run(session: InferenceSession, feeds: Record<string, Tensor>): Promise<InferenceSession.OnnxValueMapType>;
}

/** Measures phases, and the time inside onnxruntime apart from them. */
function createClock(): Clock {
  const timings = { encodeMs: 0, stepsMs: 0, decodeMs: 0, sessionMs: 0 };
  let since = performance.now();
  return {
    timings,
    mark(phase) {
      timings[phase] = performance.now() - since;
      since = performance.now();
    },
    async run(session, feeds) {
      const before = performance.now();
      const outputs = await session.run(feeds);
      timings.sessionMs += performance.now() - before;
      return outputs;
    },
  };
}

function latentShape({ folder }: LoadedModel, { width, height }: GenerateRequest): LatentShape {
  return { channels: folder.latentChannels, height: height / folder.factor, width: width / folder.factor };
}

function checkSize({ folder, vaeDecoder }: LoadedModel, { width, height }: GenerateRequest): void {
  const [fixedHeight, fixedWidth] = fixedDimensions(vaeDecoder, 'latent_sample').slice(2);
  const fits = (edge: number, fixed: number | null | undefined): boolean =>
    edge > 0 && edge % folder.factor === 0 && (fixed ?? edge / folder.factor) === edge / folder.factor;
  if (fits(width, fixedWidth) && fits(height, fixedHeight)) return;
  throw new ParameterValidationError(
    'invalid',
    `${width} x ${height} is no size that ${basename(folder.path)} can make.`,
    {
      hint: `Use multiples of ${folder.factor}, best ${folder.size} x ${folder.size}.`,
      place: { parameter: 'width' },
      values: { parameter: 'width', model: basename(folder.path), reason: `${width} x ${height}` },
    },
  );
}

/** Hidden states of the prompts, `[prompts, tokens, features]`. */
async function encodePrompts(
  { tokenizer, textEncoder }: LoadedModel,
  prompts: string[],
  clock: Clock,
): Promise<Tensor> {
  const ids = prompts.flatMap((prompt) => tokenizer.encode(prompt));
  const dims = [prompts.length, tokenizer.maxLength];
  const outputs = await clock.run(textEncoder, { input_ids: idsTensor(textEncoder, 'input_ids', ids, dims) });
  const states = floatOutput(outputs, ['last_hidden_state']);
  return new Tensor('float32', states, [...dims, states.length / ids.length]);
}

interface NoisePrediction {
  input: Float32Array;
  timestep: number;
  context: Tensor;
  shape: LatentShape;
  /** Null without guidance; else the batch holds the negative prompt first. */
  guidance: number | null;
}

async function predictNoise(unet: InferenceSession, request: NoisePrediction, clock: Clock): Promise<Float32Array> {
  const { input, timestep, context, shape, guidance } = request;
  const batch = guidance === null ? 1 : 2;
  const sample = new Float32Array(input.length * batch);
  for (let i = 0; i < batch; i++) sample.set(input, i * input.length);
  const outputs = await clock.run(unet, {
    sample: new Tensor('float32', sample, [batch, shape.channels, shape.height, shape.width]),
    timestep: timestepTensor(unet, timestep),
    encoder_hidden_states: context,
  });
  const output = floatOutput(outputs, ['out_sample', 'sample']);
  if (guidance === null) return output;
  const unconditional = output.subarray(0, input.length);
  const conditional = output.subarray(input.length);
  return unconditional.map((value, i) => value + guidance * ((conditional[i] ?? 0) - value));
}

async function startLatents(
  model: LoadedModel,
  request: GenerateRequest,
  scheduler: Scheduler,
  noise: Float32Array,
  clock: Clock,
): Promise<{ sample: Float32Array; index: number }> {
  if (request.start === null) {
    return { sample: noise.map((value) => value * scheduler.initNoiseSigma), index: 0 };
  }
  const { image, strength } = request.start;
  // At least one step, so that a strength of zero still gives a picture.
  const kept = Math.max(1, Math.min(Math.floor(request.steps * strength), request.steps));
  const index = scheduler.timesteps.length - kept;
  const original = await encodeImage(model, image, request.seed, clock);
  return { sample: scheduler.addNoise(original, noise, index), index };
}

async function encodeImage(model: LoadedModel, image: RgbPixels, seed: number, clock: Clock): Promise<Float32Array> {
  if (model.vaeEncoder === null) {
    throw new ParameterValidationError('invalid', `${basename(model.folder.path)} cannot start from a picture.`, {
      hint: 'It has no VAE encoder: remove the picture, or choose another model.',
      place: { parameter: 'image' },
      values: { parameter: 'image', model: basename(model.folder.path), reason: 'no VAE encoder' },
    });
  }
  const feeds = { sample: new Tensor('float32', toPlanes(image), [1, 3, image.height, image.width]) };
  const outputs = await clock.run(model.vaeEncoder, feeds);
  const latents = floatOutput(outputs, ['latent_sample', 'latent_parameters', 'latent_dist']);
  const size = (image.width / model.folder.factor) * (image.height / model.folder.factor) * model.folder.latentChannels;
  const sampled = latents.length === size ? latents : sampleDistribution(latents, size, seed);
  return sampled.map((value) => value * model.folder.scalingFactor);
}

/** Newer exporters give mean and log-variance; the sample is drawn here. */
function sampleDistribution(parameters: Float32Array, size: number, seed: number): Float32Array {
  const noise = new TorchGenerator(seed).randn(size);
  return noise.map((value, i) => {
    const logVariance = Math.min(20, Math.max(-30, parameters[size + i] ?? 0));
    return (parameters[i] ?? 0) + Math.exp(logVariance / 2) * value;
  });
}

async function decode(model: LoadedModel, latents: Float32Array, shape: LatentShape, clock: Clock): Promise<RgbPixels> {
  const scaled = latents.map((value) => value / model.folder.scalingFactor);
  const feeds = { latent_sample: new Tensor('float32', scaled, [1, shape.channels, shape.height, shape.width]) };
  const planes = floatOutput(await clock.run(model.vaeDecoder, feeds), ['sample']);
  return toPixels(planes, shape.width * model.folder.factor, shape.height * model.folder.factor);
}
