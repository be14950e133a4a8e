-- Made after the rows on a rebuild.

create index asset_serial on asset (serial_key, item) where live = 1;
create index asset_item on asset (item, serial_key) where live = 1;
create index asset_gone on asset (item) where live = 0;
create index asset_gone_serial on asset (serial_key, item) where live = 0;
create index asset_at on asset (at, serial_key) where live = 1;

create index state_hub on state (kind) where kind = 1;
create index item_niin on item (niin) where niin is not null;
create index item_code on item (local_code) where local_code is not null;
create index place_code on place (code);
create index place_parent on place (parent);
create index person_unit on person (unit);
create index unit_code on unit (code_name);
create index lot_item on lot (item, number);
create index stock_item on stock (item);
create index stock_lot on stock (lot) where lot is not null;
create index stock_at on stock (at);
create index attachment_thing on attachment (thing);
create index attachment_blob on attachment (scope, blob, size);
create index label_order on label (list, sort);
create index discrepancy_subject on discrepancy (subject);
create index discrepancy_open on discrepancy (settled, kind);
create unique index serial_group_key on serial_group (item, serial_key);
