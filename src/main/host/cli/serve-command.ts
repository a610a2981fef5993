import { spawn } from 'node:child_process';
import { environmentForOthers } from '../../child/index.ts';
import { resolveDataFolder } from '../../platform/index.ts';
import { startWebHost } from '../server/index.ts';
import { exitCodes } from './exit-codes.ts';
import { rendererFolder, startLocalCore } from './local-core.ts';
import type { Output } from './output.ts';
import { parsePort } from './parse-port.ts';

export interface ServeFlags {
  port?: string;
  open?: boolean;
  outputDir?: string;
  allowPath?: string[];
}

/** `telar serve [FILE]`: the studio in a browser, until Ctrl+C. */
export async function serveCommand(file: string | undefined, flags: ServeFlags, output: Output): Promise<number> {
  const port = parsePort(flags.port);
  const core = await startLocalCore({ host: 'web', outputDir: flags.outputDir, allowedFolders: flags.allowPath });
  try {
    if (file !== undefined) await core.openDocument(file);
    const host = await startWebHost({
      core,
      rendererFolder,
      home: resolveDataFolder(),
      ...(port === undefined ? {} : { port }),
    });
    const stopped = stopSignal();
    if (host.notice !== null) output.note(host.notice);
    output.line({ url: host.url });
    output.text(`Telar runs at ${host.url}\nThe link works once; stop with Ctrl+C.`);
    if (flags.open === true) openBrowser(host.url, output);
    await stopped;
    await host.close();
    return exitCodes.done;
  } finally {
    await core.close();
  }
}

function stopSignal(): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<undefined>();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve(undefined));
  return promise;
}

/** Opens the default browser where there is a display; elsewhere the printed address is all there is to give. */
function openBrowser(url: string, output: Output): void {
  const hasDisplay =
    process.platform !== 'linux' || process.env.DISPLAY !== undefined || process.env.WAYLAND_DISPLAY !== undefined;
  if (!hasDisplay) {
    output.note('There is no display here: open the address above in a browser on this machine.');
    return;
  }
  const commands = { darwin: ['open', url], win32: ['rundll32', 'url.dll,FileProtocolHandler', url] } as const;
  const [command, ...args] =
    process.platform === 'darwin' || process.platform === 'win32' ? commands[process.platform] : ['xdg-open', url];
  const child = spawn(command, args, { stdio: 'ignore', detached: true, env: environmentForOthers(process.env) });
  child.on('error', (error) =>
    output.note(`The browser did not open (${error.message}): open the address above by hand.`),
  );
  child.unref();
}
