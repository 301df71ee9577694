using SkyButler.Dimensions;
using SkyButler.Dimensions.DataIds;
using SkyButler.Dimensions.Records;
using SkyButler.Geometry;
using SkyButler.Registry.Databases;
using SkyButler.Registry.Databases.Failures;
using SkyButler.Registry.Errors;
using SkyButler.Registry.Schema;

namespace SkyButler.Registry.Records;

/// <summary>Inserts dimension records with what hangs on them.</summary>
internal sealed class RecordWriter(RegistryContext context, RecordReader reader)
{
    private const int Chunk = 5000;

    // So many records' pixels are found faster by one thread.
    private const int Few = 100;
    private readonly OverlapWriter overlaps = new(context);

    private Database Database => context.Database;

    public async Task InsertAsync(DimensionElement element, IReadOnlyList<DimensionRecord> records, RecordInsertMode mode, CancellationToken cancellationToken)
    {
        if (!element.HasTable)
            throw new RegistryException(element.ImpliedUnionTarget is { } target
                ? $"Records of '{element}' can't be inserted: its values are those that '{target}' records name."
                : $"Records of '{element}' can't be inserted: they are computed.");
        foreach (var record in records)
            if (record.Element != element)
                throw new RegistryException($"A record of '{record.Element}' can't be inserted as one of '{element}'.");
        // Where several replace one, the last of them stays; a database would refuse them, or keep the pixels of all.
        if (mode == RecordInsertMode.Replace)
            records = [.. records.Reverse().DistinctBy(RecordKey.Of).Reverse()];
        IReadOnlyList<DimensionRecord> current = [];
        try
        {
            await (mode == RecordInsertMode.SkipExisting ? Database.EnsureAsync : (Func<Func<CancellationToken, Task>, CancellationToken, Task>)Database.SavepointAsync)(
                async token =>
                {
                    foreach (var chunk in records.Chunk(Chunk))
                    {
                        current = mode == RecordInsertMode.SkipExisting ? await AbsentAsync(element, chunk, token).ConfigureAwait(false) : chunk;
                        await WriteAsync(element, current, mode, token).ConfigureAwait(false);
                    }
                },
                cancellationToken).ConfigureAwait(false);
        }
        catch (ConstraintException e) when (e.Row >= 0 && e.Row < current.Count)
        {
            throw await ExplainAsync(e, current[e.Row], cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Writes records and their overlap rows, inside a transaction; replacing takes the old overlap rows away.</summary>
    public async Task WriteAsync(DimensionElement element, IReadOnlyList<DimensionRecord> records, RecordInsertMode mode, CancellationToken cancellationToken)
    {
        var isSpatial = element.SpatialFamily is not null;
        IReadOnlyList<(DimensionRecord, RangeSet)> pixels = isSpatial ? await PixelsAsync(records, cancellationToken).ConfigureAwait(false) : [];
        await Database.InsertAsync(RecordRows.Insert(element, mode), records, RecordRows.Write, cancellationToken).ConfigureAwait(false);
        reader.Forget(element);
        if (element.Kind == DimensionElementKind.Governor)
            await overlaps.WriteSummariesAsync(element, [.. records.Select(r => (string)r.Values[0]!)], cancellationToken).ConfigureAwait(false);
        if (!isSpatial)
            return;
        if (mode == RecordInsertMode.Replace)
            await overlaps.DeleteAsync(element, records, cancellationToken).ConfigureAwait(false);
        await overlaps.InsertAsync(element, pixels, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The error for a record that was refused; call it after the transaction was undone.</summary>
    public async Task<Exception> ExplainAsync(ConstraintException refused, DimensionRecord record, CancellationToken cancellationToken)
    {
        var element = record.Element;
        switch (refused.Kind)
        {
            case ConstraintKind.Unique:
                return new ConflictException($"There is a record of '{element}' with the key of {record.DataId} already ({refused.Detail}); leave it out, keep what is there (--skip-existing), or replace it (--replace).", refused);
            case ConstraintKind.ForeignKey:
                foreach (var dependency in element.Required.Concat(element.Implied).Where(d => d != element))
                    if (await MissingAsync(dependency, record, cancellationToken).ConfigureAwait(false) is { } missing)
                        return missing;
                break;
            case ConstraintKind.Check when element.Schema.Fields.FirstOrDefault(f => refused.Detail.EndsWith(ConstraintNames.Length(element.Name, f.Name), StringComparison.Ordinal)) is { } field:
                return new RegistryException($"The record {record.DataId} of '{element}' can't be inserted: its field '{field.Name}' must have 1 to {field.Length} characters.", refused);
        }

        return new RegistryException($"The record {record.DataId} of '{element}' can't be inserted: {refused.Detail}.", refused);
    }

    // Sky maps have millions of patches.
    private async Task<IReadOnlyList<(DimensionRecord Record, RangeSet Pixels)>> PixelsAsync(IReadOnlyList<DimensionRecord> records, CancellationToken cancellationToken) => records.Count < Few
        ? [.. records.Select(record => (record, overlaps.Pixels(record)))]
        : await ParallelWork.RunAsync(
            () => records.AsParallel().AsOrdered().WithCancellation(cancellationToken).Select(record => (record, overlaps.Pixels(record))).ToList(),
            cancellationToken).ConfigureAwait(false);

    private static DataIdValue Value(DimensionRecord record, DimensionElement dimension) =>
        DataIdValue.From(record.Values.Where((_, i) => record.Element.Schema.Fields[i].Dimension == dimension).First()!);

    private async Task<DataIdValueException?> MissingAsync(DimensionElement dependency, DimensionRecord record, CancellationToken cancellationToken)
    {
        var key = new RecordKey([.. dependency.Required.Select(r => Value(record, r))]);
        var found = await reader.FetchAsync(dependency, [key], cancellationToken).ConfigureAwait(false);
        return found[0] is not null
            ? null
            : new DataIdValueException($"The record {record.DataId} of '{record.Element}' can't be inserted: there is no '{dependency}' record '{Value(record, dependency)}'; insert that first.");
    }

    private async Task<IReadOnlyList<DimensionRecord>> AbsentAsync(DimensionElement element, IReadOnlyList<DimensionRecord> records, CancellationToken cancellationToken)
    {
        var keys = records.Select(RecordKey.Of).ToList();
        reader.Forget(element);
        var there = await reader.FetchAsync(element, keys, cancellationToken).ConfigureAwait(false);
        var seen = new HashSet<RecordKey>();
        return [.. records.Where((_, i) => there[i] is null && seen.Add(keys[i]))];
    }
}
