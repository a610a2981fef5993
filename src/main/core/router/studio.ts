import { implement, ORPCError } from '@orpc/server';
import { TelarError, toFailure } from '../../../shared/base/index.ts';
import { studioContract } from '../../../shared/contract/index.ts';
import type { Logger } from '../../platform/index.ts';

/** The contract, ready to be implemented: expected failures travel typed, anything else is logged here, once. */
export function createStudio(log: Logger) {
  return implement(studioContract).use(async ({ next, errors, path }) => {
    try {
      return await next();
    } catch (error) {
      // Input that the schema refused: wrong use by the caller, told as such by the transport.
      if (error instanceof ORPCError && error.code === 'BAD_REQUEST') throw error;
      if (!(error instanceof TelarError)) log.error({ err: error, procedure: path.join('.') }, 'internal error');
      throw errors.FAILURE({ data: toFailure(error) });
    }
  });
}

export type Studio = ReturnType<typeof createStudio>;
