//! Numbers of the roles a person can hold; what each may do is decided by the books' own rules.

pub const ADMINISTRATOR: u32 = 1;
pub const QUARTERMASTER: u32 = 2;
pub const STOREKEEPER: u32 = 3;
pub const REPAIR_TECHNICIAN: u32 = 4;
pub const REPAIR_CHIEF: u32 = 5;
pub const INSPECTOR: u32 = 6;
pub const HUB_COMMANDER: u32 = 7;
pub const COORDINATOR: u32 = 8;
pub const AUDITOR: u32 = 9;
