//! Zones that a command is told, or finds on this machine.

use anyhow::Context as _;

use crate::model::zone::Zone;

/// The zone that `name` means.
pub(super) fn named(name: &str) -> anyhow::Result<Zone> {
    Zone::parse(name).with_context(|| format!("`{name}` is not a zone"))
}

/// The name of the zone that this machine is set to; UTC where it does not say.
pub(super) fn of_this_machine() -> String {
    match iana_time_zone::get_timezone() {
        Ok(name) if name != "Etc/UTC" => name,
        _ => "UTC".to_owned(),
    }
}
