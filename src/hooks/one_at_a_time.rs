//! What is done once at a time.

use std::{cell::Cell, rc::Rc};

/// Whoever asks for the turn while it is taken gets none. Clones share it.
#[derive(Debug, Clone, Default)]
pub(super) struct OneAtATime(Rc<Cell<bool>>);

/// The turn; it is given up when dropped.
#[derive(Debug)]
pub(super) struct Turn(Rc<Cell<bool>>);

impl OneAtATime {
    /// The turn, if nobody has it.
    pub(super) fn turn(&self) -> Option<Turn> {
        let is_taken = self.0.replace(true);
        (!is_taken).then(|| Turn(Rc::clone(&self.0)))
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        self.0.set(false);
    }
}
