import { z } from 'zod';
import { keepInBrowser, keptInBrowser } from './browser-storage.ts';

/** How a window shows documents, kept by this browser for the next time. */
const keptView = z.object({
  matrixView: z.enum(['graph', 'table']).catch('graph'),
  /** Height of the table's rows. */
  tableRows: z.enum(['low', 'medium', 'high']).catch('medium'),
  /** Whether the inspector stands beside the matrix, for each way to look at it. */
  openInspectors: z.object({ graph: z.boolean(), table: z.boolean() }).catch({ graph: true, table: true }),
  /** Null: as wide as the window suggests. */
  inspectorWidthPx: z.number().nullable().catch(null),
  /** Groups of parameters that somebody folded (false) or unfolded. */
  inspectorGroups: z.record(z.string(), z.boolean()).catch({}),
});
export type KeptView = z.output<typeof keptView>;

const storageKey = 'telar.view';

/** What was kept; the usual where nothing was, where it cannot be read, and where the browser keeps nothing. */
export function readKeptView(): KeptView {
  return keptView.parse(keptInBrowser(storageKey));
}

export function keepView(view: KeptView): void {
  keepInBrowser(storageKey, keptView.parse(view));
}
