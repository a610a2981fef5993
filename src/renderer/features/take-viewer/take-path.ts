import type { Take } from '../../../shared/artifact/index.ts';

/** Where a take lies on the host: the picked one under its conventional name, any other with the takes. */
export function takePath(
  documentFile: string,
  conventional: string,
  take: Pick<Take, 'file'>,
  isPicked: boolean,
): string {
  const slash = documentFile.includes('\\') ? '\\' : '/';
  const folder = documentFile.slice(0, Math.max(0, documentFile.lastIndexOf(slash)));
  const parts = conventional.split('/');
  const inside = isPicked ? parts : [...parts.slice(0, -1), '.takes', take.file];
  return [folder, ...inside].join(slash);
}
