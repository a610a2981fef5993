import { tmpdir } from 'node:os';
import { expect, it } from 'vitest';
import { isNetworkFolder } from './network-folder.ts';

it.each([
  ['NFS', 0x6969, true],
  ['CIFS, as a signed number', 0xff534d42 | 0, true],
  ['ext4', 0xef53, false],
  ['tmpfs', 0x01021994, false],
])('%s', (_name, type, isNetwork) => {
  expect(isNetworkFolder('/somewhere', () => type)).toBe(isNetwork);
});

it('knows a share of Windows by its name', () => {
  expect(isNetworkFolder('\\\\server\\share\\outputs', () => 0)).toBe(true);
});

it('asks the system', () => {
  expect(isNetworkFolder(tmpdir())).toBe(false);
});
