using SkyButler.Datastores;
using SkyButler.Datastores.Records;

namespace SkyButler.Verification.Files;

/// <summary>The records of a datastore by the files that they name; those of files outside of it apart.</summary>
internal sealed class RecordSpool : IDisposable
{
    private readonly PathSpool<FileRecord> inside = new(Write, Read);
    private readonly PathSpool<FileRecord> outside = new(Write, Read);

    /// <summary>How many records there are.</summary>
    public long Count => inside.Count + outside.Count;

    /// <summary>Records of files outside.</summary>
    public IEnumerable<FileRecord> Outside => Enumerable.Range(0, PathSpool<FileRecord>.Parts).SelectMany(outside.Part).Select(e => e.Value);

    /// <summary>Reads all records.</summary>
    public async Task FillAsync(FileDatastore store, CancellationToken cancellationToken)
    {
        await foreach (var record in store.FetchAllRecordsAsync(cancellationToken).ConfigureAwait(false))
        {
            var path = StoredPath.Parse(record.Path);
            // Inside, by the names that listings have.
            if (path.IsAbsolute)
                outside.Add(path.File, record);
            else
                inside.Add(store.ListedName(path.File), record);
        }
    }

    /// <summary>Records of files inside, of one part.</summary>
    public IEnumerable<(string Path, FileRecord Record)> Part(int part) => inside.Part(part);

    /// <inheritdoc />
    public void Dispose()
    {
        inside.Dispose();
        outside.Dispose();
    }

    private static void Write(BinaryWriter writer, FileRecord record)
    {
        writer.Write(record.DatasetId.ToByteArray());
        writer.Write(record.Path);
        writer.Write(record.Formatter);
        writer.Write(record.StorageClass);
        writer.Write(record.Component ?? "");
        writer.Write(record.Checksum ?? "");
        writer.Write(record.FileSize);
    }

    private static FileRecord Read(BinaryReader reader) => new()
    {
        DatasetId = new Guid(reader.ReadBytes(16)),
        Path = reader.ReadString(),
        Formatter = reader.ReadString(),
        StorageClass = reader.ReadString(),
        Component = reader.ReadString() is { Length: > 0 } component ? component : null,
        Checksum = reader.ReadString() is { Length: > 0 } checksum ? checksum : null,
        FileSize = reader.ReadInt64(),
    };
}
