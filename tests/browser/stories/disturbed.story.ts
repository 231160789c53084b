/** The console when something comes between: a newer tab, narrow windows, long cuts, another supervisor, a restart. */
import type { Page } from 'playwright-core';
import { afterAll, describe, expect } from 'vitest';
import { hold as keepBack } from '../harness/hold';
import { UPRIGHT, type Person } from '../harness/person';
import { Shot, type Fraction, type Spot } from '../harness/shot';
import { until } from '../harness/until';
import { sample } from '../harness/whole';
import type { ConsolePage } from '../pages/console';
import type { CustomerPage } from '../pages/customer';
import { chapters, consoleWords, customerWords, LUCIA, MARTA, OLGA, PICTURE_MS, startCall, type Stage } from './stage';

/** Where a still is fetched. */
const STILL = /\/stills\/[^?]+$/;

describe('the console, disturbed', () => {
  let stage: Stage;
  let [customer, supervisor]: [Person, Person] = [] as never;
  let phone: CustomerPage;
  let console: ConsolePage;
  let session: string;
  const chapter = chapters(() => stage);
  afterAll(() => stage?.clear());

  /** Holds this moment: everybody can use it, and it is kept as pictures. */
  const hold = async (moment: string): Promise<void> => {
    await stage.shoot(moment);
    expect(await stage.accessibility()).toEqual([]);
  };
  const picture = () => supervisor.page.evaluate(() => harness.picture());
  /** Where places of the picture lie on the supervisor's page, as its pixels show them. */
  const onPicture = async (...places: Fraction[]): Promise<[Spot, ...Spot[]]> => {
    const here = (await Shot.of(supervisor.page)).picture(UPRIGHT);
    return places.map((place) => here.at(place)) as [Spot, ...Spot[]];
  };
  const qualities = () => supervisor.page.locator('.measure').allTextContents();

  chapter('a call with a step, a mark and a picture that was frozen', async () => {
    const call = await startCall('disturbed');
    ({ stage, customer, supervisor, phone, console } = call);
    session = call.invitation.session;
    await stage.cicerone.addUser(OLGA, 'supervisor');
    await until('the screen is on the supervisor’s page', picture, PICTURE_MS);
    await console.sendStep('Open Settings');
    await console.take('box');
    await console.drag(...(await onPicture({ x: 0.2, y: 0.3 }, { x: 0.4, y: 0.4 })));
    await console.press('f');
    await phone.page.getByText(customerWords.stage.frozen(LUCIA.first)).waitFor();
    await console.still('freeze').waitFor();
    await console.press('f');
    await console.button(consoleWords.tools.freeze, true).waitFor();
  });

  chapter('a session that is open in a newer tab can be taken back', async () => {
    const tab = await supervisor.context.newPage();
    await tab.goto(supervisor.page.url());
    await console.heading(consoleWords.ended.replaced).waitFor();
    await hold('replaced');
    await supervisor.page.route(STILL, (route) => route.abort());
    await console.button(consoleWords.ended.takeBack, true).click();
    await tab.getByRole('heading', { name: consoleWords.ended.replaced }).waitFor();
    await tab.close();
    await until('the picture is back', picture, PICTURE_MS);
  });

  chapter('a still that could not be had says so, and comes when it is asked for again', async () => {
    supervisor.watch.expect(/net::ERR_FAILED.*\/stills\//);
    const dialog = supervisor.page.getByRole('dialog');
    await console.still('freeze').filter({ hasText: consoleWords.stills.notHere }).click();
    await dialog.getByText(consoleWords.stills.missing).waitFor();
    await hold('still-missing');
    await supervisor.page.unroute(STILL);
    await dialog.getByRole('button', { name: consoleWords.tryAgain }).click();
    await dialog.getByRole('img').waitFor();
    await console.press('Escape');
    await until('the others come by themselves', async () => (await supervisor.page.getByText(consoleWords.stills.notHere).count()) === 0);
  });

  chapter('on narrower windows the lists unfold one at a time, the guide becomes a sheet, and nothing is cut off', async () => {
    const { page } = supervisor;
    const fold = (name: string) => page.locator('.folds').getByRole('button', { name, exact: true });
    for (const [width, height] of sample([[800, 900], [1100, 800]])) {
      await page.setViewportSize({ width, height });
      await hold(`narrow-${width}`);
      expect(await cutControls(console)).toEqual([]);
      for (const list of ['marks', 'stills'] as const) {
        await fold(consoleWords.stage[list]).click();
        await page.getByRole('region', { name: new RegExp(`^${consoleWords[list === 'marks' ? 'marksList' : 'stills'].title}`) }).waitFor();
        await hold(`narrow-${width}-${list}`);
        expect(await cutControls(console)).toEqual([]);
        await fold(consoleWords.stage[list]).click();
      }
    }
    await page.setViewportSize({ width: 800, height: 900 });
    const sheet = page.getByRole('complementary', { name: consoleWords.stage.steps });
    expect(await sheet.isVisible()).toBe(false);
    await fold(consoleWords.stage.steps).click();
    await sheet.waitFor();
    await hold('narrow-800-sheet');
    await sheet.getByRole('button', { name: consoleWords.close }).click();
    await sheet.waitFor({ state: 'hidden' });
    await usesFingers(page);
    await hold('narrow-800-fingers');
    const sizes = await page.locator('.toolbar button').evaluateAll((tools) => tools.map((tool) => tool.getBoundingClientRect()).map(({ width, height }) => Math.min(width, height)));
    expect(Math.min(...sizes)).toBeGreaterThanOrEqual(44);
    await usesFingers(page, false);
    await page.setViewportSize({ width: 1440, height: 900 });
  });

  chapter('a long cut says what to try; who took over meanwhile is told of; and an absent customer leaves what they shared paused', async () => {
    for (const { watch } of [customer, supervisor]) watch.expect(/WebSocket connection to .* failed|Failed to load resource/);
    const corners = await onPicture({ x: 0.3, y: 0.3 }, { x: 0.6, y: 0.5 });
    for (const { kind } of [customer, supervisor]) stage.forwarder.cut(kind);
    await supervisor.page.getByText(consoleWords.states.longAway).waitFor({ timeout: 30_000 });
    expect(await qualities()).toEqual(expect.not.arrayContaining([expect.stringMatching(/\d ms/)]));
    expect(await console.chips.locator('.ok').allTextContents()).toEqual([` ${consoleWords.top.stills}`]);
    await supervisor.page.getByText(consoleWords.tools.resting(consoleWords.tools.cut_off)).waitFor();
    expect(await console.button(consoleWords.tools.freeze, true).getAttribute('aria-disabled')).toBe('true');
    await console.press('b');
    await console.drag(...corners);
    await console.press('f', 'p');
    expect(await supervisor.page.locator('.ghosts [data-mark]').count()).toBe(0);
    await hold('long-away');
    await takeOver(stage.cicerone.origin, session);
    stage.forwarder.heal('supervisor');
    await supervisor.page.getByText(consoleWords.errors.not_yours).waitFor();
    await hold('taken-over');
    // Who has just taken over has some seconds to open their page; until then the press is refused in words and can be tried again.
    const back = supervisor.page.getByText(consoleWords.states.customerAway(MARTA.shown)).first();
    await until('the session is taken back', async () => {
      if (await back.isVisible()) return true;
      const again = console.button(consoleWords.desk.takeOver, true);
      if (await again.isVisible()) await again.click({ timeout: 1_000 }).catch(() => undefined);
      return false;
    }, PICTURE_MS);
    await until('this side is measured again', async () => /\d ms/.test((await qualities())[0] ?? ''));
    expect((await qualities())[1]).not.toMatch(/\d ms/);
    await console.chip(consoleWords.top.pictureRests).waitFor();
    await console.chip(consoleWords.top.voiceRests).waitFor();
    await hold('customer-away');
    stage.forwarder.heal('customer');
    await console.chip(consoleWords.top.sees.screen).waitFor({ timeout: 20_000 });
    expect(await console.button(consoleWords.tools.freeze, true).getAttribute('aria-disabled')).toBe('false');
  });

  chapter('a server that restarts says so, and the call goes on', async () => {
    await stage.cicerone.stop();
    await supervisor.page.getByText(consoleWords.states.restarting).waitFor();
    await hold('restarting');
    await stage.cicerone.start();
    await console.chip(consoleWords.top.sees.screen).waitFor({ timeout: 20_000 });
    await until('the picture is back', picture, PICTURE_MS);
  });

  chapter('a question whether to end goes when the customer has left', async () => {
    await console.press('e');
    await supervisor.page.getByRole('dialog', { name: consoleWords.end.title(MARTA.shown) }).waitFor();
    await hold('end');
    await phone.leave();
    await console.heading(consoleWords.wrapUp.title).waitFor();
    await supervisor.page.getByRole('dialog').waitFor({ state: 'detached' });
    await console.writeUp('resolved', 'It works.');
  });

  chapter('who can’t be signed out at the server is told so, and stays out once it has worked', async () => {
    const { page } = supervisor;
    await console.toDesk();
    const asked = await keepBack(page, /\/api\/auth\/refresh$/);
    await page.reload();
    await until('its shape is seen', () => page.locator('.starting-page .skeleton').first().evaluate((block) => getComputedStyle(block).opacity === '1'));
    await hold('starting');
    await asked.release();
    await console.heading(consoleWords.desk.title).waitFor();
    await page.route('**/api/auth/logout', (route) => route.abort());
    await console.button(consoleWords.rail.settings, true).click();
    await console.button(consoleWords.settings.signOut, true).click();
    await page.getByText(consoleWords.settings.stillIn).waitFor();
    await hold('still-signed-in');
    await page.unroute('**/api/auth/logout');
    await console.button(consoleWords.settings.signOut, true).click();
    await console.heading(consoleWords.signIn.title).waitFor();
    await page.route('**/api/auth/refresh', (route) => route.abort());
    await page.reload();
    await page.getByText(consoleWords.signIn.offline).waitFor();
    await hold('offline');
    await page.unroute('**/api/auth/refresh');
    await console.heading(consoleWords.signIn.title).waitFor();
    expect(await stage.faults()).toEqual([]);
  });
});

/** Tells a desktop's page that it is worked with fingers, as a tablet tells it, or with a mouse again. */
async function usesFingers(page: Page, enabled = true): Promise<void> {
  const screen = await page.context().newCDPSession(page);
  await screen.send('Emulation.setTouchEmulationEnabled', { enabled });
  expect(await page.evaluate(() => matchMedia('(pointer: coarse)').matches)).toBe(enabled);
  if (!enabled) await screen.detach();
}

/** Controls that are drawn and lie outside the window. */
async function cutControls({ page }: ConsolePage): Promise<string[]> {
  return page.locator('.top button, .stage-header button, .toolbar button').evaluateAll((buttons) =>
    buttons.flatMap((button) => {
      const { left, right, top, bottom, width } = button.getBoundingClientRect();
      const isCut = width > 0 && (left < 0 || top < 0 || right > innerWidth || bottom > innerHeight);
      return isCut ? [button.getAttribute('aria-label') ?? button.textContent ?? ''] : [];
    }),
  );
}

/** Another supervisor takes the session, from somewhere else. */
async function takeOver(origin: string, session: string): Promise<void> {
  const post = (path: string, json: unknown, token = ''): Promise<Response> =>
    fetch(`${origin}${path}`, { method: 'POST', headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` }, body: JSON.stringify(json) });
  const signedIn = (await (await post('/api/auth/login', { name: OLGA.name, password: OLGA.password })).json()) as { access_token: string };
  expect((await post(`/api/sessions/${session}/take-over`, {}, signedIn.access_token)).ok).toBe(true);
}
