using SkyButler.Configuration.Nodes;
using SkyButler.Datasets;
using SkyButler.Dimensions;
using SkyButler.Dimensions.DataIds;
using SkyButler.Dimensions.Records;
using SkyButler.Registry;
using SkyButler.Transfers.Spools;

namespace SkyButler.Transfers.Imports.Checks;

/// <summary>
/// Looks, before anything is written, whether every dimension record that records and datasets of an export refer to is in the file or in the repository.
/// What does not fit in memory waits in temporary files.
/// </summary>
/// <param name="registry">What the repository has.</param>
/// <param name="skipped">Elements whose records in the file are passed over.</param>
internal sealed class ImportedReferences(SqlRegistry registry, IReadOnlyList<string> skipped) : IAsyncDisposable
{
    private const int Batch = 1000;

    // The same few records are referred to again and again; what is forgotten is only noted twice.
    private const int Remembered = 20_000;

    private readonly SortedSpool there = new();
    private readonly SortedSpool needed = new();
    private readonly HashSet<string> noted = new(StringComparer.Ordinal);

    /// <summary>Takes records of the file, and what they refer to.</summary>
    public async Task AddAsync(DimensionElement element, IReadOnlyList<DimensionRecord> records, ConfigLocation where, CancellationToken cancellationToken)
    {
        if (skipped.Contains(element.Name, StringComparer.Ordinal))
            return;
        IReadOnlyList<DimensionElement> references = [.. element.Required.Concat(element.Implied).Where(d => d != element && d.HasTable)];
        foreach (var record in records)
        {
            await there.AddAsync(KeyOf(element, record.DataId.Values), [], cancellationToken).ConfigureAwait(false);
            foreach (var dimension in references)
                if (Values(dimension, record) is { } values)
                    await NeedAsync(dimension, values, where, $"A record of '{element}'", cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Takes what datasets of the file refer to.</summary>
    public async Task AddAsync(IReadOnlyList<DatasetRef> datasets, ConfigLocation where, CancellationToken cancellationToken)
    {
        foreach (var dataset in datasets)
            foreach (var dimension in dataset.DatasetType.Dimensions.Required)
                if (dimension.HasTable)
                    await NeedAsync(dimension, [.. dimension.Required.Select(d => dataset.DataId[d.Name])], where, "A dataset", cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Looks for all that was referred to.</summary>
    /// <exception cref="ImportException">A record is nowhere.</exception>
    public async Task RequireAllAsync(CancellationToken cancellationToken)
    {
        var open = new List<Reference>();
        var have = there.ReadAsync(cancellationToken).GetAsyncEnumerator(cancellationToken);
        await using var closing = have.ConfigureAwait(false);
        var isMore = await have.MoveNextAsync().ConfigureAwait(false);
        string? last = null;
        await foreach (var entry in needed.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            if (entry.Key == last)
                continue;
            last = entry.Key;
            while (isMore && string.CompareOrdinal(have.Current.Key, entry.Key) < 0)
                isMore = await have.MoveNextAsync().ConfigureAwait(false);
            if (isMore && have.Current.Key == entry.Key)
                continue;
            open.Add(Read(entry.Content));
            if (open.Count < Batch)
                continue;
            await RequireThereAsync(open, cancellationToken).ConfigureAwait(false);
            open.Clear();
        }

        await RequireThereAsync(open, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await there.DisposeAsync().ConfigureAwait(false);
        await needed.DisposeAsync().ConfigureAwait(false);
    }

    // Null where an implied value is not known.
    private static DataIdValue[]? Values(DimensionElement dimension, DimensionRecord record)
    {
        var values = new DataIdValue[dimension.Required.Count];
        for (var i = 0; i < values.Length; i++)
        {
            if (record[dimension.Required[i].Name] is not { } value)
                return null;
            values[i] = DataIdValue.From(value);
        }

        return values;
    }

    private static string KeyOf(DimensionElement element, ReadOnlySpan<DataIdValue> values) => SpoolKey.Of(element.Name, SpoolKey.Of(values[..element.Required.Count]));

    private async ValueTask NeedAsync(DimensionElement dimension, DataIdValue[] values, ConfigLocation where, string who, CancellationToken cancellationToken)
    {
        var key = KeyOf(dimension, values);
        if (!noted.Add(key))
            return;
        if (noted.Count > Remembered)
            noted.Clear();
        var content = new MemoryStream();
        using (var writer = new BinaryWriter(content))
        {
            writer.Write(dimension.Name);
            SpooledValues.Write(writer, values);
            writer.Write(where.ToString());
            writer.Write(who);
        }

        await needed.AddAsync(key, content.ToArray(), cancellationToken).ConfigureAwait(false);
    }

    private Reference Read(byte[] content)
    {
        using var reader = new BinaryReader(new MemoryStream(content));
        var element = registry.Universe[reader.ReadString()];
        return new(element, new(element.MinimalGroup, SpooledValues.Read(reader)), reader.ReadString(), reader.ReadString());
    }

    private async Task RequireThereAsync(List<Reference> open, CancellationToken cancellationToken)
    {
        foreach (var group in open.GroupBy(r => r.Element))
        {
            var found = await registry.Records.FetchAsync(group.Key, [.. group.Select(r => r.DataId)], cancellationToken).ConfigureAwait(false);
            if (group.FirstOrDefault(r => !found.ContainsKey(r.DataId)) is { } missing)
                throw new ImportException(
                    $"{missing.Where}: {missing.Who} refers to the '{missing.Element}' {missing.DataId}, of which neither the file nor the repository has a record; nothing is imported. Export again with its record, or insert it first (butler insert-dimension-records).");
        }
    }

    private sealed record Reference(DimensionElement Element, DataCoordinate DataId, string Where, string Who);
}
