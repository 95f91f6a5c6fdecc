//! The paths that a Rust source mentions: enough of a parser to tell code from comments and strings.

use std::iter::Peekable;
use std::vec::IntoIter;

/// A word or a mark of the source.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Token {
    Name(String),
    PathSeparator,
    Other(char),
}

type Tokens = Peekable<IntoIter<(usize, Token)>>;

/// Every path such as `crate::cognito::Client` with its line; groups (`a::{b, c}`) are written out.
pub(super) fn mentioned(source: &str) -> Vec<(usize, String)> {
    let mut tokens = tokens(source).into_iter().peekable();
    let mut found = Vec::new();
    while let Some((line, token)) = tokens.next() {
        if let Token::Name(name) = token {
            follow(&mut tokens, line, name, &mut found);
        }
    }
    found
}

/// Reads on from `path`, whose last name was just read.
fn follow(tokens: &mut Tokens, line: usize, path: String, found: &mut Vec<(usize, String)>) {
    if tokens
        .next_if(|(_, token)| *token == Token::PathSeparator)
        .is_none()
    {
        found.push((line, path));
        return;
    }
    match tokens.peek().cloned() {
        Some((line, Token::Name(name))) => {
            tokens.next();
            follow(tokens, line, format!("{path}::{name}"), found);
        }
        Some((_, Token::Other('{'))) => {
            tokens.next();
            group(tokens, &path, found);
        }
        _ => found.push((line, path)),
    }
}

/// Reads the inside of `path::{ .. }` and its closing brace.
fn group(tokens: &mut Tokens, path: &str, found: &mut Vec<(usize, String)>) {
    while let Some((line, token)) = tokens.next() {
        match token {
            Token::Name(name) => follow(tokens, line, format!("{path}::{name}"), found),
            Token::Other('}') => return,
            Token::PathSeparator | Token::Other(_) => {}
        }
    }
}

fn tokens(source: &str) -> Vec<(usize, Token)> {
    let mut tokens = Vec::new();
    let mut rest = source;
    while let Some(first) = rest.chars().next() {
        let line = 1 + source[..source.len() - rest.len()].matches('\n').count();
        let length = skipped(rest);
        if length > 0 {
            rest = &rest[length..];
            continue;
        }
        let name = rest.find(|c: char| !is_name(c)).unwrap_or(rest.len());
        let (token, length) = if name > 0 {
            (Token::Name(rest[..name].to_owned()), name)
        } else if rest.starts_with("::") {
            (Token::PathSeparator, 2)
        } else {
            (Token::Other(first), first.len_utf8())
        };
        tokens.push((line, token));
        rest = &rest[length..];
    }
    tokens
}

fn is_name(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// Bytes of the space, comment or literal that `rest` begins with; 0 if it begins with code.
fn skipped(rest: &str) -> usize {
    let until = |end: &str| rest.find(end).map_or(rest.len(), |at| at + end.len());
    let space = rest.len() - rest.trim_start().len();
    match rest.as_bytes() {
        _ if space > 0 => space,
        [b'/', b'/', ..] => until("\n"),
        [b'/', b'*', ..] => until("*/"),
        [b'r', b'"' | b'#', ..] => raw_string(rest),
        [b'"', ..] => quoted(rest, '"'),
        [b'\'', ..] => character(rest),
        _ => 0,
    }
}

/// `r"..."`, `r#"..."#` and so on; 0 for a raw identifier.
fn raw_string(rest: &str) -> usize {
    let hashes = rest[1..].bytes().take_while(|byte| *byte == b'#').count();
    let start = 1 + hashes;
    if !rest[start..].starts_with('"') {
        return 0;
    }
    let end = format!("\"{}", "#".repeat(hashes));
    let body = start + 1;
    rest[body..]
        .find(&end)
        .map_or(rest.len(), |at| body + at + end.len())
}

fn quoted(rest: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, c) in rest.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            _ if c == quote => return at + c.len_utf8(),
            _ => {}
        }
    }
    rest.len()
}

/// A character literal, or only the quote of a lifetime.
fn character(rest: &str) -> usize {
    let mut after = rest.chars().skip(1);
    let (first, second) = (after.next(), after.next());
    if first == Some('\\') || second == Some('\'') {
        quoted(rest, '\'')
    } else {
        1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paths(source: &str) -> Vec<String> {
        mentioned(source)
            .into_iter()
            .map(|(_, path)| path)
            .collect()
    }

    #[test]
    fn groups_are_written_out() {
        let source = "a::{b, c::{d, e::f}, self as g}";
        assert_eq!(
            paths(source),
            ["a::b", "a::c::d", "a::c::e::f", "a::self", "a::as", "a::g"]
        );
    }

    #[test]
    fn comments_and_literals_are_not_code() {
        let source = r##"
            // yew
            /* yew
               yew */
            let a = "yew \" yew";
            let b = r#"yew " yew"#;
            let c = ['"', '\'', 'y'];
        "##;
        assert_eq!(paths(source), ["let", "a", "let", "b", "let", "c"]);
    }

    #[test]
    fn lifetimes_do_not_swallow_code() {
        assert_eq!(
            paths("fn f<'a>(x: &'a yew::Html)"),
            ["fn", "f", "a", "x", "a", "yew::Html"]
        );
    }

    #[test]
    fn a_turbofish_ends_a_path() {
        assert_eq!(paths("Vec::<yew::Html>::new"), ["Vec", "yew::Html", "new"]);
    }
}
