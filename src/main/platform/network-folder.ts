import { statfsSync } from 'node:fs';

/** Numbers of file systems that lie on another machine (Linux, statfs(2)): NFS, SMB, CIFS, SMB 2, AFS, Ceph, 9P. */
const networkTypes: ReadonlySet<number> = new Set([
  0x6969, 0x517b, 0xff534d42, 0xfe534d42, 0x5346414f, 0x00c36400, 0x01021997,
]);

/** Whether an existing folder lies on another machine, as far as the system tells. `typeOf` answers its number. */
export function isNetworkFolder(
  folder: string,
  typeOf: (folder: string) => number = (path) => statfsSync(path).type,
): boolean {
  if (/^[\\/]{2}[^\\/]/.test(folder)) return true;
  if (process.platform !== 'linux') return false;
  return networkTypes.has(typeOf(folder) >>> 0);
}
