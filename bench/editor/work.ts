import type { CDPSession } from '@playwright/test';
import { median, rounded } from '../diffusion/figures.ts';
import type { Gauge } from './gauge.ts';

/** How the page bears a run: each change of a cell comes as an event of the core. */
export async function measureRun({ page, cdp, cpuSeconds }: Gauge, seconds: number): Promise<Record<string, number>> {
  let [messages, changes] = [0, 0];
  await cdp.send('Network.enable');
  cdp.on('Network.webSocketFrameReceived', ({ response: { payloadData } }) => {
    messages += 1;
    if (payloadData.includes('run.cellsChanged')) changes += payloadData.split('"key"').length - 1;
  });
  await page.locator('[data-action="rehearse"]').first().click();
  await page.locator('[data-action="cancel"]').waitFor();
  const [startMessages, startChanges, startCpu] = [messages, changes, await cpuSeconds()];
  const { tasks, frames } = await page.evaluate(async (ms) => {
    const tasks: number[] = [];
    const observer = new PerformanceObserver((list) => tasks.push(...list.getEntries().map((entry) => entry.duration)));
    observer.observe({ entryTypes: ['longtask'] });
    const frames: number[] = [];
    const start = performance.now();
    let last = start;
    while (last - start < ms) {
      const now = await new Promise<number>((done) => requestAnimationFrame(done));
      frames.push(now - last);
      last = now;
    }
    observer.disconnect();
    return { tasks, frames };
  }, seconds * 1_000);
  const cpu = (await cpuSeconds()) - startCpu;
  return {
    messagesPerSecond: rounded((messages - startMessages) / seconds),
    changesPerSecond: rounded((changes - startChanges) / seconds),
    cpuShare: rounded(cpu / seconds, 3),
    longTasks: tasks.length,
    longTasksOver100Ms: tasks.filter((ms) => ms > 100).length,
    longestTaskMs: Math.round(Math.max(0, ...tasks)),
    // A frame of more than two turns of a 60 Hz screen.
    droppedFramesShare: rounded(frames.filter((ms) => ms > 34).length / frames.length, 3),
  };
}

/** From a key in a prompt to the screen, and from leaving the field to the plan of the changed document in the window. */
export async function measureTyping({ page, cdp, cpuSeconds }: Gauge, cell: string): Promise<Record<string, number>> {
  // By keyboard: in a large matrix the cell is only drawn.
  await page.locator(`[data-cell="${cell}"]`).first().focus();
  await page.keyboard.press('Enter');
  const field = page.locator('[data-parameter="prompt"] textarea').first();
  await field.focus();
  await page.evaluate(() => {
    const seen: number[] = [];
    Object.assign(window, { keyTimes: seen });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) if (entry.name === 'keydown') seen.push(entry.duration);
    }).observe({ type: 'event', durationThreshold: 16 } as PerformanceObserverInit);
  });
  const keys = 15;
  const before = await cpuSeconds();
  for (let key = 0; key < keys; key++) await page.keyboard.press('x');
  await page.evaluate(() => new Promise((done) => setTimeout(done, 300)));
  const keyCpuMs = (((await cpuSeconds()) - before) * 1_000) / keys;
  const keyTimes = await page.evaluate(() => (window as unknown as { keyTimes: number[] }).keyTimes);
  await field.blur();

  const plan = await watchPlans(cdp);
  const plans: number[] = [];
  for (let round = 0; round < 5; round++) {
    await field.fill(`q${round} {{unit.vars.scene}}`);
    const arrived = plan.next();
    await field.blur();
    plans.push(await arrived);
  }
  // The browser reports only what took two frames or more; what it does not report took less.
  const keyMs = [...keyTimes, ...Array.from({ length: keys - Math.min(keys, keyTimes.length) }, () => 16)];
  return { keyToScreenMs: median(keyMs), keyCpuMs: rounded(keyCpuMs), planAfterEditMs: Math.round(median(plans)) };
}

/** Follows the messages of the page: milliseconds from an edit that is sent to the plan that tells what it changed. */
async function watchPlans(cdp: CDPSession): Promise<{ next(): Promise<number> }> {
  let sentAt = 0;
  let asked: string | null = null;
  let arrived = Promise.withResolvers<number>();
  await cdp.send('Network.enable');
  cdp.on('Network.webSocketFrameSent', ({ timestamp, response }) => {
    const [, id = '', procedure = ''] = /^\{"i":"(\w+)","p":\{"u":"([^"]+)"/.exec(response.payloadData) ?? [];
    if (procedure === '/matrix/edit') sentAt = timestamp;
    if (procedure === '/plan/changes' && sentAt > 0) asked = id;
  });
  cdp.on('Network.webSocketFrameReceived', ({ timestamp, response }) => {
    if (asked === null || !response.payloadData.startsWith(`{"i":"${asked}"`)) return;
    arrived.resolve((timestamp - sentAt) * 1_000);
    asked = null;
  });
  return {
    next() {
      sentAt = 0;
      arrived = Promise.withResolvers<number>();
      return arrived.promise;
    },
  };
}
