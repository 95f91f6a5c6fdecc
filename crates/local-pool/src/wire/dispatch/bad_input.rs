//! Every field of every operation, with what must not be in it.

use serde_json::{Value, json};

use super::samples::SAMPLES;
use super::tests::{memory, send};
use super::*;

const VALIDATION: &str = "1 validation error detected: Value";

fn sample(entry: &Entry) -> Value {
    let named = SAMPLES.iter().find(|(name, _)| *name == entry.name);
    serde_json::from_str(named.expect(entry.name).1).expect(entry.name)
}

fn message(body: &Value) -> &str {
    body["message"].as_str().unwrap_or_default()
}

/// The JSON pointer of every value within, and the service's path to it.
fn places(value: &Value, pointer: &str, path: &str) -> Vec<(String, String)> {
    let inner: Vec<(String, String, &Value)> = match value {
        Value::Object(members) => members
            .iter()
            .map(|(name, value)| {
                let dot = if path.is_empty() { "" } else { "." };
                (
                    format!("{pointer}/{name}"),
                    format!("{path}{dot}{name}"),
                    value,
                )
            })
            .collect(),
        Value::Array(elements) => elements
            .iter()
            .enumerate()
            .map(|(index, value)| {
                (
                    format!("{pointer}/{index}"),
                    format!("{path}[{index}]"),
                    value,
                )
            })
            .collect(),
        _ => Vec::new(),
    };
    let deeper = inner
        .iter()
        .flat_map(|(pointer, path, value)| places(value, pointer, path));
    let here = inner
        .iter()
        .map(|(pointer, path, _)| (pointer.clone(), path.clone()));
    here.chain(deeper).collect()
}

fn of_another_type(value: &Value) -> [Value; 2] {
    match value {
        Value::String(_) => [json!(1), json!({})],
        _ => [json!("x"), json!(-1.5)],
    }
}

#[tokio::test]
async fn a_field_of_another_type_is_named_whichever_it_is() {
    let app = memory();
    for entry in OPERATIONS {
        let good = sample(entry);
        let (_, reply) = send(&app, &entry.target(), good.to_string()).await;
        assert!(
            !message(&reply).starts_with(VALIDATION),
            "{}: {reply}",
            entry.name
        );
        for (pointer, path) in places(&good, "", "") {
            for wrong in of_another_type(good.pointer(&pointer).unwrap()) {
                let mut bad = good.clone();
                *bad.pointer_mut(&pointer).unwrap() = wrong;
                let (status, reply) = send(&app, &entry.target(), bad.to_string()).await;
                let place = format!("{}: {path}: {reply}", entry.name);
                assert_eq!(status, 400, "{place}");
                assert_eq!(reply["__type"], "InvalidParameterException", "{place}");
                let named = message(&reply).to_lowercase();
                assert!(
                    named.contains(&format!("'{}'", path.to_lowercase())),
                    "{place}"
                );
            }
        }
    }
}

#[tokio::test]
async fn a_member_that_is_null_counts_as_absent_whichever_it_is() {
    let app = memory();
    for entry in OPERATIONS {
        let good = sample(entry);
        for (pointer, path) in places(&good, "", "") {
            let (parent, name) = pointer.rsplit_once('/').unwrap();
            let (mut null, mut absent) = (good.clone(), good.clone());
            *null.pointer_mut(&pointer).unwrap() = Value::Null;
            let Some(members) = absent.pointer_mut(parent).unwrap().as_object_mut() else {
                continue;
            };
            members.remove(name);
            let (status, reply) = send(&app, &entry.target(), null.to_string()).await;
            let (expected_status, expected) = send(&app, &entry.target(), absent.to_string()).await;
            assert_eq!(
                (status, message(&reply)),
                (expected_status, message(&expected)),
                "{}: {path}",
                entry.name
            );
        }
    }
}
