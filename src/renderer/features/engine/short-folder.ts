/** The end of a path, which tells one folder from another; all of it would push aside what matters more. */
export function shortFolder(path: string): string {
  const parts = path.split(/[\\/]/).filter((part) => part !== '');
  return parts.length <= 2 ? path : `…/${parts.slice(-2).join('/')}`;
}
