//! Every bound on what comes from outside, with what gets better and worse if it moves.

/// Characters of a person's name or reference. Long enough for four names; it must fit two lines on a phone.
pub const NAME_CHARS: usize = 80;
/// Characters of a session's topic. One line on the console.
pub const TOPIC_CHARS: usize = 120;
/// Characters of a step. The card aims at 12 words; this leaves room for long network names.
pub const STEP_CHARS: usize = 200;
/// Characters of a step's hint.
pub const HINT_CHARS: usize = 200;
/// Characters of a mark's label. More would cover the picture.
pub const LABEL_CHARS: usize = 60;
/// Characters of a chat message: a pasted paragraph fits, a pasted file does not.
pub const CHAT_CHARS: usize = 2_000;
/// Characters of the closing note.
pub const NOTE_CHARS: usize = 4_000;
/// Bytes of a language tag (BCP 47 recommends room for 35).
pub const LANGUAGE_BYTES: usize = 35;

/// Pixels of a frame's longer side: beyond every phone and monitor, small enough that a product of two stays in 32 bits.
pub const FRAME_SIDE_PX: u16 = 16_384;
/// Points of a freehand stroke: half a minute of drawing at 30 points a second after simplification.
pub const STROKE_POINTS: usize = 1_024;
/// Marks that may stand at once. More than a person can read; bounds what every page draws.
pub const MARKS_STANDING: usize = 60;

/// Bytes of one WebSocket text message from a page: an SDP (64 KiB) and its JSON escapes fit.
pub const MESSAGE_BYTES: usize = 96 * 1024;
/// Bytes of an SDP, held by the type [`Sdp`](crate::Sdp): Chromium's with every codec has about 10 KiB. Shorter would refuse a page that
/// offers more some day, longer only feeds the relay's parser.
pub const SDP_BYTES: usize = 64 * 1024;
/// Offers a minute and connection. A flapping network makes a few; more is a fault or an attack, and each costs the server a handshake.
pub const OFFERS_PER_MINUTE: u32 = 30;
/// Commands a second and connection, as a sustained rate; bursts of twice that pass. People make one or two.
pub const COMMANDS_PER_SECOND: u32 = 20;
/// Transient frames a second and connection: a 120 Hz pointer passes, a loop does not.
pub const TRANSIENTS_PER_SECOND: u32 = 150;

/// Bytes of a still. A readable 1600 px screenshot has 100 to 300 KiB as JPEG.
pub const STILL_BYTES: usize = 400 * 1024;
/// Pixels of a still's longer side.
pub const STILL_SIDE_PX: u16 = 1_600;
/// Milliseconds between two stills of reason `scene`: what a review needs, at a few MiB an hour.
pub const SCENE_STILL_EVERY_MS: u64 = 10_000;
/// Stills of one session: at the scene rate for five hours, with as many again for marks and steps.
pub const STILLS_PER_SESSION: usize = 4_000;
/// Milliseconds that the customer's page has to answer a snapshot.
pub const SNAPSHOT_MS: u64 = 2_000;

/// Pointer points in one logged trail: a second of a 120 Hz pointer, in about 3 KiB.
pub const TRAIL_POINTS: usize = 128;
/// Milliseconds that a trail may collect before it is logged. Longer makes fewer events and loses more in a crash.
pub const TRAIL_MS: u64 = 1_000;
/// Milliseconds between two logged quality samples: six a minute draw the network lane of a review.
pub const QUALITY_EVERY_MS: u64 = 10_000;

/// Milliseconds after connecting in which the first message must authenticate.
pub const HELLO_MS: u64 = 5_000;
/// Milliseconds that a person may be away before the session counts as interrupted: a tab reload or a network change stays below it.
pub const INTERRUPT_AFTER_MS: u64 = 5_000;
/// Milliseconds that an interrupted session waits before it ends by itself: a router's restart and a lunch fit.
pub const INTERRUPTED_MAX_MS: u64 = 2 * 60 * 60 * 1_000;
/// Milliseconds that an invite stays good.
pub const INVITE_MS: u64 = 15 * 60 * 1_000;
/// Milliseconds that a customer may stand at the door or before the consent page.
pub const DOOR_MS: u64 = 30 * 60 * 1_000;
/// Milliseconds that a supervisor has to write the disposition.
pub const WRAP_UP_MS: u64 = 30 * 60 * 1_000;
/// Wrong tries that end a spoken code: 5 of 10⁸ is a 1 in 20 million guess.
pub const CODE_TRIES: u32 = 5;
/// Digits of a spoken code, told in two groups of four.
pub const CODE_DIGITS: usize = 8;

/// Events that a reconnecting page gets one by one; beyond that it gets a snapshot, which is smaller.
pub const CATCH_UP_EVENTS: u64 = 500;
/// Chat messages, steps and stills that a view keeps of each: five hours of a busy session.
pub const VIEW_ITEMS: usize = 4_000;
/// Tabs whose last command numbers a session remembers, so that a repeated command gives one event.
pub const TABS_REMEMBERED: usize = 32;

/// Bytes of one line of an exported log, with its line break. The largest event has about 100 KiB; the bound keeps a verifier's memory
/// small, whatever file it is given. It is part of log format v1 and can't change.
pub const LOG_LINE_BYTES: usize = 1024 * 1024;
