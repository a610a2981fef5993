import { useShallow } from 'zustand/react/shallow';
import type { GalleryItem } from '../../../shared/contract/index.ts';
import type { MatrixCell } from '../../../shared/matrix/index.ts';
import { useDocument, useTakes } from '../../studio/index.ts';

/** All loaded takes of a cell, newest first. */
export function useCellTakes(cell: MatrixCell): readonly GalleryItem[] {
  const documentId = useDocument((state) => state.document?.id);
  return useTakes(
    useShallow((state) =>
      state.order
        .flatMap((id) => state.items.get(id) ?? [])
        .filter(
          (item) =>
            item.documentId === documentId && item.take.unit === cell.unit.id && item.take.layer === cell.layer.name,
        ),
    ),
  );
}
