import type { ComponentChildren } from 'preact';
import { clock } from '../../shared/format';
import { CurtainDrawn, DoorOpen, EyeOff, Image, Maximize, Pause, PhoneOff, Snowflake, WifiOff, X, type Icon } from '../../shared/ui/icons';
import type { PictureScene, Scene } from '../model/scene';
import { text } from '../text';
import { useReplay } from './context';
import { keepFocus } from './EntryRow';
import { clearOf } from './line';
import { Picture } from './Picture';

/** What the supervisor saw at this moment, or why there was nothing to see. */
export function Stage({ closer, onCloser }: { closer: boolean; onCloser: () => void }) {
  const { player } = useReplay();
  const t = text.value.stage;
  const look = closer ? t.back : t.closer;
  return (
    <section class="stage" aria-label={t.label}>
      <Board scene={player.scene.value} />
      <button type="button" class="closer-button" title={look} aria-label={look} onMouseDown={keepFocus} onClick={onCloser}>
        {closer ? <X size={18} /> : <Maximize size={18} />}
      </button>
    </section>
  );
}

function Board({ scene }: { scene: Scene }) {
  const { player } = useReplay();
  const t = text.value.stage;
  switch (scene.name) {
    case 'before':
      return (
        <Notice icon={DoorOpen} title={t.before[scene.state]}>
          {t.beforeHelp}
        </Notice>
      );
    case 'curtain':
      return <Curtain since={scene.since} />;
    case 'held':
      return (
        <Notice icon={Pause} title={t.held}>
          {t.heldHelp}
        </Notice>
      );
    case 'over':
      return (
        <Notice icon={PhoneOff} title={t.over}>
          {scene.reason && t.overBy[scene.reason]}
        </Notice>
      );
    case 'nothing':
      return (
        <Notice icon={EyeOff} title={t.nothing}>
          {t.nothingHelp}
        </Notice>
      );
    case 'unkept': {
      const { size, marks, epoch } = scene;
      return (
        <>
          <p class="stage-chips">
            <span class="chip">
              <Image size={16} /> {t.unkept}
            </span>
          </p>
          <Picture still={null} size={size ?? { width: 9, height: 16, rotation: 0 }} marks={marks} epoch={epoch} player={player} alt={t.unkept} away={false}>
            <p class="unkept">{t.unkeptHelp}</p>
          </Picture>
        </>
      );
    }
    case 'picture':
      return <Shown scene={scene} />;
  }
}

function Shown({ scene }: { scene: PictureScene }) {
  const { player } = useReplay();
  const t = text.value.stage;
  const { still, fits, source, marks, epoch, away, media } = scene;
  const time = clock(still.stored_t);
  const frozen = fits === 'seen' && source !== 'photo';
  const told = fits === 'near' ? t.still(time) : frozen ? t.frozen(time) : t.photo(time);
  const noVideo = away === null && fits === 'near' && media !== 'live' ? t.noVideo[media] : null;
  return (
    <>
      <p class="stage-chips">
        <span class="chip">
          {frozen ? <Snowflake size={16} /> : <Image size={16} />} {told}
        </span>
        {away !== null && (
          <span class="chip warn">
            <WifiOff size={16} /> {t.away[away]}
          </span>
        )}
        {noVideo !== null && <span class="chip warn">{noVideo}</span>}
      </p>
      <Picture still={still} size={still.size} marks={marks} epoch={epoch} player={player} alt={t.alt(text.value.sources[source], time)} away={away !== null} />
    </>
  );
}

/** Never a picture: both sides saw a curtain, and so does who reviews. */
function Curtain({ since }: { since: number }) {
  const { player } = useReplay();
  const t = text.value.stage;
  const name = clearOf(player.reading.facts.customer) ?? text.value.customer;
  return (
    <div class="curtain">
      <span class="curtain-sign">
        <CurtainDrawn size={32} />
      </span>
      <h2>{t.curtain}</h2>
      <p>{t.curtainHelp(name)}</p>
      <p class="figures">{clock(player.second.value * 1_000 - since)}</p>
    </div>
  );
}

function Notice({ icon: Sign, title, children }: { icon: Icon; title: string; children: ComponentChildren }) {
  return (
    <div class="notice">
      <Sign size={32} />
      <h2>{title}</h2>
      <p>{children}</p>
    </div>
  );
}
