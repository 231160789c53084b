import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { text } from '../text';
import { useReplay } from './context';
import { Controls, type LaneView } from './Controls';
import { listen } from './keyboard';
import { Keys } from './Keys';
import { LogTable } from './LogTable';
import { Stage } from './Stage';
import { SummaryPanel } from './SummaryPanel';
import { Timeline } from './Timeline';
import { Transcript } from './Transcript';

/** Heights of the timeline, px: every lane at 290; less hides lanes behind its scroll bar. */
const HEIGHT = { least: 120, first: 290, most: 640, step: 20 } as const;

/** One moment, shown three ways: picture, transcript, lanes; and the whole in a summary. */
export function Replay() {
  const { player } = useReplay();
  const view = useSignal<LaneView>('lanes');
  const height = useSignal<number>(HEIGHT.first);
  const help = useSignal(false);
  const closer = useSignal(false);
  const replay = useRef<HTMLDivElement>(null);
  useEffect(() => listen(player, { help: () => (help.value = true), closer: () => (closer.value = !closer.peek()) }), [player]);
  const resize = (to: number) => {
    height.value = Math.round(Math.min(HEIGHT.most, Math.max(HEIGHT.least, to)));
  };
  return (
    <div ref={replay} class={closer.value ? 'replay closer' : 'replay'} style={{ '--timeline': `${height.value}px` }}>
      <Stage closer={closer.value} onCloser={() => (closer.value = !closer.peek())} />
      <Transcript />
      <Controls view={view.value} onView={(to) => (view.value = to)} />
      <div
        class="resizer"
        role="separator"
        tabIndex={0}
        aria-orientation="horizontal"
        aria-label={text.value.player.resize}
        title={text.value.player.resize}
        aria-valuemin={HEIGHT.least}
        aria-valuemax={HEIGHT.most}
        aria-valuenow={height.value}
        onKeyDown={(event) => {
          const by = { ArrowUp: HEIGHT.step, ArrowDown: -HEIGHT.step }[event.key];
          if (by === undefined) return;
          event.preventDefault();
          resize(height.peek() + by);
        }}
        onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
        onPointerMove={(event) => {
          const bottom = replay.current?.getBoundingClientRect().bottom ?? 0;
          if (event.currentTarget.hasPointerCapture(event.pointerId)) resize(bottom - event.clientY);
        }}
      />
      <section class="lanes-region" aria-label={text.value.timeline.label}>
        {view.value === 'lanes' ? <Timeline /> : <LogTable />}
      </section>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached by keys */}
      <aside tabIndex={0} aria-label={text.value.summary.title}>
        <h2>{text.value.summary.title}</h2>
        <SummaryPanel />
      </aside>
      {help.value && <Keys onClose={() => (help.value = false)} />}
    </div>
  );
}
