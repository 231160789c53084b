//! The HTTP interface: handlers by subject. Which address leads to which stands in [`crate::routes`].

pub(crate) mod auth;
pub(crate) mod operations;
pub(crate) mod users;
