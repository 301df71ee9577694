namespace SkyButler.Dimensions.Times;

/// <summary>An instant, for where a plain integer would not be told from a number: among the bind values of a condition, for example.</summary>
/// <param name="Nanoseconds">Nanoseconds TAI since 1970-01-01T00:00:00 TAI.</param>
public readonly record struct TaiInstant(long Nanoseconds)
{
    /// <summary>The instant as ISO 8601 text in TAI.</summary>
    public override string ToString() => TaiTime.ToIso(Nanoseconds);
}
