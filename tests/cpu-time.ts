/**
 * What some work came to, and the milliseconds that this process worked meanwhile. Unlike the clock on the wall they do not
 * grow while other programs have the machine.
 */
export async function measureCpu<T>(work: () => T | Promise<T>): Promise<{ result: T; cpuMs: number }> {
  const before = process.cpuUsage();
  const result = await work();
  const { user, system } = process.cpuUsage(before);
  return { result, cpuMs: (user + system) / 1_000 };
}
