//! Claims, genuinely signed, that are good, bad or odd by chance.

use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Map, Value, json};

use super::tokens::oracle;
use super::{cases, verify};
use crate::support::{CLIENT, FIRST, ISSUER, access_claims, now, token_of};

/// A member of the claims: mostly as it should be, at times missing, at times anything.
fn member(good: Value, odd: Vec<Value>) -> impl Strategy<Value = Option<Value>> {
    let mut anything = odd;
    anything.extend([
        json!(null),
        json!(true),
        json!([]),
        json!({}),
        json!(1.5),
        json!(-1),
        json!(""),
    ]);
    prop_oneof![
        12 => Just(Some(good)),
        1 => Just(None),
        2 => select(anything).prop_map(Some),
    ]
}

fn claims() -> impl Strategy<Value = Value> {
    let time = |good: i64| {
        let odd = [now() - 1000, now() + 1000, 0, i64::MAX]
            .map(Value::from)
            .to_vec();
        let more = vec![json!(u64::MAX), json!(4e9), json!("4102444800")];
        member(good.into(), [odd, more].concat())
    };
    let members = (
        member(
            json!(ISSUER),
            vec![json!([ISSUER]), json!(format!("{ISSUER}/"))],
        ),
        member(json!("access"), vec![json!("id"), json!(["access"])]),
        member(json!(CLIENT), vec![json!("other"), json!([CLIENT])]),
        time(now() + 3600),
        time(now() - 60),
        time(now() - 60),
        member(json!("5d2c4b1e"), vec![json!(7)]),
        member(json!("ann"), vec![json!(["ann"])]),
        member(json!(["staff"]), vec![json!("staff"), json!(["staff", 7])]),
        member(json!("openid profile"), vec![json!(["openid"])]),
    );
    members.prop_map(
        |(iss, token_use, client_id, exp, nbf, iat, sub, username, groups, scope)| {
            let members = [
                ("iss", iss),
                ("token_use", token_use),
                ("client_id", client_id),
                ("exp", exp),
                ("nbf", nbf),
                ("iat", iat),
                ("sub", sub),
                ("username", username),
                ("cognito:groups", groups),
                ("scope", scope),
            ];
            let present = members
                .into_iter()
                .filter_map(|(name, value)| Some((name.to_owned(), value?)));
            Value::Object(present.collect::<Map<_, _>>())
        },
    )
}

/// The rules in other words: what the developer guide demands of an access token.
fn count(claims: &Value) -> bool {
    let is = |name: &str, value: &str| claims[name].as_str() == Some(value);
    let absent_or = |name: &str, good: &dyn Fn(&Value) -> bool| claims.get(name).is_none_or(good);
    let begins = |value: &Value| {
        value
            .as_i64()
            .is_some_and(|time| (0..=now() + 5).contains(&time))
    };
    let is_list = |value: &Value| {
        value
            .as_array()
            .is_some_and(|names| names.iter().all(Value::is_string))
    };
    is("iss", ISSUER)
        && is("token_use", "access")
        && is("client_id", CLIENT)
        && claims["exp"].as_i64().is_some_and(|exp| exp > now())
        && absent_or("nbf", &begins)
        && absent_or("iat", &begins)
        && claims["sub"].is_string()
        && absent_or("username", &Value::is_string)
        && absent_or("cognito:groups", &is_list)
        && absent_or("scope", &Value::is_string)
}

fn anything() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(json!(null)),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        any::<String>().prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 16, 4, |inner| {
        let members = proptest::collection::btree_map(any::<String>(), inner.clone(), 0..4);
        prop_oneof![
            proptest::collection::vec(inner, 0..4).prop_map(Value::from),
            members.prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

proptest! {
    #![proptest_config(cases(600))]

    #[test]
    fn those_claims_are_admitted_that_the_rules_admit(claims in claims()) {
        let token = token_of(&claims, &FIRST);
        let admitted = verify(&token);
        prop_assert_eq!(admitted.is_ok(), count(&claims), "{:?}", admitted);
        if oracle(&token).is_some() {
            prop_assert!(admitted.is_err());
        }
        if let Ok(admitted) = admitted {
            prop_assert_eq!(serde_json::to_value(&admitted).unwrap(), claims);
        }
    }

    #[test]
    fn no_json_is_a_set_of_claims_by_chance(claims in anything()) {
        prop_assert!(verify(&token_of(&claims, &FIRST)).is_err());
    }

    /// Claims that nobody here knows change nothing, and are handed on.
    #[test]
    fn other_claims_are_handed_on_whatever_they_say(name in "custom:[a-z]{1,10}", value in anything()) {
        let mut claims = access_claims();
        claims[&name] = value;
        let admitted = verify(&token_of(&claims, &FIRST)).unwrap();
        // Through text, as the token itself: not every number survives it.
        let expected: Value = serde_json::from_str(&claims.to_string()).unwrap();
        prop_assert_eq!(admitted.get::<Value>(&name), expected.get(&name).cloned());
        prop_assert_eq!(serde_json::to_value(&admitted).unwrap(), expected);
    }
}
