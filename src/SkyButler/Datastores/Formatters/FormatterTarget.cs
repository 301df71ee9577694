using SkyButler.Datasets;

namespace SkyButler.Datastores.Formatters;

/// <summary>Where and how a file is written.</summary>
public sealed record FormatterTarget
{
    private const int SmallContent = 1 << 16;

    /// <summary>The local file to make; its folder exists, and it has the final extension but not the final name.</summary>
    public required string LocalPath { get; init; }

    /// <summary>The storage class that is written.</summary>
    public required StorageClass StorageClass { get; init; }

    /// <summary>The dataset, for provenance.</summary>
    public required DatasetRef Dataset { get; init; }

    /// <summary>What made the dataset, for formats that have room for it.</summary>
    public DatasetProvenance Provenance { get; init; } = DatasetProvenance.Unknown;

    /// <summary>Write parameters of the configuration.</summary>
    public IReadOnlyDictionary<string, object?> Parameters { get; init; } = new Dictionary<string, object?>();

    /// <summary>Named recipes of the configuration for this formatter.</summary>
    public IReadOnlyDictionary<string, object?> Recipes { get; init; } = new Dictionary<string, object?>();

    /// <summary>Writes the whole content.</summary>
    public async ValueTask WriteAllAsync(ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var file = File.OpenHandle(LocalPath, FileMode.Create, FileAccess.Write);
        // Finding a thread that writes takes longer than writing a little, which goes into memory.
        if (content.Length <= SmallContent)
            RandomAccess.Write(file, content.Span, 0);
        else
            await RandomAccess.WriteAsync(file, content, 0, cancellationToken).ConfigureAwait(false);
    }
}
