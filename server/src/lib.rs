//! The Cicerone server: an I/O shell around the pure protocol and session crates.
//!
//! Where to look:
//! - [`config`]: what an operator may choose.
//! - [`server`]: start and stop. [`app`]: the handle that every handler gets. `routes`: every address in one list.
//! - [`store`]: SQLite and files. [`auth`]: accounts, tokens, limits. [`http`] and [`tls`]: connections and pages. `api`: handlers.

pub mod addresses;
pub mod announce;
mod api;
pub mod app;
pub mod auth;
pub mod clock;
pub mod config;
pub mod desk;
pub mod doctor;
pub mod driver;
mod files;
pub mod http;
mod jpeg;
pub mod links;
pub mod logging;
pub mod logs;
pub mod media;
pub mod metrics;
pub mod patience;
pub mod random;
mod restart;
mod routes;
pub mod server;
mod sign_in_name;
pub mod store;
mod summary;
pub mod tls;
mod ws;

pub use app::App;
pub use config::Config;
pub use patience::Patience;
pub use server::{Server, StartError, run};
