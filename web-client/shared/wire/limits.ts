// Written by `cargo xtask types` from protocol/src/limits.rs, which gives each its unit and reason. Do not edit.

export const NAME_CHARS = 80;
export const TOPIC_CHARS = 120;
export const STEP_CHARS = 200;
export const HINT_CHARS = 200;
export const LABEL_CHARS = 60;
export const CHAT_CHARS = 2000;
export const NOTE_CHARS = 4000;
export const STROKE_POINTS = 1024;
export const MARKS_STANDING = 60;
export const STILL_BYTES = 409600;
export const STILL_SIDE_PX = 1600;
export const SCENE_STILL_EVERY_MS = 10000;
export const SNAPSHOT_MS = 2000;
export const WRAP_UP_MS = 1800000;
export const CODE_DIGITS = 8;
export const VIEW_ITEMS = 4000;
