import { EventEmitter } from 'node:events';
import { MessageChannel, type MessagePort } from 'node:worker_threads';

/**
 * Electron's MessagePortMain over a real message port of Node: Node-style events, messages wrapped in an event, nothing
 * delivered before `start()`, and only ports in the transfer list.
 */
export class FakeMessagePortMain extends EventEmitter {
  private readonly port: MessagePort;
  private started = false;

  constructor(port: MessagePort) {
    super();
    this.port = port;
    port.on('close', () => this.emit('close'));
  }
  start(): void {
    if (this.started) return;
    this.started = true;
    this.port.on('message', (data: unknown) => this.emit('message', { data, ports: [] }));
  }
  postMessage(message: unknown, transfer: FakeMessagePortMain[] = []): void {
    for (const item of transfer) {
      if (!(item instanceof FakeMessagePortMain)) throw new TypeError('only MessagePortMain can be transferred');
    }
    this.port.postMessage(message);
  }
  close(): void {
    this.port.close();
  }
  /** What arrives in a page when this port is sent there: a port of the web's kind. */
  transfer(): MessagePort {
    return this.port;
  }
}

/** Electron's MessageChannelMain. */
export class FakeMessageChannel {
  readonly port1: FakeMessagePortMain;
  readonly port2: FakeMessagePortMain;
  constructor() {
    const { port1, port2 } = new MessageChannel();
    this.port1 = new FakeMessagePortMain(port1);
    this.port2 = new FakeMessagePortMain(port2);
  }
}
