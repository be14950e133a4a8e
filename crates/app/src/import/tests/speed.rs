use super::*;

/// Fifteen thousand rows are a medium hub's whole armoury; the plan must not be what one waits for.
#[test]
fn fifteen_thousand_assets_are_read_and_planned_at_once() {
    let mut text = "nsn,name,serial,place,condition,year of manufacture,donor\n".to_owned();
    for n in 0..15_000 {
        let (item, place) = (n % 400, n % 90);
        text +=
            &format!("1005-00-{:03}-0{item:03},RIFLE {item},K{n:05}X,Rack {place},A,1988,USA\n", item % 900);
    }
    let started = std::time::Instant::now();
    let planned = guessed(ImportKind::Assets, &text, &Books::default());
    let report = planned.report(None);
    assert_eq!((report.assets, report.items, report.places, report.error_rows), (15_000, 400, 91, 0));
    assert!(started.elapsed().as_secs() < 5, "{:?}", started.elapsed());
    println!("{:?}", started.elapsed());
}
