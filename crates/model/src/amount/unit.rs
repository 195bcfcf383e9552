//! Units, grouped by what they measure, with exact factors.

use std::fmt;

use rust_decimal::Decimal;

use super::currency;
use super::error::AmountError;

/// A physical unit, a currency, a bare count or a ratio.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Unit(u16);

/// Currencies follow the other units.
const FIRST_CURRENCY: u16 = 0x100;

struct Definition {
    symbol: &'static str,
    dimension: Dimension,
    /// One unit in base units: `factor / 10^scale`.
    factor: u64,
    scale: u32,
}

macro_rules! units {
    ($($id:ident $symbol:literal $(or $alias:literal)* : $dimension:ident, $factor:literal / $scale:literal;)+) => {
        #[expect(non_camel_case_types, reason = "named as the units are written")]
        #[derive(Clone, Copy)]
        enum Id { $($id,)+ }

        static UNITS: &[Definition] = &[$(Definition {
            symbol: $symbol,
            dimension: Dimension::$dimension,
            factor: $factor,
            scale: $scale,
        },)+];

        static SYMBOLS: &[&str] = &[$($symbol,)+];

        fn physical(text: &str) -> Option<Id> {
            match text {
                $($symbol $(| $alias)* => Some(Id::$id),)+
                _ => None,
            }
        }
    };
}

// The base of each dimension is its smallest unit, so that factors are whole where they can be:
// mg, nm, ms, Wh/kg, kg/m3, Pa, K, uW, GB/s, mm2, ml, ppm, Hz, V, mA, N, degrees, m/s.
units! {
    count "count": Count, 1/0;
    ratio "ratio": Ratio, 1/0;
    percent "%" or "％": Share, 10_000/0;
    ppm "ppm": Share, 1/0;
    kg "kg": Mass, 1_000_000/0;
    g "g": Mass, 1_000/0;
    mg "mg": Mass, 1/0;
    t "t": Mass, 1_000_000_000/0;
    lb "lb": Mass, 45_359_237/2;
    nm "nm": Length, 1/0;
    um "um" or "µm" or "μm": Length, 1_000/0;
    mm "mm": Length, 1_000_000/0;
    cm "cm": Length, 10_000_000/0;
    m "m": Length, 1_000_000_000/0;
    km "km": Length, 1_000_000_000_000/0;
    inch "in": Length, 25_400_000/0;
    ft "ft": Length, 304_800_000/0;
    ms "ms": Time, 1/0;
    s "s": Time, 1_000/0;
    min "min": Time, 60_000/0;
    h "h": Time, 3_600_000/0;
    wh_per_kg "Wh/kg": EnergyDensity, 1/0;
    g_per_cm3 "g/cm3" or "g/cm³": Density, 1_000/0;
    kg_per_m3 "kg/m3" or "kg/m³": Density, 1/0;
    pa "Pa": Pressure, 1/0;
    kpa "kPa": Pressure, 1_000/0;
    mpa "MPa": Pressure, 1_000_000/0;
    gpa "GPa": Pressure, 1_000_000_000/0;
    bar "bar": Pressure, 100_000/0;
    kelvin "K": Temperature, 1/0;
    celsius "°C" or "C" or "℃" or "ºC": Temperature, 1/0;
    uw "uW" or "µW" or "μW": Power, 1/0;
    mw "mW": Power, 1_000/0;
    w "W": Power, 1_000_000/0;
    kw "kW": Power, 1_000_000_000/0;
    megawatt "MW": Power, 1_000_000_000_000/0;
    gb_per_s "GB/s": Bandwidth, 1/0;
    gb_per_s_mm2 "GB/s/mm2" or "GB/s/mm²": BandwidthDensity, 1/0;
    mm2 "mm2" or "mm²": Area, 1/0;
    cm2 "cm2" or "cm²": Area, 100/0;
    m2 "m2" or "m²": Area, 1_000_000/0;
    cm3 "cm3" or "cm³": Volume, 1/0;
    m3 "m3" or "m³": Volume, 1_000_000/0;
    l "l" or "L": Volume, 1_000/0;
    ml "ml" or "mL": Volume, 1/0;
    pcs "pcs" or "pc": Pieces, 1/0;
    units "units" or "unit": Pieces, 1/0;
    sets "sets" or "set": Sets, 1/0;
    pairs "pairs" or "pair": Pairs, 1/0;
    hz "Hz": Frequency, 1/0;
    khz "kHz": Frequency, 1_000/0;
    mhz "MHz": Frequency, 1_000_000/0;
    ghz "GHz": Frequency, 1_000_000_000/0;
    v "V": Voltage, 1/0;
    kv "kV": Voltage, 1_000/0;
    a "A": Current, 1_000/0;
    ma "mA": Current, 1/0;
    n "N": Force, 1/0;
    kn "kN": Force, 1_000/0;
    deg "deg" or "°": Angle, 1/0;
    mrad "mrad": Angle, 57_295_779_513_082_321/18;
    deg_per_h "deg/h" or "°/h": AngularRate, 1/0;
    km_per_s "km/s": Speed, 1_000/0;
    m_per_s "m/s": Speed, 1/0;
    gbq_per_kg "GBq/kg": SpecificRadioactivity, 1/0;
    bq "Bq": Radioactivity, 1/0;
    cn_per_dtex "cN/dtex": Tenacity, 1/0;
    rpm "rpm": Rotation, 1/0;
    tesla "T": MagneticField, 1/0;
    a_per_cm2 "A/cm2" or "A/cm²": CurrentDensity, 1/0;
    m3_per_day "m3/day" or "m³/day": Flow, 1/0;
    kg_per_m2 "kg/m2" or "kg/m²": ArealDensity, 1/0;
    va "VA": ApparentPower, 1/0;
    mah_per_g "mAh/g": SpecificCharge, 1/0;
    joule "J": Energy, 1/0;
}

/// What a unit measures. Amounts compare only within one dimension.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "the names are what they mean")]
pub enum Dimension {
    Count,
    Ratio,
    Share,
    Mass,
    Length,
    Time,
    EnergyDensity,
    Density,
    Pressure,
    Temperature,
    Power,
    Bandwidth,
    BandwidthDensity,
    Area,
    Volume,
    Pieces,
    Sets,
    Pairs,
    Frequency,
    Voltage,
    Current,
    Force,
    Angle,
    AngularRate,
    Speed,
    SpecificRadioactivity,
    Radioactivity,
    Tenacity,
    Rotation,
    MagneticField,
    CurrentDensity,
    Flow,
    ArealDensity,
    ApparentPower,
    SpecificCharge,
    Energy,
    /// Money in this currency; every currency is its own dimension.
    Money(Unit),
}

/// The symbols of all units but currencies.
pub(super) fn symbols() -> &'static [&'static str] {
    SYMBOLS
}

impl Unit {
    /// A bare number.
    pub const COUNT: Unit = Unit(Id::count as u16);
    /// So much to one.
    pub const RATIO: Unit = Unit(Id::ratio as u16);
    /// Parts in a hundred.
    pub const PERCENT: Unit = Unit(Id::percent as u16);

    /// Reads a unit's symbol (or an alias with `µ`, `²`, `³`, `C`), or a currency's code.
    ///
    /// # Errors
    /// [`AmountError::Unit`] with the nearest symbol.
    pub fn parse(text: &str) -> Result<Unit, AmountError> {
        Unit::lookup(text).ok_or_else(|| super::error::unit(text, "18000", text))
    }

    pub(super) fn lookup(text: &str) -> Option<Unit> {
        match physical(text) {
            Some(id) => Some(Unit(id as u16)),
            None => currency::position(text).map(|at| Unit(FIRST_CURRENCY + at)),
        }
    }

    /// Every unit but currencies.
    pub fn all_physical() -> impl Iterator<Item = Unit> {
        (0_u16..).zip(UNITS).map(|(at, _)| Unit(at))
    }

    /// Every currency, by code.
    pub fn all_currencies() -> impl Iterator<Item = Unit> {
        (FIRST_CURRENCY..).zip(currency::CODES).map(|(at, _)| Unit(at))
    }

    /// The symbol, or the currency's code.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self.currency() {
            Some(code) => code,
            None => self.definition().symbol,
        }
    }

    /// What it measures.
    #[must_use]
    pub fn dimension(self) -> Dimension {
        if self.is_currency() { Dimension::Money(self) } else { self.definition().dimension }
    }

    /// Is it a currency?
    #[must_use]
    pub const fn is_currency(self) -> bool {
        self.0 >= FIRST_CURRENCY
    }

    fn currency(self) -> Option<&'static str> {
        let at = self.0.checked_sub(FIRST_CURRENCY)?;
        Some(currency::CODES[usize::from(at)])
    }

    fn definition(self) -> &'static Definition {
        &UNITS[usize::from(self.0)]
    }

    /// Can `value` of this unit be brought to the base unit without rounding?
    pub(super) fn is_exact_for(self, value: Decimal) -> bool {
        if self.is_currency() {
            return true;
        }
        let definition = self.definition();
        let product = value.mantissa().unsigned_abs().checked_mul(u128::from(definition.factor));
        // One decimal digit of room is left for the offset between degrees Celsius and kelvin.
        product.is_some_and(|product| product >> 92 == 0) && value.scale() + definition.scale <= 26
    }

    /// `value` of this unit in the base unit of the dimension.
    #[must_use]
    pub fn to_base(self, value: Decimal) -> Decimal {
        if self.is_currency() {
            return value;
        }
        let definition = self.definition();
        if self.0 == Id::celsius as u16 {
            return value.saturating_add(Decimal::new(27_315, 2));
        }
        if definition.factor == 1 {
            return value;
        }
        let factor = Decimal::from_i128_with_scale(i128::from(definition.factor), definition.scale);
        value.saturating_mul(factor)
    }
}

impl fmt::Display for Unit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for Unit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Unit({self})")
    }
}

#[cfg(test)]
mod tests {
    use super::super::Amount;
    use super::*;
    use std::cmp::Ordering;

    #[test]
    fn every_symbol_reads_back_and_is_listed_once() {
        for unit in Unit::all_physical().chain(Unit::all_currencies()) {
            assert_eq!(Unit::parse(unit.as_str()), Ok(unit));
        }
        assert_eq!(UNITS.len(), SYMBOLS.len());
    }

    #[test]
    fn amounts_of_one_dimension_compare_exactly() {
        for (a, b, expected) in [
            ("1 lb", "0.45359237 kg", Some(Ordering::Equal)),
            ("1 t", "1000 kg", Some(Ordering::Equal)),
            ("1 in", "25.4 mm", Some(Ordering::Equal)),
            ("1 ft", "12 in", Some(Ordering::Equal)),
            ("685 °C", "958.15 K", Some(Ordering::Equal)),
            ("-273.15 °C", "0 K", Some(Ordering::Equal)),
            ("1.51 nm", "1.50 nm", Some(Ordering::Greater)),
            ("1.50 nm", "1.5 nm", Some(Ordering::Equal)),
            ("0.3 s", "300 ms", Some(Ordering::Equal)),
            ("1 bar", "100 kPa", Some(Ordering::Equal)),
            ("1 g/cm3", "1000 kg/m3", Some(Ordering::Equal)),
            ("1 MW", "1000000000000 uW", Some(Ordering::Equal)),
            ("0.1 %", "1000 ppm", Some(Ordering::Equal)),
            ("1 mrad", "0.0573 deg", Some(Ordering::Less)),
            ("1 mrad", "0.0572 deg", Some(Ordering::Greater)),
            ("1 l", "1000 cm3", Some(Ordering::Equal)),
            ("3 pcs", "3 units", Some(Ordering::Equal)),
            ("2 pcs", "1 pairs", None),
            ("1 USD", "1 EUR", None),
            ("1 USD", "1 kg", None),
            ("1", "100 %", None),
            ("2 USD", "1 USD", Some(Ordering::Greater)),
        ] {
            let (a, b) = (Amount::parse(a).unwrap(), Amount::parse(b).unwrap());
            assert_eq!(a.compare(&b), expected, "{a} and {b}");
            assert_eq!(b.compare(&a), expected.map(Ordering::reverse), "{b} and {a}");
        }
    }
}
