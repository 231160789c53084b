//! The server from outside: real sockets, real TLS, a real process to kill.

mod accounts;
mod crash;
mod kit;
mod limits;
mod operations;
mod pages;
mod transport;
