/**
 * Random numbers equal to those of PyTorch's CPU generator, so that a seed means the same picture here as elsewhere.
 * Source of the method: ATen's CPUGeneratorImpl (MT19937) and its normal_fill kernels.
 */
export class TorchGenerator {
  private readonly state = new Uint32Array(624);
  private position = 624;
  private cachedNormal: number | null = null;

  /** `seed` is a whole number from 0 to 2^32 - 1. */
  constructor(seed: number) {
    this.state[0] = seed >>> 0;
    for (let i = 1; i < 624; i++) {
      const before = this.word(i - 1);
      this.state[i] = Math.imul(1_812_433_253, before ^ (before >>> 30)) + i;
    }
  }

  private word(index: number): number {
    return this.state[index] ?? 0;
  }

  private twist(): void {
    for (let i = 0; i < 624; i++) {
      const mixed = (this.word(i) & 0x80000000) | (this.word((i + 1) % 624) & 0x7fffffff);
      const odd = (mixed & 1) === 1 ? 0x9908b0df : 0;
      this.state[i] = this.word((i + 397) % 624) ^ (mixed >>> 1) ^ odd;
    }
    this.position = 0;
  }

  /** 32 random bits. */
  private bits32(): number {
    if (this.position >= 624) this.twist();
    let value = this.word(this.position);
    this.position += 1;
    value ^= value >>> 11;
    value ^= (value << 7) & 0x9d2c5680;
    value ^= (value << 15) & 0xefc60000;
    value ^= value >>> 18;
    return value >>> 0;
  }

  /** Uniform in [0, 1) with the 24 bits of a float. */
  private uniform24(): number {
    return (this.bits32() & 0xffffff) / 0x1000000;
  }

  /** Uniform in [0, 1) with the 53 bits of a double. */
  private uniform53(): number {
    const high = this.bits32() & 0x1fffff;
    const low = this.bits32();
    return (high * 0x100000000 + low) / 0x20000000000000;
  }

  /** `count` numbers of the standard normal distribution, as `torch.randn(count)` gives them. */
  randn(count: number): Float32Array {
    const values = new Float32Array(count);
    if (count < 16) return values.map(() => this.nextNormal());
    for (let i = 0; i < count; i++) values[i] = this.uniform24();
    for (let i = 0; i + 16 <= count; i += 16) boxMuller16(values, i);
    if (count % 16 !== 0) {
      // PyTorch draws the last sixteen anew when the count is no multiple of sixteen.
      for (let i = count - 16; i < count; i++) values[i] = this.uniform24();
      boxMuller16(values, count - 16);
    }
    return values;
  }

  private nextNormal(): number {
    const cached = this.cachedNormal;
    this.cachedNormal = null;
    if (cached !== null) return cached;
    const angle = 2 * Math.PI * this.uniform53();
    const radius = Math.sqrt(-2 * Math.log1p(-this.uniform53()));
    this.cachedNormal = radius * Math.sin(angle);
    return radius * Math.cos(angle);
  }
}

function boxMuller16(values: Float32Array, start: number): void {
  for (let i = start; i < start + 8; i++) {
    const first = Math.fround(1 - (values[i] ?? 0));
    const radius = Math.fround(Math.sqrt(-2 * Math.log(first)));
    const angle = Math.fround(2 * Math.PI * (values[i + 8] ?? 0));
    values[i] = radius * Math.cos(angle);
    values[i + 8] = radius * Math.sin(angle);
  }
}
