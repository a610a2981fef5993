/** A request that was not sent, because Telar does not go to that address. */
export class AddressRefusedError extends Error {
  readonly code = 'ERR_ADDRESS_REFUSED';
  /** As a browser would show it: international names in punycode. */
  readonly host: string;
  /** A few words without a full stop. */
  readonly reason: string;

  constructor(host: string, reason: string) {
    super(`${host}: ${reason}`);
    this.name = 'AddressRefusedError';
    this.host = host;
    this.reason = reason;
  }
}

/** The refusal among the causes of an error; null when there is none. */
export function refusalIn(error: unknown): AddressRefusedError | null {
  for (let each = error; each instanceof Error; each = each.cause) {
    if (each instanceof AddressRefusedError) return each;
  }
  return null;
}

/** The refusal of an address that is not https. */
export function notHttps({ host, protocol }: URL): AddressRefusedError {
  return new AddressRefusedError(host, `${protocol.slice(0, -1)} instead of https`);
}
