import { oc } from '@orpc/contract';
import { failureData } from '../base/index.ts';

/** Base of every procedure: an expected failure travels as `FAILURE` with the typed data of SPEC §11. */
export const procedure = oc.errors({ FAILURE: { status: 422, data: failureData } });
