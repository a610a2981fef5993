/** What browsers say of files that are documents or tables. */
const documentTypes: ReadonlySet<string> = new Set(['application/json', 'text/csv', 'text/tab-separated-values']);

const cellPlaces = '[data-cell], [data-inspector], [data-column], [data-header]';

/**
 * Whether files that are held over the window or dropped on it are the window's, to be opened or imported. A cell takes
 * everything else that is dropped on it.
 */
export function isForDocuments(event: DragEvent): boolean {
  const first = [...(event.dataTransfer?.items ?? [])].find((item) => item.kind === 'file');
  const isOnCell = event.target instanceof Element && event.target.closest(cellPlaces) !== null;
  return !isOnCell || documentTypes.has(first?.type ?? '');
}
