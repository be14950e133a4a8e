//! A laptop joins by voucher: the ticket tells which one, the claim is signed by its secret, the registrar
//! writes it down.

use feed::membership::{DeviceEnrolledByVoucher, MembershipEvent, Voucher};
use feed::{DeviceKey, Reason, Scope};
use wire::message::{EnrolAnswer, EnrolRequest};
use wire::{Refused, ticket_of};

use super::{Books, State, device_of, empty};
use crate::error::CenterError;
use crate::ledger::Deed;
use crate::storage::{Batch, VoucherRow};

impl Books {
    /// Both steps of joining; inside, why it was refused.
    ///
    /// # Errors
    /// The database fails.
    pub fn enrol(
        &self,
        device: DeviceKey,
        request: EnrolRequest,
        now_ms: i64,
    ) -> Result<Result<EnrolAnswer, Refused>, CenterError> {
        match request {
            EnrolRequest::Ticket(ticket) => {
                let voucher = match self.storage.voucher(&ticket)? {
                    Some(row) => self.read_voucher(&row)?,
                    None => return Ok(Err(Refused::WrongCode)),
                };
                let expired = voucher.expires_at_ms < now_ms;
                Ok(if expired { Err(Refused::ExpiredCode) } else { Ok(EnrolAnswer::Voucher(voucher)) })
            }
            EnrolRequest::Claim(claim) => self.claim(device, *claim, now_ms),
        }
    }

    fn claim(
        &self,
        device: DeviceKey,
        claim: DeviceEnrolledByVoucher,
        now_ms: i64,
    ) -> Result<Result<EnrolAnswer, Refused>, CenterError> {
        if claim.device != device {
            return Ok(Err(Refused::Malformed));
        }
        if claim.voucher.expires_at_ms < now_ms {
            return Ok(Err(Refused::ExpiredCode));
        }
        let state = self.refresh()?;
        match state.roll.membership.check_claim(&claim) {
            Ok(()) => {}
            Err(Reason::VoucherUsed | Reason::BadVoucher) => return Ok(Err(Refused::WrongCode)),
            Err(_) => return Ok(Err(Refused::Malformed)),
        }
        let scope = claim.voucher.scope;
        let entry = self.write(scope, &MembershipEvent::DeviceEnrolledByVoucher(claim), now_ms)?;
        Ok(Ok(EnrolAnswer::Admitted {
            scope,
            network: self.keys.network,
            entry,
            registrar: device_of(&self.keys.registrar),
        }))
    }

    /// Keeps a voucher the authority signed, and its secret until the code is printed.
    ///
    /// # Errors
    /// The database fails. Inside: `false` if the voucher and the secret are not of each other, or not of
    /// this network.
    pub fn keep_voucher(
        &self,
        voucher: &Voucher,
        secret: [u8; 16],
        now_ms: i64,
    ) -> Result<bool, CenterError> {
        if !voucher.opens_with(&secret) || !voucher.verify() {
            return Ok(false);
        }
        let row = VoucherRow {
            ticket: ticket_of(&secret),
            body: voucher.to_bytes(),
            secret: Some(secret),
            issued_at_ms: None,
            mac: feed::Hash::ZERO,
        };
        self.in_turn(|state| Ok((Some(self.row_of(state, row.clone(), now_ms)), true)))
    }

    /// Takes the secret of a voucher that has not been printed: of this scope and person's role, the one that
    /// expires last. It is forgotten here at once, so that no code is printed twice.
    ///
    /// # Errors
    /// The database fails.
    pub fn issue(
        &self,
        scope: Scope,
        person_role: Option<u32>,
        now_ms: i64,
    ) -> Result<Option<(Voucher, [u8; 16])>, CenterError> {
        self.in_turn(|state| {
            let Some((voucher, secret, row)) = self.best(scope, person_role, now_ms)? else {
                return Ok((None, None));
            };
            let spent = VoucherRow { secret: None, issued_at_ms: Some(now_ms), ..row };
            Ok((Some(self.row_of(state, spent, now_ms)), Some((voucher, secret))))
        })
    }

    fn best(
        &self,
        scope: Scope,
        person_role: Option<u32>,
        now_ms: i64,
    ) -> Result<Option<(Voucher, [u8; 16], VoucherRow)>, CenterError> {
        let mut best: Option<(Voucher, [u8; 16], VoucherRow)> = None;
        for row in self.storage.vouchers()? {
            let voucher = self.read_voucher(&row)?;
            let fits = voucher.scope == scope && voucher.person_role == person_role;
            let lasts = best.as_ref().is_none_or(|(best, ..)| voucher.expires_at_ms > best.expires_at_ms);
            if let Some(secret) = row.secret
                && fits
                && lasts
                && voucher.expires_at_ms > now_ms
            {
                best = Some((voucher, secret, row));
            }
        }
        Ok(best)
    }

    fn row_of(&self, state: &State, row: VoucherRow, now_ms: i64) -> Batch {
        let row = self.ledger.sealed(row);
        let deed = Deed::Voucher { ticket: row.ticket, mac: row.mac };
        let ledger = self.ledger.row(state.last(), now_ms, device_of(&self.keys.center), &deed);
        Batch { vouchers: vec![row], ..empty(ledger) }
    }

    fn read_voucher(&self, row: &VoucherRow) -> Result<Voucher, CenterError> {
        self.ledger.check(row)?;
        Voucher::from_bytes(&row.body).map_err(|_| CenterError::Damaged { table: "voucher" })
    }
}
