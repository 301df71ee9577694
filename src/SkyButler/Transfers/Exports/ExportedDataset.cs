using SkyButler.Datasets;
using SkyButler.Dimensions.DataIds;

namespace SkyButler.Transfers.Exports;

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
        writer.Write(Values.Length);
        foreach (var value in Values)
        {
            writer.Write(value.IsText);
            if (value.IsText)
                writer.Write(value.Text);
            else
                writer.Write(value.Number);
        }

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
        var values = new DataIdValue[reader.ReadInt32()];
        for (var i = 0; i < values.Length; i++)
            values[i] = reader.ReadBoolean() ? reader.ReadString() : reader.ReadInt64();
        var hasWhole = reader.ReadInt32() != NoFile;
        var artifacts = new List<ExportedArtifact>();
        while (reader.BaseStream.Position < bytes.Length)
            artifacts.Add(new(reader.ReadString() is { Length: > 0 } component ? component : null, reader.ReadString(), reader.ReadString(), reader.ReadString()));
        return new(id, values, hasWhole ? artifacts[0] : null, hasWhole ? artifacts[1..] : artifacts);
    }
}
