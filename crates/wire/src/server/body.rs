//! Bodies of requests within bounds of size, time and memory; and the two forms of an answer.

use std::sync::Arc;
use std::time::Duration;

use http::header::CONTENT_TYPE;
use http::{Response, StatusCode};
use http_body_util::{BodyExt, Full, combinators::BoxBody};
use hyper::body::{Body, Bytes};
use std::convert::Infallible;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::error::Refused;
use crate::route::MEDIA_TYPE;

/// The body of an answer.
pub type Answer = BoxBody<Bytes, Infallible>;

/// Bodies up to this size have memory of their own, so that a few large and slow ones cannot keep the many
/// small ones waiting.
const SMALL_BYTES: u64 = 256 * 1024;

const UNIT_BYTES: u64 = 4 * 1024;

/// The memory all bodies together may take.
#[derive(Clone)]
pub struct Allowance {
    small: Arc<Semaphore>,
    large: Arc<Semaphore>,
}

impl Allowance {
    /// Half of `bytes` for small bodies, half for large ones.
    pub fn new(bytes: usize) -> Self {
        let half = || Arc::new(Semaphore::new(bytes / 2 / UNIT_BYTES as usize));
        Self { small: half(), large: half() }
    }

    async fn reserve(&self, bytes: u64) -> OwnedSemaphorePermit {
        let units = u32::try_from(bytes.div_ceil(UNIT_BYTES)).unwrap_or(u32::MAX);
        let pool = if bytes <= SMALL_BYTES { &self.small } else { &self.large };
        Arc::clone(pool).acquire_many_owned(units).await.expect("never closed")
    }
}

/// A whole body, and the memory it takes, given back when dropped.
pub struct Held {
    bytes: Bytes,
    _reserved: OwnedSemaphorePermit,
}

impl std::ops::Deref for Held {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        &self.bytes
    }
}

/// Reads all of a body of at most `limit_bytes` within `time`. The sender says its length first, so that an
/// overlong one is refused before it is sent, and memory is there before it is filled.
///
/// # Errors
/// Too large, too slow, broken off, or no length said.
pub async fn read_body<B>(
    body: B,
    limit_bytes: u64,
    time: Duration,
    allowance: &Allowance,
) -> Result<Held, Refused>
where
    B: Body<Data = Bytes> + Unpin,
{
    let length = body.size_hint().exact().ok_or(Refused::Malformed)?;
    if length > limit_bytes {
        return Err(Refused::TooLarge { limit_bytes });
    }
    let read = async {
        let reserved = allowance.reserve(length).await;
        let collected = body.collect().await.map_err(|_| Refused::Malformed)?;
        Ok(Held { bytes: collected.to_bytes(), _reserved: reserved })
    };
    let limit_ms = u64::try_from(time.as_millis()).unwrap_or(u64::MAX);
    tokio::time::timeout(time, read).await.map_err(|_| Refused::TooSlow { limit_ms })?
}

/// A message as an answer.
pub fn answer(bytes: Vec<u8>) -> Response<Answer> {
    let mut response = Response::new(Full::new(Bytes::from(bytes)).boxed());
    response.headers_mut().insert(CONTENT_TYPE, http::HeaderValue::from_static(MEDIA_TYPE));
    response
}

/// A refusal as an answer.
pub fn refusal(refused: Refused) -> Response<Answer> {
    let mut response = answer(refused.to_bytes());
    *response.status_mut() =
        StatusCode::from_u16(refused.status()).expect("the statuses of refusals are those of HTTP");
    response
}
