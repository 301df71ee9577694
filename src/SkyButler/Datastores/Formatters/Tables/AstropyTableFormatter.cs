namespace SkyButler.Datastores.Formatters.Tables;

/// <summary>Tables as the original's formatter of that name keeps them: ECSV only.</summary>
public sealed class AstropyTableFormatter : TableFormatter
{
    /// <inheritdoc />
    public override IReadOnlyList<string> Extensions { get; } = [".ecsv"];

    /// <inheritdoc />
    private protected override IReadOnlyCollection<string> Writable { get; } = ["ecsv"];
}
