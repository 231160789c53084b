/**
 * Pointing and drawing. Own ink is seen at once as a ghost; the durable event takes its place. Everything here speaks in
 * fractions of the frame: where that lies on the page is the stage's to know.
 */
import { batch, computed, signal, type ReadonlySignal } from '@preact/signals';
import { encodeTransient, type Transient, type TransientKind } from '../../../shared/binary';
import { stillOf } from '../../../shared/fold';
import type { Point, Size } from '../../../shared/geometry';
import type { Outcome } from '../../../shared/socket';
import type { Anchor, Colour, Envelope, FrameSize, Shape, StandingMark } from '../../../shared/wire/wire';
import { isCutOff } from '../away';
import type { Context } from '../context';
import { whyAtRest } from '../rules';
import { begin, extend, nextNumber, shapeOf, type Draft, type Tool } from './draft';
import { Pace } from './pace';

/** Pointer moves a second that are sent, at most. */
const PER_SECOND = 60;

/** A mark that this page drew and whose event has not come yet. */
type Ghost = { readonly dseq: number; readonly shape: Shape; readonly colour: Colour; readonly label: string | null; readonly anchor: Anchor };

/** Words that are being typed for a place on the picture. */
export type Writing = { readonly at: Point };

export class Tools {
  readonly #context: Context;
  readonly #tool = signal<Tool>('pointer');
  readonly #colour = signal<Colour>('one');
  readonly #draft = signal<Draft | null>(null);
  readonly #ghosts = signal<readonly Ghost[]>([]);
  readonly #writing = signal<Writing | null>(null);
  readonly #pace: Pace<Transient>;
  /** Words for the next mark. */
  readonly words = signal('');
  #own: string[] = [];
  /** Marks that were taken away, also before their event says so: the same one is not taken twice. */
  readonly #leaving = new Set<string>();
  /** Commands of own marks that were taken back before their event: each goes as soon as it has a name. */
  readonly #unwanted = new Set<number>();
  #seq = 0;
  #pointing = false;
  /** Draws this page's own pointer and running stroke; the stage sets it. */
  onTransient: (frame: Transient) => void = () => undefined;
  /** A mark was sent. */
  onMark: () => void = () => undefined;

  constructor(context: Context) {
    this.#context = context;
    this.#pace = new Pace(1000 / PER_SECOND, (frame) => context.socket.sendBytes(encodeTransient(frame)));
  }

  get tool(): ReadonlySignal<Tool> {
    return this.#tool;
  }

  get colour(): ReadonlySignal<Colour> {
    return this.#colour;
  }

  get writing(): ReadonlySignal<Writing | null> {
    return this.#writing;
  }

  /** What this page is drawing, and has drawn without an answer yet, in the form of marks. */
  readonly ghosts: ReadonlySignal<readonly StandingMark[]> = computed(() => {
    const next = this.#context.socket.view.value?.next_mark ?? 1;
    const draft = this.#draftMark(next + this.#ghosts.value.length);
    return [...this.#ghosts.value.map((ghost, i) => asMark(ghost, next + i)), ...(draft ? [draft] : [])];
  });

  handleTool(tool: Tool): void {
    this.handleCancel();
    this.#tool.value = tool;
  }

  handleColour(colour: Colour): void {
    this.#colour.value = colour;
  }

  /** The pointer moves over the picture without a button pressed. */
  handleHover(at: Point): void {
    if (this.#tool.peek() === 'pointer' && !this.#rests()) this.#send('pointer', at);
  }

  /** The pen comes down. */
  handleDown(at: Point): void {
    const tool = this.#tool.peek();
    if (this.#rests()) return;
    if (tool === 'pointer') return this.#send('pointer', at);
    batch(() => {
      this.#writing.value = null;
      this.#draft.value = begin(tool, at);
    });
    this.#send(tool === 'freehand' ? 'stroke' : 'pointer', at);
  }

  /** The pen moves while it is down. */
  handleDrag(at: Point): void {
    const draft = this.#draft.peek();
    if (!draft) return this.handleHover(at);
    if (this.#rests()) return;
    this.#draft.value = extend(draft, at);
    this.#send(draft.tool === 'freehand' ? 'stroke' : 'pointer', at);
  }

  /** The pen is lifted. */
  handleUp(): void {
    const draft = this.#draft.peek();
    if (!draft) return;
    const last = draft.points.at(-1);
    this.handleLeave();
    if (draft.tool === 'text') {
      this.#draft.value = null;
      if (last) this.#writing.value = { at: last };
      return;
    }
    const size = this.#size();
    const shape = size && !this.#rests() && shapeOf(draft, size, this.#nextNumber());
    const words = this.words.peek().trim() || null;
    batch(() => {
      this.#draft.value = null;
      if (!shape) return;
      this.#mark(shape, words);
      this.words.value = '';
    });
  }

  /** The pointer leaves the picture. */
  handleLeave(): void {
    if (!this.#pointing) return;
    this.#pace.drop();
    this.#send('end', { x: 0, y: 0 });
    this.#pace.flush();
    this.#pointing = false;
  }

  /** Gives up what is being drawn. */
  handleCancel(): void {
    this.handleLeave();
    batch(() => {
      this.#draft.value = null;
      this.#writing.value = null;
    });
  }

  /** The words for a place are written. While the tools rest they stay in their field. */
  handleWords(words: string): void {
    const writing = this.#writing.peek();
    const label = words.trim();
    if (this.#rests()) return;
    this.#writing.value = null;
    if (writing && label) this.#mark({ kind: 'text', at: writing.at }, label);
  }

  /**
   * Takes this page's last mark away, also one that is still on its way; or the newest where it has none left: a page that
   * was loaded anew remembers none.
   */
  handleUndo(): void {
    const ghost = this.#ghosts.peek().at(-1);
    if (ghost) {
      this.#unwanted.add(ghost.dseq);
      return this.#forget(ghost.dseq);
    }
    const marks = (this.#context.socket.view.peek()?.marks ?? []).map(({ mark }) => mark).filter((mark) => !this.#leaving.has(mark));
    const mark = this.#own.findLast((own) => marks.includes(own)) ?? marks.at(-1);
    if (mark) void this.remove(mark);
  }

  async remove(mark: string): Promise<void> {
    this.#leaving.add(mark);
    const outcome = await this.#context.socket.do({ do: 'unmark', mark });
    // Gone for good otherwise: its event may come after the answer.
    if (!outcome.ok) this.#leaving.delete(mark);
    this.#context.refusals.handle('marks', outcome);
  }

  async clear(): Promise<void> {
    this.#context.refusals.handle('marks', await this.#context.socket.do({ do: 'clear' }));
  }

  /** Own marks come back as events that cite this page and the command's number. */
  handleEvents(events: readonly Envelope[]): void {
    for (const event of events) {
      if (event.type === 'media.source' || event.type === 'media.frozen' || event.type === 'media.unfrozen') this.handleCancel();
      if (event.type !== 'mark.drawn' || event.cause?.tab !== this.#context.socket.tab) continue;
      const { mark } = event.data.mark;
      this.#own.push(mark);
      this.#forget(event.cause.dseq);
      if (this.#unwanted.delete(event.cause.dseq)) void this.remove(mark);
    }
  }

  #draftMark(n: number): StandingMark | null {
    const draft = this.#draft.value;
    const anchor = draft && this.#anchor();
    const shape = draft && anchor && shapeOf(draft, anchor.size, this.#nextNumber());
    return shape ? asMark({ dseq: 0, shape, colour: this.#colour.value, label: null, anchor }, n) : null;
  }

  #mark(shape: Shape, label: string | null): void {
    const anchor = this.#anchor();
    if (!anchor) return;
    const colour = this.#colour.peek();
    const done = this.#context.socket.do({ do: 'mark', shape, colour, label, anchor });
    const { dseq } = this.#context.socket;
    this.#ghosts.value = [...this.#ghosts.peek(), { dseq, shape, colour, label, anchor }];
    this.onMark();
    void this.#settle(dseq, done);
  }

  async #settle(dseq: number, done: Promise<Outcome>): Promise<void> {
    const outcome = await done;
    this.#forget(dseq);
    this.#context.refusals.handle('picture', outcome);
  }

  #forget(dseq: number): void {
    this.#ghosts.value = this.#ghosts.peek().filter((ghost) => ghost.dseq !== dseq);
  }

  #nextNumber(): number {
    const marks = this.#context.socket.view.peek()?.marks.filter(({ mark, faded }) => !faded && !this.#leaving.has(mark)) ?? [];
    return nextNumber([...marks, ...this.#ghosts.peek()].map((mark) => mark.shape));
  }

  #anchor(): Anchor | null {
    const picture = this.#context.socket.view.peek()?.picture;
    const size = this.#size();
    return picture && size ? { epoch: picture.epoch, still: stillOf(picture), size } : null;
  }

  /** The frame as it is seen here; a video's own size is truer than what was announced. */
  #size(): FrameSize | null {
    const seen: Size | null = this.#context.frame.peek();
    const told = this.#context.socket.view.peek()?.picture.size ?? null;
    return seen ? { width: seen.width, height: seen.height, rotation: told?.rotation ?? 0 } : told;
  }

  /** Nothing can be drawn now; the toolbar says why. */
  #rests(): boolean {
    const view = this.#context.socket.view.peek();
    return !view || whyAtRest(view, isCutOff(this.#context)) !== null;
  }

  #send(kind: TransientKind, at: Point): void {
    const epoch = this.#context.socket.view.peek()?.picture.epoch ?? 0;
    this.#seq = (this.#seq + 1) & 0xffff;
    this.#pointing = true;
    const sent_t = Math.floor(this.#context.socket.clock.now());
    const frame: Transient = { kind, epoch, colour: this.#colour.peek(), seq: this.#seq, at, sent_t };
    // A freehand stroke is seen as a ghost already.
    if (kind !== 'stroke') this.onTransient(frame);
    this.#pace.handle(frame);
  }
}

function asMark({ shape, colour, label, anchor, dseq }: Ghost, n: number): StandingMark {
  return { mark: `ghost-${dseq}`, n, drawn_t: 0, faded: false, shape, colour, label: label === null ? null : { clear: label }, anchor };
}
