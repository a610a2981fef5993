import { defineConfig } from '@playwright/test';

const chromium = process.env.TELAR_CHROMIUM;

/** Rendered in software and silent towards the network; no sandbox, because CI runs as root. */
const chromiumArgs = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export default defineConfig({
  outputDir: '.cache/telar/playwright',
  reporter: [['list'], ['json', { outputFile: process.env.TELAR_PLAYWRIGHT_REPORT ?? '.cache/telar/playwright.json' }]],
  workers: 1,
  retries: 0,
  forbidOnly: true,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  use: { trace: 'retain-on-failure', screenshot: 'only-on-failure' },
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
