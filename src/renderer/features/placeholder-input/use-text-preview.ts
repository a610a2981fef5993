import { useEffect, useMemo } from 'react';
import type { JsonValue } from '../../../shared/base/index.ts';
import { previewText, type PreviewLookUp, type PreviewPart } from '../../../shared/plan/index.ts';
import type { MatrixCell } from '../../../shared/matrix/index.ts';
import { useDocument, useStudio, useTakes, useTexts } from '../../studio/index.ts';

const nothing: PreviewPart[] = [];

/** What a text of a cell becomes as things are now; empty where it holds no placeholder. */
export function useTextPreview(cell: MatrixCell, text: string): readonly PreviewPart[] {
  const lookUp = usePreviewLookUp();
  const matrix = useDocument((state) => state.document?.matrix ?? null);
  const templates = useDocument((state) => state.templates);
  const parts = useMemo(() => {
    if (matrix === null || !text.includes('{{')) return nothing;
    return previewText(text, cell, { matrix, templates }, lookUp);
  }, [cell, text, matrix, templates, lookUp]);
  useWantedTexts(parts);
  return parts;
}

/** Fetches the texts that are quoted and not known yet. */
function useWantedTexts(parts: readonly PreviewPart[]): void {
  const { texts } = useStudio();
  const planned = useDocument((state) => state.planned);
  useEffect(() => {
    const isMissing = (part: PreviewPart): part is PreviewPart & { kind: 'late' } =>
      part.kind === 'late' && part.property === 'text' && part.value === null;
    texts.want(parts.filter(isMissing).flatMap(({ cell }) => planned.get(cell)?.pickedTake ?? []));
  }, [texts, parts, planned]);
}

/** What the plan and the takes know of other cells. */
export function usePreviewLookUp(): PreviewLookUp {
  const planned = useDocument((state) => state.planned);
  const items = useTakes((state) => state.items);
  const texts = useTexts((state) => state.texts);
  return useMemo(
    () => ({
      dependsOn: (key) => planned.get(key)?.dependsOn ?? [],
      valueOf(key, property): JsonValue | null {
        const picked = planned.get(key)?.pickedTake ?? null;
        if (picked === null || property === 'url') return null;
        if (property === 'text') return texts.get(picked) ?? null;
        const take = items.get(picked)?.take;
        if (take === undefined) return null;
        return property === 'duration' ? take.durationSeconds : take[property];
      },
    }),
    [planned, items, texts],
  );
}
