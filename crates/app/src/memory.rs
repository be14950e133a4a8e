//! The allocator of every program made of this crate, and of the C code in it: SQLite asks for a few small
//! pieces of memory per row (docs/decisions/0011).

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;
