//! Large and small letters of every alphabet. The browser knows them all, and Rust's own tables of
//! them would make the download larger by 10 kB.

/// In small letters (Unicode, section 3.13.2, "Default Case Conversion").
pub(crate) fn lowercase(text: &str) -> String {
    #[cfg(target_arch = "wasm32")]
    return js_sys::JsString::from(text).to_lower_case().into();
    #[cfg(not(target_arch = "wasm32"))]
    text.to_lowercase()
}

/// In capital letters.
pub(crate) fn uppercase(text: &str) -> String {
    #[cfg(target_arch = "wasm32")]
    return js_sys::JsString::from(text).to_upper_case().into();
    #[cfg(not(target_arch = "wasm32"))]
    text.to_uppercase()
}
