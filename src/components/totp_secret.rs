//! The key of an authenticator app, for its camera and for people.

use std::fmt::Write;

use form_urlencoded::byte_serialize;
use qrcodegen::{QrCode, QrCodeEcc};
use yew::prelude::*;

use crate::cognito::secret::SecretCode;

/// The app's name, as the authenticator app shows it.
const ISSUER: &str = "Vestibule";

/// The bright margin around a QR code, in modules (ISO/IEC 18004).
const QUIET_ZONE: i32 = 4;

/// Properties of [`TotpSecret`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct TotpSecretProps {
    /// The key.
    pub secret: SecretCode,
    /// The user's name or address, as the authenticator app shows it.
    pub account: AttrValue,
}

/// The key as a QR code, as a link for an authenticator app on this device, and as text.
#[component]
pub fn TotpSecret(props: &TotpSecretProps) -> Html {
    let uri = otpauth_uri(&props.account, &props.secret);
    html! {
        <div class="totp-secret">
            <p>
                { "Scan this code with your authenticator app, or " }
                <a href={uri.clone()}>{ "open the app on this device" }</a>
                { "." }
            </p>
            { for qr_code(&uri) }
            <p>
                { "If you cannot scan it, type this key into the app:" }
                <br />
                <code class="key">{ in_groups(props.secret.expose()) }</code>
            </p>
        </div>
    }
}

/// The URI that authenticator apps take ("Key Uri Format" of Google Authenticator).
fn otpauth_uri(account: &str, secret: &SecretCode) -> String {
    let account: String = byte_serialize(account.as_bytes()).collect();
    let secret = secret.expose();
    format!("otpauth://totp/{ISSUER}:{account}?secret={secret}&issuer={ISSUER}")
}

/// None if the text is too long for a QR code.
fn qr_code(text: &str) -> Option<Html> {
    let code = QrCode::encode_text(text, QrCodeEcc::Low).ok()?;
    let side = code.size() + 2 * QUIET_ZONE;
    Some(html! {
        <svg
            class="qr-code"
            viewBox={format!("0 0 {side} {side}")}
            role="img"
            aria-label="QR code"
            shape-rendering="crispEdges"
        >
            <path d={dark_modules(&code)} />
        </svg>
    })
}

/// The dark modules as the outlines of their horizontal runs (SVG 2, section 9.3).
fn dark_modules(code: &QrCode) -> String {
    let mut path = String::new();
    for y in 0..code.size() {
        let mut x = 0;
        while x < code.size() {
            let end = (x..code.size()).find(|x| !code.get_module(*x, y));
            let run = end.unwrap_or(code.size()) - x;
            if run > 0 {
                let (left, top) = (x + QUIET_ZONE, y + QUIET_ZONE);
                // Writing to a string cannot fail.
                let _ = write!(path, "M{left} {top}h{run}v1h-{run}z");
            }
            x += run + 1;
        }
    }
    path
}

/// Four letters at a time are easier to copy; authenticator apps ignore the spaces.
fn in_groups(key: &str) -> String {
    let mut grouped = String::new();
    for (index, letter) in key.chars().enumerate() {
        if index > 0 && index % 4 == 0 {
            grouped.push(' ');
        }
        grouped.push(letter);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn uri_names_the_app_the_account_and_the_key() {
        let secret = SecretCode::new("JBSWY3DPEHPK3PXP");
        assert_eq!(
            otpauth_uri("ada+1@example.org", &secret),
            "otpauth://totp/Vestibule:ada%2B1%40example.org?secret=JBSWY3DPEHPK3PXP&issuer=Vestibule"
        );
    }

    #[test]
    fn path_has_every_dark_module_and_no_other() {
        let text = "otpauth://totp/Vestibule:ada?secret=JBSWY3DPEHPK3PXP";
        let code = QrCode::encode_text(text, QrCodeEcc::Low).unwrap();
        let mut drawn = Vec::new();
        for run in dark_modules(&code).split_terminator('z') {
            let (start, shape) = run.trim_start_matches('M').split_once('h').unwrap();
            let (x, y) = start.split_once(' ').unwrap();
            let (x, y): (i32, i32) = (x.parse().unwrap(), y.parse().unwrap());
            let length: i32 = shape.split_once('v').unwrap().0.parse().unwrap();
            drawn.extend((x..x + length).map(|x| (x - QUIET_ZONE, y - QUIET_ZONE)));
        }
        let everywhere = (0..code.size()).flat_map(|y| (0..code.size()).map(move |x| (x, y)));
        let dark: Vec<_> = everywhere
            .filter(|(x, y)| code.get_module(*x, *y))
            .collect();
        assert_eq!(drawn, dark);
    }

    #[test]
    fn key_is_shown_in_groups_of_four() {
        assert_eq!(in_groups("ABCDEFGHIJ"), "ABCD EFGH IJ");
        assert_eq!(in_groups(""), "");
    }
}
