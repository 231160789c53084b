//! The picture that customer and supervisor share: its source, its geometry, and the marks on it.
//!
//! Coordinates are fractions of the *encoded frame*, `0..=65535` for left to right and top to bottom, never of an element's box, so
//! that the same mark lands on the same pixel on a phone, a desktop and in review.

use crate::ids::{MarkId, StillId};
use crate::limits;
use crate::scope::Scope;
use crate::text::Private;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A place in the picture, as fractions of the encoded frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(export_to = "wire.ts")]
pub struct Point {
    /// 0 = left edge, 65535 = right edge.
    pub x: u16,
    /// 0 = top edge, 65535 = bottom edge.
    pub y: u16,
}

/// What the customer shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export_to = "wire.ts")]
pub enum Source {
    /// The phone's screen.
    Screen,
    /// A camera.
    Camera,
    /// A screenshot or photo that the customer picked.
    Photo,
    /// Nothing is shown: voice, chat and steps alone. Open: a source that this build does not know shows nothing.
    #[serde(other)]
    None,
}

impl Source {
    /// Every source there is.
    pub const ALL: [Self; 4] = [Self::None, Self::Screen, Self::Camera, Self::Photo];

    /// Returns what the customer must have agreed to before this is shown; none where nothing is.
    #[must_use]
    pub const fn scope(self) -> Option<Scope> {
        match self {
            Self::None => None,
            Self::Screen => Some(Scope::ViewScreen),
            Self::Camera => Some(Scope::ViewCamera),
            // Whoever picks a photo gives it away: it is kept, as a snapshot is.
            Self::Photo => Some(Scope::Snapshot),
        }
    }

    /// Says whether it is live video, which the relay carries.
    #[must_use]
    pub const fn is_live(self) -> bool {
        match self {
            Self::Screen | Self::Camera => true,
            Self::None | Self::Photo => false,
        }
    }
}

/// How far the encoded frame must be turned clockwise to stand upright, in degrees.
///
/// Browsers turn the pixels themselves before they encode, so pages send `R0` today; a native publisher may not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(try_from = "u16", into = "u16")]
#[ts(export_to = "wire.ts", type = "0 | 90 | 180 | 270")]
pub enum Rotation {
    /// Upright.
    R0,
    /// A quarter turn.
    R90,
    /// Upside down.
    R180,
    /// Three quarters.
    R270,
}

impl TryFrom<u16> for Rotation {
    type Error = &'static str;
    fn try_from(degrees: u16) -> Result<Self, Self::Error> {
        match degrees {
            0 => Ok(Self::R0),
            90 => Ok(Self::R90),
            180 => Ok(Self::R180),
            270 => Ok(Self::R270),
            _ => Err("a rotation is 0, 90, 180 or 270 degrees"),
        }
    }
}

impl From<Rotation> for u16 {
    fn from(rotation: Rotation) -> Self {
        match rotation {
            Rotation::R0 => 0,
            Rotation::R90 => 90,
            Rotation::R180 => 180,
            Rotation::R270 => 270,
        }
    }
}

/// Width, height and rotation of the encoded frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(export_to = "wire.ts")]
pub struct FrameSize {
    /// Pixels, 1..=16384.
    pub width: u16,
    /// Pixels, 1..=16384.
    pub height: u16,
    /// Degrees clockwise to stand upright.
    pub rotation: Rotation,
}

impl FrameSize {
    /// Says whether the size is one that a picture can have.
    #[must_use]
    pub fn is_sane(self) -> bool {
        let range = 1..=limits::FRAME_SIDE_PX;
        range.contains(&self.width) && range.contains(&self.height)
    }
}

/// The colour of a mark. Each has a shape of its own in the toolbar, so that colour is never the only sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export_to = "wire.ts")]
pub enum Colour {
    /// Vermilion.
    One,
    /// Violet.
    Two,
    /// Teal. Open: a colour that this build does not know is drawn in this one.
    #[serde(other)]
    Three,
}

/// The form of a lasting mark.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
#[ts(export_to = "wire.ts")]
pub enum Shape {
    /// An ellipse that fills the rectangle between two corners.
    Ring {
        /// One corner.
        from: Point,
        /// The opposite corner.
        to: Point,
    },
    /// An arrow; its head is at `to`.
    Arrow {
        /// Tail.
        from: Point,
        /// Head.
        to: Point,
    },
    /// A box between two corners.
    Box {
        /// One corner.
        from: Point,
        /// The opposite corner.
        to: Point,
    },
    /// A freehand stroke.
    Freehand {
        /// 2..=1024 points in drawing order.
        points: Vec<Point>,
    },
    /// A number badge: "first here, then there".
    Number {
        /// Centre.
        at: Point,
        /// 1..=99.
        number: u8,
    },
    /// Words alone; they stand in the mark's label.
    Text {
        /// Where the words point.
        at: Point,
    },
}

impl Shape {
    /// Says what is wrong with the shape, if anything is.
    ///
    /// # Errors
    /// A freehand stroke needs 2..=1024 points, a number must be 1..=99.
    pub fn check(&self) -> Result<(), &'static str> {
        match self {
            Self::Freehand { points } if points.len() < 2 => Err("a freehand stroke needs at least two points"),
            Self::Freehand { points } if points.len() > limits::STROKE_POINTS => Err("a freehand stroke has too many points"),
            Self::Number { number, .. } if !(1..=99).contains(number) => Err("a number badge shows 1 to 99"),
            Self::Ring { .. }
            | Self::Arrow { .. }
            | Self::Box { .. }
            | Self::Freehand { .. }
            | Self::Number { .. }
            | Self::Text { .. } => Ok(()),
        }
    }
}

/// What a mark is tied to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(export_to = "wire.ts")]
pub struct Anchor {
    /// The picture epoch it was drawn in; the mark fades when a live picture's epoch moves on.
    pub epoch: u32,
    /// The still it was drawn on (a freeze or a photo); such a mark cannot drift.
    pub still: Option<StillId>,
    /// The frame's size as its author saw it.
    pub size: FrameSize,
}

/// A lasting mark on the picture.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export_to = "wire.ts")]
pub struct Mark {
    /// Its id.
    pub mark: MarkId,
    /// Its number in the session's list of marks, from 1, never used again.
    pub n: u32,
    /// Its form.
    pub shape: Shape,
    /// Its colour.
    pub colour: Colour,
    /// Its words.
    pub label: Option<Private>,
    /// What it is tied to.
    pub anchor: Anchor,
}

/// Why a still was taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export_to = "wire.ts")]
pub enum StillReason {
    /// The supervisor froze the picture.
    Freeze,
    /// A lasting mark was drawn.
    Mark,
    /// A step was sent.
    Step,
    /// The supervisor asked the customer's page for its picture at full size.
    Snapshot,
    /// The customer picked a screenshot or took a photo.
    Photo,
    /// The picture changed a lot. Open: a still that was kept for a reason that this build does not know is one more picture.
    #[serde(other)]
    Scene,
}

/// A picture that the log may cite.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export_to = "wire.ts")]
pub struct Still {
    /// Its id in this session.
    pub still: StillId,
    /// Why it was taken.
    pub reason: StillReason,
    /// SHA-256 of the JPEG, lower-case hexadecimal.
    pub sha256: Private,
    /// Its size.
    pub size: FrameSize,
    /// Bytes of the JPEG.
    pub bytes: u32,
    /// The picture epoch it shows.
    pub epoch: u32,
}
