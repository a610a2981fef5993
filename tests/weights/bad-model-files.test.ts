import { link, mkdir, mkdtemp, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  checkModelFile,
  elementType,
  openSafetensors,
  type NewGraph,
  type NewModel,
} from '../../src/main/weights/index.ts';
import {
  failureKindOf,
  floatTensor,
  safetensorsBytes,
  shapeTensor,
  smallModel,
  smallModelBytes,
} from './sample-files.ts';

let folder: string;
beforeAll(async () => {
  const outer = await mkdtemp(join(tmpdir(), 'telar-bad-'));
  folder = join(outer, 'model');
  await mkdir(join(folder, 'inside'), { recursive: true });
  const weights = new Uint8Array(24);
  await writeFile(join(outer, 'secret.bin'), weights);
  await writeFile(join(folder, 'weights.bin'), weights);
  await writeFile(join(folder, 'inside', 'weights.bin'), weights);
  await symlink(join(outer, 'secret.bin'), join(folder, 'link.bin'));
  await symlink(outer, join(folder, 'way-out'));
  await link(join(outer, 'secret.bin'), join(folder, 'second-name.bin'));
});

async function check(bytes: Uint8Array): Promise<unknown> {
  await writeFile(join(folder, 'model.onnx'), bytes);
  return failureKindOf(checkModelFile(folder, 'model.onnx').then(({ externalFiles }) => externalFiles.length));
}

const externalModel = (location: string, place: { offset?: number; length?: number | null } = {}): Uint8Array =>
  smallModelBytes({
    initializers: [
      {
        name: 'W',
        dims: [2, 3],
        dataType: elementType.float32,
        data: { location, offset: place.offset ?? 0, length: place.length ?? null },
      },
    ],
  });

describe('D1 weights in other files', () => {
  it.each([
    ['beside the model', 'weights.bin', 1],
    ['in a folder beside it', 'inside/weights.bin', 1],
    ['one folder up', '../secret.bin', 'ModelFileError outside-folder'],
    ['up in the middle', 'inside/../../secret.bin', 'ModelFileError outside-folder'],
    ['up with backslashes', '..\\secret.bin', 'ModelFileError outside-folder'],
    ['an absolute path', '/etc/passwd', 'ModelFileError outside-folder'],
    ['a drive of Windows', 'C:secret.bin', 'ModelFileError outside-folder'],
    ['a share of Windows', '\\\\server\\share\\secret.bin', 'ModelFileError outside-folder'],
    ['a symbolic link', 'link.bin', 'ModelFileError outside-folder'],
    ['a folder that is a link', 'way-out/secret.bin', 'ModelFileError outside-folder'],
    ['a hard link', 'second-name.bin', 'ModelFileError outside-folder'],
    ['a NUL in the name', 'weights.bin\0.png', 'ModelFileError outside-folder'],
    ['a folder', 'inside', 'ModelFileError unreadable'],
    ['nothing there', 'absent.bin', 'ModelFileError unreadable'],
    ['no name', '', 'ModelFileError malformed'],
  ])('%s', async (_, location, expected) => {
    expect(await check(externalModel(location))).toEqual(expected);
  });

  it.each([
    ['beyond the end', { offset: 8 }],
    ['far beyond the end', { offset: 9_007_199_254_740_000 }],
    ['of another length than the shape', { length: 20 }],
  ])('%s', async (_, place) => {
    expect(await check(externalModel('weights.bin', place))).toBe('ModelFileError malformed');
  });
});

const nested = (depth: number): NewGraph => ({
  nodes:
    depth === 0
      ? [{ opType: 'Identity', inputs: ['x'], outputs: ['y'] }]
      : [{ opType: 'If', inputs: ['c'], outputs: ['y'], attributes: { then_branch: nested(depth - 1) } }],
  initializers: [],
  inputs: [],
  outputs: [],
});
const one = (opType: string, inputs: string[], more: Partial<NewModel>): Partial<NewModel> => ({
  nodes: [{ opType, inputs, outputs: ['y'], ...more.nodes?.[0] }],
  ...(more.initializers === undefined ? {} : { initializers: more.initializers }),
});

describe('D2, D4 graphs that ask for too much', () => {
  it.each<[string, Partial<NewModel>, unknown]>([
    ['the small model itself', {}, 0],
    ['If 32 deep', { nodes: nested(32).nodes }, 0],
    ['If 33 deep', { nodes: nested(33).nodes }, 'ModelFileError too-large'],
    ['If 300 deep', { nodes: nested(300).nodes }, 'ModelFileError too-large'],
    ['a negative side', { initializers: [floatTensor('W', [-2, 3], [])] }, 'ModelFileError malformed'],
    [
      'sides whose product overflows',
      { initializers: [floatTensor('W', [2 ** 40, 2 ** 40], [])] },
      'ModelFileError malformed',
    ],
    ['less content than the shape', { initializers: [floatTensor('W', [2, 3], [1])] }, 'ModelFileError malformed'],
    [
      'the same tensor twice',
      { initializers: [...smallModel.initializers, ...smallModel.initializers] },
      'ModelFileError malformed',
    ],
    [
      'an unknown element type',
      { initializers: [{ name: 'W', dims: [1], dataType: 99, data: new Uint8Array(4) }] },
      'ModelFileError unsupported',
    ],
    [
      'an operator of nobody',
      { nodes: [{ opType: 'Run', domain: 'com.evil', inputs: ['x'], outputs: ['y'] }], domains: { 'com.evil': 1 } },
      'ModelFileError unsupported',
    ],
    [
      'ConstantOfShape of 10^10',
      one('ConstantOfShape', ['s'], { initializers: [shapeTensor('s', [1e5, 1e5])] }),
      'ModelFileError too-large',
    ],
    [
      'Expand to 10^10',
      one('Expand', ['x', 's'], { initializers: [shapeTensor('s', [1e5, 1e5])] }),
      'ModelFileError too-large',
    ],
    [
      'Tile of 2 numbers by 10^9',
      one('Tile', ['W', 's'], { initializers: [floatTensor('W', [2], [1, 2]), shapeTensor('s', [1e9])] }),
      'ModelFileError too-large',
    ],
    ['ConstantOfShape of 10^6', one('ConstantOfShape', ['s'], { initializers: [shapeTensor('s', [1e3, 1e3])] }), 0],
    [
      'a Constant in a branch that makes 10^10',
      {
        nodes: [
          {
            opType: 'If',
            inputs: ['c'],
            outputs: ['y'],
            attributes: {
              then_branch: {
                nodes: [
                  { opType: 'Constant', inputs: [], outputs: ['s'], attributes: { value: shapeTensor('', [1e10]) } },
                  { opType: 'ConstantOfShape', inputs: ['s'], outputs: ['t'] },
                ],
                initializers: [],
                inputs: [],
                outputs: [],
              },
            },
          },
        ],
      },
      'ModelFileError too-large',
    ],
  ])('%s', async (_, change, expected) => {
    expect(await check(smallModelBytes(change))).toEqual(expected);
  });

  it('many tensors over the same bytes', async () => {
    const data = { location: 'weights.bin', offset: 0, length: null };
    const initializers = Array.from({ length: 1000 }, (_, index) => ({
      name: `w${String(index)}`,
      dims: [6],
      dataType: elementType.float32,
      data,
    }));
    // 1,000 names weigh more than their 24 bytes each would: a model of that kind is small, not dangerous.
    expect(await check(smallModelBytes({ initializers }))).toBe(1);
    const large = new Uint8Array(1_000_000);
    await writeFile(join(folder, 'large.bin'), large);
    const shared = initializers.map((tensor) => ({
      ...tensor,
      dims: [250_000],
      data: { ...data, location: 'large.bin' },
    }));
    expect(await check(smallModelBytes({ initializers: shared }))).toBe('ModelFileError too-large');
  });
});

const text = (content: string): Uint8Array => new TextEncoder().encode(content);
const strangers: [string, Uint8Array, string][] = [
  ['an empty file', new Uint8Array(0), 'wrong-format'],
  ['zeros', new Uint8Array(4096), 'wrong-format'],
  ['a web page', text('<!DOCTYPE html><html><body>Not found</body></html>'), 'wrong-format'],
  ['a zip', text('PK\x03\x04 archive/data.pkl'), 'wrong-format'],
  ['a pickle', Uint8Array.of(0x80, 2, 0x8a, 10, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20), 'wrong-format'],
  ['a pointer of Git LFS', text('version https://git-lfs.github.com/spec/v1\noid sha256:00'), 'wrong-format'],
];

describe('D5, D6 what is no model at all', () => {
  it.each(strangers)('%s as model.onnx', async (_, bytes, kind) => {
    expect(await check(bytes)).toBe(`ModelFileError ${kind}`);
  });

  it.each(strangers)('%s as safetensors', async (_, bytes, kind) => {
    expect(await failureKindOf(openSafetensors(bytes))).toBe(`ModelFileError ${kind}`);
  });

  it.each([
    ['a number that does not end', Uint8Array.of(0x08, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff)],
    ['a field longer than the file', Uint8Array.of(0x08, 8, 0x3a, 0xff, 0xff, 0xff, 0xff, 0x0f)],
    ['a group', Uint8Array.of(0x08, 8, 0x3b)],
    ['field 0', Uint8Array.of(0x08, 8, 0x02, 0)],
    ['cut in the middle', smallModelBytes().subarray(0, 60)],
    ['two graphs', Uint8Array.of(0x08, 8, 0x3a, 0, 0x3a, 0)],
    ['a text that is not UTF-8', Uint8Array.of(0x08, 8, 0x12, 1, 0xff)],
  ])('protobuf with %s', async (_, bytes) => {
    expect(await check(bytes)).toBe('ModelFileError malformed');
  });
});

const tensor = (begin: number, end: number, shape = [(end - begin) / 4]) => ({
  dtype: 'F32',
  shape,
  data_offsets: [begin, end],
});
const manyTensors = (count: number): object =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`t${String(index)}`, tensor(0, 0)]));
function declaring(length: bigint): Uint8Array {
  const bytes = safetensorsBytes('{}', 0);
  new DataView(bytes.buffer).setBigUint64(0, length, true);
  return bytes;
}

describe('D7, D8, D9 safetensors', () => {
  it.each<[string, Uint8Array, unknown]>([
    ['two tensors', safetensorsBytes({ a: tensor(0, 8), b: tensor(8, 12) }, 12), ['a', 'b']],
    ['two tensors in the other order', safetensorsBytes({ b: tensor(8, 12), a: tensor(0, 8) }, 12), ['b', 'a']],
    ['none', safetensorsBytes({}, 0), []],
    [
      'a name that is a trap',
      safetensorsBytes('{"__proto__":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}', 4),
      'ModelFileError malformed',
    ],
    ['a header of 2^63 bytes', declaring(2n ** 63n), 'ModelFileError wrong-format'],
    ['a header of 2^64 - 1 bytes', declaring(2n ** 64n - 1n), 'ModelFileError wrong-format'],
    ['a header longer than the file', declaring(3n), 'ModelFileError wrong-format'],
    ['a header of 11 MB', safetensorsBytes(`{}${' '.repeat(11 * 1024 * 1024)}`, 0), 'ModelFileError too-large'],
    ['a header that is no JSON', safetensorsBytes('{nonsense', 0), 'ModelFileError malformed'],
    ['a header that is a list', safetensorsBytes('[]', 0), 'ModelFileError wrong-format'],
    ['tensors that overlap', safetensorsBytes({ a: tensor(0, 8), b: tensor(4, 12) }, 12), 'ModelFileError malformed'],
    ['a gap', safetensorsBytes({ a: tensor(0, 4), b: tensor(8, 12) }, 12), 'ModelFileError malformed'],
    ['bytes that belong to none', safetensorsBytes({ a: tensor(0, 4) }, 12), 'ModelFileError malformed'],
    ['a tensor beyond the end', safetensorsBytes({ a: tensor(0, 16) }, 12), 'ModelFileError malformed'],
    [
      'offsets the wrong way round',
      safetensorsBytes({ a: { ...tensor(0, 4), data_offsets: [4, 0] } }, 4),
      'ModelFileError malformed',
    ],
    ['no offsets', safetensorsBytes({ a: { dtype: 'F32', shape: [1] } }, 4), 'ModelFileError malformed'],
    [
      'half a byte',
      safetensorsBytes({ a: { ...tensor(0, 4), data_offsets: [0, 0.5] } }, 4),
      'ModelFileError malformed',
    ],
    [
      'a shape whose product overflows',
      safetensorsBytes({ a: tensor(0, 4, [2 ** 40, 2 ** 40]) }, 4),
      'ModelFileError malformed',
    ],
    [
      'a shape that overflows to the right size',
      safetensorsBytes({ a: tensor(0, 0, [2 ** 32, 2 ** 32]) }, 0),
      'ModelFileError malformed',
    ],
    ['an unknown type', safetensorsBytes({ a: { ...tensor(0, 4), dtype: 'Q4_K' } }, 4), 'ModelFileError unsupported'],
    [
      'a type that is a trap',
      safetensorsBytes({ a: { ...tensor(0, 4), dtype: 'constructor' } }, 4),
      'ModelFileError unsupported',
    ],
    ['metadata of objects', safetensorsBytes({ __metadata__: { a: {} } }, 0), 'ModelFileError malformed'],
    ['metadata a million deep', safetensorsBytes(`{"__metadata__":${'['.repeat(1e6)}`, 0), 'ModelFileError malformed'],
    ['50,001 tensors', safetensorsBytes(manyTensors(50_001), 0), 'ModelFileError too-large'],
  ])('%s', async (_, bytes, expected) => {
    const names = openSafetensors(bytes).then(({ tensors }) => [...tensors.keys()]);
    expect(await failureKindOf(names)).toEqual(expected);
  });

  it('reads F32, F16 and BF16 as float32, from bytes and from a file', async () => {
    const header = {
      __metadata__: { format: 'pt' },
      a: { dtype: 'F32', shape: [2], data_offsets: [0, 8] },
      b: { dtype: 'F16', shape: [2], data_offsets: [8, 12] },
      c: { dtype: 'BF16', shape: [1, 2], data_offsets: [12, 16] },
      d: { dtype: 'I8', shape: [1], data_offsets: [16, 17] },
    };
    const bytes = safetensorsBytes(header, 17);
    const view = new DataView(bytes.buffer, bytes.length - 17);
    view.setFloat32(0, 1.5, true);
    view.setFloat32(4, -2, true);
    for (const [at, bits] of [
      [8, 0x3c00],
      [10, 0xc000],
      [12, 0x3f80],
      [14, 0xc000],
    ] as const)
      view.setUint16(at, bits, true);
    const file = join(folder, 'lora.safetensors');
    await writeFile(file, bytes);
    for (const source of [bytes, file]) {
      const open = await openSafetensors(source);
      expect({
        metadata: Object.fromEntries(open.metadata),
        a: [...(await open.read('a'))],
        b: [...(await open.read('b'))],
        c: [...(await open.read('c'))],
        d: await failureKindOf(open.read('d')),
        e: await failureKindOf(open.read('e')),
      }).toEqual({
        metadata: { format: 'pt' },
        a: [1.5, -2],
        b: [1, -2],
        c: [1, -2],
        d: 'ModelFileError unsupported',
        e: 'ModelFileError malformed',
      });
      open.close();
    }
  });
});
