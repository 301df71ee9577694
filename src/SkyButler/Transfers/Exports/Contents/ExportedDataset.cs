using SkyButler.Datasets;
using SkyButler.Dimensions.DataIds;
using SkyButler.Transfers.Spools;

namespace SkyButler.Transfers.Exports.Contents;

/// <summary>A dataset as it waits in a spool for its place in the export file.</summary>
internal sealed record ExportedDataset(Guid Id, DataIdValue[] Values, ExportedArtifact? Whole, IReadOnlyList<ExportedArtifact> Components)
{
    private const int NoFile = -1;

    /// <summary>Takes what is exported of a dataset.</summary>
    public static ExportedDataset Of(DatasetRef dataset, IReadOnlyList<ExportedArtifact> artifacts) => new(
        dataset.Id,
        dataset.DataId.Values[..dataset.DatasetType.Dimensions.Required.Count].ToArray(),
        artifacts.FirstOrDefault(a => a.Component is null),
        [.. artifacts.Where(a => a.Component is not null)]);

    /// <summary>The dataset as bytes.</summary>
    public byte[] ToBytes()
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        writer.Write(Id.ToByteArray());
        SpooledValues.Write(writer, Values);
        writer.Write(Whole is null ? NoFile : Components.Count);
        foreach (var artifact in Whole is null ? Components : [Whole, .. Components])
        {
            writer.Write(artifact.Component ?? "");
            writer.Write(artifact.Path);
            writer.Write(artifact.Formatter);
            writer.Write(artifact.StorageClass);
        }

        return stream.ToArray();
    }

    /// <summary>The same back.</summary>
    public static ExportedDataset Read(byte[] bytes)
    {
        using var reader = new BinaryReader(new MemoryStream(bytes));
        var id = new Guid(reader.ReadBytes(16));
        var values = SpooledValues.Read(reader);
        var hasWhole = reader.ReadInt32() != NoFile;
        var artifacts = new List<ExportedArtifact>();
        while (reader.BaseStream.Position < bytes.Length)
            artifacts.Add(new(reader.ReadString() is { Length: > 0 } component ? component : null, reader.ReadString(), reader.ReadString(), reader.ReadString()));
        return new(id, values, hasWhole ? artifacts[0] : null, hasWhole ? artifacts[1..] : artifacts);
    }
}
