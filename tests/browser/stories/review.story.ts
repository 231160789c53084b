/** The review desk: a session is found by each of its filters, its log is proved and taken away, and what fails is said. */
import { readFile } from 'node:fs/promises';
import { afterAll, describe, expect } from 'vitest';
import type { Person } from '../harness/person';
import { until } from '../harness/until';
import { ConsolePage } from '../pages/console';
import { ReviewPage, words } from '../pages/review';
import { chapters, consoleWords, LUCIA, MARTA, OLGA, PICTURE_MS, startCall, type Call } from './stage';

const IVAN = { shown: 'Iván Ríos', topic: 'Printer' };

describe('the review desk', () => {
  let call: Call;
  let admin: Person;
  let review: ReviewPage;
  const chapter = chapters(() => call?.stage);
  afterAll(() => call?.stage.clear());

  const hold = async (moment: string): Promise<void> => {
    await call.stage.shoot(moment);
    expect(await call.stage.accessibility()).toEqual([]);
  };
  /** The list shows these, and no others. */
  const finds = async (...customers: string[]): Promise<void> => {
    await until(`the list is ${customers.join(', ')}`, async () => {
      const status = await admin.page.getByRole('status').first().textContent();
      return status === words.list.found(customers.length) && (await review.customers()).join() === customers.join();
    });
  };
  const findsNothing = async (): Promise<void> => {
    await admin.page.getByText(words.list.noMatch).waitFor();
  };
  const clear = () => admin.page.getByRole('search').getByRole('button', { name: words.list.clear }).click();

  chapter('a session that was helped and written up, and one to which nobody has come', async () => {
    call = await startCall('review', { scopes: ['view_screen'] });
    const { stage, console } = call;
    await until('the screen is on the supervisor’s page', () => call.supervisor.page.evaluate(() => harness.picture()), PICTURE_MS);
    for (const name of [consoleWords.tools.freeze, consoleWords.tools.snapshot]) expect(await console.button(name, true).count(), 'without consent no picture can be kept').toBe(0);
    await console.sendStep('Pull the plug of the router');
    await console.say(MARTA.first, 'Is the little lamp violet?');
    await call.phone.step('Pull the plug of the router').waitFor();
    await console.end();
    await console.writeUp('unresolved', 'A technician looks at the socket.');
    await console.toDesk();
    await console.newSession(IVAN.shown, IVAN.topic);
    await stage.cicerone.addUser(OLGA, 'admin');
    admin = await stage.invite('reviewer');
    review = new ReviewPage(admin);
    await new ConsolePage(admin).signIn(stage.cicerone.origin, OLGA.name, OLGA.password);
    await review.openList(stage.cicerone.origin);
    await finds(IVAN.shown, MARTA.shown);
  });

  chapter('words find a session by its name, its topic and what was written in it', async () => {
    for (const [text, found] of [['prin', IVAN.shown], ['ruiz internet', MARTA.shown], ['lamp violet', MARTA.shown], ['technician', MARTA.shown], ['plug', MARTA.shown]] as const) {
      await review.filter('search').fill(text);
      await finds(found);
    }
    await review.filter('search').fill('nobody wrote this');
    await findsNothing();
    await hold('no-match');
    await clear();
    await finds(IVAN.shown, MARTA.shown);
  });

  chapter('date, supervisor, disposition and state each narrow the list, and the address keeps them', async () => {
    const [yesterday, today, tomorrow] = await admin.page.evaluate(() =>
      [-1, 0, 1].map((days) => {
        const day = new Date();
        day.setDate(day.getDate() + days);
        return `${day.getFullYear()}-${String(day.getMonth() + 1).padStart(2, '0')}-${String(day.getDate()).padStart(2, '0')}`;
      }),
    ) as [string, string, string];
    await review.filter('from').fill(today);
    await review.filter('to').fill(today);
    await finds(IVAN.shown, MARTA.shown);
    await hold('filtered');
    await review.filter('to').fill('');
    await review.filter('from').fill(tomorrow);
    await findsNothing();
    await clear();
    await review.filter('to').fill(yesterday);
    await findsNothing();
    await clear();
    await review.filter('supervisor').selectOption({ label: OLGA.shown });
    await findsNothing();
    await review.filter('supervisor').selectOption({ label: LUCIA.shown });
    await finds(IVAN.shown, MARTA.shown);
    await review.filter('disposition').selectOption({ label: words.dispositions.resolved });
    await findsNothing();
    await review.filter('disposition').selectOption({ label: words.dispositions.unresolved });
    await finds(MARTA.shown);
    await clear();
    await review.filter('state').selectOption({ label: words.list.states.open });
    await finds(IVAN.shown);
    await review.filter('state').selectOption({ label: words.list.states.over });
    await finds(MARTA.shown);
    await admin.page.reload();
    await finds(MARTA.shown);
  });

  chapter('the log says how it was proved, and is saved as it is', async () => {
    const { page } = admin;
    await review.open(MARTA.shown);
    await review.badge.click();
    await page.getByRole('dialog', { name: words.proof.title }).waitFor();
    await hold('proof');
    await page.keyboard.press('Escape');
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: words.session.export }).first().click()]);
    const saved = await readFile(await download.path(), 'utf8');
    expect(download.suggestedFilename()).toBe(`cicerone-${call.invitation.session}.jsonl`);
    expect(saved).toBe(await call.stage.cicerone.exportLog(call.invitation.session));
    expect(await call.stage.cicerone.verdict(saved)).toBe('Intact');
  });

  chapter('a session that goes on is told from one that is over', async () => {
    const { page } = admin;
    await page.getByRole('link', { name: words.session.back }).first().click();
    await clear();
    await review.open(IVAN.shown);
    expect(await review.badge.textContent()).toContain(words.proof.words.truncated);
    await page.getByText(words.session.running).waitFor();
    await hold('running');
  });

  chapter('a server that is not reached is told of where its answer is missing, and asked again', async () => {
    const { page, watch } = admin;
    watch.expect(/Failed to load resource/);
    await page.route('**/api/review/sessions**', (route) => route.abort());
    await page.goto(`${call.stage.cicerone.origin}/review?q=ruiz`);
    const failed = page.getByRole('alert').filter({ hasText: words.list.failed });
    await failed.waitFor();
    await hold('list-failed');
    await page.unroute('**/api/review/sessions**');
    await failed.getByRole('button', { name: words.retry }).click();
    await finds(MARTA.shown);
    await page.goto(`${call.stage.cicerone.origin}/review?session=0192f000-0000-7000-8000-00000000000c`);
    await page.getByRole('alert').filter({ hasText: words.faults.not_found }).waitFor();
    await hold('no-such-session');
    expect(await call.stage.faults()).toEqual([]);
  });
});
