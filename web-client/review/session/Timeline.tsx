import { effect, useSignal, type ReadonlySignal } from '@preact/signals';
import type { RefObject } from 'preact';
import { useEffect, useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import { clock } from '../../shared/format';
import { ZoomIn, ZoomOut } from '../../shared/ui/icons';
import { mostDelay } from '../model/network';
import { ticks } from '../model/runs';
import { language, text } from '../text';
import { useReplay } from './context';
import { Lanes } from './Lanes';
import { lineOf, plain } from './line';
import { useSize } from './useSize';

/** Each step of the zoom doubles; at the last, five hours have a second every 3 px. */
const ZOOMS = [1, 2, 4, 8, 16, 32, 64] as const;
/** Least distance of two times on the scale, px. */
const TICK_PX = 84;
/** How near to the edge the playhead may come before the lanes move along, px. */
const EDGE_PX = 32;

/** The lanes, and the playhead that runs through them. */
export function Timeline() {
  const { player } = useReplay();
  const { end, lanes } = player.reading;
  const t = text.value.timeline;
  const [port, size] = useSize<HTMLDivElement>();
  const zoom = useSignal(0);
  const width = size.value.width * (ZOOMS[zoom.value] ?? 1);
  const drawn = useMemo(() => <Lanes lanes={lanes} end={end} width={width} />, [lanes, width, language.value]);
  useFollow(port, width);
  const names = [t.lanes.steps, t.lanes.marks, t.lanes.chat, t.lanes.network, t.lanes.stops, t.lanes.source];
  return (
    <div class="timeline">
      <div class="lane-names">
        <Zoom zoom={zoom.value} onZoom={(to) => (zoom.value = to)} />
        {names.map((name, i) => (
          <p key={name}>
            {name}
            {i === 3 && <Delay />}
          </p>
        ))}
      </div>
      <div ref={port} class="port" tabIndex={-1}>
        <div class="tape" style={{ width: `${width}px` }} {...scrubbing(player.seek.bind(player), end)}>
          <div class="scale figures" aria-hidden="true">
            {ticks(end, width, TICK_PX).map((at) => (
              <span key={at} class="tick" style={{ left: `${(at / Math.max(1, end)) * 100}%` }}>
                {clock(at)}
              </span>
            ))}
          </div>
          {drawn}
          <Playhead width={width} />
        </div>
      </div>
    </div>
  );
}

function Delay() {
  const { network } = useReplay().player.reading.lanes;
  const most = mostDelay(network);
  return most === 0 ? null : <small>{text.value.timeline.delay(most)}</small>;
}

function Zoom({ zoom, onZoom }: { zoom: number; onZoom: (zoom: number) => void }) {
  const t = text.value.player;
  const last = ZOOMS.length - 1;
  return (
    <div class="zoom">
      <button type="button" title={t.zoomOut} aria-label={t.zoomOut} aria-disabled={zoom === 0} onClick={() => onZoom(Math.max(0, zoom - 1))}>
        <ZoomOut size={18} />
      </button>
      <button type="button" title={t.zoomIn} aria-label={t.zoomIn} aria-disabled={zoom === last} onClick={() => onZoom(Math.min(last, zoom + 1))}>
        <ZoomIn size={18} />
      </button>
    </div>
  );
}

/** A press anywhere goes there, a drag goes along. */
function scrubbing(seek: (t: number) => void, end: number) {
  const to = (event: PointerEvent) => {
    const { left, width } = (event.currentTarget as HTMLElement).getBoundingClientRect();
    seek(((event.clientX - left) / Math.max(1, width)) * end);
  };
  return {
    onPointerDown: (event: PointerEvent) => {
      if (event.button !== 0) return;
      (event.currentTarget as HTMLElement).setPointerCapture(event.pointerId);
      to(event);
    },
    onPointerMove: (event: PointerEvent) => {
      if ((event.currentTarget as HTMLElement).hasPointerCapture(event.pointerId)) to(event);
    },
  };
}

function Playhead({ width }: { width: number }) {
  const { player } = useReplay();
  const { end, entries, facts } = player.reading;
  const head = useRef<HTMLDivElement>(null);
  const second = player.second.value;
  const entry = entries[player.entry.value];
  const line = entry ? plain(lineOf(entry.event, entry.lasted, { words: text.value, language: language.value, facts }), text.value) : '';
  useEffect(
    () =>
      effect(() => {
        head.current?.style.setProperty('transform', `translateX(${(player.t.value / Math.max(1, end)) * width}px)`);
      }),
    [player, width],
  );
  const keys = (event: KeyboardEvent) => {
    const to = { Home: 0, End: end, PageUp: player.t.peek() + 60_000, PageDown: player.t.peek() - 60_000, ArrowUp: player.t.peek() + 5_000, ArrowDown: player.t.peek() - 5_000 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    player.seek(to);
  };
  const t = text.value.timeline;
  const side = second * 1_000 > end * 0.95 ? 'left' : second * 1_000 < end * 0.03 ? 'right' : '';
  return (
    <div
      ref={head}
      class={`playhead ${side}`}
      role="slider"
      tabIndex={0}
      aria-label={t.label}
      aria-valuemin={0}
      aria-valuemax={Math.floor(end / 1_000)}
      aria-valuenow={second}
      aria-valuetext={t.at(clock(second * 1_000), clock(end), line)}
      onKeyDown={keys}
    >
      <span class="playhead-time figures">{clock(second * 1_000)}</span>
    </div>
  );
}

/** Keeps the playhead in sight: in the middle when the zoom changes, by a step when it runs out of the port. */
function useFollow(port: RefObject<HTMLDivElement | null>, width: number): void {
  const { player } = useReplay();
  const place = (t: number) => (t / Math.max(1, player.reading.end)) * width;
  useLayoutEffect(() => {
    const view = port.current;
    if (view) view.scrollLeft = place(player.t.peek()) - view.clientWidth / 2;
  }, [width]);
  useEffect(() => follow(player.t, port, place), [player, width]);
}

function follow(t: ReadonlySignal<number>, port: RefObject<HTMLDivElement | null>, place: (t: number) => number): () => void {
  return effect(() => {
    const at = place(t.value);
    const view = port.current;
    if (!view || view.scrollWidth <= view.clientWidth) return;
    if (at < view.scrollLeft + EDGE_PX || at > view.scrollLeft + view.clientWidth - EDGE_PX) view.scrollLeft = at - view.clientWidth * 0.2;
  });
}
