//! Complete user management on Amazon Cognito, as a Yew single-page app.
