using SkyButler.Dimensions;
using SkyButler.Dimensions.Records;
using SkyButler.Registry;
using SkyButler.Registry.Errors;
using SkyButler.Registry.Records;

namespace SkyButler.Instruments;

/// <summary>Writes the records of instruments into a repository.</summary>
public static class InstrumentRegistration
{
    /// <summary>
    /// Adds what is not there; equal records are left alone, others are an error unless they may be updated. All or nothing.
    /// </summary>
    /// <exception cref="ConflictException">A record is there with other values, and updating was not allowed.</exception>
    public static Task RegisterAsync(
        SqlRegistry registry, IReadOnlyList<InstrumentRecords> instruments, RecordSync update, CancellationToken cancellationToken) =>
        registry.TransactAsync(
            async token =>
            {
                // An instrument comes before what belongs to it.
                await SyncAsync(registry.Records, [.. instruments.Select(instrument => instrument.Instrument)], update, token);
                await SyncAsync(registry.Records, [.. instruments.SelectMany(instrument => instrument.Filters)], update, token);
                await SyncAsync(registry.Records, [.. instruments.SelectMany(instrument => instrument.Detectors)], update, token);
            },
            cancellationToken);

    private static async Task SyncAsync(
        RecordStorage storage, IReadOnlyList<DimensionRecord> records, RecordSync update, CancellationToken cancellationToken)
    {
        if (records.Count == 0)
            return;
        var element = records[0].Element;
        var existing = await storage.FetchAsync(element, [.. records.Select(record => record.DataId)], cancellationToken);
        var changed = new List<DimensionRecord>();
        foreach (var record in records)
        {
            if (existing.TryGetValue(record.DataId, out var old) && !old.Equals(record))
                changed.Add(update == RecordSync.Update ? record : throw Conflict(element, old, record));
        }

        var added = records.Where(record => !existing.ContainsKey(record.DataId)).ToList();
        if (added.Count > 0)
            await storage.InsertAsync(element, added, RecordInsertMode.New, cancellationToken);
        if (changed.Count > 0)
            await storage.InsertAsync(element, changed, RecordInsertMode.Replace, cancellationToken);
    }

    private static ConflictException Conflict(DimensionElement element, DimensionRecord old, DimensionRecord described)
    {
        var differences = element.Schema.Fields
            .Where(field => !Equals(old[field.Name], described[field.Name]))
            .Select(field => $"{field.Name} is {old[field.Name] ?? "null"} and described as {described[field.Name] ?? "null"}");
        return new ConflictException(
            $"The {element} {described.DataId} is registered already with other values ({string.Join("; ", differences)}); use --update to change it.");
    }
}
