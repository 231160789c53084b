//! The session's rules: a scenario a file, then random runs against a model that knows nothing of the code.

#![expect(clippy::unwrap_used, reason = "a panic is a test's report, in its helpers too")]

mod action;
mod actions;
mod ahead;
mod call;
mod consent;
mod coverage;
mod door;
mod effects;
mod ending;
mod folds;
mod guidance;
mod later_builds;
mod machine;
mod model;
mod people;
mod presence;
mod repeats;
mod rules;
mod sealed;
mod stills;
