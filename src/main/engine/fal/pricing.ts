import { z } from 'zod';
import { parseAnswer } from '../single-call.ts';
import type { FalCalls } from './client.ts';
import { requireEndpoint } from './endpoint.ts';
import { falName } from './failures.ts';

const pricing = z.object({
  prices: z.array(
    z.object({ endpoint_id: z.string(), unit_price: z.number().min(0), unit: z.string(), currency: z.string() }),
  ),
});

/** Price of an endpoint as fal tells it: so much money for one unit, such as `image`, `second` or `megapixel`. */
export type FalPrice = z.output<typeof pricing>['prices'][number];

/** Asks the platform API for a price (`GET /v1/models/pricing`, needs a key). Null when it names none. */
export async function readPricing(
  calls: FalCalls,
  endpoint: string,
  signal: AbortSignal | undefined,
): Promise<FalPrice | null> {
  const id = requireEndpoint(endpoint);
  const address = `https://api.fal.ai/v1/models/pricing?${new URLSearchParams({ endpoint_id: id }).toString()}`;
  const { prices } = parseAnswer(pricing, await calls.getJson(address, { signal }), falName);
  return prices.find((each) => each.endpoint_id === id) ?? null;
}
