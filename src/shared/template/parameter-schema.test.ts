import { expect, it } from 'vitest';
import type { JsonObject } from '../base/index.ts';
import { acceptsFile } from './parameter-schema.ts';
import { modelTemplate } from './schema.ts';

const file = (contentMediaType?: string): JsonObject => ({
  type: 'string',
  format: 'uri',
  ...(contentMediaType === undefined ? {} : { contentMediaType }),
});

const template = modelTemplate.parse({
  telar_template: 1,
  id: 'local/x',
  provider: 'local',
  endpoint: 'x',
  version: '1',
  title: 'x',
  output: { asset_type: 'image' },
  parameters: {
    type: 'object',
    properties: {
      picture: file('image/*'),
      pictures: { type: 'array', items: file('image/*') },
      png: file('image/png'),
      film: file('video/*'),
      sound: file('audio/*'),
      any: file(),
      words: file('text/plain'),
    },
  },
  cost: { kind: 'free' },
});

it.each([
  ['image/png', ['picture', 'pictures', 'png', 'any']],
  ['image/jpeg', ['picture', 'pictures', 'any']],
  ['image/webp', ['picture', 'pictures', 'any']],
  ['image/gif', ['any']],
  ['video/quicktime', ['film', 'any']],
  // Only the tracks tell whether it is a sound.
  ['video/mp4', ['film', 'sound', 'any']],
  ['audio/mpeg', ['sound', 'any']],
  ['text/plain', []],
  ['text/html', []],
])('%s is taken by %j', (mediaType, names) => {
  const all = Object.keys(template.parameters.properties as object);
  expect(all.filter((name) => acceptsFile(template, name, mediaType))).toEqual(names);
});
