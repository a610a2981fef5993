import { DisconnectedError, failureOf } from '../link/index.ts';
import type { Notices } from './ports.ts';

/** Does something the user asked for; false when it failed, which the user then has been told. */
export type Attempt = (work: () => Promise<void>) => Promise<boolean>;

/** Makes the one place where a failed request becomes a notice. */
export function createAttempt(notices: Notices): Attempt {
  return async (work) => {
    try {
      await work();
      return true;
    } catch (error) {
      if (error instanceof DisconnectedError) notices.connectionLost();
      else notices.failed(failureOf(error));
      return false;
    }
  };
}
