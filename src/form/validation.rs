//! What can be said of a form before anybody is asked.

use std::borrow::Cow;

use crate::{
    config::PasswordPolicy,
    form::{Problem, field},
};

/// Collects the problems of a form, so that all of them are shown at once.
#[derive(Debug, Default)]
pub struct Checks(Vec<Problem>);

impl Checks {
    /// Notes a problem of a field unless `good`.
    pub fn require(
        &mut self,
        good: bool,
        field: impl Into<Cow<'static, str>>,
        text: impl Into<Cow<'static, str>>,
    ) {
        if !good {
            self.0.push(Problem::at(field, text));
        }
    }

    /// An address has something on both sides of its `@`, a dot in its domain, and no spaces.
    /// Whether it exists, only a message to it can tell.
    pub fn email(&mut self, email: &str) {
        let good = !email.contains(char::is_whitespace)
            && email
                .rsplit_once('@')
                .is_some_and(|(local, domain)| !local.is_empty() && has_inner_dot(domain));
        self.require(
            good,
            field::EMAIL,
            "Enter your e-mail address, such as name@example.com.",
        );
    }

    /// What can be said of the value of an attribute; an empty one is another question.
    pub fn attribute(&mut self, name: &str, value: &str) {
        match name {
            _ if value.is_empty() => {}
            _ if value.chars().count() > LONGEST_VALUE => {
                self.require(false, name.to_owned(), TOO_LONG);
            }
            field::EMAIL => self.email(value),
            field::PHONE_NUMBER => self.require(
                is_phone_number(value),
                field::PHONE_NUMBER,
                "Enter your phone number with its country code, such as +12065550100.",
            ),
            field::BIRTHDATE => self.require(
                is_date(value),
                field::BIRTHDATE,
                "Enter the day as year, month and day, such as 1990-12-31.",
            ),
            _ => {}
        }
    }

    /// A password that exists is there.
    pub fn password(&mut self, password: &str) {
        self.require(
            !password.is_empty(),
            field::PASSWORD,
            "Enter your password.",
        );
    }

    /// The code from a message is there.
    pub fn verification_code(&mut self, code: &str) {
        self.require(
            !code.is_empty(),
            field::VERIFICATION_CODE,
            "Enter the code from the message that we sent.",
        );
    }

    /// A new password follows the pool's policy, and was typed the same way twice.
    pub fn new_password(
        &mut self,
        field: &'static str,
        password: &str,
        confirmation: &str,
        policy: &PasswordPolicy,
    ) {
        let bare = password.trim() == password && password.len() <= LONGEST_PASSWORD;
        if policy.accepts(password) {
            self.require(bare, field, UNFIT_PASSWORD);
        } else {
            self.require(false, field, policy.sentence());
        }
        self.require(
            password == confirmation,
            field::CONFIRM_PASSWORD,
            "The two passwords are not the same.",
        );
    }

    /// The problems, if there were any.
    ///
    /// # Errors
    /// Every problem noted so far.
    pub fn finish(self) -> Result<(), Vec<Problem>> {
        if self.0.is_empty() {
            Ok(())
        } else {
            Err(self.0)
        }
    }
}

/// In bytes (Amazon Cognito user pools API reference, `SignUp`).
const LONGEST_PASSWORD: usize = 256;

const UNFIT_PASSWORD: &str =
    "A password can have at most 256 characters, and no space at its beginning or end.";

/// In characters (Amazon Cognito user pools API reference, `AttributeType`).
const LONGEST_VALUE: usize = 2048;

const TOO_LONG: &str = "This is too long: it can have at most 2048 characters.";

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

/// A code without the spaces that come with pasting it.
pub fn clean_code(code: &str) -> String {
    code.split_whitespace().collect()
}

impl PasswordPolicy {
    /// Whether the pool would take this password (Amazon Cognito developer guide, "Password
    /// policies").
    pub fn accepts(&self, password: &str) -> bool {
        let has = |required: bool, kind: fn(char) -> bool| !required || password.chars().any(kind);
        password.chars().count() >= self.min_length
            && has(self.require_lowercase, |c| c.is_ascii_lowercase())
            && has(self.require_uppercase, |c| c.is_ascii_uppercase())
            && has(self.require_numbers, |c| c.is_ascii_digit())
            && has(self.require_symbols, |c| {
                c.is_ascii_punctuation() || c == ' '
            })
    }

    /// The policy in words.
    pub fn sentence(&self) -> String {
        let wanted: Vec<_> = [
            (self.require_lowercase, "a lower-case letter"),
            (self.require_uppercase, "an upper-case letter"),
            (self.require_numbers, "a digit"),
            (self.require_symbols, "a symbol such as ! or -"),
        ]
        .into_iter()
        .filter_map(|(required, words)| required.then_some(words))
        .collect();
        let with = match wanted.as_slice() {
            [] => String::new(),
            [one] => format!(", with {one}"),
            [rest @ .., last] => format!(", with {} and {last}", rest.join(", ")),
        };
        format!(
            "Choose a password of at least {} characters{with}.",
            self.min_length
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const POLICY: PasswordPolicy = PasswordPolicy {
        min_length: 8,
        require_lowercase: true,
        require_uppercase: true,
        require_numbers: true,
        require_symbols: false,
    };

    #[test]
    fn password_must_follow_every_rule_of_the_policy() {
        assert!(POLICY.accepts("Abcdefg1"));
        assert!(POLICY.accepts("Äöü Abc1"));
        for weak in ["", "Abcdef1", "abcdefg1", "ABCDEFG1", "Abcdefgh"] {
            assert!(!POLICY.accepts(weak), "{weak}");
        }
        let symbols = PasswordPolicy {
            require_symbols: true,
            ..POLICY
        };
        assert!(!symbols.accepts("Abcdefg1"));
        assert!(symbols.accepts("Abcdefg1!"));
    }

    #[test]
    fn password_that_the_service_could_not_take_is_refused_with_the_reason() {
        for unfit in [
            " Abcdefg1",
            "Abcdefg1 ",
            &format!("Abcdefg1{}", "x".repeat(249)),
        ] {
            let mut checks = Checks::default();
            checks.new_password(field::PASSWORD, unfit, unfit, &POLICY);
            assert_eq!(checks.finish().unwrap_err()[0].text, UNFIT_PASSWORD);
        }
        let mut checks = Checks::default();
        checks.new_password(field::PASSWORD, "Abc defg1", "Abc defg1", &POLICY);
        assert_eq!(checks.finish(), Ok(()));
    }

    #[test]
    fn policy_is_said_in_one_sentence() {
        assert_eq!(
            POLICY.sentence(),
            "Choose a password of at least 8 characters, with a lower-case letter, \
             an upper-case letter and a digit."
        );
        let lax = PasswordPolicy {
            min_length: 6,
            require_lowercase: false,
            require_uppercase: false,
            require_numbers: false,
            require_symbols: false,
        };
        assert_eq!(
            lax.sentence(),
            "Choose a password of at least 6 characters."
        );
    }

    #[test]
    fn what_cannot_be_an_address_is_refused() {
        for (email, good) in [
            ("a@b.c", true),
            ("a@b", false),
            ("a@.b", false),
            ("a@b.", false),
            ("first.last+tag@example.org", true),
            ("", false),
            ("a", false),
            ("@b.c", false),
            ("a@", false),
            ("a b@c.d", false),
        ] {
            let mut checks = Checks::default();
            checks.email(email);
            assert_eq!(checks.finish().is_ok(), good, "{email}");
        }
    }

    #[test]
    fn all_problems_of_a_form_are_found_at_once() {
        let mut checks = Checks::default();
        checks.email("");
        checks.new_password(field::PASSWORD, "short", "other", &POLICY);
        let fields: Vec<_> = checks
            .finish()
            .unwrap_err()
            .into_iter()
            .filter_map(|problem| problem.field)
            .collect();
        assert_eq!(
            fields,
            [field::EMAIL, field::PASSWORD, field::CONFIRM_PASSWORD]
        );
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
            let mut checks = Checks::default();
            checks.attribute(field::PHONE_NUMBER, tidied);
            assert_eq!(checks.finish().is_ok(), good, "{typed}");
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
            let mut checks = Checks::default();
            checks.attribute(field::BIRTHDATE, typed);
            assert_eq!(checks.finish().is_ok(), good, "{typed}");
        }
    }

    #[test]
    fn attribute_that_the_service_could_not_take_is_told_at_its_field() {
        let mut checks = Checks::default();
        checks.attribute("custom:agentName", &"ä".repeat(2048));
        checks.attribute("custom:agentName", &"x".repeat(2049));
        let problems = checks.finish().unwrap_err();
        assert_eq!(problems, [Problem::at("custom:agentName", TOO_LONG)]);
    }

    #[test]
    fn pasted_code_loses_its_spaces() {
        assert_eq!(clean_code(" 123 456\n"), "123456");
    }
}
