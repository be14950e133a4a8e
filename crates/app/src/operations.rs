//! What the program itself is asked to do.

use std::path::Path;

use crate::api::job::{Ended, Notice, Progress};
use crate::api::operation::{Operation, Outcome};
use crate::api::problem::{FileProblem, Problem};
use crate::api::status::StoreName;
use crate::attachments::{self, Attaching};
use crate::komora::Komora;
use crate::{backups, by_stick, export, first_run, import_job, opening, sync, training};

/// A passphrase has at least this many characters.
const AT_LEAST: u32 = store::keys::MINIMUM_CHARACTERS as u32;

pub(crate) fn operate(komora: &Komora, operation: Operation) -> Result<Outcome, Problem> {
    komora.inner.idle.stir();
    match operation {
        Operation::CreateHub { .. } => first_run::create_hub(komora, operation),
        Operation::OpenTraining => open_training(komora),
        Operation::ChooseStore { store } => choose(komora, store),
        Operation::Unlock { passphrase } => done(opening::unlock(komora, &passphrase)),
        Operation::UnlockWithRecovery { code, passphrase } => {
            done(opening::unlock_with_recovery(komora, &code, &passphrase))
        }
        Operation::Lock => {
            komora.inner.jobs.cancel_all();
            opening::lock(komora);
            Ok(Outcome::Done)
        }
        Operation::ConfirmOrigin { origin } => done(opening::confirm_origin(komora, origin)),
        Operation::ChangePassphrase { old, new } => change_passphrase(komora, &old, &new),
        Operation::CheckPassphrase { passphrase } => Ok(strength(&passphrase)),
        Operation::SaveRecoverySheet { path, language } => {
            let code = komora.standing().recovery_code.clone().ok_or(Problem::Locked)?;
            export::recovery_sheet(&*komora.on_the_table()?, &code, &path, &language)
        }
        Operation::Prefer { key, value } => prefer(komora, &key, value),
        Operation::LockAfter { minutes } => done(komora.books()?.set_lock_after(minutes)),
        Operation::SetBackup { folder, every_hours } => done(
            backups::set(&*komora.books()?, folder, every_hours).inspect(|()| komora.tell(Notice::Status)),
        ),
        Operation::BackUpNow => backups::back_up_now(komora),
        Operation::InspectBackup { path } => backups::inspect(Path::new(&path)),
        Operation::RestoreBackup { path } => backups::restore(komora, Path::new(&path)),
        Operation::SetAside => backups::set_aside(komora),
        Operation::Salvage { passphrase, path } => backups::salvage(komora, &passphrase, Path::new(&path)),
        Operation::SalvageWithRecovery { code, path } => {
            backups::salvage_with_recovery(komora, &code, Path::new(&path))
        }
        Operation::Export { list, format, path, language, columns } => {
            export::list(&*komora.books()?, &list, format, &path, &language, &columns)
        }
        Operation::Attach { id, to, path, shows, note, act } => {
            attachments::attach(komora, Attaching { id, to, shows, note }, Path::new(&path), act)
        }
        Operation::SaveAttachment { id, path } => attachments::save(&*komora.books()?, id, Path::new(&path)),
        Operation::SetAttachmentRoom { mebibytes } => {
            done(attachments::set_room(&*komora.books()?, mebibytes).inspect(|()| {
                komora.inner.keeper.call();
                komora.tell(Notice::Topics { topics: vec!["attachments".to_owned()] });
            }))
        }
        Operation::HandReceipt { of, path, language } => {
            export::hand_receipt(&*komora.books()?, &of, &path, &language)
        }
        Operation::ReadImport { path, kind, sheet } => {
            let draft = import_job::look_at(&*komora.books()?, Path::new(&path), kind, sheet.as_deref())?;
            Ok(Outcome::Import { draft: Box::new(draft) })
        }
        Operation::JoinByCode { code, person, rank, passphrase } => {
            sync::join_by_code(komora, &code, &person, rank, &passphrase)
        }
        Operation::AskToJoin { person, rank, passphrase } => {
            by_stick::ask_to_join(komora, &person, rank, &passphrase)
        }
        Operation::SaveRequest { path } => by_stick::save_request(komora, Path::new(&path)),
        Operation::WithdrawRequest => by_stick::withdraw_request(komora),
        Operation::ReadRequest { path, words } => by_stick::read_request(komora, Path::new(&path), &words),
        Operation::FoundNetwork { person, passphrase } => sync::found_network(komora, &person, &passphrase),
        Operation::NameCenter { address, center, registrar } => {
            sync::name_center(komora, &address, &center, &registrar)
        }
        Operation::SaveHubCard { path } => sync::save_hub_card(komora, Path::new(&path)),
        Operation::AdmitHub { path, answer } => sync::admit_hub(komora, Path::new(&path), Path::new(&answer)),
        Operation::JoinNetwork { path, even_older } => {
            sync::join_network(komora, Path::new(&path), even_older)
        }
        Operation::SaveHoldings { path } => sync::save_holdings(komora, Path::new(&path)),
        Operation::SaveVouchers { role, count, valid_days, path } => {
            sync::save_vouchers(komora, &role, count, valid_days, Path::new(&path))
        }
        Operation::SyncNow => {
            komora.inner.keeper.call();
            Ok(Outcome::Done)
        }
        Operation::StopSync => {
            komora.inner.keeper.stop_meeting();
            Ok(Outcome::Done)
        }
        Operation::SetMetered { metered } => done(komora.books()?.set_metered(metered).inspect(|()| {
            komora.inner.keeper.call();
            komora.tell(Notice::Topics { topics: vec![sync::TOPIC.to_owned()] });
        })),
        Operation::SendAttachmentsNow => {
            komora.inner.blobs.send_all();
            komora.inner.keeper.call();
            Ok(Outcome::Done)
        }
        Operation::SetNearby { on } => done(komora.books()?.set_meets_nearby(on).inspect(|()| {
            komora.inner.lan.call();
            komora.tell(Notice::Topics { topics: vec![sync::TOPIC.to_owned()] });
        })),
        Operation::Stir => Ok(Outcome::Done),
    }
}

fn done(result: Result<(), Problem>) -> Result<Outcome, Problem> {
    result.map(|()| Outcome::Done)
}

/// 0 (guessed at once) to 4, by pattern, not by rules of composition.
fn strength(passphrase: &str) -> Outcome {
    let score = u8::from(zxcvbn::zxcvbn(passphrase, &["komora", "комора", "hub"]).score());
    let long_enough = passphrase.chars().count() >= AT_LEAST as usize;
    Outcome::Strength { score: score.into(), long_enough, at_least: AT_LEAST }
}

fn change_passphrase(komora: &Komora, old: &str, new: &str) -> Result<Outcome, Problem> {
    let parameters = opening::derivation(komora)?;
    done(komora.books()?.change_passphrase(old, new, parameters))
}

fn prefer(komora: &Komora, key: &str, value: Option<String>) -> Result<Outcome, Problem> {
    let set = komora.preferences().set(key, value);
    set.map_err(|error| match error.kind() {
        std::io::ErrorKind::StorageFull => Problem::DiskFull,
        std::io::ErrorKind::InvalidInput => Problem::BadRequest { detail: format!("{key} is no preference") },
        _ => Problem::File { file: FileProblem::CannotWrite { detail: error.to_string() } },
    })?;
    Ok(Outcome::Done)
}

fn choose(komora: &Komora, store: StoreName) -> Result<Outcome, Problem> {
    opening::lock(komora);
    {
        let mut standing = komora.standing();
        standing.store = store;
        standing.broken = None;
    }
    let name = match store {
        StoreName::Hub => None,
        StoreName::Training => Some("training".to_owned()),
    };
    prefer(komora, "store", name)?;
    komora.tell(Notice::Status);
    Ok(Outcome::Done)
}

/// A job: the first time there is a hub to build.
fn open_training(komora: &Komora) -> Result<Outcome, Problem> {
    let job = komora.in_background(|komora, ticket| {
        let job = ticket.number;
        let folder = komora.inner.layout.training.clone();
        if !komora.inner.layout.exists(StoreName::Training) {
            training::make(&folder, &|stage, done, total| {
                komora.tell(Notice::Progress {
                    progress: Progress { job, stage: stage.to_owned(), done, total },
                });
                !ticket.is_cancelled()
            })?;
        }
        choose(&komora, StoreName::Training)?;
        opening::unlock(&komora, training::PASSPHRASE)?;
        Ok(Ended::Finished { job })
    });
    Ok(Outcome::Started { job })
}
