/** The OpenAPI document of a queue endpoint that makes pictures, in the shape that fal publishes. */
export function queueDocument(endpoint: string): object {
  const body = (name: string): object => ({
    content: { 'application/json': { schema: { $ref: `#/components/schemas/${name}` } } },
  });
  return {
    openapi: '3.0.4',
    info: { title: endpoint, version: '1.0.0', 'x-fal-metadata': { endpointId: endpoint, category: 'text-to-image' } },
    components: {
      schemas: {
        PainterInput: {
          type: 'object',
          title: 'PainterInput',
          'x-fal-order-properties': ['prompt', 'num_images'],
          required: ['prompt'],
          properties: {
            num_images: { type: 'integer', title: 'Num Images', default: 1, minimum: 1, maximum: 4 },
            prompt: { type: 'string', title: 'Prompt', examples: ['a red house'] },
          },
        },
        PainterOutput: {
          type: 'object',
          title: 'PainterOutput',
          properties: { images: { type: 'array', items: { type: 'object' } }, seed: { type: 'integer' } },
        },
      },
    },
    paths: {
      [`/${endpoint}`]: { post: { requestBody: { required: true, ...body('PainterInput') }, responses: {} } },
      [`/${endpoint}/requests/{request_id}`]: { get: { responses: { '200': body('PainterOutput') } } },
    },
  };
}
