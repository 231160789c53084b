import { useSignal, type ReadonlySignal, type Signal } from '@preact/signals';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { clock } from '../../shared/format';
import type { Point, Size } from '../../shared/geometry';
import { Marks } from '../../shared/ink/Marks';
import type { Place } from '../../shared/ink/shapes';
import { TransientInk } from '../../shared/ink/transient';
import type { SessionView } from '../../shared/wire/wire';
import { isCutOff } from '../model/away';
import type { Live } from '../model/live';
import { describeMark, nameOf } from '../model/names';
import { now } from '../model/now';
import { whatRests, whyAtRest } from '../model/rules';
import { text } from '../text';
import { Refusal } from '../ui/Refusal';
import { Aim } from './Aim';
import { LivePicture } from './LivePicture';
import type { Scene } from './scene';
import { StillPictureOn } from './StillPictureOn';
import { usePen } from './usePen';
import { Writing } from './Writing';
import type { Zoom } from './zoom';

type Props = {
  readonly live: Live;
  readonly view: SessionView;
  readonly scene: Scene & { readonly name: 'live' | 'still' };
  readonly zoom: Signal<Zoom>;
  readonly size: Signal<Size>;
  readonly frame: Size;
  readonly place: ReadonlySignal<Place>;
};

/** The picture with everything that lies on it, and the hand that draws. */
export function PictureBoard({ live, view, scene, zoom, size, frame, place }: Props) {
  const board = useRef<HTMLDivElement>(null);
  const svg = useRef<SVGSVGElement>(null);
  const panning = useSignal(false);
  const aim = useSignal<Point | null>(null);
  const rests = whyAtRest(view, isCutOff(live)) !== null;
  const { picture, rotation } = place.value;
  const tool = live.tools.tool.value;
  usePen({ live, board, place, zoom, size, frame, panning, aim });
  useLayoutEffect(() => {
    if (!svg.current) return;
    const ink = new TransientInk(svg.current, () => place.peek());
    live.tools.onTransient = (move) => ink.handleFrame(move);
    return () => {
      live.tools.onTransient = () => undefined;
      live.tools.handleCancel();
      ink.dispose();
    };
  }, [live]);
  // A picture that is gone has no size, and nothing can be drawn on it.
  useEffect(() => () => void (live.frame.value = null), [live]);
  const words = text.value;
  return (
    <div
      ref={board}
      class="board"
      data-tool={rests ? 'none' : tool}
      data-panning={panning.value || undefined}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- arrow keys aim on it
      tabIndex={0}
      role="application"
      aria-label={words.stage.label(nameOf(view, words))}
      aria-describedby="aim-help"
    >
      <p id="aim-help" class="unseen">
        {words.stage.aim}
      </p>
      <div
        class="picture"
        data-source={view.picture.source}
        data-stale={isStale(live, view) || undefined}
        style={{ left: `${picture.x}px`, top: `${picture.y}px`, width: `${picture.width}px`, height: `${picture.height}px` }}
      >
        {view.picture.source !== 'photo' && <LivePicture live={live} view={view} rotation={rotation} />}
        {scene.name === 'still' && <StillPictureOn live={live} still={scene.still} rotation={rotation} />}
        <Stale live={live} view={view} />
      </div>
      <Marks marks={view.marks} place={place.value} describe={(mark) => describeMark(mark, words)} />
      <div aria-hidden="true" class="ghosts">
        <Marks marks={[...live.tools.ghosts.value]} place={place.value} describe={() => ''} />
      </div>
      <svg class="overlay" ref={svg} aria-hidden="true" />
      <Aim aim={aim.value} place={place.value} />
      <Writing live={live} place={place.value} />
      <Refusal live={live} place="picture" />
    </div>
  );
}

function isStale(live: Live, view: SessionView): boolean {
  return view.picture.frozen === null && view.picture.source !== 'photo' && whatRests(view, isCutOff(live)).picture;
}

/** The last picture says that it is the last, and how old it is: it must never look live. */
function Stale({ live, view }: { live: Live; view: SessionView }) {
  const { states } = text.value;
  if (!isStale(live, view) || live.capture.lastFrame === null) return null;
  void now.value;
  return <p class="stale figures">{states.lastPicture(clock(performance.now() - live.capture.lastFrame))}</p>;
}
