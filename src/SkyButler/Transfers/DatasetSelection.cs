using System.Runtime.CompilerServices;
using SkyButler.Datasets;
using SkyButler.Transfers.Removing;

namespace SkyButler.Transfers;

/// <summary>
/// Datasets that somebody was shown, any number of them, remembered so that exactly these can be removed afterwards. Beyond some thousands
/// their identifiers wait in a temporary file.
/// </summary>
public sealed class DatasetSelection : IAsyncDisposable
{
    private readonly IdentifierSpool spool = new(DatasetRemoval.UsualChunk);

    /// <summary>How many there are so far.</summary>
    public long Count => spool.Count;

    /// <summary>Remembers datasets as they pass.</summary>
    public async IAsyncEnumerable<DatasetRef> NoteAsync(
        IAsyncEnumerable<DatasetRef> datasets, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var dataset in datasets.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            await spool.AddAsync(dataset.Id, cancellationToken).ConfigureAwait(false);
            yield return dataset;
        }
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => spool.DisposeAsync();

    internal IAsyncEnumerable<Guid[]> ChunksAsync(CancellationToken cancellationToken) => spool.ChunksAsync(cancellationToken);
}
