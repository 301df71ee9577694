namespace SkyButler.Tests.Queries.Oracle.Worlds;

/// <summary>A dataset with the values of its required dimensions.</summary>
internal sealed record WorldDataset(Guid Id, string Type, string Run, IReadOnlyDictionary<string, object> DataId, long IngestDate)
{
    public override string ToString() => $"{Type} in {Run} {{{string.Join(", ", DataId.Select(v => $"{v.Key}={v.Value}"))}}} {Id:N} at {IngestDate}";
}
