//! The rules of the house that a machine can check. Every finding names the file and the rule.

mod imports;
mod rules;
mod sources;
mod tree;
