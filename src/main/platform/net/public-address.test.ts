import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isPublicAddress } from './public-address.ts';

describe('is public', () => {
  it.each(['8.8.8.8', '104.18.1.1', '172.15.255.255', '172.32.0.1', '223.255.255.255', '2606:4700::1111', '2a00::1'])(
    '%s',
    (address) => expect(isPublicAddress(address)).toBe(true),
  );
});

describe('is not public', () => {
  it.each([
    ['this machine', ['127.0.0.1', '127.255.255.254', '::1', '0.0.0.0', '::']],
    ['a network at home or at work', ['10.1.2.3', '172.16.0.1', '172.31.255.255', '192.168.1.1', 'fc00::1', 'fd12::1']],
    ['a link', ['169.254.169.254', 'fe80::1', 'fe80::1%eth0', 'fec0::1']],
    ['behind a provider’s address translation', ['100.64.0.1', '100.127.255.255']],
    ['IPv4 mapped into IPv6', ['::ffff:127.0.0.1', '::ffff:7f00:1', '::ffff:8.8.8.8']],
    ['IPv4 in the compatible form', ['::127.0.0.1', '::7f00:1']],
    ['IPv4 by NAT64', ['64:ff9b::7f00:1', '64:ff9b::127.0.0.1', '64:ff9b:1::a00:1']],
    ['IPv4 by 6to4 or Teredo', ['2002:7f00:1::', '2002:a00:1::1', '2001::1', '2001:0:7f00:1::']],
    ['documentation and measurements', ['192.0.2.1', '198.51.100.1', '203.0.113.1', '198.18.0.1', '2001:db8::1']],
    ['many hosts at once', ['224.0.0.1', '239.1.1.1', '255.255.255.255', '240.0.0.1', 'ff02::1']],
    ['no address', ['', 'localhost', '127.1', '0x7f.1', '2130706433', '1.2.3.4.5', '[::1]', '8.8.8.8:443']],
  ])('%s', (_what, addresses) => expect(addresses.filter(isPublicAddress)).toEqual([]));

  it('any IPv4 address that is carried in an IPv6 one', () => {
    const prefixes = ['::ffff:', '::', '64:ff9b::', '::ffff:0:'];
    fc.assert(
      fc.property(fc.constantFrom(...prefixes), fc.ipV4(), (prefix, address) => !isPublicAddress(prefix + address)),
    );
  });
});
