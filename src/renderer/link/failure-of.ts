import { ORPCError } from '@orpc/client';
import { failureData, toFailure, type FailureData } from '../../shared/base/index.ts';
import { DisconnectedError } from './disconnected-error.ts';

/** The failure behind anything a contract call rejects with. The core logs bugs; here they only get a code. */
export function failureOf(error: unknown): FailureData {
  if (error instanceof DisconnectedError) return disconnected(error);
  if (!(error instanceof ORPCError)) return toFailure(error);
  const typed = error.code === 'FAILURE' ? failureData.safeParse(error.data) : null;
  if (typed?.success === true) return typed.data;
  return error.code === 'BAD_REQUEST' ? refusedInput(error) : toFailure(error);
}

/** The host is away: no class of its own among the core's failures, which all come from a host that is there. */
function disconnected(error: DisconnectedError): FailureData {
  return {
    code: 'InternalError',
    kind: 'disconnected',
    message: error.message,
    hint: 'Telar reconnects by itself. If it does not, start it again; then look whether your last step was done.',
    place: {},
    values: {},
  };
}

/** What this window sent was refused by the contract's schema: window and core disagree. */
function refusedInput(error: Error): FailureData {
  return {
    code: 'UsageError',
    kind: 'invalid',
    message: error.message,
    hint: 'Reload the window. If it happens again, this is a bug in Telar.',
    place: {},
    values: {},
  };
}
