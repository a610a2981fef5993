import type { InferenceLayer, LayersDict } from '../../src/main/host/library/index.ts';

type Units = Map<string, InferenceLayer[]>;

const flux = 'replicate/black-forest-labs/flux-schnell';

/** A picture, and a film made of it. */
export const basic: Units = new Map([
  [
    'unit1',
    [
      { model: flux, asset_type: 'image', parameters: { prompt: 'Una imagen base' } },
      {
        model: 'replicate/bytedance/seedance-1-lite',
        asset_type: 'video',
        parameters: { image: '{{layers.0.path}}', prompt: 'Animar la imagen base' },
      },
    ],
  ],
]);

/** A second unit whose prompt names the first one's picture. */
export const crossUnit: Units = new Map([
  ['intro', [{ model: flux, asset_type: 'image', parameters: { prompt: 'Escena inicial' } }]],
  [
    'continuation',
    [
      {
        model: 'replicate/bytedance/seedream-4',
        asset_type: 'image',
        parameters: { prompt: 'Basado en {{prev_unit.layers.0.path}}' },
      },
    ],
  ],
]);

/** The same story with its pictures made by the model that ships with Telar; films are left out. */
export function onThisMachine(story: Units): Units {
  return new Map(
    [...story].map(([unit, layers]) => [
      unit,
      layers
        .filter((layer) => layer.asset_type === 'image')
        .map((layer) => ({
          ...layer,
          model: 'local/telar-mini',
          parameters: { steps: 2, seed: 1, ...layer.parameters },
        })),
    ]),
  );
}

/** One picture for each unit, by the model that ships with Telar. */
export function pictures(...units: string[]): [string, InferenceLayer[]][] {
  return units.map((unit) => [unit, [picture({ prompt: `a house for ${unit}` })]]);
}

/** A quick picture by the model that ships with Telar. */
export function picture(parameters: Record<string, unknown>): InferenceLayer {
  return { model: 'local/telar-mini', asset_type: 'image', parameters: { steps: 1, seed: 1, ...parameters } };
}

/** The forms of the same units and layers. */
export function formsOf(story: [string, InferenceLayer[]][]): [string, LayersDict][] {
  const text = `{${story.map(([unit, layers]) => `"${unit}":${JSON.stringify(layers)}`).join(',')}}`;
  return [
    ['pairs', story],
    ['a map', new Map(story)],
    ['an object', Object.fromEntries(story)],
    ['a text', text],
  ];
}
