// What a reader and a writer meet in a real browser. Usage: node browser.mjs ORIGIN SITE_FOLDER
import { chromium } from 'playwright-core';
import fs from 'node:fs';
import path from 'node:path';

const [origin, site] = process.argv.slice(2);
const browser = await chromium.launch({
  executablePath: process.env.CHROME || '/usr/bin/chromium',
  args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
    '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});
let passed = 0;
const failed = [];

async function test(name, options, run) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const foreign = [];
  page.on('request', (r) => { if (!r.url().startsWith(origin) && !r.url().startsWith('data:')) foreign.push(r.url()); });
  try {
    await run(page);
    if (foreign.length) throw new Error(`requests to other hosts: ${foreign.join(' ')}`);
    passed += 1;
    console.log(`ok   ${name}`);
  } catch (error) {
    failed.push(name);
    console.log(`FAIL ${name}\n     ${String(error.message || error).split('\n').slice(0, 3).join('\n     ')}`);
  }
  await context.close();
}

function assert(condition, message) { if (!condition) throw new Error(message); }

async function firstArticle(page) {
  await page.goto(`${origin}/`);
  const href = await page.locator('main h2 a, main h1 a, main h3 a').first().getAttribute('href');
  await page.goto(origin + href);
}

const phone = { viewport: { width: 360, height: 740 } };
const desktop = { viewport: { width: 1280, height: 900 } };

await test('a reader without JavaScript gets from the digest to an article and its sources', { ...desktop, javaScriptEnabled: false }, async (page) => {
  await firstArticle(page);
  const marker = page.locator('.cite a[role=doc-biblioref]').first();
  const target = await marker.getAttribute('href');
  await marker.click();
  assert(new URL(page.url()).hash === target, `the marker leads to ${page.url()}`);
  const source = page.locator(`[id="${target.slice(1)}"]`);
  assert(await source.isVisible(), 'the source is not visible');
  const back = source.locator('a[role=doc-backlink]').first();
  await back.click();
  assert(new URL(page.url()).hash.startsWith('#cite-'), 'the back-link does not lead back');
});

await test('a card opens on hover and on focus, and stays inside the window', desktop, async (page) => {
  await firstArticle(page);
  const cite = page.locator('.cite').first();
  const card = cite.locator('.cite-card');
  assert(!(await card.isVisible()), 'the card is open before anyone asked');
  await cite.locator('a').first().hover();
  await card.waitFor({ state: 'visible' });
  const box = await card.boundingBox();
  assert(box.x >= 0 && box.x + box.width <= 1280, `the card leaves the window: ${JSON.stringify(box)}`);
  await page.mouse.move(0, 0);
  await cite.locator('a[role=doc-biblioref]').first().focus();
  await card.waitFor({ state: 'visible' });
});

await test('every card fits a phone', phone, async (page) => {
  await firstArticle(page);
  const markers = page.locator('.cite a[role=doc-biblioref]');
  const many = Math.min(await markers.count(), 8);
  for (let i = 0; i < many; i += 1) {
    await markers.nth(i).focus();
    const box = await page.locator('.cite:focus-within .cite-card').first().boundingBox();
    assert(box && box.x >= 0 && box.x + box.width <= 361, `card ${i}: ${JSON.stringify(box)}`);
  }
});

for (const [name, size] of [['phone', phone], ['desktop', desktop]]) {
  await test(`no page scrolls sideways on a ${name}`, size, async (page) => {
    await page.goto(`${origin}/`);
    const links = await page.locator('header a, main a, footer a').evaluateAll((all) => all.map((a) => a.getAttribute('href')));
    const own = [...new Set(links.filter((l) => l && l.startsWith('/') && !/\.(xml|txt|json)$/.test(l)))].slice(0, 25);
    for (const link of own) {
      await page.goto(origin + link);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      assert(wide <= 0, `${link} is ${wide} px too wide`);
    }
  });
}

await test('dark mode is dark', { ...desktop, colorScheme: 'dark' }, async (page) => {
  await page.goto(`${origin}/`);
  const colour = await page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor + getComputedStyle(document.body).backgroundColor);
  const brightest = Math.max(...(colour.match(/\d+(\.\d+)?/g) || ['255']).map(Number).filter((n) => n > 1));
  assert(brightest < 80, `the background is ${colour}`);
});

await test('in print the sources stay and the navigation goes', desktop, async (page) => {
  await firstArticle(page);
  await page.emulateMedia({ media: 'print' });
  assert(await page.locator('[role=doc-bibliography]').first().isVisible(), 'no sources in print');
  assert(!(await page.locator('header nav').first().isVisible()), 'navigation in print');
});

await test('a save appears in the open page by itself', desktop, async (page) => {
  await firstArticle(page);
  const file = articleFile(await page.locator('h1').first().innerText());
  fs.appendFileSync(file, '\nA sentence that was just written.\n');
  await page.getByText('A sentence that was just written.').waitFor({ timeout: 30000 });
});

await test('a mistake is shown over the last good page and clears itself', desktop, async (page) => {
  await firstArticle(page);
  const title = await page.locator('h1').first().innerText();
  const file = articleFile(title);
  const good = fs.readFileSync(file, 'utf8');
  fs.writeFileSync(file, good.replace(/^title:/m, 'tilte:'));
  await page.getByText('unknown key').first().waitFor({ timeout: 30000 });
  assert(await page.locator('h1').first().innerText() === title, 'the last good page is gone');
  fs.writeFileSync(file, good);
  await page.getByText('unknown key').first().waitFor({ state: 'hidden', timeout: 30000 });
});

function articleFile(title) {
  const all = fs.readdirSync(path.join(site, 'content/articles'), { recursive: true }).filter((f) => f.endsWith('.md'));
  const letters = (text) => text.replace(/[^\p{L}\p{N}]/gu, '');
  const found = all.map((f) => path.join(site, 'content/articles', f))
    .find((f) => letters(fs.readFileSync(f, 'utf8').split('\n').find((l) => l.startsWith('title:')) || '') === `title${letters(title)}`);
  assert(found, `no file has the title ${title}`);
  return found;
}

await browser.close();
console.log(`${passed} passed, ${failed.length} failed`);
process.exit(failed.length ? 1 : 0);
