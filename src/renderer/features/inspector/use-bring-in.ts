import { useState } from 'react';
import type { Take } from '../../../shared/artifact/index.ts';
import { useStudio } from '../../studio/index.ts';
import { readAsset } from '../../ui/index.ts';

export interface BringIn {
  bringIn: (file: File) => Promise<void>;
  /** A copy of a take's file, so that it stays when the take is deleted. */
  bringInTake: (take: Take) => Promise<void>;
  isBusy: boolean;
  /** The take whose file could not be read; other failures have been told by the store. */
  problem: Take | null;
}

/** Brings files into the document's folder and hands over their paths. */
export function useBringIn(onPath: (path: string) => Promise<unknown>): BringIn {
  const { media, link } = useStudio();
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Take | null>(null);

  async function bringIn(file: File): Promise<void> {
    setProblem(null);
    setBusy(true);
    const path = await media.importFile(file);
    setBusy(false);
    if (path !== null) await onPath(path);
  }

  return {
    bringIn,
    async bringInTake(take) {
      setBusy(true);
      const blob = await readTake(link.assetUrl(take.id));
      setBusy(false);
      if (blob === null) setProblem(take);
      else await bringIn(new File([blob], take.file, { type: take.mediaType }));
    },
    isBusy,
    problem,
  };
}

/** The file of a take; null when it is gone, or the host is away. */
async function readTake(address: string): Promise<Blob | null> {
  try {
    const answer = await readAsset(address);
    return answer.ok ? await answer.blob() : null;
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
}
