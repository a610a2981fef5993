export * from './guarded-fetch.ts';
export * from './home-fetch.ts';
export * from './redirects.ts';
export { AddressRefusedError } from './address-refused.ts';
