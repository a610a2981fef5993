import { open } from 'node:fs/promises';
import type { ServedCall } from '../../child/index.ts';
import { CancelledError } from '../../../shared/base/index.ts';
import { melody, sampleRate } from './melody.ts';

const headerBytes = 44;
const bytesPerSample = 2;

/** Writes a mono 16-bit PCM file with the digest's tune; it has exactly `round(durationSeconds * 24000)` samples. */
export async function writeWav(
  target: string,
  { digest, durationSeconds }: { digest: string; durationSeconds: number },
  { signal, emit }: ServedCall,
): Promise<void> {
  const total = Math.round(durationSeconds * sampleRate);
  const file = await open(target, 'w');
  try {
    await file.write(wavHeader(total));
    const chunk = sampleRate * 4;
    for (let first = 0; first < total; first += chunk) {
      if (signal.aborted) throw new CancelledError();
      await file.write(littleEndian(melody(digest, first, Math.min(chunk, total - first))));
      emit({ kind: 'alive' });
    }
  } finally {
    await file.close();
  }
}

function wavHeader(samples: number): Buffer {
  const header = Buffer.alloc(headerBytes);
  const dataBytes = samples * bytesPerSample;
  header.write('RIFF', 0, 'latin1');
  header.writeUInt32LE(headerBytes - 8 + dataBytes, 4);
  header.write('WAVEfmt ', 8, 'latin1');
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20); // PCM
  header.writeUInt16LE(1, 22); // mono
  header.writeUInt32LE(sampleRate, 24);
  header.writeUInt32LE(sampleRate * bytesPerSample, 28);
  header.writeUInt16LE(bytesPerSample, 32);
  header.writeUInt16LE(8 * bytesPerSample, 34);
  header.write('data', 36, 'latin1');
  header.writeUInt32LE(dataBytes, 40);
  return header;
}

function littleEndian(samples: Int16Array): Buffer {
  const bytes = Buffer.alloc(samples.length * bytesPerSample);
  samples.forEach((sample, i) => bytes.writeInt16LE(sample, i * bytesPerSample));
  return bytes;
}
