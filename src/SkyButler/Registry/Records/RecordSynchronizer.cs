using SkyButler.Dimensions.Records;
using SkyButler.Registry.Databases;
using SkyButler.Registry.Databases.Failures;
using SkyButler.Registry.Errors;

namespace SkyButler.Registry.Records;

/// <summary>Makes sure that a record is there with given values.</summary>
internal sealed class RecordSynchronizer(RegistryContext context, RecordReader reader, RecordWriter writer)
{
    public async Task<bool> SyncAsync(DimensionRecord record, RecordSync update, CancellationToken cancellationToken)
    {
        if (await FindAsync(record, cancellationToken).ConfigureAwait(false) is { } there && there.Equals(record))
        {
            reader.ForgetUnless(record);
            return false;
        }

        var changed = false;
        try
        {
            await context.Database.EnsureAsync(async token => changed = await WriteAsync(record, update, token).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
        }
        catch (ConstraintException e)
        {
            throw await writer.ExplainAsync(e, record, cancellationToken).ConfigureAwait(false);
        }

        return changed;
    }

    private async Task<bool> WriteAsync(DimensionRecord record, RecordSync update, CancellationToken cancellationToken)
    {
        // Looked for again, now that nobody else can write.
        var there = await FindAsync(record, cancellationToken).ConfigureAwait(false);
        if (there is not null && there.Equals(record))
            return false;
        if (there is not null && update == RecordSync.Compare)
            throw new ConflictException($"The record {record.DataId} of '{record.Element}' is there with other values: {Differences(there, record)}.");
        await writer.WriteAsync(record.Element, [record], there is null ? RecordInsertMode.New : RecordInsertMode.Replace, cancellationToken).ConfigureAwait(false);
        return true;
    }

    // What is held in memory may have been changed by another client since.
    private async Task<DimensionRecord?> FindAsync(DimensionRecord record, CancellationToken cancellationToken) => (record.Element.HasTable
        ? await reader.FetchStoredAsync(record.Element, [RecordKey.Of(record)], cancellationToken).ConfigureAwait(false)
        : await reader.FetchAsync(record.Element, [RecordKey.Of(record)], cancellationToken).ConfigureAwait(false))[0];

    private static string Differences(DimensionRecord there, DimensionRecord given) => string.Join(", ", given.Element.Schema.Fields
        .Select((f, i) => (f.Name, There: there.Values[i], Given: given.Values[i]))
        .Where(v => !FieldValues.Same(v.There, v.Given))
        .Select(v => $"{v.Name} is {Text(v.There)}, not {Text(v.Given)}"));

    private static string Text(object? value) => value switch
    {
        null => "null",
        string text => $"'{text}'",
        byte[] bytes => Convert.ToHexStringLower(bytes),
        Geometry.Region => "another region",
        _ => Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture)!,
    };
}
