//! A laptop that has no line at all joins by two files: it asks with a request, waits, and begins its books with
//! the answer. Between them goes one thing by another way than the stick: the words of the request.

mod admitting;
mod answering;
mod asking;

pub(crate) use admitting::{Admission, admit_laptop, read_request};
pub(crate) use answering::take_answer;
pub(crate) use asking::{ask_to_join, phase, save_request, withdraw_request};
