//! Medians, and what follows from them.

/// The middle of some numbers; 0 of none.
pub(super) fn median(values: &[f64]) -> f64 {
    let (half, even) = (values.len() / 2, values.len().is_multiple_of(2));
    if values.is_empty() {
        return 0.0;
    }
    let mut values = values.to_vec();
    let (below, middle, _) = values.select_nth_unstable_by(half, f64::total_cmp);
    let middle = *middle;
    match below.iter().copied().max_by(f64::total_cmp) {
        Some(lower) if even => f64::midpoint(lower, middle),
        _ => middle,
    }
}

/// Standard deviation of residuals about zero that a few bursts do not move: 1.4826 times the median of their sizes. Where
/// half of them are equal it is held up by their mean size.
pub(super) fn spread(residuals: &[f64]) -> f64 {
    let sizes: Vec<f64> = residuals.iter().map(|residual| residual.abs()).collect();
    if sizes.is_empty() {
        return 0.0;
    }
    let mean = sizes.iter().sum::<f64>() / sizes.len() as f64;
    // Medians of few sizes come out small.
    let few = 1.0 + 1.0 / sizes.len() as f64;
    (1.4826 * median(&sizes) * few).max(0.6 * mean)
}

/// The median of the slopes between all pairs (Theil and Sen).
pub(super) fn slope(ats: &[i32], values: &[f64]) -> f64 {
    let mut slopes = Vec::with_capacity(values.len() * values.len().saturating_sub(1) / 2);
    for (index, (at, value)) in ats.iter().zip(values).enumerate() {
        for (later, other) in ats.iter().zip(values).skip(index + 1) {
            if later > at {
                slopes.push((other - value) / f64::from(later - at));
            }
        }
    }
    median(&slopes)
}

/// 97.5 % point of Student's distribution, by Cornish and Fisher's expansion; good to 1 % from three degrees on.
pub(super) fn t_quantile(freedom: f64) -> f64 {
    let z: f64 = 1.959_964;
    let (z3, z5, z7) = (z * z * z, z * z * z * z * z, z * z * z * z * z * z * z);
    let v = freedom.max(3.0);
    z + (z3 + z) / (4.0 * v)
        + (5.0 * z5 + 16.0 * z3 + 3.0 * z) / (96.0 * v * v)
        + (3.0 * z7 + 19.0 * z5 + 17.0 * z3 - 15.0 * z) / (384.0 * v * v * v)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_are_those_of_the_tables() {
        for (freedom, wanted) in
            [(3.0, 3.182), (5.0, 2.571), (10.0, 2.228), (30.0, 2.042), (1000.0, 1.962)]
        {
            assert!((t_quantile(freedom) - wanted).abs() < 0.012 * wanted, "{freedom}");
        }
    }

    #[test]
    fn medians_and_slopes() {
        assert_eq!(median(&[3.0, 1.0, 2.0]), 2.0);
        assert_eq!(median(&[4.0, 1.0]), 2.5);
        assert_eq!(median(&[]), 0.0);
        assert_eq!(slope(&[0, 1, 2, 4], &[1.0, 3.0, 5.0, 9.0]), 2.0);
    }
}
