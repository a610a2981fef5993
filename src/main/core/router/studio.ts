import { implement, ORPCError, type ImplementerInternalWithMiddlewares } from '@orpc/server';
import { TelarError, toFailure } from '../../../shared/base/index.ts';
import { studioContract } from '../../../shared/contract/index.ts';
import { withoutSecrets, type Logger, type Redactor } from '../../platform/index.ts';

/** The contract, ready to be implemented: expected failures travel typed, anything else is logged here, once. */
export function createStudio(log: Logger, redactor: Redactor): Studio {
  return implement(studioContract).use(async ({ next, errors, path }) => {
    try {
      return await next();
    } catch (error) {
      // Input that the schema refused: wrong use by the caller, told as such by the transport.
      if (error instanceof ORPCError && error.code === 'BAD_REQUEST') throw error;
      if (!(error instanceof TelarError)) log.error({ err: error, procedure: path.join('.') }, 'internal error');
      throw errors.FAILURE({ data: withoutSecrets(toFailure(error), redactor) });
    }
  });
}

type NoContext = Record<string, never>;

/** Named, because the whole of it written out is longer than a declaration may be. */
export type Studio = ImplementerInternalWithMiddlewares<typeof studioContract, NoContext, NoContext>;
