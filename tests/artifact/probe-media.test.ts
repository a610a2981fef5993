import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bytesAsSource, probeMedia, type MediaFacts } from '../../src/main/artifact/media/index.ts';
import { AssetDownloadError } from '../../src/shared/base/index.ts';
import { measureCpu } from '../cpu-time.ts';
import { soakRuns } from '../soak.ts';
import { box, element, flac, mp3, mp4, wav, webm, words } from './media-files.ts';

const probe = (bytes: Uint8Array): Promise<MediaFacts | null> => probeMedia(bytesAsSource(bytes));

const film = { width: 1280, height: 720, durationSeconds: 5 };
const sound = { width: null, height: null };
const zeros = Buffer.alloc(4);

describe('a file is what its bytes say', () => {
  it.each<[string, Buffer, MediaFacts]>([
    ['MP4', mp4(), { mediaType: 'video/mp4', ...film }],
    ['MP4 with 64-bit times', mp4({ version: 1 }), { mediaType: 'video/mp4', ...film }],
    ['MP4 turned upright', mp4({ turned: true }), { mediaType: 'video/mp4', ...film, width: 720, height: 1280 }],
    ['MP4 with sound first', mp4({ handlers: ['soun', 'vide'] }), { mediaType: 'video/mp4', ...film }],
    [
      'MP4 in fragments',
      mp4({ duration: 0, media: box('moof', zeros) }),
      { mediaType: 'video/mp4', ...film, durationSeconds: null },
    ],
    [
      'MP4 whose last box is open-ended',
      Buffer.concat([mp4(), words(0), Buffer.from('free'), zeros]),
      { mediaType: 'video/mp4', ...film },
    ],
    ['MP4 of sound alone', mp4({ handlers: ['soun'] }), { mediaType: 'audio/mp4', ...sound, durationSeconds: 5 }],
    ['WebM', webm(), { mediaType: 'video/webm', width: 640, height: 360, durationSeconds: 2.5 }],
    [
      'WebM of a live recording',
      webm({ duration: null }),
      { mediaType: 'video/webm', width: 640, height: 360, durationSeconds: null },
    ],
    ['WebM of sound alone', webm({ trackType: 2 }), { mediaType: 'audio/webm', ...sound, durationSeconds: 2.5 }],
    [
      'Matroska',
      webm({ docType: 'matroska' }),
      { mediaType: 'video/x-matroska', width: 640, height: 360, durationSeconds: 2.5 },
    ],
    ['WAV', wav(), { mediaType: 'audio/wav', ...sound, durationSeconds: 1 }],
    [
      'WAV with other chunks',
      wav({ extra: Buffer.from('LIST\x03\0\0\0abc\0') }),
      { mediaType: 'audio/wav', ...sound, durationSeconds: 1 },
    ],
    [
      'WAV of a stream',
      wav({ samples: 12_000, declared: 0xffffffff }),
      { mediaType: 'audio/wav', ...sound, durationSeconds: 0.5 },
    ],
    ['MP3', mp3({ frames: 417 }), { mediaType: 'audio/mpeg', ...sound, durationSeconds: (417 * 417) / 16_000 }],
    [
      'MP3 with a tag',
      mp3({ frames: 417, tag: 300 }),
      { mediaType: 'audio/mpeg', ...sound, durationSeconds: (417 * 417) / 16_000 },
    ],
    [
      'MP3 of varying rate',
      mp3({ declaredFrames: 441 }),
      { mediaType: 'audio/mpeg', ...sound, durationSeconds: 11.52 },
    ],
    ['FLAC', flac(), { mediaType: 'audio/flac', ...sound, durationSeconds: 2 }],
    ['FLAC of unknown length', flac({ samples: 0 }), { mediaType: 'audio/flac', ...sound, durationSeconds: null }],
    ['Ogg', Buffer.from('OggS\0\x02'), { mediaType: 'audio/ogg', ...sound, durationSeconds: null }],
    ['QuickTime', mp4({ brand: 'qt  ' }), { mediaType: 'video/quicktime', ...sound, durationSeconds: null }],
    ['a web page', Buffer.from('\n<!DOCTYPE html><p>502'), { mediaType: 'text/html', ...sound, durationSeconds: null }],
    [
      'an error in JSON',
      Buffer.from('{"detail":"not found"}'),
      { mediaType: 'text/plain', ...sound, durationSeconds: null },
    ],
  ])('%s', async (_, bytes, facts) => {
    expect(await probe(bytes)).toEqual(facts);
  });

  it('is unknown when the bytes belong to nothing', async () => {
    expect(await probe(Buffer.from('PK\x03\x04\0\0\0\0'))).toBeNull();
  });
});

describe('a file that cannot be right is refused', () => {
  const whole = mp4();
  it.each<[string, Buffer, 'incomplete' | 'unreadable-media']>([
    ['empty', Buffer.alloc(0), 'incomplete'],
    ['MP4 cut in its media', whole.subarray(0, -1), 'incomplete'],
    ['MP4 cut in its index', whole.subarray(0, 90), 'incomplete'],
    ['MP4 without index', Buffer.concat([box('ftyp', Buffer.from('isom')), box('mdat', zeros)]), 'incomplete'],
    ['MP4 without media', mp4({ media: Buffer.alloc(0) }), 'incomplete'],
    ['MP4 without tracks', mp4({ handlers: [] }), 'unreadable-media'],
    ['MP4 without a time scale', mp4({ timescale: 0 }), 'unreadable-media'],
    ['MP4 of 136 years', mp4({ timescale: 1, duration: 0xfffffffe }), 'unreadable-media'],
    ['MP4 of ages', mp4({ version: 1, duration: 2 ** 60 }), 'unreadable-media'],
    ['MP4 with a giant picture', mp4({ size: [65_535, 65_535] }), 'unreadable-media'],
    ['MP4 with a box of length 4', Buffer.concat([whole, words(4), Buffer.from('free')]), 'unreadable-media'],
    [
      'MP4 with a 64-bit box beyond its end',
      Buffer.concat([whole, words(1), Buffer.from('mdat'), words(0xffffffff, 0xffffffff)]),
      'incomplete',
    ],
    [
      'MP4 with a 64-bit box shorter than its header',
      Buffer.concat([whole, words(1), Buffer.from('mdat'), words(0, 15)]),
      'unreadable-media',
    ],
    [
      'MP4 with a box longer than its parent',
      Buffer.concat([
        box('ftyp', Buffer.from('isom')),
        box('moov', words(99), Buffer.from('trak')),
        box('mdat', zeros),
      ]),
      'unreadable-media',
    ],
    [
      'MP4 with a movie header of nothing',
      Buffer.concat([
        box('ftyp', Buffer.from('isom')),
        box('moov', box('mvhd', zeros), box('trak')),
        box('mdat', zeros),
      ]),
      'unreadable-media',
    ],
    [
      'MP4 with a million boxes',
      Buffer.concat([whole, ...Array.from({ length: 30_000 }, () => box('free'))]),
      'unreadable-media',
    ],
    ['WAV cut', wav().subarray(0, -2), 'incomplete'],
    ['WAV header only', wav().subarray(0, 44), 'incomplete'],
    ['WAV without sound', wav({ samples: 0 }), 'incomplete'],
    ['WAV without a rate', wav({ bytesPerSecond: 0 }), 'unreadable-media'],
    ['WAV of ages', wav({ samples: 400_000, bytesPerSecond: 1 }), 'unreadable-media'],
    ['MP3 cut in its first frame', mp3().subarray(0, 300), 'incomplete'],
    ['MP3 cut in its tag', mp3({ tag: 300 }).subarray(0, 100), 'incomplete'],
    ['MP3 followed by something else', Buffer.concat([mp3({ frames: 1 }), Buffer.from('<html>')]), 'unreadable-media'],
    [
      'MP3 tag without sound',
      Buffer.concat([mp3({ tag: 9, frames: 1 }).subarray(0, 19), Buffer.alloc(99)]),
      'unreadable-media',
    ],
    ['FLAC without a rate', flac({ sampleRate: 0 }), 'unreadable-media'],
    ['WebM cut in its media', webm({ cluster: element([0x1f, 0x43, 0xb6, 0x75], [1], 9999) }), 'incomplete'],
    ['WebM without media', webm({ cluster: Buffer.alloc(0) }), 'incomplete'],
    ['WebM of ages', webm({ duration: 1e300 }), 'unreadable-media'],
    ['WebM of no length', webm({ duration: Number.NaN }), 'unreadable-media'],
  ])('%s', async (_, bytes, kind) => {
    await expect(probe(bytes)).rejects.toMatchObject({ code: 'AssetDownloadError', kind });
  });
});

describe('whatever the bytes are', () => {
  /** A file with some bytes replaced, and perhaps cut: what a bad disk, a bad server or an attacker makes. */
  const mutated = fc
    .tuple(
      fc.constantFrom(mp4(), mp4({ version: 1 }), wav({ samples: 20 }), mp3({ frames: 2, tag: 20 }), flac(), webm()),
      fc.array(fc.tuple(fc.nat(), fc.oneof(fc.nat(255), fc.constantFrom(0, 1, 0x7f, 0x80, 0xff))), { maxLength: 12 }),
      fc.option(fc.nat(), { freq: 4 }),
    )
    .map(([file, changes, cut]) => {
      const bytes = Buffer.from(file);
      for (const [at, value] of changes) bytes[at % bytes.length] = value;
      return cut === null ? bytes : bytes.subarray(0, cut % bytes.length);
    });
  const beginnings = [
    'RIFF\0\0\0\0WAVE',
    '\0\0\0\x08ftyp',
    '\x1a\x45\xdf\xa3',
    'ID3\x04\0\0',
    'fLaC',
    '\xff\xfb\x90\xc0',
  ];
  const random = fc
    .tuple(fc.constantFrom(...beginnings), fc.uint8Array({ maxLength: 400 }))
    .map(([beginning, rest]) => Buffer.concat([Buffer.from(beginning, 'latin1'), rest]));

  it('there are facts within bounds or a typed failure, and soon', async () => {
    const outcomes = new Set<string>();
    await fc.assert(
      fc.asyncProperty(fc.oneof(mutated, random), async (bytes) => {
        const { result: facts, cpuMs } = await measureCpu(() =>
          probe(bytes).catch((error: unknown) => {
            if (error instanceof AssetDownloadError) return error;
            throw error;
          }),
        );
        expect(cpuMs).toBeLessThan(1000);
        outcomes.add(facts instanceof AssetDownloadError ? facts.kind : 'facts');
        if (facts === null || facts instanceof AssetDownloadError) return;
        for (const side of [facts.width, facts.height])
          expect(side === null || (side > 0 && side <= 32_768)).toBe(true);
        const seconds = facts.durationSeconds;
        expect(seconds === null || (seconds >= 0 && seconds <= 48 * 3600)).toBe(true);
      }),
      { numRuns: soakRuns(2_000, 20_000) },
    );
    expect([...outcomes].sort()).toEqual(['facts', 'incomplete', 'unreadable-media']);
  });
});
