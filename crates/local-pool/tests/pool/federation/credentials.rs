//! What credentials look like.

use serde_json::json;

use super::{DEFAULT, id, with_ann, with_logins};

#[tokio::test]
async fn credentials_are_good_for_an_hour_and_never_the_same() {
    let (pool, ann) = with_ann().await;
    let request = with_logins(&id(&pool, DEFAULT, &ann).await, &ann);
    let mut seen = Vec::new();
    for _ in 0..2 {
        let reply = pool
            .identity_ok("GetCredentialsForIdentity", request.clone())
            .await;
        let credentials = &reply["Credentials"];
        assert_eq!(credentials["Expiration"], json!(1_795_003_600.0));
        let key = credentials["AccessKeyId"].as_str().unwrap();
        let rest = key.strip_prefix("ASIA").unwrap();
        let is_base32 = |c: char| c.is_ascii_uppercase() || ('2'..='7').contains(&c);
        assert!(rest.len() == 16 && rest.chars().all(is_base32), "{key}");
        assert_eq!(credentials["SecretKey"].as_str().unwrap().len(), 40);
        assert!(credentials["SessionToken"].as_str().unwrap().len() > 200);
        for name in ["AccessKeyId", "SecretKey", "SessionToken"] {
            assert!(!seen.contains(&credentials[name]), "{name}");
            seen.push(credentials[name].clone());
        }
    }
}
