//! How many requests the server answers in a second.
//!
//! `cargo bench -p backend --bench server`. One thread serves, and eight call: on a machine with two cores the server has one, and
//! the callers the other; on one core (`taskset -c 0`) they share it, and the callers' own work counts too. The log goes to
//! `/dev/null`: every line is formatted and written, as in production.

mod clients;
mod pool;

use std::fs::File;
use std::future::pending;
use std::net::SocketAddr;
use std::time::Instant;

use anyhow::Result;
use backend::{router, serve};
use criterion::{Criterion, SamplingMode, Throughput};
use tokio::net::TcpListener;
use tokio::runtime::{Builder, Runtime};
use tracing_subscriber::EnvFilter;

use clients::{Clients, Get};
use pool::Pool;

const CLIENTS: usize = 8;

fn main() -> Result<()> {
    let runtime = Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()?;
    let pool = Pool::create()?;
    let address = start(&runtime, &pool)?;
    let mut clients = Clients::connect(address, CLIENTS)?;
    let mut criterion = Criterion::default().configure_from_args();
    let cases = [
        ("healthz", Get::new("/healthz", "none"), 200),
        (
            "good token",
            Get::new("/auth_test", &pool.good_token(0)?),
            200,
        ),
        (
            "wrong signature",
            Get::new("/auth_test", &pool.forged_token()?),
            401,
        ),
        (
            "unknown key",
            Get::new("/auth_test", &pool.token_of_unknown_key()?),
            401,
        ),
    ];
    measure(&mut criterion, "server without log", &mut clients, &cases);
    start_log()?;
    measure(&mut criterion, "server", &mut clients, &cases);
    criterion.final_summary();
    Ok(())
}

fn start(runtime: &Runtime, pool: &Pool) -> Result<SocketAddr> {
    let listener = runtime.block_on(TcpListener::bind("127.0.0.1:0"))?;
    let address = listener.local_addr()?;
    let verifier = runtime.block_on(pool.verifier())?;
    runtime.spawn(serve(listener, router(verifier, &[]), pending()));
    Ok(address)
}

fn start_log() -> Result<()> {
    let file = File::options().write(true).open("/dev/null")?;
    tracing_subscriber::fmt()
        .with_env_filter(EnvFilter::new("info"))
        .with_target(false)
        .with_ansi(false)
        .with_writer(file)
        .init();
    Ok(())
}

#[expect(
    clippy::expect_used,
    reason = "the time of replies that went wrong means nothing"
)]
fn measure(
    criterion: &mut Criterion,
    name: &str,
    clients: &mut Clients,
    cases: &[(&str, Get, u16)],
) {
    let mut group = criterion.benchmark_group(name);
    group
        .throughput(Throughput::Elements(1))
        .sampling_mode(SamplingMode::Flat);
    for (name, request, status) in cases {
        group.bench_function(*name, |bencher| {
            bencher.iter_custom(|count| {
                let begin = Instant::now();
                clients
                    .get(request, *status, count)
                    .expect("the replies are as expected");
                begin.elapsed()
            });
        });
    }
    group.finish();
}
