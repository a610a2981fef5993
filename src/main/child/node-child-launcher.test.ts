import { expect, it } from 'vitest';
import { childEnvironment, environmentForOthers } from './node-child-launcher.ts';

const mine = { PATH: '/bin', HOME: '/home/ada', DISPLAY: ':0', FAL_KEY: 'f', REPLICATE_API_TOKEN: 'r' };
const all = { ...mine, TELAR_PASSPHRASE: 'p', AWS_SECRET: 's', npm_config_password: 'q' };

it('our own programs get what they need, by name', () => {
  expect(childEnvironment(all)).toEqual({ PATH: '/bin', HOME: '/home/ada' });
});

it('other programs get all but secrets', () => {
  expect(environmentForOthers(all)).toEqual({ PATH: '/bin', HOME: '/home/ada', DISPLAY: ':0' });
});
