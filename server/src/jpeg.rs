//! JPEG files (ITU-T T.81, annex B) taken down to the picture alone. Pure.
//!
//! Cameras and editors write where, when, by whom and with what a picture was taken into a dozen kinds of segments, before the first
//! scan, between scans, and into whole second pictures behind the end. So this names what a decoder needs, and drops the rest.

use cicerone_protocol::picture::{FrameSize, Rotation};

const SOI: u8 = 0xd8;
const EOI: u8 = 0xd9;
const SOS: u8 = 0xda;
const APP0: u8 = 0xe0;
const APP2: u8 = 0xe2;
const APP14: u8 = 0xee;

/// A picture without anything that tells of its origin.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Bare {
    pub(crate) size: FrameSize,
    pub(crate) bytes: Vec<u8>,
}

/// Takes a file down to its picture; none where it is no complete JPEG with one frame of a known size.
pub(crate) fn bare(file: &[u8]) -> Option<Bare> {
    let mut rest = file.strip_prefix(&[0xff, SOI])?;
    let mut bytes = vec![0xff, SOI];
    let (mut size, mut in_scan, mut has_scan) = (None, false, false);
    loop {
        let at = next_marker(rest)?;
        let (data, marked) = rest.split_at(at);
        if in_scan {
            bytes.extend_from_slice(data);
        }
        let marker = *marked.get(1)?;
        if marker == EOI {
            bytes.extend([0xff, EOI]);
            return size.filter(|_| has_scan).map(|size| Bare { size, bytes });
        }
        if marker == SOI || marker == 0x01 {
            // Stands alone, and has no business here.
            (rest, in_scan) = (marked.get(2..)?, false);
            continue;
        }
        let length = usize::from(u16::from_be_bytes([*marked.get(2)?, *marked.get(3)?]));
        let segment = marked.get(..2 + length)?;
        let content = segment.get(4..)?;
        if is_frame(marker) && size.replace(size_of(content)?).is_some() {
            return None;
        }
        if is_needed(marker, content) {
            bytes.extend_from_slice(segment);
        }
        in_scan = marker == SOS;
        has_scan |= in_scan;
        rest = &marked[2 + length..];
    }
}

/// Where the next marker stands. A scan's data has 0xff only before a zero and in restart markers; any number of them may fill up.
fn next_marker(bytes: &[u8]) -> Option<usize> {
    bytes.windows(2).position(|pair| pair[0] == 0xff && !matches!(pair[1], 0x00 | 0xd0..=0xd7 | 0xff))
}

/// Tables, frame and scan headers, and what colours depend on.
fn is_needed(marker: u8, content: &[u8]) -> bool {
    match marker {
        0xc0..=0xcf | SOS..=0xdf => true,
        APP0 => content.starts_with(b"JFIF\0"),
        APP2 => content.starts_with(b"ICC_PROFILE\0"),
        APP14 => content.starts_with(b"Adobe"),
        _ => false,
    }
}

/// The start of a frame, of any coding; the three between them are tables.
const fn is_frame(marker: u8) -> bool {
    matches!(marker, 0xc0..=0xcf) && !matches!(marker, 0xc4 | 0xc8 | 0xcc)
}

/// Width and height from a frame header: a byte of precision, then lines, then samples a line.
fn size_of(frame: &[u8]) -> Option<FrameSize> {
    let side = |at: usize| Some(u16::from_be_bytes([*frame.get(at)?, *frame.get(at + 1)?])).filter(|side| *side > 0);
    let (height, width) = (side(1)?, side(3)?);
    Some(FrameSize { width, height, rotation: Rotation::R0 })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn segment(marker: u8, content: &[u8]) -> Vec<u8> {
        let length = u16::try_from(content.len() + 2).unwrap().to_be_bytes();
        [&[0xff, marker], &length[..], content].concat()
    }

    fn frame(width: u8, height: u8) -> Vec<u8> {
        segment(0xc2, &[8, 0, height, 0, width, 1, 1, 0x11, 0])
    }

    fn scan() -> Vec<u8> {
        [segment(SOS, &[1, 1, 0, 0, 63, 0]), vec![0x3f, 0xff, 0x00, 0xff, 0xd0, 0x11]].concat()
    }

    fn file(parts: &[Vec<u8>]) -> Vec<u8> {
        [vec![0xff, SOI], parts.concat(), vec![0xff, EOI]].concat()
    }

    #[test]
    fn the_picture_stays_byte_for_byte() {
        let jfif = segment(APP0, b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0");
        let (icc, adobe) = (segment(APP2, b"ICC_PROFILE\0\x01\x01..."), segment(APP14, b"Adobe\0d\0\0\0\0\0"));
        let clean = file(&[jfif, icc, adobe, segment(0xdb, &[0; 65]), frame(3, 2), segment(0xc4, &[0; 20]), scan(), scan()]);
        let kept = bare(&clean).unwrap();
        assert_eq!(kept.bytes, clean);
        assert_eq!((kept.size.width, kept.size.height), (3, 2));
    }

    #[test]
    fn whatever_else_stands_before_between_and_behind_the_scans_is_gone() {
        let told = [
            segment(0xe1, b"Exif\0\0secret"),
            segment(0xe1, b"http://ns.adobe.com/xap/1.0/\0secret"),
            segment(0xed, b"Photoshop 3.0\0secret"),
            segment(0xfe, b"secret"),
            segment(APP0, b"JFXX\0secret"),
            segment(APP2, b"MPF\0secret"),
        ];
        let mut marked = vec![frame(3, 2)];
        marked.extend(told.clone());
        marked.push(b"secret".to_vec());
        marked.push(scan());
        marked.extend(told);
        marked.push(scan());
        let second = file(&[segment(0xe1, b"Exif\0\0secret"), frame(9, 9), scan()]);
        let marked = [file(&marked), second].concat();
        assert_eq!(bare(&marked).unwrap().bytes, file(&[frame(3, 2), scan(), scan()]));
    }

    #[test]
    fn what_is_no_complete_picture_is_none() {
        let whole = file(&[frame(3, 2), scan()]);
        for length in 0..whole.len() {
            assert_eq!(bare(&whole[..length]), None, "cut at {length}");
        }
        for wrong in
            [file(&[frame(3, 2)]), file(&[scan()]), file(&[frame(0, 2), scan()]), file(&[frame(3, 2), frame(3, 2), scan()])]
        {
            assert_eq!(bare(&wrong), None);
        }
    }

    proptest! {
        #[test]
        fn nothing_panics_and_what_is_bare_stays_as_it_is(
            parts in prop::collection::vec((any::<u8>(), prop::collection::vec(any::<u8>(), 0..40)), 0..8),
            tail in prop::collection::vec(any::<u8>(), 0..60),
        ) {
            let mut all = vec![frame(3, 2)];
            all.extend(parts.iter().map(|(marker, content)| segment(*marker, content)));
            all.extend([scan(), tail]);
            if let Some(kept) = bare(&file(&all)) {
                prop_assert_eq!(bare(&kept.bytes), Some(kept));
            }
        }
    }
}
