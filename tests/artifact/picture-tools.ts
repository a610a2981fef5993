import { execFileSync } from 'node:child_process';

const readWithPillow = `
import json, sys
from PIL import Image
with Image.open(sys.argv[1]) as picture:
    picture.load()
    exif = picture.getexif()
    comment = exif.get_ifd(0x8769).get(0x9286, b"")
    text = comment[8:].decode("utf-16-be") if comment[:8] == b"UNICODE\\0" else ""
    texts = {key: value for key, value in getattr(picture, "text", {}).items()}
    print(json.dumps({"format": picture.format, "size": picture.size, "texts": texts, "comment": text, "orientation": exif.get(0x112)}))
`;

export interface SeenByPillow {
  format: string;
  size: [number, number];
  texts: Record<string, string>;
  /** EXIF UserComment, read as UTF-16 big endian. */
  comment: string;
  orientation: number | null;
}

/** What Pillow reads of a picture. */
export function seenByPillow(file: string): SeenByPillow {
  for (const python of ['python3', '/usr/bin/python3']) {
    if (!isUsable(python, ['-c', 'import PIL'])) continue;
    return JSON.parse(execFileSync(python, ['-c', readWithPillow, file], { encoding: 'utf8' })) as SeenByPillow;
  }
  throw new Error('Pillow is not installed: apt-get install python3-pil, or pip install pillow. npm test installs it.');
}

/** What ExifTool reads of a picture, each tag with its group. */
export function seenByExifTool(file: string): Record<string, unknown> {
  if (!isUsable('exiftool', ['-ver'])) {
    throw new Error('ExifTool is not installed: apt-get install libimage-exiftool-perl. npm test installs it.');
  }
  const [tags] = JSON.parse(execFileSync('exiftool', ['-json', '-G', '-a', file], { encoding: 'utf8' })) as [
    Record<string, unknown>,
  ];
  return tags;
}

function isUsable(command: string, args: string[]): boolean {
  try {
    execFileSync(command, args, { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
