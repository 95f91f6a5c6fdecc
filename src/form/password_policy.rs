//! The pool's password policy, applied and in words.

use crate::config::PasswordPolicy;

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
}
