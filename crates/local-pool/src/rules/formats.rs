//! The forms of addresses, phone numbers and dates.

use time::Date;
use time::format_description::BorrowedFormatItem;
use time::macros::format_description;

/// Whether the text has the shape of an e-mail address: `local@domain.tld`, without white space.
pub(crate) fn is_email(text: &str) -> bool {
    let Some((local, domain)) = text.rsplit_once('@') else {
        return false;
    };
    let is_label = |label: &str| {
        !label.is_empty()
            && label.chars().all(|c| c.is_alphanumeric() || c == '-')
            && !label.starts_with('-')
    };
    !local.is_empty()
        && !local.contains('@')
        && !text.contains(|c: char| c.is_whitespace() || c.is_control())
        && domain.contains('.')
        && domain.split('.').all(is_label)
}

/// Whether the text is a phone number in E.164: `+` and up to 15 digits.
pub(crate) fn is_phone_number(text: &str) -> bool {
    let digits = text.strip_prefix('+').unwrap_or_default();
    (2..=15).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether the text is a date of the form `YYYY-MM-DD`. OpenID Connect lets the year be `0000`, for none.
pub(crate) fn is_date(text: &str) -> bool {
    const FORM: &[BorrowedFormatItem<'_>] = format_description!("[year]-[month]-[day]");
    text.len() == 10 && Date::parse(text, FORM).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_birthdate_is_a_day_of_the_calendar() {
        for good in ["2000-02-29", "0000-12-31"] {
            assert!(is_date(good), "{good}");
        }
        for bad in [
            "2001-02-29",
            "2000-13-01",
            "2000-1-01",
            "01.01.2000",
            "+200-01-01",
            "",
        ] {
            assert!(!is_date(bad), "{bad}");
        }
    }

    #[test]
    fn the_shape_of_an_email_address() {
        for good in [
            "a@b.co",
            "first.last+tag@sub.example.org",
            "ünï@exämple.org",
        ] {
            assert!(is_email(good), "{good}");
        }
        for bad in [
            "", "a", "@b.co", "a@", "a@b", "a@b.", "a@.co", "a@b..co", "a b@c.de", "a@b@c.de",
            "a@-b.co",
        ] {
            assert!(!is_email(bad), "{bad}");
        }
    }

    #[test]
    fn the_shape_of_a_phone_number() {
        assert!(is_phone_number("+14155552671"));
        for bad in ["", "+", "14155552671", "+1415555267x", "+1234567890123456"] {
            assert!(!is_phone_number(bad), "{bad}");
        }
    }
}
