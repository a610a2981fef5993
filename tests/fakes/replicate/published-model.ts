export interface PublishedModel {
  /** Official models run by their name, others only by their version. */
  isOfficial?: boolean;
  version?: string;
  maxOutputs?: number;
}

/** Answer of `GET /models/someone/picture-maker`, in the shape of Replicate's API. */
export function pictureMaker({
  isOfficial = true,
  version = 'a'.repeat(64),
  maxOutputs = 4,
}: PublishedModel = {}): object {
  return {
    url: 'https://replicate.com/someone/picture-maker',
    owner: 'someone',
    name: 'picture-maker',
    description: 'Makes pictures of words.',
    visibility: 'public',
    is_official: isOfficial,
    license_url: null,
    latest_version: {
      id: version,
      created_at: '2026-11-01T10:00:00Z',
      openapi_schema: {
        openapi: '3.0.2',
        components: {
          schemas: {
            Input: {
              type: 'object',
              required: ['prompt'],
              properties: {
                prompt: { type: 'string', title: 'Prompt', 'x-order': 0, description: 'What to paint' },
                num_outputs: {
                  type: 'integer',
                  title: 'Num Outputs',
                  'x-order': 1,
                  default: 1,
                  minimum: 1,
                  maximum: maxOutputs,
                },
                output_format: {
                  allOf: [{ $ref: '#/components/schemas/output_format' }],
                  default: 'png',
                  'x-order': 2,
                },
                image: { type: 'string', format: 'uri', title: 'Image', description: 'Start image', 'x-order': 3 },
              },
            },
            output_format: { enum: ['png', 'webp'], type: 'string', title: 'output_format' },
            Output: { type: 'array', items: { type: 'string', format: 'uri' }, title: 'Output' },
          },
        },
      },
    },
    default_example: {
      input: { prompt: 'a red house' },
      output: ['https://replicate.delivery/x/out-0.png'],
      metrics: { predict_time: 2.5 },
    },
  };
}
