//! What can be said of a form before anybody is asked.

use std::borrow::Cow;

use crate::{
    config::PasswordPolicy,
    form::{
        Problem,
        attribute_value::{self, EMAIL},
        field,
    },
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

    /// An address is there, and can be one.
    pub fn email(&mut self, email: &str) {
        self.require(!email.is_empty(), field::EMAIL, EMAIL);
        self.attribute(field::EMAIL, email);
    }

    /// What can be said of the value of an attribute; an empty one is another question.
    pub fn attribute(&mut self, name: &str, value: &str) {
        if let Some(fault) = attribute_value::fault(name, value) {
            self.require(false, name.to_owned(), fault);
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

    /// The code from a message is there, and no longer than any (Amazon Cognito user pools API reference,
    /// `ConfirmSignUp`).
    pub fn verification_code(&mut self, code: &str) {
        self.require(
            (1..=2048).contains(&code.len()),
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

/// A code without the spaces that come with pasting it.
pub fn clean_code(code: &str) -> String {
    code.split_whitespace().collect()
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
    fn code_is_there_and_no_longer_than_any() {
        for (code, good) in [("", false), ("123456", true), (&"1".repeat(2049), false)] {
            let mut checks = Checks::default();
            checks.verification_code(code);
            assert_eq!(checks.finish().is_ok(), good);
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
    fn address_is_needed_and_has_one_fault_at_a_time() {
        for (email, words) in [
            ("", "Enter your"),
            ("a", "Enter your"),
            (&"a".repeat(129), "too long"),
        ] {
            let mut checks = Checks::default();
            checks.email(email);
            let problems = checks.finish().unwrap_err();
            assert_eq!(problems.len(), 1, "{email}");
            assert!(problems[0].text.contains(words), "{email}");
        }
    }

    #[test]
    fn pasted_code_loses_its_spaces() {
        assert_eq!(clean_code(" 123 456\n"), "123456");
    }
}
