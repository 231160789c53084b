//! Every number that bounds the relay, with what gets better and worse when it moves.

use std::time::Duration;

/// Most sections (`m=` lines) in an offer. The pages offer two; fewer than this would refuse a page that later adds receivers.
pub const MAX_SECTIONS: usize = 16;

/// Most payload types read from one section. Chromium offers about 40 for video; the RTP space ends at 127.
pub const MAX_PAYLOADS: usize = 128;

/// Commands that may wait for one media thread. Below this a burst of joins is refused; above it an answer would come after the page gave up.
pub const MAX_QUEUED_COMMANDS: usize = 1024;

/// 4-tuples remembered for one peer. A phone has 2–4 (Wi-Fi and mobile, IPv4 and IPv6); more only helps who wants to fill the table.
pub const MAX_PATHS_PER_PEER: usize = 8;

/// Silence of authenticated ICE checks after which nothing more is sent (RFC 7675 §5.1). Shorter cuts a slow lift ride, longer floods an address that someone else may hold by now.
pub const CONSENT_LIFETIME: Duration = Duration::from_secs(30);

/// Silence of authenticated packets of any kind after which [`Quiet`](crate::RelayEventKind::Quiet) is told. Chromium checks every 2.5 s at the slowest, so anything shorter cries wolf.
pub const QUIET_AFTER: Duration = Duration::from_secs(4);

/// Time for a page to reach the relay after its offer was answered. ICE in a bad network takes up to 15 s.
pub const CONNECT_WITHIN: Duration = Duration::from_secs(30);

/// Silence of a page whose voice flowed after which its path counts as having been gone: it gets or is asked for a keyframe at once, without waiting for a decoder to give up (about 3 s). Shorter takes a hiccup for a cut.
pub const PATH_SILENCE: Duration = Duration::from_secs(1);

/// The same for a page without voice. It sends only reports, about one a second, and pictures as they change: one a second of a screen where nothing moves.
pub const VIEWER_SILENCE: Duration = Duration::from_secs(3);

/// Longest time between two packets of a voice that flows. Opus has a packet each 20 ms, or each 400 ms in a pause; a longer time takes a muted microphone for one that was cut off.
pub const VOICE_PAUSE: Duration = Duration::from_millis(500);

/// Shortest time between two keyframe requests to one publisher. A keyframe of a screen is 50–200 KiB: more often starves the picture, more rarely makes a joiner wait.
pub const KEYFRAME_REQUEST_INTERVAL: Duration = Duration::from_millis(400);

/// Time after which an unanswered keyframe request is repeated while somebody waits.
pub const KEYFRAME_REQUEST_REPEAT: Duration = Duration::from_millis(1000);

/// Age of the oldest packet that a NACK may still get. Beyond a second no jitter buffer waits for it; memory grows with it (about 300 KiB a second and publisher).
pub const HISTORY: Duration = Duration::from_millis(1000);

/// Packets held for NACKs whatever their age: bounds the memory of a publisher that sends many tiny packets.
pub const HISTORY_PACKETS: usize = 2048;

/// Requests for one packet that the relay misses. Without a cap a cut of 10 s brings thousands of re-sent packets.
pub const MAX_NACKS_PER_PACKET: u8 = 10;

/// Packets waited for at once. A larger hole is not worth filling: a keyframe is cheaper.
pub const MAX_MISSING: usize = 128;

/// Age at which a missing packet is given up.
pub const MISSING_FOR: Duration = Duration::from_millis(1000);

/// Patience for reordering before the first NACK.
pub const NACK_FIRST_AFTER: Duration = Duration::from_millis(10);

/// Shortest time between two NACKs for one packet; the round trip where it is longer.
pub const NACK_REPEAT: Duration = Duration::from_millis(60);

/// Packets re-sent to one leg within [`RESEND_WINDOW`]. Holds a returning viewer's NACK storm under 200 a second, and still repairs 15 % loss at 1,000 packets a second.
pub const RESEND_BUDGET: u32 = 150;

/// The window of [`RESEND_BUDGET`].
pub const RESEND_WINDOW: Duration = Duration::from_secs(1);

/// Shortest time between two answers for the same packet on one leg: a second NACK within it was sent before the first answer could arrive.
pub const RESEND_GUARD: Duration = Duration::from_millis(30);

/// Interval of transport-wide congestion feedback. Chromium's estimator expects 50–250 ms; shorter costs packets, longer reacts late.
pub const TWCC_INTERVAL: Duration = Duration::from_millis(100);

/// Interval of receiver reports and of the [`Stats`](crate::RelayEventKind::Stats) event.
pub const REPORT_INTERVAL: Duration = Duration::from_secs(1);

/// Different RTCP sender SSRCs of one peer. Browsers use at most one per section; each costs replay state for the life of the peer.
pub const MAX_RTCP_SOURCES: usize = 16;

/// Attempts per second to take an undeclared SSRC, of packets or of reports, by decrypting one packet of it. Each costs a key derivation (about 5 µs).
pub const MAX_UNDECLARED_ATTEMPTS: u32 = 50;

/// Attempts per second and thread to recognise a re-bound client by its packets alone. Each costs up to [`MAX_MOVE_CANDIDATES`] decryptions.
pub const MAX_MOVE_ATTEMPTS: u32 = 400;

/// Peers that are tried for one packet of a re-bound client; those last seen at the same address first.
pub const MAX_MOVE_CANDIDATES: usize = 4;

/// Silence of the nominated path before packets from elsewhere may be tried against its peer.
pub const MOVE_AFTER_SILENCE: Duration = Duration::from_millis(80);

/// Time within which an ICE check must confirm a path that was recognised by its packets; otherwise sending goes back to the nominated one.
pub const MOVE_CONFIRMED_WITHIN: Duration = Duration::from_secs(6);

/// SRTP replay window in packets. Plain retransmissions come up to one round trip late: 1,024 covers a second at 1,000 packets a second.
pub const SRTP_REPLAY_WINDOW: usize = 1024;

/// Largest RTP packet the relay takes. Everything that fits a 1,500 byte path; larger ones could not leave again.
pub const MAX_RTP_BYTES: usize = 1500;

/// Time after which a fence is told that its media thread is stuck.
pub const FENCE_DEADLINE: Duration = Duration::from_secs(1);

/// Batches read from one socket before timers and commands get their turn.
pub const MAX_BATCHES_PER_TURN: usize = 8;

/// Kernel buffer of each UDP socket, in bytes. A keyframe burst of 50 sessions fits; the kernel may grant less.
pub const SOCKET_BUFFER_BYTES: usize = 4 * 1024 * 1024;

/// TCP connections of one media thread that have not yet named a peer; beyond it the oldest gives way. Each costs a descriptor and [`TCP_READ_BYTES`] at most. Fewer would let a burst of joins push each other out.
pub const MAX_UNIDENTIFIED_CONNECTIONS: usize = 256;

/// Time for a TCP connection to pass its first ICE check.
pub const TCP_IDENTIFIED_WITHIN: Duration = Duration::from_secs(10);

/// TCP connections taken from one listener before others get their turn.
pub const MAX_ACCEPTS_PER_TURN: usize = 64;

/// Time after which a listener is tried again that the system let no connection be taken from, for want of descriptors for example. Shorter burns the processor, longer makes pages wait.
pub const ACCEPT_AGAIN_AFTER: Duration = Duration::from_millis(100);

/// Bytes read from one TCP connection before others get their turn, and the most that is held of an unfinished frame.
pub const TCP_READ_BYTES: usize = 64 * 1024;

/// Largest frame taken on TCP. Pages send what they would send on UDP.
pub const MAX_TCP_FRAME: usize = 2048;

/// Bytes that wait for a slow TCP connection before video is left out: a third of a second at 2.5 Mbit/s. More would show the past.
pub const TCP_QUEUE_VIDEO_BYTES: usize = 96 * 1024;

/// Bytes that wait for a slow TCP connection before it is given up: voice and control alone need minutes to fill it.
pub const TCP_QUEUE_BYTES: usize = 256 * 1024;

/// Bytes that the kernel takes of a TCP connection before it has sent them. They can't be called back: more would leave behind a drawn curtain and make voice wait for old pictures, less costs system calls.
pub const TCP_UNSENT_BYTES: u32 = 16 * 1024;

/// Bytes that the kernel holds of a TCP connection in all, on their way ones included (Linux grants twice as much, for its own book-keeping). Holds 2.5 Mbit/s over a round trip of 400 ms.
pub const TCP_KERNEL_BYTES: usize = 128 * 1024;

/// Longest time that a datagram is believed to have waited in the kernel. A thread that is away for longer has other troubles, and beyond this the wall clock has probably been set.
pub const MAX_KERNEL_DELAY: Duration = Duration::from_millis(500);

/// Taps of one session: a recorder and, for a while, a second reader. Each costs a copy of every packet's reference.
pub const MAX_TAPS: usize = 4;

/// Packets that wait for the reader of a tap: two seconds of voice and 3 Mbit/s of pictures, in at most 1.5 MiB. Fewer leave packets out while a disk is slow, more hold more of what a gate may have to take back.
pub const TAP_PACKETS: usize = 1024;
