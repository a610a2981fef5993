import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { ModelFileError } from '../../src/shared/base/index.ts';
import { checkModelFile, elementType, openSafetensors, walkOnnx } from '../../src/main/weights/index.ts';
import { measureCpu } from '../cpu-time.ts';
import { soakRuns } from '../soak.ts';
import { floatTensor, safetensorsBytes, shapeTensor, smallModelBytes } from './sample-files.ts';

/** Cases of each kind, and for the long run the time after which no further one begins: five kinds, ten minutes. */
const cases = { numRuns: soakRuns(2_500, 100_000_000), interruptAfterTimeLimit: soakRuns(25_000, 120_000) };
const timeout = soakRuns(60_000, 300_000);
/** Processor time of the slowest case; more than a second would be a hang. Only the long run asks for it. */
const longestCpuMs = soakRuns(Infinity, 1_000);

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'telar-fuzz-'));
});

/** Does the work; anything but success and a ModelFileError fails the case. */
async function politely(work: () => Promise<unknown>): Promise<void> {
  const { cpuMs } = await measureCpu(async () => {
    try {
      await work();
    } catch (error) {
      if (!(error instanceof ModelFileError)) throw error;
      expect(error.message).not.toBe('');
    }
  });
  expect(cpuMs).toBeLessThan(longestCpuMs);
}

async function openModel(bytes: Uint8Array): Promise<void> {
  await walkOnnx(bytes);
  await writeFile(join(folder, 'model.onnx'), bytes);
  await checkModelFile(folder, 'model.onnx');
}

async function readTensors(bytes: Uint8Array): Promise<void> {
  const file = await openSafetensors(bytes);
  for (const name of file.tensors.keys()) await politely(() => file.read(name));
  file.close();
}

const sound = [
  smallModelBytes(),
  smallModelBytes({
    nodes: [
      {
        opType: 'If',
        inputs: ['c'],
        outputs: ['y'],
        attributes: {
          ratio: { float: 0.5 },
          axes: [1, 2, 3],
          then_branch: {
            nodes: [{ opType: 'Constant', inputs: [], outputs: ['s'], attributes: { value: shapeTensor('', [2, 2]) } }],
            initializers: [floatTensor('inner', [2], [1, 2])],
            inputs: [],
            outputs: [],
          },
        },
      },
    ],
    initializers: [
      shapeTensor('shape', [1, 64, 64]),
      { name: 'far', dims: [3], dataType: elementType.float32, data: { location: 'w.bin', offset: 4, length: 12 } },
    ],
  }),
];

/** A sound file with some of its bytes changed, doubled, left out or cut off. */
const damaged = (files: readonly Uint8Array[]): fc.Arbitrary<Uint8Array> =>
  fc
    .tuple(
      fc.constantFrom(...files),
      fc.array(
        fc.record({
          at: fc.double({ min: 0, max: 1, noNaN: true }),
          remove: fc.nat(12),
          insert: fc.oneof(
            fc.uint8Array({ maxLength: 12 }),
            fc.constantFrom(Uint8Array.of(0xff, 0xff, 0xff, 0xff, 0x0f), new Uint8Array(10).fill(0xff)),
          ),
        }),
        { minLength: 1, maxLength: 6 },
      ),
    )
    .map(([file, changes]) =>
      changes.reduce((bytes, { at, remove, insert }) => {
        const position = Math.floor(at * bytes.length);
        return Uint8Array.from([...bytes.subarray(0, position), ...insert, ...bytes.subarray(position + remove)]);
      }, file),
    );

const encodeVarint = (value: bigint): number[] => {
  const bytes: number[] = [];
  for (let rest = BigInt.asUintN(64, value); ; rest >>= 7n) {
    if (rest < 0x80n) return [...bytes, Number(rest)];
    bytes.push(Number(rest & 0x7fn) | 0x80);
  }
};
const tag = (number: number, wire: number): number[] => encodeVarint(BigInt(number * 8 + wire));
const sized = (content: number[]): number[] => [...encodeVarint(BigInt(content.length)), ...content];

/** Any protobuf message, of the field numbers that ONNX uses, nested as deep as it comes. */
const { message } = fc.letrec<{ message: number[]; field: number[] }>((tie) => ({
  message: fc.array(tie('field'), { maxLength: 8 }).map((fields) => fields.flat()),
  field: fc.oneof(
    { depthSize: 'medium', maxDepth: 8 },
    fc
      .tuple(fc.integer({ min: 1, max: 26 }), fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n }))
      .map(([number, value]) => [...tag(number, 0), ...encodeVarint(value)]),
    fc
      .tuple(fc.integer({ min: 1, max: 26 }), fc.string())
      .map(([number, value]) => [...tag(number, 2), ...sized([...new TextEncoder().encode(value)])]),
    fc
      .tuple(fc.integer({ min: 1, max: 26 }), tie('message'))
      .map(([number, inner]) => [...tag(number, 2), ...sized(inner)]),
  ),
}));

describe('S6 the reader of ONNX models', () => {
  it('fails politely on damaged models', { timeout }, () =>
    fc.assert(
      fc.asyncProperty(damaged(sound), (bytes) => politely(() => openModel(bytes))),
      cases,
    ),
  );

  it('fails politely on messages of any structure', { timeout }, () =>
    fc.assert(
      fc.asyncProperty(message, message, (graph, rest) =>
        politely(() => openModel(Uint8Array.from([...tag(1, 0), 8, ...tag(7, 2), ...sized(graph), ...rest]))),
      ),
      cases,
    ),
  );
});

const size = fc.oneof(
  fc.nat(16),
  fc.constantFrom(-1, 0.5, 2 ** 31, 2 ** 32, 2 ** 53, 2 ** 53 - 1, 1e400, 1e30),
  fc.constantFrom<unknown>(null, '4', [], {}, true),
);
const entry = fc.oneof(
  { arbitrary: fc.constant({ dtype: 'F32', shape: [1], data_offsets: [0, 4] }), weight: 2 },
  fc.record(
    {
      dtype: fc.constantFrom('F32', 'F16', 'BF16', 'I64', 'F4', 'BOOL', 'X', '__proto__', 'constructor'),
      shape: fc.array(size, { maxLength: 4 }),
      data_offsets: fc.array(size, { maxLength: 3 }),
    },
    { requiredKeys: [] },
  ),
  fc.jsonValue(),
);
const name = fc.oneof(fc.string(), fc.constantFrom('__proto__', '__metadata__', 'constructor', 'a', 'b'));
const header = fc.dictionary(name, entry, { maxKeys: 5 });

describe('S6 the reader of safetensors', () => {
  it('fails politely on headers of any content', { timeout }, () =>
    fc.assert(
      fc.asyncProperty(header, fc.nat(64), (content, length) =>
        politely(() => readTensors(safetensorsBytes(content, length))),
      ),
      cases,
    ),
  );

  it('fails politely on damaged files', { timeout }, () => {
    const file = safetensorsBytes(
      {
        __metadata__: { format: 'pt' },
        a: { dtype: 'F16', shape: [2, 2], data_offsets: [0, 8] },
        b: { dtype: 'F32', shape: [3], data_offsets: [8, 20] },
      },
      20,
    );
    return fc.assert(
      fc.asyncProperty(damaged([file]), (bytes) => politely(() => readTensors(bytes))),
      cases,
    );
  });

  it('fails politely on any bytes', { timeout }, () =>
    fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 256 }), async (bytes) => {
        await politely(() => readTensors(bytes));
        await politely(() => walkOnnx(bytes));
      }),
      cases,
    ),
  );
});
