const exifHead = Buffer.from('Exif\0\0', 'latin1');
const xmpHead = Buffer.from('http://ns.adobe.com/xap/1.0/\0', 'latin1');
const app1 = 0xe1;
const startOfScan = 0xda;
/** Most bytes that a segment holds beside its own length. */
const maxSegment = 65_533;

interface Segment {
  marker: number;
  /** Without marker and length. */
  data: Buffer;
}

/** The EXIF block and the XMP packet of a JPEG; null for a damaged file. */
export function readJpeg(bytes: Buffer): { exif: Buffer | null; xmp: string | null; comment: string | null } | null {
  const parsed = segmentsOf(bytes);
  if (parsed === null) return null;
  const exif = parsed.segments.find(isExif);
  const xmp = parsed.segments.find(isXmp);
  const comment = parsed.segments.find(({ marker }) => marker === 0xfe);
  return {
    exif: exif?.data.subarray(exifHead.length) ?? null,
    xmp: xmp?.data.toString('utf8', xmpHead.length) ?? null,
    comment: comment?.data.toString('utf8') ?? null,
  };
}

/** Why a JPEG was not written. */
export type JpegRefusal = 'damaged' | 'too-long';

/**
 * A JPEG with this EXIF block and XMP packet in the place of its own. With `dropOthers` all of what programs and cameras
 * have noted goes; profiles of colour stay, since they are about the pixels.
 */
export function writeJpeg(
  bytes: Buffer,
  { exif, xmp }: { exif: Buffer; xmp: string },
  { dropOthers }: { dropOthers: boolean },
): Buffer | JpegRefusal {
  const parsed = segmentsOf(bytes);
  if (parsed === null) return 'damaged';
  const kept = parsed.segments.filter((each) => {
    if (isExif(each) || isXmp(each)) return false;
    return !dropOthers || !isTelling(each);
  });
  const added = [
    { marker: app1, data: Buffer.concat([exifHead, exif]) },
    { marker: app1, data: Buffer.concat([xmpHead, Buffer.from(xmp, 'utf8')]) },
  ];
  if (added.some(({ data }) => data.length > maxSegment)) return 'too-long';
  // A JFIF header stays first where there is one.
  const head = kept[0]?.marker === 0xe0 ? 1 : 0;
  const all = [...kept.slice(0, head), ...added, ...kept.slice(head)];
  return Buffer.concat([Buffer.from([0xff, 0xd8]), ...all.map(segmentBytes), bytes.subarray(parsed.scanAt)]);
}

function segmentsOf(bytes: Buffer): { segments: Segment[]; scanAt: number } | null {
  const segments: Segment[] = [];
  let at = 2;
  while (at + 4 <= bytes.length) {
    if (bytes[at] !== 0xff) return null;
    const marker = bytes[at + 1] ?? 0;
    // Any number of these may stand between segments.
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (marker === startOfScan) return { segments, scanAt: at };
    const length = bytes.readUInt16BE(at + 2);
    if (length < 2 || at + 2 + length > bytes.length) return null;
    segments.push({ marker, data: bytes.subarray(at + 4, at + 2 + length) });
    at += 2 + length;
  }
  return null;
}

function segmentBytes({ marker, data }: Segment): Buffer {
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(data.length + 2, 2);
  return Buffer.concat([head, data]);
}

function isExif({ marker, data }: Segment): boolean {
  return marker === app1 && data.subarray(0, exifHead.length).equals(exifHead);
}

function isXmp({ marker, data }: Segment): boolean {
  return marker === app1 && data.subarray(0, xmpHead.length).equals(xmpHead);
}

/** Application segments and comments, without JFIF (0), colour profiles (2) and Adobe's colour transform (14). */
function isTelling({ marker }: Segment): boolean {
  const application = marker - 0xe0;
  return marker === 0xfe || (application > 0 && application < 16 && application !== 2 && application !== 14);
}
