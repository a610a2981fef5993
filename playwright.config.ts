import { defineConfig } from '@playwright/test';

const chromium = process.env.TELAR_CHROMIUM;

/**
 * What a browser has beside the page. Its address bar alone is three pages of its own in every new window, and they cost more
 * than the studio; the renderer that it keeps in reserve is never used. Of two such flags Chromium hears the last, so those
 * of Playwright's own list that concern a page of this machine are named again.
 */
const unusedFeatures = [
  'WebUIOmniboxPopup',
  'WebUIOmniboxAimPopup',
  'WebUIOmniboxFullPopup',
  'SpareRendererForSitePerProcess',
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsUpgrades',
  'HttpsFirstBalancedModeAutoEnable',
  'LensOverlay',
  'MediaRouter',
  'PaintHolding',
  'ThirdPartyStoragePartitioning',
  'AvoidCorsURLLoaderRestartOnRedirect',
  'OptimizationHints',
  'NetworkTimeServiceQuerying',
  'AimEnabled',
  'PreconnectToSearch',
];

/** Rendered in software and silent towards the network; no sandbox, because CI runs as root. */
const chromiumArgs = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  `--disable-features=${unusedFeatures.join(',')}`,
];

export default defineConfig({
  // Otherwise the declarations that stand for csv-parse in shared code would be loaded in its place.
  tsconfig: './tsconfig.base.json',
  outputDir: '.cache/telar/playwright',
  reporter: [['list'], ['json', { outputFile: process.env.TELAR_PLAYWRIGHT_REPORT ?? '.cache/telar/playwright.json' }]],
  workers: 2,
  retries: 0,
  forbidOnly: true,
  timeout: 240_000,
  expect: { timeout: 30_000 },
  use: {
    // A trace of every test costs a sixth of the time: TELAR_TRACE=1 asks for it.
    trace: process.env.TELAR_TRACE === '1' ? 'retain-on-failure' : 'off',
    screenshot: 'only-on-failure',
    // Nothing to wait for while dialogs slide in; who has asked for less motion gets the same program.
    contextOptions: { reducedMotion: 'reduce' },
  },
  projects: [
    {
      name: 'web',
      testDir: 'tests/e2e',
      use: {
        viewport: { width: 1400, height: 900 },
        launchOptions: { args: chromiumArgs, ...(chromium ? { executablePath: chromium } : {}) },
      },
    },
    { name: 'electron', testDir: 'tests/electron' },
  ],
});
