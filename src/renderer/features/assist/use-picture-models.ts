import { useMemo } from 'react';
import type { ModelTemplate } from '../../../shared/template/index.ts';
import { useDocument } from '../../studio/index.ts';

/** Models that make pictures of a prompt: those of this machine first, then by title. */
export function usePictureModels(): readonly ModelTemplate[] {
  const templates = useDocument((state) => state.templates);
  return useMemo(() => {
    const placeOf = ({ provider }: ModelTemplate): number => (provider === 'local' ? 0 : 1);
    return [...templates.values()]
      .filter(({ capabilities }) => capabilities.includes('text-to-image'))
      .sort((a, b) => placeOf(a) - placeOf(b) || a.title.localeCompare(b.title));
  }, [templates]);
}
