import { chromium, type Browser, type CDPSession, type Page } from '@playwright/test';
import { rounded } from '../diffusion/figures.ts';

/** A page under measurement. */
export interface Gauge {
  page: Page;
  cdp: CDPSession;
  /** Seconds that the main thread has worked so far. Under load of other programs this can be trusted, time cannot. */
  cpuSeconds: () => Promise<number>;
}

/** Milliseconds of main-thread work per frame, and times between frames. */
export interface Frames {
  cpuMs: number;
  p50Ms: number;
  p95Ms: number;
}

export const windowSize = { width: 1_400, height: 900 };

/** A browser that renders in software, as wherever this runs there may be no graphics card. */
export function launch(): Promise<Browser> {
  const executablePath = process.env.TELAR_CHROMIUM;
  const args = ['--no-sandbox', '--disable-gpu', '--enable-precise-memory-info'];
  return chromium.launch({ args, ...(executablePath === undefined ? {} : { executablePath }) });
}

/** Opens a page. Answers also how long it took until `selector` was painted, and the main thread's work for it. */
export async function openPage(
  browser: Browser,
  url: string,
  selector: string,
): Promise<Gauge & { firstPaint: { ms: number; cpuMs: number } }> {
  const context = await browser.newContext({ viewport: windowSize });
  const page = await context.newPage();
  const cdp = await context.newCDPSession(page);
  // Time that the thread ran, not time that passed: other programs take turns with it.
  await cdp.send('Performance.enable', { timeDomain: 'threadTicks' });
  const gauge = { page, cdp, cpuSeconds: () => metric(cdp, 'TaskDuration') };
  const before = await gauge.cpuSeconds();
  await page.goto(url, { waitUntil: 'commit' });
  const ms = await page.evaluate(
    (wanted) =>
      new Promise<number>((done) => {
        function look(): void {
          if (document.querySelector(wanted) === null) requestAnimationFrame(look);
          else requestAnimationFrame(() => setTimeout(() => done(performance.now())));
        }
        look();
      }),
    selector,
  );
  const cpuMs = ((await gauge.cpuSeconds()) - before) * 1_000;
  return { ...gauge, firstPaint: { ms: Math.round(ms), cpuMs: Math.round(cpuMs) } };
}

async function metric(cdp: CDPSession, wanted: string): Promise<number> {
  const { metrics } = await cdp.send('Performance.getMetrics');
  return metrics.find(({ name }) => name === wanted)?.value ?? Number.NaN;
}

/** Memory of the page's scripts after a collection, in MiB. */
export async function heapMiB({ cdp }: Gauge): Promise<number> {
  await cdp.send('HeapProfiler.collectGarbage');
  return rounded((await metric(cdp, 'JSHeapUsedSize')) / 2 ** 20);
}

/** Drags the pane or turns the wheel over its middle once a frame, as a hand would. */
export async function measureFrames(
  gauge: Gauge,
  gesture: 'pan' | 'zoom-in' | 'zoom-out',
  frames = 60,
): Promise<Frames> {
  const before = await gauge.cpuSeconds();
  const times = await gauge.page.evaluate(
    async ({ gesture, frames }) => {
      const pane = document.querySelector('.react-flow__pane');
      if (pane === null) throw new Error('the page has no graph');
      const { left, top, width, height } = pane.getBoundingClientRect();
      const at = {
        clientX: left + width / 2,
        clientY: top + height / 2,
        bubbles: true,
        cancelable: true,
        view: window,
      };
      const frame = (): Promise<number> => new Promise((done) => requestAnimationFrame(done));
      const times: number[] = [];
      if (gesture === 'pan') pane.dispatchEvent(new MouseEvent('mousedown', { ...at, button: 0, buttons: 1 }));
      let last = await frame();
      for (let index = 0; index < frames; index++) {
        // There and back, so that the view ends where it was.
        const away = 8 * Math.min(index, frames - index);
        if (gesture === 'pan') {
          const moved = { ...at, clientX: at.clientX + away, clientY: at.clientY + away / 2, buttons: 1 };
          window.dispatchEvent(new MouseEvent('mousemove', moved));
        } else {
          pane.dispatchEvent(new WheelEvent('wheel', { ...at, deltaY: gesture === 'zoom-in' ? -50 : 50 }));
        }
        const now = await frame();
        times.push(now - last);
        last = now;
      }
      if (gesture === 'pan') window.dispatchEvent(new MouseEvent('mouseup', at));
      return times;
    },
    { gesture, frames },
  );
  const cpuMs = ((await gauge.cpuSeconds()) - before) * 1_000;
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number): number => rounded(sorted[Math.floor((sorted.length - 1) * share)] ?? Number.NaN);
  return { cpuMs: rounded(cpuMs / frames, 2), p50Ms: at(0.5), p95Ms: at(0.95) };
}

/** Pixels per flow unit. */
export function scaleOf({ page }: Gauge): Promise<number> {
  return page
    .locator('.react-flow__viewport')
    .evaluate((viewport) => new DOMMatrix(getComputedStyle(viewport).transform).a);
}

/** Turns the wheel until the view has this scale. */
export async function zoomTo({ page }: Gauge, wanted: number): Promise<void> {
  await page.evaluate(async (wanted) => {
    const pane = document.querySelector('.react-flow__pane');
    const viewport = document.querySelector('.react-flow__viewport');
    if (pane === null || viewport === null) throw new Error('the page has no graph');
    const { left, top, width, height } = pane.getBoundingClientRect();
    const scale = (): number => new DOMMatrix(getComputedStyle(viewport).transform).a;
    for (let turn = 0; turn < 200; turn++) {
      // A turn of 500 is a factor of two.
      const turns = Math.log2(wanted / scale());
      if (Math.abs(turns) < 0.01) return;
      const deltaY = -Math.max(-200, Math.min(200, turns * 500));
      const at = {
        clientX: left + width / 2,
        clientY: top + height / 2,
        bubbles: true,
        cancelable: true,
        view: window,
      };
      pane.dispatchEvent(new WheelEvent('wheel', { ...at, deltaY }));
      await new Promise((done) => requestAnimationFrame(done));
    }
    throw new Error(`the view stays at ${scale()} instead of ${wanted}`);
  }, wanted);
  await page.evaluate(() => new Promise((done) => setTimeout(done, 400)));
}
