import { createGuardedFetch, type Fetch } from '../../../src/main/platform/index.ts';

/** The network as these tests reach their stand-ins, which listen on this machine. */
export const testNetwork: Fetch = (url, options) =>
  createGuardedFetch({ exemptOrigins: () => [new URL(url).origin] })(url, options);
