using SkyButler.Datasets;
using SkyButler.Transfers.Spools;

namespace SkyButler.Transfers.Exports;

/// <summary>Calibrations that were exported, any number of them: beyond some ten thousand they wait in a temporary file.</summary>
public sealed class ExportedCalibrations : IAsyncDisposable
{
    private readonly DatasetSpool spool = new();

    internal ExportedCalibrations()
    {
    }

    /// <summary>The dimensions of any of them, in the order of names.</summary>
    public IReadOnlyList<string> Dimensions => [.. spool.Types.SelectMany(t => t.Dimensions.DataIdKeys).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    /// <summary>All of them, each once, by type, run and data ID.</summary>
    public IAsyncEnumerable<DatasetRef> ReadAsync(CancellationToken cancellationToken = default) => spool.ReadAsync(cancellationToken);

    /// <inheritdoc />
    public ValueTask DisposeAsync() => spool.DisposeAsync();

    internal ValueTask AddAsync(DatasetRef dataset, CancellationToken cancellationToken) => spool.AddAsync(dataset, cancellationToken);
}
