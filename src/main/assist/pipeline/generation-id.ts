import { randomUUID } from 'node:crypto';

/**
 * Names a generation, such as `20261122-023606-1470ca6f`: the second in UTC, its milliseconds, and five random digits.
 * Names sort by time: of two generations the newer one has the last name, also within one second.
 */
export function newGenerationId(now: Date): string {
  const [seconds = '', fraction = ''] = now.toISOString().replaceAll(/[-:Z]/g, '').replace('T', '-').split('.');
  return `${seconds}-${fraction}${randomUUID().slice(0, 5)}`;
}
