import { BlockList, isIP } from 'node:net';

/** Ranges of IPv4 that belong to no host of the public internet (IANA special-purpose registry, RFC 6890 and later). */
const special4 = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/3',
];

/** All of IPv6 that is handed out to hosts; what carries an IPv4 address (mapped, compatible, NAT64) lies outside. */
const global6 = ['2000::/3'];
/** Inside of that: protocol assignments with Teredo, documentation, 6to4. */
const special6 = ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20'];

const [blocked4, allowed6, blocked6] = [listOf(special4, 'ipv4'), listOf(global6, 'ipv6'), listOf(special6, 'ipv6')];

/** Whether an IP address, as the system writes it, is that of a host on the public internet. */
export function isPublicAddress(address: string): boolean {
  switch (isIP(address)) {
    case 4:
      return !blocked4.check(address, 'ipv4');
    case 6:
      // A zone (`%eth0`) belongs to link-local addresses only.
      return !address.includes('%') && allowed6.check(address, 'ipv6') && !blocked6.check(address, 'ipv6');
    default:
      return false;
  }
}

function listOf(subnets: readonly string[], family: 'ipv4' | 'ipv6'): BlockList {
  const list = new BlockList();
  for (const subnet of subnets) {
    const [address = '', bits] = subnet.split('/');
    list.addSubnet(address, Number(bits), family);
  }
  return list;
}
