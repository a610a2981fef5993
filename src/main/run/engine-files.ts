import { contentReference } from '../../shared/artifact/index.ts';
import type { PlannedCell } from '../../shared/plan/index.ts';
import type { ModelTemplate } from '../../shared/template/index.ts';
import type { Engine } from '../engine/index.ts';
import type { FileHasher } from '../platform/index.ts';

/**
 * Content of the files that an engine of this machine adds to a cell of its own, such as LoRAs, by name. Throws a
 * TelarError when one that the cell names is not there.
 */
export async function hashEngineFiles(
  cell: Pick<PlannedCell, 'parameters'>,
  template: ModelTemplate,
  engine: Engine,
  { hasher }: { hasher: FileHasher },
): Promise<Readonly<Record<string, string>>> {
  if (engine.kind !== 'inline' || engine.filesOf === undefined) return {};
  const files = await engine.filesOf(template, cell.parameters);
  const references: Record<string, string> = {};
  for (const [name, file] of files) {
    const sha256 = await hasher.hash(file);
    if (sha256 !== null) references[name] = contentReference(sha256);
  }
  return references;
}
