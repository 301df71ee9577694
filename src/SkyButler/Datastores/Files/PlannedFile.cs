using SkyButler.Datasets;
using SkyButler.Datastores.Formatters;
using SkyButler.Datastores.Records;
using SkyButler.Resources;
using SkyButler.Resources.Contents;
using SkyButler.Resources.Transfers;

namespace SkyButler.Datastores.Files;

/// <summary>A file that is about to come into the store, or to be remembered where it is.</summary>
internal sealed class PlannedFile
{
    /// <summary>The datasets that it holds; for a component the references of the whole.</summary>
    public required IReadOnlyList<DatasetRef> Datasets { get; init; }

    /// <summary>The component that it holds; null for whole datasets.</summary>
    public string? Component { get; init; }

    /// <summary>The path to be recorded.</summary>
    public required string StoredPath { get; init; }

    /// <summary>Where the file will be.</summary>
    public required ResourcePath Target { get; init; }

    /// <summary>The storage class to be recorded.</summary>
    public required string StorageClass { get; init; }

    /// <summary>The formatter, and how it writes.</summary>
    public required FormatterChoice Formatter { get; init; }

    /// <summary>The object to be written; null where a file is taken in.</summary>
    public object? Value { get; init; }

    /// <summary>What made the object.</summary>
    public DatasetProvenance Provenance { get; init; } = DatasetProvenance.Unknown;

    /// <summary>The file to be taken in; null where an object is written.</summary>
    public ResourcePath? Source { get; init; }

    /// <summary>How it is taken in; nothing is placed for <see cref="TransferMode.None"/> and <see cref="TransferMode.Direct"/>.</summary>
    public TransferMode Transfer { get; init; } = TransferMode.None;

    /// <summary>Size in bytes; −1 where it is not recorded.</summary>
    public long Size { get; set; } = -1;

    /// <summary>Checksum; null where it is not recorded.</summary>
    public string? Checksum { get; set; }

    /// <summary>What the content of the file to be taken in must be; null where nobody compares.</summary>
    public FileChecksum? Required { get; init; }

    /// <summary>Rows that were made elsewhere; null where they are made of what is known here.</summary>
    public IReadOnlyList<FileRecord>? Records { get; init; }

    /// <summary>Whether a file is placed at the target.</summary>
    public bool IsPlaced => Value is not null || (Transfer is not (TransferMode.None or TransferMode.Direct) && !Target.Equals(Source));

    /// <summary>Adds the rows of the records table.</summary>
    public void AddRecords(List<FileRecord> records)
    {
        if (Records is not null)
        {
            records.AddRange(Records);
            return;
        }

        for (var i = 0; i < Datasets.Count; i++)
        {
            records.Add(new()
            {
                DatasetId = Datasets[i].Id,
                Path = StoredPath,
                Formatter = Formatter.Name,
                StorageClass = StorageClass,
                Component = Component,
                Checksum = Checksum,
                FileSize = Size,
            });
        }
    }
}
