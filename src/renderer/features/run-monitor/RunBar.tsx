import { useRuns, isActive } from '../../studio/index.ts';
import { RunButton } from './RunButton.tsx';
import { RunProgress } from './RunProgress.tsx';

/** What can be run and at which price; while something runs, how far it is. */
export function RunBar() {
  const isRunning = useRuns((state) => state.run !== null && isActive(state.run));
  return isRunning ? <RunProgress /> : <RunButton />;
}
