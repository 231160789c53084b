//! The HTTP interface: handlers by subject. Which address leads to which stands in [`crate::routes`].

pub(crate) mod auth;
pub(crate) mod doctor;
pub(crate) mod join;
pub(crate) mod operations;
pub(crate) mod review;
pub(crate) mod sessions;
pub(crate) mod stills;
pub(crate) mod users;
