//! The devices of users: found, and shown.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::paging::{self, Page};
use crate::app::Context;
use crate::clock::Timestamp;
use crate::model::device::Device;
use crate::model::pool::UserPool;
use crate::model::user::User;
use crate::store::{Record as _, key};
use crate::wire::error::{ApiError, ErrorCode};

/// Whether a device is remembered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum RememberedStatus {
    /// It is.
    Remembered,
    /// It is tracked alone.
    NotRemembered,
}

/// A device in replies (`DeviceType`).
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct DeviceOutput {
    device_key: String,
    device_attributes: Vec<DeviceAttribute>,
    device_create_date: Timestamp,
    device_last_modified_date: Timestamp,
    device_last_authenticated_date: Timestamp,
}

/// What is known of a device.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct DeviceAttribute {
    name: &'static str,
    value: String,
}

impl From<Device> for DeviceOutput {
    fn from(device: Device) -> Self {
        let status = if device.is_remembered {
            "remembered"
        } else {
            "not_remembered"
        };
        let attributes = [
            ("device_status", Some("valid".to_owned())),
            ("device_name", device.device_name),
            ("dev:device_remembered_status", Some(status.to_owned())),
        ];
        let attribute = |(name, value): (&'static str, Option<String>)| {
            Some(DeviceAttribute {
                name,
                value: value?,
            })
        };
        Self {
            device_key: device.device_key,
            device_attributes: attributes.into_iter().filter_map(attribute).collect(),
            device_create_date: device.created,
            device_last_modified_date: device.modified,
            device_last_authenticated_date: device.authenticated,
        }
    }
}

/// A key for a device that is yet to be confirmed.
pub(crate) fn new_key(pool: &UserPool) -> String {
    let region = pool.id.split('_').next().unwrap_or_default();
    format!("{region}_{}", Uuid::new_v4())
}

/// What takes the place of the pool's name in the SRP of a user's devices.
pub(crate) fn group_key(cx: &Context<'_>, user: &User) -> String {
    let bytes = cx.decoy("device group", &user.sub);
    format!("-{}", URL_SAFE_NO_PAD.encode(&bytes[..6]))
}

/// The device of that key.
pub(crate) fn find(
    cx: &Context<'_>,
    user: &User,
    device_key: &str,
) -> Result<Option<Device>, ApiError> {
    Ok(cx.tx.get(&key(&[&user.pool_id, &user.key, device_key]))?)
}

/// The device of that key, which must exist.
pub(crate) fn existing(
    cx: &Context<'_>,
    user: &User,
    device_key: &str,
) -> Result<Device, ApiError> {
    find(cx, user, device_key)?.ok_or_else(not_found)
}

/// There is no such device, or there is none any more.
pub(crate) fn not_found() -> ApiError {
    ErrorCode::ResourceNotFound.because("Device does not exist.")
}

/// The devices of a user, a page at a time.
pub(crate) fn list(
    cx: &Context<'_>,
    user: &User,
    limit: Option<usize>,
    token: Option<&str>,
) -> Result<Page<DeviceOutput>, ApiError> {
    let size = paging::size(limit)?;
    let devices = of(cx, user)?;
    let page = paging::page(devices, |device| device.device_key.clone(), size, token)?;
    Ok(Page {
        items: page.items.into_iter().map(DeviceOutput::from).collect(),
        next: page.next,
    })
}

/// Every device of a user.
pub(crate) fn of(cx: &Context<'_>, user: &User) -> Result<Vec<Device>, ApiError> {
    Ok(cx.tx.scan::<Device>(&format!("{} ", user.key()))?)
}

/// Remembers a device or not; nothing said: it stays as it is.
pub(crate) fn set_status(
    cx: &Context<'_>,
    user: &User,
    device_key: &str,
    status: Option<RememberedStatus>,
) -> Result<(), ApiError> {
    let mut device = existing(cx, user, device_key)?;
    if let Some(status) = status {
        device.is_remembered = status == RememberedStatus::Remembered;
        device.modified = cx.now;
    }
    Ok(cx.tx.put(&device)?)
}

/// Forgets a device. Sessions that belong to it are not renewed any more.
pub(crate) fn forget(cx: &Context<'_>, user: &User, device_key: &str) -> Result<(), ApiError> {
    let device = existing(cx, user, device_key)?;
    Ok(cx.tx.delete::<Device>(&device.key())?)
}
