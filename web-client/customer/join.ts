/**
 * Takes over the join form, which stands ready in the page's HTML: the two groups of digits, the press that may have come before this script
 * did, and faults in words.
 */
import { firstName, initials } from '../shared/format';
import { newId } from '../shared/ids';
import { post, type Fault } from '../shared/request';
import type { InvitationChecked, Join, Joined } from '../shared/wire/wire';
import { abilities } from './abilities';
import { digitsOf, GROUP, invitationOf, isTyped } from './invitation';
import { language, text } from './text';

const root = document.documentElement;
/** The language that the HTML came in; `show` has the page say another one soon. */
export const written = root.lang;
/** An element that the page's HTML has for certain. */
export const byId = <E extends HTMLElement>(id: string) => document.getElementById(id) as E;

/** The name of who waits, once the link was checked. */
let expected: string | null = null;
let fault: Fault | 'incomplete' | null = null;

/** Makes the form work. `token` is that of the link, or empty; `onPress` runs within the press, `onJoined` once the customer is at the door. */
export function startJoin(token: string, onPress: () => void, onJoined: (joined: Joined) => void): void {
  const form = document.forms[0];
  const groups = [byId<HTMLInputElement>('first'), byId<HTMLInputElement>('last')] as const;
  if (!form) return;

  if (isTyped(token)) {
    groups[0].value = token;
    delete root.dataset['invite'];
    root.dataset['pressed'] = '';
  }
  groups.forEach((input, i) => takeDigits(input, groups[i - 1] ?? null, groups[i + 1] ?? null));

  /** The same for every press: one whose answer was lost is then no second one. */
  const participant = newId();
  /** The link, for as long as it is what the form asks in with. */
  const link = () => (root.dataset['invite'] ? token : '');
  const press = async () => {
    onPress();
    const invitation = invitationOf(link(), groups.map((input) => input.value).join(''));
    if (!invitation) {
      say('incomplete');
      (groups[0].value.length < GROUP ? groups[0] : groups[1]).focus();
      return;
    }
    busy(form, true);
    const request: Join = { invitation, participant, language: language.peek(), abilities: abilities() };
    const result = await post<Joined>('/api/join', request);
    busy(form, false);
    if (result.ok) return onJoined(result.value);
    say(result.code);
  };
  form.onsubmit = (event) => {
    event.preventDefault();
    if (form.ariaBusy !== 'true') void press();
  };

  root.dataset['ready'] = '';
  void greet(link());
  if (root.dataset['pressed'] !== undefined) void press();
}

/** Says who waits behind a link, without using it up. */
async function greet(token: string): Promise<void> {
  const invitation = invitationOf(token, '');
  if (!invitation) return;
  const checked = await post<InvitationChecked>('/api/join/check', invitation);
  if (checked.ok) {
    expected = checked.value.supervisor;
    retell();
  } else if (checked.code !== 'offline') {
    say(checked.code);
  }
}

/** Says again what depends on more than the language, which `call/languages.ts` switches. */
export function retell(): void {
  const t = text.peek();
  if (expected !== null) {
    byId('title').textContent = t.join.titleOf(expected);
    root.querySelector('.avatar')?.replaceChildren(initials(expected));
    byId('expected').textContent = t.join.byLinkOf(firstName(expected));
  }
  const faults: Record<string, string> = t.join.faults;
  byId('fault').textContent = fault === null ? '' : (faults[fault] ?? t.join.faults.other);
}

function say(code: Fault | 'incomplete'): void {
  // A link that doesn't work leaves the code.
  if (code.startsWith('invite')) delete root.dataset['invite'];
  fault = code;
  retell();
}

function busy(form: HTMLFormElement, on: boolean): void {
  fault = null;
  form.ariaBusy = String(on);
  retell();
}

/** Digits alone; a full group leads to the next, an empty one back, and a pasted code fills both. */
function takeDigits(input: HTMLInputElement, before: HTMLInputElement | null, after: HTMLInputElement | null): void {
  input.removeAttribute('maxlength');
  const take = () => {
    const digits = digitsOf(input.value);
    input.value = digits.slice(0, GROUP);
    if (digits.length < GROUP || !after) return;
    if (digits.length > GROUP) after.value = digits.slice(GROUP);
    if (document.activeElement === input) after.focus();
  };
  input.oninput = take;
  input.onkeydown = (event) => {
    if (event.key === 'Backspace' && input.value === '') before?.focus();
  };
  if (input.value !== '') take();
}
