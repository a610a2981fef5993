import { describeConformance } from './conformance.ts';
import { connectOverPort, connectOverWeb } from './fixtures.ts';

describeConformance('a WebSocket of the web host', connectOverWeb);
describeConformance('a message port of the Electron host', connectOverPort);
