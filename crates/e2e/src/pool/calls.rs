//! The test's own requests to the pool.

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};

use super::Pool;

impl Pool {
    /// Carries out an operation of the service.
    ///
    /// # Errors
    /// The service's refusal, beginning with its name.
    pub async fn call(&self, operation: &str, request: Value) -> Result<Value> {
        let service = "AWSCognitoIdentityProviderService";
        self.call_service(service, operation, request).await
    }

    async fn call_service(&self, service: &str, operation: &str, request: Value) -> Result<Value> {
        let target = format!("{service}.{operation}");
        let response = self
            .http
            .post(self.endpoint())
            .header("content-type", "application/x-amz-json-1.1")
            .header("x-amz-target", target)
            .body(request.to_string())
            .send()
            .await?;
        let status = response.status();
        let body: Value = response.json().await?;
        if !status.is_success() {
            let text = |name: &str| body[name].as_str().unwrap_or_default().to_owned();
            bail!("{}: {} ({operation})", text("__type"), text("message"));
        }
        Ok(body)
    }

    /// The service's words against an operation that it must refuse.
    ///
    /// # Errors
    /// If it does not.
    pub async fn refusal(&self, operation: &str, request: Value) -> Result<String> {
        match self.call(operation, request).await {
            Ok(_) => bail!("{operation} was not refused"),
            Err(refusal) => Ok(refusal.to_string()),
        }
    }

    /// Creates an account that still waits for its code.
    ///
    /// # Errors
    /// The service's refusal.
    pub async fn sign_up(&self, email: &str, password: &str) -> Result<()> {
        let request = json!({
            "ClientId": self.client_id(),
            "Username": email,
            "Password": password,
            "UserAttributes": [{"Name": "email", "Value": email}],
        });
        self.call("SignUp", request).await?;
        Ok(())
    }

    /// Creates an account and confirms it.
    ///
    /// # Errors
    /// The service's refusal.
    pub async fn add_user(&self, email: &str, password: &str) -> Result<()> {
        self.sign_up(email, password).await?;
        let request = json!({
            "ClientId": self.client_id(),
            "Username": email,
            "ConfirmationCode": self.latest_code(email).await?,
        });
        self.call("ConfirmSignUp", request).await?;
        Ok(())
    }

    /// Signs in by sending the password, outside any browser.
    ///
    /// # Errors
    /// The service's refusal.
    pub async fn tokens(&self, email: &str, password: &str) -> Result<Value> {
        let request = json!({
            "ClientId": self.client_id(),
            "AuthFlow": "USER_PASSWORD_AUTH",
            "AuthParameters": {"USERNAME": email, "PASSWORD": password},
        });
        let mut reply = self.call("InitiateAuth", request).await?;
        Ok(reply["AuthenticationResult"].take())
    }

    /// Carries out an administrator's operation on a user.
    ///
    /// # Errors
    /// The service's refusal.
    pub async fn administrate(&self, operation: &str, email: &str) -> Result<Value> {
        let request = json!({"UserPoolId": self.id(), "Username": email});
        self.call(operation, request).await
    }

    /// The value of a user's attribute as the pool has it.
    ///
    /// # Errors
    /// The service's refusal.
    pub async fn attribute(&self, email: &str, name: &str) -> Result<Option<String>> {
        let user = self.administrate("AdminGetUser", email).await?;
        let attributes = user["UserAttributes"].as_array();
        let found = attributes.into_iter().flatten().find(|a| a["Name"] == name);
        Ok(found.and_then(|a| Some(a["Value"].as_str()?.to_owned())))
    }

    /// The codes that were sent to an address, newest first.
    ///
    /// # Errors
    /// If the mailbox cannot be read.
    pub async fn codes(&self, to: &str) -> Result<Vec<String>> {
        let url = format!("{}mailbox/messages", self.endpoint());
        let messages: Value = self.http.get(url).send().await?.json().await?;
        let messages = messages.as_array().context("the mailbox is no list")?;
        let received = messages.iter().filter(|message| message["to"] == to);
        Ok(received
            .filter_map(|message| Some(message["code"].as_str()?.to_owned()))
            .collect())
    }

    /// The newest code that was sent to an address.
    ///
    /// # Errors
    /// If there is none.
    pub async fn latest_code(&self, to: &str) -> Result<String> {
        let codes = self.codes(to).await?;
        let newest = codes.into_iter().next();
        newest.with_context(|| format!("no code was sent to {to}"))
    }

    /// Lets the hosted pages lead to these addresses, after signing in and after signing out.
    ///
    /// # Errors
    /// The service's refusal.
    pub async fn allow_redirects(&self, (sign_in, sign_out): (String, String)) -> Result<()> {
        let request = json!({
            "UserPoolId": self.id(),
            "ClientId": self.client_id(),
            "ExplicitAuthFlows": ["ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"],
            "SupportedIdentityProviders": ["COGNITO", "Facebook", "Google"],
            "AllowedOAuthFlowsUserPoolClient": true,
            "AllowedOAuthFlows": ["code"],
            "AllowedOAuthScopes": ["openid", "email", "profile", "aws.cognito.signin.user.admin"],
            "CallbackURLs": [sign_in],
            "LogoutURLs": [sign_out],
        });
        self.call("UpdateUserPoolClient", request).await?;
        Ok(())
    }

    /// Lets everybody have an identity of the identity pool.
    ///
    /// # Errors
    /// The service's refusal.
    pub async fn admit_guests(&self, identity_pool_id: &str) -> Result<()> {
        let service = "AWSCognitoIdentityService";
        let named = json!({"IdentityPoolId": identity_pool_id});
        // What is not named in an update is gone.
        let settings = self.call_service(service, "DescribeIdentityPool", named);
        let mut settings = settings.await?;
        settings["AllowUnauthenticatedIdentities"] = true.into();
        self.call_service(service, "UpdateIdentityPool", settings)
            .await?;
        Ok(())
    }

    /// Makes the pool exchange refresh tokens at every use, and refuse them at the second.
    ///
    /// # Errors
    /// The service's refusal.
    pub async fn rotate_refresh_tokens(&self) -> Result<()> {
        let request = json!({
            "UserPoolId": self.id(),
            "ClientId": self.client_id(),
            "ExplicitAuthFlows": ["ALLOW_USER_SRP_AUTH"],
            "RefreshTokenRotation": {"Feature": "ENABLED", "RetryGracePeriodSeconds": 0},
        });
        self.call("UpdateUserPoolClient", request).await?;
        Ok(())
    }
}
