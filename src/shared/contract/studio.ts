import type { ContractRouterClient } from '@orpc/contract';
import { app, settingsContract } from './app.ts';
import { events } from './events.ts';
import { gallery } from './gallery.ts';
import { matrix } from './matrix.ts';
import { jobs, plan, run } from './run.ts';

/** Everything a window, the command line or another program can ask of the core. */
export const studioContract = { app, settings: settingsContract, matrix, plan, run, jobs, gallery, events };

export type StudioClient = ContractRouterClient<typeof studioContract>;

/** URL path below the link's base under which an asset is served: a take, its thumbnail, or a run's preview. */
export function assetPath(id: string, variant: 'full' | 'thumbnail' = 'full'): string {
  return variant === 'full' ? `artifacts/${id}` : `artifacts/${id}/thumbnail`;
}
