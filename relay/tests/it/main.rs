//! The relay over real sockets on loopback, with str0m as the page: an independent WebRTC stack that shares no code with
//! the relay. One scenario per file.

mod answer;
mod call;
mod codecs;
mod curtain;
mod cut;
mod echo;
mod hostile;
mod metrics;
mod moving;
mod page;
mod replace;
mod stuck;
mod tap;
mod tcp;
mod voice;
