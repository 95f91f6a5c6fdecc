//! Keyboard and mouse where it matters that it is them.

use anyhow::Result;
use fantoccini::actions::{
    InputSource, KeyAction, KeyActions, MOUSE_BUTTON_LEFT, MouseActions, PointerAction,
};

use super::Page;

impl Page {
    /// Presses keys one after the other, wherever the focus is. Special keys are those of
    /// `fantoccini::key::Key`.
    ///
    /// # Errors
    /// If the browser is gone.
    pub async fn keys(&self, text: &str) -> Result<()> {
        let keyboard = KeyActions::new("keyboard".to_owned());
        let strokes = text.chars().fold(keyboard, |keyboard, value| {
            keyboard
                .then(KeyAction::Down { value })
                .then(KeyAction::Up { value })
        });
        Ok(self.client.perform_actions(strokes).await?)
    }

    /// Clicks the button of that text twice, as fast as a hand can.
    ///
    /// # Errors
    /// If there is no such button.
    pub async fn double_click(&self, text: &str) -> Result<()> {
        let button = MOUSE_BUTTON_LEFT;
        let over_it = PointerAction::MoveToElement {
            element: self.button(text).await?,
            duration: None,
            x: 0.0,
            y: 0.0,
        };
        let clicks = MouseActions::new("mouse".to_owned())
            .then(over_it)
            .then(PointerAction::Down { button })
            .then(PointerAction::Up { button })
            .then(PointerAction::Down { button })
            .then(PointerAction::Up { button });
        Ok(self.client.perform_actions(clicks).await?)
    }
}
