import type { Rotation } from '../../shared/geometry';
import type { Live } from '../model/live';
import { text } from '../text';

/** A still on the stage: the frozen picture, or the customer's photo. */
export function StillPictureOn({ live, still, rotation }: { live: Live; still: string; rotation: Rotation }) {
  const picture = live.stills.picture(still).value;
  switch (picture.name) {
    case 'loading':
      return <p class="coming">{text.value.loading}</p>;
    case 'missing':
      return (
        <div class="coming">
          <p role="alert">{text.value.stills.missing}</p>
          <button type="button" class="button secondary" onClick={() => live.stills.retry(still)}>
            {text.value.tryAgain}
          </button>
        </div>
      );
    case 'there':
      return (
        <img
          class={`frame turn-${rotation}`}
          src={picture.url}
          alt=""
          draggable={false}
          onLoad={(event) => {
            const { naturalWidth: width, naturalHeight: height } = event.currentTarget;
            live.frame.value = { width, height };
          }}
        />
      );
  }
}
