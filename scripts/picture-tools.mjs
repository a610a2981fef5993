// The programs that read back what Telar writes into pictures: Pillow and ExifTool.
import { existsSync } from 'node:fs';
import { installWithApt } from './apt.mjs';
import { runQuietly } from './processes.mjs';

/** Pythons that may have Pillow: the one on PATH may be another than the system's. */
const pythons = ['python3', '/usr/bin/python3'];

async function hasPillow() {
  for (const python of pythons) {
    if (python.startsWith('/') && !existsSync(python)) continue;
    if ((await runQuietly(python, ['-c', 'import PIL'], { timeoutMs: 20_000 })).code === 0) return true;
  }
  return false;
}

async function hasExifTool() {
  return (await runQuietly('exiftool', ['-ver'], { timeoutMs: 20_000 })).code === 0;
}

/** Installs what is missing. The tests that need it say so where it cannot be had. */
export async function providePictureTools() {
  const missing = [
    ...((await hasPillow()) ? [] : ['python3-pil']),
    ...((await hasExifTool()) ? [] : ['libimage-exiftool-perl']),
  ];
  if (missing.length > 0) await installWithApt(missing.join(' and '), missing);
}
