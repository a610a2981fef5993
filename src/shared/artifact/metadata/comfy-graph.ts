import { z } from 'zod';
import { noFacts, type PictureFacts } from './picture-facts.ts';

const graph = z.record(
  z.string(),
  z.looseObject({ class_type: z.string(), inputs: z.record(z.string(), z.unknown()) }),
);
type Graph = z.output<typeof graph>;
type Node = Graph[string];

/** Nodes that are walked through at most: a graph may be a circle, or large. */
const maxSteps = 64;

/**
 * Reads ComfyUI's `prompt`: the graph that was run. Its first sampler says the numbers; prompts, model, LoRAs and size are
 * what its inputs come from. Null for what is no such graph, or has no sampler.
 */
export function readComfyGraph(json: unknown): PictureFacts | null {
  const parsed = graph.safeParse(json);
  if (!parsed.success) return null;
  const nodes = parsed.data;
  const sampler = Object.values(nodes).find(
    ({ inputs }) => 'steps' in inputs && ('positive' in inputs || 'model' in inputs),
  );
  if (sampler === undefined) return null;
  const { inputs } = sampler;
  const models = chain(nodes, inputs.model, ['model']);
  const latent = chain(nodes, inputs.latent_image, ['samples', 'latent_image'])[0];
  return {
    ...noFacts('comfyui'),
    prompt: textOf(nodes, inputs.positive),
    negativePrompt: textOf(nodes, inputs.negative),
    seed: scalar(inputs.seed ?? inputs.noise_seed),
    steps: numberOf(inputs.steps),
    cfgScale: numberOf(inputs.cfg),
    sampler: scalar(inputs.sampler_name),
    width: numberOf(latent?.inputs.width),
    height: numberOf(latent?.inputs.height),
    model:
      models.map((node) => scalar(node.inputs.ckpt_name ?? node.inputs.unet_name)).find((each) => each !== null) ??
      null,
    loras: models.flatMap((node) => {
      const id = scalar(node.inputs.lora_name);
      return id === null ? [] : [{ id, weight: numberOf(node.inputs.strength_model) ?? 1 }];
    }),
    extras: scheduler(inputs.scheduler),
  };
}

function scheduler(value: unknown): Record<string, string> {
  const found = scalar(value);
  return found === null ? {} : { 'Schedule type': found };
}

/** The node that an input is linked to, and those before it along inputs of these names. */
function chain(nodes: Graph, link: unknown, names: readonly string[]): Node[] {
  const found: Node[] = [];
  let next = nodeAt(nodes, link);
  while (next !== null && found.length < maxSteps) {
    found.push(next);
    const { inputs } = next;
    next = nodeAt(nodes, names.map((name) => inputs[name]).find(Array.isArray));
  }
  return found;
}

/** Words of a conditioning: of the node itself, or of what it is combined from. */
function textOf(nodes: Graph, link: unknown): string {
  for (const node of chain(nodes, link, ['conditioning', 'conditioning_1', 'conditioning_to', 'positive'])) {
    const { text } = node.inputs;
    if (typeof text === 'string') return text;
    const linked = nodeAt(nodes, text);
    const words = linked === null ? undefined : Object.values(linked.inputs).find((each) => typeof each === 'string');
    if (typeof words === 'string') return words;
  }
  return '';
}

function nodeAt(nodes: Graph, link: unknown): Node | null {
  const id: unknown = Array.isArray(link) ? link[0] : null;
  return (typeof id === 'string' || typeof id === 'number') && Object.hasOwn(nodes, String(id))
    ? (nodes[String(id)] ?? null)
    : null;
}

function scalar(value: unknown): string | null {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : null;
}

function numberOf(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}
