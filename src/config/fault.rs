//! What can be wrong with the file.

/// Everything that is wrong with a configuration.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the configuration is not usable: {}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))]
pub struct ConfigError(pub Vec<Fault>);

/// One thing that is wrong, and where.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{path}: {problem}")]
pub struct Fault {
    /// The place, for example `auth.user_pool_id`.
    pub path: &'static str,
    /// What is wrong there, and what it should be.
    pub problem: String,
}

/// What was found so far.
#[derive(Debug, Default)]
pub(super) struct Faults(Vec<Fault>);

impl Faults {
    /// Adds one.
    pub(super) fn add(&mut self, path: &'static str, problem: impl Into<String>) {
        let problem = problem.into();
        self.0.push(Fault { path, problem });
    }

    /// What was read, if nothing is wrong with it.
    pub(super) fn finish<T>(self, value: Option<T>) -> Result<T, ConfigError> {
        let good = value.filter(|_| self.0.is_empty());
        good.ok_or(ConfigError(self.0))
    }
}
