namespace SkyButler.Pipelines.Pipelines;

/// <summary>A subset that is run as one step, divided by dimensions.</summary>
/// <param name="Label">Name of the subset.</param>
/// <param name="Dimensions">Names of the dimensions.</param>
public sealed record PipelineStep(string Label, IReadOnlyList<string> Dimensions)
{
    /// <inheritdoc />
    public bool Equals(PipelineStep? other) => other is not null && Label == other.Label && Dimensions.SequenceEqual(other.Dimensions);

    /// <inheritdoc />
    public override int GetHashCode() => Label.GetHashCode(StringComparison.Ordinal);
}
