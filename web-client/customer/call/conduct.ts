/** What follows from the session's state without anyone pressing anything. */
import { computed, effect, untracked } from '@preact/signals-core';
import { decodeTransient, isOfEpoch } from '../../shared/binary';
import { QUIET_MS, type CustomerSession } from '../session';
import { listenTo } from '../sound';
import { ring, stayAwake } from './alerts';
import type { Media } from './media';
import { currentInk, type Parts } from './parts';
import { text } from './text';

/** Begins to follow the session; ends by itself when that is over. */
export function conduct(session: CustomerSession, { media, stills }: Parts): void {
  const { socket, view } = session;
  const stops: (() => void)[] = [];
  const follow = (run: () => void | (() => void)) => stops.push(effect(run));
  const title = document.title;

  const isInCall = computed(() => typeof view.value?.active_t === 'number' && !session.isDone.value);
  follow(() => {
    if (!isInCall.value) return undefined;
    untracked(() => {
      forgetWhatWasOpen(session, media);
      media.peer.start();
    });
    return stayAwake();
  });
  follow(() => listenTo(isInCall.value ? media.peer.remote.value : null));

  // What the page says by itself goes past the session's notes: nobody pressed anything, so a refusal is nobody's trouble.
  // A new connection of the socket may mean a new server or a new network.
  let isFirst = true;
  follow(() => {
    if (socket.link.value.name !== 'open') return;
    if (!isFirst) media.peer.handleWelcome();
    isFirst = false;
    // A page that is being left says that it is hidden; the one that takes its place says what is true now.
    untracked(() => {
      if (view.value?.customer?.hidden !== document.hidden) void socket.do({ do: 'page', hidden: document.hidden });
    });
  });

  follow(() => {
    const isGone = isInCall.value && view.value?.media === 'stalled' && socket.link.value.name === 'open';
    if (!isGone) media.isStalled.value = false;
    const timer = setTimeout(() => {
      media.isStalled.value = isGone;
    }, QUIET_MS);
    return () => clearTimeout(timer);
  });

  const stateName = computed(() => view.value?.state.name);
  let before = stateName.peek();
  follow(() => {
    const now = stateName.value;
    if (now === 'authorizing' && before === 'asking') ring();
    before = now;
  });

  const newest = computed(() => view.value && (session.step.value?.n ?? 0));
  let known: number | null = null;
  follow(() => {
    const now = newest.value;
    if (now === null) return;
    // What stood there when the page came is not new, and neither is an older step once a later one was taken back.
    if (known !== null && now > known) {
      ring();
      document.title = text.peek().step.new;
    }
    known = Math.max(known ?? 0, now);
  });

  const see = () => {
    if (document.hidden) return;
    const step = session.step.peek();
    if (step?.state === 'sent') void socket.do({ do: 'step_seen', step: step.step });
    document.title = title;
  };
  follow(() => {
    if (newest.value) untracked(() => setTimeout(see, SEEN_MS));
  });
  const turn = () => {
    void socket.do({ do: 'page', hidden: document.hidden });
    see();
  };
  document.addEventListener('visibilitychange', turn);
  stops.push(() => document.removeEventListener('visibilitychange', turn));

  follow(() => {
    void view.value?.picture.epoch;
    currentInk()?.clear();
  });
  const marks = computed(() => view.value?.marks.length);
  follow(() => {
    void marks.value;
    currentInk()?.clear();
  });
  session.onBytes = (bytes) => {
    const frame = decodeTransient(bytes);
    const picture = view.peek()?.picture;
    if (frame && picture && isOfEpoch(frame, picture.epoch) && !session.isHidden.peek()) currentInk()?.handleFrame(frame);
  };
  session.onMessage = (message) => media.handleMessage(message);

  follow(() => {
    if (!session.isDone.value) return;
    // Not from within the effect that is being stopped.
    queueMicrotask(() => {
      for (const stop of stops) stop();
      media.close();
      stills.close();
      listenTo(null);
      document.title = title;
    });
  });
}

/** A step counts as seen once it has stood on a visible page this long, ms: shorter is a glance. */
const SEEN_MS = 600;

/** After a reload this page has no camera, screen or microphone any more, whatever the session last heard. */
function forgetWhatWasOpen(session: CustomerSession, media: Media): void {
  const view = session.view.peek();
  const source = view?.picture.source;
  if (media.asked || !view) return;
  if (source === 'screen' || source === 'camera') void session.do({ do: 'source', source: 'none', size: null, still: null });
  if (view.consent.hear && view.customer?.muted === false) void session.do({ do: 'mute', muted: true });
}
