/** A tensor in row-major order. */
export interface Matrix {
  shape: readonly number[];
  data: Float32Array;
}

/** The change of one layer by one LoRA: `alpha / rank * up x down`, for convolutions over the kernel (LoCon). */
export interface LoraLayer {
  /** `[rank, in]`, or `[rank, in, kernel height, kernel width]`. */
  down: Matrix;
  /** `[out, rank]`, or `[out, rank, 1, 1]`. */
  up: Matrix;
  /** The kernel between the two where the convolution is factored further: `[rank, rank, height, width]`. */
  mid: Matrix | null;
  /** Null = the rank, which leaves the product as it is (Hu et al. 2021, section 4.1). */
  alpha: number | null;
}

/** Two factors whose product is added to a weight: `up` is `[rows, rank]`, `down` is `[rank, columns]`. */
export interface Factors {
  rows: number;
  columns: number;
  rank: number;
  up: Float32Array;
  down: Float32Array;
}

/** Size of a weight as the layer has it: output features, and inputs times the kernel. */
export interface WeightSize {
  rows: number;
  columns: number;
}

/** Largest `alpha / rank` that is taken for meant: beyond it a file is broken, and the picture noise. */
const maxScale = 10_000;

/** Shapes of the tensors of a layer. */
export interface LayerShapes {
  down: readonly number[];
  up: readonly number[];
  mid: readonly number[] | null;
}

/** What is wrong with the shapes of a layer, as the end of a sentence; null when they fit each other. */
export function shapeProblem({ down, up, mid }: LayerShapes): string | null {
  const rank = down[0] ?? 0;
  const shapes = `down [${down.join(', ')}], up [${up.join(', ')}]`;
  if (!isFactor(down) || !isFactor(up)) return `its matrices have no usable shape: ${shapes}`;
  if (up[1] !== rank || up.slice(2).some((size) => size !== 1)) return `its ranks differ: ${shapes}`;
  if (mid === null) return null;
  if (mid.length !== 4 || mid[0] !== rank || mid[1] !== rank) {
    return `its middle kernel [${mid.join(', ')}] does not have rank ${rank}`;
  }
  return down.slice(2).some((size) => size !== 1) ? `it has a kernel twice: ${shapes}` : null;
}

function isFactor(shape: readonly number[]): boolean {
  return (shape.length === 2 || shape.length === 4) && shape.every((size) => size > 0);
}

/** What is wrong with the values of a layer, as the end of a sentence; null when nothing is. */
export function valueProblem({ down, up, mid, alpha }: LoraLayer): string | null {
  const rank = down.shape[0] ?? 0;
  if (alpha !== null && !(Math.abs(alpha / rank) <= maxScale)) return `its alpha is ${alpha}`;
  for (const { data } of mid === null ? [down, up] : [down, mid, up]) {
    if (!data.every(Number.isFinite)) return 'it holds values that are no numbers';
  }
  return null;
}

/** The factors of a layer at a weight. Their product is what is added to a weight of the size that `sizeOf` gives. */
export function factorsOf({ down, up, mid, alpha }: LoraLayer, weight: number): Factors {
  const rank = down.shape[0] ?? 0;
  const scale = (weight * (alpha ?? rank)) / rank;
  const inner = mid === null ? down.data : foldKernel(down, mid);
  return {
    rows: up.shape[0] ?? 0,
    columns: inner.length / rank,
    rank,
    up: up.data.map((value) => value * scale),
    down: inner,
  };
}

/** `inner[a, i, y, x] = sum over b of mid[a, b, y, x] * down[b, i]` (LyCORIS, Tucker decomposition of a kernel). */
function foldKernel(down: Matrix, mid: Matrix): Float32Array {
  const [rank = 0, inputs = 0] = down.shape;
  const area = (mid.shape[2] ?? 0) * (mid.shape[3] ?? 0);
  const inner = new Float32Array(rank * inputs * area);
  for (let a = 0; a < rank; a++) {
    for (let b = 0; b < rank; b++) {
      for (let i = 0; i < inputs; i++) {
        const factor = down.data[b * inputs + i] ?? 0;
        const from = (a * rank + b) * area;
        const to = (a * inputs + i) * area;
        for (let at = 0; at < area; at++) inner[to + at] = (inner[to + at] ?? 0) + factor * (mid.data[from + at] ?? 0);
      }
    }
  }
  return inner;
}

/**
 * Several changes of one weight as one product: the ups side by side, the downs below each other. So the weight is
 * rounded once however many LoRAs there are, and only their order in this list counts.
 */
export function joinFactors(factors: readonly Factors[], { rows, columns }: WeightSize): Factors {
  const rank = factors.reduce((sum, each) => sum + each.rank, 0);
  const up = new Float32Array(rows * rank);
  const down = new Float32Array(rank * columns);
  let at = 0;
  for (const each of factors) {
    for (let row = 0; row < rows; row++) {
      up.set(each.up.subarray(row * each.rank, (row + 1) * each.rank), row * rank + at);
    }
    down.set(each.down, at * columns);
    at += each.rank;
  }
  return { rows, columns, rank, up, down };
}

/** The factors of the transposed product, for weights that are stored as `[in, out]`. */
export function transposeFactors({ rows, columns, rank, up, down }: Factors): Factors {
  return {
    rows: columns,
    columns: rows,
    rank,
    up: transpose(down, rank, columns),
    down: transpose(up, rows, rank),
  };
}

function transpose(values: Float32Array, rows: number, columns: number): Float32Array {
  const turned = new Float32Array(values.length);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      turned[column * rows + row] = values[row * columns + column] ?? 0;
    }
  }
  return turned;
}
