import { ArrowMark, Circle, Eraser, Hash, Image, MousePointer, Pencil, Play, Snowflake, Square, Type, Undo, type Icon } from '../../shared/ui/icons';
import type { Colour, SessionView } from '../../shared/wire/wire';
import { isCutOff } from '../model/away';
import type { Live } from '../model/live';
import { whyAtRest, whyNoCapture, type Rest } from '../model/rules';
import { TOOLS, type Tool } from '../model/tools/draft';
import { text, type Words } from '../text';
import { ColourShape } from './ColourShape';

const ICONS: Record<Tool, Icon> = { pointer: MousePointer, ring: Circle, arrow: ArrowMark, box: Square, freehand: Pencil, number: Hash, text: Type };
const LETTERS: Record<Tool, string> = { pointer: 'V', ring: 'O', arrow: 'A', box: 'B', freehand: 'D', number: 'N', text: 'T' };
const COLOURS: readonly Colour[] = ['one', 'two', 'three'];

/** Everything one can do on the picture. At rest while there is none, and it says why. */
export function Toolbar({ live, view }: { live: Live; view: SessionView }) {
  const { tools } = text.value;
  const why = whyAtRest(view, isCutOff(live));
  const rest = why !== null;
  const guard = (act: () => void) => () => rest || act();
  return (
    <div class="toolbar-place">
      {rest && view.state.name !== 'authorizing' && (
        <p id="tools-rest" class="tools-rest" role="status">
          {tools.resting(reason(why, view, text.value))}
        </p>
      )}
      <div class="toolbar" role="group" aria-label={tools.label} data-rest={rest || undefined}>
        <div class="tool-group">
          {TOOLS.map((tool) => (
            <ToolButton
              key={tool}
              icon={ICONS[tool]}
              name={tools[tool]}
              letter={LETTERS[tool]}
              pressed={!rest && live.tools.tool.value === tool}
              rest={rest}
              onPress={guard(() => live.tools.handleTool(tool))}
            />
          ))}
        </div>
        <div class="tool-group" role="group" aria-label={tools.colour}>
          {COLOURS.map((colour, i) => (
            <button
              key={colour}
              type="button"
              class="tool colour"
              aria-label={tools.colours[colour]}
              title={`${tools.colours[colour]} (${i + 1})`}
              aria-keyshortcuts={String(i + 1)}
              aria-pressed={live.tools.colour.value === colour}
              aria-disabled={rest}
              onClick={guard(() => live.tools.handleColour(colour))}
            >
              <ColourShape colour={colour} />
            </button>
          ))}
        </div>
        <div class="tool-group">
          <ToolButton icon={Undo} name={tools.undo} title={`${tools.undo} (Ctrl Z)`} rest={rest} onPress={guard(() => live.tools.handleUndo())} />
          <ToolButton icon={Eraser} name={tools.clear} rest={rest} onPress={guard(() => void live.tools.clear())} />
        </div>
        <Keep live={live} view={view} rest={rest} />
      </div>
    </div>
  );
}

function reason(why: Rest, { state }: SessionView, { tools, errors }: Words): string {
  if (why === 'cut_off' || why === 'stalled') return tools[why];
  return state.name === 'interrupted' ? tools.away : errors[why];
}

/** Freeze and snapshot: offered only where pictures may be kept. */
function Keep({ live, view, rest }: { live: Live; view: SessionView; rest: boolean }) {
  const { tools } = text.value;
  const press = () => rest || void live.toggleFreeze();
  const why = rest ? 'tools-rest' : undefined;
  if (view.picture.frozen)
    return (
      <div class="tool-group">
        <button type="button" class="tool wide" aria-keyshortcuts="F" aria-disabled={rest} aria-describedby={why} onClick={press}>
          <Play size={18} /> <b>{tools.unfreeze}</b> <kbd aria-hidden="true">F</kbd>
        </button>
      </div>
    );
  if (whyNoCapture(view)) return null;
  const asked = view.snapshot_wanted !== null;
  return (
    <div class="tool-group">
      <button type="button" class="tool wide may-shrink" title={`${tools.freeze} (F)`} aria-keyshortcuts="F" aria-busy={live.freezing.value} aria-disabled={rest} aria-describedby={why} onClick={press}>
        <Snowflake size={18} /> <b>{tools.freeze}</b> <kbd aria-hidden="true">F</kbd>
      </button>
      <ToolButton icon={Image} name={asked ? tools.snapshotWaiting : tools.snapshot} letter="P" rest={rest || asked} onPress={() => rest || asked || void live.snapshot()} />
    </div>
  );
}

type ButtonProps = {
  readonly icon: Icon;
  readonly name: string;
  readonly title?: string;
  readonly letter?: string;
  readonly pressed?: boolean;
  readonly rest: boolean;
  readonly onPress: () => void;
};

function ToolButton({ icon: Sign, name, title, letter, pressed, rest, onPress }: ButtonProps) {
  return (
    <button
      type="button"
      class="tool"
      aria-label={name}
      title={title ?? (letter ? `${name} (${letter})` : name)}
      aria-pressed={pressed}
      aria-disabled={rest}
      aria-describedby={rest ? 'tools-rest' : undefined}
      aria-keyshortcuts={letter}
      onClick={onPress}
    >
      <Sign size={20} />
      {letter && <kbd aria-hidden="true">{letter}</kbd>}
    </button>
  );
}
