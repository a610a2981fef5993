import type { ContractRouterClient } from '@orpc/contract';
import { app, settingsContract } from './app.ts';
import { assist } from './assist.ts';
import { costs } from './costs.ts';
import { documents } from './documents.ts';
import { engine } from './engine.ts';
import { events } from './events.ts';
import { gallery } from './gallery.ts';
import { history } from './history.ts';
import { matrix } from './matrix.ts';
import { media } from './media.ts';
import { models } from './models.ts';
import { providers } from './providers.ts';
import { jobs, plan, run } from './run.ts';

/** Everything a window, the command line or another program can ask of the core. */
export const studioContract = {
  app,
  settings: settingsContract,
  providers,
  matrix,
  media,
  documents,
  models,
  engine,
  plan,
  run,
  jobs,
  gallery,
  assist,
  costs,
  history,
  events,
};

export type StudioClient = ContractRouterClient<typeof studioContract>;

/** URL path below the link's base under which an asset is served: a take, its thumbnail, or a run's preview. */
export function assetPath(id: string, variant: 'full' | 'thumbnail' = 'full'): string {
  return variant === 'full' ? `artifacts/${id}` : `artifacts/${id}/thumbnail`;
}
