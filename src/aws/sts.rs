//! The Security Token Service: who somebody is for AWS.

use serde_json::Value;

use super::{Client, Error, Identity, Request, Scope, Transport};

/// Who the holder of credentials is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CallerIdentity {
    /// The number of the AWS account.
    pub account: String,
    /// The session of the role in which the credentials act.
    pub arn: String,
    /// The id of the role, and the session's name.
    pub user_id: String,
}

/// The service in one region.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sts {
    url: String,
    region: String,
}

impl Sts {
    /// The service at `url`, an absolute URL, in that region.
    pub fn new(url: impl Into<String>, region: impl Into<String>) -> Self {
        Self {
            url: url.into(),
            region: region.into(),
        }
    }

    /// `GetCallerIdentity`, which needs no permission (AWS STS API reference).
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn get_caller_identity<T: Transport>(
        &self,
        client: &Client<T>,
        identity: &Identity,
    ) -> Result<CallerIdentity, Error> {
        let form = "application/x-www-form-urlencoded; charset=utf-8";
        let request = Request {
            method: "POST",
            url: self.url.clone(),
            headers: vec![
                ("content-type", form.to_owned()),
                // Without it the answer is XML.
                ("accept", "application/json".to_owned()),
            ],
            body: "Action=GetCallerIdentity&Version=2011-06-15".to_owned(),
        };
        let scope = Scope {
            service: "sts",
            region: &self.region,
        };
        let reply = client.send(request, scope, identity).await?;
        let malformed = |column| Error::Malformed { column };
        let reply: Value =
            serde_json::from_str(&reply.body).map_err(|error| malformed(error.column()))?;
        let text = |name| {
            let text = reply["GetCallerIdentityResponse"]["GetCallerIdentityResult"][name].as_str();
            text.map(str::to_owned).ok_or(malformed(0))
        };
        Ok(CallerIdentity {
            account: text("Account")?,
            arn: text("Arn")?,
            user_id: text("UserId")?,
        })
    }
}
