//! A request of every operation with every field that it has, in a value of the right type. What they ask
//! for can be asked again and again: where it would not be so, it is refused.

/// Operation, and the JSON of its request.
pub(super) const SAMPLES: &[(&str, &str)] = &[
    (
        "AddCustomAttributes",
        r#"{"UserPoolId": "us-east-1_Nothing", "CustomAttributes": [{"Name": "a", "AttributeDataType": "String", "Mutable": true,
        "Required": false, "DeveloperOnlyAttribute": false, "StringAttributeConstraints": {"MinLength": "0", "MaxLength": "9"},
        "NumberAttributeConstraints": {"MinValue": "0", "MaxValue": "9"}}]}"#,
    ),
    (
        "AdminAddUserToGroup",
        r#"{"UserPoolId": "us-east-1_Nothing", "Username": "ann@example.com", "GroupName": "g"}"#,
    ),
    (
        "AdminConfirmSignUp",
        r#"{"UserPoolId": "us-east-1_Nothing", "Username": "ann@example.com"}"#,
    ),
    (
        "AdminCreateUser",
        r#"{"UserPoolId": "us-east-1_Nothing", "Username": "ann@example.com", "UserAttributes": [{"Name": "name", "Value": "Ann"}], "TemporaryPassword": "Passw0rd", "ForceAliasCreation": true,
        "MessageAction": "SUPPRESS", "DesiredDeliveryMediums": ["EMAIL"]}"#,
    ),
    (
        "AdminDeleteUser",
        r#"{"UserPoolId": "us-east-1_Nothing", "Username": "ann@example.com"}"#,
    ),
    (
        "AdminDeleteUserAttributes",
        r#"{"UserPoolId": "us-east-1_Nothing", "Username": "ann@example.com", "UserAttributeNames": ["name"]}"#,
    ),
    (
        "AdminDisableUser",
        r#"{"UserPoolId": "us-east-1_Nothing", "Username": "ann@example.com"}"#,
    ),
    (
        "AdminEnableUser",
        r#"{"UserPoolId": "us-east-1_Nothing", "Username": "ann@example.com"}"#,
    ),
    (
        "AdminForgetDevice",
        r#"{"UserPoolId": "us-east-1_Nothing", "Username": "ann@example.com", "DeviceKey": "us-east-1_0"}"#,
    ),
    (
        "AdminGetDevice",
        r#"{"UserPoolId": "us-east-1_Nothing", "Username": "ann@example.com", "DeviceKey": "us-east-1_0"}"#,
    ),
    (
        "AdminGetUser",
        r#"{"UserPoolId": "us-east-1_Nothing", "Username": "ann@example.com"}"#,
    ),
    (
        "AdminInitiateAuth",
        r#"{"UserPoolId": "us-east-1_Nothing", "ClientId": "c", "AuthFlow": "ADMIN_USER_PASSWORD_AUTH",
        "AuthParameters": {"USERNAME": "ann@example.com", "PASSWORD": "Passw0rd"}, "Session": "aaaaaaaaaaaaaaaaaaaa"}"#,
    ),
    (
        "AdminListDevices",
        r#"{"UserPoolId": "us-east-1_Nothing", "Username": "ann@example.com", "Limit": 1, "PaginationToken": "x"}"#,
    ),
    (
        "AdminListGroupsForUser",
        r#"{"UserPoolId": "us-east-1_Nothing", "Username": "ann@example.com", "Limit": 1, "NextToken": "x"}"#,
    ),
    (
        "AdminRemoveUserFromGroup",
        r#"{"UserPoolId": "us-east-1_Nothing", "Username": "ann@example.com", "GroupName": "g"}"#,
    ),
    (
        "AdminResetUserPassword",
        r#"{"UserPoolId": "us-east-1_Nothing", "Username": "ann@example.com"}"#,
    ),
    (
        "AdminRespondToAuthChallenge",
        r#"{"UserPoolId": "us-east-1_Nothing", "ClientId": "c", "ChallengeName": "SMS_MFA", "Session": "aaaaaaaaaaaaaaaaaaaa",
        "ChallengeResponses": {"USERNAME": "ann@example.com"}}"#,
    ),
    (
        "AdminSetUserMFAPreference",
        r#"{"UserPoolId": "us-east-1_Nothing", "Username": "ann@example.com", "SMSMfaSettings": {"Enabled": true, "PreferredMfa": true},
        "SoftwareTokenMfaSettings": {"Enabled": true, "PreferredMfa": false}, "EmailMfaSettings": {"Enabled": true, "PreferredMfa": false},
        "WebAuthnMfaSettings": {"Enabled": true}}"#,
    ),
    (
        "AdminSetUserPassword",
        r#"{"UserPoolId": "us-east-1_Nothing", "Username": "ann@example.com", "Password": "Passw0rd", "Permanent": true}"#,
    ),
    (
        "AdminUpdateDeviceStatus",
        r#"{"UserPoolId": "us-east-1_Nothing", "Username": "ann@example.com", "DeviceKey": "us-east-1_0", "DeviceRememberedStatus": "remembered"}"#,
    ),
    (
        "AdminUpdateUserAttributes",
        r#"{"UserPoolId": "us-east-1_Nothing", "Username": "ann@example.com", "UserAttributes": [{"Name": "name", "Value": "Ann"}]}"#,
    ),
    (
        "AdminUserGlobalSignOut",
        r#"{"UserPoolId": "us-east-1_Nothing", "Username": "ann@example.com"}"#,
    ),
    (
        "AssociateSoftwareToken",
        r#"{"AccessToken": "x", "Session": "01234567890123456789"}"#,
    ),
    (
        "ChangePassword",
        r#"{"AccessToken": "x", "PreviousPassword": "Passw0rd", "ProposedPassword": "Passw0rd"}"#,
    ),
    (
        "CompleteWebAuthnRegistration",
        r#"{"AccessToken": "x", "Credential": {"id": "AA", "rawId": "AA", "type": "public-key", "authenticatorAttachment": "platform",
        "response": {"clientDataJSON": "AA", "attestationObject": "AA", "transports": ["internal"]}}}"#,
    ),
    (
        "ConfirmDevice",
        r#"{"AccessToken": "x", "DeviceKey": "us-east-1_0", "DeviceName": "d", "DeviceSecretVerifierConfig": {"PasswordVerifier": "AA==", "Salt": "AA=="}}"#,
    ),
    (
        "ConfirmForgotPassword",
        r#"{"ClientId": "4vestibulelocalclient7q2", "SecretHash": "aGFzaA==", "Username": "ann@example.com", "ConfirmationCode": "123456", "Password": "Passw0rd"}"#,
    ),
    (
        "ConfirmSignUp",
        r#"{"ClientId": "4vestibulelocalclient7q2", "SecretHash": "aGFzaA==", "Username": "ann@example.com", "ConfirmationCode": "123456", "ForceAliasCreation": true, "Session": "aaaaaaaaaaaaaaaaaaaa"}"#,
    ),
    (
        "CreateGroup",
        r#"{"UserPoolId": "us-east-1_Nothing", "GroupName": "g", "Description": "d",
        "RoleArn": "arn:aws:iam::000000000000:role/r", "Precedence": 1}"#,
    ),
    (
        "CreateIdentityPool",
        r#"{"IdentityPoolName": "i", "AllowUnauthenticatedIdentities": true, "AllowClassicFlow": true,
        "CognitoIdentityProviders": [{"ProviderName": "p", "ClientId": "c", "ServerSideTokenCheck": true}],
        "SupportedLoginProviders": {"graph.facebook.com": "1"}, "DeveloperProviderName": "d",
        "IdentityPoolTags": {"a": "b"}, "OpenIdConnectProviderARNs": ["a"], "SamlProviderARNs": ["a"]}"#,
    ),
    (
        "CreateIdentityProvider",
        r#"{"UserPoolId": "us-east-1_Nothing", "ProviderName": "Facebook", "ProviderType": "Facebook",
        "ProviderDetails": {"client_id": "1", "client_secret": "s", "authorize_scopes": "email"},
        "AttributeMapping": {"email": "email"}, "IdpIdentifiers": ["i"]}"#,
    ),
    (
        "CreateUserPool",
        r#"{"PoolName": "p", "Policies": {
        "PasswordPolicy": {"MinimumLength": 8, "RequireUppercase": true, "TemporaryPasswordValidityDays": 7},
        "SignInPolicy": {"AllowedFirstAuthFactors": ["PASSWORD"]}},
        "Schema": [{"Name": "a", "AttributeDataType": "String", "Mutable": true, "Required": false,
            "DeveloperOnlyAttribute": false, "StringAttributeConstraints": {"MinLength": "0", "MaxLength": "9"},
            "NumberAttributeConstraints": {"MinValue": "0", "MaxValue": "9"}}],
        "UsernameAttributes": ["email"], "AliasAttributes": ["email"], "AutoVerifiedAttributes": ["email"], "MfaConfiguration": "OFF",
        "UsernameConfiguration": {"CaseSensitive": true},
        "DeviceConfiguration": {"ChallengeRequiredOnNewDevice": true, "DeviceOnlyRememberedOnUserPrompt": true},
        "AdminCreateUserConfig": {"AllowAdminCreateUserOnly": true, "UnusedAccountValidityDays": 7,
            "InviteMessageTemplate": {"SMSMessage": "m", "EmailMessage": "m", "EmailSubject": "s"}},
        "AccountRecoverySetting": {"RecoveryMechanisms": [{"Name": "verified_email", "Priority": 1}]},
        "UserAttributeUpdateSettings": {"AttributesRequireVerificationBeforeUpdate": ["email"]},
        "DeletionProtection": "ACTIVE", "EmailConfiguration": {}, "EmailVerificationMessage": "{####}",
        "EmailVerificationSubject": "s", "LambdaConfig": {}, "SmsAuthenticationMessage": "{####}", "SmsConfiguration": {},
        "SmsVerificationMessage": "{####}", "UserPoolAddOns": {}, "UserPoolTags": {"a": "b"}, "UserPoolTier": "LITE",
        "VerificationMessageTemplate": {}}"#,
    ),
    (
        "CreateUserPoolClient",
        r#"{"UserPoolId": "us-east-1_Vestibule", "ClientName": "c", "GenerateSecret": true, "ExplicitAuthFlows": ["ALLOW_USER_SRP_AUTH"], "AccessTokenValidity": 1, "IdTokenValidity": 1,
        "RefreshTokenValidity": 1, "TokenValidityUnits": {"AccessToken": "hours"}, "AuthSessionValidity": 3,
        "PreventUserExistenceErrors": "ENABLED", "EnableTokenRevocation": true,
        "RefreshTokenRotation": {"Feature": "ENABLED", "RetryGracePeriodSeconds": 0}, "ReadAttributes": ["email"],
        "WriteAttributes": ["email"], "AllowedOAuthFlowsUserPoolClient": true, "AllowedOAuthFlows": ["code"],
        "AllowedOAuthScopes": ["openid"], "CallbackURLs": ["https://a.example"], "LogoutURLs": ["https://a.example"],
        "DefaultRedirectURI": "https://a.example", "SupportedIdentityProviders": ["COGNITO"]}"#,
    ),
    (
        "CreateUserPoolDomain",
        r#"{"UserPoolId": "us-east-1_Vestibule", "Domain": "cognito", "ManagedLoginVersion": 2}"#,
    ),
    (
        "DeleteGroup",
        r#"{"UserPoolId": "us-east-1_Nothing", "GroupName": "g"}"#,
    ),
    ("DeleteIdentityPool", r#"{"IdentityPoolId": "us-east-1:0"}"#),
    (
        "DeleteIdentityProvider",
        r#"{"UserPoolId": "us-east-1_Nothing", "ProviderName": "Facebook"}"#,
    ),
    ("DeleteUser", r#"{"AccessToken": "x"}"#),
    (
        "DeleteUserAttributes",
        r#"{"AccessToken": "x", "UserAttributeNames": ["name"]}"#,
    ),
    ("DeleteUserPool", r#"{"UserPoolId": "us-east-1_Nothing"}"#),
    (
        "DeleteUserPoolClient",
        r#"{"UserPoolId": "us-east-1_Nothing", "ClientId": "c"}"#,
    ),
    (
        "DeleteUserPoolDomain",
        r#"{"UserPoolId": "us-east-1_Nothing", "Domain": "d"}"#,
    ),
    (
        "DeleteWebAuthnCredential",
        r#"{"AccessToken": "x", "CredentialId": "AA"}"#,
    ),
    ("DescribeIdentity", r#"{"IdentityId": "us-east-1:0"}"#),
    (
        "DescribeIdentityPool",
        r#"{"IdentityPoolId": "us-east-1:0"}"#,
    ),
    (
        "DescribeIdentityProvider",
        r#"{"UserPoolId": "us-east-1_Nothing", "ProviderName": "Facebook"}"#,
    ),
    (
        "DescribeUserPool",
        r#"{"UserPoolId": "us-east-1_Vestibule"}"#,
    ),
    (
        "DescribeUserPoolClient",
        r#"{"UserPoolId": "us-east-1_Vestibule", "ClientId": "4vestibulelocalclient7q2"}"#,
    ),
    (
        "ForgetDevice",
        r#"{"AccessToken": "x", "DeviceKey": "us-east-1_0"}"#,
    ),
    (
        "ForgotPassword",
        r#"{"ClientId": "4vestibulelocalclient7q2", "SecretHash": "aGFzaA==", "Username": "ann@example.com"}"#,
    ),
    (
        "GetCredentialsForIdentity",
        r#"{"IdentityId": "us-east-1:0", "Logins": {"graph.facebook.com": "x"},
        "CustomRoleArn": "arn:aws:iam::000000000000:role/r"}"#,
    ),
    (
        "GetDevice",
        r#"{"AccessToken": "x", "DeviceKey": "us-east-1_0"}"#,
    ),
    (
        "GetGroup",
        r#"{"UserPoolId": "us-east-1_Nothing", "GroupName": "g"}"#,
    ),
    (
        "GetId",
        r#"{"IdentityPoolId": "us-east-1:0", "AccountId": "000000000000", "Logins": {"graph.facebook.com": "x"}}"#,
    ),
    (
        "GetIdentityPoolRoles",
        r#"{"IdentityPoolId": "us-east-1:0"}"#,
    ),
    (
        "GetOpenIdToken",
        r#"{"IdentityId": "us-east-1:0", "Logins": {"graph.facebook.com": "x"}}"#,
    ),
    (
        "GetTokensFromRefreshToken",
        r#"{"ClientId": "4vestibulelocalclient7q2", "ClientSecret": "x", "RefreshToken": "x", "DeviceKey": "us-east-1_0"}"#,
    ),
    ("GetUser", r#"{"AccessToken": "x"}"#),
    (
        "GetUserAttributeVerificationCode",
        r#"{"AccessToken": "x", "AttributeName": "email"}"#,
    ),
    ("GetUserAuthFactors", r#"{"AccessToken": "x"}"#),
    (
        "GetUserPoolMfaConfig",
        r#"{"UserPoolId": "us-east-1_Vestibule"}"#,
    ),
    ("GlobalSignOut", r#"{"AccessToken": "x"}"#),
    (
        "InitiateAuth",
        r#"{"ClientId": "4vestibulelocalclient7q2", "AuthFlow": "USER_PASSWORD_AUTH",
        "AuthParameters": {"USERNAME": "ann@example.com", "PASSWORD": "Passw0rd"}, "Session": "aaaaaaaaaaaaaaaaaaaa"}"#,
    ),
    (
        "ListDevices",
        r#"{"AccessToken": "x", "Limit": 1, "PaginationToken": "x"}"#,
    ),
    (
        "ListGroups",
        r#"{"UserPoolId": "us-east-1_Nothing", "Limit": 1, "NextToken": "x"}"#,
    ),
    (
        "ListIdentities",
        r#"{"IdentityPoolId": "us-east-1:0", "MaxResults": 1, "NextToken": "x", "HideDisabled": true}"#,
    ),
    (
        "ListIdentityPools",
        r#"{"MaxResults": 1, "NextToken": "x"}"#,
    ),
    (
        "ListIdentityProviders",
        r#"{"UserPoolId": "us-east-1_Vestibule", "MaxResults": 1, "NextToken": "x"}"#,
    ),
    (
        "ListUserPoolClients",
        r#"{"UserPoolId": "us-east-1_Vestibule", "MaxResults": 1, "NextToken": "x"}"#,
    ),
    ("ListUserPools", r#"{"MaxResults": 1, "NextToken": "x"}"#),
    (
        "ListUsers",
        r#"{"UserPoolId": "us-east-1_Vestibule", "AttributesToGet": ["email"], "Limit": 1, "PaginationToken": "x", "Filter": "x"}"#,
    ),
    (
        "ListUsersInGroup",
        r#"{"UserPoolId": "us-east-1_Nothing", "GroupName": "g", "Limit": 1, "NextToken": "x"}"#,
    ),
    (
        "ListWebAuthnCredentials",
        r#"{"AccessToken": "x", "MaxResults": 1, "NextToken": "x"}"#,
    ),
    (
        "ResendConfirmationCode",
        r#"{"ClientId": "4vestibulelocalclient7q2", "SecretHash": "aGFzaA==", "Username": "ann@example.com"}"#,
    ),
    (
        "RespondToAuthChallenge",
        r#"{"ClientId": "4vestibulelocalclient7q2", "ChallengeName": "PASSWORD_VERIFIER", "Session": "aaaaaaaaaaaaaaaaaaaa",
        "ChallengeResponses": {"USERNAME": "ann@example.com"}}"#,
    ),
    (
        "RevokeToken",
        r#"{"ClientId": "4vestibulelocalclient7q2", "ClientSecret": "x", "Token": "x"}"#,
    ),
    (
        "SetIdentityPoolRoles",
        r#"{"IdentityPoolId": "us-east-1:0", "RoleMappings": {"p": {"Type": "Rules", "AmbiguousRoleResolution": "Deny", "RulesConfiguration": {"Rules":
        [{"Claim": "c", "MatchType": "Equals", "Value": "v", "RoleARN": "arn:aws:iam::000000000000:role/r"}]}}},
        "Roles": {"authenticated": "arn:aws:iam::000000000000:role/r"}}"#,
    ),
    (
        "SetUserMFAPreference",
        r#"{"AccessToken": "x", "SMSMfaSettings": {"Enabled": true, "PreferredMfa": true},
        "SoftwareTokenMfaSettings": {"Enabled": true, "PreferredMfa": false}, "EmailMfaSettings": {"Enabled": true, "PreferredMfa": false},
        "WebAuthnMfaSettings": {"Enabled": true}}"#,
    ),
    (
        "SetUserPoolMfaConfig",
        r#"{"UserPoolId": "us-east-1_Vestibule", "MfaConfiguration": "OPTIONAL",
        "SmsMfaConfiguration": {"SmsAuthenticationMessage": "{####}", "SmsConfiguration": {}},
        "SoftwareTokenMfaConfiguration": {"Enabled": true}, "EmailMfaConfiguration": {"Message": "{####}", "Subject": "s"},
        "WebAuthnConfiguration": {"RelyingPartyId": "r", "UserVerification": "required", "FactorConfiguration": "SINGLE_FACTOR"}}"#,
    ),
    (
        "SetUserSettings",
        r#"{"AccessToken": "x", "MFAOptions": [{"DeliveryMedium": "SMS", "AttributeName": "phone_number"}]}"#,
    ),
    (
        "SignUp",
        r#"{"ClientId": "4vestibulelocalclient7q2", "SecretHash": "aGFzaA==", "Username": "ann@example.com", "Password": "weak",
        "UserAttributes": [{"Name": "name", "Value": "Ann"}]}"#,
    ),
    ("StartWebAuthnRegistration", r#"{"AccessToken": "x"}"#),
    (
        "UpdateDeviceStatus",
        r#"{"AccessToken": "x", "DeviceKey": "us-east-1_0", "DeviceRememberedStatus": "remembered"}"#,
    ),
    (
        "UpdateIdentityPool",
        r#"{"IdentityPoolId": "us-east-1:0", "IdentityPoolName": "i", "AllowUnauthenticatedIdentities": true,
        "AllowClassicFlow": true,
        "CognitoIdentityProviders": [{"ProviderName": "p", "ClientId": "c", "ServerSideTokenCheck": true}],
        "SupportedLoginProviders": {"graph.facebook.com": "1"}, "DeveloperProviderName": "d",
        "IdentityPoolTags": {"a": "b"}, "OpenIdConnectProviderARNs": ["a"], "SamlProviderARNs": ["a"]}"#,
    ),
    (
        "UpdateIdentityProvider",
        r#"{"UserPoolId": "us-east-1_Nothing", "ProviderName": "Facebook",
        "ProviderDetails": {"client_id": "1"}, "AttributeMapping": {"email": "email"}, "IdpIdentifiers": ["i"]}"#,
    ),
    (
        "UpdateUserAttributes",
        r#"{"AccessToken": "x", "UserAttributes": [{"Name": "name", "Value": "Ann"}]}"#,
    ),
    (
        "UpdateUserPool",
        r#"{"UserPoolId": "us-east-1_Nothing", "PoolName": "p", "Policies": {
        "PasswordPolicy": {"MinimumLength": 8, "RequireUppercase": true, "TemporaryPasswordValidityDays": 7},
        "SignInPolicy": {"AllowedFirstAuthFactors": ["PASSWORD"]}},
        "AutoVerifiedAttributes": ["email"], "MfaConfiguration": "OFF",
        "DeviceConfiguration": {"ChallengeRequiredOnNewDevice": true, "DeviceOnlyRememberedOnUserPrompt": true},
        "AdminCreateUserConfig": {"AllowAdminCreateUserOnly": true, "UnusedAccountValidityDays": 7,
            "InviteMessageTemplate": {"SMSMessage": "m", "EmailMessage": "m", "EmailSubject": "s"}},
        "AccountRecoverySetting": {"RecoveryMechanisms": [{"Name": "verified_email", "Priority": 1}]},
        "UserAttributeUpdateSettings": {"AttributesRequireVerificationBeforeUpdate": ["email"]},
        "DeletionProtection": "ACTIVE", "EmailConfiguration": {}, "EmailVerificationMessage": "{####}",
        "EmailVerificationSubject": "s", "LambdaConfig": {}, "SmsAuthenticationMessage": "{####}", "SmsConfiguration": {},
        "SmsVerificationMessage": "{####}", "UserPoolAddOns": {}, "UserPoolTags": {"a": "b"}, "UserPoolTier": "LITE",
        "VerificationMessageTemplate": {}}"#,
    ),
    (
        "UpdateUserPoolClient",
        r#"{"UserPoolId": "us-east-1_Vestibule", "ClientId": "4vestibulelocalclient7q2", "ClientName": "c",
        "ExplicitAuthFlows": ["ALLOW_USER_SRP_AUTH"], "AccessTokenValidity": 1, "IdTokenValidity": 1,
        "RefreshTokenValidity": 1, "TokenValidityUnits": {"AccessToken": "hours"}, "AuthSessionValidity": 3,
        "PreventUserExistenceErrors": "ENABLED", "EnableTokenRevocation": true,
        "RefreshTokenRotation": {"Feature": "ENABLED", "RetryGracePeriodSeconds": 0}, "ReadAttributes": ["email"],
        "WriteAttributes": ["email"], "AllowedOAuthFlowsUserPoolClient": true, "AllowedOAuthFlows": ["code"],
        "AllowedOAuthScopes": ["openid"], "CallbackURLs": ["https://a.example"], "LogoutURLs": ["https://a.example"],
        "DefaultRedirectURI": "https://a.example", "SupportedIdentityProviders": ["COGNITO"]}"#,
    ),
    (
        "VerifySoftwareToken",
        r#"{"AccessToken": "x", "Session": "01234567890123456789", "UserCode": "123456", "FriendlyDeviceName": "d"}"#,
    ),
    (
        "VerifyUserAttribute",
        r#"{"AccessToken": "x", "AttributeName": "email", "Code": "123456"}"#,
    ),
];
