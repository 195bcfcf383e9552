//! Names of parameters, each with the unit its amounts are compared in.

use super::words::WordError;
use crate::amount::Unit;

/// What the name of a mass share ends in: `dysprosium_mass_share`.
pub const MASS_SHARE_SUFFIX: &str = "_mass_share";

/// Every named parameter with its unit, by name. Beside these stands the pattern
/// `<substance>_mass_share`, in per cent.
pub const PARAMETERS: &[(&str, &str)] = &[
    ("angle_resolution", "deg"),
    ("angular_uncertainty", "deg"),
    ("anode_current_density", "A/cm2"),
    ("areal_density", "kg/m2"),
    ("attitude_accuracy", "deg"),
    ("austenite_volume_share", "%"),
    ("axes", "count"),
    ("ballistic_limit", "m/s"),
    ("beam_divergence", "mrad"),
    ("breaking_strength", "cN/dtex"),
    ("cathode_current_density", "A/cm2"),
    ("chamber_volume", "m3"),
    ("chuck_zones", "count"),
    ("cnot_error", "count"),
    ("cold_area", "m2"),
    ("compaction_density", "g/cm3"),
    ("continuous_power", "kW"),
    ("cooling_power", "uW"),
    ("cooling_time", "min"),
    ("crucible_volume", "cm3"),
    ("cylinder_diameter", "mm"),
    ("dedicated_chuck_overlay", "nm"),
    ("defect_size", "nm"),
    ("dense_tops_16bit", "count"),
    ("dense_tops_32bit", "count"),
    ("dense_tops_4bit", "count"),
    ("dense_tops_8bit", "count"),
    ("density", "g/cm3"),
    ("design_pressure", "GPa"),
    ("die_area", "mm2"),
    ("dram_bandwidth_total", "GB/s"),
    ("drift_rate", "deg/h"),
    ("elastic_limit", "MPa"),
    ("electrode_volume", "cm3"),
    ("elongation", "%"),
    ("endurance", "min"),
    ("energy_density", "Wh/kg"),
    ("energy_stability", "%"),
    ("epitaxy_temperature", "°C"),
    ("field_of_view", "mrad"),
    ("flexural_strength", "MPa"),
    ("frequency_control", "%"),
    ("gas_switch_time", "ms"),
    ("granulation_volume", "m3"),
    ("heading_accuracy", "deg"),
    ("impurities", "%"),
    ("initial_modulus", "cN/dtex"),
    ("inner_diameter", "mm"),
    ("jamming_range", "km"),
    ("length", "mm"),
    ("linear_uncertainty", "um"),
    ("linearity", "%"),
    ("lut_inputs", "count"),
    ("magnetic_flux_density", "T"),
    ("melting_temperature", "°C"),
    ("memory_bandwidth", "GB/s"),
    ("memory_bandwidth_density", "GB/s/mm2"),
    ("metallic_impurities", "%"),
    ("microwave_frequency", "MHz"),
    ("microwave_power", "kW"),
    ("minimum_resolvable_feature", "nm"),
    ("minimum_resolvable_feature_k35", "nm"),
    ("operating_temperature", "K"),
    ("output_current", "A"),
    ("output_power", "kW"),
    ("output_stability", "%"),
    ("package_area", "mm2"),
    ("particle_size", "um"),
    ("payload", "kg"),
    ("performance_density", "count"),
    ("positioning_accuracy", "um"),
    ("preclean_chambers", "count"),
    ("process_node", "nm"),
    ("process_pressure", "Pa"),
    ("process_temperature", "°C"),
    ("projectile_speed", "km/s"),
    ("pulsed_rf_outputs", "count"),
    ("purity", "%"),
    ("qubits", "count"),
    ("radar_range", "km"),
    ("range", "km"),
    ("resolution", "um"),
    ("rotation_speed", "rpm"),
    ("rotor_mass", "kg"),
    ("scale_factor_error", "%"),
    ("sige_si_selectivity", "ratio"),
    ("source_wavelength", "nm"),
    ("specific_capacity", "mAh/g"),
    ("specific_modulus", "m"),
    ("specific_strength", "m"),
    ("tensile_fracture_strain", "%"),
    ("tensile_strength", "MPa"),
    ("thickness", "mm"),
    ("throughput", "m3/day"),
    ("total_processing_performance", "count"),
    ("transistor_count", "count"),
    ("ultimate_vacuum", "Pa"),
    ("vessel_volume", "m3"),
    ("wafer_diameter", "mm"),
    ("wall_thickness", "m"),
    ("wavelength", "nm"),
];

const NAMES: &[&str] = &{
    let mut names = [""; PARAMETERS.len()];
    let mut at = 0;
    while at < names.len() {
        names[at] = PARAMETERS[at].0;
        at += 1;
    }
    names
};

/// The unit of a parameter; `None` if there is no such parameter.
///
/// ```
/// use navicert_model::vocabulary::parameter_unit;
/// assert_eq!(parameter_unit("scandium_mass_share").map(|unit| unit.as_str()), Some("%"));
/// ```
#[must_use]
pub fn parameter_unit(name: &str) -> Option<Unit> {
    if is_mass_share(name) {
        return Some(Unit::PERCENT);
    }
    let at = PARAMETERS.binary_search_by(|(known, _)| (*known).cmp(name)).ok()?;
    Unit::parse(PARAMETERS[at].1).ok()
}

/// The unit of a parameter.
///
/// # Errors
/// [`WordError`] with the nearest name, if there is no such parameter.
pub fn parse_parameter(name: &str) -> Result<Unit, WordError> {
    parameter_unit(name).ok_or_else(|| WordError::new("a parameter", name, NAMES))
}

/// Is it one or more lower-case words, then `_mass_share`?
fn is_mass_share(name: &str) -> bool {
    let Some(substance) = name.strip_suffix(MASS_SHARE_SUFFIX) else { return false };
    substance
        .split('_')
        .all(|word| !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_sorted_and_units_exist() {
        assert!(PARAMETERS.is_sorted_by(|a, b| a.0 < b.0));
        for (name, unit) in PARAMETERS {
            assert_eq!(parameter_unit(name).map(Unit::as_str), Some(*unit), "{name}");
        }
    }

    #[test]
    fn mass_shares_are_a_pattern() {
        for (name, unit) in [
            ("dysprosium_mass_share", Some("%")),
            ("dysprosium_oxide_mass_share", Some("%")),
            ("_mass_share", None),
            ("mass_share", None),
            ("Dy_mass_share", None),
            ("a__mass_share", None),
            ("puritty", None),
        ] {
            assert_eq!(parameter_unit(name).map(Unit::as_str), unit, "{name}");
        }
        assert_eq!(parse_parameter("puritty").unwrap_err().help(), "did you mean `purity`?");
    }
}
