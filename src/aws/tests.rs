use std::{cell::RefCell, collections::VecDeque, rc::Rc};

use futures_util::FutureExt;
use serde_json::json;

use super::*;
use crate::cognito::secret::{AccessKeyId, SecretKey, SessionToken};

/// 2027-01-15 08:00:00, in milliseconds since 1970.
const NOW: i64 = 1_800_000_000_000;
const MINUTE: i64 = 60_000;

/// Answers in the order in which the answers were written down, and keeps the requests.
#[derive(Debug, Default)]
struct Service {
    answers: RefCell<VecDeque<Result<Answer, TransportError>>>,
    requests: RefCell<Vec<Request>>,
}

impl Service {
    fn answers(&self, status: u16, body: &str, date: Option<i64>) {
        let reply = Reply {
            status,
            error_type: None,
            body: body.to_owned(),
        };
        self.answers
            .borrow_mut()
            .push_back(Ok(Answer { reply, date }));
    }

    fn admits(&self) {
        self.answers(200, &whoami(), None);
    }

    fn expires_the_signature(&self, date: Option<i64>) {
        let message = "Signature expired: 20270115T080000Z is now earlier than 20270115T090000Z";
        let error = json!({"Error": {"Code": "SignatureDoesNotMatch", "Message": message}});
        self.answers(403, &error.to_string(), date);
    }

    /// The header `x-amz-date` of every request.
    fn dates(&self) -> Vec<String> {
        let requests = self.requests.borrow();
        requests
            .iter()
            .map(|request| header(request, "x-amz-date"))
            .collect()
    }
}

impl Transport for Rc<Service> {
    async fn send(&self, request: &Request) -> Result<Answer, TransportError> {
        self.requests.borrow_mut().push(request.clone());
        self.answers.borrow_mut().pop_front().unwrap()
    }
}

fn header(request: &Request, name: &str) -> String {
    let found = request.headers.iter().find(|header| header.0 == name);
    found.unwrap_or_else(|| panic!("no {name}")).1.clone()
}

fn whoami() -> String {
    let caller = json!({"Account": "123456789012", "UserId": "AROAEXAMPLE:session",
        "Arn": "arn:aws:sts::123456789012:assumed-role/Members/session"});
    json!({"GetCallerIdentityResponse": {"GetCallerIdentityResult": caller,
        "ResponseMetadata": {"RequestId": "1"}}})
    .to_string()
}

fn identity(clock_drift: i64) -> Identity {
    Identity {
        id: "eu-west-1:1".to_owned(),
        credentials: Credentials {
            access_key_id: AccessKeyId::new("ASIAEXAMPLE"),
            secret_key: SecretKey::new("secret"),
            session_token: SessionToken::new("session"),
            expires_at: NOW + 60 * MINUTE,
        },
        clock_drift,
    }
}

fn setup() -> (Client<Rc<Service>>, Rc<Service>) {
    let service = Rc::<Service>::default();
    (Client::new(Rc::clone(&service), || NOW), service)
}

fn ask(client: &Client<Rc<Service>>) -> Result<CallerIdentity, Error> {
    ask_as(client, &identity(0))
}

fn ask_as(client: &Client<Rc<Service>>, identity: &Identity) -> Result<CallerIdentity, Error> {
    let sts = Sts::new("https://sts.eu-west-1.amazonaws.com/", "eu-west-1");
    let asked = sts.get_caller_identity(client, identity).now_or_never();
    asked.expect("the service answers at once")
}

#[test]
fn question_is_a_signed_form_and_the_answer_is_understood() {
    let (client, service) = setup();
    service.admits();
    let caller = ask(&client).unwrap();
    assert_eq!(caller.account, "123456789012");
    assert!(caller.arn.ends_with("assumed-role/Members/session"));
    assert_eq!(caller.user_id, "AROAEXAMPLE:session");
    let request = service.requests.borrow()[0].clone();
    assert_eq!(
        (request.method, request.url.as_str()),
        ("POST", "https://sts.eu-west-1.amazonaws.com/")
    );
    assert_eq!(header(&request, "accept"), "application/json");
    assert_eq!(header(&request, "x-amz-security-token"), "session");
    let authorization = header(&request, "authorization");
    let start = "AWS4-HMAC-SHA256 Credential=ASIAEXAMPLE/20270115/eu-west-1/sts/aws4_request, \
        SignedHeaders=accept;content-type;host;x-amz-date;x-amz-security-token, Signature=";
    assert!(authorization.starts_with(start), "{authorization}");
}

#[test]
fn answer_in_another_form_is_malformed() {
    for body in ["", "{}", "null", "<GetCallerIdentityResponse/>"] {
        let (client, service) = setup();
        service.answers(200, body, None);
        let outcome = ask(&client);
        assert!(matches!(outcome, Err(Error::Malformed { .. })), "{body}");
    }
}

#[test]
fn name_of_a_refusal_is_found_in_every_form_that_the_services_have() {
    for (error_type, body, expected) in [
        (
            None,
            r#"{"Error":{"Code":"ExpiredToken","Message":"m"}}"#,
            "ExpiredToken",
        ),
        (
            None,
            r#"{"__type":"com.amazon#ExpiredToken","message":"m"}"#,
            "ExpiredToken",
        ),
        (None, r#"{"code":"ExpiredToken"}"#, "ExpiredToken"),
        (
            None,
            "<Error><Code>ExpiredToken</Code><Message>m</Message></Error>",
            "ExpiredToken",
        ),
        (Some("ExpiredToken:http://internal/"), "{}", "ExpiredToken"),
        (None, "<html>Bad gateway</html>", ""),
        (None, "", ""),
    ] {
        let error = Error::from_reply(&Reply {
            status: 403,
            error_type: error_type.map(str::to_owned),
            body: body.to_owned(),
        });
        let Error::Refused { code, status, .. } = &error else {
            panic!("{error:?}");
        };
        assert_eq!((code.as_str(), *status), (expected, 403), "{body}");
        assert_eq!(error.refuses_credentials(), !expected.is_empty());
    }
}

#[test]
fn request_is_signed_with_the_time_of_the_service_as_far_as_it_is_known() {
    let (client, service) = setup();
    service.admits();
    assert!(ask_as(&client, &identity(90 * MINUTE)).is_ok());
    assert_eq!(service.dates(), ["20270115T093000Z"]);
}

#[test]
fn clock_that_is_wrong_is_set_by_the_refusal_and_stays_set() {
    for (off, at) in [
        (60, "20270115T090000Z"),
        (-60, "20270115T070000Z"),
        (5, "20270115T080500Z"),
    ] {
        let (client, service) = setup();
        service.expires_the_signature(Some(NOW + off * MINUTE));
        service.admits();
        assert!(ask(&client).is_ok());
        service.admits();
        assert!(ask(&client).is_ok());
        assert_eq!(service.dates(), ["20270115T080000Z", at, at]);
    }
}

#[test]
fn refusal_with_the_right_time_is_told_at_once() {
    let (client, service) = setup();
    service.expires_the_signature(Some(NOW + MINUTE));
    let error = ask(&client).unwrap_err();
    assert!(error.is_about_the_clock());
    assert_eq!(service.dates().len(), 1);
}

#[test]
fn second_refusal_is_told_and_there_is_no_third_try() {
    let (client, service) = setup();
    service.expires_the_signature(Some(NOW + 60 * MINUTE));
    service.expires_the_signature(Some(NOW + 60 * MINUTE));
    assert!(ask(&client).unwrap_err().is_about_the_clock());
    assert_eq!(service.dates().len(), 2);
}

#[test]
fn time_that_was_learned_and_proves_wrong_is_forgotten() {
    // The refusal after the correction, or a later one that does not tell the time.
    for admitted_once in [false, true] {
        let (client, service) = setup();
        service.expires_the_signature(Some(NOW + 60 * MINUTE));
        if admitted_once {
            service.admits();
            assert!(ask(&client).is_ok());
        }
        service.expires_the_signature(None);
        assert!(ask(&client).unwrap_err().is_about_the_clock());
        service.admits();
        assert!(ask(&client).is_ok());
        let (wrong, own) = ("20270115T090000Z", "20270115T080000Z");
        let mut expected = vec![own, wrong, own];
        if admitted_once {
            expected.insert(1, wrong);
        }
        assert_eq!(service.dates(), expected);
    }
}

#[test]
fn time_that_the_page_may_not_read_leaves_the_refusal_as_it_is() {
    let (client, service) = setup();
    service.expires_the_signature(None);
    assert!(ask(&client).unwrap_err().is_about_the_clock());
    assert_eq!(service.dates().len(), 1);
}

#[test]
fn answer_that_is_good_is_taken_whatever_the_time_in_it() {
    let (client, service) = setup();
    service.answers(200, &whoami(), Some(0));
    assert!(ask(&client).is_ok());
    assert_eq!(service.dates().len(), 1);
}

#[test]
fn what_may_have_been_done_is_not_sent_twice_however_wrong_the_clock_is() {
    let (client, service) = setup();
    service.answers(502, "", Some(NOW + 60 * MINUTE));
    assert!(matches!(
        ask(&client),
        Err(Error::Refused { status: 502, .. })
    ));
    assert_eq!(service.dates().len(), 1);
}

#[test]
fn signed_request_shows_nothing_of_its_secrets() {
    let request = super::Request {
        method: "POST",
        url: "https://example.org/?secret-query".to_owned(),
        headers: vec![("x-amz-security-token", "secret-token".to_owned())],
        body: "secret-body".to_owned(),
    };
    let shown = format!("{request:?}");
    assert!(shown.contains("x-amz-security-token"));
    assert!(!shown.contains("secret-"), "{shown}");
}

#[test]
fn dead_network_is_told_as_what_it_is() {
    let (client, service) = setup();
    let error = TransportError::Unreachable("x".to_owned());
    service.answers.borrow_mut().push_back(Err(error));
    assert!(matches!(ask(&client), Err(Error::Transport(_))));
}
