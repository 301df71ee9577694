namespace SkyButler.Registry.Checks;

/// <summary>A row that names what is not there, or lacks another that belongs to it.</summary>
/// <param name="Kind">How it is loose.</param>
/// <param name="Table">Its table.</param>
/// <param name="Subject">What it names: a dataset's identifier, a collection.</param>
internal sealed record LooseRow(LooseRowKind Kind, string Table, string Subject)
{
    /// <summary>The dataset; null where it is about none.</summary>
    public Guid? DatasetId => Guid.TryParse(Subject, out var id) ? id : null;

    /// <summary>The same in words, where its kind does not say all.</summary>
    public string Detail { get; init; } = "";
}
