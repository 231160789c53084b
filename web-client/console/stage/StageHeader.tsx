import type { Signal } from '@preact/signals';
import type { JSX } from 'preact';
import { firstName } from '../../shared/format';
import type { Rotation, Size } from '../../shared/geometry';
import { grade } from '../../shared/quality';
import { Camera, EyeOff, Image, ListChecks, Maximize, MonitorUp, Pencil, Snowflake, ZoomIn, ZoomOut, type Icon } from '../../shared/ui/icons';
import { SignalBars } from '../../shared/ui/SignalBars';
import type { Quality, SessionView, Source } from '../../shared/wire/wire';
import type { Live } from '../model/live';
import { nameOf } from '../model/names';
import { stepsOpen, unfolded, zoomWish } from '../model/ui-state';
import { text } from '../text';
import { fitScale, type Zoom } from './zoom';

const SOURCES: Record<Source, Icon> = { none: EyeOff, screen: MonitorUp, camera: Camera, photo: Image };

type Props = {
  readonly live: Live;
  readonly view: SessionView;
  readonly zoom: Signal<Zoom>;
  readonly size: Signal<Size>;
  readonly frame: Size;
  readonly rotation: Rotation;
  readonly shown: boolean;
};

/** What is seen, how well both sides are connected, and how large it is. */
export function StageHeader({ live, view, zoom, size, frame, rotation, shown }: Props) {
  const { stage } = text.value;
  const SourceIcon = SOURCES[view.picture.source];
  const frozen = view.picture.frozen !== null;
  return (
    <div class="stage-header">
      <p class="source">
        <SourceIcon size={18} /> <b>{stage.sources[view.picture.source]}</b>
        {shown && frozen && (
          <span class="chip info small">
            <Snowflake size={16} /> {stage.frozen}
          </span>
        )}
      </p>
      <FoldButtons />
      <div class="qualities">
        <Measure name={stage.you} quality={live.ours.value} />
        <Measure name={firstName(nameOf(view, text.value))} quality={live.theirs.value} rate />
      </div>
      <div class="zoom" role="group">
        <span class="figures percent" aria-live="off">
          {stage.zoom(Math.round((zoom.value.scale ?? fitScale(size.value, frame, rotation)) * devicePixelRatio * 100))}
        </span>
        <ZoomButton to="out" name={stage.zoomOut} keys="-" sign={<ZoomOut size={18} />} />
        <ZoomButton to="in" name={stage.zoomIn} keys="+" sign={<ZoomIn size={18} />} />
        <ZoomButton to="actual" name={stage.actual} keys="9" sign={<b class="one-to-one">1:1</b>} />
        <ZoomButton to="fit" name={stage.fit} keys="0" sign={<Maximize size={18} />} />
      </div>
    </div>
  );
}

function ZoomButton({ to, name, keys, sign }: { to: 'in' | 'out' | 'fit' | 'actual'; name: string; keys: string; sign: JSX.Element }) {
  return (
    <button type="button" class="button icon-only small" aria-label={name} title={name} aria-keyshortcuts={keys} onClick={() => (zoomWish.value = { to })}>
      {sign}
    </button>
  );
}

/** Where the window has no room for the lists beside the picture, they unfold one at a time. */
function FoldButtons() {
  const { stage } = text.value;
  const toggle = (list: 'marks' | 'stills') => () => (unfolded.value = unfolded.value === list ? null : list);
  return (
    <div class="folds">
      <button type="button" class="button quiet" title={stage.marks} aria-expanded={unfolded.value === 'marks'} onClick={toggle('marks')}>
        <Pencil size={16} /> <span class="word">{stage.marks}</span>
      </button>
      <button type="button" class="button quiet" title={stage.stills} aria-expanded={unfolded.value === 'stills'} onClick={toggle('stills')}>
        <Image size={16} /> <span class="word">{stage.stills}</span>
      </button>
      <button type="button" class="button quiet fold-steps" title={stage.steps} aria-expanded={stepsOpen.value} onClick={() => (stepsOpen.value = !stepsOpen.value)}>
        <ListChecks size={16} /> <span class="word">{stage.steps}</span>
      </button>
    </div>
  );
}

function Measure({ name, quality, rate = false }: { name: string; quality: Quality | null; rate?: boolean }) {
  const words = text.value;
  const how = quality && grade(quality);
  return (
    <p class={`measure ${how ?? 'unknown'}`}>
      <b>{name}</b> <SignalBars grade={how ?? 'poor'} />
      <span class="unseen">{how ? words.quality[how] : words.stage.unknown}</span>
      {quality && <span class="figures">{rate ? words.stage.measureFull(quality.rtt_ms, words.stage.rate(quality.up_kbps)) : words.stage.measure(quality.rtt_ms)}</span>}
    </p>
  );
}
