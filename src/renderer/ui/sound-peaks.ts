import { useEffect, useState } from 'react';
import { readAsset } from './read-asset.ts';

/** Samples a second that are looked at: enough for bars, and a hundredth of the memory of the sound itself. */
const sampleRate = 8_000;
/** Larger files are not decoded for their looks, in bytes. */
const maxBytes = 64 * 1024 * 1024;
/** Sounds whose peaks are kept. */
const keptSounds = 500;

const kept = new Map<string, Promise<readonly number[] | null>>();
let worker: Worker | null = null;
let asked = 0;

function askWorker(samples: Float32Array): Promise<readonly number[]> {
  worker ??= new Worker(new URL('./peaks-worker.ts', import.meta.url), { type: 'module' });
  const [own, id] = [worker, (asked += 1)];
  return new Promise((resolve, reject) => {
    const listener = ({ data }: MessageEvent<{ id: number; peaks: number[] }>): void => {
      if (data.id !== id) return;
      own.removeEventListener('message', listener);
      resolve(data.peaks);
    };
    own.addEventListener('message', listener);
    own.addEventListener('error', (event) => reject(new Error(event.message)), { once: true });
    own.postMessage({ id, samples }, [samples.buffer]);
  });
}

/** Null: the file is gone, too large, or of a kind that this browser cannot decode. */
async function readPeaks(source: string): Promise<readonly number[] | null> {
  const answer = await readAsset(source);
  if (!answer.ok || Number(answer.headers.get('content-length') ?? 0) > maxBytes) return null;
  const bytes = await answer.arrayBuffer();
  try {
    const sound = await new OfflineAudioContext(1, 1, sampleRate).decodeAudioData(bytes);
    return await askWorker(sound.getChannelData(0).slice());
  } catch (error) {
    if (error instanceof DOMException && error.name === 'EncodingError') return null;
    throw error;
  }
}

function peaksAt(source: string): Promise<readonly number[] | null> {
  const known = kept.get(source);
  if (known !== undefined) return known;
  const reading = readPeaks(source);
  kept.set(source, reading);
  const oldest = kept.keys().next().value;
  if (kept.size > keptSounds && oldest !== undefined) kept.delete(oldest);
  return reading;
}

/** How loud a sound is from its beginning to its end, 0 to 1; null while that is not known, and where it cannot be. */
export function usePeaks(source: string): readonly number[] | null {
  const [found, setFound] = useState<{ source: string; peaks: readonly number[] | null } | null>(null);
  useEffect(() => {
    let isWanted = true;
    peaksAt(source).then(
      (peaks) => isWanted && setFound({ source, peaks }),
      (error: unknown) => {
        kept.delete(source);
        // The host is away: it is asked again when the sound is shown the next time.
        if (!(error instanceof TypeError)) throw error;
      },
    );
    return () => {
      isWanted = false;
    };
  }, [source]);
  return found?.source === source ? found.peaks : null;
}
