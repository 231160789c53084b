//! Whole offers, from their text to the text of their answers.

use crate::ice::candidates::Candidates;
use crate::ice::credentials::Credentials;
use crate::kind::{MediaKind, PeerRole};
use crate::rtp::codec::VideoCodec;
use crate::sdp::answer::{Local, render};
use crate::sdp::lane::Ssrcs;
use crate::sdp::offer::Offer;
use crate::sdp::plan::{Plan, plan};
use proptest::prelude::*;
use std::net::SocketAddr;

const FINGERPRINT: &str = "AA:BB:CC:DD:EE:FF:00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF:00:11:22:33:44:55:66:77:88:99";

/// An offer as Chromium shapes it: everything in every section, codecs in many variants.
fn chromium(audio: &str, video: &str) -> String {
    let transport = format!(
        "a=ice-ufrag:Kx1f\r\na=ice-pwd:mL4dHnXj0D4UXZTY5f8ywRkP\r\na=ice-options:trickle\r\n\
         a=fingerprint:sha-256 {FINGERPRINT}\r\na=setup:actpass\r\n"
    );
    format!(
        "v=0\r\no=- 4611731400430051336 2 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\na=group:BUNDLE 0 1\r\n\
         a=extmap-allow-mixed\r\na=msid-semantic: WMS\r\n\
         m=audio 9 UDP/TLS/RTP/SAVPF 111 63 9 0 8 13 110 126\r\nc=IN IP4 0.0.0.0\r\na=rtcp:9 IN IP4 0.0.0.0\r\n{transport}\
         a=mid:0\r\na=extmap:1 urn:ietf:params:rtp-hdrext:ssrc-audio-level\r\n\
         a=extmap:2 http://www.webrtc.org/experiments/rtp-hdrext/abs-send-time\r\n\
         a=extmap:3 http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01\r\n\
         a=extmap:4 urn:ietf:params:rtp-hdrext:sdes:mid\r\na={audio}\r\na=msid:- f0\r\na=rtcp-mux\r\na=rtcp-rsize\r\n\
         a=rtpmap:111 opus/48000/2\r\na=rtcp-fb:111 transport-cc\r\na=fmtp:111 minptime=10;useinbandfec=1\r\n\
         a=rtpmap:63 red/48000/2\r\na=fmtp:63 111/111\r\na=rtpmap:9 G722/8000\r\na=rtpmap:0 PCMU/8000\r\n\
         a=rtpmap:8 PCMA/8000\r\na=rtpmap:13 CN/8000\r\na=rtpmap:110 telephone-event/48000\r\n\
         a=rtpmap:126 telephone-event/8000\r\na=ssrc:1111 cname:x\r\na=ssrc:1111 msid:- f0\r\n\
         m=video 9 UDP/TLS/RTP/SAVPF 96 97 103 104 107 108 109 114 98 99 45 46 116\r\nc=IN IP4 0.0.0.0\r\n\
         a=rtcp:9 IN IP4 0.0.0.0\r\n{transport}a=mid:1\r\n\
         a=extmap:14 urn:ietf:params:rtp-hdrext:toffset\r\na=extmap:13 urn:3gpp:video-orientation\r\n\
         a=extmap:3 http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01\r\n\
         a=extmap:6 http://www.webrtc.org/experiments/rtp-hdrext/video-content-type\r\n\
         a=extmap:4 urn:ietf:params:rtp-hdrext:sdes:mid\r\na={video}\r\na=msid:- f1\r\na=rtcp-mux\r\na=rtcp-rsize\r\n\
         a=rtpmap:96 VP8/90000\r\na=rtcp-fb:96 goog-remb\r\na=rtcp-fb:96 transport-cc\r\na=rtcp-fb:96 ccm fir\r\n\
         a=rtcp-fb:96 nack\r\na=rtcp-fb:96 nack pli\r\na=rtpmap:97 rtx/90000\r\na=fmtp:97 apt=96\r\n\
         a=rtpmap:103 H264/90000\r\na=fmtp:103 level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=64001f\r\n\
         a=rtpmap:104 rtx/90000\r\na=fmtp:104 apt=103\r\n\
         a=rtpmap:107 H264/90000\r\na=fmtp:107 level-asymmetry-allowed=1;packetization-mode=0;profile-level-id=42e01f\r\n\
         a=rtpmap:108 rtx/90000\r\na=fmtp:108 apt=107\r\n\
         a=rtpmap:109 H264/90000\r\na=fmtp:109 level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42e01f\r\n\
         a=rtpmap:114 rtx/90000\r\na=fmtp:114 apt=109\r\n\
         a=rtpmap:98 VP9/90000\r\na=fmtp:98 profile-id=0\r\na=rtpmap:99 rtx/90000\r\na=fmtp:99 apt=98\r\n\
         a=rtpmap:45 AV1/90000\r\na=fmtp:45 level-idx=5;profile=0;tier=0\r\na=rtpmap:46 rtx/90000\r\na=fmtp:46 apt=45\r\n\
         a=rtpmap:116 ulpfec/90000\r\na=ssrc-group:FID 2222 3333\r\na=ssrc:2222 cname:x\r\na=ssrc:3333 cname:x\r\n"
    )
}

fn answer(sdp: &str, role: PeerRole) -> (Plan, String) {
    let offer = Offer::parse(sdp).expect("a good offer");
    let plan = plan(&offer, role, &VideoCodec::ALL).expect("something to relay");
    let candidates = Candidates {
        udp: vec![SocketAddr::from(([192, 0, 2, 7], 40_000)), SocketAddr::from(([127, 0, 0, 1], 40_000))],
        tcp: vec![SocketAddr::from(([192, 0, 2, 7], 443))],
    };
    let credentials = Credentials { fragment: "00relayfragment".to_owned(), password: "relaypasswordrelaypassword".to_owned() };
    let local = Local {
        session_id: 9,
        version: 1,
        credentials: &credentials,
        fingerprint: FINGERPRINT,
        candidates: &candidates,
        audio: Ssrcs { media: 10, rtx: 11 },
        video: Ssrcs { media: 20, rtx: 21 },
    };
    let text = render(&offer, &plan, &local);
    (plan, text)
}

/// The section of one kind in an answer.
fn section<'a>(answer: &'a str, kind: &str) -> Vec<&'a str> {
    let start = answer.find(&format!("m={kind} ")).expect("the section is there");
    let rest = &answer[start..];
    let end = rest[1..].find("\r\nm=").map_or(rest.len(), |end| end + 1);
    rest[..end].lines().collect()
}

#[test]
fn codecs_are_answered_in_the_server_s_order_with_the_page_s_numbers() {
    let (_, text) = answer(&chromium("sendrecv", "sendonly"), PeerRole::Customer);
    assert_eq!(section(&text, "audio")[0], "m=audio 9 UDP/TLS/RTP/SAVPF 111");
    // H.264 comes in the variant that every decoder has first; packetization mode 0 and FEC are left out.
    assert_eq!(section(&text, "video")[0], "m=video 9 UDP/TLS/RTP/SAVPF 96 97 109 114 103 104 98 99 45 46");
}

#[test]
fn each_role_gets_the_directions_that_it_may_have() {
    let direction = |role, offered| {
        let (_, text) = answer(&chromium("sendrecv", offered), role);
        let of = |kind| {
            let all = ["a=sendrecv", "a=sendonly", "a=recvonly", "a=inactive"];
            section(&text, kind).into_iter().find(|line| all.contains(line)).map(str::to_owned)
        };
        (of("audio"), of("video"))
    };
    let both = Some("a=sendrecv".to_owned());
    assert_eq!(direction(PeerRole::Customer, "sendonly"), (both.clone(), Some("a=recvonly".to_owned())));
    assert_eq!(direction(PeerRole::Customer, "sendrecv").1, Some("a=recvonly".to_owned()));
    assert_eq!(direction(PeerRole::Staff, "recvonly"), (both.clone(), Some("a=sendonly".to_owned())));
    assert_eq!(direction(PeerRole::Staff, "sendonly").1, Some("a=inactive".to_owned()));
    assert_eq!(direction(PeerRole::Echo, "sendrecv"), (both.clone(), both));
}

#[test]
fn pictures_are_never_turned_by_a_header_that_is_not_forwarded() {
    let (_, text) = answer(&chromium("sendrecv", "sendonly"), PeerRole::Customer);
    assert!(!text.contains("video-orientation"));
    assert!(!text.contains("toffset") && !text.contains("abs-send-time"));
}

#[test]
fn publishers_get_transport_feedback_and_viewers_get_ssrcs() {
    let (plan, text) = answer(&chromium("sendrecv", "sendonly"), PeerRole::Customer);
    let video = section(&text, "video");
    assert!(video.contains(&"a=rtcp-fb:96 transport-cc") && video.contains(&"a=rtcp-fb:96 nack pli"));
    assert!(!video.iter().any(|line| line.starts_with("a=ssrc")));
    let lane = plan.lane(MediaKind::Video).expect("video is in use");
    assert_eq!((lane.remote_ssrc, lane.remote_rtx_ssrc), (Some(2222), Some(3333)));

    let (_, text) = answer(&chromium("sendrecv", "recvonly"), PeerRole::Staff);
    let video = section(&text, "video");
    assert!(video.contains(&"a=ssrc-group:FID 20 21") && video.contains(&"a=ssrc:20 cname:cicerone"));
    assert!(!video.iter().any(|line| line.contains("transport-cc") || line.contains("transport-wide-cc")));
}

#[test]
fn candidates_are_complete_and_udp_comes_before_tcp() {
    let (_, text) = answer(&chromium("sendrecv", "sendonly"), PeerRole::Customer);
    let candidates: Vec<&str> = text.lines().filter(|line| line.starts_with("a=candidate:")).collect();
    assert_eq!(
        candidates,
        [
            "a=candidate:1 1 udp 2130706431 192.0.2.7 40000 typ host",
            "a=candidate:2 1 udp 2130706175 127.0.0.1 40000 typ host",
            "a=candidate:101 1 tcp 1518338047 192.0.2.7 443 typ host tcptype passive",
        ]
    );
    assert!(text.contains("a=ice-lite\r\n") && text.contains("a=end-of-candidates\r\n"));
}

#[test]
fn what_is_not_used_is_rejected_in_its_place() {
    let data = "m=application 9 UDP/DTLS/SCTP webrtc-datachannel\r\na=mid:2\r\na=sctp-port:5000\r\n";
    let offer = chromium("sendrecv", "sendonly").replace("BUNDLE 0 1", "BUNDLE 0 1 2") + data;
    let (_, text) = answer(&offer, PeerRole::Customer);
    let rejected = section(&text, "application");
    assert_eq!(rejected[0], "m=application 0 UDP/DTLS/SCTP webrtc-datachannel");
    assert!(rejected.contains(&"a=mid:2"));
    assert!(text.contains("a=group:BUNDLE 0 1\r\n"));
}

#[test]
fn the_answer_takes_the_other_side_of_the_handshake() {
    for (offered, answered) in [("actpass", "passive"), ("active", "passive"), ("passive", "active")] {
        let offer = chromium("sendrecv", "sendonly").replace("a=setup:actpass", &format!("a=setup:{offered}"));
        let (_, text) = answer(&offer, PeerRole::Customer);
        assert!(text.contains(&format!("a=setup:{answered}\r\n")), "{offered}");
    }
}

proptest! {
    /// Whatever is cut out of a real offer: it is answered section by section or refused, and never more.
    #[test]
    fn a_mangled_offer_is_answered_or_refused(removed in proptest::collection::vec(0usize..140, 0..40)) {
        let whole = chromium("sendrecv", "sendrecv");
        let kept: Vec<&str> = whole
            .split_inclusive("\r\n")
            .enumerate()
            .filter(|(line, _)| *line == 0 || !removed.contains(line))
            .map(|(_, line)| line)
            .collect();
        let mangled = kept.concat();
        if let Ok(offer) = Offer::parse(&mangled)
            && plan(&offer, PeerRole::Echo, &VideoCodec::ALL).is_ok()
        {
            let (plan, text) = answer(&mangled, PeerRole::Echo);
            prop_assert_eq!(plan.lanes.len(), offer.sections.len());
            prop_assert_eq!(text.matches("\r\nm=").count(), offer.sections.len());
            // An answer says of each section no more than its offer did, and little besides.
            prop_assert!(text.len() < mangled.len() + 4_096);
        }
    }
}
