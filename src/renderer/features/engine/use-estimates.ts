import { useEffect } from 'react';
import { useLinkStatus, useStudio } from '../../studio/index.ts';

/** Asks what these models of this machine take, when they come into view and when the host is back. */
export function useEstimates(models: readonly string[]): void {
  const { engine } = useStudio();
  const isConnected = useLinkStatus() === 'connected';
  const key = models.join('\n');
  useEffect(() => {
    if (isConnected && key !== '') void engine.estimate(key.split('\n'));
  }, [engine, isConnected, key]);
}
