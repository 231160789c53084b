import { useComputed } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { containRect } from '../../shared/geometry';
import { Marks } from '../../shared/ink/Marks';
import type { Place } from '../../shared/ink/shapes';
import { RefreshCw } from '../../shared/ui/icons';
import type { FrameSize, Mark, StandingMark, StoredStill } from '../../shared/wire/wire';
import { text } from '../text';
import { faultText } from '../ui/FaultCard';
import { useReplay } from './context';
import { clearOf } from './line';
import type { Player } from './player';
import { PointerInk } from './PointerInk';
import { useSize } from './useSize';

/** Below this short side the words beside marks are drawn smaller, CSS px. */
const SMALL_PX = 300;

type Props = {
  readonly still: StoredStill | null;
  readonly size: FrameSize;
  readonly marks: readonly StandingMark[];
  readonly epoch: number;
  readonly player: Player;
  readonly alt: string;
  /** The last picture of somebody who is away must not look as if it were live. */
  readonly away: boolean;
  readonly children?: ComponentChildren;
};

/** A still in its ratio, with the marks and the pointer over it where they stood in the frame. */
export function Picture({ still, size, marks, epoch, player, alt, away, children }: Props) {
  const [box, boxSize] = useSize<HTMLDivElement>();
  const { rotation } = size;
  const frame = containRect(boxSize.value, size, rotation);
  const place = useComputed<Place>(() => ({ picture: containRect(boxSize.value, size, rotation), rotation }));
  const px = (n: number) => `${n}px`;
  return (
    <div ref={box} class={`picture${away ? ' away' : ''}${Math.min(frame.width, frame.height) < SMALL_PX ? ' small' : ''}`}>
      <div class="frame" style={{ left: px(frame.x), top: px(frame.y), width: px(frame.width), height: px(frame.height) }}>
        {still ? <Still still={still} alt={alt} rotation={rotation} /> : children}
      </div>
      <Marks marks={marks} place={{ picture: frame, rotation }} describe={describeMark} />
      <PointerInk player={player} place={place} epoch={epoch} />
    </div>
  );
}

function describeMark(mark: Mark): string {
  const { lines, marks } = text.value;
  const label = clearOf(mark.label);
  const said = lines['mark.drawn'](mark.n, marks[mark.shape.kind]);
  return label === null ? said : `${said}, ${label}`;
}

function Still({ still, alt, rotation }: { still: StoredStill; alt: string; rotation: number }) {
  const { stills } = useReplay();
  const t = text.value.stage;
  if (clearOf(still.sha256) === null) return <p class="unkept">{t.erased}</p>;
  const loaded = stills.get(still.still).value;
  switch (loaded.name) {
    case 'loading':
      return (
        <>
          <span class="skeleton" />
          <span class="unseen">{t.loading}</span>
        </>
      );
    case 'failed':
      return (
        <div class="unkept" role="alert">
          <p>{t.failed}</p>
          <p>{loaded.code === 'not_found' ? '' : faultText(loaded.code)}</p>
          <button type="button" class="button quiet" onClick={() => stills.again(still.still)}>
            <RefreshCw size={16} /> {text.value.retry}
          </button>
        </div>
      );
    case 'shown':
      return <img class={`turn-${rotation}`} src={loaded.url} alt={alt} draggable={false} />;
  }
}
