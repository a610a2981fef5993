import { lookup as systemLookup, type LookupAddress } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { buildConnector } from 'undici';
import { AddressRefusedError } from './address-refused.ts';
import { isPublicAddress } from './public-address.ts';

/** What a connector knows of the network; tests bring their own names and their own idea of what is public. */
export interface Network {
  /** Resolves names, like `dns.lookup` with `all`. */
  lookup: (name: string, callback: (error: Error | null, addresses: readonly LookupAddress[]) => void) => void;
  isPublic: (address: string) => boolean;
  /** The one port of public hosts. */
  port: number;
  /** Certificates to trust beside those of the system. */
  ca: string | undefined;
}

export const internet: Network = {
  lookup: (name, callback) => systemLookup(name, { all: true }, callback),
  isPublic: isPublicAddress,
  port: 443,
  ca: undefined,
};

/**
 * Connects to public addresses only. The rule stands in the look-up of the socket itself: there is no second look-up
 * between the check and the connection whose answer might differ. Fails with AddressRefusedError before a packet is sent.
 */
export function guardedConnector({ lookup, isPublic, ca }: Network): buildConnector.connector {
  const checked: LookupFunction = (name, options, callback) => {
    lookup(name, (error, addresses) => {
      if (error !== null) return callback(error, []);
      const good = addresses.filter((each) => isPublic(each.address));
      const [first] = good;
      if (first === undefined) return callback(refused(name, addresses), []);
      return options.all === true ? callback(null, good) : callback(null, first.address, first.family);
    });
  };
  const connect = buildConnector({ allowH2: false, lookup: checked, ...(ca === undefined ? {} : { ca }) });
  return (options, callback) => {
    // An address that is written out is not looked up.
    if (isIP(options.hostname) !== 0 && !isPublic(options.hostname)) {
      return callback(refused(options.hostname, []), null);
    }
    connect(options, (error, socket) => {
      if (error !== null) return callback(error, null);
      const { remoteAddress = '' } = socket;
      if (isPublic(remoteAddress)) return callback(null, socket);
      socket.destroy();
      callback(refused(options.hostname, [{ address: remoteAddress, family: 0 }]), null);
    });
  };
}

function refused(host: string, addresses: readonly LookupAddress[]): AddressRefusedError {
  const list = addresses.map(({ address }) => address).join(', ');
  return new AddressRefusedError(host, list === '' ? 'private address' : `private address ${list}`);
}
