namespace SkyButler.Imaging.Ccd;

/// <summary>What the numbers of an uncertainty are.</summary>
public enum CcdUncertaintyKind
{
    /// <summary>Standard deviations, in the unit of the data (<c>StdDevUncertainty</c>).</summary>
    StandardDeviation,

    /// <summary>Their squares (<c>VarianceUncertainty</c>).</summary>
    Variance,

    /// <summary>One over their squares (<c>InverseVariance</c>).</summary>
    InverseVariance,
}
