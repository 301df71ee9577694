using System.Runtime.CompilerServices;
using SkyButler.Datasets;
using SkyButler.Dimensions.DataIds;

namespace SkyButler.Transfers.Spools;

/// <summary>Any number of datasets, given in any order and read by type, run and data ID, each once.</summary>
internal sealed class DatasetSpool : IAsyncDisposable
{
    private readonly Dictionary<string, DatasetType> types = new(StringComparer.Ordinal);
    private readonly SortedSpool spool = new();

    /// <summary>Their types.</summary>
    public IReadOnlyCollection<DatasetType> Types => types.Values;

    /// <summary>Adds a dataset; records of its data ID are not kept.</summary>
    public ValueTask AddAsync(DatasetRef dataset, CancellationToken cancellationToken)
    {
        types.TryAdd(dataset.DatasetType.Name, dataset.DatasetType);
        using var stream = new MemoryStream();
        using (var writer = new BinaryWriter(stream))
        {
            writer.Write(dataset.Id.ToByteArray());
            writer.Write(dataset.DatasetType.Name);
            writer.Write(dataset.Run);
            SpooledValues.Write(writer, dataset.DataId.Values);
        }

        var key = SpoolKey.Of(dataset.DatasetType.Name, dataset.Run, SpoolKey.Of(dataset.DataId.Values), dataset.Id.ToString("N"));
        return spool.AddAsync(key, stream.ToArray(), cancellationToken);
    }

    /// <summary>All datasets. May be asked for again.</summary>
    public async IAsyncEnumerable<DatasetRef> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var entry in spool.ReadAsync(cancellationToken).ConfigureAwait(false))
            yield return Read(entry.Content);
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => spool.DisposeAsync();

    private DatasetRef Read(byte[] content)
    {
        using var reader = new BinaryReader(new MemoryStream(content));
        var id = new Guid(reader.ReadBytes(16));
        var type = types[reader.ReadString()];
        var run = reader.ReadString();
        return new(type, new DataCoordinate(type.Dimensions, SpooledValues.Read(reader)), run, id);
    }
}
