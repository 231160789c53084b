//! The decisions: a file for each page, and for admission, presence and pictures.

pub(crate) mod admission;
pub(crate) mod customer;
pub(crate) mod picture;
pub(crate) mod presence;
pub(crate) mod rules;
pub(crate) mod supervisor;
