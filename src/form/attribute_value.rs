//! What the value of an attribute can be.

use super::field;

/// In characters (Amazon Cognito user pools API reference, `AttributeType`).
const LONGEST: usize = 2048;

/// In characters, of what signs in: the service takes no longer name (the same, `SignUp`).
const LONGEST_EMAIL: usize = 128;

const EMAIL_TOO_LONG: &str = "This is too long: it can have at most 128 characters.";
const TOO_LONG: &str = "This is too long: it can have at most 2048 characters.";
pub(super) const EMAIL: &str = "Enter your e-mail address, such as name@example.com.";
const PHONE_NUMBER: &str = "Enter your phone number with its country code, such as +12065550100.";
const BIRTHDATE: &str = "Enter the day as year, month and day, such as 1990-12-31.";

/// What is wrong with a value, in words; nothing with an empty one.
pub(super) fn fault(name: &str, value: &str) -> Option<&'static str> {
    if value.is_empty() {
        return None;
    }
    let (longest, words) = match name {
        field::EMAIL => (LONGEST_EMAIL, EMAIL_TOO_LONG),
        _ => (LONGEST, TOO_LONG),
    };
    if value.chars().count() > longest {
        return Some(words);
    }
    let (good, words) = match name {
        field::EMAIL => (is_email(value), EMAIL),
        field::PHONE_NUMBER => (is_phone_number(value), PHONE_NUMBER),
        field::BIRTHDATE => (is_date(value), BIRTHDATE),
        _ => return None,
    };
    (!good).then_some(words)
}

/// An address has something on both sides of its `@`, a dot in its domain, and no spaces. Whether it
/// exists, only a message to it can tell.
fn is_email(text: &str) -> bool {
    !text.contains(char::is_whitespace)
        && text
            .rsplit_once('@')
            .is_some_and(|(local, domain)| !local.is_empty() && has_inner_dot(domain))
}

fn has_inner_dot(domain: &str) -> bool {
    let inner = domain.trim_matches('.');
    inner.len() == domain.len() && inner.contains('.')
}

/// The form that the service takes (ITU-T E.164).
fn is_phone_number(number: &str) -> bool {
    number.strip_prefix('+').is_some_and(|digits| {
        (2..=15).contains(&digits.len()) && digits.chars().all(|c| c.is_ascii_digit())
    })
}

/// `YYYY-MM-DD` (OpenID Connect Core 1.0, section 5.1), of a month with so many days in some year.
fn is_date(text: &str) -> bool {
    let bytes = text.as_bytes();
    let shape = |(index, byte): (usize, &u8)| match index {
        4 | 7 => *byte == b'-',
        _ => byte.is_ascii_digit(),
    };
    if bytes.len() != 10 || !bytes.iter().enumerate().all(shape) {
        return false;
    }
    let days = match &text[5..7] {
        "01" | "03" | "05" | "07" | "08" | "10" | "12" => "31",
        "04" | "06" | "09" | "11" => "30",
        "02" => "29",
        _ => return false,
    };
    ("01"..=days).contains(&&text[8..])
}

/// The value of an attribute without the white space around it, and a phone number without what
/// people write between its digits.
pub fn tidy(name: &str, value: &str) -> String {
    match name {
        field::PHONE_NUMBER => value.replace([' ', '-', '.', '(', ')', '/'], ""),
        _ => value.trim().to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_an_address_is_refused() {
        for (email, good) in [
            ("a@b.c", true),
            ("a@b", false),
            ("a@.b", false),
            ("a@b.", false),
            ("first.last+tag@example.org", true),
            ("", true),
            ("a", false),
            ("@b.c", false),
            ("a@", false),
            ("a b@c.d", false),
        ] {
            assert_eq!(fault(field::EMAIL, email).is_none(), good, "{email}");
        }
    }

    #[test]
    fn value_that_is_too_long_for_the_service_is_refused_whatever_it_is() {
        for name in ["custom:agentName", field::BIRTHDATE] {
            assert_eq!(fault(name, &"ä".repeat(2049)), Some(TOO_LONG));
        }
        assert_eq!(fault("custom:agentName", &"ä".repeat(2048)), None);
    }

    #[test]
    fn address_that_could_not_sign_in_is_too_long() {
        let address = |length: usize| "ä".repeat(length - 12) + "@example.org";
        assert_eq!(fault(field::EMAIL, &address(128)), None);
        assert_eq!(fault(field::EMAIL, &address(129)), Some(EMAIL_TOO_LONG));
    }

    #[test]
    fn phone_number_is_tidied_and_needs_its_country_code() {
        for (typed, tidied, good) in [
            (" +1 (206) 555-0100 ", "+12065550100", true),
            ("+44.20/7946 0000", "+442079460000", true),
            ("", "", true),
            ("206 555 0100", "2065550100", false),
            ("+", "+", false),
            ("+1234567890123456", "+1234567890123456", false),
            ("+12a", "+12a", false),
        ] {
            assert_eq!(tidy(field::PHONE_NUMBER, typed), tidied);
            assert_eq!(
                fault(field::PHONE_NUMBER, tidied).is_none(),
                good,
                "{typed}"
            );
        }
        assert_eq!(tidy("name", " A-B "), "A-B");
    }

    #[test]
    fn birthdate_is_a_day_of_the_calendar() {
        for (typed, good) in [
            ("1990-12-31", true),
            ("2000-02-29", true),
            ("", true),
            ("yesterday", false),
            ("31.12.1990", false),
            ("1990-13-01", false),
            ("1990-04-31", false),
            ("1990-01-00", false),
            ("1990-1-1", false),
            ("199é-12-3", false),
        ] {
            assert_eq!(fault(field::BIRTHDATE, typed).is_none(), good, "{typed}");
        }
    }
}
