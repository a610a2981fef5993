import { extname } from 'node:path';
import { mediaTypeOfExtension } from '../../../shared/artifact/index.ts';
import type { RemoteEngine } from '../../engine/index.ts';
import type { ExecutionOptions } from '../cell-executor.ts';
import type { LocatedFile } from '../prepare-cell.ts';
import type { RunResources } from '../run-resources.ts';
import { persist } from './persist.ts';

const maxTries = 6;

/** A provider's own address of a file must still last this long: the job may wait before it reads the file. */
const leastLifeMs = 10 * 60_000;

/** Where providers can read the files of a run: their own results while these last, else uploads, each content once. */
export interface Uploads {
  addressOf(engine: RemoteEngine, file: LocatedFile, options: ExecutionOptions): Promise<string>;
}

/** The uploads of one run. */
export function createUploads(resources: RunResources): Uploads {
  const addresses = new Map<string, Promise<string>>();
  return {
    addressOf(engine, file, options) {
      const { remote } = file;
      if (remote?.provider === engine.provider && remote.untilMs - resources.clock.nowMs() >= leastLifeMs) {
        return Promise.resolve(remote.url);
      }
      const key = `${engine.provider} ${file.sha256}`;
      const known = addresses.get(key);
      if (known !== undefined) return known;
      const mediaType = mediaTypeOfExtension(extname(file.path).slice(1)) ?? 'application/octet-stream';
      const { signal } = options;
      const address = persist(() => engine.upload(file.path, mediaType, { signal }), resources, {
        ...options,
        maxTries,
      });
      addresses.set(key, address);
      // The next cell that needs the file tries again; whoever waits now hears of the failure.
      address.catch(() => addresses.delete(key));
      return address;
    },
  };
}
