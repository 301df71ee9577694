namespace SkyButler.Instruments.Observations;

/// <summary>A property that an observation may have.</summary>
/// <param name="Name">Its name, as index files and sidecars have it.</param>
/// <param name="Kind">What its values are.</param>
/// <param name="Unit">Unit of a number (<c>s</c>, <c>deg</c>, <c>m</c>, <c>K</c>, <c>hPa</c>, <c>percent</c>); null where it has none.</param>
/// <param name="Description">What it means, in a few words.</param>
public sealed record ObservationProperty(string Name, ObservationValueKind Kind, string? Unit, string Description)
{
    /// <summary>How names of properties begin that one translator alone defines.</summary>
    public const string ExtensionPrefix = "ext_";

    /// <inheritdoc />
    public override string ToString() => Name;
}
